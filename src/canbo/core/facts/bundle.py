"""Everything known on a date within a scope, as frames: what rules, balance and measures are computed from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import polars as pl

from canbo.core.dates import PartialDate
from canbo.core.facts.columns import CODE, Grain, schema
from canbo.core.facts.scales import QUALIFICATIONS, UPDATE

KEYS: Mapping[str, pl.DataType] = {"official_id": pl.Int64(), "assignment_id": pl.Int64()}
FIELDS: Mapping[str, pl.DataType] = {
    "official_id": pl.Int64(),
    "field_code": CODE,
    "since": pl.Int32(),
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
    whose field is not known has none), `since` as `YYYYMMDD`; `studies` a row per study under way, `until` the
    latest day it may end; `posts` a row per line of the establishment; `communes` a row per commune. `units` are the
    communes asked about, None for all; `officials` holds every post of whoever holds one there, because what is asked
    of a person depends on all of them.
    """

    as_of: date
    officials: pl.DataFrame
    fields: pl.DataFrame
    studies: pl.DataFrame
    posts: pl.DataFrame
    communes: pl.DataFrame
    units: frozenset[str] | None = None

    def inside(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The rows of a frame with a `unit` that lie in the communes asked about."""
        return frame if self.units is None else frame.filter(pl.col("unit").is_in(list(self.units)))

    def some_end_by(self, deadline: int) -> bool:
        """Whether any study under way ends by a day."""
        return not self.studies.filter(self._ends_by(deadline)).is_empty()

    def _ends_by(self, deadline: int) -> pl.Expr:
        return pl.col("until").is_between(PartialDate.of(self.as_of).code, deadline)

    def with_studies_done(self, deadline: int) -> Facts:
        """What the records will say of those now studying, once all that ends by `deadline` has ended.

        Holds only the officials with such a study. An end that is not known is not counted on, nor is one that has
        passed without a result on record.
        """
        done = self.studies.lazy().filter(self._ends_by(deadline))
        officials = self.officials.lazy().join(done.select("official_id").unique(), on="official_id", how="semi")
        gained = done.group_by("official_id").agg(
            *(pl.col("level").filter(pl.col("kind") == kind).max().alias(f"gained_{kind}") for kind in QUALIFICATIONS),
            pl.col("until").filter(pl.col("kind") == UPDATE).max().alias("_updated"),
        )
        raised = officials.join(gained, on="official_id", how="left", maintain_order="left").with_columns(
            *(pl.max_horizontal(kind, f"gained_{kind}").alias(kind) for kind in QUALIFICATIONS),
            *(
                pl.max_horizontal(f"{UPDATE}_on_{end}", "_updated").alias(f"{UPDATE}_on_{end}")
                for end in ("min", "max")
            ),
        )
        learned = done.filter(pl.col("field_code").is_not_null()).select(
            "official_id", "field_code", pl.col("until").alias("since")
        )
        who = done.select("official_id").unique()
        known = self.fields.lazy().join(who, on="official_id", how="semi")
        changed, fields = pl.collect_all(
            [raised.drop("_updated", *(f"gained_{kind}" for kind in QUALIFICATIONS)), pl.concat([known, learned])]
        )
        return replace(self, officials=changed, fields=fields)


def empty(columns: Mapping[str, pl.DataType]) -> pl.DataFrame:
    return pl.DataFrame(schema=dict(columns))


def frame(columns: Mapping[str, pl.DataType], rows: Iterable[Sequence[Any]]) -> pl.DataFrame:
    """Rows of values in the order of the columns, as a frame of exactly these types."""
    return pl.DataFrame(list(rows), schema=dict(columns), orient="row")


def officials_schema() -> dict[str, pl.DataType]:
    return {**KEYS, **schema(Grain.OFFICIAL)}
