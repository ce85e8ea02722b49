"""Small packs and frames for tests of the core: only what a test speaks of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from canbo.core.facts.bundle import FIELDS, POSTS, STUDIES, Facts, frame, officials_schema
from canbo.core.facts.columns import Grain, schema
from canbo.core.policy.catalogue import CodeItem, CodeList, Position, TitleGroup
from canbo.core.policy.cited import Citation, Status, Text
from canbo.core.policy.model import Goal, Pack, Parameter, ParameterValue, Standard, Target
from canbo.core.policy.resolve import PackAt

AS_OF = date(2026, 11, 23)
CITES = Citation(document="law", status=Status.TEXT)


def text(words: str = "x") -> Text:
    return Text(vi=words, en=words)


def fields_of_study(*codes: str) -> CodeList:
    return CodeList(id="fields_of_study", title=text(), items=[CodeItem(code=c, vi=c, en=c) for c in codes])


def position(code: str, title_group: str = "specialist", **given: Any) -> Position:
    values = {"title": text(code), "body": "office", "category": "civil_servant", "posts": 1, "cites": CITES}
    return Position(code=code, title_group=title_group, **(values | given))


def parameter(name: str, *values: ParameterValue) -> Parameter:
    return Parameter(id=name, title=text(name), unit="", values=list(values))


def value(amount: Any, since: date | None = None, until: date | None = None) -> ParameterValue:
    return ParameterValue(value=amount, since=since, until=until, cites=CITES)


def standard(name: str, applies_to: Any, requires: Any, **given: Any) -> Standard:
    values = {"title": text(name), "subject": "degree", "basis": "legal", "cites": CITES}
    return Standard(id=name, applies_to=applies_to, requires=requires, **(values | given))


def target(name: str, grain: str = "official", goal: Goal | None = None, **given: Any) -> Target:
    goal = goal or Goal(at_least=0.75, by=date(2030, 12, 31))
    return Target(id=name, code=name, title=text(name), label=text(name), clause=name, grain=grain, goal=goal, **given)


def pack(**parts: Any) -> Pack:
    groups = [
        TitleGroup(code="commune_leader", title=text(), leadership=True, rank=1),
        TitleGroup(code="specialist", title=text(), leadership=False, rank=5),
    ]
    return Pack(id="test", title=text("test"), **({"title_groups": groups} | parts))


def pack_at(as_of: date = AS_OF, **parts: Any) -> PackAt:
    return PackAt(pack(**parts), as_of)


def official(official_id: int, **known: Any) -> dict[str, Any]:
    """A row of the officials frame: one assignment, by default a main one of unit `a`."""
    return {"official_id": official_id, "assignment_id": official_id * 10, "unit": "a", "is_main": True} | known


def facts(
    officials: list[dict[str, Any]],
    *,
    fields: Sequence[tuple[int | str | None, ...]] | None = None,
    studies: list[tuple[int, str, int, str | None, int | None]] | None = None,
    posts: list[Mapping[str, Any]] | None = None,
    communes: list[str] | None = None,
    as_of: date = AS_OF,
) -> Facts:
    columns = officials_schema()
    lines = [{"body": "office", "block": "government", "counts_in_staffing": True} | dict(post) for post in posts or []]
    units = communes or sorted({row["unit"] for row in officials})
    return Facts(
        as_of=as_of,
        officials=frame(columns, [[row.get(name) for name in columns] for row in officials]),
        fields=frame(FIELDS, [(*held, None)[: len(FIELDS)] for held in fields or []]),
        studies=frame(STUDIES, studies or []),
        posts=frame(POSTS, [[line[name] for name in POSTS] for line in lines]),
        communes=frame(schema(Grain.COMMUNE), [[unit, "xa", False, None] for unit in units]),
    )
