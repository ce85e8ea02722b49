"""Facts that follow from other facts and the policy pack: suitability of the field, years left, leadership."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import polars as pl

from canbo.core.facts.bundle import Facts
from canbo.core.facts.columns import CODE
from canbo.core.policy.conditions import code_of
from canbo.core.policy.model import Pack
from canbo.core.policy.named import BASELINE, RETIREMENT_AGE, UNKNOWN_MONTH
from canbo.core.policy.resolve import PackAt
from canbo.core.review.later import with_later


def derive(facts: Facts, pack: PackAt, tables: Tables, days: Iterable[int] = ()) -> pl.DataFrame:
    """The officials, now and on later `days` (`later.with_later`), with all derived facts but `meets_title_standards`.

    `tables` changes only with the pack. Facts are derived from the few columns they need and set beside the frame:
    joining tables to all of its columns would copy each.
    """
    officials = facts.officials.with_columns(_leadership(pack))
    officials = officials.hstack(_years_left(officials, pack, facts.as_of))
    outlook, fields = with_later(officials, facts, days)
    return outlook.hstack(_studied(outlook, fields, pack, tables.suiting))


@dataclass(frozen=True)
class Tables:
    """What a pack says of fields of study, as a table to join."""

    suiting: pl.DataFrame

    @classmethod
    def of(cls, pack: PackAt) -> Tables:
        return cls(suiting_fields(pack))


def _leadership(pack: PackAt) -> pl.Expr:
    """Whether any post held is a leadership title; unknown if none is known to be and one of them is not known."""
    official, own = pl.col("official_id"), pl.col("title_group").is_in(list(pack.leadership))
    return (
        pl.when(official.is_in(official.filter(own).implode()))
        .then(pl.lit(value=True))
        .when(~official.is_in(official.filter(own.is_null()).implode()))
        .then(pl.lit(value=False))
        .alias("holds_leadership")
    )


# --- years of service left -----------------------------------------------------------------------------------


def _years_left(officials: pl.DataFrame, pack: PackAt, as_of: date) -> pl.DataFrame:
    """Retirement comes at the end of the month in which the age of its own year is reached (NĐ 135/2020)."""
    month = pl.col("born_on_min") // 100 % 100
    if UNKNOWN_MONTH in pack.parameters:
        only_year = pl.col("born_on_max") - pl.col("born_on_min") > 1000
        month = pl.when(only_year).then(pl.lit(pack.parameters[UNKNOWN_MONTH])).otherwise(month)
    born = officials.select(_born(pl.col("sex") == "female", pl.col("born_on_min") // 10000 * 12 + month - 1))
    day_share = as_of.day / calendar.monthrange(as_of.year, as_of.month)[1]
    left = (pl.col("_retires") - (as_of.year * 12 + as_of.month - 1) + 1 - day_share) / 12
    joined = born.join(retirements(pack.pack, _months(born)), on="_born", how="left", maintain_order="left")
    return joined.select(left.round(4).alias("years_left"))


def _born(female: pl.Expr, month: pl.Expr) -> pl.Expr:
    """Sex and month of birth in one number, by which a table is joined faster than by two columns."""
    return (month * 2 + female).cast(pl.Int32).alias("_born")


def _months(born: pl.DataFrame) -> range:
    """The months of birth that occur, from the first to the last."""
    first, last = born.select(pl.col("_born").min().alias("first"), pl.col("_born").max().alias("last")).row(0)
    return range(0) if first is None else range(first // 2, last // 2 + 1)


def retirements(pack: Pack, births: range) -> pl.DataFrame:
    """For each sex and month of birth (`_born`) among `births` the month of retirement, counted from year 0."""
    rows = [
        (sex == "female", retires - age, retires)
        for sex in ("male", "female")
        for months, age in _ages(pack, RETIREMENT_AGE.format(sex=sex), births)
        for retires in months
    ]
    schema = {"female": pl.Boolean(), "month": pl.Int32(), "_retires": pl.Int32()}
    table = pl.DataFrame(rows, schema=schema, orient="row")
    keyed = table.select(_born(pl.col("female"), pl.col("month")), "_retires")
    return keyed.unique("_born", keep="first", maintain_order=True)


def _ages(pack: Pack, parameter_id: str, births: range) -> Iterable[tuple[range, int]]:
    """For every value of a retirement-age parameter the months in which some of `births` reach it, and the age.

    A value without a first or last day is bounded by those births alone.
    """
    for parameter in pack.parameters:
        if parameter.id == parameter_id:
            for value in parameter.values:
                age = value.value
                assert isinstance(age, int)
                first, last = births.start + age, births.stop - 1 + age
                since = max(first, _month(value.since)) if value.since else first
                until = min(last, _month(value.until)) if value.until else last
                yield range(since, until + 1), age


def _month(day: date) -> int:
    """A month counted from year 0."""
    return day.year * 12 + day.month - 1


# --- fields of study, and whether one suits the position ---------------------------------------------------------


def _studied(outlook: pl.DataFrame, fields: pl.DataFrame, pack: PackAt, suiting: pl.DataFrame) -> pl.DataFrame:
    """What follows from the fields held, row by row of the outlook.

    `fields` are all known, as `;code;code;` or null; `fields_complete` says that there are no others. `field_suits`
    now, and `field_suited_before` with what was held at the baseline or at the start in post.
    """
    rows = outlook.select("holder", "position", "assigned_on_min", "degree").with_row_index("_row")
    told = fields.lazy().join(_codes(fields).lazy(), on="field_code", how="left", maintain_order="left")
    each = (
        rows.lazy()
        .join(told.with_columns(_held=True), on="holder", how="left", maintain_order="left")
        .join(suiting.lazy(), on=["position", "_major"], how="left", maintain_order="left")
        .select("_row", "position", "degree", *_told(pack))
        .collect()
    )
    if each.height > rows.height:
        each = _all_together(each)
    any_field = [code for code, position in pack.positions.items() if not position.fields]
    return each.select(
        pl.col("_text").alias("fields"),
        pl.coalesce("_all", pl.when(pl.col("degree") == 0).then(pl.lit(value=True))).alias("fields_complete"),
        _three_valued("_now", "_now_unknown", any_field).alias("field_suits"),
        _three_valued("_then", "_then_unknown", any_field).alias("field_suited_before"),
    )


def _codes(fields: pl.DataFrame) -> pl.DataFrame:
    """Each code that occurs with its major and as text, made once and not for every holder."""
    code = pl.col("field_code")
    return fields.select(code.unique()).drop_nulls().with_columns(MAJOR, _joined(code.cast(pl.String)))


def _joined(codes: pl.Expr) -> pl.Expr:
    return pl.when(codes != "").then(";" + codes + ";").alias("_text")


_SUITED = ("_now", "_now_unknown", "_then", "_then_unknown")


def _told(pack: PackAt) -> Iterable[pl.Expr]:
    """What a field held says: its text, whether it is known, whether it suits now and suited at the baseline.

    All null of who has no degree on record.
    """
    code, suits = pl.col("field_code"), pl.col("_suits").fill_null(value=False)
    unknown = code.is_null()
    before = _before(pl.max_horizontal("assigned_on_min", pl.lit(_baseline(pack), pl.Int32)))
    then = (suits & before).fill_null(value=False)
    then_unknown = (unknown & before.fill_null(value=True)) | (suits & before.is_null())
    yield pl.col("_text")
    for name, expr in zip(("_all", *_SUITED), (~unknown, suits, unknown, then, then_unknown), strict=True):
        yield pl.when("_held").then(expr).alias(name)


def _all_together(each: pl.DataFrame) -> pl.DataFrame:
    """One row again of who holds several fields. Nearly everybody holds one, and grouping is slow."""
    row = pl.col("_row")
    several = each.select((row == row.shift(1)).fill_null(value=False) | (row == row.shift(-1)).fill_null(value=False))
    merged = (
        each.filter(several.to_series())
        .group_by("_row")
        .agg(
            pl.col("position", "degree").first(),
            _joined(pl.col("_text").drop_nulls().unique().sort().str.strip_chars(";").str.join(";")),
            pl.col("_all").all(),
            pl.col(_SUITED).any(),
        )
    )
    return pl.concat([each.filter(~several.to_series()), merged]).sort("_row")


def _before(limit: pl.Expr) -> pl.Expr:
    """Whether a degree was held by a day, unknown where that lies inside a partial date.

    What was on record by then was held. A degree without any date is held from the day of record on, which for what
    somebody was first put on record with is the start of the first post.
    """
    since, recorded = pl.col("since"), pl.col("recorded")
    undated, on_record = since.is_null(), recorded <= limit
    end_of_month = pl.date(since // 10000, (since // 100 % 100).clip(1), 1).dt.month_end().dt.day().cast(pl.Int32)
    last = since + pl.when(since % 10000 == 0).then(1231).when(since % 100 == 0).then(end_of_month).otherwise(0)
    return (
        pl.when((last <= limit) | (undated & recorded.is_null()) | (on_record & (undated | (since <= limit))))
        .then(pl.lit(value=True))
        .when((since > limit) | (undated & ~on_record))
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
