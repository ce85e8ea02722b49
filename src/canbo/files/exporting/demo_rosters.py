"""The rosters of the demonstration province as communes would send them: one file each, in six untidy layouts.

All of them carry what a review reads, so that importing the files gives the review of the demonstration itself.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from canbo.core.demo.province import DemoProvince
from canbo.core.facts.scales import QUALIFICATIONS
from canbo.core.people.record import OfficialRecord, Post
from canbo.core.policy.model import CommuneSeat, Pack
from canbo.core.text.legacy import to_tcvn3
from canbo.core.text.names import search_key
from canbo.files.exporting.roster import Writing

FICTIONAL = "SỐ LIỆU MINH HỌA, NHÂN VẬT HƯ CẤU"

_THEORY = {0: "Chưa", 1: "SC", 2: "TCLLCT", 3: "CCLLCT", 4: "CNLLCT"}
_DEGREES = {0: "Chưa qua đào tạo", 1: "SC", 2: "TC", 3: "CĐ", 4: "ĐH", 5: "ThS", 6: "TS"}
_STATE = {0: "Chưa", 1: "CS", 2: "CV", 3: "CVC", 4: "CVCC"}

Heading = tuple[str, ...]
Cell = Callable[[Mapping[str, str], OfficialRecord], str]


@dataclass(frozen=True)
class Layout:
    """How one commune lays out its file."""

    columns: Sequence[tuple[Heading, Cell]]
    title: bool = True
    numbering: bool = False
    groups: bool = False
    signature: bool = False
    upper: bool = False
    nfd: bool = False
    old_letters: bool = False
    ditto: bool = False
    d_stroke: bool = False


def write_rosters(province: DemoProvince, pack: Pack, as_of: date, folder: Path) -> list[Path]:
    """One workbook per commune, named after it; gives their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    writing = Writing(pack)
    layouts = _layouts(as_of.year - 1)
    by_unit: dict[str, list[OfficialRecord]] = defaultdict(list)
    for record in province.records:
        by_unit[main_post(record).unit].append(record)
    paths = []
    for index, commune in enumerate(pack.communes):
        path = folder / f"DS_CBCC_{search_key(commune.name).strip().replace(' ', '_')}_{as_of:%m.%Y}.xlsx"
        _write(path, commune, by_unit[commune.code], layouts[index % len(layouts)], writing, as_of)
        paths.append(path)
    return paths


def main_post(record: OfficialRecord) -> Post:
    """The main post that has not ended."""
    return next(post for post in record.posts if post.is_main and post.end is None)


# --- columns -----------------------------------------------------------------------------------------------------


def _field(name: str) -> Cell:
    return lambda cells, _: cells[name]


def _birth_of(sex: str) -> Cell:
    return lambda cells, record: cells["birth"] if record.sex == sex else ""


def _mark(kind: str, level: int) -> Cell:
    def shown(_: Mapping[str, str], record: OfficialRecord) -> str:
        held = [h.level for h in record.qualifications if h.kind == kind and h.state == "held"]
        return "x" if held and max(held) == level else ""

    return shown


def _short(kind: str, words: Mapping[int, str]) -> Cell:
    def shown(_: Mapping[str, str], record: OfficialRecord) -> str:
        held = [h.level for h in record.qualifications if h.kind == kind and h.state == "held"]
        return words[max(held)] if held else ""

    return shown


def _short_degree(cells: Mapping[str, str], _: OfficialRecord) -> str:
    text = cells["degree"]
    for level, short in _DEGREES.items():
        text = text.replace(QUALIFICATIONS["degree"].level(level).vi + " ", short + " ")
    return text.replace("; ", "\n")


def _columns(*spec: tuple[str, Cell | str]) -> list[tuple[Heading, Cell]]:
    """Columns from `A|B|C` headings; a text stands for the field of that name."""
    return [(tuple(h.split("|")), _field(cell) if isinstance(cell, str) else cell) for h, cell in spec]


