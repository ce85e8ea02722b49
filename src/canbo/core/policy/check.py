"""References inside a pack: each must lead somewhere. One check, one function; `CHECKS` says which run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from canbo.core.facts.columns import FACTS, Fact, Grain, Kind
from canbo.core.facts.scales import QUALIFICATIONS
from canbo.core.policy.conditions import OPERATORS, Condition, FromParameter, Test, tests_in
from canbo.core.policy.model import Citation, Dated, Pack
from canbo.core.policy.problems import Path, Problem, Source


@dataclass(frozen=True)
class _Known:
    """Everything that the pack and the packs below it define."""

    pack: Pack
    base: Pack | None
    source: Source

    def ids(self, name: str, key: str = "id") -> set[str]:
        packs = [self.pack] if self.base is None else [self.base, self.pack]
        return {getattr(item, key) for pack in packs for item in getattr(pack, name)}

    def codes(self, list_id: str) -> set[str] | None:
        """The codes of a list, wherever the pack keeps it; None when there is no such list."""
        own = {
            "positions": "positions",
            "bodies": "bodies",
            "title_groups": "title_groups",
            "communes": "communes",
        }
        if list_id in own:
            return self.ids(own[list_id], "code")
        packs = [self.pack] if self.base is None else [self.base, self.pack]
        found = [item for pack in packs for item in pack.lists if item.id == list_id]
        return {item.code for code_list in found for item in code_list.items} if found else None

    def problem(self, path: Path, found: object, vi: str, en: str) -> Problem:
        return Problem(self.source.place(path), str(found), vi, en)


def check(pack: Pack, base: Pack | None, source: Source) -> list[Problem]:
    """Every broken reference of a pack that stands on `base`."""
    known = _Known(pack, base, source)
    return [problem for run in CHECKS for problem in run(known)]


def _unique_ids(known: _Known) -> Iterator[Problem]:
    for name in ("documents", "clauses", "organs", "tasks", "parameters", "targets", "lists"):
        yield from _unique(known, name, "id")
    for name in ("title_groups", "bodies", "positions", "competencies", "communes"):
        yield from _unique(known, name, "code")


def _unique(known: _Known, name: str, key: str) -> Iterator[Problem]:
    seen = Counter(getattr(item, key) for item in getattr(known.base, name)) if known.base else Counter()
    for index, item in enumerate(getattr(known.pack, name)):
        value = getattr(item, key)
        seen[value] += 1
        if seen[value] > 1:
            yield known.problem((name, index, key), value, "mã này đã có", "this id is already taken")


def _no_two_in_force(known: _Known) -> Iterator[Problem]:
    for index, parameter in enumerate(known.pack.parameters):
        yield from _overlaps(known, ("parameters", index, "values"), list(parameter.values))
    for index, position in enumerate(known.pack.positions):
        yield from _overlaps(known, ("positions", index, "counting"), list(position.counting))
    below = known.base.standards if known.base else []
    for index, standard in enumerate(known.pack.standards):
        others = [*below, *known.pack.standards[:index]]
        if any(other.id == standard.id and _overlap(standard, other) for other in others):
            yield known.problem(("standards", index, "id"), standard.id, *_OVERLAP)


_OVERLAP = (
    "có hai giá trị cùng hiệu lực trong một ngày",
    "two values are in force on one day",
)


def _overlaps(known: _Known, path: Path, values: list[Dated]) -> Iterator[Problem]:
    for index, value in enumerate(values):
        if any(_overlap(value, other) for other in values[:index]):
            yield known.problem((*path, index), value.since, *_OVERLAP)


def _overlap(one: Dated, other: Dated) -> bool:
    start = max(one.since or date.min, other.since or date.min)
    return start <= min(one.until or date.max, other.until or date.max)


def _citations(known: _Known) -> Iterator[Problem]:
    documents = known.ids("documents")
    for path, citation in _all_citations(known.pack):
        if citation.document not in documents:
            yield known.problem((*path, "document"), citation.document, "văn bản này chưa khai báo", "no such document")


def _all_citations(pack: Pack) -> Iterator[tuple[Path, Citation]]:
    for name in ("standards", "bodies", "positions", "competencies", "lists"):
        for index, item in enumerate(getattr(pack, name)):
            for key in ("cites", "fields_cites", "posts_cites", "level_cites"):
                if getattr(item, key, None):
                    yield (name, index, key), getattr(item, key)
            for place, part in enumerate(getattr(item, "counting", ())):
                yield (name, index, "counting", place, "cites"), part.cites
    for index, parameter in enumerate(pack.parameters):
        for place, value in enumerate(parameter.values):
            yield ("parameters", index, "values", place, "cites"), value.cites


def _references(known: _Known) -> Iterator[Problem]:
    yield from _refers(known, "tasks", "clause", known.ids("clauses"))
    yield from _refers(known, "tasks", "organ", known.ids("organs"))
    yield from _refers(known, "targets", "clause", known.ids("clauses"))
    yield from _refers(known, "targets", "lead", known.ids("organs"))
    yield from _refers(known, "standards", "target", known.ids("targets"))
    yield from _refers(known, "bodies", "block", known.codes("blocks") or set())
    yield from _refers(known, "bodies", "unit_kinds", known.codes("unit_kinds") or set())
    yield from _refers(known, "bodies", "unit_titles", known.codes("unit_kinds") or set())
    yield from _refers(known, "positions", "title_group", known.ids("title_groups", "code"))
    yield from _refers(known, "positions", "body", known.ids("bodies", "code"))
    yield from _refers(known, "positions", "category", known.codes("categories") or set())
    yield from _refers(known, "positions", "competencies", known.ids("competencies", "code"))


def _refers(known: _Known, name: str, key: str, allowed: set[str]) -> Iterator[Problem]:
    for index, item in enumerate(getattr(known.pack, name)):
        value = getattr(item, key)
        wanted = [value] if isinstance(value, str) else value or []
        for one in wanted:
            if one not in allowed:
                yield known.problem((name, index, key), one, "mã này không có", "no such id")


def _fields_of_study(known: _Known) -> Iterator[Problem]:
    majors = {code[1:] for code in known.codes("fields_of_study") or set()}
    for index, position in enumerate(known.pack.positions):
        for place, prefix in enumerate(position.fields):
            if not any(code.startswith(prefix[1:]) for code in majors):
                path = ("positions", index, "fields", place)
                yield known.problem(path, prefix, "không có ngành nào bắt đầu như vậy", "no field starts so")


def _closings(known: _Known) -> Iterator[Problem]:
    for index, standard in enumerate(known.pack.standards):
        closing = standard.closes_with
        if closing is None:
            continue
        scale = QUALIFICATIONS.get(closing.kind)
        path = ("standards", index, "closes_with")
        if scale is None:
            yield known.problem((*path, "kind"), closing.kind, "không có loại này", "no such kind of qualification")
        elif closing.level and closing.level not in scale.codes:
            yield known.problem((*path, "level"), closing.level, "không có bậc này", "no such level")


def _synonyms(known: _Known) -> Iterator[Problem]:
    for index, synonyms in enumerate(known.pack.synonyms):
        scale = QUALIFICATIONS.get(synonyms.of)
        codes = set(scale.codes) if scale else known.codes(synonyms.of)
        path = ("synonyms", index)
        if synonyms.of == "rating":
            codes = {*(level.code for level in FACTS[Grain.OFFICIAL]["rating"].scale.levels), "exempt"}  # type: ignore[union-attr]
        if codes is None:
            yield known.problem((*path, "of"), synonyms.of, "không có danh mục này", "no such list")
            continue
        for code in synonyms.words.keys() - codes:
            yield known.problem((*path, "words", code), code, "mã này không có", "no such code")


def _conditions(known: _Known) -> Iterator[Problem]:
    for path, grain, condition in _all_conditions(known.pack):
        for test in tests_in(condition):
            yield from _test(known, path, grain, test)


def _all_conditions(pack: Pack) -> Iterator[tuple[Path, Grain, Condition]]:
    for index, standard in enumerate(pack.standards):
        yield ("standards", index, "applies_to"), Grain.OFFICIAL, standard.applies_to
        yield ("standards", index, "requires"), Grain.OFFICIAL, standard.requires
    for index, target in enumerate(pack.targets):
        measured = Grain.OFFICIAL if target.among else target.grain
        for key, grain in (("population", target.grain), ("among", Grain.OFFICIAL), ("measure", measured)):
            condition = getattr(target, key)
            if condition is not None:
                yield ("targets", index, key), grain, condition


def _test(known: _Known, path: Path, grain: Grain, test: Test) -> Iterator[Problem]:
    fact = FACTS[grain].get(test.fact)
    if fact is None:
        yield known.problem(path, test.fact, "không có dữ kiện này", "no such fact here")
    elif test.operator not in OPERATORS[fact.kind]:
        yield known.problem(path, test.operator, "phép so không hợp với dữ kiện", "operator does not fit the fact")
    elif isinstance(test.value, FromParameter):
        if test.value.parameter not in known.ids("parameters"):
            yield known.problem(path, test.value.parameter, "không có tham số này", "no such parameter")
    else:
        values = test.value if isinstance(test.value, list) else [test.value]
        yield from (p for value in values for p in _value(known, path, fact, value))


def _value(known: _Known, path: Path, fact: Fact, value: object) -> Iterator[Problem]:
    if fact.scale is not None and value not in fact.scale.codes:
        yield known.problem(path, value, f"cần một trong: {', '.join(fact.scale.codes)}", "no such level")
    if fact.kind is Kind.CODE and fact.codes and value not in (known.codes(fact.codes) or set()):
        yield known.problem(path, value, f"không có trong danh mục {fact.codes}", f"not in the list {fact.codes}")
    if fact.kind is Kind.BOOL and not isinstance(value, bool):
        yield known.problem(path, value, "cần true hoặc false", "true or false expected")


CHECKS: tuple[Callable[[_Known], Iterator[Problem]], ...] = (
    _unique_ids,
    _no_two_in_force,
    _citations,
    _references,
    _fields_of_study,
    _closings,
    _synonyms,
    _conditions,
)
