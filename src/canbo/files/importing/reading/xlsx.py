"""Excel's xlsx: the parts reached through the workbook's relations, and the cells of its sheets."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from canbo.files.importing.reading.formats import shown
from canbo.files.importing.reading.limits import Budget, Refused, parse_xml
from canbo.files.importing.reading.model import Area, CellValue
from canbo.files.importing.reading.raw import RawSheet, RawValue, Run, styled
from canbo.files.importing.reading.xlsx_parts import Strings, Styles, read_strings, read_styles, unescaped

_PLACE = re.compile(r"([A-Za-z]{1,4})(\d{1,8})")


@dataclass
class _Link:
    kind: str
    part: str


@dataclass
class _Workbook:
    """What the workbook's own part says: sheets as (name, hidden, id of the relation), and the epoch of its dates."""

    sheets: list[tuple[str, bool, str]] = field(default_factory=list)
    from_1904: bool = False


def read_xlsx(archive: zipfile.ZipFile, budget: Budget) -> Iterator[RawSheet]:
    """Every worksheet, in the order of its tabs."""
    main = next((link.part for link in _links(archive, "", budget).values() if link.kind == "officeDocument"), None)
    if main is None:
        raise Refused("unreadable", why="officeDocument")
    links = _links(archive, main, budget)
    if any(link.kind in ("vbaProject", "xlMacrosheet", "xlIntlMacrosheet") for link in links.values()):
        raise Refused("macros")
    book = _workbook(archive, main, budget)
    styles = read_styles(archive, _part(links, "styles"), budget)
    strings = read_strings(archive, _part(links, "sharedStrings"), budget)
    for name, hidden, link_id in book.sheets:
        link = links.get(link_id)
        if link is not None and link.kind == "worksheet":
            sheet = RawSheet(name, hidden, budget)
            reader = _SheetReader(sheet, styles, strings, book.from_1904)
            with archive.open(link.part) as handle:
                parse_xml(handle, budget, reader.start, reader.end, reader.data)
            sheet.close()
            yield sheet


def _links(archive: zipfile.ZipFile, part: str, budget: Budget) -> dict[str, _Link]:
    """The relations of a part, or of the package, by id."""
    folder, name = posixpath.split(part)
    found: dict[str, _Link] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", ""))).lstrip("/")
            found[attributes.get("Id", "")] = _Link(attributes.get("Type", "").rpartition("/")[2], target)

    with archive.open(posixpath.join(folder, "_rels", f"{name}.rels")) as handle:
        parse_xml(handle, budget, start, _nothing, _nothing)
    return found


def _part(links: dict[str, _Link], kind: str) -> str | None:
    return next((link.part for link in links.values() if link.kind == kind), None)


def _nothing(_: str) -> None:
    """For events that say nothing here."""


def _workbook(archive: zipfile.ZipFile, part: str, budget: Budget) -> _Workbook:
    found = _Workbook()

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "workbookPr":
            found.from_1904 = attributes.get("date1904") in ("1", "true")
        elif tag == "sheet":
            link = next((value for name, value in attributes.items() if name.endswith(":id")), "")
            found.sheets.append((attributes.get("name", ""), attributes.get("state", "visible") != "visible", link))

    with archive.open(part) as handle:
        parse_xml(handle, budget, start, _nothing, _nothing)
    return found


# --- a sheet -------------------------------------------------------------------------------------------------------


class _SheetReader:
    """Takes the events of a sheet's part. A row or cell without a place follows the one before."""

    def __init__(self, sheet: RawSheet, styles: Styles, strings: Strings, from_1904: bool) -> None:
        self.sheet, self.styles, self.strings, self.from_1904 = sheet, styles, strings, from_1904
        self.row, self.column = 0, -1
        self.kind, self.style = "n", 0
        self.value: list[str] = []
        self.runs: list[Run] = []
        self.font = ""
        self.reading: list[str] | None = None
        self.in_phonetic = False
        self.known: dict[tuple[str, int], RawValue] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "c":
            self._cell(attributes)
        elif tag in ("v", "t"):
            self.reading = [] if not self.in_phonetic else None
        elif tag == "row":
            self._row(attributes)
        elif tag == "mergeCell":
            self.sheet.merged.append(_area(attributes.get("ref", "")))
        elif tag == "col" and attributes.get("hidden") in ("1", "true"):
            self.sheet.hide_columns(int(attributes["min"]) - 1, int(attributes["max"]))
        elif tag == "rFont":
            self.font = attributes.get("val", "")
        elif tag == "rPh":
            self.in_phonetic = True

    def end(self, tag: str) -> None:
        if tag == "v" and self.reading is not None:
            self.value, self.reading = self.reading, None
        elif tag == "t" and self.reading is not None:
            self.runs.append(("".join(self.reading), self.font))
            self.reading = None
        elif tag == "c":
            self.sheet.put(self.row, self.column, self._read())
        elif tag == "r":
            self.font = ""
        elif tag == "rPh":
            self.in_phonetic = False

    def data(self, text: str) -> None:
        if self.reading is not None:
            self.reading.append(text)

    def _row(self, attributes: dict[str, str]) -> None:
        self.row = int(attributes["r"]) if "r" in attributes else self.row + 1
        self.column = -1
        if attributes.get("hidden") in ("1", "true"):
            self.sheet.hidden_rows.add(self.row)

    def _cell(self, attributes: dict[str, str]) -> None:
        place = attributes.get("r")
        if place is None:
            self.column += 1
        else:
            self.row, self.column = _place(place)
        self.kind, self.style = attributes.get("t", "n"), int(attributes.get("s", 0))
        self.value, self.runs, self.font = [], [], ""

    def _read(self) -> RawValue:
        raw = "".join(self.value)
        font = self.styles.font(self.style)
        if self.kind == "inlineStr":
            return self._counted(styled(tuple(self.runs), font))
        if not raw:
            return None
        if self.kind == "s":
            return self._counted(self._shared(raw, font))
        if self.kind in ("str", "d"):
            return self._counted(styled(((unescaped(raw), ""),), font))
        if self.kind in ("b", "e"):
            return raw == "1" if self.kind == "b" else raw
        return self._number(raw)

    def _counted(self, value: RawValue) -> RawValue:
        if isinstance(value, str):
            return self.sheet.budget.read(value)
        self.sheet.budget.read(str(value))
        return value

    def _shared(self, raw: str, font: str) -> RawValue:
        key = (raw, self.style)
        if key not in self.known:
            self.known[key] = styled(self.strings[int(raw)], font)
        return self.known[key]

    def _number(self, raw: str) -> CellValue:
        return shown(float(raw), self.styles.format(self.style), from_1904=self.from_1904)


def _place(text: str) -> tuple[int, int]:
    match = _PLACE.fullmatch(text.replace("$", ""))
    if match is None:
        raise Refused("unreadable", why="place")
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column - 1


def _area(text: str) -> Area:
    first, _, last = text.partition(":")
    (r0, c0), (r1, c1) = _place(first), _place(last or first)
    return r0, c0, r1, c1