_PERSON = (("TT", "order"), ("Họ và tên", "full_name"))
_TRAINING = (
    ("Bồi dưỡng|BD theo VTVL", "position_skills"),
    ("Bồi dưỡng|BD quản trị dữ liệu", "data_governance"),
    ("Bồi dưỡng|BD chính quyền 2 cấp", "two_level_government"),
    ("Bồi dưỡng|BD cập nhật kiến thức", "knowledge_update"),
    ("Bồi dưỡng|BD lãnh đạo quản lý", "leadership_training"),
)
_OTHER = (
    ("QLNN", "state_management"),
    ("Ngoại ngữ", "foreign_language"),
    ("Tin học", "it_skills"),
    ("Kỹ năng số", "digital_skills"),
    ("Tiếng dân tộc", "ethnic_language"),
)
_PARTY = (("Đảng viên", "party_member"), ("Ngày vào Đảng", "party_joined"))


def _layouts(year: int) -> list[Layout]:
    rating = (f"Xếp loại năm {year}", "rating")
    split = (("Ngày tháng năm sinh|Nam", _birth_of("male")), ("Ngày tháng năm sinh|Nữ", _birth_of("female")))
    theory = tuple(
        (f"Trình độ đào tạo|Chính trị|{QUALIFICATIONS['political_theory'].level(n).vi}", _mark("political_theory", n))
        for n in (4, 3, 2, 1, 0)
    )
    post = ("Chức vụ, chức danh", "position")
    work = (post, ("Giữ chức vụ từ ngày|Ngày bổ nhiệm", "start"), ("Đối tượng", "category"))
    tail = (*_TRAINING, ("Đang học", "studying"), rating, ("Ghi chú", "note"))
    who = (("Giới tính", "sex"), ("Dân tộc", "ethnic_group"), ("Quê quán", "native_unit"), ("Số CCCD", "national_id"))
    plain = _columns(
        *_PERSON, ("Ngày sinh", "birth"), *who, ("Đơn vị", "body"), *work, *_PARTY, ("Ngày tuyển dụng", "recruited"),
        ("Trình độ chuyên môn", "degree"), ("LLCT", "political_theory"), *_OTHER, *tail,
    )  # fmt: skip
    deep = _columns(
        *_PERSON, *split, *who[1:], *work, *_PARTY, ("Trình độ đào tạo|Chuyên môn|Trình độ, chuyên ngành", "degree"),
        *theory, *((f"Trình độ đào tạo|Khác|{h}", c) for h, c in _OTHER), *tail,
    )  # fmt: skip
    short = _columns(
        *_PERSON, ("Năm sinh", "birth"), *who, *work, *_PARTY, ("Văn hóa", "general_education"),
        ("Trình độ chuyên môn", _short_degree), ("Trình độ|LLCT", _short("political_theory", _THEORY)),
        ("Trình độ|QLNN", _short("state_management", _STATE)), *_OTHER[1:], *tail,
    )  # fmt: skip
    return [
        Layout(plain, signature=True),
        Layout(deep, numbering=True, groups=True, signature=True),
        Layout(short, upper=True, groups=True, numbering=True),
        Layout([*plain[:9], (("Xã, phường",), _field("unit")), *plain[9:]], nfd=True, ditto=True, title=False),
        Layout(short, old_letters=True, upper=True, signature=True),
        Layout(deep, upper=True, d_stroke=True, numbering=True, groups=True, signature=True),
    ]


# --- the sheet ---------------------------------------------------------------------------------------------------


def _write(
    path: Path, commune: CommuneSeat, records: Sequence[OfficialRecord], layout: Layout, writing: Writing, as_of: date
) -> None:
    options = {"strings_to_formulas": False, "strings_to_urls": False, "default_date_format": "dd/mm/yyyy"}
    with xlsxwriter.Workbook(path, options) as book:
        book.set_properties({"title": FICTIONAL})
        sheet = book.add_worksheet("Biểu 01")
        page = _Page(book, sheet, layout, commune, writing)
        row = page.head(as_of)
        row = page.body(row, records)
        if layout.signature:
            sheet.write_string(row + 2, 1, page.text("NGƯỜI LẬP BIỂU"))
            sheet.write_string(row + 2, len(layout.columns) - 4, page.text("T/M ĐẢNG ỦY"))
        sheet.set_column(0, 0, 5)
        sheet.set_column(1, 1, 26)
        sheet.set_column(2, len(layout.columns), 15)


