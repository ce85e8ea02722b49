"""A roster's sheet: title block, merged header, rows under their groups, totals and signatures."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any

from canbo.core.demo.mark import FICTIONAL
from canbo.core.people.record import OfficialRecord
from canbo.core.policy.catalogue import CommuneSeat, Competency
from canbo.core.text.legacy import to_tcvn3
from canbo.files.exporting import demo_cells
from canbo.files.exporting.demo_layouts import Layout
from canbo.files.exporting.demo_words import Cell, Wording, main_post

_ROMAN = ("I", "II", "III", "IV")
_NAME_KEY, _ORDER_KEY = "full_name", "order"


class Page:
    """The sheet of one commune in one layout; the competencies are those that it has columns for."""

    def __init__(
        self, book: Any, layout: Layout, commune: CommuneSeat, words: Wording, as_of: date,
        competencies: Sequence[Competency],
    ) -> None:  # fmt: skip
        self.layout, self.commune, self.words, self.as_of = layout, commune, words, as_of
        pairs = layout.pairs(competencies)
        self.headings = [tuple(header.format(year=as_of.year - 1).split(" › ")) for header, _ in pairs]
        self.keys = tuple(key for _, key in pairs)
        self.names = self.keys.index(_NAME_KEY)
        font = {"font_name": ".VnTime" if layout.letters == "tcvn3" else "Times New Roman", "font_size": 11}
        ruled = font | {"border": 1, "valign": "top", "text_wrap": True}
        turned = {"rotation": 90} if layout.upright else {}
        self.plain = book.add_format(ruled)
        self.day = book.add_format(ruled | {"num_format": "dd/mm/yyyy"})
        self.head = book.add_format(ruled | {"bold": True, "align": "center", "valign": "vcenter"})
        self.turned = book.add_format(ruled | {"bold": True, "align": "center", "valign": "vcenter"} | turned)
        self.title = book.add_format(font | {"bold": True})
        capitals = {"font_name": ".VnTimeH"} if layout.letters == "tcvn3" else {}
        self.capitals = book.add_format(ruled | capitals)
        self.sheet = book.add_worksheet(layout.sheet)

    def write(self, records: Sequence[OfficialRecord]) -> None:
        row = self._numbers(self._header(self._title_block()))
        row = self._rows(row, records)
        self._signatures(row + 1)
        self.sheet.set_landscape()
        self.sheet.set_paper(8)
        self.sheet.set_footer(f"&C{FICTIONAL}")
        self.sheet.set_column(0, len(self.keys), 12)
        self.sheet.set_column(self.names, self.names, 26)

    def typed(self, text: str) -> str:
        """The words with the letters that this commune's typists use."""
        if self.layout.letters == "tcvn3":
            return to_tcvn3(text)
        if self.layout.letters == "nfd":
            return unicodedata.normalize("NFD", text.replace("Đ", "Ð").replace("đ", "ð"))
        return text

    def _text(self, row: int, column: int, text: str, form: Any) -> None:
        self.sheet.write_string(row, column, self.typed(text), form)

    # --- above the table -------------------------------------------------------------------------------------------

    @property
    def _place(self) -> str:
        return f"{'Phường' if self.commune.kind == 'phuong' else 'Xã'} {self.commune.name}"

    def _title_block(self) -> int:
        """Agency, state or Party heading, title and day; gives the first row of the header."""
        party = self.layout.issuer == "party"
        right = max(8, len(self.keys) // 2)
        title = self.words.pack.province
        province = title.vi.upper().removeprefix("TỈNH ") if title else ""
        agency = "ĐẢNG ỦY" if party else "ỦY BAN NHÂN DÂN"
        lines = (
            (f"TỈNH ỦY {province}" if party else f"{agency} {self._place.upper()}", 0, 0),
            (f"{agency} {self._place.upper()}" if party else "Mẫu số 02", 1, 0),
            ("ĐẢNG CỘNG SẢN VIỆT NAM" if party else "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 0, right),
            ("*" if party else "Độc lập - Tự do - Hạnh phúc", 1, right),
            (self.layout.title, 3, 4),
            (f"(Số liệu đến ngày {self.as_of:%d/%m/%Y})", 4, 4),
            (f"({FICTIONAL})", 5, 4),
        )
        for text, row, column in lines:
            self._text(row, column, text, self.title)
        return 7

    def _header(self, top: int) -> int:
        """The headings, each level once over the columns it covers, the last one down to the foot of the header."""
        bottom = top + max(len(levels) for levels in self.headings) - 1
        for level in range(bottom - top + 1):
            column = 0
            for levels, group in groupby(self.headings, key=lambda levels: levels[: level + 1]):
                width = len(list(group))
                if len(levels) == level + 1:
                    self._heading(top + level, column, width, bottom, levels)
                column += width
        return bottom + 1

    def _heading(self, row: int, column: int, width: int, bottom: int, levels: tuple[str, ...]) -> None:
        last = bottom if self.headings[column] == levels else row
        form = self.turned if last == bottom and row > 7 else self.head
        if last == row and width == 1:
            self._text(row, column, levels[-1], form)
        else:
            self.sheet.merge_range(row, column, last, column + width - 1, self.typed(levels[-1]), form)

    def _numbers(self, row: int) -> int:
        """The row of column numbers below the header."""
        if self.layout.numbers == "none":
            return row
        for column in range(len(self.keys)):
            number = column + 1
            if self.layout.numbers == "brackets":
                self._text(row, column, f"({number})", self.head)
            elif self.layout.numbers == "lettered" and column < 2:
                self._text(row, column, "AB"[column], self.head)
            else:
                self.sheet.write_number(row, column, number - 2 * (self.layout.numbers == "lettered"), self.head)
        return row + 1

    # --- the table -------------------------------------------------------------------------------------------------

    def _rows(self, row: int, records: Sequence[OfficialRecord]) -> int:
        """Everybody, numbered through, under the headings of the layout; then the total."""
        blocks = {body.code: body.block for body in self.words.pack.bodies}
        titles = {"party": "KHỐI ĐẢNG", "government": "KHỐI CHÍNH QUYỀN", "front": "KHỐI MẶT TRẬN TỔ QUỐC"}
        number = 0
        for order, (block, inside) in enumerate(groupby(records, key=lambda r: blocks[self._body(r)])):
            if self.layout.groups != "none":
                self._text(row, 0, _ROMAN[order], self.head)
                self._text(row, self.names, titles.get(block, block.upper()), self.head)
                row += 1
            for body, people in groupby(inside, key=self._body):
                if self.layout.groups == "bodies":
                    self._text(row, self.names, self.words.body(body), self.head)
                    row += 1
                row, number = self._body_rows(row, number, list(people))
        self._text(row, self.names, "Tổng cộng", self.head)
        self.sheet.write_number(row, self.names + 1, number, self.head)
        return row + 1

    def _body(self, record: OfficialRecord) -> str:
        return self.words.body_of[main_post(record).position]

    def _body_rows(self, row: int, number: int, people: Sequence[OfficialRecord]) -> tuple[int, int]:
        """The people of one body; cells that say the same are marked as such, or merged into one."""
        first, above = row, dict[int, Cell]()
        keys = tuple("blank" if key == _ORDER_KEY else key for key in self.keys)
        for record in people:
            number += 1
            cells = demo_cells.row(self.words, record, keys)
            cells[self.keys.index(_ORDER_KEY)] = number
            for column, cell in enumerate(cells):
                same = cell is not None and above.get(column) == cell
                ditto = same and self.layout.ditto and self.keys[column] in self.layout.dittos
                self._put(row, column, self.layout.ditto if ditto else cell)
            above, row = dict(enumerate(cells)), row + 1
        for key in self.layout.merged if len(people) > 1 else ():
            column = self.keys.index(key)
            self.sheet.merge_range(first, column, row - 1, column, self.typed(str(above[column])), self.plain)
        return row, number

    def _put(self, row: int, column: int, cell: Cell) -> None:
        if cell is None:
            self.sheet.write_blank(row, column, None, self.plain)
        elif isinstance(cell, date):
            self.sheet.write_datetime(row, column, datetime(cell.year, cell.month, cell.day), self.day)  # noqa: DTZ001
        elif isinstance(cell, str):
            self._text(row, column, cell, self.capitals if column == self.names else self.plain)
        else:
            self.sheet.write_number(row, column, cell, self.plain)

    # --- below the table -------------------------------------------------------------------------------------------

    def _signatures(self, row: int) -> None:
        right = max(8, len(self.keys) - 8)
        day = f"{self.commune.name}, ngày {self.as_of.day:02d} tháng {self.as_of.month} năm {self.as_of.year}"
        head = "T/M BAN THƯỜNG VỤ" if self.layout.issuer == "party" else "TM. ỦY BAN NHÂN DÂN"
        self._text(row, self.names, "NGƯỜI LẬP BIỂU", self.title)
        self._text(row, right, day, self.title)
        self._text(row + 1, right, head, self.title)
        self._text(row + 2, right, "BÍ THƯ" if self.layout.issuer == "party" else "CHỦ TỊCH", self.title)


def cover(book: Any, layout: Layout, commune: CommuneSeat) -> None:
    """A first sheet that holds no table."""
    sheet = book.add_worksheet("Bìa")
    for row, text in enumerate((layout.title, commune.name, FICTIONAL)):
        sheet.write_string(row + 2, 2, text)
