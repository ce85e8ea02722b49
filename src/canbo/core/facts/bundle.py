"""Everything known on a date within a scope, as frames: what rules, balance and measures are computed from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import polars as pl

from canbo.core.facts.columns import Grain, schema
from canbo.core.facts.scales import QUALIFICATIONS

KEYS: Mapping[str, pl.DataType] = {"official_id": pl.Int64(), "assignment_id": pl.Int64()}
FIELDS: Mapping[str, pl.DataType] = {
    "official_id": pl.Int64(),
    "field_code": pl.String(),
    "since": pl.Int32(),
}
STUDIES: Mapping[str, pl.DataType] = {
    "official_id": pl.Int64(),
    "kind": pl.String(),
    "level": pl.Int8(),
    "field_code": pl.String(),
    "until": pl.Int32(),
}
POSTS: Mapping[str, pl.DataType] = {
    "unit": pl.String(),
    "body": pl.String(),
    "block": pl.String(),
    "position": pl.String(),
    "posts": pl.Int32(),
    "counts_in_staffing": pl.Boolean(),
}


@dataclass(frozen=True)
class Facts:
    """The records on `as_of`.

    `officials` has a row per official and assignment in force, columns `KEYS` and `schema(Grain.OFFICIAL)`,
    and a `competency_<code>` rank where any was assessed. `fields` has a row per field of study held (a degree
    whose field is not known has none), `since` as `YYYYMMDD`; `studies` a row per study under way, `until` the
    latest day it may end; `posts` a row per line of the establishment; `communes` a row per commune.
    """

    as_of: date
    officials: pl.DataFrame
    fields: pl.DataFrame
    studies: pl.DataFrame
    posts: pl.DataFrame
    communes: pl.DataFrame

    def with_studies_done(self, deadline: int) -> Facts:
        """What the records will say of those now studying, once all that ends by `deadline` has ended.

        Holds only the officials with such a study; an end that is not known is not counted on.
        """
        done = self.studies.lazy().filter(pl.col("until") <= deadline)
        officials = self.officials.lazy().join(done.select("official_id").unique(), on="official_id", how="semi")
        gained = done.group_by("official_id").agg(
            pl.col("level").filter(pl.col("kind") == kind).max().alias(f"gained_{kind}") for kind in QUALIFICATIONS
        )
        raised = officials.join(gained, on="official_id", how="left").with_columns(
            pl.max_horizontal(kind, f"gained_{kind}").alias(kind) for kind in QUALIFICATIONS
        )
        learned = done.filter(pl.col("field_code").is_not_null()).select(
            "official_id", "field_code", pl.col("until").alias("since")
        )
        who = done.select("official_id").unique()
        known = self.fields.lazy().join(who, on="official_id", how="semi")
        changed, fields = pl.collect_all(
            [raised.drop(f"gained_{kind}" for kind in QUALIFICATIONS), pl.concat([known, learned])]
        )
        return replace(self, officials=changed, fields=fields)


def empty(columns: Mapping[str, pl.DataType]) -> pl.DataFrame:
    return pl.DataFrame(schema=dict(columns))


def frame(columns: Mapping[str, pl.DataType], rows: Iterable[Sequence[Any]]) -> pl.DataFrame:
    """Rows of values in the order of the columns, as a frame of exactly these types."""
    return pl.DataFrame(list(rows), schema=dict(columns), orient="row")


def officials_schema() -> dict[str, pl.DataType]:
    return {**KEYS, **schema(Grain.OFFICIAL)}