class _Page:
    def __init__(self, book: Any, sheet: Any, layout: Layout, commune: CommuneSeat, writing: Writing) -> None:
        font = {"font_name": ".VnTimeH" if layout.old_letters else "Times New Roman", "font_size": 11}
        self.sheet, self.layout, self.commune, self.writing = sheet, layout, commune, writing
        self.plain = book.add_format(font | {"text_wrap": True, "border": 1, "valign": "top"})
        self.bold = book.add_format(font | {"bold": True, "text_wrap": True, "border": 1, "align": "center"})
        self.kind = "PHƯỜNG" if commune.kind == "phuong" else "XÃ"

    def text(self, words: str) -> str:
        """The words as this commune types them."""
        if self.layout.old_letters:
            return to_tcvn3(words.upper())
        if self.layout.d_stroke:
            words = words.replace("Đ", "Ð")
        return unicodedata.normalize("NFD", words) if self.layout.nfd else words

    def head(self, as_of: date) -> int:
        """Title block and header; gives the first row below them."""
        row = 0
        place = f"{self.kind} {self.commune.name.upper()}"
        lines = [
            f"ĐẢNG ỦY {place}",
            FICTIONAL,
            "DANH SÁCH CÁN BỘ, CÔNG CHỨC",
            f"(Đến ngày {as_of:%d/%m/%Y})",
        ]
        if self.layout.title:
            for row, line in enumerate(lines):
                self.sheet.write_string(row, 0, self.text(line), self.bold)
            row = len(lines) + 1
        depth = max(len(heading) for heading, _ in self.layout.columns)
        for place_, (heading, _) in enumerate(self.layout.columns):
            self._heading(row, depth, place_, heading)
        row += depth
        if self.layout.numbering:
            for column in range(len(self.layout.columns)):
                self.sheet.write(row, column, "AB"[column] if column < 2 else column - 1, self.bold)
            row += 1
        return row

    def _heading(self, top: int, depth: int, column: int, heading: Heading) -> None:
        """Each level once over the columns it covers; the last level down to the end of the header."""
        headings = [h for h, _ in self.layout.columns]
        for level, label in enumerate(heading):
            prefix = heading[: level + 1]
            if column and headings[column - 1][: level + 1] == prefix and level < len(heading) - 1:
                continue
            last = column
            while level < len(heading) - 1 and last + 1 < len(headings) and headings[last + 1][: level + 1] == prefix:
                last += 1
            bottom = top + depth - 1 if level == len(heading) - 1 else top + level
            if (top + level, column) == (bottom, last):
                self.sheet.write_string(bottom, column, self.text(label), self.bold)
            else:
                self.sheet.merge_range(top + level, column, bottom, last, self.text(label), self.bold)

    def body(self, row: int, records: Sequence[OfficialRecord]) -> int:
        bodies = self.writing.titles["bodies"]
        above: dict[int, str] = {}
        current = ""
        for number, record in enumerate(records, 1):
            body = self.writing.body_of[main_post(record).position]
            if self.layout.groups and body != current:
                current = body
                self.sheet.write_string(row, 1, self.text(bodies[body]), self.bold)
                row, above = row + 1, {}
            self._person(row, number, record, above)
            row += 1
        self.sheet.write_string(row, 0, self.text("Tổng cộng"), self.bold)
        self.sheet.write_number(row, 2, len(records), self.bold)
        return row + 1

    def _person(self, row: int, number: int, record: OfficialRecord, above: dict[int, str]) -> None:
        cells = self.writing.cells(record) | {"order": str(number)}
        if self.layout.upper:
            cells["full_name"] = cells["full_name"].upper()
        for column, (heading, cell) in enumerate(self.layout.columns):
            words = cell(cells, record)
            shown = '"' if self.layout.ditto and heading == ("Xã, phường",) and above.get(column) == words else words
            above[column] = words
            if heading == ("TT",):
                self.sheet.write_number(row, column, number, self.plain)
            elif shown:
                self.sheet.write_string(row, column, self.text(shown), self.plain)
            else:
                self.sheet.write_blank(row, column, None, self.plain)
