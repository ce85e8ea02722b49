"""Unit: what the cells of a row become, and which problems they are."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from time import perf_counter
from typing import Any

import pytest

from canbo.core.policy.model import Pack
from canbo.files.importing.draft import Draft, Reader
from canbo.files.importing.mapping import ColumnMap, State, map_columns
from canbo.files.importing.reading.model import Column, Row, ShortDate, Table
from canbo.files.importing.vocabulary import Vocabulary

DAY = date(2026, 11, 23)
WHO = {"Họ và tên": "Lò Thị Hằng", "Ngày sinh": "14/9/1988"}
JOB = {"Chức vụ": "Chuyên viên quản lý đất đai"}


@pytest.fixture(scope="module")
def words(pack: Pack) -> Vocabulary:
    return Vocabulary(pack)


def columns_of(headers: dict[str, Any], words: Vocabulary) -> ColumnMap:
    columns = tuple(
        Column(index, tuple(header.split(" › ")), (str(value),) if value is not None else ())
        for index, (header, value) in enumerate(headers.items())
    )
    table = Table("Biểu", (), (1, 1), columns, (), (), 1.0)
    return map_columns(table, words, {}, {}, unit_known=True)


def read(words: Vocabulary, *groups: str, corrections: dict[str, str] | None = None, **cells: Any) -> Draft:
    """One row of the commune Nậm Tăm; `cells` are `{header: value}` in `of`, on top of a name and a birth date."""
    row = cells["of"] if cells.get("bare") else WHO | JOB | cells["of"]
    columns = columns_of(row, words)
    reader = Reader(columns, words, corrections or {}, "03517", 2025, DAY)
    values = {index: value for index, value in enumerate(row.values()) if value is not None}
    return reader.read(Row(7, values, groups, hidden=False))


def problems(draft: Draft) -> list[tuple[str, str, str]]:
    return [(p.code, p.field_name, p.found) for p in draft.problems]


def held(draft: Draft, kind: str) -> list[tuple[int, str, str]]:
    return [(h.level, h.field_code, str(h.obtained or "")) for h in draft.held if h.kind == kind]


# --- columns of marks ------------------------------------------------------------------------------------------------

BACHELOR = "Trình độ chuyên môn › ĐH"


@pytest.mark.parametrize("mark", ["x", "X", "xx", "×", "✓", "✔", "√", "v", "V", "+", 1, 1.0, True, "TRUE", "Có", " x "])
def test_marks_of_every_programme(mark: Any, words: Vocabulary) -> None:
    draft = read(words, of={BACHELOR: mark, "Trình độ LLCT › CC": mark})
    assert (problems(draft), held(draft, "degree"), held(draft, "political_theory")) == (
        [],
        [(4, "", "")],
        [(3, "", "")],
    )


@pytest.mark.parametrize("no", ["0", 0, False, "-", "Không", "chưa", None])
def test_what_says_no_below_a_level_is_no_mark(no: Any, words: Vocabulary) -> None:
    draft = read(words, of={BACHELOR: no})
    assert (problems(draft), draft.held) == ([], [])


IN_A_MARK_COLUMN = [
    ("Luật", (4, "7380101", "")),
    ("Luật (2010)", (4, "7380101", "2010")),
    ("2010", (4, "", "2010")),
    (2010, (4, "", "2010")),
    ("x (2010)", (4, "", "2010")),
    ("ĐH Luật", (4, "7380101", "")),
    ("Đại học", (4, "", "")),
]


@pytest.mark.parametrize(("cell", "expected"), IN_A_MARK_COLUMN)
def test_a_field_or_a_year_below_a_degree_is_read(cell: Any, expected: tuple[int, str, str], words: Vocabulary) -> None:
    draft = read(words, of={BACHELOR: cell})
    assert (problems(draft), held(draft, "degree")) == ([], [expected])


def test_a_field_that_nobody_knows_below_a_degree_is_asked(words: Vocabulary) -> None:
    draft = read(words, of={BACHELOR: "Khoa học vũ trụ"})
    assert problems(draft) == [("unknown_field", "degree:bachelor", "Khoa học vũ trụ")]
    assert held(draft, "degree") == [(4, "", "")]


@pytest.mark.parametrize(
    ("header", "cell"),
    [(BACHELOR, "ThS"), ("Trình độ LLCT › CC", "Luật"), ("Chính trị › TC", "CCLLCT"), ("QLNN › CV", "abc")],
)
def test_what_is_no_mark_is_a_problem(header: str, cell: str, words: Vocabulary) -> None:
    draft = read(words, of={header: cell})
    assert [(p.code, p.found) for p in draft.problems] == [("not_a_mark", cell)]
    assert draft.held == []


def test_a_year_or_the_level_again_below_political_theory(words: Vocabulary) -> None:
    assert held(read(words, of={"LLCT › CC": "2019"}), "political_theory") == [(3, "", "2019")]
    assert held(read(words, of={"LLCT › CC": "CCLLCT"}), "political_theory") == [(3, "", "")]
    studying = read(words, of={"LLCT › CC": "đang học (11/2027)"}).held
    assert [(h.state, str(h.expected)) for h in studying] == [("studying", "2027-11")]


@pytest.mark.parametrize("label", ["Trên ĐH", "Sau đại học", "SĐH"])
def test_above_bachelor_asks_which_and_takes_a_master_meanwhile(label: str, words: Vocabulary) -> None:
    header = f"Trình độ chuyên môn › {label}"
    draft = read(words, of={header: "x", BACHELOR: None, "Trình độ chuyên môn › Chuyên ngành": "Luật"})
    assert problems(draft) == [("or_higher", "degree:above", "x")]
    assert [choice.code for choice in draft.problems[0].choices] == ["Thạc sĩ", "Tiến sĩ"]
    assert held(draft, "degree") == [(5, "8380101", "")]
    again = read(words, of={header: "x"}, corrections={"7:degree:above": "Tiến sĩ"})
    assert (problems(again), held(again, "degree")) == ([], [(6, "", "")])


def test_an_unknown_label_below_levels_is_shown_not_taken_for_the_heading(words: Vocabulary) -> None:
    found = columns_of({"Trình độ chuyên môn › ĐH": "x", "Trình độ chuyên môn › Khác": "x"}, words).columns
    assert [(item.field, item.state) for item in found] == [("degree:bachelor", State.ACCEPTED), ("", State.GUESSED)]


def test_money_for_a_post_is_no_position(words: Vocabulary) -> None:
    found = columns_of({"Phụ cấp › Chức vụ": "0,25", "Chức vụ": "Kế toán"}, words).columns
    assert [item.field for item in found] == ["", "position"]


HEADERS = {
    "Trình độ chuyên môn › Chuyên ngành": "field",
    "Trình độ chuyên môn › Trình độ": "degree",
    "Ngoại ngữ › Trình độ": "foreign_language",
    "Ngoại ngữ › Bậc": "foreign_language",
    "LLCT › Cử nhân": "political_theory:bachelor",
    "QLNN › CVC & TĐ": "state_management:principal",
    "QLNN › CV và tương đương": "state_management:specialist",
    "Trình độ › Trên ĐH": "degree:above",
    "Ngày tháng năm sinh › Nữ": "birth_female",
    "Ngày vào Đảng › Dự bị": "party_joined",
    "Ngày vào Đảng › Chính thức": "party_official",
    "Nữ": "female",
}


@pytest.mark.parametrize(("header", "field"), HEADERS.items())
def test_headers_of_several_levels(header: str, field: str, words: Vocabulary) -> None:
    (found,) = columns_of({header: "x"}, words).columns
    assert (found.field, found.state) == (field, State.ACCEPTED)


def test_a_certificate_of_a_higher_level_and_one_level_twice(words: Vocabulary) -> None:
    draft = read(words, of={"Ngoại ngữ › Tiếng Anh › Chứng chỉ": "B1"})
    assert (problems(draft), held(draft, "foreign_language")) == ([], [(4, "", "")])
    draft = read(words, of={"LLCT › TC": "x", "LLCT › CC": "x"})
    assert [(p.code, p.found) for p in draft.problems] == [("two_marks", "Trung cấp, Cao cấp")]


# --- sex -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "sex"), [("x", "female"), ("✓", "female"), ("Nữ", "female"), ("Nam", "male"), ("0", "male")]
)
def test_a_column_of_women(cell: str, sex: str, words: Vocabulary) -> None:
    draft = read(words, of={"Nữ": cell})
    assert (problems(draft), draft.values["sex"]) == ([], sex)


def test_who_is_not_marked_among_marked_women_is_a_man(words: Vocabulary) -> None:
    columns = columns_of(WHO | JOB | {"Nữ": "x"}, words)
    reader = Reader(columns, words, {}, "03517", 2025, DAY)
    row = Row(8, {0: "Giàng A Páo", 1: "1985", 2: "Kế toán"}, (), hidden=False)
    assert reader.read(row).values["sex"] == "male"


def test_text_in_a_column_of_women_is_a_problem(words: Vocabulary) -> None:
    assert problems(read(words, of={"Nữ": "abc"})) == [("not_a_mark", "female", "abc")]
    assert [code for code, _, _ in problems(read(words, of={"Nam": "x", "Nữ": "x"}))] == ["two_sexes"]


# --- religion ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("none", ["Không", "không", "0", 0, "-", "–", "none", "Không có"])
def test_no_religion_is_one_answer_and_a_blank_is_none(none: Any, words: Vocabulary) -> None:
    draft = read(words, of={"Tôn giáo": none})
    assert (problems(draft), draft.values["religion"]) == ([], "Không")
    assert "religion" not in read(words, of={"Tôn giáo": None}).values


def test_religions_are_those_of_the_list(words: Vocabulary) -> None:
    assert read(words, of={"Tôn giáo": "tin Lành"}).values["religion"] == "Tin lành"
    draft = read(words, of={"Tôn giáo": "x"})
    assert (problems(draft), "religion" in draft.values) == ([("unknown_word", "religion", "x")], False)
    assert len(draft.problems[0].choices) == 17


# --- pay, rank, school -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("cell", ["4/9", ShortDate(2026, 9, 4), date(2026, 4, 9), "Bậc 4/9"])
def test_a_pay_step_that_excel_took_for_a_day(cell: Any, words: Vocabulary) -> None:
    draft = read(words, of={"Bậc lương": cell})
    assert (problems(draft), draft.assignment["salary_step"]) == ([], "4/9")


def test_a_pay_step_alone_and_one_that_is_none(words: Vocabulary) -> None:
    assert read(words, of={"Bậc lương": 4}).assignment["salary_step"] == "4"
    assert problems(read(words, of={"Bậc lương": "hết bậc"})) == [("bad_step", "salary_step", "hết bậc")]


@pytest.mark.parametrize("cell", ["12/12", ShortDate(2026, 12, 12), date(2026, 12, 12)])
def test_a_class_that_excel_took_for_a_day(cell: Any, words: Vocabulary) -> None:
    assert read(words, of={"Trình độ văn hóa": cell}).values["general_education"] == "12/12"


def test_the_allowance_above_the_last_step_goes_into_the_note(words: Vocabulary) -> None:
    draft = read(words, of={"Hệ số lương": "4,98 + 7% VK", "Ghi chú": "Biệt phái"})
    assert draft.assignment["salary_coefficient"] == Decimal("4.98")
    assert draft.values["note"] == "Biệt phái; Phụ cấp vượt khung 7%"
    again = read(words, of={"Hệ số lương": "4,98 + 7% VK", "Ghi chú": draft.values["note"]})
    assert again.values["note"] == draft.values["note"]


@pytest.mark.parametrize(
    ("cell", "grade"), [("01.003", "01.003"), (1.003, "01.003"), ("1,003", "01.003"), ("CVC", "CVC")]
)
def test_a_rank_by_its_code(cell: Any, grade: str, words: Vocabulary) -> None:
    assert read(words, of={"Mã ngạch": cell}).assignment["grade"] == grade


# --- Party, dates ----------------------------------------------------------------------------------------------------


def test_dates_of_the_party_say_that_somebody_is_a_member(words: Vocabulary) -> None:
    for header in ("Ngày vào Đảng", "Ngày chính thức"):
        assert read(words, of={header: "3/2/2010"}).values["party_member"] is True
    draft = read(words, of={"Đảng viên": "03/02/2010"})
    assert (str(draft.values["party_joined"]), draft.values["party_member"]) == ("2010-02-03", True)


@pytest.mark.parametrize("cell", ["7/2025", "Từ 7/2025", "từ tháng 7/2025", "7/2025 - nay", "7/2025 đến nay"])
def test_since_when_a_post_is_held(cell: str, words: Vocabulary) -> None:
    draft = read(words, of={"Thời gian giữ chức vụ, chức danh": cell})
    assert (problems(draft), str(draft.start)) == ([], "2025-07")


# --- degrees ---------------------------------------------------------------------------------------------------------

DEGREES = {
    "ĐH Luật": [(4, "7380101", "")],
    "CN Luật": [(4, "7380101", "")],
    "Thạc sỹ QLKT": [(5, "8310110", "")],
    "ThS.Quản lý công": [(5, "8340403", "")],
    "Kỹ sư Lâm nghiệp": [(4, "7620201", "")],
    "Bác sĩ": [(4, "7720101", "")],
    "Y sĩ": [(2, "", "")],
    "ĐH Luật, ThS Quản lý công": [(4, "7380101", ""), (5, "8340403", "")],
    "Đại học Xây dựng Đảng và chính quyền nhà nước": [(4, "7310202", "")],
}


@pytest.mark.parametrize(("cell", "expected"), DEGREES.items())
def test_degrees_as_people_write_them(cell: str, expected: list[tuple[int, str, str]], words: Vocabulary) -> None:
    draft = read(words, of={"Trình độ chuyên môn": cell})
    assert (problems(draft), held(draft, "degree")) == ([], expected)


def test_degrees_and_fields_in_two_columns(words: Vocabulary) -> None:
    draft = read(words, of={"Trình độ": "ĐH; ThS", "Chuyên ngành": "Luật; Quản lý công"})
    assert (problems(draft), held(draft, "degree")) == ([], [(4, "7380101", ""), (5, "8340403", "")])
    draft = read(words, of={"Trình độ": "ĐH; ThS", "Chuyên ngành": "Luật"})
    assert problems(draft) == [("fields_apart", "field", "Luật")]
    draft = read(words, of={"Trình độ": "ĐH", "Chuyên ngành": "Khoa học vũ trụ"})
    assert problems(draft) == [("unknown_field", "field", "Khoa học vũ trụ")]


def test_a_field_without_its_level_is_asked_in_its_row(words: Vocabulary) -> None:
    draft = read(words, of={"Trình độ chuyên môn": "Luật"})
    (problem,) = draft.problems
    assert (problem.code, problem.kind, draft.held) == ("no_level", "", [])
    assert "Đại học Luật" in [choice.code for choice in problem.choices]


@pytest.mark.parametrize("cell", ["Trên đại học", "Sau ĐH"])
def test_above_bachelor_in_words(cell: str, words: Vocabulary) -> None:
    draft = read(words, of={"Trình độ chuyên môn": cell})
    assert (problems(draft), held(draft, "degree")) == ([("or_higher", "degree", cell)], [(5, "", "")])


def test_how_a_degree_was_studied(words: Vocabulary) -> None:
    (found,) = read(words, of={"Trình độ": "ĐH Luật (VLVH)"}).held
    assert (found.field_code, found.field_text, found.mode) == ("7380101", "Luật", "VLVH")
    (found,) = read(words, of={"Trình độ": "Thạc sĩ (đang học)"}).held
    assert (found.level, found.state) == (5, "studying")


def test_two_levels_of_theory_in_a_cell(words: Vocabulary) -> None:
    found = read(words, of={"LLCT": "TC (2015), đang học CC"}).held
    assert [(h.level, h.state) for h in found] == [(2, "held"), (3, "studying")]


def test_political_theory_among_the_degrees(words: Vocabulary) -> None:
    draft = read(words, of={"Trình độ": "ĐH Luật; CCLLCT"})
    assert (held(draft, "degree"), held(draft, "political_theory")) == ([(4, "7380101", "")], [(3, "", "")])
    draft = read(words, of={"Trình độ": "Trung cấp LLCT-HC"})
    assert (problems(draft), held(draft, "degree"), held(draft, "political_theory")) == ([], [], [(2, "", "")])


@pytest.mark.parametrize("mark", ["x", "✔", True, 1])
def test_a_mark_for_a_course(mark: Any, words: Vocabulary) -> None:
    assert held(read(words, of={"Cập nhật kiến thức": mark}), "knowledge_update") == [(1, "", "")]


def test_a_year_alone_does_not_tell_a_level(words: Vocabulary) -> None:
    draft = read(words, of={"LLCT": 2015})
    assert (problems(draft), draft.held) == ([("unknown_word", "political_theory", "2015")], [])


# --- where -----------------------------------------------------------------------------------------------------------


def test_a_former_unit_is_told(words: Vocabulary) -> None:
    draft = read(words, of={"Xã, phường": "Thị trấn Mường Tè", "Quê quán": "Xã Nậm Cha, huyện Sìn Hồ"})
    assert (draft.unit, draft.values["native_unit"], problems(draft)) == ("03433", "03517", [])
    assert [(n.code, n.found, n.values["now"]) for n in draft.notices] == [
        ("former_name", "Thị trấn Mường Tè", "xã Bum Tở"),
        ("former_name", "Xã Nậm Cha", "xã Nậm Tăm"),
    ]


def test_an_unknown_body_is_looked_at_and_a_known_one_tells_the_commune(words: Vocabulary) -> None:
    draft = read(words, of={"Cơ quan, đơn vị": "Phòng Rừng núi"})
    assert problems(draft) == [("unknown_body", "body", "Phòng Rừng núi")]
    assert draft.problems[0].severity == "look"
    assert read(words, of={"Cơ quan, đơn vị": "UBND xã Bum Tở"}).unit == "03433"
    assert problems(read(words, of={"Cơ quan, đơn vị": "Xã Bum Tở"})) == []


POSTS = [
    ("Phó Bí thư Đảng ủy, Chủ tịch UBND xã", None, ["committee_chair", "deputy_secretary"]),
    ("Trưởng phòng", "Phòng Văn hóa - Xã hội", ["culture_head"]),
    ("Chủ tịch", "UBND xã Nậm Tăm", ["committee_chair"]),
    ("Bí thư", "Đoàn TNCS Hồ Chí Minh xã", ["front_deputy"]),
    ("Chủ tịch", "Hội LHPN xã", ["front_deputy"]),
    ("Chủ tịch", "Ủy ban MTTQ Việt Nam xã", ["front_chair"]),
    ("PCT UBMTTQ, Chủ tịch Hội Nông dân", None, ["front_deputy"]),
    ("Chuyên viên", "TTPVHCC", ["one_stop"]),
    ("PCT UBND xã (kiêm Giám đốc TTPVHCC)", None, ["committee_vice_chair", "service_director"]),
    ("Chủ tịch UBND xã, kiêm Phó Bí thư Đảng ủy", None, ["committee_chair", "deputy_secretary"]),
    ("Trưởng phòng - Phòng Văn hóa - Xã hội", None, ["culture_head"]),
    ("Phó phòng", "Phòng Kinh tế, Hạ tầng và Đô thị phường Tân Phong", ["economy_deputy"]),
]


@pytest.mark.parametrize(("title", "body", "codes"), POSTS)
def test_posts_with_their_body(title: str, body: str | None, codes: list[str], words: Vocabulary) -> None:
    draft = read(words, of={"Chức vụ": title, "Cơ quan, đơn vị": body})
    assert (problems(draft), draft.positions) == ([], codes)


def test_a_specialist_is_asked_for_in_each_row_and_the_answer_holds_for_it(words: Vocabulary) -> None:
    cells = {"Chức vụ": "Chuyên viên", "Cơ quan, đơn vị": "Phòng Kinh tế", "Trình độ": "ĐH Quản lý đất đai"}
    draft = read(words, of=cells)
    (problem,) = draft.problems
    assert (problem.code, problem.severity, problem.kind) == ("which_position", "look", "")
    assert problem.choices[0].code == "land"
    answered = read(words, of=cells, corrections={"7:position": "land"})
    assert (problems(answered), answered.positions) == ([], ["land"])


def test_posts_of_the_party_and_of_the_government_in_two_columns(words: Vocabulary) -> None:
    cells = {"Chức vụ › Đảng": "Phó Bí thư", "Chức vụ › Chính quyền": "Chủ tịch UBND"}
    draft = read(words, of=WHO | cells, bare=True)
    assert (problems(draft), draft.positions) == ([], ["committee_chair", "deputy_secretary"])


def test_an_answer_may_be_several_posts(pack: Pack) -> None:
    words = Vocabulary(pack, {("position", "thu truong"): "party_secretary;council_chair"})
    draft = read(words, of={"Chức vụ": "Thủ trưởng"})
    assert draft.positions == ["party_secretary", "council_chair"]


def test_a_deputy_of_a_part_of_the_front_is_asked(words: Vocabulary) -> None:
    draft = read(words, of={"Chức vụ": "Phó Chủ tịch", "Cơ quan, đơn vị": "Hội LHPN xã"})
    assert problems(draft) == [("unknown_position", "position", "Phó Chủ tịch Hội LHPN xã")]


def test_a_seat_in_a_committee_is_told_and_is_no_position(words: Vocabulary) -> None:
    draft = read(words, of={"Chức vụ": "UVBTV Đảng ủy, Trưởng ban Xây dựng Đảng"})
    assert (problems(draft), draft.positions) == ([], ["party_building_head"])
    assert [(n.code, n.found) for n in draft.notices] == [("no_position", "UVBTV Đảng ủy")]
    assert problems(read(words, of={"Chức vụ": "Ủy viên UBKT"})) == [("unknown_position", "position", "Ủy viên UBKT")]


def test_headings_name_body_and_block(words: Vocabulary) -> None:
    assert read(words, "Phòng Văn hóa - Xã hội", of={"Chức vụ": "Trưởng phòng"}).positions == ["culture_head"]
    draft = read(words, "Khối Đảng ủy", of={"Chức vụ": "Chuyên viên"})
    assert {choice.code for choice in draft.problems[0].choices} >= {"party_general", "party_organisation"}
    assert "land" not in {choice.code for choice in draft.problems[0].choices}


# --- long cells ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("header", ["Chức vụ", "Trình độ chuyên môn", "LLCT", "Quê quán", "Cơ quan, đơn vị", "Ghi chú"])
@pytest.mark.parametrize("cell", [", " * 16000, "- " * 16000, "(" * 32000, "a" * 32000, "đang học " * 3000])
def test_a_cell_full_of_anything_costs_little_and_is_told(header: str, cell: str, words: Vocabulary) -> None:
    begun = perf_counter()
    draft = read(words, of={header: cell})
    assert perf_counter() - begun < 2
    assert "too_long" in {problem.code for problem in draft.problems}
