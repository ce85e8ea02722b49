"""Integration: the worked cases of both packs; that every rule has the kinds it needs; and that rows are checked."""

from __future__ import annotations

import inspect
import sys
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from types import ModuleType
from typing import Any

import pytest

from canbo.core.policy import conditions
from canbo.core.policy.model import Basis, Pack
from canbo.core.review import cases, evaluate
from canbo.core.review.cases import Case, CaseKind, faults
from tests.factories.cases import CASES

K = CaseKind
EVERY = frozenset({K.BELOW, K.AT, K.ABOVE, K.MISSING, K.NOBODY, K.CONCURRENT, K.CHANGED, K.POPULATION})

TWO_ANSWERS = "nothing lies above: taken or not taken, suits or does not suit"
WHOLE_COMMUNE = "a fact of the commune itself: nobody holds a post in it"
NOT_NEEDED: Mapping[str, Mapping[CaseKind, str]] = {
    **{
        name: {K.ABOVE: TWO_ANSWERS}
        for name in (
            "II.2.2(1)b", "II.2.2(2)a", "II.2.2(2)b", "II.2.2(2)c", "section_leader.field",
            "section_leader.leadership_training", "specialist.field", "programme.position_skills",
            "programme.data_governance", "programme.two_level_government", "programme.suitable_field",
        )
    },
    "II.2.2(8)": {
        K.ABOVE: TWO_ANSWERS,
        K.CONCURRENT: WHOLE_COMMUNE,
        K.CHANGED: WHOLE_COMMUNE,
        K.POPULATION: "every commune belongs",
    },
}  # fmt: skip
"""The kinds of case that make no sense for a rule, and why."""


def lacking(pack: Pack, found: list[Case]) -> dict[str, set[CaseKind]]:
    """The measures and standards without a case of some kind that makes sense for them."""
    told = defaultdict(set)
    for case in found:
        told[case.of].add(case.kind)
    needed = {rule: set(EVERY) - NOT_NEEDED.get(rule, {}).keys() - told[rule] for rule in rules(pack)}
    return {rule: kinds for rule, kinds in needed.items() if kinds}


def rules(pack: Pack) -> list[str]:
    return [*(target.id for target in pack.targets), *(standard.id for standard in pack.standards)]


def undated(pack: Pack, found: list[Case]) -> list[tuple[str, date]]:
    """Days around a change of a parameter or a standard that no case looks at."""
    seen = {(case.of, day) for case in found for day in (case.values or [case.as_of])}
    values = {(p.id, day) for p in pack.parameters for v in p.values for day in around(v.since, v.until, after=True)}
    standards = {(s.id, day) for s in pack.standards for day in around(s.since, s.until, after=False)}
    return sorted((values | standards) - seen)


def around(since: date | None, until: date | None, *, after: bool) -> set[date]:
    one = timedelta(days=1)
    begun = {since - one, since, since + one} if since and after else {since - one, since} if since else set()
    return begun | ({until, until + one} if until else set())


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.of}:{case.kind}:{case.case.en}")
def test_the_rules_give_what_the_case_expects(case: Case, pack: Pack) -> None:
    assert faults(case, pack) == []


def test_every_measure_and_every_standard_has_the_kinds_that_make_sense(pack: Pack) -> None:
    assert lacking(pack, CASES) == {}
    assert NOT_NEEDED.keys() <= set(rules(pack))


def test_the_guard_sees_a_kind_that_is_missing(pack: Pack) -> None:
    few = [case for case in CASES if (case.of, case.kind) != ("II.2.2(5)a", K.CHANGED)]
    assert lacking(pack, few) == {"II.2.2(5)a": {K.CHANGED}}


def test_every_day_on_which_a_value_changes_is_looked_at(pack: Pack) -> None:
    assert {parameter.id for parameter in pack.parameters} - {case.parameter for case in CASES} == set()
    assert undated(pack, CASES) == []


def test_no_two_cases_are_called_the_same() -> None:
    names = [(case.of, case.kind, case.as_of, case.case.en) for case in CASES]
    assert len(names) == len(set(names))


def test_what_closes_a_gap_reaches_the_level_that_is_asked(pack: Pack) -> None:
    for standard in pack.standards:
        single = conditions.tests_in(standard.requires)[0]
        if standard.closes_with and single.fact == standard.closes_with.kind:
            assert standard.closes_with.level == single.value, standard.id


def test_what_the_programme_asks_of_one_is_what_its_measure_counts(pack: Pack) -> None:
    targets = {target.id: target for target in pack.targets}
    asked = [standard for standard in pack.standards if standard.target]
    assert {standard.target for standard in asked} >= {"II.2.2(1)b", "II.2.2(7)a"}
    for standard in asked:
        target = targets[standard.target or ""]
        assert (standard.requires, standard.cites.place) == (target.measure, target.clause), standard.id
        assert standard.basis is Basis.PROGRAMME


