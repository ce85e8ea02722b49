"""Integration: text of old fonts becomes Unicode, Unicode left in an old font is not touched, and names are shown."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
import xlsxwriter
import xlwt

from canbo.core.text.legacy import to_tcvn3, to_vni
from canbo.files.importing.reading.book import read_book
from canbo.files.importing.reading.model import Book, Table

HEAD = ["TT", "Họ và tên", "Chức vụ", "Ngày sinh"]
Writer = Callable[[Any, Any], None]


def xlsx(write: Writer) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("DS")
        sheet.write_row(0, 0, HEAD)
        write(book, sheet)
    return buffer.getvalue()


def first(content: bytes, name: str = "tep.xlsx") -> Table:
    book = read_book(name, content)
    assert isinstance(book, Book), book
    return book.tables[0]


NAMES = ["Lò Thị Hằng", "Giàng A Páo", "Tẩn A Sần", "Phùng Thị Mỷ", "Vàng Thị Dở", "Sùng A Tủa"]


def listed(names: list[str], fonts: list[str | None], default: str | None = None) -> bytes:
    """People whose names are set in these fonts; `default` is the font of every other cell."""

    def write(book: Any, sheet: Any) -> None:
        for row, (name, font) in enumerate(zip(names, fonts, strict=True), 1):
            form = book.add_format({"font_name": font}) if font else None
            sheet.write(row, 0, row)
            sheet.write(row, 1, name, form)
            sheet.write(row, 2, "Văn thư")

    content = xlsx(write)
    return (
        content if default is None else restyled(content, b'<name val="Calibri"/>', f'<name val="{default}"/>'.encode())
    )


def restyled(content: bytes, old: bytes, new: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, part.replace(old, new, 1) if name == "xl/styles.xml" else part)
    return buffer.getvalue()


def read_names(content: bytes, name: str = "tep.xlsx") -> list[Any]:
    return [row.values[1] for row in first(content, name).rows]


def pairs(content: bytes, name: str = "tep.xlsx") -> list[tuple[str, str]]:
    book = read_book(name, content)
    assert isinstance(book, Book)
    return [pair for notice in book.notices if notice.code == "legacy_letters" for pair in notice.samples]


def test_the_default_style_counts_as_a_font() -> None:
    old = [to_tcvn3(name) for name in NAMES]
    content = listed(old, [None] * 6, default=".VnTime")
    assert read_names(content) == NAMES
    assert pairs(content) == list(zip(old, NAMES, strict=True))[:5], "five names, before and after"


@pytest.mark.parametrize("font", ["VNI-Times", ".VnTime", ".VnTimeH"])
def test_unicode_left_in_an_old_font_is_not_touched(font: str) -> None:
    names = ["Lò Văn Kế", "Lò A Pò", "Kế Toán", "Hoàng Thị Toán"]
    content = listed(names, [font] * 4)
    assert read_names(content) == names
    assert pairs(content) == []


def test_what_reads_both_ways_follows_its_column() -> None:
    """`Lò` alone is `Lũ` in TCVN3: among old names it is converted, among Unicode names it is kept."""
    old = [to_tcvn3(name) for name in NAMES]
    assert read_names(listed([*old, "Lò"], [".VnTime"] * 7))[-1] == "Lũ"
    assert read_names(listed([*NAMES, "Lò"], [".VnTime"] * 7))[-1] == "Lò"


def test_old_and_unicode_cells_in_one_column_are_told_apart() -> None:
    names = [to_vni("Lò Thị Hằng"), "Tẩn A Sần", to_tcvn3("Vàng Thị Dở"), "Nguyễn Văn Toán"]
    content = listed(names, ["VNI-Times", "VNI-Times", ".VnTime", "Times New Roman"])
    assert read_names(content) == ["Lò Thị Hằng", "Tẩn A Sần", "Vàng Thị Dở", "Nguyễn Văn Toán"]
    assert len(pairs(content)) == 2


def test_runs_of_rich_text_have_fonts_of_their_own() -> None:
    def write(book: Any, sheet: Any) -> None:
        old, new = book.add_format({"font_name": ".VnTime"}), book.add_format({"font_name": "Times New Roman"})
        for row, (family, given) in enumerate([("Lò Thị ", "Hằng"), ("Tẩn A ", "Sần")], 1):
            sheet.write(row, 0, row)
            sheet.write_rich_string(row, 1, old, to_tcvn3(family), new, given)
            sheet.write(row, 2, "Văn thư")

    assert read_names(xlsx(write)) == ["Lò Thị Hằng", "Tẩn A Sần"]


def test_fonts_of_an_old_xls_and_of_its_rich_text_are_read() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("DS")
    old = xlwt.easyxf("font: name VNI-Times")
    for column, label in enumerate(HEAD):
        sheet.write(0, column, label)
    for row, name in enumerate(NAMES[:3], 1):
        sheet.write(row, 0, row)
        sheet.write(row, 1, to_vni(name), old)
        sheet.write(row, 2, "Kế toán", old)
    sheet.write(4, 0, 4)
    sheet.write_rich_text(4, 1, [(to_vni("Vàng Thị "), old.font), ("Dở", xlwt.easyfont("name Arial"))])
    sheet.write(4, 2, "Kế toán")
    buffer = io.BytesIO()
    book.save(buffer)
    assert read_names(buffer.getvalue(), "tep.xls") == [*NAMES[:3], "Vàng Thị Dở"]
    assert {row.values[2] for row in first(buffer.getvalue(), "tep.xls").rows} == {"Kế toán"}


@pytest.mark.parametrize("convert", [to_tcvn3, to_vni])
def test_old_letters_without_a_font_are_known_by_the_letters_of_all(convert: Callable[[str], str]) -> None:
    text = "\n".join(f"{n},{convert(name)},{convert('Văn thư')}" for n, name in enumerate(NAMES, 1))
    content = f"TT,{convert('Họ và tên')},{convert('Chức vụ')}\n{text}\n".encode("latin-1")
    assert read_names(content, "tep.csv") == NAMES
    assert pairs(content, "tep.csv")[0] == (convert("Lò Thị Hằng"), "Lò Thị Hằng")
