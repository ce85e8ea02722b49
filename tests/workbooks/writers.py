"""Writers of the sample workbooks: rows of cells as xlsx, xls, ods and csv, the same bytes every time."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from xml.etree.ElementTree import canonicalize

import xlsxwriter
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P

Cells = Sequence[Sequence[Any]]
NOTE = "Số liệu minh họa, nhân vật hư cấu"
_MADE = (2026, 11, 23, 0, 0, 0)


@dataclass(frozen=True)
class Shown:
    """A number or date with its format, as Excel makes of what was typed."""

    value: Any
    form: str


def xlsx(rows: Cells, *, merges: Sequence[tuple[int, int, int, int, str]] = (), font: str = "", sheets: Any = None,
         hide: Sequence[int] = (), name: str = "Biểu 01") -> bytes:  # fmt: skip
    """A workbook of these rows; `merges` are (first row, first column, last row, last column, text) from 0."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": NOTE, "created": datetime(2026, 11, 23, tzinfo=UTC)})
        style = book.add_format({"font_name": font}) if font else None
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for title, content in {name: rows, **(sheets or {})}.items():
            sheet = book.add_worksheet(title)
            for number, row in enumerate(content):
                for column, value in enumerate(row):
                    _write(book, sheet, (number, column), value, style, day)
            for number in hide:
                sheet.set_row(number, None, None, {"hidden": True})
            for merge in merges if title == name else ():
                sheet.merge_range(*merge, style)
    return buffer.getvalue()


def _write(book: Any, sheet: Any, place: tuple[int, int], value: Any, style: Any, day: Any) -> None:
    if isinstance(value, Shown):
        sheet.write(*place, value.value, book.add_format({"num_format": value.form}))
    elif isinstance(value, tuple):
        sheet.write_rich_string(*place, *_runs(book, value))
    elif isinstance(value, date):
        sheet.write_datetime(*place, datetime.combine(value, time.min), day)
    elif isinstance(value, str) and value.startswith("="):
        formula, result = value[1:].split("→")
        sheet.write_formula(*place, "=" + formula, None, result)
    elif value not in (None, ""):
        sheet.write(*place, value, style)


def _runs(book: Any, parts: Sequence[tuple[str, str]]) -> list[Any]:
    """Rich text of (font, text) pairs."""
    return [item for font, text in parts for item in (book.add_format({"font_name": font}), text)]


def xls(rows: Cells, font: str = "Arial") -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Bieu 01")
    style = xlwt.easyxf(f"font: name {font}")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value not in (None, ""):
                sheet.write(number, column, value, style)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def ods(rows: Cells, *, down: Sequence[tuple[int, int, int]] = ()) -> bytes:
    """An open document of these rows; `down` are (row, column, how many rows) merged from there, from 0."""
    book = OpenDocumentSpreadsheet()
    merged = {(row, column): count for row, column, count in down}
    covered = {(row + n, column) for row, column, count in down for n in range(1, count)}
    table = Table(name="Biểu 01")
    for place, row in enumerate(rows):
        line = TableRow()
        for column, value in enumerate(row):
            if (place, column) in covered:
                line.addElement(CoveredTableCell())
                continue
            number = isinstance(value, int)
            cell = TableCell(valuetype="float", value=value) if number else TableCell(valuetype="string")
            if (place, column) in merged:
                cell.setAttribute("numberrowsspanned", merged[place, column])
            if value not in (None, ""):
                cell.addElement(P(text=str(value)))
            line.addElement(cell)
        table.addElement(line)
    book.spreadsheet.addElement(table)
    buffer = io.BytesIO()
    book.save(buffer)
    return _repacked(buffer.getvalue())


def _repacked(content: bytes) -> bytes:
    """The same parts with a fixed date and canonical XML: odfpy writes whatever names it has met in its life."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            whole = canonicalize(part.decode()).encode() if name.endswith(".xml") else part
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            target.writestr(zipfile.ZipInfo(name, _MADE), whole, kind)
    return buffer.getvalue()


def csv_text(rows: Cells, mark: str = ",") -> str:
    return "\n".join(mark.join(f'"{cell}"' for cell in row) for row in rows) + "\n"


def cp1258(text: str) -> bytes:
    """Windows-1258: base letters with ă â ê ô ơ ư đ as one code, tones as marks of their own."""
    made = bytearray()
    for letter in unicodedata.normalize("NFC", text):
        try:
            made += letter.encode("cp1258")
            continue
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", letter)
        tone = next(mark for mark in parts if mark in "\u0300\u0301\u0303\u0309\u0323")
        base = unicodedata.normalize("NFC", parts.replace(tone, ""))
        made += base.encode("cp1258") + tone.encode("cp1258")
    return bytes(made)