# --- rows are checked ------------------------------------------------------------------------------------------


def case_of(*officials: Mapping[str, Any], **parts: Any) -> Case:
    made = {
        "case": {"vi": "x", "en": "x"}, "kind": "at", "target": "II.2.2(2)a", "as_of": date(2030, 12, 31),
        "officials": list(officials), "expect": {"met": 0},
    }  # fmt: skip
    return Case.model_validate(made | parts)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"position": "landd"}, "no position landd"),
        ({"position": "land", "field_suits": True}, "derived"),
        ({"position": "land", "degre": "master"}, "no fact degre"),
        ({"position": "land", "degree": "masters"}, "no level masters"),
        ({"position": "land", "sex": "f"}, "not in the list sexes"),
        ({"position": "land", "ethnic_group": "99"}, "not in the list ethnic_groups"),
        ({"position": "land", "rating_exempt": "no"}, "neither true nor false"),
        ({"position": "land", "category": "civil_servant"}, "follows from the position"),
        ({"position": "land", "title_group": "specialist"}, "follows from the position"),
        ({"position": "land", "fields_held": [{"field": "7999999"}]}, "no field of study 7999999"),
        ({"position": "land", "fields_held": [{"code": "7380101"}]}, "fields_held"),
    ],
)
def test_a_row_that_says_what_nobody_knows_is_refused(row: dict[str, Any], told: str, pack: Pack) -> None:
    with pytest.raises(ValueError, match=told):
        faults(case_of(row), pack)


def test_one_person_cannot_be_two_things(pack: Pack) -> None:
    two = {"person": "A", "position": "land"}
    with pytest.raises(ValueError, match="two main posts"):
        faults(case_of(two, two), pack)
    with pytest.raises(ValueError, match="two values of degree"):
        faults(case_of(two | {"degree": "master"}, two | {"degree": "bachelor", "is_main": False}), pack)


@pytest.mark.parametrize(
    "parts",
    [
        {"standard": "specialist.degree"},
        {"target": None},
        {"as_of": None},
        {"expect": {}},
        {"target": None, "as_of": date(2030, 1, 1), "parameter": "freshness.days"},
    ],
)
def test_a_case_is_about_one_thing_and_expects_something(parts: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"exactly one|as_of|nothing"):
        case_of(**parts)


def test_a_case_cannot_expect_what_has_no_name(pack: Pack) -> None:
    with pytest.raises(ValueError, match="cannot expect"):
        faults(case_of(expect={"reachd": True}), pack)


# --- a wrong catalogue, a wrong way to count ---------------------------------------------------------------------


@pytest.mark.parametrize(("code", "change"), [
    ("land", {"title_group": "section_deputy"}), ("land", {"category": "contract"}),
    ("front_chair", {"category": "civil_servant"}), ("committee_vice_chair", {"title_group": "council_board"}),
    ("military_commander", {"title_group": "section_head"}),
    ("economy_head", {"category": "cadre"}), ("land", {"fields": ["738"]}), ("front_chair", {"body": "economy"}),
])  # fmt: skip
def test_a_wrong_entry_of_the_catalogue_fails_a_case(code: str, change: dict[str, Any], pack: Pack) -> None:
    positions = [p.model_copy(update=change) if p.code == code else p for p in pack.positions]
    wrong = pack.model_copy(update={"positions": positions})
    assert positions != pack.positions
    assert any(fails(case, wrong) for case in CASES if case.parameter is None and names(case, code))


def names(case: Case, code: str) -> bool:
    return not case.of.startswith("competency.") and any(row["position"] == code for row in case.officials)


def fails(case: Case, pack: Pack) -> bool:
    try:
        return bool(faults(case, pack))
    except ValueError:
        return True


@pytest.mark.parametrize(
    ("written", "changed"),
    [
        ('.min().alias(f"m:{name}")', '.max().alias(f"m:{name}")'),
        ("found.max()", "found.min()"),
        ('pl.max_horizontal(-found, pl.col(f"m:{name}"))', 'pl.col(f"m:{name}")'),
    ],
)
def test_a_wrong_way_to_merge_posts_fails_a_case(
    written: str, changed: str, pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = inspect.getsource(evaluate)
    assert written in source
    module = ModuleType("canbo.core.review.changed_evaluate")
    monkeypatch.setitem(sys.modules, module.__name__, module)
    exec(compile(source.replace(written, changed), "changed_evaluate", "exec"), module.__dict__)  # noqa: S102
    monkeypatch.setattr(cases, "evaluate_targets", module.__dict__["evaluate_targets"])
    several = [case for case in CASES if case.kind is K.CONCURRENT and case.target]
    assert any(faults(case, pack) for case in several)
