"""Unit: which rows of a sheet are people, which are not and why, and what ditto marks and merged cells stand for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from canbo.files.importing.reading.model import Sheet, Table, Workbook
from canbo.files.importing.reading.table import find_tables

HEAD = ["TT", "Họ và tên", "Chức vụ", "Năm sinh", "Nữ"]
HANG = [1, "Lò Thị Hằng", "Văn thư", 1975, "X"]
PAO = [2, "Giàng A Páo", "Kế toán", 1985, None]
WITHOUT_NUMBERS = ["Họ và tên", "Chức vụ", "Năm sinh"]


def sheet(rows: Sequence[Sequence[Any]], merged: Sequence[tuple[int, int, int, int]] = (), **more: Any) -> Sheet:
    width = max(map(len, rows))
    padded = tuple((*row, *[None] * (width - len(row))) for row in rows)
    return Sheet("DS", hidden=False, rows=padded, merged=tuple(merged), **more)


def table(*rows: Sequence[Any], merged: Sequence[tuple[int, int, int, int]] = ()) -> Table:
    return find_tables(Workbook("tep.xlsx", "xlsx", (sheet(rows, merged),)))[0]


def names(found: Table) -> list[Any]:
    return [row.values.get(found.name_column) for row in found.rows]


def skipped(found: Table) -> list[tuple[int, str]]:
    return [(item.number, item.reason) for item in found.skipped]


# --- signatures ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("post", ["Bí thư", "Chủ tịch", "Phó Bí thư", "Chánh Văn phòng"])
def test_a_person_with_the_title_of_a_signer_is_a_person(post: str) -> None:
    found = table(HEAD[:4], [1, "Lò Thị Hằng", post, 1975], [2, "Giàng A Páo", "Kế toán", 1985])
    assert names(found) == ["Lò Thị Hằng", "Giàng A Páo"]
    assert found.skipped == ()


def test_a_title_alone_in_the_middle_does_not_end_the_table() -> None:
    found = table(HEAD, HANG, [None, None, "BÍ THƯ"], PAO)
    assert names(found) == ["Lò Thị Hằng", "Giàng A Páo"]
    assert skipped(found) == [(3, "signature")]


def test_the_signature_takes_the_rest_of_the_sheet_with_the_signers_name() -> None:
    found = table(
        HEAD,
        HANG,
        [None, None, "Nậm Tăm, ngày 05 tháng 02 năm 2026"],
        [None, "NGƯỜI LẬP BIỂU", "T/M ĐẢNG ỦY"],
        [],
        [None, "Lò Văn Ký", "Tẩn A Duyệt"],
    )
    assert names(found) == ["Lò Thị Hằng"]
    assert skipped(found) == [(3, "signature"), (4, "signature"), (5, "blank"), (6, "signature")]
    assert found.skipped[-1].text == "Lò Văn Ký | Tẩn A Duyệt"


def test_people_after_a_signature_are_not_lost() -> None:
    found = table(HEAD, HANG, [None, "NGƯỜI LẬP BIỂU"], [], PAO)
    assert names(found) == ["Lò Thị Hằng", "Giàng A Páo"]


def test_a_header_without_anybody_below_has_no_rows() -> None:
    assert table(HEAD, [], [None, "NGƯỜI LẬP BIỂU"]).rows == ()


def test_a_name_beside_the_title_of_a_signer_is_a_person_even_without_more() -> None:
    found = table(["Họ và tên", "Chức vụ"], ["Lò Thị Hằng", "Bí thư"], ["Giàng A Páo", "Chủ tịch UBND"])
    assert names(found) == ["Lò Thị Hằng", "Giàng A Páo"]


# --- totals, groups, notes -------------------------------------------------------------------------------------------


def test_a_post_that_begins_like_a_total_is_none() -> None:
    found = table(HEAD[:4], [1, "Lò Thị Hằng", "Tổng hợp", 1975], PAO[:4], ["Tổng cộng", None, 2])
    assert names(found) == ["Lò Thị Hằng", "Giàng A Páo"]
    assert skipped(found) == [(4, "total")]


@pytest.mark.parametrize("row", [["Cộng", None, 2], [None, "Tổng số: 2 người"], [None, "TỔNG CỘNG", None, 2]])
def test_a_total_stands_in_the_column_of_names_or_before(row: list[Any]) -> None:
    found = table(HEAD, HANG, PAO, row)
    assert len(found.rows) == 2
    assert skipped(found) == [(4, "total")]


def test_a_mark_beside_a_name_is_no_roman_numeral() -> None:
    found = table(HEAD, [None, "KHỐI ĐẢNG"], HANG, [None, "Lò Thị Hà", None, None, "X"], PAO)
    assert names(found) == ["Lò Thị Hằng", "Lò Thị Hà", "Giàng A Páo"]
    assert {row.groups for row in found.rows} == {("KHỐI ĐẢNG",)}


@pytest.mark.parametrize(
    "name", ["Lò Thị Hà", "LÒ THỊ HÀ", "Bàn Văn Ban", "Đoàn Thị Hội", "Văn Thị Phòng", "Tòng Văn Ọi"]
)
def test_a_name_alone_is_a_person_of_whom_the_rest_is_missing(name: str) -> None:
    found = table(HEAD, [None, "KHỐI ĐẢNG"], HANG, [None, name], PAO)
    assert names(found) == ["Lò Thị Hằng", name, "Giàng A Páo"]
    assert {row.groups for row in found.rows} == {("KHỐI ĐẢNG",)}


@pytest.mark.parametrize(
    ("row", "label"),
    [
        (["I", "KHỐI ĐẢNG"], "KHỐI ĐẢNG"),
        (["II.", "Khối chính quyền", None, 12], "Khối chính quyền"),
        (["A", "Lãnh đạo"], "Lãnh đạo"),
        (["I. KHỐI ĐẢNG"], "KHỐI ĐẢNG"),
        ([None, "II. Địa chính"], "Địa chính"),
        ([None, "Văn phòng Đảng ủy"], "Văn phòng Đảng ủy"),
        ([None, "Đoàn Thanh niên Cộng sản Hồ Chí Minh"], "Đoàn Thanh niên Cộng sản Hồ Chí Minh"),
        ([1, "Văn phòng HĐND và UBND"], "Văn phòng HĐND và UBND"),
        (["Ủy ban Mặt trận Tổ quốc"], "Ủy ban Mặt trận Tổ quốc"),
        (["Những người khác"], "Những người khác"),
        ([None, "VP Đảng ủy"], "VP Đảng ủy"),
        ([None, "TTPVHCC"], "TTPVHCC"),
        ([None, "P. Kinh tế"], "P. Kinh tế"),
    ],
)
def test_a_heading_among_the_data_is_a_group(row: list[Any], label: str) -> None:
    found = table(HEAD, row, HANG)
    assert found.rows[0].groups == (label,)
    assert skipped(found) == [(2, "group")]


def test_a_wide_merged_cell_is_a_heading_whatever_it_says() -> None:
    found = table(HEAD, [None, "Địa chính, xây dựng"], HANG, merged=[(2, 1, 2, 4)])
    assert found.rows[0].groups == ("Địa chính, xây dựng",)


def test_headings_of_another_kind_stand_below() -> None:
    found = table(
        HEAD,
        ["A", "XÃ NẬM TĂM"],
        ["I", "Khối Đảng"],
        [None, "Văn phòng Đảng ủy"],
        HANG,
        [None, "Ban Xây dựng Đảng"],
        PAO,
        ["II", "Khối chính quyền"],
        [3, "Tẩn A Sần", "Kế toán", 1990],
        ["B", "XÃ BUM TỞ"],
        [4, "Tòng Văn Ọi", "Kế toán", 1990],
    )
    assert [row.groups for row in found.rows] == [
        ("XÃ NẬM TĂM", "Khối Đảng", "Văn phòng Đảng ủy"),
        ("XÃ NẬM TĂM", "Khối Đảng", "Ban Xây dựng Đảng"),
        ("XÃ NẬM TĂM", "Khối chính quyền"),
        ("XÃ BUM TỞ",),
    ]


def test_running_numbers_prepared_for_nobody_are_blank() -> None:
    found = table(HEAD, HANG, [2], [3])
    assert names(found) == ["Lò Thị Hằng"]
    assert skipped(found) == [(3, "blank"), (4, "blank")]


def test_a_person_without_a_name_is_kept_so_that_it_can_be_told() -> None:
    assert names(table(HEAD, HANG, [2, None, "Kế toán", 1985])) == ["Lò Thị Hằng", None]


def test_a_remark_below_is_shown_as_skipped() -> None:
    found = table(HEAD, HANG, ["Ghi chú: số liệu đến 30/11"], [None, None, "đã đối chiếu"])
    assert [(s.reason, s.text) for s in found.skipped] == [
        ("note", "Ghi chú: số liệu đến 30/11"),
        ("note", "đã đối chiếu"),
    ]


def test_people_without_running_numbers_are_people() -> None:
    found = table(WITHOUT_NUMBERS, ["Khối Đảng"], ["Lò Thị Hằng", "Bí thư", 1975], ["Giàng A Páo"])
    assert names(found) == ["Lò Thị Hằng", "Giàng A Páo"]


# --- pages and tables ------------------------------------------------------------------------------------------------


def test_a_header_said_again_on_the_next_page_is_no_person() -> None:
    found = table(
        ["DANH SÁCH CÁN BỘ"], HEAD, ["I", "KHỐI ĐẢNG"], HANG, ["DANH SÁCH CÁN BỘ"], HEAD, [1, 2, 3, 4, 5], PAO
    )
    assert names(found) == ["Lò Thị Hằng", "Giàng A Páo"]
    assert skipped(found) == [(3, "group"), (5, "header"), (6, "header"), (7, "column_numbers")]
    assert found.rows[1].groups == ("KHỐI ĐẢNG",)


def test_a_header_of_two_rows_said_again_is_no_person() -> None:
    top, low = ["TT", "Họ và tên", "Ngày sinh", None, "Chức vụ"], [None, None, "Nam", "Nữ"]
    merged = [(1, 2, 1, 3), (4, 2, 4, 3)]
    found = table(top, low, [1, "Lò Thị Hằng", None, "1975", "Văn thư"], top, low, merged=merged)
    assert names(found) == ["Lò Thị Hằng"]
    assert skipped(found) == [(4, "header"), (5, "header")]


def test_another_header_begins_another_table() -> None:
    found = find_tables(
        Workbook("tep.xlsx", "xlsx", (sheet([HEAD, HANG, PAO, [], WITHOUT_NUMBERS, ["Tẩn A Sần", "Kế toán", 1990]]),))
    )
    assert [(t.key, names(t)) for t in found] == [
        ("DS", ["Lò Thị Hằng", "Giàng A Páo"]),
        ("DS (2)", ["Tẩn A Sần"]),
    ]


# --- values ----------------------------------------------------------------------------------------------------------


def posts(found: Table) -> list[Any]:
    return [row.values.get(2) for row in found.rows]


@pytest.mark.parametrize("mark", ["nt", "NT", '"', "-nt-", "Như trên"])
def test_a_ditto_mark_reaches_over_a_heading(mark: str) -> None:
    found = table(HEAD, HANG, ["II", "KHỐI CHÍNH QUYỀN"], [2, "Giàng A Páo", mark, 1985])
    assert posts(found) == ["Văn thư", "Văn thư"]


def test_a_ditto_mark_with_nobody_above_stays_to_be_told() -> None:
    assert posts(table(HEAD, [1, "Lò Thị Hằng", "nt", 1975])) == ["nt"]


def test_a_merged_cell_reaches_over_a_heading() -> None:
    found = table(HEAD, HANG, ["II", "KHỐI CHÍNH QUYỀN"], [2, "Giàng A Páo", None, 1985], merged=[(2, 2, 4, 2)])
    assert posts(found) == ["Văn thư", "Văn thư"]


def test_a_merged_cell_that_begins_at_a_heading_is_read() -> None:
    found = table(HEAD, ["I", None, "Văn thư"], [1, "Lò Thị Hằng", None, 1975], merged=[(2, 2, 3, 2)])
    assert "Văn thư" in posts(found)


def test_a_name_in_two_columns_below_one_heading_is_one_name() -> None:
    found = table(
        ["TT", "Họ và tên", None, "Chức vụ"], [1, "Lò Thị", "Hằng", "Văn thư"], [2, "Giàng A", "Páo"],
        merged=[(1, 1, 1, 2)],
    )  # fmt: skip
    assert names(found) == ["Lò Thị Hằng", "Giàng A Páo"]
    assert [column.header for column in found.columns] == ["TT", "Họ và tên", "Chức vụ"]
