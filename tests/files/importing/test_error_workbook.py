"""Integration: the rows that could not go in go out marked, are mended in Excel, and come back as the same rows."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from canbo.apps.importing.models import State
from canbo.apps.people.models import Assignment, Official
from canbo.core.access import Scope
from canbo.core.policy.model import Pack
from canbo.files.importing.error_workbook import error_workbook
from canbo.files.importing.token import HEADER, read_token
from factories.imports import Import, book
from factories.province import small_province

pytestmark = pytest.mark.django_db
SAMPLES = Path(__file__).resolve().parents[2] / "workbooks"
HEAD = ("STT", "Họ và tên", "Ngày sinh", "Chức vụ")


@pytest.fixture
def units(pack: Pack) -> list[str]:
    return small_province()


def workbook_of(given: Import) -> Workbook:
    return load_workbook(io.BytesIO(error_workbook(given.look())))


def saved(made: Workbook) -> bytes:
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def roster(pack: Pack) -> bytes:
    """A roster whose commune stands in the title and whose bodies in headings."""
    rows: list[tuple[Any, ...]] = [
        ("I", "Văn phòng Đảng ủy"),
        (1, "Lò Thị Hằng", "31/02/1985", "Chánh Văn phòng"),
        ("II", "Phòng Kinh tế"),
        (2, "Tẩn A Sần", "32/3/1990", "Trưởng phòng"),
        (3, "Vàng Thị Mỷ", "1991", "Trưởng phòng"),
    ]
    title = [(f"UBND XÃ {pack.communes[0].name.upper()}",), ()]
    return book({"Biểu 1": (title[0], [title[1], HEAD, *rows])})


def test_cells_are_marked_with_what_may_stand_there(pack: Pack, units: list[str]) -> None:
    path = next((SAMPLES / "fail").glob("18_*"))
    made = workbook_of(Import.of(pack, path.read_bytes(), name=path.name))
    assert made.sheetnames == ["Danh sách lỗi", "Dữ liệu"]
    cell = made["Dữ liệu"]["C2"]
    assert (cell.value, cell.fill.fgColor.rgb) == ("31/02/1985", "FFFDECEB")
    assert cell.comment is not None
    assert "không có thật" in cell.comment.text


def test_unit_and_body_come_along_and_the_rows_come_back_the_same(pack: Pack, units: list[str]) -> None:
    given = Import.of(pack, roster(pack))
    assert set(given.kinds.values()) == {"error", "new"}
    given.write()
    made = workbook_of(given)
    again = Import.of(pack, saved(made), name="loi.xlsx")
    assert again.upload.origin == given.upload
    before = [p for p in given.plans.values() if p.kind == "error"]
    after = list(again.plans.values())
    assert [(p.draft.name, p.draft.unit, p.draft.positions) for p in after] == [
        (p.draft.name, p.draft.unit, p.draft.positions) for p in before
    ]
    assert [[q.code for q in p.problems] for p in after] == [[q.code for q in p.problems] for p in before]


def test_mended_rows_no_longer_wait_in_the_first_file(pack: Pack, units: list[str]) -> None:
    given = Import.of(pack, roster(pack))
    given.write()
    made = workbook_of(given)
    sheet = made["Dữ liệu"]
    births = {cell.value: cell for row in sheet.iter_rows() for cell in row}
    births["31/02/1985"].value, births["32/3/1990"].value = "28/02/1985", "02/3/1990"
    again = Import.of(pack, saved(made), name="loi.xlsx")
    assert set(again.kinds.values()) == {"new"}
    again.write()
    assert Official.objects.count() == Assignment.objects.count() == 3
    assert set(given.kinds.values()) == {"done"}
    assert given.reload().state == State.WRITTEN


def test_a_file_of_which_a_row_still_waits_is_not_done(pack: Pack, units: list[str]) -> None:
    given = Import.of(pack, roster(pack))
    given.write()
    made = workbook_of(given)
    births = {cell.value: cell for row in made["Dữ liệu"].iter_rows() for cell in row}
    births["31/02/1985"].value = "28/02/1985"
    Import.of(pack, saved(made), name="loi.xlsx").write()
    assert given.reload().state == State.PARTLY


def test_corrections_of_the_page_go_out_with_the_row(pack: Pack, units: list[str]) -> None:
    given = Import.of(pack, roster(pack))
    row = next(number for number, kind in given.kinds.items() if kind == "error")
    given.correct(row, "national_id", "123")
    given.correct(row, "birth", "29/02/1985")
    made = workbook_of(given)
    values = {cell.value for line in made["Dữ liệu"].iter_rows() for cell in line}
    assert {"29/02/1985", "123", "Số định danh cá nhân", HEADER} <= values


def test_levels_of_a_header_survive(pack: Pack, units: list[str]) -> None:
    head = ("TT", "Họ và tên", "Ngày sinh", "Ngày sinh", "Chức vụ")
    rows = [("", "", "Nam", "Nữ", ""), (1, "Giàng A Páo", "31/02/1985", "", "party_secretary")]
    given = Import.of(pack, book({"Biểu 1": (head, rows)}), Scope.of(units[0]))
    again = Import.of(pack, saved(workbook_of(given)), Scope.of(units[0]), name="loi.xlsx")
    assert [p.draft.name for p in again.plans.values()] == ["Giàng A Páo"]
    assert [p.problems[0].code for p in again.plans.values()] == ["impossible_date"]
    assert again.upload.state in (State.CHECKED, State.MAPPING)


def test_a_token_cannot_be_made_up(pack: Pack, units: list[str]) -> None:
    assert read_token("1-2") is None
    assert read_token("1-2:zzz") is None
