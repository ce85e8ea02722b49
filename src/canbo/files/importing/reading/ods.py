"""Open documents (ods): one part holds all sheets; rows and cells are repeated by a number."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from canbo.files.importing.reading.formats import cut
from canbo.files.importing.reading.limits import MARGIN, MAX_COLUMNS, MAX_ROWS, Budget, parse_xml
from canbo.files.importing.reading.model import CellValue
from canbo.files.importing.reading.raw import RawSheet, RawValue, Run, styled

_HIDDEN = ("collapse", "filter")
_TABLE = frozenset({"table-column", "table-row", "table-cell", "covered-table-cell"})
_NOT_SHOWN = frozenset({"annotation", "tracked-changes", "shapes"})


@dataclass
class _Style:
    """A style: what it inherits from, its font, the parts of a date that it shows, whether a sheet is displayed."""

    parent: str = ""
    font: str = ""
    date_style: str = ""
    displayed: bool = True


@dataclass
class _Styles:
    styles: dict[tuple[str, str], _Style] = field(default_factory=dict)
    faces: dict[str, str] = field(default_factory=dict)
    dates: dict[str, str] = field(default_factory=dict)

    def font(self, family: str, name: str) -> str:
        """The font of a style or of the nearest one that it inherits from."""
        for _ in range(10):
            style = self.styles.get((family, name)) or self.styles.get((family, ""))
            if style is None:
                return ""
            if style.font:
                return self.faces.get(style.font, style.font)
            if not name:
                return ""
            name = style.parent
        return ""

    def date_parts(self, name: str) -> str:
        style = self.styles.get(("table-cell", name))
        return self.dates.get(style.date_style, "dmy") if style else "dmy"

    def displays(self, name: str) -> bool:
        style = self.styles.get(("table", name))
        return style is None or style.displayed


def read_ods(archive: zipfile.ZipFile, budget: Budget) -> list[RawSheet]:
    """Every sheet, in the order of its tabs."""
    styles = _Styles()
    reader = _Reader(styles, budget)
    for part in ("styles.xml", "content.xml"):
        if part in archive.namelist():
            with archive.open(part) as handle:
                parse_xml(handle, budget, reader.start, reader.end, reader.data)
    for sheet in reader.sheets:
        sheet.close()
    return reader.sheets


class _Cell(NamedTuple):
    """What a cell's tag says."""

    attributes: dict[str, str]
    repeated: int


