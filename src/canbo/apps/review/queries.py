"""The records of a date within a scope, as the frames that a review reads."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl
from django.db.models import F, IntegerField, Max, Q, QuerySet
from django.db.models.functions import Cast

from canbo.apps.organisation.models import Establishment, Unit, UnitKind
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
    """Everything recorded of a date within a scope, in ten queries whatever the number of officials."""
    return Facts(
        as_of=as_of,
        officials=_officials(as_of, scope),
        fields=_fields(as_of, scope),
        studies=_studies(as_of, scope),
        posts=_posts(as_of, scope),
        communes=_communes(as_of, scope),
        units=scope.units,
    )


# --- officials -------------------------------------------------------------------------------------------------

_HELD = {"official_id": pl.Int64(), **{kind: pl.Int8() for kind in QUALIFICATIONS}, "_updated": pl.Int32()}
_RATED = {"official_id": pl.Int64(), "_rated": pl.Int32(), "_exempt": pl.Int32()}
_PERSON = {
    "official_id": pl.Int64(),
    "_born": pl.Int32(),
    "sex": CODE,
    "ethnic_group": CODE,
    "native_unit": CODE,
    "party_member": pl.Boolean(),
    "_recruited": pl.Int32(),
}
_ASSIGNED = {
    "official_id": pl.Int64(),
    "assignment_id": pl.Int64(),
    "unit": CODE,
    "body": CODE,
    "block": CODE,
    "position": CODE,
    "title_group": CODE,
    "is_main": pl.Boolean(),
    "category": CODE,
    "_assigned": pl.Int32(),
}


def _officials(as_of: date, scope: Scope) -> pl.DataFrame:
    assigned = read_frame(
        _theirs(Assignment.objects.filter(in_force(as_of)), as_of, scope, "official_id")
        .order_by("official_id", "pk")
        .values_list(
            "official_id", "pk", "unit__code", "position__body__code", "position__body__block", "position__code",
            "position__title_group", "is_main", "category", "start",
        ),
        _ASSIGNED,
    )  # fmt: skip
    people = read_frame(
        _theirs(Official.objects.all(), as_of, scope, "pk").values_list(
            "pk", "birth", "sex", "ethnic_group", "native_unit__code", "party_member", "recruited"
        ),
        _PERSON,
    )
    joined = assigned
    for frame in (people, _held(as_of, scope), _rated(as_of, scope), *_competencies(as_of, scope)):
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


def _held(as_of: date, scope: Scope) -> pl.DataFrame:
    """The highest level of each kind, a row per official. A course taken only later had not been taken."""
    levels = {f"level_{kind}": Max("level", filter=Q(kind=kind)) for kind in QUALIFICATIONS}
    found = (
        _theirs(Qualification.objects.filter(_held_by(as_of)), as_of, scope, "official_id")
        .order_by()
        .values("official_id")
        .annotate(
            **levels,
            updated=Max(Cast("obtained", IntegerField()), filter=Q(kind=UPDATE, level__gt=0)),
        )
        .values_list("official_id", *levels, "updated")
    )
    return _not_yet(read_frame(found, _HELD), as_of, scope)


_LATER = {"official_id": pl.Int64(), "kind": CODE}
_COURSES = [kind for kind, scale in QUALIFICATIONS.items() if len(scale.levels) == 2]


def _not_yet(held: pl.DataFrame, as_of: date, scope: Scope) -> pl.DataFrame:
    """With rank 0 where a course of yes or no is on record for a later day only."""
    dated = Qualification.objects.filter(state=QualificationState.HELD, kind__in=_COURSES, obtained__gt=code_of(as_of))
    later = read_frame(_theirs(dated, as_of, scope, "official_id").values_list("official_id", "kind"), _LATER)
    if later.is_empty():
        return held
    ranked = later.unique().with_columns(pl.lit(0, pl.Int8).alias("_rank"))
    named = ranked.pivot("kind", index="official_id", values="_rank")
    joined = held.join(named, on="official_id", how="full", coalesce=True, suffix="_later")
    kinds = [kind for kind in _COURSES if kind in named.columns]
    return joined.with_columns(pl.coalesce(kind, f"{kind}_later") for kind in kinds).select(held.columns)


def _rated(as_of: date, scope: Scope) -> pl.DataFrame:
    """The latest rating of this year or the last, as `rating` and `rating_exempt`."""
    recent = Rating.objects.filter(year__in=(as_of.year - 1, as_of.year))
    found = (
        _theirs(recent, as_of, scope, "official_id")
        .order_by()
        .values("official_id")
        .annotate(
            rated=Max(F("year") * 10 + F("level"), output_field=IntegerField()),
            exempt_year=Max("year", filter=Q(exempt=True)),
        )
        .values_list("official_id", "rated", "exempt_year")
    )
    year, level = pl.col("_rated") // 10, (pl.col("_rated") % 10).cast(pl.Int8)
    exempt = pl.col("_exempt").is_not_null() & (year.is_null() | (pl.col("_exempt") > year))
    return read_frame(found, _RATED).select(
        "official_id",
        pl.when(~exempt).then(level).alias("rating"),
        exempt.alias("rating_exempt"),
    )


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
    found = _theirs(degrees, as_of, scope, "official_id").values_list("official_id", "field_code", "obtained")
    return _no_blank(read_frame(found, FIELDS))


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


def _posts(as_of: date, scope: Scope) -> pl.DataFrame:
    """The establishment of the year; before a province sets one, that of the latest year set."""
    lines = Establishment.objects.filter(in_scope(scope), year__lte=as_of.year)
    year = lines.aggregate(latest=Max("year"))["latest"]
    found = lines.filter(year=year).values_list(
        "unit__code",
        "position__body__code",
        "position__body__block",
        "position__code",
        "posts",
        "counts_in_staffing",
    )
    return read_frame(found.order_by("unit__code", "position__code"), POSTS)


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
