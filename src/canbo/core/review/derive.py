"""Facts that follow from other facts and the policy pack: suitability of the field, years left, leadership."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from datetime import date

import polars as pl

from canbo.core.facts.bundle import Facts
from canbo.core.facts.columns import CODE
from canbo.core.policy.conditions import code_of
from canbo.core.policy.model import Pack
from canbo.core.policy.named import BASELINE, RETIREMENT_AGE, UNKNOWN_MONTH
from canbo.core.policy.resolve import PackAt


def derive(facts: Facts, pack: PackAt, suiting: pl.DataFrame) -> pl.LazyFrame:
    """The officials frame with its derived facts, all but `meets_title_standards`.

    `suiting` is the table of `suiting_fields`, which changes only with the pack.
    """
    return (
        facts.officials.lazy()
        .with_columns(_leadership(pack))
        .pipe(_with_years_left, pack, facts.as_of)
        .pipe(_with_suitability, facts, pack, suiting)
        .pipe(_with_fields, facts)
    )


def _leadership(pack: PackAt) -> pl.Expr:
    """Whether any post held is a leadership title; unknown if none is known to be and one of them is not known."""
    own = pl.col("title_group").is_in(pack.leadership)
    return own.any(ignore_nulls=False).over("official_id").alias("holds_leadership")


def _with_fields(officials: pl.LazyFrame, facts: Facts) -> pl.LazyFrame:
    """All fields of study known, as `;code;code;` or null; `fields_complete` says that there are no others."""
    code = pl.col("field_code")
    held = (
        facts.fields.lazy()
        .group_by("official_id")
        .agg(code.drop_nulls().unique().sort(), code.is_not_null().all().alias("_all"))
        .with_columns(pl.when(code.list.len() > 0).then(";" + code.cast(pl.List(pl.String)).list.join(";") + ";").alias("fields"))
        .select("official_id", "fields", "_all")
    )
    complete = pl.coalesce("_all", pl.when(pl.col("degree") == 0).then(pl.lit(value=True))).alias("fields_complete")
    joined = officials.join(held, on="official_id", how="left", maintain_order="left")
    return joined.with_columns(complete).drop("_all")


# --- years of service left -----------------------------------------------------------------------------------


def _with_years_left(officials: pl.LazyFrame, pack: PackAt, as_of: date) -> pl.LazyFrame:
    """Retirement comes at the end of the month in which the age of its own year is reached (NĐ 135/2020)."""
    month = pl.col("born_on_min") // 100 % 100
    if UNKNOWN_MONTH in pack.parameters:
        only_year = pl.col("born_on_max") - pl.col("born_on_min") > 1000
        month = pl.when(only_year).then(pl.lit(pack.parameters[UNKNOWN_MONTH])).otherwise(month)
    born = (pl.col("born_on_min") // 10000 * 12 + month - 1).cast(pl.Int32).alias("_born")
    day_share = as_of.day / calendar.monthrange(as_of.year, as_of.month)[1]
    left = (pl.col("_retires") - (as_of.year * 12 + as_of.month - 1) + 1 - day_share) / 12
    return (
        officials.with_columns(born)
        .join(retirements(pack.pack).lazy(), on=["sex", "_born"], how="left", maintain_order="left")
        .with_columns(left.round(4).alias("years_left"))
        .drop("_born", "_retires")
    )


def retirements(pack: Pack) -> pl.DataFrame:
    """For each sex and month of birth (`_born`) the month of retirement, both counted from year 0."""
    rows = [
        (sex, retires - age, retires)
        for sex in ("male", "female")
        for first, last, age in _ages(pack, RETIREMENT_AGE.format(sex=sex))
        for retires in range(first, last + 1)
    ]
    schema = {"sex": CODE, "_born": pl.Int32(), "_retires": pl.Int32()}
    return pl.DataFrame(rows, schema=schema, orient="row").unique(["sex", "_born"], keep="first")


_LAST_YEAR = 2100


def _ages(pack: Pack, parameter_id: str) -> Iterable[tuple[int, int, int]]:
    """First month, last month and age in months of every value of a retirement-age parameter."""
    for parameter in pack.parameters:
        if parameter.id == parameter_id:
            for value in parameter.values:
                since, until = value.since or date(2000, 1, 1), value.until or date(_LAST_YEAR, 12, 31)
                age = value.value
                assert isinstance(age, int)
                yield since.year * 12 + since.month - 1, until.year * 12 + until.month - 1, age


# --- does the field of study suit the position? ----------------------------------------------------------------


def _with_suitability(officials: pl.LazyFrame, facts: Facts, pack: PackAt, suiting: pl.DataFrame) -> pl.LazyFrame:
    """`field_suits` now, and `field_suited_before` with what was held at the baseline or at the start in post."""
    held = officials.select("assignment_id", "official_id", "position", "assigned_on_min")
    limit = pl.max_horizontal("assigned_on_min", pl.lit(_baseline(pack), pl.Int32))
    before = _before(limit)
    suits = pl.col("_suits").fill_null(value=False)
    unknown = pl.col("field_code").is_null()
    matched = (
        held.join(facts.fields.lazy().with_columns(MAJOR), on="official_id")
        .join(suiting.lazy(), on=["position", "_major"], how="left")
        .group_by("assignment_id")
        .agg(
            suits.any().alias("_now"),
            unknown.any().alias("_now_unknown"),
            (suits & before).any().alias("_then"),
            ((unknown & before.fill_null(value=True)) | (suits & before.is_null())).any().alias("_then_unknown"),
        )
    )
    any_field = [code for code, position in pack.positions.items() if not position.fields]
    return (
        officials.join(matched, on="assignment_id", how="left", maintain_order="left")
        .with_columns(
            _three_valued("_now", "_now_unknown", any_field).alias("field_suits"),
            _three_valued("_then", "_then_unknown", any_field).alias("field_suited_before"),
        )
        .drop("_now", "_now_unknown", "_then", "_then_unknown")
    )


def _before(limit: pl.Expr) -> pl.Expr:
    """Whether a degree was held by a day, unknown where that lies inside a partial date.

    A degree without any date was held before, as rosters rarely date the degree with which somebody was recruited.
    """
    since = pl.col("since")
    last = since + pl.when(since % 10000 == 0).then(1231).when(since % 100 == 0).then(31).otherwise(0)
    return (
        pl.when(since.is_null() | (last <= limit))
        .then(pl.lit(value=True))
        .when(since > limit)
        .then(pl.lit(value=False))
    )


def _three_valued(found: str, unknown: str, any_field: list[str]) -> pl.Expr:
    """True if some field suits; unknown if one of them, or the degree itself, is not known; else false."""
    no_degree = pl.col("degree") == 0
    return (
        pl.when(pl.col("position").is_in(any_field) | pl.col(found))
        .then(pl.lit(value=True))
        .when(no_degree | (pl.col(found).is_not_null() & ~pl.col(unknown)))
        .then(pl.lit(value=False))
    )


MAJOR = pl.col("field_code").cast(pl.String).str.slice(1).cast(CODE).alias("_major")
"""A field's code without its first digit, the level of the degree, which does not matter here."""


def suiting_fields(pack: PackAt) -> pl.DataFrame:
    """The pairs of `position` and `_major` that suit: the fields of the catalogue under the accepted prefixes."""
    catalogue = [item for item in pack.pack.lists if item.id == "fields_of_study"]
    majors = sorted({item.code[1:] for code_list in catalogue for item in code_list.items})
    rows = [
        (position.code, major, True)
        for position in pack.positions.values()
        for prefixes in [tuple(prefix[1:] for prefix in position.fields)]
        for major in majors
        if prefixes and major.startswith(prefixes)
    ]
    schema = {"position": CODE, "_major": CODE, "_suits": pl.Boolean()}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _baseline(pack: PackAt) -> int | None:
    day = pack.parameters.get(BASELINE)
    return code_of(day) if isinstance(day, date) else None
