"""References: each leads to something that the pack or one below it declares."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from pydantic import BaseModel

from canbo.core.facts.scales import QUALIFICATIONS, RATING
from canbo.core.policy.checks.known import Known
from canbo.core.policy.cited import Citation
from canbo.core.policy.conditions import All, AnyOf, Not, Test
from canbo.core.policy.model import LISTS
from canbo.core.policy.problems import Path, Problem


def citations(known: Known) -> Iterator[Problem]:
    documents = known.ids("documents")
    for name in LISTS:
        for index, item in known.items(name):
            for path, citation in _citations(item, (name, index)):
                told = ("văn bản này chưa khai báo", "no such document")
                yield from known.unknown((*path, "document"), citation.document, documents, *told)


def _citations(part: Any, path: Path) -> Iterator[tuple[Path, Citation]]:
    """Every citation inside a part of a pack."""
    if isinstance(part, Citation):
        yield path, part
    elif isinstance(part, list):
        for index, one in enumerate(part):
            yield from _citations(one, (*path, index))
    elif isinstance(part, BaseModel) and not isinstance(part, All | AnyOf | Not | Test):
        for name in type(part).model_fields:
            yield from _citations(getattr(part, name), (*path, name))


def references(known: Known) -> Iterator[Problem]:
    clauses, organs = known.ids("clauses"), known.ids("organs")
    yield from _refers(known, "documents", "replaced_by", known.ids("documents"))
    yield from _refers(known, "tasks", "clause", clauses)
    yield from _refers(known, "tasks", "organ", organs)
    yield from _refers(known, "targets", "clause", clauses)
    yield from _refers(known, "targets", "lead", organs)
    yield from _refers(known, "standards", "target", known.ids("targets"))
    yield from _refers(known, "bodies", "block", _listed(known, "blocks"))
    yield from _refers(known, "bodies", "unit_kinds", _listed(known, "unit_kinds"))
    yield from _refers(known, "bodies", "unit_titles", _listed(known, "unit_kinds"))
    yield from _refers(known, "positions", "title_group", known.codes("title_groups"))
    yield from _refers(known, "positions", "body", known.codes("bodies"))
    yield from _refers(known, "positions", "category", _listed(known, "categories"))
    yield from _refers(known, "positions", "competencies", known.ids("competencies", "code"))


def _listed(known: Known, list_id: str) -> Collection[str] | None:
    """The codes of a list; none of a list that is not there at all."""
    return known.codes(list_id) if list_id in known.lists else ()


def _refers(known: Known, name: str, key: str, allowed: Collection[str] | None) -> Iterator[Problem]:
    for index, item in known.items(name):
        value = getattr(item, key)
        for place, one in enumerate([value] if isinstance(value, str) else value or ()):
            inner = () if isinstance(value, str) else (one,) if isinstance(value, dict) else (place,)
            yield from known.unknown((name, index, key, *inner), one, allowed, "mã này không có", "no such id")


def fields_of_study(known: Known) -> Iterator[Problem]:
    codes = known.codes("fields_of_study")
    if codes is None and "fields_of_study" in known.lists:
        return
    majors = {code[1:] for code in codes or ()}
    for index, position in known.items("positions"):
        for place, prefix in enumerate(position.fields):
            begins = len(prefix) > 1 and any(major.startswith(prefix[1:]) for major in majors)
            if not begins and not known.perhaps(prefix):
                yield known.problem(("positions", index, "fields", place), prefix, *_NO_FIELD)


_NO_FIELD = (
    "không có ngành nào bắt đầu như vậy; cần phần đầu của một mã trong fields_of_study",
    "no field begins so; the beginning of a code of fields_of_study expected",
)


def closings(known: Known) -> Iterator[Problem]:
    for index, standard in known.items("standards"):
        closing = standard.closes_with
        if closing is None:
            continue
        path, scale = ("standards", index, "closes_with"), QUALIFICATIONS.get(closing.kind)
        yield from known.unknown(
            (*path, "kind"), closing.kind, QUALIFICATIONS, "không có loại này", "no such kind of qualification"
        )
        if scale and closing.level:
            yield from known.unknown((*path, "level"), closing.level, scale.codes, "không có bậc này", "no such level")


def synonyms(known: Known) -> Iterator[Problem]:
    scales = {code: frozenset(scale.codes) for code, scale in QUALIFICATIONS.items()}
    scales["rating"] = frozenset({*RATING.codes, "exempt"})
    for index, item in known.items("synonyms"):
        names = {*scales, *known.lists}
        yield from known.unknown(("synonyms", index, "of"), item.of, names, "không có danh mục này", "no such list")
        codes = scales.get(item.of) or known.codes(item.of)
        for code in item.words:
            path = ("synonyms", index, "words", code)
            yield from known.unknown(path, code, codes if item.of in names else None, "mã này không có", "no such code")
