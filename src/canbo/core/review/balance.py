"""Staffing balance: seats against people, by position and by field of study, and who could fill a gap nearby."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from canbo.core.facts.bundle import Facts
from canbo.core.facts.columns import CODE
from canbo.core.policy.resolve import PackAt
from canbo.core.review.compile import compiled
from canbo.core.review.derive import MAJOR
from canbo.core.review.seats import PLACE

_PLACE = ["unit", "position"]
_NAMES = [*_PLACE, "body", "block"]
_COUNTS = ["posts", "holders", "suitable", "unsuitable", "unknown"]


@dataclass(frozen=True)
class Balance:
    """Surplus and shortage of each commune.

    `positions`: a row per unit and position: `body, block, posts, holders, suitable, unsuitable, unknown, vacant,
    surplus`. `fields`: a row per unit, position and the three-digit field that it asks first: `body, block, needed`
    seats, `in_place` suitably filled, `unknown` filled by whom one cannot tell, `short` the rest, `surplus` holders
    beyond the seats, and how many others of the commune could take the position, in the `same_block` or an
    `other_block`.
    """

    positions: pl.DataFrame
    fields: pl.DataFrame
    _seated: pl.DataFrame
    _offers: pl.DataFrame

    @cached_property
    def offers(self) -> pl.DataFrame:
        """Who could take a position that is short, a row per position and official.

        Columns: `unit, position, block, field, official_id, from_position, from_block, surplus` in the own position,
        and `vacates`, whose field suits the own position too, so that moving them opens a seat there.
        """
        by_place = [*_PLACE, "vacates", "surplus", "official_id"]
        columns = [*_PLACE, "block", "field", "official_id", "from_position", "from_block", "surplus", "vacates"]
        return self._offers.select(columns).sort(by_place, descending=[False, False, False, True, False])

    @cached_property
    def places(self) -> pl.DataFrame:
        """A row per holder and per empty seat: `unit, body, block, position, official_id, suits, surplus`.

        Whatever `positions` counts stands here by name.
        """
        held = self._seated.select(*_NAMES, "official_id", pl.col("field_suits").alias("suits"), "surplus")
        empty = self.positions.select(*_NAMES, pl.col("vacant").repeat_by("vacant").alias("_seats"))
        vacant = empty.explode("_seats").drop_nulls("_seats").drop("_seats")
        return pl.concat([held, vacant], how="diagonal").sort(*_PLACE, "surplus", "official_id", nulls_last=True)


def balance(facts: Facts, holders: pl.DataFrame, pack: PackAt) -> Balance:
    """The balance, from the assignments and the seats that they take (`seats.ranked`)."""
    holders = facts.inside(holders)
    positions = _positions(facts.posts, holders)
    seated = _seated(positions, holders)
    needs = _needs(positions, pack)
    offers = _offers(seated, needs, facts.fields, pack)
    return Balance(positions, _with_offers(needs, offers), seated, offers)


def _positions(posts: pl.DataFrame, holders: pl.DataFrame) -> pl.DataFrame:
    suits = pl.col("field_suits")
    held = holders.group_by("place").agg(
        pl.col(_NAMES).first(),
        pl.len().cast(pl.Int32).alias("holders"),
        suits.sum().cast(pl.Int32).alias("suitable"),
        (~suits).sum().cast(pl.Int32).alias("unsuitable"),
        suits.is_null().sum().cast(pl.Int32).alias("unknown"),
    )
    spare = pl.col("posts") - pl.col("holders")
    return (
        posts.drop("counts_in_staffing")
        .with_columns(PLACE)
        .join(held, on="place", how="full", coalesce=True)
        .with_columns(
            *(pl.coalesce(name, f"{name}_right") for name in _NAMES),
            *(pl.col(name).fill_null(0) for name in _COUNTS),
        )
        .drop("place", *(f"{name}_right" for name in _NAMES))
        .with_columns(
            spare.clip(lower_bound=0).alias("vacant"),
            (-spare).clip(lower_bound=0).alias("surplus"),
        )
        .sort(_PLACE)
    )


def _seated(positions: pl.DataFrame, holders: pl.DataFrame) -> pl.DataFrame:
    """The assignments with `surplus`, whether their holder finds no seat at the unit and position."""
    joined = holders.join(positions.select(PLACE, "posts"), on="place", how="left", maintain_order="left")
    return joined.with_columns((pl.col("seat") > pl.col("posts")).alias("surplus"))


KINDS: Mapping[str, pl.Expr] = {
    "holders": pl.col("official_id").is_not_null(),
    "suitable": pl.col("suits"),
    "unsuitable": ~pl.col("suits"),
    "unknown": pl.col("official_id").is_not_null() & pl.col("suits").is_null(),
    "vacant": pl.col("official_id").is_null(),
    "surplus": pl.col("surplus"),
}
"""Which rows of `places` stand behind each count of `positions`."""


# --- by field of study, and who could fill what is short -------------------------------------------------------


def _needs(positions: pl.DataFrame, pack: PackAt) -> pl.DataFrame:
    """The positions that ask for a field, with how many of their seats are suitably filled, doubtful and short."""
    in_place = pl.min_horizontal("suitable", "posts")
    unknown = pl.min_horizontal("unknown", pl.col("posts") - in_place)
    return (
        positions.join(asked_fields(pack), on="position")
        .select(
            *_PLACE, "body", "block", "field", "surplus",
            pl.col("posts").alias("needed"), in_place.alias("in_place"), unknown.alias("unknown"),
        )
        .with_columns((pl.col("needed") - pl.col("in_place") - pl.col("unknown")).alias("short"))
    )  # fmt: skip


def asked_fields(pack: PackAt) -> pl.DataFrame:
    """For each position the three-digit field that it asks first."""
    rows = [(code, position.fields[0][:3]) for code, position in pack.positions.items() if position.fields]
    return pl.DataFrame(rows, schema={"position": CODE, "field": CODE}, orient="row")


def _offers(seated: pl.DataFrame, needs: pl.DataFrame, fields: pl.DataFrame, pack: PackAt) -> pl.DataFrame:
    short = needs.filter(pl.col("short") > 0).select(PLACE, "block", "field")
    wanted = needs.filter(pl.col("short") > 0)["position"].unique().implode()
    suiting = compiled(pack).tables.suiting.filter(pl.col("position").is_in(wanted))
    beside = seated.filter(~pl.col("is_main")).select("official_id", "place")
    return (
        _able(_serving(seated), fields, suiting)
        .filter(pl.col("position") != pl.col("from_position"))
        .with_columns(PLACE)
        .join(short.lazy(), on="place")
        .join(beside.lazy(), on=["official_id", "place"], how="anti")
        .collect()
    )


def _serving(seated: pl.DataFrame) -> pl.LazyFrame:
    """Officials by their main post, and whether they are surplus there or their leaving would open a suitable seat."""
    return seated.lazy().filter("is_main").select(
        "unit", "official_id", "surplus",
        (~pl.col("surplus") & pl.col("field_suits").fill_null(value=True)).alias("vacates"),
        pl.col("position").alias("from_position"), pl.col("block").alias("from_block"),
    )  # fmt: skip


def _able(serving: pl.LazyFrame, fields: pl.DataFrame, suiting: pl.DataFrame) -> pl.LazyFrame:
    """The officials by each `position` that a field of theirs suits, once; only who holds several could stand twice."""
    several = pl.col("_several")
    held = fields.lazy().select("official_id", MAJOR, pl.col("official_id").is_duplicated().alias("_several"))
    pairs = held.join(serving, on="official_id").join(suiting.lazy().drop("_suits"), on="_major").drop("_major")
    return pl.concat([pairs.filter(~several), pairs.filter(several).unique()]).drop("_several")


def _with_offers(needs: pl.DataFrame, offers: pl.DataFrame) -> pl.DataFrame:
    counted = (
        offers.lazy()
        .select("place", (pl.col("from_block") == pl.col("block")).alias("_same"))
        .group_by("place")
        .agg(pl.col("_same").sum().cast(pl.Int32).alias("same_block"), pl.len().cast(pl.Int32).alias("_all"))
        .with_columns((pl.col("_all") - pl.col("same_block")).alias("other_block"))
        .drop("_all")
        .collect()
    )
    joined = needs.with_columns(PLACE).join(counted, on="place", how="left", maintain_order="left").drop("place")
    return joined.with_columns(pl.col("same_block", "other_block").fill_null(0))
