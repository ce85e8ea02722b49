"""Worked cases of a pack: examples that a jurist can read, and that run as tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from pydantic import Field, model_validator

from canbo.core.dates import PartialDate
from canbo.core.facts.bundle import FIELDS, POSTS, STUDIES, Facts, empty, frame, officials_schema
from canbo.core.facts.columns import FACTS, Grain, Kind, schema
from canbo.core.policy.conditions import Frozen, code_of
from canbo.core.policy.model import Pack, Text
from canbo.core.policy.resolve import PackAt
from canbo.core.review.compile import GAP, MET, UNKNOWN
from canbo.core.review.review import review

_HELPERS = {"times", "person", "from", "until", "fields_held"}
_UNIT = "unit"


class Case(Frozen):
    """One example: rows of facts by name on a date, and what a target or a standard must make of them.

    Helpers of a row of officials: `times` repeats it, `person` makes rows one person, `from` and `until` bound the
    post (on the day `until` it no longer counts), `fields_held` lists fields of study with the day they were gained.
    """

    case: Text
    target: str | None = None
    standard: str | None = None
    as_of: date
    officials: list[dict[str, Any]] = Field(default_factory=list)
    posts: list[dict[str, Any]] = Field(default_factory=list)
    communes: list[dict[str, Any]] = Field(default_factory=list)
    expect: dict[str, Any]

    @model_validator(mode="after")
    def _one(self) -> Case:
        if (self.target is None) == (self.standard is None):
            raise ValueError("exactly one of target and standard")
        return self


class CaseFile(Frozen):
    cases: list[Case]


def run(case: Case, pack: Pack) -> dict[str, Any]:
    """What the rules make of a case, under the names that `expect` uses. Raises `KeyError` for an unknown name."""
    at = PackAt(pack, case.as_of)
    found = review(_facts(case, at), at)
    if case.standard is not None:
        states = found.findings[case.standard].to_list() if case.standard in found.findings.columns else None
        if states is None:
            return {"met": 0, "gap": 0, "unknown": 0, "not_asked": found.findings.height}
        named = {"met": MET, "gap": GAP, "unknown": UNKNOWN, "not_asked": None}
        return {name: sum(state == value for state in states) for name, value in named.items()}
    assert case.target is not None
    result = found.target[case.target]
    counts = result.counts
    return {
        "met": counts.met,
        "gap": counts.gap,
        "unknown": counts.unknown,
        "numerator": counts.met,
        "denominator": counts.total,
        "lower": counts.lower,
        "upper": counts.upper,
        "reached": result.reached,
        "missing": result.missing,
    }


# --- from rows of a case to frames ---------------------------------------------------------------------------------


def _facts(case: Case, pack: PackAt) -> Facts:
    rows = _spread(case)
    unit = pack.pack.communes[0].code
    officials = [_official(row, pack, unit) for row in rows]
    columns = officials_schema()
    held = [(row["official_id"], *_field(item)) for row in rows for item in row.get("fields_held", [])]
    communes = case.communes or [{_UNIT: unit}]
    return Facts(
        as_of=case.as_of,
        officials=frame(columns, [[row.get(name) for name in columns] for row in officials]),
        fields=frame(FIELDS, [item for item in held if item[2] is None or item[2] <= code_of(case.as_of)]),
        studies=empty(STUDIES),
        posts=frame(POSTS, [_post(row, pack, unit) for row in case.posts]),
        communes=frame(schema(Grain.COMMUNE), [_commune(row) for row in communes]),
    )


def _spread(case: Case) -> list[dict[str, Any]]:
    """The rows repeated and numbered, without posts that are not held on the day."""
    people: dict[str, int] = {}
    rows: list[dict[str, Any]] = []
    for given in case.officials:
        since, until = given.get("from"), given.get("until")
        if (since and since > case.as_of) or (until and until <= case.as_of):
            continue
        for _ in range(given.get("times", 1)):
            number = len(rows) + 1
            person = people.setdefault(given["person"], number) if "person" in given else number
            rows.append(given | {"official_id": person, "assignment_id": number})
    return rows


def _official(row: Mapping[str, Any], pack: PackAt, unit: str) -> dict[str, Any]:
    position = pack.positions[row["position"]]
    blocks = {body.code: body.block for body in pack.pack.bodies}
    made: dict[str, Any] = {
        _UNIT: unit,
        "is_main": True,
        "body": position.body,
        "block": blocks[position.body],
        **{name: row[name] for name in ("official_id", "assignment_id")},
    }
    if row.get("from"):
        made |= {"assigned_on_min": code_of(row["from"]), "assigned_on_max": code_of(row["from"])}
    for name in row.keys() - _HELPERS - {"official_id", "assignment_id"}:
        made |= _columns(name, row[name])
    return made


def _columns(name: str, value: Any) -> dict[str, Any]:
    """The columns of one fact: a level as its rank, a date as its bounds."""
    fact = FACTS[Grain.OFFICIAL][name]
    if fact.derived:
        raise KeyError(f"{name} is derived and cannot be given")
    if fact.kind is Kind.DATE:
        day = PartialDate.from_iso(str(value))
        return {f"{name}_min": code_of(day.earliest), f"{name}_max": code_of(day.latest)}
    if fact.kind is Kind.SPAN:
        return {f"{name}_min": value, f"{name}_max": value}
    return {name: fact.scale.rank(value) if fact.scale else value}


def _field(item: Mapping[str, Any]) -> tuple[str | None, int | None]:
    since = item.get("since")
    return item.get("field"), PartialDate.from_iso(str(since)).code if since else None


def _post(row: Mapping[str, Any], pack: PackAt, unit: str) -> Sequence[Any]:
    position = pack.positions[row["position"]]
    blocks = {body.code: body.block for body in pack.pack.bodies}
    values = {_UNIT: unit, "body": position.body, "block": blocks[position.body], "posts": 1} | dict(row)
    return [values[name] for name in POSTS]


def _commune(row: Mapping[str, Any]) -> Sequence[Any]:
    values = {"unit_kind": "xa", "border": None, "equipment_meets_norm": None} | dict(row)
    return [values[name] for name in schema(Grain.COMMUNE)]
