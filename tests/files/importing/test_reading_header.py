"""Unit: where a header stands, and the levels of its columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from canbo.files.importing.reading.model import Sheet, Table, Workbook
from canbo.files.importing.reading.table import find_tables


def tables(rows: Sequence[Sequence[Any]], merged: Sequence[tuple[int, int, int, int]] = (), **more: Any) -> list[Table]:
    width = max(map(len, rows))
    padded = tuple((*row, *[None] * (width - len(row))) for row in rows)
    return find_tables(
        Workbook("tep.xlsx", "xlsx", (Sheet("DS", hidden=False, rows=padded, merged=tuple(merged), **more),))
    )


def headers(rows: Sequence[Sequence[Any]], merged: Sequence[tuple[int, int, int, int]] = ()) -> list[str]:
    return [column.header for column in tables(rows, merged)[0].columns]


@pytest.mark.parametrize(
    "label",
    [
        "Họ và tên",
        "HỌ VÀ TÊN",
        "Họ tên",
        "Họ và tên (ghi in hoa)",
        "Họ và tên công chức",
        "Họ tên cán bộ, công chức",
        "Họ và tên người lao động",
        "Họ tên khai sinh",
        "Họ và tên khai sinh",
        "Họ, chữ đệm và tên",
        "Họ, tên đệm và tên khai sinh",
        "Họ và chữ đệm và tên",
        "Họ, tên",
        "Họ và\ntên",
        "Full name",
    ],
)
def test_a_column_of_names_is_found_whatever_is_added(label: str) -> None:
    found = tables([["TT", label, "Chức vụ"], [1, "Lò Thị Hằng", "Văn thư"]])
    assert found[0].name_column == 1


@pytest.mark.parametrize("label", ["Họ và tên vợ", "Họ tên chồng", "Họ và tên bố", "Họ và tên người lập", "Tên đơn vị"])
def test_the_names_of_others_are_no_column_of_names(label: str) -> None:
    assert tables([["TT", label, "Chức vụ"], [1, "Lò Thị Hằng", "Văn thư"]]) == []


def test_names_below_an_upper_heading_keep_it() -> None:
    top = ["TT", "Thông tin cá nhân", None, "Chức vụ"]
    low = [None, "Họ và tên", "Ngày sinh", None]
    rows = [
        ["UBND XÃ NẬM TĂM", None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ["DANH SÁCH CÁN BỘ"],
        top,
        low,
        [1, "Lò Thị Hằng", "1975"],
    ]
    merged = [(3, 0, 4, 0), (3, 1, 3, 2), (3, 3, 4, 3)]
    expected = ["TT", "Thông tin cá nhân › Họ và tên", "Thông tin cá nhân › Ngày sinh", "Chức vụ"]
    assert headers(rows, merged) == expected
    assert headers(rows) == expected, "without merged cells too"
    found = tables(rows, merged)[0]
    assert found.header_rows == (3, 4)
    assert found.title_lines == ("UBND XÃ NẬM TĂM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "DANH SÁCH CÁN BỘ")


def test_a_heading_that_is_not_merged_spreads_while_others_are() -> None:
    """`Ngày sinh` stands over Nam | Nữ without being merged; every other cell is merged down."""
    top = ["TT", "Họ và tên", "Ngày sinh", None, "Chức vụ"]
    low = [None, None, "Nam", "Nữ", None]
    merged = [(1, column, 2, column) for column in (0, 1, 4)]
    expected = ["TT", "Họ và tên", "Ngày sinh › Nam", "Ngày sinh › Nữ", "Chức vụ"]
    assert headers([top, low, [1, "Lò Thị Hằng", None, "1975", "Văn thư"]], merged) == expected


def test_a_label_merged_down_does_not_spread_sideways() -> None:
    top = ["TT", "Họ và tên", None, None, "Chức vụ"]
    low = [None, None, "Nam", "Nữ", None]
    merged = [(1, column, 2, column) for column in (0, 1, 4)]
    found = headers([top, low, [1, "Lò Thị Hằng", "x", None, "Văn thư"]], merged)
    assert found == ["TT", "Họ và tên", "Nam", "Nữ", "Chức vụ"]


def test_a_group_below_the_header_is_none_of_its_levels() -> None:
    head = ["TT", "Họ và tên", "Chức vụ"]
    for mark in ("I", "A", "A."):
        found = tables([head, [mark, None, "Khối Đảng"], [1, "Lò Thị Hằng", "Văn thư"]])
        assert found[0].header_rows == (1, 1)


def test_hidden_columns_and_sheets_say_so() -> None:
    rows = [["TT", "Họ và tên", "Chức vụ"], [1, "Lò Thị Hằng", "Văn thư"]]
    found = tables(rows, hidden_columns=frozenset({2}), hidden_rows=frozenset({2}))[0]
    assert [column.header for column in found.hidden_columns] == ["Chức vụ"]
    assert found.hidden_rows == (2,)
    assert not found.hidden
