"""Ids and codes: each stands once, each thing that holds for days has one value a day, none takes a taken name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from canbo.core.facts.bundle import officials_schema
from canbo.core.facts.columns import FACTS, Grain
from canbo.core.policy.checks.known import Known
from canbo.core.policy.cited import Dated
from canbo.core.policy.model import Basis, Standard
from canbo.core.policy.problems import Path, Problem
from canbo.core.text.names import search_key

_KEYS = {
    **dict.fromkeys(("documents", "clauses", "organs", "tasks", "parameters", "targets", "lists"), "id"),
    **dict.fromkeys(("title_groups", "bodies", "positions", "competencies", "communes"), "code"),
}
_REPLACEABLE = ("parameters", "standards", "lists")


def the_name_of_the_pack(known: Known) -> Iterator[Problem]:
    """A pack is named as its folder, by which others extend it."""
    name = known.top.source.name
    found = known.top.singles.get("id", name)
    if found != name:
        yield known.problem(
            ("id",), found, f"mã gói phải như tên thư mục: {name}", f"the id must be that of the folder: {name}"
        )


def unique_ids(known: Known) -> Iterator[Problem]:
    for name, key in _KEYS.items():
        below = {getattr(item, key) for item in known.below(name)}
        seen: set[str] = set()
        for index, item in known.items(name):
            value = getattr(item, key)
            if value in seen or (value in below and not getattr(item, "replaces", False)):
                told = _TAKEN_BELOW if value in below and name in _REPLACEABLE else _TAKEN
                yield known.problem((name, index, key), value, *told)
            seen.add(value)


_TAKEN = ("mã này đã có; cần một mã khác", "this id is already taken; another expected")
_TAKEN_BELOW = (
    "gói bên dưới đã có mã này; cần một mã khác, hoặc replaces: true để thay",
    "a pack below has this id; another expected, or replaces: true to stand for it",
)


def replacements(known: Known) -> Iterator[Problem]:
    """What replaces must find something to replace in a pack below."""
    for name in _REPLACEABLE:
        below = known.ids_below(name)
        for index, item in known.items(name):
            if item.replaces:
                told = ("không có gì để thay ở các gói bên dưới", "nothing to replace in the packs below")
                yield from known.unknown((name, index, "replaces"), item.id, below, *told)


def short_codes(known: Known) -> Iterator[Problem]:
    """The short codes of targets, by which people speak of them."""
    pairs = [(("targets", index, "code"), item.code) for index, item in known.items("targets")]
    yield from _twice(known, pairs, {item.code for item in known.below("targets")})


def codes_in_lists(known: Known) -> Iterator[Problem]:
    for index, item in known.items("lists"):
        yield from _twice(
            known, [(("lists", index, "items", at, "code"), one.code) for at, one in enumerate(item.items)]
        )


def _twice(known: Known, pairs: Iterable[tuple[Path, str]], taken: Iterable[str] = ()) -> Iterator[Problem]:
    seen = set(taken)
    for path, value in pairs:
        if value in seen:
            yield known.problem(path, value, *_TAKEN)
        seen.add(value)


# --- one value a day -------------------------------------------------------------------------------------------------

_OVERLAP = (
    "có hai giá trị cùng hiệu lực trong một ngày; cần thời gian không chồng nhau",
    "two values are in force on one day; times apart expected",
)
_OVERLAP_BELOW = (
    "gói bên dưới có tiêu chuẩn này cùng thời gian; cần thời gian khác, hoặc replaces: true để thay",
    "a pack below has this standard at that time; another time expected, or replaces: true to stand for it",
)


def no_two_in_force(known: Known) -> Iterator[Problem]:
    for name, key in (("parameters", "values"), ("positions", "counting")):
        for index, item in known.items(name):
            yield from _overlaps(known, (name, index, key), getattr(item, key))
    replaced = {item.id for _, item in known.items("standards") if item.replaces}
    below = [item for item in known.below("standards") if item.id not in replaced]
    beside: list[Standard] = []
    for index, standard in known.items("standards"):
        for others, told in ((below, _OVERLAP_BELOW), (beside, _OVERLAP)):
            if any(other.id == standard.id and _overlap(standard, other) for other in others):
                yield known.problem(("standards", index, "id"), standard.id, *told)
        beside.append(standard)


def _overlaps(known: Known, path: Path, values: Sequence[Dated]) -> Iterator[Problem]:
    for index, value in enumerate(values):
        if any(_overlap(value, other) for other in values[:index]):
            yield known.problem((*path, index), value.since, *_OVERLAP)


def _overlap(one: Dated, other: Dated) -> bool:
    start = max(one.since or date.min, other.since or date.min)
    return start <= min(one.until or date.max, other.until or date.max)


# --- names that are taken --------------------------------------------------------------------------------------------

_COLUMNS = {*officials_schema(), *FACTS[Grain.OFFICIAL]}


def names_of_standards(known: Known) -> Iterator[Problem]:
    """A standard is a column of the findings, and the framework writes its own standards."""
    for index, standard in known.items("standards"):
        if standard.id in _COLUMNS or standard.id.startswith("competency."):
            told = ("mã này dành cho phần mềm; cần một mã khác", "the software uses this id; another expected")
            yield known.problem(("standards", index, "id"), standard.id, *told)
        if standard.basis is Basis.COMPETENCY:
            told = (
                "khung năng lực do phần mềm viết ra từ positions; cần legal, reference hoặc programme",
                "standards of the framework are written from the positions; legal, reference or programme expected",
            )
            yield known.problem(("standards", index, "basis"), str(standard.basis), *told)


def spellings(known: Known) -> Iterator[Problem]:
    """A spelling means one level or code only."""
    meant = {
        (item.of, search_key(word)): code
        for item in known.below("synonyms")
        for code, words in item.words.items()
        for word in words
    }
    for index, item in known.items("synonyms"):
        for code, words in item.words.items():
            for place, word in enumerate(words):
                other = meant.setdefault((item.of, search_key(word)), code)
                if other != code:
                    path = ("synonyms", index, "words", code, place)
                    told = (
                        f"cách viết này đã dùng cho {other}; chỉ cho một bậc",
                        f"this spelling means {other} already; one meaning expected",
                    )
                    yield known.problem(path, word, *told)
