"""Which column holds which field: remembered headers first, then known ones, then likeness. Nothing in silence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz, process

from canbo.files.importing.fields import BIRTH_GROUP, FIELDS, HEADERS, mark_field, mark_groups
from canbo.files.importing.reading.model import Column, Table
from canbo.files.importing.reading.table import fold
from canbo.files.importing.vocabulary import Vocabulary

_SURE = 0.9
_LIKE = 87.0


class State(StrEnum):
    """How a column came to its field; `skipped` columns are shown, never dropped unseen."""

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

    def header_of(self, name: str) -> str:
        """The header under which a field stands in the file; the field's own label when it has no column."""
        for item in self.columns:
            if item.field == name:
                return item.column.header
        return FIELDS[name].label if name in FIELDS else name


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
        if name in taken and name != "ignored":
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
        return "", State.SKIPPED
    return name, State.ACCEPTED if confidence >= _SURE else State.GUESSED


def guess(levels: Sequence[str], vocabulary: Vocabulary) -> tuple[str, float]:
    """The likeliest field of a header with its levels, and how sure that is (0 to 1)."""
    if not levels:
        return "", 0.0
    path = [fold(level) for level in levels]
    last, parents = path[-1], path[:-1]
    if last in ("nam", "nu") and BIRTH_GROUP.intersection(parents):
        return ("birth_male" if last == "nam" else "birth_female"), 1.0
    marked = _mark(levels[-1], parents, vocabulary)
    if marked:
        return marked, 1.0
    for key in (" ".join(path), last, *reversed(parents)):
        if key in HEADERS:
            return HEADERS[key], 1.0
    if any(last.startswith(word) for word in ("xep loai", "danh gia xep loai", "ket qua xep loai")):
        return "rating", 1.0
    best = process.extractOne(last, HEADERS.keys(), scorer=fuzz.ratio, score_cutoff=_LIKE)
    return (HEADERS[best[0]], best[1] / 100 * 0.9) if best else ("", 0.0)


def _mark(label: str, parents: Sequence[str], vocabulary: Vocabulary) -> str | None:
    """A column of marks: a level's name below the heading of its kind."""
    groups = mark_groups()
    kinds = [groups[parent] for parent in reversed(parents) if parent in groups]
    for kind in kinds:
        level = vocabulary.level(kind, label).code
        if level is not None:
            return mark_field(kind, level)
    return None


def _missing(taken: set[str], *, unit_known: bool) -> tuple[str, ...]:
    missing = [name for name in ("full_name", "position") if name not in taken]
    if not taken & {"birth", "birth_male", "birth_female", "id", "national_id"}:
        missing.append("birth")
    if "unit" not in taken and not unit_known:
        missing.append("unit")
    return tuple(missing)
