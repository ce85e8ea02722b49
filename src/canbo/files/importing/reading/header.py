"""The header of a roster: where it stands, and the levels of each column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from canbo.files.importing.reading.model import Area, CellValue, Sheet
from canbo.files.importing.reading.words import (
    BIRTH,
    LETTER,
    MAYBE_NAME,
    NAME,
    NUMBER_LABELS,
    ROMAN,
    fold,
    is_known,
    text_of,
)

_LOOK_AT = 40
_MAX_LEVELS = 4
_SAME = 2 / 3

Levels = list[tuple[str, ...]]


@dataclass(frozen=True)
class Header:
    """The first and last header row, the column of names, and for each column its labels from top to bottom."""

    first: int
    last: int
    name_column: int
    levels: Levels
    titles: tuple[str, ...]

    @cached_property
    def number_column(self) -> int | None:
        """The column of running numbers."""
        return next((c for c, texts in enumerate(self.levels) if any(fold(t) in NUMBER_LABELS for t in texts)), None)

    @cached_property
    def birth_columns(self) -> frozenset[int]:
        return frozenset(c for c, texts in enumerate(self.levels) if any(BIRTH.search(fold(text)) for text in texts))

    @cached_property
    def joined(self) -> frozenset[int]:
        """Columns that go on with the name: family and given name in two columns below one heading."""
        after = self.name_column + 1
        same = after < len(self.levels) and self.levels[after] == self.levels[self.name_column]
        return frozenset({after}) if same else frozenset()

    @cached_property
    def texts(self) -> list[frozenset[str]]:
        """The labels of each column, as written."""
        return [frozenset(texts) for texts in self.levels]

    def repeats(self, filled: Mapping[int, CellValue]) -> bool:
        """Whether a row says what the header says: it stands again at the top of a page."""
        if not all(isinstance(cell, str) for cell in filled.values()):
            return False
        same = sum(c < len(self.texts) and text_of(cell) in self.texts[c] for c, cell in filled.items())
        if len(filled) == 1:
            return text_of(next(iter(filled.values()))) in self.titles
        return same >= _SAME * len(filled)

    def is_repeated_by(self, other: Header) -> bool:
        """Whether another header names the same columns in the same places."""
        mine = {(c, text) for c, texts in enumerate(self.levels) for text in texts}
        theirs = {(c, text) for c, texts in enumerate(other.levels) for text in texts}
        return len(mine & theirs) >= _SAME * len(mine | theirs)


def find_header(sheet: Sheet, start: int, known: Header | None = None) -> Header | None:
    """The first header from a row on that does not repeat a known one; the first stands in the first 40 rows."""
    stop = _LOOK_AT if start == 1 else len(sheet.rows)
    for number in range(start, min(stop, len(sheet.rows)) + 1):
        column = _name_column(sheet.rows[number - 1])
        if column is not None and not (known and known.repeats(_filled(sheet.rows[number - 1]))):
            first, last = _top(sheet, number, column, start), _bottom(sheet, number, column)
            titles = (text for row in sheet.rows[start - 1 : first - 1] for cell in row if (text := text_of(cell)))
            return Header(first, last, column, _levels(sheet, first, last), tuple(titles) if start == 1 else ())
    return None


def _filled(row: Sequence[CellValue]) -> dict[int, CellValue]:
    return {column: cell for column, cell in enumerate(row) if cell is not None}


def _name_column(row: Sequence[CellValue]) -> int | None:
    """The column with the label of names, in a row that has another known label beside it."""
    if not any(isinstance(cell, str) and MAYBE_NAME.search(cell[:100]) for cell in row):
        return None
    folded = [fold(text_of(cell)) for cell in row]
    names = [column for column, label in enumerate(folded) if NAME.fullmatch(label)]
    others = [label for column, label in enumerate(folded) if column not in names[:1] and is_known(label)]
    return names[0] if names and others else None


# --- which rows it takes -------------------------------------------------------------------------------------------


def _covering(sheet: Sheet, row: int, column: int) -> Area:
    """The merged area that a cell belongs to, or the cell itself."""
    return next(
        (area for area in sheet.merged if area[0] <= row <= area[2] and area[1] <= column <= area[3]),
        (row, column, row, column),
    )


def _top(sheet: Sheet, number: int, column: int, start: int) -> int:
    """The first header row: above the label of names there may be headings over several columns."""
    first = _covering(sheet, number, column)[0]
    while first > start and number - first < _MAX_LEVELS - 1 and _is_level_above(sheet, first, column):
        first -= 1
    return first


def _is_level_above(sheet: Sheet, first: int, name_column: int) -> bool:
    above = first - 1
    if any(r0 == above and r1 >= first for r0, _, r1, _ in sheet.merged):
        return True
    texts = {column: fold(text) for column, cell in enumerate(sheet.rows[above - 1]) if (text := text_of(cell))}
    known = [column for column, text in texts.items() if is_known(text)]
    return bool(known) and (len(texts) >= 2 or known[0] > name_column)


def _bottom(sheet: Sheet, number: int, column: int) -> int:
    merged = _covering(sheet, number, column)[2]
    if merged > number:
        return merged
    last = number
    for following in range(number + 1, min(number + _MAX_LEVELS, len(sheet.rows)) + 1):
        if not _is_level_below(sheet.rows[following - 1], column):
            break
        last = following
    return last


def _is_level_below(row: Sequence[CellValue], name_column: int) -> bool:
    """At least two labels and no name; neither column numbers nor a group's heading nor a person without a name."""
    texts = [cell for cell in row if cell is not None]
    if row[name_column] is not None or len(texts) < 2 or not all(isinstance(cell, str) for cell in texts):
        return False
    first = text_of(texts[0])
    marked = ROMAN.fullmatch(first) or LETTER.fullmatch(first)
    return not marked and not any(text_of(cell)[:1].isdigit() or text_of(cell)[:1] == "(" for cell in texts)


