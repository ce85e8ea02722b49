"""Integration: the roster of a past day holds the posts, levels and Party standing of that day."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import openpyxl
import pytest

from canbo.apps.people.models import Official
from canbo.apps.people.queries import ordered_ids, states_of
from canbo.apps.people.services import apply_changes
from canbo.core.access import Scope
from canbo.core.dates import PartialDate
from canbo.core.people.record import Assessed, Held, OfficialChange, Post
from canbo.files.exporting.roster import roster_workbook
from canbo.files.importing.fictional import is_fictional
from canbo.files.importing.reading.book import read_book
from canbo.files.importing.reading.model import Book
from canbo.files.policy.current import current_pack
from factories.province import AUTHOR, DAY, add, person, small_province

pytestmark = pytest.mark.django_db
MOVED = PartialDate(2026, 3, 2)


@pytest.fixture(autouse=True)
def mover() -> None:
    """Somebody who moved from one commune to another in March 2026 and joined the Party in May."""
    first, second, _ = small_province()
    posts = (
        Post(first, "land", category="civil_servant", start=PartialDate(2025, 7, 1), end=MOVED),
        Post(second, "office_general", category="civil_servant", start=MOVED),
    )
    held = Held("position_skills", 1, obtained=PartialDate(2026, 9, 9))
    joined = {
        "party_member": True,
        "party_joined": PartialDate(2026, 5, 19),
        "party_official": PartialDate(2027, 5, 19),
    }
    add([person("Lò Thị Hằng", first, "land", held, posts=posts, **joined)])


def row(day: date) -> dict[str, Any]:
    """The one line of the roster of a day, by its headings."""
    states = states_of(ordered_ids(day, Scope.province(), "", "ten"), day)
    made = roster_workbook(states, current_pack(), year=day.year, fictional=False)
    sheet = openpyxl.load_workbook(io.BytesIO(made))["Cán bộ"]
    head, (line,) = [cell.value for cell in sheet[1]], list(sheet.iter_rows(min_row=2, values_only=True))
    return dict(zip(head, line, strict=True))


@pytest.mark.parametrize(("day", "unit", "position", "start"), [
    (date(2025, 9, 1), "Phường Đoàn Kết", "land", "01/7/2025"),
    (date(2026, 3, 1), "Phường Đoàn Kết", "land", "01/7/2025"),
    (date(2026, 3, 2), "Xã Bình Lư", "office_general", "02/3/2026"),
    (date(2030, 1, 1), "Xã Bình Lư", "office_general", "02/3/2026"),
])  # fmt: skip
def test_the_posts_are_those_of_the_day(day: date, unit: str, position: str, start: str) -> None:
    found = row(day)
    assert (found["Xã, phường"], found["Giữ vị trí từ"]) == (unit, start)
    titles = {p.code: p.title.vi for p in current_pack().positions}
    assert found["Vị trí việc làm"] == titles[position]


@pytest.mark.parametrize(("day", "said"), [
    (date(2025, 9, 1), ("Không", None, None)),
    (date(2026, 5, 18), ("Không", None, None)),
    (date(2026, 5, 19), ("Có", "19/5/2026", None)),
    (date(2027, 5, 19), ("Có", "19/5/2026", "19/5/2027")),
])  # fmt: skip
def test_the_party_standing_is_that_of_the_day(day: date, said: tuple[str | None, ...]) -> None:
    found = row(day)
    assert tuple(found[name] or None for name in ("Đảng viên", "Ngày vào Đảng", "Ngày chính thức")) == said


def test_a_course_taken_later_is_not_in_it() -> None:
    assert not row(date(2026, 9, 8))["Bồi dưỡng theo vị trí việc làm"]
    assert row(date(2026, 9, 9))["Bồi dưỡng theo vị trí việc làm"]


DECIDING = "Năng lực: Ra quyết định"


def test_a_level_is_the_latest_of_the_day_with_its_day() -> None:
    levels = (Assessed("deciding", 2, PartialDate(2025)), Assessed("deciding", 3, PartialDate(2026, 3, 15)))
    official = Official.objects.get()
    apply_changes([OfficialChange(official.pk, official.version, competencies=levels)], author=AUTHOR)
    found = {day: row(day)[DECIDING] or None for day in (date(2025, 9, 1), date(2026, 3, 14), date(2026, 3, 15))}
    assert found == {date(2025, 9, 1): "2 (2025)", date(2026, 3, 14): "2 (2025)", date(2026, 3, 15): "3 (15/3/2026)"}


def test_competencies_stand_after_the_qualifications_and_say_how_a_level_is_written() -> None:
    states = states_of(ordered_ids(DAY, Scope.province(), "", "ten"), DAY)
    pack = current_pack()
    made = openpyxl.load_workbook(io.BytesIO(roster_workbook(states, pack, year=2026, fictional=False)))
    sheet = made["Cán bộ"]
    head = [cell.value for cell in sheet[1]]
    first = head.index("Đang học") + 1
    assert head[first : first + 17] == [f"Năng lực: {item.title.vi}" for item in pack.competencies]
    assert head[first + 17] == "Xếp loại 2025"

    place = sheet.cell(1, head.index(DECIDING) + 1).column_letter
    (rule,) = [rule for rule in sheet.data_validations.dataValidation if str(rule.sqref).startswith(f"{place}2:")]
    assert ("3 (15/3/2026)" in rule.prompt, rule.errorStyle) == (True, "information")
    assert [made["Danh mục"][f"{place}{n}"].value for n in range(1, 8)] == ["0", "1", "2", "3", "4", "5", None]
    assert any("3 (15/3/2026)" in str(cell.value) for (cell,) in made["Hướng dẫn"].iter_rows())


def test_columns_can_be_chosen_one_by_one() -> None:
    states = states_of(ordered_ids(DAY, Scope.province(), "", "ten"), DAY)
    pack, columns = current_pack(), ("position", "competency:deciding")
    made = roster_workbook(states, pack, year=2026, fictional=False, columns=columns)
    head = [cell.value for cell in openpyxl.load_workbook(io.BytesIO(made))["Cán bộ"][1]]
    assert head == ["Mã hồ sơ", "Phiên bản", "Họ và tên", "Vị trí việc làm", DECIDING]


@pytest.mark.parametrize("fictional", [True, False])
def test_the_form_of_invented_people_is_known_again(fictional: bool) -> None:
    states = states_of(ordered_ids(DAY, Scope.province(), "", "ten"), DAY)
    book = read_book("a.xlsx", roster_workbook(states, current_pack(), year=2026, fictional=fictional))

    assert isinstance(book, Book)
    assert [is_fictional(table) for table in book.tables] == [fictional]
