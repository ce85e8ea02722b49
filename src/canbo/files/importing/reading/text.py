"""Text files (csv), and rows copied from a spreadsheet (tsv): their encoding, their delimiter, their cells."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from itertools import islice
from statistics import median

from canbo.core.text.legacy import guess_encoding
from canbo.files.importing.reading.limits import Budget, check_size
from canbo.files.importing.reading.model import Notice
from canbo.files.importing.reading.raw import RawSheet

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_SAMPLE = 100
COPIED = ".tsv"
"""How the name of rows ends that were copied from a spreadsheet and pasted."""

_CELL = re.compile(r'(?:"(?![\r\n ]*"(?:[\t\r\n]|\Z))((?:[^"\t]|"")*+)"(?=[\t\r\n]|\Z)|([^\t\r\n]*))(\t|\r\n|\r|\n|\Z)')
"""A cell as spreadsheets copy it, and what ends it: quoted where it has lines of its own, else as it stands."""


def read_csv(name: str, content: bytes, budget: Budget) -> tuple[RawSheet, list[Notice]]:
    """The one sheet of a text file, with a notice where its letters had to be converted."""
    text, notices = _decode(content)
    sheet = RawSheet(name, hidden=False, budget=budget)
    copied = name.lower().endswith(COPIED) and "\t" in text
    for number, row in enumerate(_copied(text) if copied else _rows(text, _delimiter(text)), 1):
        budget.row = number
        width = next((n for n in range(len(row), 0, -1) if row[n - 1] and not row[n - 1].isspace()), 0)
        check_size(0, width)
        filled = [(column, cell.strip()) for column, cell in enumerate(row[:width]) if cell and not cell.isspace()]
        budget.count(len(filled) + 1)
        for column, cell in filled:
            sheet.put(number, column, budget.read(cell))
    sheet.close()
    return sheet, notices


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    """The rows, whichever way lines end."""
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _copied(text: str) -> Iterator[list[str]]:
    """The rows of the clipboard. A mark that opens no quoted cell, such as the one for "as above", is a cell's text."""
    row: list[str] = []
    for found in _CELL.finditer(text):
        quoted, plain, after = found.groups()
        row.append(plain if quoted is None else quoted.replace('""', '"'))
        if after != "\t":
            yield row
            row = []


def _delimiter(text: str) -> str:
    """The one that makes most columns of most of the first lines."""

    def columns(delimiter: str) -> float:
        try:
            widths = [len(row) for row in islice(_rows(text, delimiter), _SAMPLE) if row]
        except csv.Error:
            return 0
        return median(widths) if widths else 0

    return max(",;\t", key=columns)


def _decode(content: bytes) -> tuple[str, list[Notice]]:
    """The text. Bytes that are no UTF are Windows-1258, unless their letters read as TCVN3 or VNI.

    Windows-1258 keeps tones as separate marks, which are joined here.
    """
    if content.startswith(_UTF16):
        return content.decode("utf-16"), []
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        old = content.decode("latin-1")
    if guess_encoding(old[:200_000].splitlines()):
        return old, []
    text = unicodedata.normalize("NFC", content.decode("cp1258", errors="replace"))
    lines = [line[:60] for line in text.splitlines() if line.strip()][:5]
    return text, [Notice("windows_1258", tuple((line, line) for line in lines))]