# --- its levels ----------------------------------------------------------------------------------------------------


def _levels(sheet: Sheet, first: int, last: int) -> Levels:
    """The header of each column from top to bottom: labels spread over what they cover, each said once."""
    width = len(sheet.rows[0])
    grid = [[text_of(cell) for cell in sheet.rows[number - 1]] for number in range(first, last + 1)]
    covered = _spread_merged(sheet, first, grid)
    _spread_sideways(grid, covered)
    columns = ([line[column] for line in grid if line[column]] for column in range(width))
    return [tuple(text for n, text in enumerate(texts) if n == 0 or text != texts[n - 1]) for texts in columns]


def _spread_merged(sheet: Sheet, first: int, grid: list[list[str]]) -> set[tuple[int, int]]:
    """Write the label of each merged area into all its cells, and say which cells those are."""
    covered: set[tuple[int, int]] = set()
    last = first + len(grid) - 1
    for r0, c0, r1, c1 in sheet.merged:
        if first <= r0 <= last:
            text = grid[r0 - first][c0]
            for place in ((r, c) for r in range(r0 - first, min(r1, last) - first + 1) for c in range(c0, c1 + 1)):
                grid[place[0]][place[1]] = text
                covered.add(place)
    return covered


def _spread_sideways(grid: list[list[str]], covered: set[tuple[int, int]]) -> None:
    """What is not merged: an upper label reaches to the right over the columns that have only a lower one."""
    for level, line in enumerate(grid[:-1]):
        for column in range(1, len(line)):
            place, beside = (level, column), (level, column - 1)
            if line[column] or place in covered or beside in covered:
                continue
            if _has_lower(grid, level, column) and _has_lower(grid, level, column - 1):
                line[column] = line[column - 1]


def _has_lower(grid: list[list[str]], level: int, column: int) -> bool:
    """Whether a label stands below that is not the same one."""
    return any(lower[column] and lower[column] != grid[level][column] for lower in grid[level + 1 :])
