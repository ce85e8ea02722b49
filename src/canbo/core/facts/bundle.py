"""Everything known on a date within a scope, as frames: what rules, balance and measures are computed from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from canbo.core.facts.columns import CODE, Grain, schema

KEYS: Mapping[str, pl.DataType] = {"official_id": pl.Int64(), "assignment_id": pl.Int64()}
FIELDS: Mapping[str, pl.DataType] = {
    "official_id": pl.Int64(),
    "field_code": CODE,
    "since": pl.Int32(),
    "recorded": pl.Int32(),
}
STUDIES: Mapping[str, pl.DataType] = {
    "official_id": pl.Int64(),
    "kind": CODE,
    "level": pl.Int8(),
    "field_code": CODE,
    "until": pl.Int32(),
}
POSTS: Mapping[str, pl.DataType] = {
    "unit": CODE,
    "body": CODE,
    "block": CODE,
    "position": CODE,
    "posts": pl.Int32(),
    "counts_in_staffing": pl.Boolean(),
}


@dataclass(frozen=True)
class Facts:
    """The records on `as_of`.

    `officials` has a row per official and assignment in force, columns `KEYS` and `schema(Grain.OFFICIAL)`,
    and a `competency_<code>` rank where any was assessed. `fields` has a row per field of study held (a degree
    whose field is not known has none), held `since` (`YYYYMMDD`, parts not known 0, null of an undated degree) and on
    record since `recorded` (null: from ever); `studies` a row per study under way, `until` the latest day it may end;
    `posts` a row per line of the establishment of `posts_year`; `communes` a row per commune. `units` are the communes
    asked about, None for all; `officials` holds every post of whoever holds one there, because what is asked of a
    person depends on all of them.
    """

    as_of: date
    officials: pl.DataFrame
    fields: pl.DataFrame
    studies: pl.DataFrame
    posts: pl.DataFrame
    communes: pl.DataFrame
    units: frozenset[str] | None = None
    posts_year: int | None = None

    def inside(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The rows of a frame with a `unit` that lie in the communes asked about."""
        return frame if self.units is None else frame.filter(pl.col("unit").is_in(list(self.units)))


def empty(columns: Mapping[str, pl.DataType]) -> pl.DataFrame:
    return pl.DataFrame(schema=dict(columns))


def frame(columns: Mapping[str, pl.DataType], rows: Iterable[Sequence[Any]]) -> pl.DataFrame:
    """Rows of values in the order of the columns, as a frame of exactly these types."""
    return pl.DataFrame(list(rows), schema=dict(columns), orient="row")


def officials_schema() -> dict[str, pl.DataType]:
    return {**KEYS, **schema(Grain.OFFICIAL)}
