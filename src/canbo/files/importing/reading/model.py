"""A roster file as plain cells, and the flat table found in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

CellValue = str | int | float | bool | date | datetime | time | timedelta | None


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


@dataclass(frozen=True)
class Sheet:
    """A sheet: rows of cell values from A1. Rows are numbered from 1 as in Excel, columns from 0.

    `merged` holds (first row, first column, last row, last column), rows from 1.
    """

    name: str
    hidden: bool
    rows: tuple[tuple[CellValue, ...], ...]
    hidden_rows: frozenset[int] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()


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
    """A row that is no data: `column_numbers`, `group`, `total`, `blank`, `signature` or `note`."""

    number: int
    reason: str


@dataclass(frozen=True)
class Table:
    """A roster found in a sheet. `header_rows` are its first and last header row; `score` how sure the finder is."""

    sheet: str
    title_lines: tuple[str, ...]
    header_rows: tuple[int, int]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    skipped: tuple[Skipped, ...]
    score: float