class _Reader:
    """Takes the events of both parts: styles first, then tables."""

    def __init__(self, styles: _Styles, budget: Budget) -> None:
        self.styles, self.budget = styles, budget
        self.sheets: list[RawSheet] = []
        self.style: _Style | None = None
        self.date_style = ""
        self.row, self.rows, self.column, self.columns = 1, 1, 0, 0
        self.line: dict[int, RawValue] = {}
        self.cell: _Cell | None = None
        self.runs: list[Run] = []
        self.fonts: list[str] = []
        self.skipping = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        plain = {name.rpartition(":")[2]: value for name, value in attributes.items()} if attributes else attributes
        if self.skipping or tag in _NOT_SHOWN:
            self.skipping += 1
        elif self.cell is not None:
            self._inside(tag, plain)
        elif self.sheets and tag in _TABLE:
            self._table(tag, plain)
        elif tag == "table":
            self._sheet(plain)
        else:
            self._style(tag, plain)

    def end(self, tag: str) -> None:
        if self.skipping:
            self.skipping -= 1
        elif tag in ("table-cell", "covered-table-cell"):
            self._end_cell()
        elif tag == "table-row":
            self._end_row()
        elif tag == "span" and self.fonts:
            self.fonts.pop()
        elif tag in ("style", "default-style"):
            self.style = None
        elif tag == "date-style":
            self.date_style = ""

    def data(self, text: str) -> None:
        if self.cell is not None and not self.skipping:
            self.runs.append((text, self.fonts[-1] if self.fonts else ""))

    # --- styles ----------------------------------------------------------------------------------------------------

    def _style(self, tag: str, plain: dict[str, str]) -> None:
        if tag in ("style", "default-style"):
            self.style = _Style(plain.get("parent-style-name", ""), date_style=plain.get("data-style-name", ""))
            self.styles.styles[plain.get("family", ""), plain.get("name", "")] = self.style
        elif tag == "text-properties" and self.style is not None:
            self.style.font = plain.get("font-name") or plain.get("font-family", "").strip("'\"")
        elif tag == "table-properties" and self.style is not None:
            self.style.displayed = plain.get("display") != "false"
        elif tag == "font-face":
            self.styles.faces[plain.get("name", "")] = plain.get("font-family", "").strip("'\"")
        elif tag == "date-style":
            self.date_style = plain.get("name", "")
            self.styles.dates[self.date_style] = ""
        elif self.date_style and tag in ("day", "month", "year"):
            known = self.styles.dates[self.date_style] + tag[0]
            self.styles.dates[self.date_style] = "".join(part for part in "dmy" if part in known)

    # --- tables ----------------------------------------------------------------------------------------------------

    def _sheet(self, plain: dict[str, str]) -> None:
        hidden = not self.styles.displays(plain.get("style-name", ""))
        self.sheets.append(RawSheet(plain.get("name", ""), hidden, self.budget))
        self.row, self.columns = 1, 0

    def _table(self, tag: str, plain: dict[str, str]) -> None:
        sheet = self.sheets[-1]
        if tag == "table-column":
            repeated = _number(plain, "number-columns-repeated")
            if plain.get("visibility") in _HIDDEN:
                sheet.hide_columns(self.columns, self.columns + repeated)
            self.columns += repeated
        elif tag == "table-row":
            self.rows, self.column, self.line = _number(plain, "number-rows-repeated"), 0, {}
            if plain.get("visibility") in _HIDDEN:
                self._hide_rows(sheet)
        elif tag in ("table-cell", "covered-table-cell"):
            self.cell, self.runs, self.fonts = _Cell(plain, _number(plain, "number-columns-repeated")), [], []

    def _hide_rows(self, sheet: RawSheet) -> None:
        after = min(self.row + self.rows, MAX_ROWS + MARGIN)
        self.budget.count(max(after - self.row, 0))
        sheet.hidden_rows.update(range(self.row, after))

    def _inside(self, tag: str, plain: dict[str, str]) -> None:
        if tag == "p" and self.runs:
            self.runs.append(("\n", ""))
        elif tag == "s":
            self.data(" " * min(_number(plain, "c"), 1000))
        elif tag in ("tab", "line-break"):
            self.data("\n" if tag == "line-break" else " ")
        elif tag == "span":
            self.fonts.append(self.styles.font("text", plain.get("style-name", "")))

    def _end_cell(self) -> None:
        assert self.cell is not None, "the parser pairs tags"
        attributes, repeated = self.cell
        self.cell = None
        value = self._value(attributes)
        down, right = _number(attributes, "number-rows-spanned"), _number(attributes, "number-columns-spanned")
        if down > 1 or right > 1:
            area = (self.row, self.column, self.row + down - 1, self.column + right - 1)
            self.sheets[-1].merged.append(area)
        if value is not None and value != "":
            self.budget.count(min(repeated, MAX_COLUMNS))
            shown = range(self.column, self.column + min(repeated, MAX_COLUMNS + 1))
            self.line.update(dict.fromkeys(shown, value))
        self.column += repeated

    def _end_row(self) -> None:
        """Put the row's cells, as often as it is repeated; of far too many only the last."""
        sheet, last = self.sheets[-1], self.row + self.rows - 1
        if self.line:
            kept = min(last, MAX_ROWS + MARGIN)
            self.budget.row = max(self.budget.row, last)
            self.budget.count(len(self.line) * max(kept - self.row, 0))
            for number in {*range(self.row, kept + 1), last}:
                for column, value in self.line.items():
                    sheet.put(number, column, value)
        self.row += self.rows

    def _value(self, attributes: dict[str, str]) -> RawValue:
        kind = attributes.get("value-type", "")
        if kind == "date":
            return self._date(attributes)
        if kind in ("float", "percentage", "currency"):
            return _float(attributes.get("value", ""))
        if kind == "boolean":
            return attributes.get("boolean-value") == "true"
        text = self.budget.read("".join(text for text, _ in self.runs))
        if not text:
            return attributes.get("string-value") or None
        return styled(tuple(self.runs), self.styles.font("table-cell", attributes.get("style-name", "")))

    def _date(self, attributes: dict[str, str]) -> CellValue:
        text = attributes.get("date-value", "")[:10]
        try:
            return cut(date.fromisoformat(text), self.styles.date_parts(attributes.get("style-name", "")) or "dmy")
        except ValueError:
            return text


def _number(attributes: dict[str, str], name: str) -> int:
    return min(max(int(attributes.get(name, 1)), 1), 2**24)


def _float(text: str) -> CellValue:
    number = float(text)
    return int(number) if number.is_integer() and abs(number) < 1e15 else number
