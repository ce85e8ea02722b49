"""Seats of the establishment and who sits in them."""

from __future__ import annotations

import polars as pl

from canbo.core.policy.resolve import PackAt

_PLACE = ["unit", "position"]


def seats(posts: pl.DataFrame, officials: pl.DataFrame) -> pl.DataFrame:
    """A row per seat: `unit, body, block, position, counts_in_staffing, seat, official_id, filled, holder_suits`.

    `seat` counts from 1. Suitable holders take the first seats, then those of whom it is not known; among
    equals, who is longest in post. Who finds no seat is surplus. An empty seat has no `official_id` and no suitable
    holder.
    """
    lines = (
        posts.lazy()
        .filter(pl.col("posts") > 0)
        .with_columns(pl.int_ranges(1, pl.col("posts") + 1, dtype=pl.Int32).alias("seat"))
        .explode("seat")
    )
    placed = ranked(officials.lazy()).select(
        *_PLACE, "seat", "official_id", pl.col("field_suits").alias("holder_suits")
    )
    filled = pl.col("official_id").is_not_null()
    return (
        lines.join(placed, on=[*_PLACE, "seat"], how="left", maintain_order="left")
        .with_columns(
            filled.alias("filled"),
            pl.when(filled).then("holder_suits").otherwise(pl.lit(value=False)).alias("holder_suits"),
        )
        .collect()
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


def ranked(officials: pl.LazyFrame) -> pl.LazyFrame:
    """The assignments with the number of the `seat` each would take at its unit and position."""
    suitable, doubtful, unsuitable = (pl.lit(order, pl.Int8) for order in range(3))
    order = pl.when("field_suits").then(suitable).when(~pl.col("field_suits")).then(unsuitable).otherwise(doubtful)
    return (
        officials.with_columns(order.alias("_order"))
        .sort(*_PLACE, "_order", "assigned_on_min", "assignment_id", nulls_last=True)
        .with_columns((pl.int_range(pl.len(), dtype=pl.Int32).over(_PLACE) + 1).alias("seat"))
        .drop("_order")
    )
