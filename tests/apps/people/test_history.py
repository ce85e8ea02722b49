"""Integration: one record walked through its days: before, on the day of a change, after it, and in the future."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from canbo.apps.people.queries import State, history, officials, state_of, states_of
from canbo.apps.people.services import apply_changes
from canbo.core.access import Scope
from canbo.core.dates import PartialDate
from canbo.core.people.record import Held, OfficialChange, Post, Rated
from factories.province import AUTHOR, add, person, small_province

pytestmark = pytest.mark.django_db

FIRST, SECOND, THIRD = "03388", "03390", "03394"


def day(text: str) -> PartialDate:
    return PartialDate.from_iso(text)


@pytest.fixture(autouse=True)
def units() -> list[str]:
    return small_province()


def walker(*held: Held, **known: object) -> int:
    """In the first commune from July 2025, in the second from 2 March 2026, concurrently also head of its office."""
    posts = (
        Post(FIRST, "land", start=day("2025-07-01"), end=day("2026-03-02")),
        Post(SECOND, "culture", start=day("2026-03-02")),
        Post(SECOND, "office_general", is_main=False, start=day("2026-05"), end=day("2026-09")),
    )
    ratings = (Rated(2025, 2), Rated(2026, 3))
    return add([person("Lò Thị Hằng", FIRST, "land", *held, posts=posts, ratings=ratings, **known)])[0]


def on(pk: int, text: str, scope: Scope | None = None) -> State:
    found = state_of(pk, date.fromisoformat(text), scope or Scope.province())
    assert found is not None
    return found


def places(state: State) -> list[str]:
    return [f"{post.unit.code}:{post.position.code}" for post in state.assignments]


# --- posts -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "expected"), [
    ("2025-06-30", []),
    ("2025-07-01", ["03388:land"]),
    ("2026-03-01", ["03388:land"]),
    ("2026-03-02", ["03390:culture"]),
    ("2026-04-30", ["03390:culture"]),
    ("2026-05-01", ["03390:culture", "03390:office_general"]),
    ("2026-08-31", ["03390:culture", "03390:office_general"]),
    ("2026-09-29", ["03390:culture", "03390:office_general"]),
    ("2026-09-30", ["03390:culture"]),
    ("2040-01-01", ["03390:culture"]),
])  # fmt: skip
def test_the_posts_of_a_day(text: str, expected: list[str]) -> None:
    state = on(walker(), text)
    assert places(state) == expected
    assert (state.main is None) == (not expected)
    assert all(post.is_main for post in [state.main] if post)


@pytest.mark.parametrize(("scope", "before", "after"), [
    (FIRST, True, False), (SECOND, False, True), (THIRD, False, False),
])  # fmt: skip
def test_who_serves_in_a_commune_on_a_day(scope: str, before: bool, after: bool) -> None:
    walker()
    found = [officials(date.fromisoformat(text), Scope.of(scope)).count() for text in ("2026-03-01", "2026-03-02")]
    assert found == [before, after]


def test_a_commune_sees_who_serves_there_on_the_day_and_nobody_else() -> None:
    pk = walker()
    assert on(pk, "2026-03-01", Scope.of(FIRST)).official.pk == pk
    assert on(pk, "2026-03-02", Scope.of(SECOND)).official.pk == pk
    assert state_of(pk, date(2026, 3, 2), Scope.of(FIRST)) is None
    assert state_of(pk, date(2026, 3, 1), Scope.of(SECOND)) is None
    assert state_of(pk, date(2026, 11, 23), Scope.of(THIRD)) is None
    assert state_of(pk + 1, date(2026, 11, 23), Scope.province()) is None


@pytest.mark.parametrize(("end", "last", "over"), [
    ("2026", "2026-12-30", "2026-12-31"),
    ("2026-02", "2026-02-27", "2026-02-28"),
    ("2026-02-10", "2026-02-09", "2026-02-10"),
])  # fmt: skip
def test_an_end_known_in_part_is_its_last_day(end: str, last: str, over: str) -> None:
    pk = add([person("Lò Thị Hằng", FIRST, "land", posts=(Post(FIRST, "land", end=day(end)),))])[0]
    assert [len(places(on(pk, text))) for text in ("1990-01-01", "2026-01-01", last, over)] == [1, 1, 1, 0]


@pytest.mark.parametrize("start", ["2026", "2026-05", "2026-05-19"])
def test_where_one_main_post_ends_in_a_year_the_next_takes_over_when_it_begins(start: str) -> None:
    posts = (Post(FIRST, "land", start=day("2025-07-01"), end=day("2026")), Post(SECOND, "land", start=day(start)))
    pk = add([person("Lò Thị Hằng", FIRST, "land", posts=posts)])[0]
    begun = str(day(start).earliest)
    before = "2026-05-18" if start == "2026-05-19" else "2026-04-30" if start == "2026-05" else "2025-12-31"

    assert places(on(pk, before)) == ["03388:land"]
    assert places(on(pk, begun)) == places(on(pk, "2026-12-30")) == places(on(pk, "2027-01-01")) == ["03390:land"]


def test_on_no_day_are_there_two_main_posts() -> None:
    posts = (
        Post(FIRST, "land", end=day("2024")),
        Post(SECOND, "land", start=day("2024-03"), end=day("2024-06")),
        Post(FIRST, "culture", start=day("2024-06"), end=day("2025")),
        Post(SECOND, "culture", start=day("2025")),
    )
    pk = add([person("Lò Thị Hằng", FIRST, "land", posts=posts)])[0]
    for year, month, number in ((y, m, d) for y in (2023, 2024, 2025, 2026) for m in range(1, 13) for d in (1, 15, 28)):
        assert len(places(on(pk, f"{year}-{month:02d}-{number:02d}"))) == 1


def test_a_main_post_that_began_in_the_year_of_its_end_is_not_its_own_successor() -> None:
    posts = (Post(FIRST, "land", start=day("2024-05"), end=day("2024")),)
    pk = add([person("Lò Thị Hằng", FIRST, "land", posts=posts)])[0]
    assert [len(places(on(pk, text))) for text in ("2024-04-30", "2024-05-01", "2024-12-30", "2024-12-31")] == [
        0,
        1,
        1,
        0,
    ]


def test_a_concurrent_post_is_not_cut_by_a_new_main_post() -> None:
    posts = (
        Post(FIRST, "land", start=day("2025-07-01"), end=day("2026")),
        Post(FIRST, "culture", is_main=False, start=day("2025-07-01"), end=day("2026")),
        Post(SECOND, "land", start=day("2026-03-01")),
    )
    pk = add([person("Lò Thị Hằng", FIRST, "land", posts=posts)])[0]
    assert places(on(pk, "2026-11-23")) == ["03390:land", "03388:culture"]


def test_all_posts_the_newest_first_and_those_of_unknown_start_last() -> None:
    posts = (
        Post(FIRST, "land", end=day("2019")),
        Post(SECOND, "land", start=day("2020"), end=day("2021-05-01")),
        Post(SECOND, "culture", is_main=False),
        Post(THIRD, "land", start=day("2021-05-01")),
        Post(FIRST, "culture", is_main=False, start=day("2022"), end=day("2023")),
        Post(THIRD, "culture", is_main=False, start=day("2022")),
    )
    pk = add([person("Lò Thị Hằng", FIRST, "land", posts=posts)])[0]
    found = [f"{post.unit.code}:{post.position.code}" for post in history(pk)]
    assert found == ["03394:land", "03390:land", "03388:land", "03394:culture", "03388:culture", "03390:culture"]


# --- what is held ----------------------------------------------------------------------------------------------

BACHELOR = Held("degree", 4, field_code="7380101", obtained=PartialDate(2010))
MASTER = Held("degree", 5, field_code="8380101", obtained=PartialDate(2026, 6, 15))
STUDY = Held("political_theory", 3, "studying", expected=PartialDate(2027, 6), recorded_on=date(2026, 2, 1))


@pytest.mark.parametrize(("text", "degrees", "studies"), [
    ("2009-12-31", [], []), ("2011-01-01", [4], []), ("2026-01-31", [4], []), ("2026-02-01", [4], [3]),
    ("2026-06-14", [4], [3]), ("2026-06-15", [5, 4], [3]), ("2040-01-01", [5, 4], [3]),
])  # fmt: skip
def test_what_is_held_and_studied_on_a_day(text: str, degrees: list[int], studies: list[int]) -> None:
    state = on(walker(BACHELOR, MASTER, STUDY), text)
    assert [q.level for q in state.qualifications if q.kind == "degree"] == degrees
    assert [q.level for q in state.qualifications if q.kind == "political_theory"] == studies


def test_what_has_no_date_counts_from_the_day_it_came_on_record() -> None:
    pk = walker(Held("it_skills", 1, recorded_on=date(2026, 4, 1)))
    assert [len(on(pk, text).qualifications) for text in ("2026-03-31", "2026-04-01", "2026-11-23")] == [0, 1, 1]


def test_what_somebody_brings_to_the_record_was_held_since_the_first_post() -> None:
    pk = walker(Held("it_skills", 1))
    assert [len(on(pk, text).qualifications) for text in ("2025-06-30", "2025-07-01", "2026-11-23")] == [0, 1, 1]


def test_what_is_added_later_and_a_study_count_from_the_day_of_the_write() -> None:
    pk = walker(Held("political_theory", 3, "studying"))
    apply_changes([OfficialChange(pk, 1, qualifications=(Held("it_skills", 1),))], author=AUTHOR)
    assert [len(on(pk, text).qualifications) for text in ("2026-11-22", "2026-11-23")] == [0, 2]


def test_qualifications_come_in_the_order_of_their_kinds_the_highest_first() -> None:
    state = on(walker(Held("it_skills", 1), STUDY, BACHELOR, MASTER, Held("state_management", 2)), "2026-11-23")
    found = [(q.kind, q.level) for q in state.qualifications]
    assert found == [
        ("degree", 5), ("degree", 4), ("political_theory", 3), ("state_management", 2), ("it_skills", 1),
    ]  # fmt: skip


@pytest.mark.parametrize(("text", "years"), [
    ("2025-12-30", []), ("2025-12-31", [2025]), ("2026-11-22", [2025]), ("2026-11-23", [2026, 2025]),
])  # fmt: skip
def test_a_rating_is_not_known_before_the_end_of_its_year_or_its_day_of_record(text: str, years: list[int]) -> None:
    assert [rating.year for rating in on(walker(), text).ratings] == years


# --- the Party -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("joined", "text", "member"), [
    ("2026-05-19", "2026-05-18", False), ("2026-05-19", "2026-05-19", True), ("2026-05-19", "2020-01-01", False),
    ("2026-05", "2026-04-30", False), ("2026-05", "2026-05-01", None), ("2026-05", "2026-05-31", True),
    ("2026", "2025-12-31", False), ("2026", "2026-11-23", None), ("2026", "2026-12-31", True),
    (None, "2020-01-01", True),
])  # fmt: skip
def test_a_party_member_since_joining(joined: str | None, text: str, member: bool | None) -> None:
    known = {"party_member": True, "party_joined": day(joined) if joined else None}
    assert on(walker(**known), text).party_member is member


@pytest.mark.parametrize("recorded", [False, None])
def test_who_is_no_member_was_none_as_far_as_is_recorded(recorded: bool | None) -> None:
    assert on(walker(party_member=recorded), "2020-01-01").party_member is recorded


def test_many_records_take_as_many_queries_as_one(django_assert_num_queries: Callable[[int], Any]) -> None:
    pks = [walker(BACHELOR) for _ in range(3)]
    with django_assert_num_queries(5):
        assert len(states_of(pks, date(2026, 11, 23))) == 3
