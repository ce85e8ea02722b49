"""Worked cases of a pack: examples that a jurist can read, and that run as tests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from pydantic import Field, model_validator

from canbo.core.dates import PartialDate
from canbo.core.facts.bundle import FIELDS, KEYS, POSTS, STUDIES, Facts, empty, frame
from canbo.core.facts.columns import FACTS, Fact, Grain, Kind, schema
from canbo.core.policy.catalogue import Position
from canbo.core.policy.cited import Text
from canbo.core.policy.conditions import Frozen, Scalar, code_of
from canbo.core.policy.model import Pack, Standard, Target
from canbo.core.policy.resolve import PackAt
from canbo.core.review.compile import GAP, MET, UNKNOWN, compiled, rule_of, state_of
from canbo.core.review.evaluate import Frames, evaluate_targets
from canbo.core.review.review import prepare
from canbo.core.review.targets import TargetResult


class CaseKind(StrEnum):
    """What an example shows. `tests/core/policy/test_cases.py` asks which rule needs which."""

    BELOW = "below"
    AT = "at"
    ABOVE = "above"
    MISSING = "missing"
    NOBODY = "nobody"
    CONCURRENT = "concurrent"
    CHANGED = "changed"
    POPULATION = "population"
    DATED = "dated"


class Case(Frozen):
    """One example: rows of facts by name on a date, and what a target or a standard must make of them.

    A row of officials names its position; body, block, title group and category follow from it, and are written only
    where the example means another. Helpers of a row: `times` repeats it, `person` makes rows one person, whose own
    facts stand in any of them, `from` and `until` bound the post (on the day `until` it no longer counts),
    `fields_held` lists fields of study with the day they were gained or recorded, `answer` is what the rule says.
    An example of a parameter lists its `values` by day; null means that none is in force.
    """

    case: Text
    kind: CaseKind = Field(strict=False)
    target: str | None = None
    standard: str | None = None
    parameter: str | None = None
    as_of: date | None = None
    officials: list[dict[str, Any]] = Field(default_factory=list)
    posts: list[dict[str, Any]] = Field(default_factory=list)
    communes: list[dict[str, Any]] | None = None
    values: dict[date, Scalar | list[Scalar] | None] = Field(default_factory=dict)
    expect: dict[str, Any] = Field(default_factory=dict)

    @property
    def of(self) -> str:
        """The id that the example is about."""
        return self.target or self.standard or self.parameter or ""

    @model_validator(mode="after")
    def _one(self) -> Case:
        if sum(name is not None for name in (self.target, self.standard, self.parameter)) != 1:
            raise ValueError("exactly one of target, standard and parameter")
        if (self.parameter is None) == (self.as_of is None):
            raise ValueError("as_of is the day of a target or a standard; a parameter has values by day")
        if not (self.expect or self.values):
            raise ValueError("nothing is expected")
        return self


class CaseFile(Frozen):
    cases: list[Case]


@dataclass(frozen=True)
class Staged:
    """A case made into frames, with the number of the assignment, person or commune each `answer` is about."""

    case: Case
    at: PackAt
    frames: Frames
    answers: Mapping[int | str, str]


def staged(case: Case, pack: Pack) -> Staged:
    """The frames of a case. Raises `ValueError` where a row says what the pack or the facts do not know."""
    assert case.as_of is not None
    at = PackAt(pack, case.as_of)
    rows = _spread(case, at)
    return Staged(case, at, prepare(_facts(case, at, rows), at), _answers(case, rows))


def faults(case: Case, pack: Pack) -> list[str]:
    """Where the pack does not give what the case expects; none, if the case holds."""
    if case.parameter is not None:
        return parameter_faults(case, pack)
    return rule_faults(staged(case, pack), rule_in(case, pack))


def rule_in(case: Case, pack: Pack) -> Target | Standard | None:
    """The target, or the standard in force on the day, that a case is about; None if no such standard is."""
    if case.target is not None:
        return next(target for target in pack.targets if target.id == case.target)
    named = [standard for standard in pack.standards if standard.id == case.standard]
    if not named:
        raise ValueError(f"no standard {case.standard}")
    return next((standard for standard in named if case.as_of and standard.in_force(case.as_of)), None)


def rule_faults(stage: Staged, rule: Target | Standard | None) -> list[str]:
    """Where a rule does not give what a case expects of it."""
    if isinstance(rule, Target):
        found, answers = _of_target(stage, rule)
    else:
        found, answers = _of_standard(stage, rule)
    unknown = stage.case.expect.keys() - found.keys()
    if unknown:
        raise ValueError(f"cannot expect {sorted(unknown)}")
    told = [
        f"{name}: {found[name]!r}, expected {value!r}"
        for name, value in stage.case.expect.items()
        if found[name] != value
    ]
    return told + [
        f"row {key}: {answers[key]}, expected {answer}"
        for key, answer in stage.answers.items()
        if answers[key] != answer
    ]


def parameter_faults(case: Case, pack: Pack) -> list[str]:
    """Where a parameter has another value on a day than its case says."""
    if case.parameter not in {parameter.id for parameter in pack.parameters}:
        raise ValueError(f"no parameter {case.parameter}")
    found = {day: PackAt(pack, day).parameters.get(case.parameter) for day in case.values}
    return [f"{day}: {found[day]!r}, expected {value!r}" for day, value in case.values.items() if found[day] != value]


# --- what a rule makes of the frames ---------------------------------------------------------------------------

_STATES: Mapping[int | None, str] = {MET: "met", GAP: "gap", UNKNOWN: "unknown", None: "not_asked"}
_Found = tuple[dict[str, Any], dict[int | str, str]]


def _of_standard(stage: Staged, rule: Standard | None) -> _Found:
    officials = stage.frames.officials
    if rule is None or not rule.in_force(stage.at.as_of):
        states: dict[int | str, str] = dict.fromkeys(officials["assignment_id"], "not_asked")
    else:
        read = officials.select("assignment_id", state_of(rule, stage.at)).iter_rows()
        states = {assignment: _STATES[state] for assignment, state in read}
    return {word: list(states.values()).count(word) for word in _STATES.values()}, states


def _of_target(stage: Staged, rule: Target) -> _Found:
    only = replace(compiled(stage.at), targets=((rule, rule_of(rule, stage.at)),))
    (result,) = evaluate_targets(stage.frames, stage.at, only)
    return _counted(result), _membership(stage, result)


def _counted(result: TargetResult) -> dict[str, Any]:
    counts, goal = result.counts, result.target.goal
    return {
        "met": counts.met,
        "gap": counts.gap,
        "unknown": counts.unknown,
        "unsure": counts.unsure,
        "denominator": counts.total,
        "lower": counts.lower,
        "upper": counts.upper,
        "reached": result.reached,
        "missing": result.missing,
        "at_least": goal.at_least,
        "more_than": goal.more_than,
        "by": goal.by,
        "yearly": goal.yearly,
    }


def _membership(stage: Staged, result: TargetResult) -> dict[int | str, str]:
    """What the target says of each official or commune: the state of a member, `unsure` or `outside`."""
    key = {Grain.OFFICIAL: "official_id", Grain.COMMUNE: "unit"}.get(result.target.grain)
    if key is None:
        return {}
    everybody = stage.frames.officials if key == "official_id" else stage.frames.communes
    members = result.members.select(key, "state", "unsure").iter_rows()
    told = {member: "unsure" if unsure else _STATES[state] for member, state, unsure in members}
    return dict.fromkeys(everybody[key], "outside") | told


# --- from rows of a case to frames -----------------------------------------------------------------------------

_DAYS_HELD = ("since", "recorded")
_HELPERS = frozenset({"times", "person", "from", "until", "fields_held", "answer"})
_OF_ROW = frozenset({
    "unit", "body", "block", "position", "title_group", "is_main", "category", "assigned_on", "assignment_id",
    "times", "person", "from", "until", "answer",
})  # fmt: skip
"""What one row says of one post; all else is the person's own."""

