"""Unit: the measures of the resolution: who counts, bounds, what is missing, the light."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canbo.core.policy.model import Goal
from canbo.core.review.review import review
from canbo.core.review.targets import Counts, Light, TargetResult
from factories.packs import (
    AS_OF,
    facts,
    fields_of_study,
    official,
    pack_at,
    parameter,
    position,
    standard,
    target,
    value,
)

END = date(2030, 12, 31)
LEADERS = {"fact": "title_group", "is": "commune_leader"}
MASTERS = {"fact": "degree", "at_least": "master"}
SETTINGS = [
    parameter("completeness.minimum", value(0.9)),
    parameter("forecast.watch_margin", value(0.08)),
    parameter("forecast.near_deadline_months", value(6)),
]
POSITIONS = [position("chair", "commune_leader"), position("clerk")]


def leader(number: int, degree: int | None, **known: Any) -> dict[str, Any]:
    return official(number, position="chair", title_group="commune_leader", degree=degree) | known


def result(rows: list[dict[str, Any]], goal: Goal | None = None, **given_facts: Any) -> TargetResult:
    wanted = target("5a", population=LEADERS, measure=MASTERS, goal=goal)
    pack = pack_at(targets=[wanted], positions=POSITIONS, parameters=SETTINGS)
    return review(facts(rows, **given_facts), pack).targets[0]


def masters(met: int, of: int) -> list[dict[str, Any]]:
    return [leader(n, 5 if n <= met else 4) for n in range(1, of + 1)]


@pytest.mark.parametrize(
    ("met", "goal", "reached", "missing"),
    [
        (2, Goal(at_least=0.75, by=END), False, 1),
        (3, Goal(at_least=0.75, by=END), True, 0),
        (4, Goal(at_least=0.75, by=END), True, 0),
        (2, Goal(more_than=0.75, by=END), False, 2),
        (3, Goal(more_than=0.75, by=END), False, 1),
        (4, Goal(more_than=0.75, by=END), True, 0),
    ],
)
def test_at_least_is_met_at_the_boundary_and_more_than_is_not(
    met: int, goal: Goal, reached: bool, missing: int
) -> None:
    found = result(masters(met, 4), goal)
    assert (found.reached, found.missing) == (reached, missing)


@pytest.mark.parametrize("missing", range(3))
def test_a_light_without_one_of_its_thresholds_is_an_error_and_not_a_threshold_of_nothing(missing: int) -> None:
    """Three of four of a goal of 90 %: short of it by 15 points, so every threshold is looked at."""
    goal = Goal(at_least=0.9, by=END)
    kept = [one for n, one in enumerate(SETTINGS) if n != missing]
    pack = pack_at(targets=[target("5a", population=LEADERS, measure=MASTERS, goal=goal)], parameters=kept)
    with pytest.raises(KeyError, match=SETTINGS[missing].id):
        _ = review(facts(masters(3, 4)), pack).targets[0].light


ASKED = {"fact": "category", "is": "civil_servant"}


@pytest.mark.parametrize(
    ("given", "state"),
    [
        ([("degree", ASKED, {"title_standard": True})], [1, -1, 0, 0, 0]),
        ([("degree", ASKED, {"title_standard": True}), ("hint", LEADERS, {"basis": "reference"})], [1, -1, 0, 0, 0]),
        ([("degree", ASKED, {})], [0, 0, 0, 0, 0]),
        ([], [0, 0, 0, 0, 0]),
    ],
)
def test_the_standards_of_a_title_of_which_nothing_binding_is_asked_are_not_known_to_be_met(
    given: list[tuple[str, dict[str, Any], dict[str, Any]]], state: list[int]
) -> None:
    """Two who are asked; one whose degree is not on record; one who is asked nothing; one who perhaps is."""
    standards = [standard(name, of, MASTERS, **more) for name, of, more in given]
    title = target("2d", population=LEADERS, measure={"fact": "meets_title_standards", "is": True})
    servants = [leader(n, degree, category="civil_servant") for n, degree in ((1, 5), (2, 4), (3, None))]
    others = [leader(4, 5, category="cadre"), leader(5, 5, category=None)]
    pack = pack_at(targets=[title], standards=standards, positions=POSITIONS, parameters=SETTINGS)
    assert review(facts([*servants, *others]), pack).targets[0].members["state"].to_list() == state


def test_unknown_widens_the_bounds_and_is_never_counted_as_either() -> None:
    found = result([leader(1, 5), leader(2, 4), leader(3, None)])
    assert found.counts == Counts(met=1, gap=1, unknown=1)
    assert (found.counts.lower, found.counts.upper) == (1 / 3, 2 / 3)
    assert not found.reached


def test_nobody_in_the_population_has_no_share() -> None:
    found = result([official(1, position="clerk", title_group="specialist", degree=5)])
    assert (found.counts, found.counts.lower, found.light) == (Counts(), None, Light.NO_DATA)


def test_a_person_of_unknown_membership_can_only_worsen_the_lower_bound() -> None:
    found = result([leader(1, 5), leader(2, 5, title_group=None), leader(3, 4, title_group=None)])
    assert found.counts == Counts(met=1, unsure_met=1, unsure_gap=1)
    assert (found.counts.total, found.counts.lower, found.counts.upper) == (1, 0.5, 1.0)


def test_a_person_with_two_posts_counts_once_and_must_pass_in_both() -> None:
    rows = [
        leader(1, 5),
        leader(1, 5, assignment_id=11, is_main=False, unit="b"),
        leader(2, 4),
        official(2, assignment_id=21, is_main=False, position="clerk", title_group="specialist", degree=4),
    ]
    found = result(rows)
    assert found.counts == Counts(met=1, gap=1)
    assert found.members.select("official_id", "unit").rows() == [(1, "a"), (2, "a")]


def test_each_commune_has_its_own_counts_and_they_add_up() -> None:
    found = result([leader(1, 5), leader(2, 4, unit="b"), leader(3, None, unit="b")])
    assert found.by_unit == {"a": Counts(met=1), "b": Counts(gap=1, unknown=1)}


@given(st.lists(st.tuples(st.sampled_from([None, 4, 5]), st.sampled_from([None, "commune_leader", "specialist"]))))
def test_whatever_turns_out_the_share_lies_between_the_bounds(people: list[tuple[int | None, str | None]]) -> None:
    rows = [leader(n, degree, title_group=group) for n, (degree, group) in enumerate(people, 1)]
    found = result(rows, communes=["a"]).counts
    for degree_is, group_is in [(5, "commune_leader"), (4, "commune_leader"), (5, "specialist"), (4, "specialist")]:
        settled = [(degree or degree_is, group or group_is) for degree, group in people]
        inside = [degree for degree, group in settled if group == "commune_leader"]
        if inside and found.lower is not None and found.upper is not None:
            share = sum(degree >= 5 for degree in inside) / len(inside)
            assert found.lower <= share <= found.upper


# --- communes and seats ----------------------------------------------------------------------------------------


def communes(rows: list[dict[str, Any]], names: list[str]) -> TargetResult:
    wanted = target("5c", "commune", among=LEADERS, measure={"fact": "sex", "is": "female"})
    pack = pack_at(targets=[wanted], positions=POSITIONS, parameters=SETTINGS)
    return review(facts(rows, communes=names), pack).targets[0]


def test_one_is_enough_for_a_commune_and_no_record_is_unknown() -> None:
    rows = [
        leader(1, 5, sex="female"),
        leader(2, 5, sex="male"),
        leader(3, 5, unit="b", sex="male"),
        leader(4, 5, unit="c", sex=None),
        leader(5, 5, unit="c", sex="male"),
    ]
    found = communes(rows, ["a", "b", "c", "d"])
    assert found.counts == Counts(met=1, gap=1, unknown=2)


def test_a_seat_is_filled_by_a_suitable_holder_first() -> None:
    wanted = target("1a", "post", population={"fact": "counts_in_staffing", "is": True},
                    measure={"fact": "holder_suits", "is": True})  # fmt: skip
    land = position("land", fields=["7850103"])
    pack = pack_at(targets=[wanted], positions=[land], lists=[fields_of_study("7850103", "7380101")])
    rows = [official(n, position="land", title_group="specialist", degree=4) for n in (1, 2, 3)]
    held: list[tuple[int, str | None, int | None]] = [(1, "7380101", None), (2, "8850103", None), (3, None, None)]
    lines = [{"unit": "a", "position": "land", "posts": 4}, {"unit": "b", "position": "land", "posts": 1}]
    found = review(facts(rows, fields=held, posts=lines), pack)
    assert found.targets[0].counts == Counts(met=1, gap=3, unknown=1)
    assert found.seats["official_id"].to_list() == [2, 3, 1, None, None]


# --- forecast --------------------------------------------------------------------------------------------------


def test_studies_that_end_in_time_count_for_the_forecast_only() -> None:
    studies: list[tuple[int, str, int, str | None, int | None]] = [
        (4, "degree", 5, None, 20301231),
        (3, "degree", 5, None, 20310101),
        (2, "degree", 5, None, None),
        (1, "degree", 6, None, 20280630),
    ]
    found = result(masters(1, 4), studies=studies)
    assert (found.counts.met, found.studying, found.forecast) == (1, 1, 0.5)
    assert found.members.filter("studying")["official_id"].to_list() == [4]


def test_a_study_that_should_have_ended_is_not_counted_on() -> None:
    ended: list[tuple[int, str, int, str | None, int | None]] = [
        (2, "degree", 5, None, 20261122),
        (3, "degree", 5, None, 20261123),
    ]
    assert result(masters(1, 3), studies=ended).members.filter("studying")["official_id"].to_list() == [3]


def test_a_class_of_update_counts_for_a_measure_that_asks_for_a_recent_one() -> None:
    recent = {"fact": "knowledge_update_on", "within_years": 3}
    wanted = target("3", measure={"all": [{"fact": "knowledge_update", "is": "completed"}, recent]}, goal=None)
    pack = pack_at(targets=[wanted], positions=POSITIONS, parameters=SETTINGS)
    rows = [official(1, knowledge_update=0), official(2, knowledge_update=1, knowledge_update_on_min=20200101,
                                                      knowledge_update_on_max=20201231)]  # fmt: skip
    attending: list[tuple[int, str, int, str | None, int | None]] = [
        (n, "knowledge_update", 1, None, 20261201) for n in (1, 2)
    ]
    found = review(facts(rows, studies=attending), pack).targets[0]
    assert (found.counts.met, found.studying) == (
        0,
        0,
    )  # a class that ends after the day is not within the years before
    later = pack_at(targets=[wanted.model_copy(update={"measure": wanted.measure.all[0]})], positions=POSITIONS,
                    parameters=SETTINGS)  # fmt: skip
    assert review(facts(rows, studies=attending), later).targets[0].studying == 1


def test_a_seat_whose_holder_studies_the_right_field_counts_for_the_forecast() -> None:
    wanted = target("1a", "post", measure={"fact": "holder_suits", "is": True})
    land = position("land", fields=["7850103"])
    pack = pack_at(targets=[wanted], positions=[land], lists=[fields_of_study("7850103", "7380101")],
                   parameters=SETTINGS)  # fmt: skip
    rows = [official(n, position="land", title_group="specialist", degree=4) for n in (1, 2)]
    held: list[tuple[int, str | None, int | None]] = [(1, "7380101", None), (2, "7380101", None)]
    under_way: list[tuple[int, str, int, str | None, int | None]] = [(2, "degree", 4, "7850103", 20280630)]
    lines = [{"unit": "a", "position": "land", "posts": 3}]
    found = review(facts(rows, fields=held, studies=under_way, posts=lines), pack).targets[0]
    assert (found.counts, found.studying, found.forecast) == (Counts(gap=3), 1, 1 / 3)
    assert found.members.filter("studying")["official_id"].to_list() == [2]


def test_what_is_missing_has_bounds_too() -> None:
    unsure = [leader(n, None, title_group=None) for n in range(101, 106)]
    found = result([*masters(75, 100), *unsure])
    assert (found.reached, found.missing, found.missing_least) == (False, 4, 0)
    unknown = [leader(n, None) for n in range(96, 101)]
    found = result([*masters(74, 95), *unknown])
    assert (found.missing, found.missing_least) == (1, 0)


def test_the_same_records_are_listed_in_the_same_order() -> None:
    rows = [leader(n, n % 3 + 3, unit=f"u{n % 7}") for n in range(1, 400)]
    studies: list[tuple[int, str, int, str | None, int | None]] = [
        (n, "degree", 5, None, 20280630) for n in range(1, 400, 5)
    ]
    first = result(rows, studies=studies).members
    assert all(result(rows, studies=studies).members.equals(first) for _ in range(5))


def test_a_commune_counts_its_own_people_by_all_their_posts() -> None:
    """Who has the main post here must pass in the post elsewhere too; who has it elsewhere is not counted here."""
    rows = [
        leader(1, 5),
        leader(1, 5, assignment_id=11, is_main=False, unit="b"),
        leader(2, 5, unit="b"),
        leader(2, 4, assignment_id=21, is_main=False, unit="a"),
    ]
    wanted = target("5a", population=LEADERS, measure=MASTERS)
    pack = pack_at(targets=[wanted], positions=POSITIONS, parameters=SETTINGS)
    own = review(replace(facts(rows, communes=["a"]), units=frozenset({"a"})), pack)
    whole = review(facts(rows), pack)
    assert own.targets[0].counts == whole.targets[0].by_unit["a"] == Counts(met=1)
    assert own.people["official_id"].to_list() == [1]


@pytest.mark.parametrize(
    ("met", "studying", "light"),
    [
        (75, 0, Light.ACHIEVED),
        (70, 5, Light.ON_TRACK),
        (67, 0, Light.WATCH),
        (66, 0, Light.AT_RISK),
    ],
)
def test_the_light_is_the_forecast_and_eight_points_are_still_watch(met: int, studying: int, light: Light) -> None:
    studies: list[tuple[int, str, int, str | None, int | None]] = [
        (n, "degree", 5, None, 20290630) for n in range(met + 1, met + studying + 1)
    ]
    assert result(masters(met, 100), studies=studies).light == light


def test_a_near_deadline_makes_any_shortfall_a_risk() -> None:
    near = Goal(at_least=0.75, by=date(2027, 4, 30))
    far = Goal(at_least=0.75, by=date(2027, 5, 31))
    assert date(2026, 11, 23) == AS_OF
    assert (result(masters(70, 100), near).light, result(masters(70, 100), far).light) == (Light.AT_RISK, Light.WATCH)


def test_too_much_missing_data_is_said_instead_of_a_colour() -> None:
    rows = [*masters(80, 90), *(leader(n, None) for n in range(91, 101))]
    assert result(rows).light == Light.ACHIEVED
    rows = [*masters(80, 89), *(leader(n, None) for n in range(90, 101))]
    assert result(rows).light == Light.NO_DATA


def test_an_unknown_is_not_foretold_to_fail() -> None:
    """No gap and some unknown: the goal is neither reached nor missed, and the data must tell."""
    every = Goal(at_least=1, by=END)
    found = result([*masters(97, 97), *(leader(n, None) for n in range(98, 101))], every)
    assert (found.forecast, found.forecast_upper, found.light) == (0.97, 1, Light.NO_DATA)
    assert (found.short_for_certain, found.unclear) == (0, 3)


def test_the_light_is_judged_by_what_is_short_for_certain() -> None:
    unknown = [leader(n, None) for n in range(98, 101)]
    found = result([*masters(65, 97), *unknown])
    assert (found.forecast, found.forecast_upper, found.light) == (0.65, 0.68, Light.WATCH)
    assert (found.short_for_certain, found.unclear) == (7, 3)
    found = result([*masters(63, 97), *unknown])
    assert (found.forecast_upper, found.light) == (0.66, Light.AT_RISK)


def test_who_is_unknown_and_studies_is_counted_once_at_best() -> None:
    studies: list[tuple[int, str, int, str | None, int | None]] = [
        (n, "degree", 5, None, 20280630) for n in (96, 97, 98, 99)
    ]
    found = result([*masters(60, 97), *(leader(n, None) for n in range(98, 101))], studies=studies)
    assert found.studying == 4
    assert (found.forecast, found.forecast_upper, found.short_for_certain) == (0.64, 0.65, 10)
