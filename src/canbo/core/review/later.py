"""Officials as they will be once the studies under way have ended, beside those of today.

What is derived and asked of an official later is what is asked today. So both stand in one frame and are evaluated in
one pass: everybody as on record (`day` is NOW), then for each deadline those who have a study that ends by it.
`holder` tells the same official on different days apart, as `official_id` tells officials.
"""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from canbo.core.dates import PartialDate
from canbo.core.facts.bundle import Facts
from canbo.core.facts.scales import QUALIFICATIONS, UPDATE

NOW = 0
ADDED = ("day", "holder")
"""The columns of the frame that the officials on record do not have."""

_APART = 1 << 48
"""More than any id of a database."""


def now(outlook: pl.DataFrame) -> pl.DataFrame:
    """The officials as on record, who stand first."""
    return outlook.head(int((outlook["day"] == NOW).sum())).drop(ADDED)


def with_later(officials: pl.DataFrame, facts: Facts, days: Iterable[int]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The officials now and later, and the fields of study that each `holder` has by then.

    An end that is not known is not counted on, nor is one that has passed without a result on record.
    """
    today = officials.with_columns(pl.lit(NOW, pl.Int32).alias("day"), pl.col("official_id").alias("holder"))
    fields = facts.fields.select(pl.col("official_id").alias("holder"), "field_code", "since", "recorded")
    done = _done(facts, days)
    if done.is_empty():
        return today, fields
    who = done.select("official_id", *ADDED).unique(maintain_order=True)
    known = facts.fields.join(who, on="official_id").select("holder", "field_code", "since", "recorded")
    learned = done.filter(pl.col("field_code").is_not_null())
    gained = learned.select("holder", "field_code", since="until", recorded="until")
    return pl.concat([today, _raised(officials, who, done)]), pl.concat([fields, known, gained])


def _done(facts: Facts, days: Iterable[int]) -> pl.DataFrame:
    """The studies that end by each day, with the `day` and the `holder` who will have done them."""
    today = PartialDate.of(facts.as_of).code
    ended = (
        facts.studies.filter(pl.col("until").is_between(today, day)).with_columns(
            pl.lit(day, pl.Int32).alias("day"), (pl.col("official_id") + number * _APART).alias("holder")
        )
        for number, day in enumerate(sorted(days), 1)
    )
    none = facts.studies.clear().with_columns(pl.lit(NOW, pl.Int32).alias("day"), pl.col("official_id").alias("holder"))
    return pl.concat([none, *ended])


def _raised(officials: pl.DataFrame, who: pl.DataFrame, done: pl.DataFrame) -> pl.DataFrame:
    """The officials who study, at the levels that they will have reached."""
    kinds = [kind for kind in QUALIFICATIONS if kind in done["kind"].unique()]
    gained = done.group_by("holder").agg(
        *(pl.col("level").filter(pl.col("kind") == kind).max().alias(f"gained_{kind}") for kind in kinds),
        pl.col("until").filter(pl.col("kind") == UPDATE).max().alias("_updated"),
    )
    return (
        officials.join(who, on="official_id", maintain_order="left")
        .join(gained, on="holder", how="left", maintain_order="left")
        .with_columns(
            *(pl.max_horizontal(kind, f"gained_{kind}").alias(kind) for kind in kinds),
            *(
                pl.max_horizontal(f"{UPDATE}_on_{end}", "_updated").alias(f"{UPDATE}_on_{end}")
                for end in ("min", "max")
            ),
        )
        .drop("_updated", *(f"gained_{kind}" for kind in kinds))
    )