_Row = dict[str, Any]


def _spread(case: Case, at: PackAt) -> list[_Row]:
    """The rows repeated and numbered, each with all that is known of its person; posts not held on the day left out."""
    people: dict[str, int] = {}
    rows: list[_Row] = []
    for given in case.officials:
        for _ in range(given.get("times", 1)):
            number = len(rows) + 1
            person = people.setdefault(given["person"], number) if "person" in given else number
            rows.append(_known(given, at) | {"official_id": person, "assignment_id": number})
    held = [row for row in _shared(rows) if _in_force(row, at.as_of)]
    mains = [row["official_id"] for row in held if row["is_main"]]
    if len(mains) != len(set(mains)):
        raise ValueError("two main posts of one person")
    return held


def _in_force(row: _Row, day: date) -> bool:
    """As for the records: from its first day on, and no longer on the day that ends it."""
    since, until = row.get("from"), row.get("until")
    return (since is None or since <= day) and (until is None or until > day)


def _shared(rows: list[_Row]) -> list[_Row]:
    people: dict[int, _Row] = {}
    for row in rows:
        person = people.setdefault(row["official_id"], {})
        for name in row.keys() - _OF_ROW:
            if person.setdefault(name, row[name]) != row[name]:
                raise ValueError(f"two values of {name} for one person")
    return [row | people[row["official_id"]] for row in rows]


