"""Integration: sample workbooks that must be read as they are, and those that must be refused with a clear answer."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from canbo.files.importing.problems import refusal_text
from canbo.files.importing.reading.book import read_book
from canbo.files.importing.reading.model import Book, Refusal, Table, Workbook
from canbo.files.importing.reading.open import open_workbook
from canbo.files.importing.reading.table import find_tables

SAMPLES = Path(__file__).resolve().parents[2] / "workbooks"

REFUSALS = {
    "01": "encrypted", "02": "zip_bomb", "03": "entity_bomb", "04": "macros", "05": "too_wide", "06": "too_many_rows",
    "07": "truncated", "08": "wrong_type", "09": "wrong_type", "10": "wrong_type", "11": "wrong_type", "12": "empty",
    "13": "empty", "14": "too_many_rows", "15": "no_table", "16": "wrong_type", "17": "encrypted", "30": "macros",
    "31": "no_rows",
}  # fmt: skip


def read(path: Path) -> tuple[Workbook, Table]:
    book = open_workbook(path.name, path.read_bytes())
    assert isinstance(book, Workbook), book
    return book, find_tables(book)[0]


def sample(number: str, folder: str = "pass") -> Path:
    return next(path for path in (SAMPLES / folder).iterdir() if path.name.startswith(number))


def column(table: Table, header: str) -> list[object]:
    index = next(c.index for c in table.columns if c.header == header)
    return [row.values.get(index) for row in table.rows]


def test_header_levels_are_joined_over_merged_cells() -> None:
    _, table = read(sample("03"))
    headers = [c.header for c in table.columns]
    assert headers[2:4] == ["Ngày tháng năm sinh › Nam", "Ngày tháng năm sinh › Nữ"]
    assert headers[6] == "Trình độ đào tạo › Chuyên môn › ThS"
    assert headers[10] == "Trình độ đào tạo › Chính trị › CC"
    assert table.header_rows == (1, 3)


def test_a_row_of_column_numbers_is_no_person() -> None:
    _, table = read(sample("04"))
    assert [(s.number, s.reason) for s in table.skipped] == [(4, "column_numbers")]
    assert [row.number for row in table.rows] == [5, 6]


def test_groups_totals_and_signatures_are_told_apart_and_tong_is_a_name() -> None:
    _, table = read(sample("06"))
    assert [row.groups for row in table.rows] == [
        ("KHỐI ĐẢNG", "Văn phòng Đảng ủy"),
        ("KHỐI ĐẢNG", "Văn phòng Đảng ủy"),
        ("KHỐI CHÍNH QUYỀN",),
        ("KHỐI CHÍNH QUYỀN",),
    ]
    reasons = [s.reason for s in table.skipped]
    assert (reasons.count("group"), reasons.count("total"), reasons[-1]) == (3, 1, "signature")


@pytest.mark.parametrize("number", ["07", "19"])
def test_ditto_marks_and_merged_cells_stand_for_the_value_above(number: str) -> None:
    _, table = read(sample(number))
    assert column(table, "Xã, phường") == ["Nậm Tăm"] * 4


@pytest.mark.parametrize("number", ["10", "11", "12"])
def test_legacy_letters_are_converted_and_shown_before_and_after(number: str) -> None:
    book, _ = read(sample(number))
    notice = next(n for n in book.notices if n.code == "legacy_letters")
    assert len(notice.samples) == 4, "the names, not headings"
    assert all(before != after for before, after in notice.samples)


def test_real_dates_formulas_and_hidden_rows() -> None:
    assert column(read(sample("18"))[1], "Ngày sinh")[0] == date(1988, 9, 14)
    assert column(read(sample("22"))[1], "Xã, phường")[0] == "Nậm Tăm"
    assert [row.hidden for row in read(sample("20"))[1].rows] == [False, True, False, False]


def test_the_sheet_with_the_roster_is_chosen() -> None:
    assert read(sample("21"))[1].sheet == "DS"


@pytest.mark.parametrize(("number", "code"), REFUSALS.items())
def test_a_bad_file_is_refused_with_its_reason(number: str, code: str) -> None:
    path = sample(number, "fail")
    found = read_book(path.name, path.read_bytes())
    assert isinstance(found, Refusal)
    assert found.code == code
    assert "{" not in refusal_text(found)


def test_every_roster_of_a_workbook_can_be_taken() -> None:
    path = sample("32")
    book = read_book(path.name, path.read_bytes())
    assert isinstance(book, Book)
    assert [(table.key, len(table.rows)) for table in book.tables] == [("Khối Đảng", 3), ("Khối chính quyền", 1)]
    assert book.table("Khối chính quyền").rows[0].values[1] == "Tòng Văn Ọi"
    assert book.table("không có") is book.tables[0]
