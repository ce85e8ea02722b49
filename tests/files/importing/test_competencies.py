"""Assessed levels of the competency framework: headers and cells (unit), then from file to record and back."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from django.utils import translation
from openpyxl import load_workbook

from canbo.apps.importing.models import RememberedColumn
from canbo.apps.people.models import CompetencyLevel, Official
from canbo.apps.people.services import apply_changes
from canbo.core.dates import PartialDate
from canbo.core.people.record import Assessed, OfficialChange
from canbo.core.policy.model import Pack
from canbo.files.importing import session, writing
from canbo.files.importing.answers import NotAsked
from canbo.files.importing.competencies import Merged, merge
from canbo.files.importing.draft import Draft, Reader
from canbo.files.importing.error_workbook import error_workbook
from canbo.files.importing.fields import column_titles
from canbo.files.importing.job import AssessedAs
from canbo.files.importing.mapping import ColumnMap, State, map_columns
from canbo.files.importing.problems import advice, expected
from canbo.files.importing.reading.model import Column, Row, ShortDate, Table
from canbo.files.importing.vocabulary import Vocabulary
from factories.imports import HEAD, Import, sheet
from factories.province import AUTHOR, DAY, add, person, small_province

DECIDING = "Năng lực: Ra quyết định"
MARCH = PartialDate(2026, 3, 15)


@pytest.fixture(scope="module")
def words(pack: Pack) -> Vocabulary:
    return Vocabulary(pack)


def columns_of(words: Vocabulary, *headers: str) -> ColumnMap:
    columns = tuple(Column(n, tuple(header.split(" › ")), ("3",)) for n, header in enumerate(headers))
    return map_columns(Table("Biểu", (), (1, 1), columns, (), (), 1.0), words, {}, {}, unit_known=True)


def read(words: Vocabulary, cell: Any, on: date = DAY) -> Draft:
    values = {"Họ và tên": "Lò Thị Hằng", "Ngày sinh": "14/9/1988", "Chức vụ": "Kế toán", DECIDING: cell}
    reader = Reader(columns_of(words, *values), words, {}, "03517", 2025, on)
    return reader.read(Row(7, dict(enumerate(values.values())), (), hidden=False))


# --- headers ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("header", [
    "Năng lực: Ra quyết định",
    "NĂNG LỰC RA QUYẾT ĐỊNH",
    "Đánh giá năng lực - Ra quyết định",
    "Năng lực › Ra quyết định",
    "Khung năng lực › ra quyết định",
    "Đánh giá năng lực › Năng lực quản lý › Ra quyết định",
])  # fmt: skip
def test_a_title_below_or_beside_its_heading_is_the_competency(header: str, words: Vocabulary) -> None:
    (found,) = columns_of(words, header).columns
    assert (found.field, found.state) == ("competency:deciding", State.ACCEPTED)


def test_a_title_without_its_heading_is_looked_at_and_one_that_nobody_knows_is_shown(words: Vocabulary) -> None:
    found = columns_of(words, "Ra quyết định", "Khung năng lực › Bơi lội", "Năng lực số", "Bơi lội").columns
    assert [(item.field, item.state) for item in found] == [
        ("competency:deciding", State.GUESSED),
        ("", State.GUESSED),
        ("digital_skills", State.ACCEPTED),
        ("", State.SKIPPED),
    ]


def test_every_competency_of_the_pack_has_its_column(pack: Pack, words: Vocabulary) -> None:
    headers = [f"Năng lực: {item.title.vi}" for item in pack.competencies]
    found = columns_of(words, *headers).columns
    assert [item.field for item in found] == [f"competency:{item.code}" for item in pack.competencies]
    assert len(found) == 17


def test_columns_are_named_in_the_language_of_the_page(pack: Pack) -> None:
    assert column_titles(pack)["competency:deciding"] == "Năng lực: Ra quyết định"
    with translation.override("en"):
        assert column_titles(pack)["competency:deciding"] == "Competency: Deciding"


# --- cells -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("cell", "level", "day"), [
    (0, 0, None), ("0", 0, None), ("chưa đạt", 0, None), ("Chưa đạt mức 1", 0, None), ("dưới mức 1", 0, None),
    (1, 1, None), (3.0, 3, None), ("3", 3, None), ("Mức 3", 3, None), ("3/5", 3, None),
    (ShortDate(2026, 5, 3), 3, None), (5, 5, None), ("5/5", 5, None), ("cấp độ 5", 5, None),
    ("mức 2 (15/03/2026)", 2, "2026-03-15"), ("0 (2025)", 0, "2025"), ("3/5 (3/2026)", 3, "2026-03"),
    ("3, 15/3/2026", 3, "2026-03-15"), ("Mức 3 - ngày 15/3/2026", 3, "2026-03-15"), ("4 (23/11/2026)", 4, "2026-11-23"),
])  # fmt: skip
def test_a_level_and_perhaps_a_day(cell: Any, level: int, day: str | None, words: Vocabulary) -> None:
    draft = read(words, cell)
    told = draft.assessed["deciding"]
    assert (draft.problems, told.level, told.day and str(told.day)) == ([], level, day)


@pytest.mark.parametrize("cell", [None, ""])
def test_a_blank_is_not_assessed(cell: Any, words: Vocabulary) -> None:
    draft = read(words, cell)
    assert (draft.problems, draft.assessed) == ([], {})


@pytest.mark.parametrize("cell", [
    6, "6", "mức 6", "6/5", "3/6", -1, "-1", 2.5, "2,5", "x", "abc", True, "-", "3 4", "35", "3/2026",
    date(2026, 3, 5), "3 (đạt)",
])  # fmt: skip
def test_anything_else_is_told_with_what_may_stand_there(cell: Any, words: Vocabulary) -> None:
    draft = read(words, cell)
    (problem,) = draft.problems
    assert (problem.code, problem.field_name, problem.column) == ("bad_competency", "competency:deciding", DECIDING)
    assert draft.assessed == {}
    assert advice(problem).startswith(f"“{problem.found}” không phải mức năng lực. Ghi mức từ 0 đến 5, như 3 hoặc")
    assert expected(problem) == "mức năng lực từ 0 đến 5, như 3 (15/3/2026)"


@pytest.mark.parametrize(("cell", "code"), [
    ("3 (24/11/2026)", "future_date"), ("3 (2027)", "future_date"), ("3 (31/02/2026)", "impossible_date"),
    ("3 (đợt 1)", "unreadable_date"),
])  # fmt: skip
def test_a_day_that_cannot_be_is_the_same_problem_as_elsewhere(cell: str, code: str, words: Vocabulary) -> None:
    draft = read(words, cell)
    assert ([problem.code for problem in draft.problems], draft.assessed) == ([code], {})


# --- against the record ----------------------------------------------------------------------------------------------


def merged(told: AssessedAs, *known: tuple[int, PartialDate], kept: str = "", lowered: str = "") -> Merged:
    """What comes of a level of deciding upon assessments on record, the newest first."""
    rows = [CompetencyLevel(competency="deciding", level=level, assessed=day) for level, day in known]
    return merge({"deciding": told}, rows, DAY, kept={kept}, lowered={lowered})


NAME = "competency:deciding"
IMPORTED = PartialDate.of(DAY)


@pytest.mark.parametrize("told", [AssessedAs(3), AssessedAs(3, MARCH), AssessedAs(3, PartialDate(2026))])
def test_the_same_level_of_no_other_day_changes_nothing(told: AssessedAs) -> None:
    assert merged(told, (3, MARCH)) == Merged()


def test_an_earlier_assessment_that_is_on_record_says_nothing_new() -> None:
    assert merged(AssessedAs(2, PartialDate(2025)), (3, MARCH), (2, PartialDate(2025))) == Merged()


def test_who_was_not_assessed_gets_the_level_of_the_day_of_the_import() -> None:
    found = merged(AssessedAs(0))
    assert found.added == [Assessed("deciding", 0, IMPORTED)]
    assert (found.shown, found.lower) == ({NAME: ("", "Chưa đạt mức 1 (23/11/2026)")}, {})


def test_a_higher_level_or_another_day_is_shown_old_and_new() -> None:
    found = merged(AssessedAs(4), (3, MARCH))
    assert found.added == [Assessed("deciding", 4, IMPORTED)]
    assert (found.shown, found.lower) == ({NAME: ("Mức 3 (15/3/2026)", "Mức 4 (23/11/2026)")}, {})
    again = merged(AssessedAs(3, PartialDate(2026, 6, 1)), (3, MARCH))
    assert again.shown == {NAME: ("Mức 3 (15/3/2026)", "Mức 3 (01/6/2026)")}


def test_a_lower_level_waits_for_its_answer() -> None:
    shown = {NAME: ("Mức 3 (15/3/2026)", "Mức 2 (23/11/2026)")}
    assert merged(AssessedAs(2), (3, MARCH)) == Merged(lower=shown)
    taken = merged(AssessedAs(2), (3, MARCH), lowered=NAME)
    assert taken == Merged([Assessed("deciding", 2, IMPORTED)], shown, shown)


def test_what_is_kept_stays() -> None:
    assert merged(AssessedAs(5), (3, MARCH), kept=NAME) == Merged()


# --- from file to record ---------------------------------------------------------------------------------------------


@pytest.fixture
def unit(pack: Pack) -> str:
    return small_province()[0]


@pytest.fixture
def place(pack: Pack) -> str:
    return f"Xã {pack.communes[0].name}"


def given(pack: Pack, place: str, *cells: Any, head: str = DECIDING) -> Import:
    """A roster with a column of one competency."""
    births = ("19/5/1985", "2/3/1990", "1991")
    names = ("Lò Thị Hằng", "Tẩn A Sần", "Vàng Thị Mỷ")
    rows = [
        (n, name, birth, "land", place, cell)
        for n, (name, birth, cell) in enumerate(zip(names, births, cells, strict=False), 1)
    ]
    return Import.of(pack, sheet(*rows, head=(*HEAD, head)))


def levels(pk: int) -> list[tuple[int, str]]:
    return [(row.level, str(row.assessed)) for row in CompetencyLevel.objects.filter(official=pk).order_by("assessed")]


def hang(unit: str, *assessed: Assessed) -> int:
    return add([person("Lò Thị Hằng", unit, "land", competencies=assessed)])[0]


@pytest.mark.django_db
def test_new_people_come_with_their_levels_and_go_with_them(pack: Pack, unit: str, place: str) -> None:
    upload = given(pack, place, "3 (15/3/2026)", 0, None).write()
    known = {o.full_name: levels(o.pk) for o in Official.objects.all()}
    assert known == {"Lò Thị Hằng": [(3, "2026-03-15")], "Tẩn A Sần": [(0, "2026-11-23")], "Vàng Thị Mỷ": []}

    writing.undo(upload, None)
    assert not CompetencyLevel.objects.exists()


@pytest.mark.django_db
def test_a_higher_level_is_added_to_what_is_on_record_and_taken_back(pack: Pack, unit: str, place: str) -> None:
    pk = hang(unit, Assessed("deciding", 3, MARCH))
    again = given(pack, place, 4)
    assert dict(again.plans[2].shown) == {NAME: ("Mức 3 (15/3/2026)", "Mức 4 (23/11/2026)")}
    upload = again.write()
    assert levels(pk) == [(3, "2026-03-15"), (4, "2026-11-23")]

    writing.undo(upload, None)
    assert levels(pk) == [(3, "2026-03-15")]


@pytest.mark.django_db
def test_another_level_of_the_same_day_replaces_it_and_undo_brings_it_back(pack: Pack, unit: str, place: str) -> None:
    pk = hang(unit, Assessed("deciding", 3, MARCH))
    upload = given(pack, place, "5 (15/3/2026)").write()
    assert levels(pk) == [(5, "2026-03-15")]

    writing.undo(upload, None)
    assert levels(pk) == [(3, "2026-03-15")]


@pytest.mark.django_db
@pytest.mark.parametrize(("answer", "kind", "known"), [
    ("keep", "unchanged", [(3, "2026-03-15")]), ("take", "update", [(3, "2026-03-15"), (2, "2026-11-23")])
])  # fmt: skip
def test_a_lower_level_is_asked_about(
    answer: str, kind: str, known: list[tuple[int, str]], pack: Pack, unit: str, place: str
) -> None:
    pk = hang(unit, Assessed("deciding", 3, MARCH))
    lower = given(pack, place, 2)
    problem = lower.problem(2, "downgrade")
    assert (lower.kinds, problem.column) == ({2: "look"}, DECIDING)
    assert "Hồ sơ hiện có ghi Mức 3 (15/3/2026). Tệp ghi thấp hơn: Mức 2" in advice(problem)

    lower.decide(2, "downgrade", answer)
    assert lower.kinds == {2: kind}
    lower.write()
    assert levels(pk) == known


@pytest.mark.django_db
@pytest.mark.parametrize(("cell", "kind"), [(2, "unchanged"), (3, "update"), (1, "look")])
def test_it_is_compared_with_the_latest_assessment(cell: int, kind: str, pack: Pack, unit: str, place: str) -> None:
    hang(unit, Assessed("deciding", 4, PartialDate(2025)), Assessed("deciding", 2, MARCH))
    assert given(pack, place, cell).kinds == {2: kind}


@pytest.mark.django_db
def test_an_answer_does_not_count_for_another_level(pack: Pack, unit: str, place: str) -> None:
    hang(unit, Assessed("deciding", 3, MARCH))
    lower = given(pack, place, 2)
    lower.decide(2, "downgrade", "take")
    lower.correct(2, NAME, "1")
    assert lower.kinds == {2: "look"}


@pytest.mark.django_db
def test_a_level_assessed_since_the_export_is_looked_at(pack: Pack, unit: str, place: str) -> None:
    pk = hang(unit, Assessed("deciding", 3, MARCH))
    head = ("Mã hồ sơ", "Phiên bản", *HEAD, DECIDING)
    content = sheet((pk, 1, 1, "Lò Thị Hằng", "19/5/1985", "land", place, 5), head=head)
    newer = Assessed("deciding", 4, PartialDate(2026, 9, 1))
    apply_changes([OfficialChange(pk, 1, competencies=(newer,))], author=AUTHOR)
    late = Import.of(pack, content)
    assert (late.problems(2), late.problem(2, "changed_meanwhile").found) == (["changed_meanwhile"], DECIDING)
    late.decide(2, "changed_meanwhile", "keep")
    assert late.kinds == {2: "unchanged"}


@pytest.mark.django_db
def test_two_rows_of_one_person_give_their_levels_together(pack: Pack, unit: str, place: str) -> None:
    head = (*HEAD, DECIDING, "Năng lực: Giao tiếp, ứng xử")
    rows = [
        (1, "Lò Thị Hằng", "19/5/1985", "land", place, 3, None),
        (2, "Lò Thị Hằng", "19/5/1985", "clerk", place, 2, 4),
    ]
    twice = Import.of(pack, sheet(*rows, head=head))
    twice.decide(3, "same_twice", "join")
    twice.write()
    assert dict(CompetencyLevel.objects.values_list("competency", "level")) == {"deciding": 3, "communication": 4}


# --- mending ---------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_level_is_mended_on_the_page_also_without_a_column(pack: Pack, unit: str, place: str) -> None:
    bad = given(pack, place, 6)
    assert bad.problems(2) == ["bad_competency"]
    bad.correct(2, NAME, "5")
    bad.correct(2, "competency:ethics", "2")
    bad.write()
    assert dict(CompetencyLevel.objects.values_list("competency", "level")) == {"deciding": 5, "ethics": 2}


@pytest.mark.django_db
def test_the_error_workbook_marks_the_level_and_comes_back(pack: Pack, unit: str, place: str) -> None:
    bad = given(pack, place, 6, 2)
    bad.correct(2, "competency:ethics", "2")
    bad.write()
    made = load_workbook(io.BytesIO(error_workbook(bad.look())))
    page = made["Dữ liệu"]
    head = {cell.value: cell.column for cell in page[1]}
    cell = page.cell(2, head[DECIDING])
    assert (cell.value, cell.fill.fgColor.rgb, page.cell(2, head["Năng lực: Đạo đức và bản lĩnh"]).value) == (
        6,
        "FFFDECEB",
        "2",
    )
    assert cell.comment is not None
    assert "không phải mức năng lực" in cell.comment.text

    cell.value = 4
    buffer = io.BytesIO()
    made.save(buffer)
    again = Import.of(pack, buffer.getvalue(), name="loi.xlsx")
    again.write()
    mine = CompetencyLevel.objects.filter(official__full_name="Lò Thị Hằng")
    assert dict(mine.values_list("competency", "level")) == {"deciding": 4, "ethics": 2}
    assert set(bad.kinds.values()) == {"done"}


@pytest.mark.django_db
def test_a_column_is_chosen_and_remembered_and_one_that_the_pack_lacks_is_not(
    pack: Pack, unit: str, place: str
) -> None:
    odd = given(pack, place, 3, head="Cột lạ")
    for name, known in (("competency:flying", False), (NAME, True)):
        if known:
            session.choose_columns(odd.look(), {"Cột lạ": name}, unit=unit, sheet="Cán bộ", user=None, scope=odd.scope)
        else:
            with pytest.raises(NotAsked):
                session.choose_columns(
                    odd.look(), {"Cột lạ": name}, unit=unit, sheet="Cán bộ", user=None, scope=odd.scope
                )
    assert given(pack, place, 3, head="Cột lạ").plans[2].draft.assessed == {"deciding": AssessedAs(3)}

    RememberedColumn.objects.update(field="competency:gone")
    odd = given(pack, place, 3, head="Cột lạ")
    assert [item.state for item in odd.look().columns.columns][-1] is State.SKIPPED
