"""A roster file as plain cells, and the flat tables found in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


class ShortDate(date):
    """A date that its cell shows without the year: Excel makes one of a typed `4/9` or `12/12`.

    As text it is what was typed, the smaller part first: the step of a scale, the class of a school. Where a date is
    expected it is a date.
    """

    def __str__(self) -> str:
        return f"{min(self.day, self.month)}/{max(self.day, self.month)}"


CellValue = str | int | float | bool | date | None
"""A cell as people see it: a date shown as month and year is the text `9/1985`, as a year the number 1985."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file cannot be read at all; `detail` fills the message that `problems.refusal_text` gives."""

    code: str
    detail: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader did that people should look at; `samples` are pairs of before and after."""

    code: str
    samples: tuple[tuple[str, str], ...] = ()


Area = tuple[int, int, int, int]
"""First row, first column, last row, last column; rows from 1, columns from 0."""


@dataclass(frozen=True)
class Sheet:
    """A sheet: rows of cell values from A1. Rows are numbered from 1 as in Excel, columns from 0.

    `before` holds the text of cells that were converted from an old font, by row and column.
    """

    name: str
    hidden: bool
    rows: tuple[tuple[CellValue, ...], ...]
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[Area, ...] = ()
    before: Mapping[tuple[int, int], str] = field(default_factory=dict)


@dataclass(frozen=True)
class Workbook:
    name: str
    kind: str
    sheets: tuple[Sheet, ...]
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table: where it stands, the levels of its header, and three values from it."""

    index: int
    levels: tuple[str, ...]
    samples: tuple[str, ...]
    hidden: bool = False

    @property
    def header(self) -> str:
        return " › ".join(self.levels)


@dataclass(frozen=True, slots=True)
class Row:
    """A data row: its number in Excel, its values by column index, and the group rows above it."""

    number: int
    values: Mapping[int, CellValue]
    groups: tuple[str, ...]
    hidden: bool


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row below the header that is no data, with its text.

    `reason` is `blank`, `header` (repeated on a later page), `column_numbers`, `group`, `total`, `note` or `signature`.
    """

    number: int
    reason: str
    text: str = ""


@dataclass(frozen=True)
class Table:
    """A roster found in a sheet. `header_rows` are its first and last header row; `score` how sure the finder is.

    `place` counts the tables of one sheet from 1. `hidden` says that the whole sheet is hidden; hidden rows and
    columns say so themselves. `skipped` names every row below the header that is not in `rows`.
    """

    sheet: str
    title_lines: tuple[str, ...]
    header_rows: tuple[int, int]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    skipped: tuple[Skipped, ...]
    score: float
    name_column: int = 0
    place: int = 1
    hidden: bool = False

    @property
    def key(self) -> str:
        """What tells this table from the others of the file: the sheet's name, a number after it where needed."""
        return self.sheet if self.place == 1 else f"{self.sheet} ({self.place})"

    @property
    def hidden_rows(self) -> tuple[int, ...]:
        """The numbers of the data rows that Excel hides."""
        return tuple(row.number for row in self.rows if row.hidden)

    @property
    def hidden_columns(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.hidden)


@dataclass(frozen=True)
class Book:
    """What an import works on: every roster of a file, the likeliest first, and what the reader did.

    Each table can be imported by itself: `tables[n].key`, `.score`, `len(tables[n].rows)`. Tables without a person are
    not among them.
    """

    name: str
    kind: str
    tables: tuple[Table, ...]
    notices: tuple[Notice, ...] = ()

    def table(self, key: str) -> Table:
        """The table of this key, or the likeliest."""
        return next((table for table in self.tables if table.key == key), self.tables[0])
