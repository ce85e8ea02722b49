"""A population in four parts that always add up: met, studying, unknown, and open, whom no study covers yet."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import polars as pl

from canbo.core.review.compile import MET, UNKNOWN


class Part(StrEnum):
    MET = "met"
    STUDYING = "studying"
    UNKNOWN = "unknown"
    OPEN = "gap"


NOT_MET = "not_met"
"""All parts but one, by a name of their own."""


def parts_named(name: str) -> frozenset[Part]:
    """The part of this name, or the three of `NOT_MET`. Raises `ValueError` for any other name."""
    return frozenset(Part) - {Part.MET} if name == NOT_MET else frozenset({Part(name)})


@dataclass(frozen=True)
class Parts:
    """How many stand in each part."""

    met: int = 0
    studying: int = 0
    unknown: int = 0
    gap: int = 0

    @property
    def total(self) -> int:
        return self.met + self.not_met

    @property
    def not_met(self) -> int:
        return self.studying + self.unknown + self.gap

    def count(self, name: str) -> int:
        """How many stand in the part or parts of a name (`parts_named`)."""
        return int(getattr(self, name))


def with_part(members: pl.DataFrame) -> pl.DataFrame:
    """Members of a target (`TargetResult.members`) who certainly belong to it, with their `part`."""
    return members.filter(~pl.col("unsure")).with_columns(
        pl.when(pl.col("state") == MET)
        .then(pl.lit(Part.MET.value))
        .when("studying")
        .then(pl.lit(Part.STUDYING.value))
        .when(pl.col("state") == UNKNOWN)
        .then(pl.lit(Part.UNKNOWN.value))
        .otherwise(pl.lit(Part.OPEN.value))
        .alias("part")
    )


def parts_of(parted: pl.DataFrame) -> Parts:
    """The parts of a frame of `with_part`."""
    return Parts(**{str(part): n for part, n in parted.group_by("part").len().iter_rows()})


def parts_by(parted: pl.DataFrame, key: str) -> dict[str, Parts]:
    """The parts for each value of a column, most open first, then by the value."""
    counted = (
        parted.group_by(key)
        .agg((pl.col("part") == part.value).sum().alias(part.value) for part in Part)
        .sort(Part.OPEN.value, key, descending=[True, False], nulls_last=True)
    )
    return {row.pop(key): Parts(**row) for row in counted.iter_rows(named=True)}