def _known(given: Mapping[str, Any], at: PackAt) -> _Row:
    """A row with what its position says, its values checked."""
    position = at.positions.get(given.get("position", ""))
    if position is None:
        raise ValueError(f"no position {given.get('position')}")
    own = _of_position(position, at.pack)
    for name in given.keys() - _HELPERS:
        _check(at.facts[Grain.OFFICIAL], name, given[name], at.pack)
        if own.get(name) == given[name]:
            raise ValueError(f"{name}: {given[name]} follows from the position {position.code}")
    for item in given.get("fields_held", []):
        _check_field(item, at.pack)
    return {"unit": at.pack.communes[0].code, "is_main": True} | own | dict(given)


def _of_position(position: Position, pack: Pack) -> _Row:
    block = next(body.block for body in pack.bodies if body.code == position.body)
    return {
        "title_group": position.title_group,
        "category": position.category,
        "body": position.body,
        "block": block,
    }


def _check(facts: Mapping[str, Fact], name: str, value: Any, pack: Pack) -> None:
    """Refuse what the facts do not know; null says that a value is not on record."""
    fact = facts.get(name)
    if fact is None:
        raise ValueError(f"no fact {name}")
    if fact.derived:
        raise ValueError(f"{name} is derived and cannot be given")
    if value is None:
        return
    if fact.kind is Kind.BOOL and not isinstance(value, bool):
        raise ValueError(f"{name}: {value} is neither true nor false")
    if fact.scale is not None and value not in fact.scale.codes:
        raise ValueError(f"{name}: no level {value}")
    if fact.codes and value not in _codes(fact.codes, pack):
        raise ValueError(f"{name}: {value} is not in the list {fact.codes}")


def _codes(list_id: str, pack: Pack) -> set[str]:
    kept: Mapping[str, Sequence[Any]] = {
        "positions": pack.positions,
        "bodies": pack.bodies,
        "title_groups": pack.title_groups,
        "communes": pack.communes,
    }
    items = kept.get(list_id) or [item for found in pack.lists if found.id == list_id for item in found.items]
    return {item.code for item in items}


def _check_field(item: Mapping[str, Any], pack: Pack) -> None:
    unknown = item.keys() - {"field", "since", "recorded"}
    if unknown:
        raise ValueError(f"fields_held: no {sorted(unknown)}")
    if item.get("field") and item["field"][1:] not in {code[1:] for code in _codes("fields_of_study", pack)}:
        raise ValueError(f"no field of study {item['field']}")


