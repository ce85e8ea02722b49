"""The worked cases of a pack as written in a file: their shape, and that they speak of what the pack has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from canbo.core.facts.columns import Fact, Grain, Kind
from canbo.core.policy.checks.conditions import misfit
from canbo.core.policy.checks.known import Known, known_of
from canbo.core.policy.messages import MISSING
from canbo.core.policy.model import Pack
from canbo.core.policy.problems import UNREADABLE, Path, Problem, Source
from canbo.core.policy.shape import checked
from canbo.core.review.cases import Case

HELPERS = frozenset({"times", "person", "from", "until", "fields_held", "answer"})
"""What a row of officials says beside facts."""

_ABOUT = {"target": "targets", "standard": "standards", "parameter": "parameters"}


def check_cases(source: Source, pack: Pack) -> list[Problem]:
    """Every fault of a file of cases."""
    problems: list[Problem] = []
    cases = source.data.get("cases")
    if not isinstance(cases, list) or len(source.data) > 1:
        told = ("cần đúng một khóa cases với một danh sách", "one key expected, cases with a list")
        problems.append(Problem(source.place(()), ", ".join(source.data), *told))
    known = known_of(pack, source)
    for index, raw in enumerate(cases if isinstance(cases, list) else []):
        case = checked(Case, raw, ("cases", index), source, problems)
        if case is not None:
            problems += _of_case(known, case, ("cases", index))
    return problems


def _of_case(known: Known, case: Case, path: Path) -> Iterator[Problem]:
    for key, name in _ABOUT.items():
        if (about := getattr(case, key, None)) is not None:
            yield from known.unknown(
                (*path, key), about, known.ids(name), "gói không có mã này", "the pack has no such id"
            )
    for index, row in enumerate(case.officials):
        yield from _row(known, (*path, "officials", index), row)


def _row(known: Known, path: Path, row: Mapping[str, Any]) -> Iterator[Problem]:
    facts = {name: fact for name, fact in known.facts[Grain.OFFICIAL].items() if not fact.derived}
    if "position" not in row:
        yield known.problem(path, "position", *MISSING)
    for name, value in row.items():
        fact = facts.get(name)
        if fact is None:
            yield from known.unknown((*path, name), name, {*facts, *HELPERS}, "không có dữ kiện này", "no such fact")
        elif _can_be_told(known, fact, value) and (told := misfit(known, fact, "is", value)):
            yield known.problem((*path, name), value, *told)


def _can_be_told(known: Known, fact: Fact, value: Any) -> bool:
    """Not of days, which may be known in part, nor of codes that only a pack further up declares, nor of null, which
    says that a value is not on record."""
    declared = fact.codes is None or known.codes(fact.codes)
    return bool(declared) and fact.kind is not Kind.DATE and value is not UNREADABLE and value is not None
