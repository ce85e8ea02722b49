"""Unit: what asks for a decision, the parts that add up, a what-if, and one commune's share of a measure."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from canbo.core.policy.conditions import FromParameter, Test
from canbo.core.policy.model import Closing, Goal
from canbo.core.policy.overlay import Overlay, UnknownChange
from canbo.core.review.decisions import closing_of, decisions
from canbo.core.review.parts import Parts, parts_by, parts_of, with_part
from canbo.core.review.review import Review, review
from canbo.core.review.targets import Counts, Light
from canbo.core.review.whatif import parameters_of, what_if
from factories.packs import facts, official, pack_at, parameter, standard, target, text, value

END = date(2030, 12, 31)
MASTER = {"fact": "degree", "at_least": "master"}
THEORY = {"fact": "political_theory", "at_least": "advanced"}
YOUNG = {"fact": "age", "at_most": {"parameter": "young"}}
SETTINGS = [
    parameter("completeness.minimum", value(0.5)),
    parameter("forecast.watch_margin", value(0.08)),
    parameter("forecast.near_deadline_months", value(6)),
    parameter("young", value(40)),
    parameter("other", value(1)),
]
COURSE = Closing(kind="political_theory", level="advanced", title=text("course"))


def made(
    rows: list[dict[str, Any]], studies: list[tuple[int, str, int, str | None, int | None]] | None = None
) -> Review:
    goal = Goal(at_least=0.75, by=END)
    targets = [
        target("half", measure=MASTER, goal=Goal(at_least=0.5, by=END)),
        target("master", measure=MASTER, goal=goal).model_copy(update={"clause": "half"}),
        target("theory", measure=THEORY, goal=goal),
        target("young", measure=YOUNG, goal=goal),
    ]
    wanted = standard("s", {"fact": "is_main", "is": True}, THEORY, closes_with=COURSE)
    pack = pack_at(targets=targets, standards=[wanted], parameters=SETTINGS)
    return review(facts(rows, studies=studies), pack)


def person(number: int, degree: int | None, theory: int | None = 3, **known: Any) -> dict[str, Any]:
    return official(number, degree=degree, political_theory=theory) | known


STUDY = [(1, "degree", 5, None, 20280630)]


def test_one_decision_a_clause_the_worst_first_and_those_without_data_last() -> None:
    found = made([person(n, 4, 1 if n == 1 else 3) for n in (1, 2, 3)], STUDY)
    chosen = decisions(found.targets, found.pack, 3)
    assert [(d.result.target.id, d.open, d.result.light) for d in chosen] == [
        ("master", 2, Light.AT_RISK),
        ("theory", 1, Light.AT_RISK),
        ("young", 3, Light.NO_DATA),
    ]
    assert [d.closing for d in chosen] == [None, COURSE, None]


def test_a_decision_counts_gaps_and_names_the_unknown_apart() -> None:
    found = made([*(person(n, 4) for n in range(1, 7)), person(7, None), person(8, None)])
    (chosen,) = (d for d in decisions(found.targets, found.pack, 3) if d.result.target.id == "master")
    assert (chosen.result.light, chosen.result.missing, chosen.open, chosen.unclear) == (Light.AT_RISK, 6, 4, 2)


def test_nothing_to_decide_when_all_is_reached_or_nobody_is_there() -> None:
    aged = {"age_min": 30, "age_max": 30}
    assert decisions((found := made([person(1, 5, **aged)])).targets, found.pack, 3) == []
    assert decisions((found := made([])).targets, found.pack, 3) == []


def test_the_standard_that_serves_a_target_says_what_closes_it() -> None:
    other = Closing(kind="degree", level="master", title=text("master"))
    serving = standard("x", {"fact": "is_main", "is": True}, MASTER, target="master", closes_with=other)
    pack = pack_at(targets=[target("master", measure=MASTER)], standards=[serving])
    assert closing_of(pack.pack.targets[0], pack) == other


def test_parts_always_add_up_to_the_population() -> None:
    found = made([person(1, 4), person(2, 4, unit="b"), person(3, 5, unit="b"), person(4, None)], STUDY)
    parted = with_part(found.target["master"].members)
    assert parts_of(parted) == Parts(met=1, studying=1, unknown=1, gap=1)
    assert list(parts_by(parted, "unit").items()) == [
        ("b", Parts(met=1, gap=1)),
        ("a", Parts(studying=1, unknown=1)),
    ]
    assert parts_of(parted).total == found.target["master"].counts.total


def test_a_what_if_changes_the_answer_and_leaves_the_review_as_it_was() -> None:
    found = made([person(1, 5), person(2, 4)])
    before = found.target["master"]
    after = what_if(found, Overlay(title=text(), goals={"master": Goal(at_least=0.5, by=END)}), "master")
    assert (before.reached, before.missing) == (False, 1)
    assert (after.reached, after.missing, after.light) == (True, 0, Light.ACHIEVED)
    assert found.target["master"] is before


def test_a_what_if_on_a_parameter_and_on_one_that_is_not_there() -> None:
    found = made([person(1, 5, age_min=42, age_max=42)])
    assert found.target["young"].counts == Counts(gap=1)
    assert what_if(found, Overlay(title=text(), parameters={"young": 45}), "young").counts == Counts(met=1)
    with pytest.raises(UnknownChange):
        what_if(found, Overlay(title=text(), parameters={"nowhere": 1}), "young")


def test_the_parameters_a_target_depends_on() -> None:
    pack = pack_at(parameters=[*SETTINGS, parameter("programme.baseline", value(date(2026, 6, 30)))])
    young = target("y", population={"fact": "field_suited_before", "is": False}, measure=YOUNG)
    lights = ["forecast.watch_margin", "forecast.near_deadline_months", "completeness.minimum"]
    assert [p.id for p in parameters_of(young, pack)] == ["young", "programme.baseline", *lights]
    assert Test.model_validate(YOUNG).value == FromParameter(parameter="young")


def test_one_commune_of_a_measure() -> None:
    found = made([person(1, 4), person(2, 4, unit="b"), person(3, 5, unit="b")], STUDY)
    inside = found.target["master"].within("b")
    assert (inside.counts, inside.studying, inside.missing) == (Counts(met=1, gap=1), 0, 1)
    assert sorted(inside.members["official_id"]) == [2, 3]
    assert found.target["master"].within("a").studying == 1
    assert found.target["master"].within("nowhere").counts == Counts()
