"""Plain lists as a workbook or as CSV, safe to open: no text is taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Sheet:
    """One table: its title, its heads, its rows."""

    title: str
    heads: Sequence[str]
    rows: Iterable[Sequence[Any]]


_PLAIN = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_TITLE = 31  # Excel takes no longer name for a sheet


def workbook(*sheets: Sheet) -> bytes:
    """The sheets, each with a head that stays in sight."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, _PLAIN) as book:
        head = book.add_format({"bold": True, "text_wrap": True, "bottom": 1})
        for given in sheets:
            sheet = book.add_worksheet(given.title[:_TITLE])
            sheet.write_row(0, 0, given.heads, head)
            for number, row in enumerate(given.rows, 1):
                sheet.write_row(number, 0, row)
            sheet.freeze_panes(1, 1)
            sheet.autofit()
    return buffer.getvalue()


def csv_file(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """UTF-8 with the mark by which Excel knows it."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(heads)
    writer.writerows([_harmless(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _harmless(value: Any) -> Any:
    """A text that a spreadsheet would run as a formula gets an apostrophe before it."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
