"""From a file's bytes to sheets of plain cells, whatever program and decade it comes from."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from defusedxml.ElementTree import fromstring
from python_calamine import CalamineError, load_workbook

from canbo.core.text.legacy import font_encoding, from_tcvn3, from_vni, guess_encoding, prints_capitals
from canbo.files.importing.reading.guard import look
from canbo.files.importing.reading.model import CellValue, Notice, Refusal, Sheet, Workbook

Rows = list[list[CellValue]]


def open_workbook(name: str, content: bytes) -> Workbook | Refusal:
    """The sheets of a file, with legacy letters converted to Unicode; or the reason why it cannot be read."""
    kind = look(name, content)
    if isinstance(kind, Refusal):
        return kind
    try:
        if kind == "csv":
            sheets, notices = [_csv(name, content)], list(_csv_notice(content))
        else:
            sheets, notices = list(_office(content, kind)), []
    except (CalamineError, csv.Error, UnicodeDecodeError, KeyError, ValueError) as error:
        return Refusal("unreadable", {"why": type(error).__name__})
    if not any(any(cell is not None for cell in row) for sheet in sheets for row in sheet.rows):
        return Refusal("empty")
    fonts = _legacy_fonts(content) if kind == "xlsx" else {}
    converted = [_convert(sheet, fonts.get(sheet.name, {}), notices) for sheet in sheets]
    return Workbook(name, kind, tuple(converted), tuple(notices))


# --- values ------------------------------------------------------------------------------------------------------


def _office(content: bytes, kind: str) -> Iterator[Sheet]:
    book = load_workbook(io.BytesIO(content))
    hidden_rows = _hidden_rows(content) if kind == "xlsx" else {}
    for meta in book.sheets_metadata:
        if str(meta.typ) != "SheetTypeEnum.WorkSheet":
            continue
        sheet = book.get_sheet_by_name(meta.name)
        rows = [[_plain(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
        merged = tuple((first[0] + 1, first[1], last[0] + 1, last[1]) for first, last in sheet.merged_cell_ranges or ())
        hidden = str(meta.visible) != "SheetVisibleEnum.Visible"
        yield Sheet(meta.name, hidden, _frozen(rows), frozenset(hidden_rows.get(meta.name, ())), merged)


def _plain(cell: Any) -> CellValue:
    """An empty cell is None; a whole number that Excel keeps as a float is an int again."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return int(cell)
    value: CellValue = cell
    return value


def _frozen(rows: Iterable[Iterable[CellValue]]) -> tuple[tuple[CellValue, ...], ...]:
    return tuple(tuple(row) for row in rows)


def _csv(name: str, content: bytes) -> Sheet:
    text, _ = _decode(content)
    sample = text[:4000]
    delimiter = max(",;\t", key=sample.count)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    rows: Rows = [[cell.strip() or None for cell in row] for row in reader]
    width = max((len(row) for row in rows), default=0)
    return Sheet(name, hidden=False, rows=_frozen([*row, *[None] * (width - len(row))] for row in rows))


def _decode(content: bytes) -> tuple[str, str]:
    """The text and the name of its encoding; Windows-1258 keeps tones as separate marks, which are joined here."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16"), "UTF-16"
    try:
        return content.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        text = content.decode("cp1258", errors="replace")
        return unicodedata.normalize("NFC", text), "Windows-1258"


def _csv_notice(content: bytes) -> Iterator[Notice]:
    text, encoding = _decode(content)
    if encoding == "Windows-1258":
        lines = [line[:60] for line in text.splitlines() if line.strip()][:5]
        yield Notice("windows_1258", tuple((line, line) for line in lines))


# --- parts of an xlsx that calamine does not give ------------------------------------------------------------------

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINKS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_HIDDEN_ROW = re.compile(rb'<row [^>]*?\br="(\d+)"[^>]*?\bhidden="(?:1|true)"')
_STYLED_CELL = re.compile(rb'<c r="([A-Z]+)(\d+)" s="(\d+)"')


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part of each sheet, by the sheet's name."""
    links = {link.get("Id"): link.get("Target", "") for link in fromstring(archive.read("xl/_rels/workbook.xml.rels"))}
    book = fromstring(archive.read("xl/workbook.xml"))
    found = {}
    for sheet in book.iter(f"{_MAIN}sheet"):
        target = links.get(sheet.get(f"{_LINKS}id"), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part in archive.namelist():
            found[sheet.get("name", "")] = part
    return found


def _hidden_rows(content: bytes) -> dict[str, set[int]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {
            name: {int(row) for row in _HIDDEN_ROW.findall(archive.read(part))}
            for name, part in _sheet_parts(archive).items()
        }


def _legacy_fonts(content: bytes) -> dict[str, dict[tuple[int, int], str]]:
    """By sheet, the cells (row from 1, column from 0) written in a TCVN3 or VNI font, with the font's name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        styles = _legacy_styles(archive)
        if not styles:
            return {}
        found: dict[str, dict[tuple[int, int], str]] = {}
        for name, part in _sheet_parts(archive).items():
            cells = _STYLED_CELL.findall(archive.read(part))
            found[name] = {
                (int(row), _index(letters)): styles[int(style)] for letters, row, style in cells if int(style) in styles
            }
        return found


def _index(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _legacy_styles(archive: zipfile.ZipFile) -> dict[int, str]:
    """The numbers of the cell styles whose font is a legacy one, with the font's name."""
    if "xl/styles.xml" not in archive.namelist():
        return {}
    root = fromstring(archive.read("xl/styles.xml"))
    names = [
        next((str(item.get("val")) for item in font.iter(f"{_MAIN}name")), "")
        for fonts in root.iter(f"{_MAIN}fonts")
        for font in fonts
    ]
    styles = [int(xf.get("fontId", 0)) for group in root.iter(f"{_MAIN}cellXfs") for xf in group]
    return {n: names[font] for n, font in enumerate(styles) if font < len(names) and font_encoding(names[font])}


# --- legacy letters ------------------------------------------------------------------------------------------------


def _convert(sheet: Sheet, fonts: dict[tuple[int, int], str], notices: list[Notice]) -> Sheet:
    """The sheet with legacy text as Unicode: by the font of each cell, or by the letters of the whole sheet."""
    by_letters = None if fonts else guess_encoding([c for row in sheet.rows for c in row if isinstance(c, str)])
    if not fonts and by_letters is None:
        return sheet
    samples: list[tuple[str, str]] = []
    rows: Rows = []
    for number, row in enumerate(sheet.rows, 1):
        made: list[CellValue] = []
        for column, cell in enumerate(row):
            font = fonts.get((number, column), "")
            encoding = font_encoding(font) if font else by_letters
            new = _unicode(cell, encoding, font)
            if isinstance(cell, str) and isinstance(new, str) and new != cell and len(samples) < 5:
                samples.append((cell, new))
            made.append(new)
        rows.append(made)
    if samples:
        notices.append(Notice("legacy_letters", tuple(samples)))
    return Sheet(sheet.name, sheet.hidden, _frozen(rows), sheet.hidden_rows, sheet.merged)


def _unicode(cell: CellValue, encoding: str | None, font: str) -> CellValue:
    if not isinstance(cell, str) or encoding is None:
        return cell
    if encoding == "vni":
        return from_vni(cell)
    return from_tcvn3(cell, capitals=prints_capitals(font))
