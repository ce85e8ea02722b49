"""Which column holds which field: remembered headers first, then known ones, then likeness. Nothing in silence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz, process

from canbo.core.facts.scales import QUALIFICATIONS
from canbo.core.policy.model import Pack
from canbo.files.importing.fields import (
    ABOVE,
    ABOVE_LABELS,
    BIRTH_GROUP,
    HEADERS,
    MORE_POSITIONS,
    column_titles,
    mark_field,
    mark_groups,
)
from canbo.files.importing.reading.model import Column, Table
from canbo.files.importing.reading.words import NAME, fold
from canbo.files.importing.vocabulary import Vocabulary

_SURE = 0.9
_LIKE = 87.0
_BY_PARENT = 0.6
_BY_TITLE = 0.6
_RATINGS = ("xep loai", "danh gia xep loai", "ket qua xep loai")
_VAGUE = frozenset(("trinh do", "bac", "muc", "loai", "ten van bang", "van bang"))
"""Labels that speak of what stands above them."""
_ALLOWANCES = frozenset(("phu cap", "cac khoan phu cap", "phu cap luong"))
"""Below these a post is money, not a position."""
_FRAMEWORK = re.compile(r"((khung|danh gia|ket qua danh gia|muc) )?nang luc")
"""The heading of the competency framework."""
_COMPETENCE = re.compile(r"\bnang luc\b")
_EQUAL = re.compile(r"\s*(&|và)?\s*(TĐ|tương đương)$", re.IGNORECASE)


class State(StrEnum):
    """How a column came to its field; `skipped` columns are shown, never dropped unseen.

    A guess without a field: below the levels of a qualification, or among competencies, stands something that nobody
    knows.
    """

    ACCEPTED = "accepted"
    GUESSED = "guessed"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class MappedColumn:
    column: Column
    field: str
    state: State


@dataclass(frozen=True)
class ColumnMap:
    """The fields of a table's columns; `missing` are the required fields that no column holds."""

    columns: tuple[MappedColumn, ...]
    missing: tuple[str, ...]

    @property
    def by_index(self) -> dict[int, str]:
        return {item.column.index: item.field for item in self.columns if item.field}

    @property
    def is_sure(self) -> bool:
        """Whether nobody needs to look: all that is required was recognised, and nothing was guessed."""
        return not self.missing and all(item.state is not State.GUESSED for item in self.columns)

    def header_of(self, name: str, pack: Pack) -> str:
        """The header under which a field stands in the file; the field's own title when it has no column."""
        for item in self.columns:
            if item.field == name:
                return item.column.header
        return column_titles(pack).get(name, name)


def map_columns(
    table: Table, vocabulary: Vocabulary, remembered: Mapping[str, str], chosen: Mapping[str, str], *, unit_known: bool
) -> ColumnMap:
    """Map every column. `chosen` are people's choices for this file, `remembered` those of earlier files, by header.

    A unit that the file's name or title tells does not need a column.
    """
    found: list[MappedColumn] = []
    taken: set[str] = set()
    for column in table.columns:
        name, state = _one(column, vocabulary, remembered, chosen)
        if name in taken and name != "ignored" and fold(column.header) not in MORE_POSITIONS:
            name, state = "", State.SKIPPED
        taken.add(name)
        found.append(MappedColumn(column, name, state))
    return ColumnMap(tuple(found), _missing(taken, unit_known=unit_known))


def _one(
    column: Column, vocabulary: Vocabulary, remembered: Mapping[str, str], chosen: Mapping[str, str]
) -> tuple[str, State]:
    header = column.header
    for answers in (chosen, remembered):
        if header in answers:
            name = answers[header]
            return name, State.ACCEPTED if name else State.SKIPPED
    name, confidence = guess(column.levels, vocabulary)
    if not name:
        parents = [fold(level) for level in column.levels[:-1]]
        is_level = column.samples and (_groups(parents) or any(map(_FRAMEWORK.fullmatch, parents)))
        return "", State.GUESSED if is_level else State.SKIPPED
    return name, State.ACCEPTED if confidence >= _SURE else State.GUESSED


def guess(levels: Sequence[str], vocabulary: Vocabulary) -> tuple[str, float]:
    """The likeliest field of a header with its levels, and how sure that is (0 to 1)."""
    path = [fold(level) for level in levels]
    if not path or _ALLOWANCES.intersection(path[:-1]):
        return "", 0.0
    last, parents = path[-1], path[:-1]
    if last in ("nam", "nu") and BIRTH_GROUP.intersection(parents):
        return ("birth_male" if last == "nam" else "birth_female"), 1.0
    if last in _VAGUE and _groups(parents):
        return _groups(parents)[0], 1.0
    known = _competency(last, parents, vocabulary) or _mark(levels[-1], parents, vocabulary)
    known = known or HEADERS.get(last) or HEADERS.get(" ".join(path))
    if known or last.startswith(_RATINGS):
        return known or "rating", 1.0
    if NAME.fullmatch(last):
        return "full_name", 1.0
    return ("", 0.0) if _groups(parents) else _like(last, parents, vocabulary)


def _competency(last: str, parents: Sequence[str], vocabulary: Vocabulary) -> str:
    """The column of a competency: its title below the words "năng lực", or behind them."""
    beside = _FRAMEWORK.match(last)
    behind = vocabulary.competencies.get(last[beside.end() :].strip(), "") if beside else ""
    below = any(_COMPETENCE.search(parent) for parent in parents)
    return behind or (vocabulary.competencies.get(last, "") if below else "")


def _like(last: str, parents: Sequence[str], vocabulary: Vocabulary) -> tuple[str, float]:
    """A competency without its heading, the field of a heading above, or one spelled alike: to be looked at."""
    if last in vocabulary.competencies:
        return vocabulary.competencies[last], _BY_TITLE
    above = next((HEADERS[parent] for parent in reversed(parents) if parent in HEADERS), None)
    if above:
        return above, _BY_PARENT
    best = process.extractOne(last, HEADERS.keys(), scorer=fuzz.ratio, score_cutoff=_LIKE)
    return (HEADERS[best[0]], best[1] / 100 * 0.9) if best else ("", 0.0)


def _mark(label: str, parents: Sequence[str], vocabulary: Vocabulary) -> str | None:
    """A column of marks: a level's name below the heading of its kind."""
    for kind in _groups(parents):
        if kind == "degree" and fold(label) in ABOVE_LABELS:
            return mark_field(kind, ABOVE)
        for name in (label, _EQUAL.sub("", label)):
            level = vocabulary.rank(kind, name)
            if level is not None:
                return mark_field(kind, QUALIFICATIONS[kind].level(level).code)
    return None


def _groups(parents: Sequence[str]) -> list[str]:
    """The kinds of qualification above a label, the nearest first."""
    groups = mark_groups()
    return [groups[parent] for parent in reversed(parents) if parent in groups]


def _missing(taken: set[str], *, unit_known: bool) -> tuple[str, ...]:
    missing = [name for name in ("full_name", "position") if name not in taken]
    if not taken & {"birth", "birth_male", "birth_female", "id", "national_id"}:
        missing.append("birth")
    if "unit" not in taken and not unit_known:
        missing.append("unit")
    return tuple(missing)
