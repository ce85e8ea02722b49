"""Integration: what the words of a roster make people be asked, and what becomes of their answers."""

from __future__ import annotations

import pytest

from canbo.apps.people.models import Assignment, Official, Qualification
from canbo.core.policy.model import Pack
from canbo.files.importing import session
from canbo.files.importing.answers import NotAsked
from factories.imports import HEAD, Import, sheet
from factories.province import small_province

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(pack: Pack) -> str:
    small_province()
    return f"Xã {pack.communes[1].name}"


def answer(given: Import, row: int, code: str, said: str) -> None:
    session.answer(given.look(), given.problem(row, code).key, said, None, given.scope)


def test_above_bachelor_is_a_master_unless_somebody_says_doctor(pack: Pack, place: str) -> None:
    rows = [(n, f"Người Thứ {n}", f"{n}/5/1985", "CV đất đai", place, "Sau đại học") for n in (1, 2)]
    given = Import.of(pack, sheet(*rows, head=(*HEAD, "Trình độ chuyên môn")))
    assert given.kinds == {2: "look", 3: "look"}
    given.decide(2, "or_higher", "take")
    answer(given, 3, "or_higher", "Tiến sĩ")
    assert given.kinds == {2: "new", 3: "new"}
    given.write()
    assert sorted(Qualification.objects.values_list("level", flat=True)) == [5, 6]


def test_an_answer_about_a_general_title_holds_for_its_row_alone(pack: Pack, place: str) -> None:
    rows = [(n, f"Người Thứ {n}", f"{n}/5/1985", "Chuyên viên", place, "Phòng Kinh tế") for n in (1, 2)]
    given = Import.of(pack, sheet(*rows, head=(*HEAD, "Cơ quan, đơn vị")))
    answer(given, 2, "which_position", "land")
    assert given.kinds == {2: "new", 3: "look"}
    answer(given, 3, "which_position", "finance")
    given.write()
    assert set(Assignment.objects.values_list("position__code", flat=True)) == {"land", "finance"}
    again = Import.of(pack, sheet(*rows, head=(*HEAD, "Cơ quan, đơn vị")))
    assert again.problems(2) == ["which_position"]


def test_a_general_title_that_nobody_settles_is_not_written_without_a_post(pack: Pack, place: str) -> None:
    row = (1, "Lò Thị Hằng", "14/9/1988", "Chuyên viên", place, "Phòng Kinh tế")
    given = Import.of(pack, sheet(row, head=(*HEAD, "Cơ quan, đơn vị")))
    given.decide(2, "which_position", "none")
    assert given.kinds == {2: "error"}
    given.write()
    assert not Official.objects.exists()


def test_one_title_of_several_is_put_right_and_the_others_stay(pack: Pack, place: str) -> None:
    row = (1, "Lò Thị Hằng", "14/9/1988", "Chủ tịch HĐND; Chuyên viên", place, "Phòng Kinh tế")
    given = Import.of(pack, sheet(row, head=(*HEAD, "Cơ quan, đơn vị")))
    answer(given, 2, "which_position", "land")
    given.write()
    held = Assignment.objects.order_by("-is_main").values_list("position__code", "is_main")
    assert list(held) == [("land", True), ("council_chair", False)]  # the seat that counts in staffing is the main one


def test_one_answer_can_name_several_posts_and_is_remembered_so(pack: Pack, place: str) -> None:
    row = (1, "Lò Thị Hằng", "14/9/1988", "Thủ trưởng đơn vị", place)
    given = Import.of(pack, sheet(row))
    answer(given, 2, "unknown_position", "party_secretary;council_chair")
    again = Import.of(pack, sheet(row))
    assert again.plans[2].draft.positions == ["party_secretary", "council_chair"]
    again.write()
    assert Assignment.objects.count() == 2


def test_several_posts_of_one_row_are_its_own(pack: Pack, place: str) -> None:
    row = (1, "Lò Thị Hằng", "14/9/1988", "Chuyên viên", place, "Phòng Kinh tế")
    given = Import.of(pack, sheet(row, head=(*HEAD, "Cơ quan, đơn vị")))
    answer(given, 2, "which_position", "land;finance")
    assert given.plans[2].draft.positions == ["land", "finance"]
    assert Import.of(pack, sheet(row, head=(*HEAD, "Cơ quan, đơn vị"))).problems(2) == ["which_position"]


@pytest.mark.parametrize("said", ["land;", ";land", "land;zzz", "land;finance;land;finance;land;finance", ""])
def test_posts_that_there_are_not_are_no_answer(said: str, pack: Pack, place: str) -> None:
    given = Import.of(pack, sheet((1, "Lò Thị Hằng", "14/9/1988", "Thủ trưởng đơn vị", place)))
    with pytest.raises(NotAsked):
        answer(given, 2, "unknown_position", said)


def test_only_posts_can_be_several(pack: Pack, place: str) -> None:
    row = (1, "Lò Thị Hằng", "14/9/1988", "CV đất đai", place, "Cao siêu")
    given = Import.of(pack, sheet(row, head=(*HEAD, "LLCT")))
    with pytest.raises(NotAsked):
        answer(given, 2, "unknown_word", "basic;intermediate")


def test_an_answer_about_a_body_is_remembered_for_the_next_file(pack: Pack, place: str) -> None:
    row = (1, "Lò Thị Hằng", "14/9/1988", "Trưởng phòng", place, "Phòng Rừng núi")
    given = Import.of(pack, sheet(row, head=(*HEAD, "Cơ quan, đơn vị")))
    assert given.problems(2) == ["unknown_body", "which_position"]
    answer(given, 2, "unknown_body", "economy")
    assert given.kinds == {2: "new"}
    again = Import.of(pack, sheet(row, head=(*HEAD, "Cơ quan, đơn vị")))
    assert again.plans[2].draft.positions == ["economy_head"]


def test_a_degree_without_its_level_is_put_right_in_its_row(pack: Pack, place: str) -> None:
    row = (1, "Lò Thị Hằng", "14/9/1988", "CV đất đai", place, "Luật")
    given = Import.of(pack, sheet(row, head=(*HEAD, "Trình độ chuyên môn")))
    answer(given, 2, "no_level", "Đại học Luật")
    given.write()
    held = Qualification.objects.get(kind="degree")
    assert (held.level, held.field_code) == (4, "7380101")
