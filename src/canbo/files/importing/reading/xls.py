"""Old Excel (xls): its records are counted first, then xlrd reads cells, fonts and formats."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

import xlrd
from xlrd.book import Book as XlsBook
from xlrd.sheet import Sheet as XlsSheet

from canbo.files.importing.reading.formats import shown
from canbo.files.importing.reading.limits import Budget, Refused, check_size
from canbo.files.importing.reading.raw import RawSheet, RawValue, Run, styled

_FILEPASS, _BOF, _BOUNDSHEET, _MULRK, _BLANK, _MULBLANK = 0x2F, 0x809, 0x85, 0xBD, 0x201, 0xBE
_FILLED = frozenset({0xFD, 0x203, 0x27E, 0x204, 0x205, 0x6, 0xD6, _MULRK})
_EMPTY = frozenset({_BLANK, _MULBLANK})
_MACRO_SHEETS = (1, 6)


def count_records(stream: bytes, budget: Budget) -> None:
    """Walk the records of a workbook stream: a password, macro sheets, and how far its rows reach."""
    counter, at = _Counter(budget), 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        counter.take(kind, stream[at + 4 : at + 4 + length])
        at += 4 + length
    check_size(counter.rows, counter.columns)


class _Counter:
    """xlrd keeps each row as long as its last cell, blank or not, so that length is what counts."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self.sheet = self.rows = self.columns = 0
        self.reach: dict[tuple[int, int], int] = {}
        self.starts: set[bytes] = set()

    def take(self, kind: int, record: bytes) -> None:
        if kind == _FILEPASS:
            raise Refused("encrypted")
        if kind == _BOF:
            self.sheet += 1
        elif kind == _BOUNDSHEET and len(record) >= 6:
            self._declared(record)
        elif (kind in _FILLED or kind in _EMPTY) and len(record) >= 6:
            row, column = struct.unpack_from("<HH", record)
            if kind in (_MULRK, _MULBLANK):
                column = max(column, struct.unpack("<H", record[-2:])[0])
            self._reached(row, column + 1)
            if kind in _FILLED:
                self.rows, self.columns = max(self.rows, row + 1), max(self.columns, column + 1)
                self.budget.row = self.rows

    def _declared(self, record: bytes) -> None:
        """A sheet's name and start: no macros, and no two sheets at one place."""
        if record[5] in _MACRO_SHEETS:
            raise Refused("macros")
        if record[:4] in self.starts:
            raise Refused("unreadable", why="sheets")
        self.starts.add(record[:4])

    def _reached(self, row: int, columns: int) -> None:
        known = self.reach.get((self.sheet, row), 0)
        if columns > known:
            self.budget.count(columns - known)
            self.reach[self.sheet, row] = columns


def read_xls(content: bytes, budget: Budget) -> Iterator[RawSheet]:
    """Every worksheet. What the file declares of its size is not used."""
    book = xlrd.open_workbook(
        file_contents=content, formatting_info=True, ragged_rows=True, on_demand=True, logfile=io.StringIO()
    )
    for number in range(book.nsheets):
        source = book.sheet_by_index(number)
        sheet = RawSheet(source.name, source.visibility != 0, budget)
        reader = _Reader(book, source, budget)
        budget.count(sum(map(source.row_len, range(source.nrows))))
        for row in range(source.nrows):
            for column, kind in enumerate(source.row_types(row)):
                if kind not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                    sheet.put(row + 1, column, reader.value(row, column))
        sheet.hidden_rows.update(row + 1 for row, info in source.rowinfo_map.items() if info.hidden)
        sheet.hidden_columns.update(column for column, info in source.colinfo_map.items() if info.hidden)
        sheet.merged += [(r0 + 1, c0, r1, c1 - 1) for r0, r1, c0, c1 in source.merged_cells]
        sheet.close()
        book.unload_sheet(number)
        yield sheet


class _Reader:
    """Cell values of one sheet, with the fonts and formats of the book."""

    def __init__(self, book: XlsBook, sheet: XlsSheet, budget: Budget) -> None:
        self.book, self.sheet, self.budget = book, sheet, budget
        self.fonts = [font.name for font in book.font_list]

    def value(self, row: int, column: int) -> RawValue:
        kind, value = self.sheet.cell_type(row, column), self.sheet.cell_value(row, column)
        if kind == xlrd.XL_CELL_TEXT:
            return styled(self._runs(self.budget.read(value), row, column), self._font(row, column))
        if kind in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
            return shown(float(value), self._format(row, column), from_1904=bool(self.book.datemode))
        if kind == xlrd.XL_CELL_BOOLEAN:
            return bool(value)
        return xlrd.error_text_from_code.get(int(value), "#N/A") if kind == xlrd.XL_CELL_ERROR else None

    def _format(self, row: int, column: int) -> str | int:
        key = self.book.xf_list[self.sheet.cell_xf_index(row, column)].format_key
        found = self.book.format_map.get(key)
        return found.format_str if found is not None and key not in _BUILT_IN_DATES else key

    def _font(self, row: int, column: int) -> str:
        return self._named(self.book.xf_list[self.sheet.cell_xf_index(row, column)].font_index)

    def _named(self, index: int) -> str:
        return self.fonts[index] if 0 <= index < len(self.fonts) else ""

    def _runs(self, text: str, row: int, column: int) -> tuple[Run, ...]:
        """The text in pieces, each with its own font; the first is in the cell's."""
        runs = self.sheet.rich_text_runlist_map.get((row, column), ())
        starts = [(0, ""), *((min(at, len(text)), self._named(font)) for at, font in runs)]
        ends = [at for at, _ in starts[1:]] + [len(text)]
        return tuple((text[at:end], font) for (at, font), end in zip(starts, ends, strict=True) if at < end)


_BUILT_IN_DATES = frozenset(range(14, 23)) | frozenset(range(45, 48))
