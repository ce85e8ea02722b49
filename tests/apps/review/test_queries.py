"""Integration: what a review reads of the records of a date, on whichever database the tests run."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest
from django.db.models import Value

from canbo.apps.organisation.models import Establishment, Position, Unit
from canbo.apps.people.models import Official
from canbo.apps.review.frames import read_frame
from canbo.apps.review.queries import facts
from canbo.core.access import Scope
from canbo.core.dates import PartialDate
from canbo.core.facts.columns import CODE
from canbo.core.facts.scales import QUALIFICATIONS
from canbo.core.people.record import Assessed, Held, Post, Rated
from factories.province import DAY, add, degree, person, small_province, studying

pytestmark = pytest.mark.django_db

WARD, COMMUNE, OTHER = "03388", "03390", "03394"
LONG_AGO = date(2020, 1, 1)


@pytest.fixture(autouse=True)
def units() -> list[str]:
    return small_province()


def row(*held: Held, on: date = DAY, **known: Any) -> dict[str, Any]:
    """What is read of an official on a day."""
    add([person("Lò Thị An", WARD, "land", *held, **known)])
    return facts(on, Scope.province()).officials.row(0, named=True)


def taken(kind: str, level: int = 1, day: PartialDate | None = None, recorded: date = LONG_AGO) -> Held:
    return Held(kind, level, obtained=day, recorded_on=recorded)


# --- levels ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", QUALIFICATIONS)
def test_the_highest_level_of_each_kind_and_of_no_other(kind: str) -> None:
    top = len(QUALIFICATIONS[kind].levels) - 1
    found = row(taken(kind, 0), taken(kind, top))
    assert {name: found[name] for name in QUALIFICATIONS} == {**dict.fromkeys(QUALIFICATIONS), kind: top}


def test_none_at_all_is_known_and_missing_is_not() -> None:
    found = row(taken("degree", 0), taken("political_theory", 2))
    assert (found["degree"], found["political_theory"], found["state_management"]) == (0, 2, None)


def test_the_same_level_twice_is_that_level() -> None:
    assert row(degree("bachelor"), degree("bachelor", "7850103"))["degree"] == 4


@pytest.mark.parametrize(
    ("day", "recorded", "level"),
    [
        (PartialDate(2026, 11, 23), LONG_AGO, 4),
        (PartialDate(2026, 11, 24), LONG_AGO, None),
        (PartialDate(2027), LONG_AGO, None),
        (PartialDate(2026), date(2026, 11, 23), 4),
        (PartialDate(2026), date(2026, 11, 24), None),
        (None, date(2026, 11, 23), 4),
        (None, date(2026, 11, 24), None),
    ],
)
def test_a_degree_counts_from_its_day_or_from_the_day_of_record(
    day: PartialDate | None, recorded: date, level: int | None
) -> None:
    assert row(taken("degree", 4, day, recorded))["degree"] == level


def test_a_course_on_record_for_a_later_day_had_not_been_taken() -> None:
    later = PartialDate(2026, 11, 24)
    found = row(taken("position_skills", 1, later), taken("knowledge_update", 1, later), taken("degree", 4, later))
    assert (found["position_skills"], found["knowledge_update"], found["degree"]) == (0, 0, None)
    assert found["knowledge_update_on_min"] is None


def test_a_later_course_takes_nothing_from_one_taken_before() -> None:
    days = (PartialDate(2026, 3, 1), PartialDate(2026, 12, 1))
    found = row(*(taken("knowledge_update", 1, day) for day in days))
    assert (found["knowledge_update"], found["knowledge_update_on_max"]) == (1, 20260301)


def test_the_last_update_within_what_is_known_of_its_day() -> None:
    found = row(taken("knowledge_update", 1, PartialDate(2024, 5, 2)), taken("knowledge_update", 1, PartialDate(2025)))
    assert (found["knowledge_update_on_min"], found["knowledge_update_on_max"]) == (20250101, 20251231)
    assert row(taken("knowledge_update", 0, PartialDate(2026)))["knowledge_update_on_min"] == 20250101


# --- the person, the posts, the rating ---------------------------------------------------------------------------


def test_what_is_known_of_a_person() -> None:
    found = row(
        birth=PartialDate(1985, 11), recruited=PartialDate(2010), native_unit=OTHER, sex=None, party_member=True
    )
    assert (found["unit"], found["position"], found["block"]) == (WARD, "land", "government")
    assert (found["native_unit"], found["sex"], found["party_member"]) == (OTHER, None, True)
    assert (found["born_on_min"], found["born_on_max"]) == (19851101, 19851131)
    assert (found["age_min"], found["age_max"]) == (40, 41)
    assert (found["recruited_on_min"], found["recruited_on_max"]) == (20100101, 20101231)


@pytest.mark.parametrize(
    ("ratings", "rating", "exempt"),
    [
        ([Rated(2025, 2)], 2, False),
        ([Rated(2024, 3)], None, None),
        ([Rated(2025, 3), Rated(2026, 1)], 1, False),
        ([Rated(2025, 3), Rated(2026, exempt=True)], None, True),
        ([Rated(2025, exempt=True), Rated(2026, 0)], 0, False),
        ([], None, None),
    ],
)
def test_the_latest_rating_of_this_year_or_the_last(
    ratings: list[Rated], rating: int | None, exempt: bool | None
) -> None:
    found = row(ratings=tuple(ratings))
    assert (found["rating"], found["rating_exempt"]) == (rating, exempt)


@pytest.mark.parametrize(
    ("on", "rating"),
    [
        (date(2025, 12, 30), 3),
        (date(2025, 12, 31), 2),
        (date(2026, 11, 22), 2),
        (DAY, 1),
        (date(2027, 12, 31), 1),
        (date(2028, 1, 1), None),
    ],
)
def test_a_rating_counts_from_the_day_it_was_given(on: date, rating: int | None) -> None:
    assert row(on=on, ratings=(Rated(2024, 3), Rated(2025, 2), Rated(2026, 1)))["rating"] == rating


def test_the_latest_assessment_of_each_competency() -> None:
    assessed = (
        Assessed("it", 3, PartialDate(2025, 1, 1)), Assessed("it", 2, PartialDate(2026, 1, 1)),
        Assessed("it", 5, PartialDate(2027, 1, 1)), Assessed("ethics", 0, PartialDate(2025)),
    )  # fmt: skip
    found = row(competencies=assessed)
    assert (found["competency_it"], found["competency_ethics"]) == (2, 0)


def test_everybody_of_a_scope_with_all_posts_in_the_order_of_entry() -> None:
    posts = (
        Post(WARD, "land"),
        Post(OTHER, "culture", is_main=False),
        Post(COMMUNE, "land", is_main=False, end=PartialDate(2026, 1)),
    )
    first, _, third = add([
        person("Lò Thị An", WARD, "land", posts=posts), person("Lò Thị Bình", COMMUNE, "land"),
        person("Lò Thị Chi", OTHER, "land"),
    ])  # fmt: skip
    found = facts(DAY, Scope.of(OTHER))
    assert found.officials.select("official_id", "unit", "is_main").rows() == [
        (first, WARD, True), (first, OTHER, False), (third, OTHER, True),
    ]  # fmt: skip
    assert found.communes["unit"].to_list() == [OTHER]
    assert found.posts["unit"].unique().to_list() == [OTHER]
    assert found.inside(found.officials)["official_id"].to_list() == [first, third]


# --- fields of study, studies, the establishment -------------------------------------------------------------------


def test_the_fields_of_degrees_and_the_studies_under_way() -> None:
    found_of = add([
        person(
            "Lò Thị An", WARD, "land", degree("bachelor", "7850103", obtained=PartialDate(2010, 6)),
            degree("bachelor", ""), Held("degree", 0), studying("master", 2028, "8850103"),
        ),
    ])  # fmt: skip
    found = facts(DAY, Scope.province())
    day = 20250701  # that of the first post
    assert found.fields.sort("since", nulls_last=True).rows() == [
        (found_of[0], "7850103", 20100600, day),
        (found_of[0], None, None, day),
    ]
    assert found.studies.rows() == [(found_of[0], "degree", 5, "8850103", 20280631)]


def test_the_seats_of_the_year_or_of_the_nearest_year_set() -> None:
    unit, land = Unit.objects.get(code=WARD), Position.objects.get(code="land")
    Establishment.objects.filter(unit=unit, position=land).update(posts=7, counts_in_staffing=False)
    wanted = (pl.col("unit") == WARD) & (pl.col("position") == "land")
    for year in (2025, 2026, 2027):
        found = facts(date(year, 12, 1), Scope.province())
        seats = found.posts.filter(wanted).select("posts", "counts_in_staffing", "block")
        assert (seats.rows(), found.posts_year) == ([(7, False, "government")], 2026)
    Establishment.objects.all().delete()
    assert (facts(DAY, Scope.province()).posts.is_empty(), facts(DAY, Scope.province()).posts_year) == (True, None)


def test_an_empty_database_gives_empty_frames_of_the_right_types() -> None:
    found = facts(DAY, Scope.of("99999"))
    assert (found.officials.height, found.fields.height, found.studies.height, found.posts.height) == (0, 0, 0, 0)
    assert found.officials.schema["unit"] == CODE
    assert found.officials.schema["degree"] == pl.Int8()


def test_as_many_queries_for_one_as_for_fifty(django_assert_num_queries: Any) -> None:
    add([person("Lò Thị An", WARD, "land", degree("bachelor"))])
    with django_assert_num_queries(12):
        facts(DAY, Scope.province())
    add([person(f"Lò Thị Chi {n}", COMMUNE, "land", degree("bachelor"), studying("master", 2028)) for n in range(49)])
    with django_assert_num_queries(12):
        assert facts(DAY, Scope.province()).officials.height == 50


# --- rows as frames ------------------------------------------------------------------------------------------------


def test_values_come_as_they_are_and_blanks_are_not_known() -> None:
    ids = add([person(f"Lò Thị {n}", WARD, "land", ethnic_group=code) for n, code in enumerate(('0,"1', None, "%s"))])
    found = Official.objects.order_by("pk").values_list("pk", "ethnic_group", "party_member", Value(value=True))
    columns = {"id": pl.Int64(), "group": CODE, "member": pl.Boolean(), "sure": pl.Boolean()}
    read = read_frame(found, columns)
    assert read.rows() == [(ids[0], '0,"1', None, True), (ids[1], None, None, True), (ids[2], "%s", None, True)]
    assert dict(read.schema) == columns
