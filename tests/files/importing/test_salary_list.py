"""Integration: the salary list of TT 11/2012/TT-BNV as a commune types it by hand. All people are invented."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
import xlsxwriter

from canbo.apps.people.models import Assignment, Official
from canbo.core.access import Scope
from canbo.core.policy.model import Pack
from canbo.files.importing import session
from factories.imports import Import
from factories.province import small_province

pytestmark = pytest.mark.django_db

ABOVE = [
    ("Stt", 1), ("Họ và tên", 1), ("Ngày tháng năm sinh", 2), ("Chức vụ hoặc chức danh công tác", 1),
    ("Cơ quan, đơn vị đang làm việc", 1), ("Thời gian giữ chức vụ, chức danh", 1), ("Mức lương hiện hưởng", 2),
    ("Phụ cấp", 5), ("Ghi chú", 1),
]  # fmt: skip
BELOW = ["", "", "Nam", "Nữ", "", "", "", "Hệ số lương", "Bậc lương hiện hưởng", "Chức vụ", "Trách nhiệm", "Khu vực",
         "Phụ cấp vượt khung", "Tổng phụ cấp theo phần trăm", ""]  # fmt: skip
PEOPLE = """
LÒ VĂN PÂNG | 12/5/1976 | | Bí thư Đảng ủy, Chủ tịch HĐND xã | Đảng ủy xã Nậm Tăm | 7/2025 | 5,76 | 5/8
Giàng A Páo | 02/3/1979 | | Phó Bí thư TT Đảng ủy | Đảng ủy xã | 7/2025 | 4,40 | 1/8
Tẩn Thị Mẩy | | 20.10.1982 | Phó Bí thư Đảng ủy, Chủ tịch UBND xã | UBND xã Nậm Tăm | 01/7/2025 | 4.65 | 8/9
Nguyễn Văn Hùng | 1980 | | PCT UBND | UBND xã | Từ 7/2025 | 3,99 | 6/9
Vàng A Chu | 5/1978 | | Phó Chủ tịch | HĐND xã | 7/2025 | 3,66 | 5/9
Lò Thị Hằng | | 14/9/1984 | Chủ tịch UBMTTQ xã | UB MTTQ Việt Nam xã Nậm Tăm | 7/2025 | 3,66 | 5/9
Poòng Thị Xuân | | 3/2/1988 | Phó Chủ tịch UBMTTQ, CT Hội LHPN | UB MTTQ Việt Nam xã | 7/2025 | 3,33 | 4/9
Sùng A Dơ | 19/8/1983 | | Trưởng phòng | Phòng Văn hóa - Xã hội | 7/2025 | 3,66 | 5/9
Hoàng Văn Nam | 1/1/1986 | | Phó phòng | Phòng Kinh tế | 9/2025 | 3,33 | 4/9
Lý A Tủa | 22/12/1990 | | Chuyên viên | Phòng Kinh tế | 7/2025 | 2,67 | 2/9
Đèo Thị Lan | | 1992 | Chuyên viên | Trung tâm Phục vụ hành chính công | 7/2025 | 2,34 | 1/9
Phàn A Sơn | 6/6/1975 | | Kế toán | Văn phòng HĐND và UBND xã | 7/2025 | 4,98 + 7% VK | 9/9
"""
FIRST = 8
"""The row in which the first of them stands."""


def salary_list() -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        page = book.add_worksheet("Bieu 04")
        page.write(0, 0, "UBND XÃ NẬM TĂM")
        page.write(2, 0, "BÁO CÁO DANH SÁCH VÀ TIỀN LƯƠNG CÁN BỘ, CÔNG CHỨC CẤP XÃ NĂM 2026")
        page.write(3, 0, "(Số liệu minh họa, nhân vật hư cấu)")
        column = 0
        for label, width in ABOVE:
            if width > 1:
                page.merge_range(4, column, 4, column + width - 1, label)
            else:
                page.merge_range(4, column, 5, column, label)
            column += width
        for place, label in enumerate(BELOW):
            if label:
                page.write(5, place, label)
        page.write_row(6, 0, list(range(1, len(BELOW) + 1)))
        for number, line in enumerate(PEOPLE.strip().splitlines()):
            name, *cells = (part.strip() for part in line.split("|"))
            page.write(FIRST - 1 + number, 0, number + 1)
            page.write_row(FIRST - 1 + number, 1, [name, *(cell or None for cell in cells), None, None, "0,7"])
        page.write(FIRST + 11, 1, "Tổng cộng: 12 người")
        page.write(FIRST + 13, 1, "NGƯỜI LẬP BIỂU")
        page.write(FIRST + 13, 9, "CHỦ TỊCH")
    return buffer.getvalue()


@pytest.fixture
def given(pack: Pack) -> Import:
    small_province(len(pack.communes))
    return Import.of(pack, salary_list(), name="Luong 2026.xlsx")


def test_it_goes_in_with_one_question_that_anybody_would_ask(given: Import) -> None:
    asked = {number: [p.code for p in plan.problems] for number, plan in given.plans.items() if plan.problems}
    assert asked == {FIRST + 9: ["which_position"]}
    assert sorted(given.kinds.values()) == ["look", *["new"] * 11]

    question = given.problem(FIRST + 9, "which_position")
    inside = {p.code for p in given.pack.positions if (p.body, p.title_group) == ("economy", "specialist")}
    assert {choice.code for choice in question.choices} == inside
    session.answer(given.look(), question.key, "land", None, Scope.province())
    assert set(given.kinds.values()) == {"new"}

    given.write()
    assert Official.objects.count() == 12
    assert {a.unit.name for a in Assignment.objects.select_related("unit")} == {"Nậm Tăm"}


def test_what_it_says_is_on_record(given: Import) -> None:
    session.answer(given.look(), given.problem(FIRST + 9, "which_position").key, "land", None, Scope.province())
    given.write()
    posts = Assignment.objects.select_related("position", "official").order_by("pk")
    held: dict[str, list[str]] = {}
    for post in posts:
        held.setdefault(post.official.full_name, []).append(post.position.code)
    assert held == {
        "Lò Văn Pâng": ["party_secretary", "council_chair"],
        "Giàng A Páo": ["standing_deputy_secretary"],
        "Tẩn Thị Mẩy": ["committee_chair", "deputy_secretary"],
        "Nguyễn Văn Hùng": ["committee_vice_chair"],
        "Vàng A Chu": ["council_vice_chair"],
        "Lò Thị Hằng": ["front_chair"],
        "Poòng Thị Xuân": ["front_deputy"],
        "Sùng A Dơ": ["culture_head"],
        "Hoàng Văn Nam": ["economy_deputy"],
        "Lý A Tủa": ["land"],
        "Đèo Thị Lan": ["one_stop"],
        "Phàn A Sơn": ["accountant"],
    }
    son = Official.objects.get(full_name="Phàn A Sơn")
    main = son.assignments.get()
    assert (main.salary_coefficient, main.salary_step, str(main.start)) == (Decimal("4.98"), "9/9", "2025-07")
    assert (son.sex, son.note) == ("male", "Phụ cấp vượt khung 7%")
    assert Official.objects.filter(sex="female").count() == 4


def test_the_same_list_again_changes_nothing(given: Import) -> None:
    session.answer(given.look(), given.problem(FIRST + 9, "which_position").key, "land", None, Scope.province())
    given.write()
    again = Import.of(given.pack, salary_list(), name="Luong 2026 (2).xlsx")
    session.answer(again.look(), again.problem(FIRST + 9, "which_position").key, "land", None, Scope.province())
    assert set(again.kinds.values()) == {"unchanged"}
