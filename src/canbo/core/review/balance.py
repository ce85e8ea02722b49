"""Staffing balance: seats against people, by position and by field of study, and who could fill a gap nearby."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from canbo.core.facts.bundle import Facts
from canbo.core.policy.resolve import PackAt
from canbo.core.review.compile import compiled
from canbo.core.review.derive import MAJOR
from canbo.core.review.seats import ranked

_PLACE = ["unit", "position"]
_COUNTS = ["posts", "holders", "suitable", "unsuitable", "unknown"]


@dataclass(frozen=True)
class Balance:
    """Surplus and shortage of each commune.

    `positions`: a row per unit and position: `body, block, posts, holders, suitable, unsuitable, unknown, vacant,
    surplus`. `fields`: a row per unit, block and field (the three-digit field that a position asks first): `needed`
    seats, `in_place` suitably filled, `short` the rest, and people of that field who serve elsewhere in the
    commune, in the `same_block` or an `other_block`. `offers`: a row per place that is short and official of the
    commune whose field suits it and who is surplus or misplaced: `unit, position, official_id, from_position,
    from_block, surplus`.
    """

    positions: pl.DataFrame
    fields: pl.DataFrame
    offers: pl.DataFrame


def balance(facts: Facts, officials: pl.DataFrame, pack: PackAt) -> Balance:
    """The balance, from a frame of officials that carries `field_suits`."""
    positions = _positions(facts.posts, officials)
    return Balance(
        positions,
        _fields(positions, officials, facts.fields, pack),
        _offers(positions, officials, facts.fields, pack),
    )


def _positions(posts: pl.DataFrame, officials: pl.DataFrame) -> pl.DataFrame:
    suits = pl.col("field_suits")
    held = officials.group_by(*_PLACE, "body", "block").agg(
        pl.len().cast(pl.Int32).alias("holders"),
        suits.sum().cast(pl.Int32).alias("suitable"),
        (~suits).sum().cast(pl.Int32).alias("unsuitable"),
        suits.is_null().sum().cast(pl.Int32).alias("unknown"),
    )
    spare = pl.col("posts") - pl.col("holders")
    return (
        posts.drop("counts_in_staffing")
        .join(held, on=[*_PLACE, "body", "block"], how="full", coalesce=True)
        .with_columns(pl.col(_COUNTS).fill_null(0))
        .with_columns(
            spare.clip(lower_bound=0).alias("vacant"),
            (-spare).clip(lower_bound=0).alias("surplus"),
        )
        .sort("unit", "block", "body", "position")
    )


# --- by field of study -----------------------------------------------------------------------------------------


def _fields(positions: pl.DataFrame, officials: pl.DataFrame, fields: pl.DataFrame, pack: PackAt) -> pl.DataFrame:
    asked = asked_fields(pack)
    key = ["unit", "block", "field"]
    needed = (
        positions.join(asked, on="position")
        .group_by(key)
        .agg(pl.col("posts").sum().alias("needed"), pl.min_horizontal("suitable", "posts").sum().alias("in_place"))
    )
    elsewhere = _elsewhere(officials, fields, asked)
    inside = elsewhere.group_by(key).agg(pl.len().cast(pl.Int32).alias("same_block"))
    anywhere = elsewhere.group_by("unit", "field").agg(pl.len().cast(pl.Int32).alias("_anywhere"))
    return (
        needed.join(inside, on=key, how="left")
        .join(anywhere, on=["unit", "field"], how="left")
        .with_columns(pl.col("same_block", "_anywhere").fill_null(0))
        .with_columns(
            (pl.col("needed") - pl.col("in_place")).alias("short"),
            (pl.col("_anywhere") - pl.col("same_block")).alias("other_block"),
        )
        .drop("_anywhere")
        .sort(key)
    )


def asked_fields(pack: PackAt) -> pl.DataFrame:
    """For each position the three-digit field that it asks first."""
    rows = [(code, position.fields[0][:3]) for code, position in pack.positions.items() if position.fields]
    return pl.DataFrame(rows, schema={"position": pl.String(), "field": pl.String()}, orient="row")


def _elsewhere(officials: pl.DataFrame, fields: pl.DataFrame, asked: pl.DataFrame) -> pl.DataFrame:
    """People with a field, once each, in whose own position that field is not the one asked."""
    field = "7" + pl.col("field_code").str.slice(1, 2)
    people = officials.filter("is_main").select("official_id", "unit", "block", "position")
    return (
        people.join(fields.select("official_id", field.alias("field")).drop_nulls().unique(), on="official_id")
        .join(asked.rename({"field": "_own"}), on="position", how="left")
        .filter(pl.col("_own").is_null() | (pl.col("_own") != pl.col("field")))
    )


def _offers(positions: pl.DataFrame, officials: pl.DataFrame, fields: pl.DataFrame, pack: PackAt) -> pl.DataFrame:
    short = positions.filter(pl.min_horizontal("suitable", "posts") < pl.col("posts")).select(*_PLACE)
    able = (
        fields.with_columns(MAJOR)
        .join(compiled(pack).suiting, on="_major")
        .select("official_id", "position")
        .unique(maintain_order=True)
    )
    return (
        _movable(positions, officials)
        .join(able, on="official_id")
        .filter(pl.col("position") != pl.col("from_position"))
        .join(short, on=_PLACE, how="semi")
        .select(*_PLACE, "official_id", "from_position", "from_block", "surplus")
        .sort(*_PLACE, "official_id")
    )


def _movable(positions: pl.DataFrame, officials: pl.DataFrame) -> pl.DataFrame:
    """Officials who are surplus in their main position, or whose field does not suit it."""
    return (
        ranked(officials.lazy())
        .collect()
        .join(positions.select(*_PLACE, "posts"), on=_PLACE, how="left")
        .with_columns((pl.col("seat") > pl.col("posts")).alias("surplus"))
        .filter(pl.col("is_main") & (pl.col("surplus") | ~pl.col("field_suits")))
        .select(
            "unit", "official_id", "surplus",
            pl.col("position").alias("from_position"), pl.col("block").alias("from_block"),
        )
    )  # fmt: skip
