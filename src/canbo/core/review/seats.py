"""Seats of the establishment and who sits in them."""

from __future__ import annotations

import polars as pl

from canbo.core.policy.resolve import PackAt

_PLACE = ["unit", "position"]


def seats(posts: pl.DataFrame, holders: pl.DataFrame) -> pl.DataFrame:
    """A row per seat: `unit, body, block, position, counts_in_staffing, seat, official_id, filled, holder_suits`.

    `seat` counts from 1; `holders` come from `ranked`. Who finds no seat is surplus. An empty seat has no
    `official_id` and no suitable holder.
    """
    open_posts = posts.filter(pl.col("posts") > 0)
    lines = open_posts.with_columns(pl.int_ranges(1, pl.col("posts") + 1, dtype=pl.Int32).alias("seat")).explode("seat")
    placed = holders.select(*_PLACE, "seat", "official_id", pl.col("field_suits").alias("holder_suits"))
    filled = pl.col("official_id").is_not_null()
    return lines.join(placed, on=[*_PLACE, "seat"], how="left", maintain_order="left").with_columns(
        filled.alias("filled"),
        pl.when(filled).then("holder_suits").otherwise(pl.lit(value=False)).alias("holder_suits"),
    )


def counted(posts: pl.DataFrame, pack: PackAt) -> pl.DataFrame:
    """The establishment with the flag `counts_in_staffing` that the pack sets for some positions on its day."""
    told = {
        code: part.counts
        for code, position in pack.positions.items()
        for part in position.counting
        if part.in_force(pack.as_of)
    }
    if not told:
        return posts
    flag = pl.col("position").replace_strict(told, default=pl.col("counts_in_staffing"), return_dtype=pl.Boolean)
    return posts.with_columns(flag.alias("counts_in_staffing"))


HOLDER = ("official_id", *_PLACE, "body", "block", "is_main", "assignment_id", "assigned_on_min", "field_suits")


def ranked(officials: pl.DataFrame) -> pl.DataFrame:
    """The assignments, columns `HOLDER`, with the number of the `seat` each would take at its unit and position.

    Suitable holders take the first seats, then those of whom it is not known; among equals, who is longest in post.
    """
    suits, index = pl.col("field_suits"), pl.int_range(pl.len(), dtype=pl.Int32)
    first = pl.col("place").ne_missing(pl.col("place").shift(1))
    return (
        officials.select(
            *HOLDER,
            PLACE,
            pl.when(suits).then(0).when(~suits).then(2).otherwise(1).cast(pl.Int8).alias("_order"),
        )
        .sort("place", "_order", "assigned_on_min", "assignment_id", nulls_last=True)
        .with_columns((index - pl.when(first).then(index).forward_fill() + 1).alias("seat"))
        .drop("_order")
    )


def _number_of_place() -> pl.Expr:
    numbers = (pl.col(name).to_physical().cast(pl.Int64) for name in _PLACE)
    return (next(numbers) * 2**32 + next(numbers)).alias("place")


PLACE = _number_of_place()
"""A unit and position as one number, `place`, by which frames are grouped, joined and sorted faster.

It is the same for all frames of a process, and of no meaning beyond.
"""
