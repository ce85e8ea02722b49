"""Every measure, standard and parameter, changed a little in memory, fails one of its own worked cases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from canbo.core.facts.columns import FACTS, Fact, Grain, Kind
from canbo.core.policy import conditions
from canbo.core.policy.conditions import All, AnyOf, Condition, FromParameter, Not
from canbo.core.policy.expand import facts_of
from canbo.core.policy.model import Basis, Pack, Parameter, ParameterValue, Standard, Target
from canbo.core.policy.resolve import PackAt
from canbo.core.review.cases import Case, Staged, faults, parameter_faults, rule_faults, staged
from tests.factories.cases import CASES

BY_ID: Mapping[str, list[Case]] = defaultdict(list)
for _case in CASES:
    BY_ID[_case.of].append(_case)

TAKEN = "the course has two levels, so taken is all that reaches taken"
LEADS = "whoever holds a title of that group holds a leadership title, and is left out by that"
EQUIVALENT: Mapping[tuple[str, str], str] = {
    ("II.2.2(2)a", "measure: position_skills is completed"): TAKEN,
    ("II.2.2(2)b", "measure: data_governance is completed"): TAKEN,
    ("II.2.2(2)c", "measure: two_level_government is completed"): TAKEN,
    ("II.2.2(3)", "measure: knowledge_update is completed"): TAKEN,
    ("programme.position_skills", "requires: position_skills is completed"): TAKEN,
    ("programme.data_governance", "requires: data_governance is completed"): TAKEN,
    ("programme.two_level_government", "requires: two_level_government is completed"): TAKEN,
    ("programme.knowledge_update", "requires: knowledge_update is completed"): TAKEN,
    ("section_leader.leadership_training", "requires: leadership_training is completed"): TAKEN,
    **{
        (rule, f"{part}: title_group one_of ['specialist', '{group}']"): LEADS
        for rule, part in (
            ("II.2.2(7)a", "population"), ("II.2.2(7)b", "population"),
            ("programme.specialist_theory", "applies_to"), ("programme.specialist_degree", "applies_to"),
        )
        for group in ("commune_leader", "council_board", "section_head", "section_deputy", "military_command")
    },
}  # fmt: skip
"""Changes that no case can see because they change nothing, and why."""


@dataclass(frozen=True)
class Mutant:
    of: str
    what: str
    rule: Target | Standard


# --- conditions ------------------------------------------------------------------------------------------------

Change = tuple[str, Condition]


class Mutator:
    """What can be wrong in a condition: an element more or less, another operator, level, day, or answer."""

    def __init__(self, pack: PackAt, facts: Mapping[str, Fact]) -> None:
        self.pack = pack
        self.facts = facts

    def changes(self, condition: Condition) -> Iterator[Change]:
        match condition:
            case All(all=parts):
                yield "any for all", AnyOf(any=list(parts))
                yield from self._of_parts(parts, lambda found: All(all=found))
            case AnyOf(any=parts):
                yield "all for any", All(all=list(parts))
                yield from self._of_parts(parts, lambda found: AnyOf(any=found))
            case Not(not_=part):
                yield "without not", part
                yield from ((what, Not(not_=changed)) for what, changed in self.changes(part))
            case _:
                yield f"not {condition.fact}", Not(not_=condition)
                yield from self._of_test(condition)

    def _of_parts(self, parts: list[Condition], build: Callable[[list[Condition]], Condition]) -> Iterator[Change]:
        for index, part in enumerate(parts):
            if len(parts) > 1:
                yield f"without part {index + 1}", build([*parts[:index], *parts[index + 1 :]])
            for what, changed in self.changes(part):
                yield what, build([*parts[:index], changed, *parts[index + 1 :]])

    def _of_test(self, test: conditions.Test) -> Iterator[Change]:
        fact, operator, value = self.facts[test.fact], test.operator, test.value
        if isinstance(value, FromParameter):
            value = self.pack.parameters[value.parameter]
        for other, changed in self._others(fact, operator, value):
            yield f"{test.fact} {other} {changed}", conditions.Test.model_validate({"fact": test.fact, other: changed})

    def _others(self, fact: Fact, operator: str, value: Any) -> Iterator[tuple[str, Any]]:
        if isinstance(value, date):
            yield from ((operator, value + timedelta(days=days)) for days in (-1, 1))
        elif fact.kind is Kind.BOOL:
            yield operator, not value
        elif fact.scale is not None:
            swaps = {"at_least": ("more_than", "is", "at_most"), "more_than": ("at_least",), "is": ("at_least",)}
            yield from ((other, value) for other in swaps.get(operator, ()))
            rank = fact.scale.rank(value)
            yield from ((operator, level.code) for level in fact.scale.levels if abs(level.rank - rank) == 1)
        elif fact.kind is Kind.CODE:
            yield from self._codes(fact, [value] if operator == "is" else list(value))

    def _codes(self, fact: Fact, values: list[str]) -> Iterator[tuple[str, Any]]:
        if len(values) > 1:
            yield from (("one_of", [other for other in values if other != value]) for value in values)
        for other in self._near(fact, values):
            yield "one_of", [*values, other]
            yield "one_of", [other, *values[1:]]

    def _near(self, fact: Fact, values: list[str]) -> list[str]:
        """Codes that might be taken for those of the rule: of positions, the others of the same title groups."""
        if fact.codes == "positions":
            groups = {self.pack.positions[value].title_group for value in values}
            return [code for code, p in self.pack.positions.items() if p.title_group in groups and code not in values]
        if fact.codes == "title_groups":
            return [group.code for group in self.pack.pack.title_groups if group.code not in values]
        listed = [item for found in self.pack.pack.lists if found.id == fact.codes for item in found.items]
        return [item.code for item in listed if item.code not in values]


# --- rules -----------------------------------------------------------------------------------------------------


def mutants_of(rule: Target | Standard, pack: Pack) -> Iterator[Mutant]:
    at = PackAt(pack, date(2026, 12, 31))
    if isinstance(rule, Target):
        yield from (Mutant(rule.id, what, rule.model_copy(update={"goal": goal})) for what, goal in goals(rule))
        grains = {"population": rule.grain, "among": Grain.OFFICIAL, "measure": rule.grain}
        if rule.among is not None:
            grains["measure"] = Grain.OFFICIAL
    else:
        yield from (Mutant(rule.id, what, rule.model_copy(update=dates)) for what, dates in days(rule))
        grains = {"applies_to": Grain.OFFICIAL, "requires": Grain.OFFICIAL}
    for part, grain in grains.items():
        condition = getattr(rule, part)
        if condition is not None:
            facts = facts_of(pack) if grain is Grain.OFFICIAL else FACTS[grain]
            for what, changed in Mutator(at, facts).changes(condition):
                yield Mutant(rule.id, f"{part}: {what}", rule.model_copy(update={part: changed}))
            if part == "population":
                yield Mutant(rule.id, "no population", rule.model_copy(update={part: None}))


def goals(target: Target) -> Iterator[tuple[str, Any]]:
    goal = target.goal
    name = "at_least" if goal.more_than is None else "more_than"
    other = "more_than" if goal.more_than is None else "at_least"
    if not (other == "more_than" and goal.share == 1.0):
        yield f"goal {other}", goal.model_copy(update={name: None, other: goal.share})
    for step in (-0.01, 0.01):
        if goal.share + step <= 1:
            yield f"goal {step:+}", goal.model_copy(update={name: round(goal.share + step, 4)})
    yield from ((f"by {step:+}", goal.model_copy(update={"by": goal.by + timedelta(days=step)})) for step in (-1, 1))
    yield "yearly", goal.model_copy(update={"yearly": not goal.yearly})


def days(standard: Standard) -> Iterator[tuple[str, dict[str, Any]]]:
    for name in ("since", "until"):
        day = getattr(standard, name)
        if day is not None:
            yield from ((f"{name} {step:+}", {name: day + timedelta(days=step)}) for step in (-1, 1))
            yield f"no {name}", {name: None}


def killed(mutant: Mutant, stages: list[Staged]) -> bool:
    return any(rule_faults(stage, mutant.rule) for stage in stages)


def survivors(rules: list[Any], pack: Pack) -> tuple[int, set[tuple[str, str]]]:
    """How many mutants there are, and those that no worked case of the same id sees."""
    number, alive = 0, set()
    for rule in rules:
        stages = [staged(case, pack) for case in sorted(BY_ID[rule.id], key=lambda case: len(case.officials))]
        for mutant in mutants_of(rule, pack):
            number += 1
            if not killed(mutant, stages):
                alive.add((mutant.of, mutant.what))
    return number, alive


def test_no_change_of_a_measure_passes_unseen(pack: Pack) -> None:
    number, alive = survivors(pack.targets, pack)
    assert number > 300
    assert alive == {key for key in EQUIVALENT if key[0].startswith("II.")}


def test_no_change_of_a_standard_passes_unseen(pack: Pack) -> None:
    plain = [standard for standard in pack.standards if standard.basis is not Basis.COMPETENCY]
    number, alive = survivors(plain, pack)
    assert number > 300
    assert alive == {key for key in EQUIVALENT if not key[0].startswith("II.")}


def test_no_change_of_a_competency_passes_unseen(pack: Pack) -> None:
    number, alive = survivors([s for s in pack.standards if s.basis is Basis.COMPETENCY], pack)
    assert number > 300
    assert alive == set()


def title_flags(pack: Pack) -> Iterator[Standard]:
    """Standards wrongly not counted among those of a title, and others wrongly counted among them."""
    for standard in pack.standards:
        if standard.title_standard or standard.id in OF_LEADERS:
            yield standard.model_copy(update={"title_standard": not standard.title_standard})


OF_LEADERS = (
    "programme.position_skills", "programme.data_governance", "programme.two_level_government",
    "section_leader.state_management", "section_leader.leadership_training", "front_leader.degree",
    "front_leader.political_theory", "commune_leader.degree", "commune_leader.political_theory",
)  # fmt: skip
"""Some standards of the programme, and all for reference, that leaders are asked too."""


def test_no_change_of_what_a_title_asks_passes_unseen(pack: Pack) -> None:
    flagged = list(title_flags(pack))
    assert len(flagged) > 10
    for changed in flagged:
        wrong = pack.model_copy(
            update={"standards": [changed if s.id == changed.id else s for s in pack.standards]},
        )
        assert any(faults(case, wrong) for case in BY_ID["II.2.2(2)d"]), changed.id


def test_no_change_of_a_parameter_passes_unseen(pack: Pack) -> None:
    for parameter in pack.parameters:
        for what, changed in changed_values(parameter):
            others = [item for item in pack.parameters if item.id != parameter.id]
            wrong = pack.model_copy(update={"parameters": [*others, changed]})
            assert any(parameter_faults(case, wrong) for case in BY_ID[parameter.id]), (parameter.id, what)


def changed_values(parameter: Parameter) -> Iterator[tuple[str, Parameter]]:
    one = timedelta(days=1)
    for index, dated in enumerate(parameter.values):
        step = one if isinstance(dated.value, date) else 0.01 if isinstance(dated.value, float) else 1
        changes = {"value": [dated.value + step, dated.value - step]}  # type: ignore[operator]  # numbers and days only
        changes |= {name: [day - one, day + one] for name in ("since", "until") if (day := getattr(dated, name))}
        for name, values in changes.items():
            for value in values:
                changed = dated.model_copy(update={name: value})
                parts = [*parameter.values[:index], changed, *parameter.values[index + 1 :]]
                if not two_in_force(parts):
                    yield f"{name} {value}", parameter.model_copy(update={"values": parts})


def two_in_force(values: list[ParameterValue]) -> bool:
    """Which the check of a pack refuses."""
    ends = {day for value in values for day in (value.since or date.min, value.until or date.max)}
    return any(sum(value.in_force(day) for value in values) > 1 for day in ends)


def test_a_rule_that_is_right_fails_none_of_its_cases(pack: Pack) -> None:
    target = next(target for target in pack.targets if target.code == "5a")
    assert not killed(Mutant(target.id, "nothing", target), [staged(case, pack) for case in BY_ID[target.id]])


@pytest.mark.parametrize("key", EQUIVALENT, ids=str)
def test_an_equivalent_change_is_one_of_a_rule_that_exists(key: tuple[str, str], pack: Pack) -> None:
    assert key[0] in {target.id for target in pack.targets} | {standard.id for standard in pack.standards}
