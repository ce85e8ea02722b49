"""A sheet as its format's reader gives it: cells by place, text with the fonts it is set in."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from canbo.core.text.legacy import font_encoding
from canbo.files.importing.reading.limits import MARGIN, MAX_COLUMNS, MAX_ROWS, Budget, Refused, check_size, is_beyond
from canbo.files.importing.reading.model import Area, CellValue

Run = tuple[str, str]
"""A piece of text and the name of its font."""


@dataclass(frozen=True, slots=True)
class Legacy:
    """Text of which at least one run is set in a font of TCVN3 or VNI."""

    runs: tuple[Run, ...]

    def __str__(self) -> str:
        return "".join(text for text, _ in self.runs)


RawValue = CellValue | Legacy


_LONGEST_NAME = 90
"""Excel allows a sheet 31 letters; other programs and file names know no such limit, the record of an upload does."""


@dataclass
class RawSheet:
    """Cells by row (from 1) and column (from 0); `put` refuses what lies too far out."""

    name: str
    hidden: bool
    budget: Budget
    cells: dict[int, dict[int, RawValue]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[Area] = field(default_factory=list)
    _far: list[int] = field(default_factory=lambda: [0, 0])

    def __post_init__(self) -> None:
        self.name = self.name[:_LONGEST_NAME]
        self.budget.open_sheet()

    def put(self, row: int, column: int, value: RawValue) -> None:
        """Keep a filled cell; of one too far out only its place, so that the refusal can say how many there are."""
        if value is None or value == "":
            return
        if row > MAX_ROWS + MARGIN or column >= MAX_COLUMNS:
            self._far = [max(self._far[0], row), max(self._far[1], column + 1)]
            self.budget.row = max(self.budget.row, row)
            if is_beyond(row, column):
                check_size(*self._far)
            return
        self.cells.setdefault(row, {})[column] = value

    def hide_columns(self, first: int, after: int) -> None:
        """Columns from `first` up to, not with, `after`; what lies too far out is empty anyway."""
        after = min(after, MAX_COLUMNS)
        self.budget.count(max(after - first, 0))
        self.hidden_columns.update(range(first, after))

    def close(self) -> None:
        """Once every cell is in: refuse cells too far out, and cut hidden and merged areas to what is filled."""
        check_size(*self._far)
        height, width = self.size
        self.budget.lay_out(height, width)
        self.hidden_rows = {row for row in self.hidden_rows if row <= height}
        self.hidden_columns = {column for column in self.hidden_columns if column < width}
        inside = [area for area in self.merged if area[0] <= height and area[1] < width]
        self.merged = [(r0, c0, min(r1, height), min(c1, width - 1)) for r0, c0, r1, c1 in inside]
        covered = sum((r1 - r0 + 1) * (c1 - c0 + 1) for r0, c0, r1, c1 in self.merged)
        if covered > 2 * (MAX_ROWS + MARGIN) * MAX_COLUMNS:  # areas that lie on each other
            raise Refused("unreadable", why="merged")

    @property
    def size(self) -> tuple[int, int]:
        return max(self.cells, default=0), max((max(row) for row in self.cells.values()), default=-1) + 1


def filled(sheet: RawSheet) -> list[tuple[int, int, RawValue]]:
    """Every filled cell with its place."""
    return [(row, column, value) for row, line in sheet.cells.items() for column, value in line.items()]


def styled(runs: tuple[Run, ...], font: str) -> str | Legacy:
    """A cell's text: plain, unless a run, or the cell where the run has no font, is set in a legacy font."""
    if any(_is_legacy(own or font) for _, own in runs):
        return Legacy(tuple((text, own or font) for text, own in runs))
    return runs[0][0] if len(runs) == 1 else "".join(text for text, _ in runs)


@lru_cache(maxsize=1000)
def _is_legacy(font: str) -> bool:
    return font_encoding(font) is not None