def _answers(case: Case, rows: Iterable[_Row]) -> dict[int | str, str]:
    if case.target is None:
        return {row["assignment_id"]: row["answer"] for row in rows if "answer" in row}
    told: dict[int | str, str] = {row["official_id"]: row["answer"] for row in rows if "answer" in row}
    return told | {row["unit"]: row["answer"] for row in case.communes or [] if "answer" in row}


def _facts(case: Case, at: PackAt, rows: Sequence[_Row]) -> Facts:
    facts = {name: fact for name, fact in at.facts[Grain.OFFICIAL].items() if not fact.derived}
    columns = {**KEYS, **{column: fact.dtype for fact in facts.values() for column in fact.columns}}
    made = [_columns(row, facts) for row in rows]
    held = {row["official_id"]: row.get("fields_held", []) for row in rows}
    fields = [(person, *_field(item)) for person, items in held.items() for item in items]
    posts = [_post(row, at.pack) for row in case.posts]
    return Facts(
        as_of=at.as_of,
        officials=frame(columns, [[row.get(name) for name in columns] for row in made]),
        fields=frame(FIELDS, [item for item in fields if item[2] is None or item[2] <= code_of(at.as_of)]),
        studies=empty(STUDIES),
        posts=frame(POSTS, posts),
        communes=frame(schema(Grain.COMMUNE), _communes(case, rows, at.pack)),
    )


def _columns(row: _Row, facts: Mapping[str, Fact]) -> _Row:
    """The columns of a row: a level as its rank, a date and a span as bounds."""
    made: _Row = {name: row[name] for name in KEYS}
    if row.get("from"):
        row = row | {"assigned_on": row["from"].isoformat()}
    for name in row.keys() & facts.keys():
        made |= _column(facts[name], row[name])
    return made


def _column(fact: Fact, value: Any) -> _Row:
    if fact.kind is Kind.DATE:
        day = PartialDate.from_iso(str(value))
        return {f"{fact.name}_min": code_of(day.earliest), f"{fact.name}_max": code_of(day.latest)}
    if fact.kind is Kind.SPAN:
        return {f"{fact.name}_min": value, f"{fact.name}_max": value}
    return {fact.name: fact.scale.rank(value) if fact.scale and value is not None else value}


def _field(item: Mapping[str, Any]) -> tuple[str | None, int | None, int | None]:
    since, recorded = (PartialDate.from_iso(str(day)).code if day else None for day in map(item.get, _DAYS_HELD))
    return item.get("field"), since, recorded


def _post(row: Mapping[str, Any], pack: Pack) -> Sequence[Any]:
    position = next((position for position in pack.positions if position.code == row["position"]), None)
    if position is None or row.keys() - set(POSTS):
        raise ValueError(f"no such line of the establishment: {dict(row)}")
    own = _of_position(position, pack)
    values = {"unit": pack.communes[0].code, "body": own["body"], "block": own["block"], "posts": 1} | dict(row)
    return [values[name] for name in POSTS]


def _communes(case: Case, rows: Iterable[_Row], pack: Pack) -> list[Sequence[Any]]:
    """The communes of a case: those it lists, or those of its officials, or the first of the pack."""
    found = {row["unit"]: None for row in rows} or {pack.communes[0].code: None}
    given = [{"unit": unit} for unit in found] if case.communes is None else case.communes
    return [_commune(row, pack) for row in given]


def _commune(row: Mapping[str, Any], pack: Pack) -> Sequence[Any]:
    seat = next((seat for seat in pack.communes if seat.code == row["unit"]), None)
    if seat is None or row.keys() - {"answer"} - FACTS[Grain.COMMUNE].keys():
        raise ValueError(f"no such commune: {dict(row)}")
    values = {"unit_kind": seat.kind, "border": seat.border, "equipment_meets_norm": None} | dict(row)
    return [values[name] for name in schema(Grain.COMMUNE)]
