"""The records of a date within a scope, as the frames that a review reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import Any

import polars as pl
from django.db.models import Aggregate, BigIntegerField, Case, F, IntegerField, Max, Min, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable, CombinedExpression
from django.db.models.functions import Cast

from canbo.apps.organisation.models import Establishment, Position, Unit, UnitKind
from canbo.apps.people.models import (
    Assignment,
    CompetencyLevel,
    Official,
    Qualification,
    QualificationState,
    Rating,
)
from canbo.apps.people.queries import in_force, in_scope, on_record
from canbo.apps.review.frames import read_frame
from canbo.core.access import Scope
from canbo.core.facts.bundle import FIELDS, POSTS, STUDIES, Facts, officials_schema
from canbo.core.facts.columns import CODE, Grain, schema
from canbo.core.facts.scales import QUALIFICATIONS, UPDATE
from canbo.core.policy.conditions import code_of
from canbo.core.policy.expand import fact_name


def facts(as_of: date, scope: Scope) -> Facts:
    """Everything recorded of a date within a scope, in twelve queries whatever the number of officials."""
    places, year = Places.read(), _posts_year(as_of)
    return Facts(
        as_of=as_of,
        officials=_officials(as_of, scope, places),
        fields=_fields(as_of, scope),
        studies=_studies(as_of, scope),
        posts=_posts(year, scope, places),
        communes=_communes(as_of, scope),
        units=scope.units,
        posts_year=year,
    )


@dataclass(frozen=True)
class Places:
    """The units and positions by their ids, which rows name instead of codes: few numbers travel where texts would."""

    units: pl.DataFrame
    positions: pl.DataFrame

    @classmethod
    def read(cls) -> Places:
        positions = Position.objects.values_list("pk", "code", "body__code", "body__block", "title_group")
        return cls(read_frame(Unit.objects.values_list("pk", "code"), _UNIT), read_frame(positions, _POSITION))

    def named(self, frame: pl.DataFrame) -> pl.DataFrame:
        """A frame with its `_unit` and `_position` replaced by their codes and what belongs to the position."""
        joined = frame.join(self.units, on="_unit", maintain_order="left")
        return joined.join(self.positions, on="_position", maintain_order="left")


_UNIT = {"_unit": pl.Int64(), "unit": CODE}
_POSITION = {"_position": pl.Int64(), "position": CODE, "body": CODE, "block": CODE, "title_group": CODE}

# --- officials -------------------------------------------------------------------------------------------------

_PERSON = {
    "official_id": pl.Int64(),
    "_born": pl.Int32(),
    "sex": CODE,
    "ethnic_group": CODE,
    "_native": pl.Int64(),
    "party_member": pl.Boolean(),
    "_recruited": pl.Int32(),
}
_ASSIGNED = {
    "official_id": pl.Int64(),
    "assignment_id": pl.Int64(),
    "_unit": pl.Int64(),
    "_position": pl.Int64(),
    "is_main": pl.Boolean(),
    "category": CODE,
    "_assigned": pl.Int32(),
}


def _officials(as_of: date, scope: Scope, places: Places) -> pl.DataFrame:
    assigned = read_frame(
        _theirs(Assignment.objects.filter(in_force(as_of)), as_of, scope, "official_id").values_list(
            "official_id", "pk", "unit_id", "position_id", "is_main", "category", "start"
        ),
        _ASSIGNED,
    )
    people = read_frame(
        _theirs(Official.objects.all(), as_of, scope, "pk").values_list(
            "pk", "birth", "sex", "ethnic_group", "native_unit_id", "party_member", "recruited"
        ),
        _PERSON,
    )
    native = places.units.select(pl.col("_unit").alias("_native"), pl.col("unit").alias("native_unit"))
    joined = places.named(assigned.sort("official_id", "assignment_id"))
    known = (people.join(native, on="_native", how="left"), _held(as_of, scope), _rated(as_of, scope))
    for frame in (*known, *_competencies(as_of, scope)):
        joined = joined.join(frame, on="official_id", how="left", maintain_order="left")
    made = joined.with_columns(
        *_bounds("_assigned", "assigned_on"),
        *_bounds("_born", "born_on"),
        *_bounds("_recruited", "recruited_on"),
        *_bounds("_updated", "knowledge_update_on"),
    ).with_columns(*_age(as_of))
    columns = [*officials_schema(), *(name for name in made.columns if name.startswith("competency_"))]
    return made.select(columns)


def _theirs(found: QuerySet[Any, Any], as_of: date, scope: Scope, key: str) -> QuerySet[Any, Any]:
    """Rows of the officials within a scope; the whole province needs no look-up."""
    if scope.is_province:
        return found
    held = Assignment.objects.filter(in_force(as_of), in_scope(scope)).values("official_id")
    return found.filter(**{f"{key}__in": held})


def _held_by(as_of: date) -> Q:
    return Q(state=QualificationState.HELD) & on_record(as_of)


_COURSES = [kind for kind, scale in QUALIFICATIONS.items() if len(scale.levels) == 2]
_FIRST_BIT = dict(
    zip(QUALIFICATIONS, accumulate((len(s.levels) for s in QUALIFICATIONS.values()), initial=0), strict=False)
)
"""The levels of all kinds, one after the other, are the bits of a number."""


class UnionOfBits(Aggregate):
    """The bitwise "or" of numbers that have one bit each."""

    function = "BIT_OR"
    output_field = BigIntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="SUM(DISTINCT %(expressions)s)", **context)


def _held(as_of: date, scope: Scope) -> pl.DataFrame:
    """The highest level of each kind, a row per official, and the day of the last knowledge update.

    A course of yes or no that is on record for a later day only had not been taken. All levels of an official come as
    one number, since an aggregate for each of a dozen kinds takes twice the time.
    """
    code = code_of(as_of)
    level = Case(When(obtained__gt=code, then=0), default=F("level"), output_field=IntegerField())
    first = Case(*(When(kind=kind, then=bit) for kind, bit in _FIRST_BIT.items()), output_field=IntegerField())
    found = (
        _theirs(Qualification.objects.filter(state=QualificationState.HELD), as_of, scope, "official_id")
        .filter(on_record(as_of) | Q(kind__in=_COURSES, obtained__gt=code))
        .order_by("official_id")
        .values("official_id")
        .annotate(
            levels=UnionOfBits(
                CombinedExpression(Cast(Value(1), BigIntegerField()), Combinable.BITLEFTSHIFT, first + level)
            ),
            updated=Max(Cast("obtained", IntegerField()), filter=Q(kind=UPDATE, level__gt=0, obtained__lte=code)),
        )
        .values_list("official_id", "levels", "updated")
    )
    read = read_frame(found, {"official_id": pl.Int64(), "_levels": pl.Int64(), "_updated": pl.Int32()})
    return read.select("official_id", *map(_highest, QUALIFICATIONS), "_updated")


def _highest(kind: str) -> pl.Expr:
    """The rank of the highest bit that an official has among those of a kind; null of none."""
    size, first = len(QUALIFICATIONS[kind].levels), _FIRST_BIT[kind]
    mine = (pl.col("_levels") // 2**first) & (2**size - 1)
    return pl.when(mine > 0).then(63 - mine.bitwise_leading_zeros().cast(pl.Int8)).alias(kind)


def _rated(as_of: date, scope: Scope) -> pl.DataFrame:
    """The latest rating of this year or the last that was given by the day, as `rating` and `rating_exempt`."""
    recent = Rating.objects.filter(year__in=(as_of.year - 1, as_of.year), recorded_on__lte=as_of)
    columns = {"official_id": pl.Int64(), "_year": pl.Int32(), "rating": pl.Int8(), "rating_exempt": pl.Boolean()}
    found = _theirs(recent, as_of, scope, "official_id").values_list("official_id", "year", "level", "exempt")
    return read_frame(found, columns).sort("_year").unique("official_id", keep="last").drop("_year")


def _competencies(as_of: date, scope: Scope) -> list[pl.DataFrame]:
    """The latest level of each competency, a column per competency that anybody was assessed in."""
    assessed = CompetencyLevel.objects.filter(assessed__lte=code_of(as_of))
    found = _theirs(assessed, as_of, scope, "official_id").values_list("official_id", "competency", "level", "assessed")
    columns = {"official_id": pl.Int64(), "competency": pl.String(), "level": pl.Int8(), "assessed": pl.Int32()}
    levels = read_frame(found, columns)
    if levels.is_empty():
        return []
    named = levels.sort("assessed").with_columns(pl.col("competency").map_elements(fact_name, return_dtype=pl.String))
    return [named.pivot("competency", index="official_id", values="level", aggregate_function="last")]


def _bounds(code: str, name: str) -> tuple[pl.Expr, pl.Expr]:
    """The first and the last day that a stored partial date can mean."""
    value = pl.col(code)
    first = value + pl.when(value % 10000 == 0).then(101).when(value % 100 == 0).then(1).otherwise(0)
    last = value + pl.when(value % 10000 == 0).then(1231).when(value % 100 == 0).then(31).otherwise(0)
    return first.cast(pl.Int32).alias(f"{name}_min"), last.cast(pl.Int32).alias(f"{name}_max")


def _age(as_of: date) -> tuple[pl.Expr, pl.Expr]:
    """Whole years lived, between the two birthdays that are possible."""
    day = code_of(as_of)
    return (
        ((day - pl.col("born_on_max")) // 10000).cast(pl.Int32).alias("age_min"),
        ((day - pl.col("born_on_min")) // 10000).cast(pl.Int32).alias("age_max"),
    )


# --- the other frames ------------------------------------------------------------------------------------------


def _fields(as_of: date, scope: Scope) -> pl.DataFrame:
    """The fields of the degrees held; a degree without a known field has none."""
    degrees = Qualification.objects.filter(_held_by(as_of), kind="degree", level__gt=0)
    found = _theirs(degrees, as_of, scope, "official_id").values_list(
        "official_id", "field_code", "obtained", "recorded_on"
    )
    day = pl.col("recorded").dt
    code = day.year() * 10000 + day.month().cast(pl.Int32) * 100 + day.day()
    return _no_blank(read_frame(found, {**FIELDS, "recorded": pl.Date()})).with_columns(code.alias("recorded"))


def _studies(as_of: date, scope: Scope) -> pl.DataFrame:
    studying = Qualification.objects.filter(on_record(as_of), state=QualificationState.STUDYING)
    found = _theirs(studying, as_of, scope, "official_id").values_list(
        "official_id", "kind", "level", "field_code", "expected"
    )
    read = _no_blank(read_frame(found, {**STUDIES, "until": pl.Int32()}))
    return read.with_columns(_bounds("until", "end")[1].alias("until"))


def _no_blank(frame: pl.DataFrame) -> pl.DataFrame:
    code = pl.col("field_code")
    return frame.with_columns(pl.when(code != "").then(code).alias("field_code"))


def _posts_year(as_of: date) -> int | None:
    """The year whose establishment holds on a day: the latest set by then, else the earliest there is."""
    past = Q(year__lte=as_of.year)
    years = Establishment.objects.aggregate(latest=Max("year", filter=past), earliest=Min("year", filter=~past))
    found: int | None = years["latest"] or years["earliest"]
    return found


def _posts(year: int | None, scope: Scope, places: Places) -> pl.DataFrame:
    found = Establishment.objects.filter(in_scope(scope), year=year or 0).values_list(
        "unit_id", "position_id", "posts", "counts_in_staffing"
    )
    columns = {
        "_unit": pl.Int64(), "_position": pl.Int64(), "posts": pl.Int32(), "counts_in_staffing": pl.Boolean(),
    }  # fmt: skip
    return places.named(read_frame(found, columns)).select(list(POSTS)).sort("unit", "position")


def _communes(as_of: date, scope: Scope) -> pl.DataFrame:
    standing = Q(valid_from__isnull=True) | Q(valid_from__lte=as_of)
    lasting = Q(valid_until__isnull=True) | Q(valid_until__gt=as_of)
    found = Unit.objects.filter(standing, lasting).exclude(kind=UnitKind.PROVINCE)
    if scope.units is not None:
        found = found.filter(code__in=scope.units)
    columns: Mapping[str, pl.DataType] = schema(Grain.COMMUNE)
    named = {name: dtype for name, dtype in columns.items() if name != "equipment_meets_norm"}
    rows = found.order_by("code").values_list("code", "kind", "border")
    return read_frame(rows, named).with_columns(pl.lit(None, pl.Boolean()).alias("equipment_meets_norm"))
