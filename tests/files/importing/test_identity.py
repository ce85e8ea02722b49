"""Integration: whose row it is, and what no answer may be taken for."""

from __future__ import annotations

import pytest

from canbo.apps.people.models import Assignment, Official
from canbo.apps.people.services import apply_changes
from canbo.core.access import Scope
from canbo.core.dates import PartialDate
from canbo.core.people.record import OfficialChange
from canbo.core.policy.model import Pack
from canbo.files.importing import session
from canbo.files.importing.answers import NotAsked
from canbo.files.importing.problems import advice
from factories.imports import HEAD, Import, sheet
from factories.province import AUTHOR, add, degree, person, small_province, theory

pytestmark = pytest.mark.django_db
WITH_ID = (*HEAD, "Mã hồ sơ", "Phiên bản")
WITH_NUMBER = (*HEAD, "Số định danh")


@pytest.fixture
def units(pack: Pack) -> list[str]:
    return small_province()


@pytest.fixture
def place(pack: Pack) -> str:
    return f"Xã {pack.communes[0].name}"


def born(text: str) -> PartialDate:
    return PartialDate.from_iso(text)


# --- the hidden id -------------------------------------------------------------------------------------------------


def test_two_records_of_our_own_form_are_two_people_however_alike(pack: Pack, units: list[str], place: str) -> None:
    one, other = add([
        person("Lò Thị Hằng", units[0], "land", birth=born("1985-05-19")),
        person("Lò Thị Hằng", units[0], "land", birth=born("1985")),
    ])  # fmt: skip
    rows = [
        (1, "Lò Thị Hằng", "19/5/1985", "Công chức địa chính", place, one, 1),
        (2, "Lò Thị Hằng", "1985", "Công chức địa chính", place, other, 1),
    ]
    given = Import.of(pack, sheet(*rows, head=WITH_ID))
    for row in (2, 3):
        session.correct(given.look(), row, "position", "land")
    assert given.kinds == {2: "unchanged", 3: "unchanged"}


def test_a_copied_row_with_another_name_is_asked_about(pack: Pack, units: list[str], place: str) -> None:
    (pk,) = add([person("Lò Thị Hằng", units[0], "land")])
    rows = [
        (1, "Lò Thị Hằng", "19/5/1985", "Công chức địa chính", place, pk, 1),
        (2, "Tẩn A Sần", "2/3/1990", "Công chức địa chính", place, pk, 1),
    ]
    given = Import.of(pack, sheet(*rows, head=WITH_ID))
    session.correct(given.look(), 2, "position", "land")
    session.correct(given.look(), 3, "position", "land")
    assert given.problems(2) == []
    assert given.problems(3) == ["other_id"]
    given.write()
    assert Official.objects.get(pk=pk).full_name == "Lò Thị Hằng"

    given.decide(3, "other_id", "other")
    assert given.kinds[3] == "new"
    given.write()
    assert sorted(Official.objects.values_list("full_name", flat=True)) == ["Lò Thị Hằng", "Tẩn A Sần"]


def test_a_person_may_have_another_name_when_somebody_says_so(pack: Pack, units: list[str], place: str) -> None:
    (pk,) = add([person("Lò Thị Hằng", units[0], "land")])
    given = Import.of(pack, sheet((1, "Lò Thị Hường", "19/5/1985", "land", place, pk, 1), head=WITH_ID))
    assert given.kinds == {2: "look"}
    given.decide(2, "other_id", "same")
    assert given.kinds == {2: "update"}
    given.write()
    assert Official.objects.get(pk=pk).full_name == "Lò Thị Hường"


@pytest.mark.parametrize(("birth", "kind"), [("19/5/1985", "unchanged"), ("1985", "unchanged"), ("1986", "look")])
def test_a_hidden_id_with_another_birth_is_asked_about(
    birth: str, kind: str, pack: Pack, units: list[str], place: str
) -> None:
    (pk,) = add([person("Lò Thị Hằng", units[0], "land")])
    given = Import.of(pack, sheet((1, "Lò Thị Hằng", birth, "land", place, pk, 1), head=WITH_ID))
    assert given.kinds == {2: kind}


def test_a_number_of_another_is_an_error_even_with_a_hidden_id(pack: Pack, units: list[str], place: str) -> None:
    one, _ = add(
        [person("Lò Thị Hằng", units[0], "land"), person("Tẩn A Sần", units[0], "clerk", national_id="012085000123")]
    )
    row = (1, "Lò Thị Hằng", "19/5/1985", "land", place, "012085000123", one, 1)
    given = Import.of(pack, sheet(row, head=(*WITH_NUMBER, "Mã hồ sơ", "Phiên bản")))
    assert given.problems(2) == ["id_of_another"]


# --- two rows for one official ---------------------------------------------------------------------------------------


@pytest.fixture
def two_of_one_name(pack: Pack, units: list[str], place: str) -> Import:
    add([person("Giàng A Páo", units[0], "land", birth=born("1985"))])
    rows = [(1, "Giàng A Páo", "2/3/1985", "land", place), (2, "Giàng A Páo", "11/7/1985", "clerk", place)]
    return Import.of(pack, sheet(*rows))


def test_two_rows_that_claim_one_official_are_asked_about(two_of_one_name: Import) -> None:
    assert two_of_one_name.problems(2) == two_of_one_name.problems(3) == ["claimed_twice"]
    two_of_one_name.decide(2, "claimed_twice", "same")
    assert two_of_one_name.kinds == {2: "update", 3: "look"}
    two_of_one_name.decide(3, "claimed_twice", "other")
    assert two_of_one_name.kinds == {2: "update", 3: "new"}


def test_both_cannot_be_that_official(two_of_one_name: Import) -> None:
    two_of_one_name.decide(2, "claimed_twice", "same")
    with pytest.raises(NotAsked):
        two_of_one_name.decide(3, "claimed_twice", "same")


def test_a_row_written_before_keeps_its_claim(pack: Pack, units: list[str], place: str) -> None:
    rows = [(1, "Giàng A Páo", "2/3/1985", "land", place), (2, "Giàng A Páo", "31/02/1985", "clerk", place)]
    given = Import.of(pack, sheet(*rows))
    given.write()
    given.correct(3, "birth", "1985")
    assert given.problems(3) == ["claimed_twice"]


# --- listed twice --------------------------------------------------------------------------------------------------


def test_one_person_in_two_blocks_holds_both_posts(pack: Pack, units: list[str], place: str) -> None:
    rows = [
        (1, "Lò Thị Hằng", "14/9/1988", "party_secretary", place),
        (2, "Lò Thị Hằng", "1988", "council_chair", place),
    ]
    given = Import.of(pack, sheet(*rows))
    assert given.problems(3) == ["same_twice"]
    given.decide(3, "same_twice", "join")
    assert given.kinds == {2: "new", 3: "skipped"}
    given.write()
    held = Assignment.objects.order_by("-is_main").values_list("position__code", "is_main")
    assert list(held) == [("party_secretary", True), ("council_chair", False)]


def test_two_people_of_one_name_are_two(pack: Pack, units: list[str], place: str) -> None:
    rows = [(1, "Lò Thị Hằng", "1988", "land", place), (2, "Lò Thị Hằng", "1988", "clerk", place)]
    given = Import.of(pack, sheet(*rows))
    given.decide(3, "same_twice", "other")
    given.write()
    assert Official.objects.count() == 2
    assert given.reload().state == "written"


# --- answers count for what was asked --------------------------------------------------------------------------------


def test_an_answer_settles_its_own_question_only(pack: Pack, units: list[str], place: str) -> None:
    add([person("Lò Thị Hằng", units[0], "land", degree("master"), theory("advanced"), national_id="012085000123")])
    head = (*WITH_NUMBER, "Trình độ chuyên môn", "Lý luận chính trị")
    row = (1, "Lò Thị Hằng", "19/5/1985", "land", place, 12085000123, "Đại học", "Trung cấp")
    given = Import.of(pack, sheet(row, head=head))
    assert given.problems(2) == ["restored_zero", "downgrade", "downgrade"]
    given.decide(2, "restored_zero", "take")
    assert given.problems(2) == ["downgrade", "downgrade"]
    given.decide(2, "downgrade", "take")
    assert given.kinds == {2: "look"}


def test_later_leaves_the_row_where_it_is(pack: Pack, units: list[str], place: str) -> None:
    given = Import.of(pack, sheet((1, "Lò Thị Hằng", "1985", "land", place, 12085000123), head=WITH_NUMBER))
    given.decide(2, "restored_zero", "later")
    assert given.kinds == {2: "look"}
    given.write()
    assert Official.objects.count() == 0


@pytest.mark.parametrize("answer", ["same", "keep", "skip", "zzz"])
def test_what_a_question_does_not_offer_is_no_answer(answer: str, pack: Pack, units: list[str], place: str) -> None:
    given = Import.of(pack, sheet((1, "Lò Thị Hằng", "1985", "land", place, 12085000123), head=WITH_NUMBER))
    with pytest.raises(NotAsked):
        given.decide(2, "restored_zero", answer)


def test_another_value_asks_again(pack: Pack, units: list[str], place: str) -> None:
    given = Import.of(pack, sheet((1, "Lò Thị Hằng", "1985", "land", place, 12085000123), head=WITH_NUMBER))
    given.decide(2, "restored_zero", "take")
    assert given.kinds == {2: "new"}
    given.correct(2, "national_id", "12085000124")
    assert given.problems(2) == ["restored_zero"]


def test_a_dropped_row_is_counted_as_dropped(pack: Pack, units: list[str], place: str) -> None:
    given = Import.of(pack, sheet((1, "Lò Thị Hằng", "1985", "land", place), (2, "Tẩn A Sần", "1990", "clerk", place)))
    session.skip(given.look(), 2)
    assert given.kinds == {2: "skipped", 3: "new"}
    session.ask_again(given.look(), 2)
    assert given.kinds == {2: "new", 3: "new"}


# --- out of a commune's reach ----------------------------------------------------------------------------------------


def test_a_commune_sees_and_takes_nobody_elsewhere(pack: Pack, units: list[str], place: str) -> None:
    theirs, _ = add(
        [
            person("Lò Thị Hằng", units[1], "land", national_id="012085000123"),
            person("Tẩn A Sần", units[1], "clerk", birth=born("1990-03-02")),
        ]
    )
    head = (*WITH_NUMBER, "Mã hồ sơ", "Phiên bản")
    rows = [
        (1, "Lò Thị Hằng", "19/5/1985", "land", place, "", theirs, 1),
        (2, "Vàng Thị Mỷ", "1991", "land", place, "012085000123", "", ""),
        (3, "Tẩn A Sần", "2/3/1990", "clerk", place, "", "", ""),
    ]
    given = Import.of(pack, sheet(*rows, head=head), Scope.of(units[0]))
    for number, plan in given.plans.items():
        assert given.problems(number) == ["out_of_reach"]
        (problem,) = plan.problems
        assert (plan.kind, plan.official_id, plan.change, dict(plan.shown)) == ("error", None, None, {})
        assert problem.allowed == ()
        assert not problem.values
    given.write()
    assert set(Assignment.objects.values_list("unit__code", flat=True)) == {units[1]}


def test_a_commune_takes_its_own_people(pack: Pack, units: list[str], place: str) -> None:
    add([person("Lò Thị Hằng", units[0], "land")])
    given = Import.of(pack, sheet((1, "Lò Thị Hằng", "19/5/1985", "land", place)), Scope.of(units[0]))
    assert given.kinds == {2: "unchanged"}


def test_the_province_may_move_somebody_or_say_that_it_is_another(pack: Pack, units: list[str], place: str) -> None:
    add([person("Lò Thị Hằng", units[1], "land")])
    given = Import.of(pack, sheet((1, "Lò Thị Hằng", "19/5/1985", "land", place)))
    assert given.problem(2, "elsewhere").allowed == ("take", "keep", "other")
    given.decide(2, "elsewhere", "keep")
    assert given.kinds == {2: "unchanged"}
    given.decide(2, "elsewhere", "other")
    assert given.kinds == {2: "new"}
    session.ask_again(given.look(), 2)
    given.decide(2, "elsewhere", "take")
    given.write()
    assert Assignment.objects.get(end__isnull=True).unit.code == units[0]


# --- what may be kept, and what may not be lost ----------------------------------------------------------------------


def test_keep_leaves_out_what_others_changed_and_nothing_else(pack: Pack, units: list[str], place: str) -> None:
    (pk,) = add([person("Lò Thị Hằng", units[0], "land", residence="Bản cũ")])
    apply_changes([OfficialChange(pk, 1, values={"ethnic_group": "08"})], author=AUTHOR)
    head = (*WITH_ID, "Dân tộc", "Nơi ở hiện nay")
    row = (1, "Lò Thị Hằng", "19/5/1985", "land", place, pk, 1, "Thái", "Bản mới")
    given = Import.of(pack, sheet(row, head=head))
    assert given.problems(2) == ["changed_meanwhile"]
    assert given.problem(2, "changed_meanwhile").found == "Dân tộc"
    given.decide(2, "changed_meanwhile", "keep")
    given.write()
    stored = Official.objects.get(pk=pk)
    assert (stored.ethnic_group, stored.residence) == ("08", "Bản mới")


def test_nobody_is_asked_about_what_others_did_not_touch(pack: Pack, units: list[str], place: str) -> None:
    (pk,) = add([person("Lò Thị Hằng", units[0], "land")])
    apply_changes([OfficialChange(pk, 1, values={"ethnic_group": "08"})], author=AUTHOR)
    row = (1, "Lò Thị Hằng", "19/5/1985", "land", place, pk, 1, "Bản mới")
    given = Import.of(pack, sheet(row, head=(*WITH_ID, "Nơi ở hiện nay")))
    assert given.kinds == {2: "update"}


def test_a_qualification_is_filled_and_keeps_what_it_has(pack: Pack, units: list[str], place: str) -> None:
    known = degree(
        "bachelor", "", obtained=born("2010"), institution="Đại học Tây Bắc", evidence="verified", document="A1"
    )
    (pk,) = add([person("Lò Thị Hằng", units[0], "land", known)])
    row = (1, "Lò Thị Hằng", "19/5/1985", "land", place, "Đại học Luật")
    given = Import.of(pack, sheet(row, head=(*HEAD, "Trình độ chuyên môn")))
    assert given.kinds == {2: "update"}
    given.write()
    (held,) = Official.objects.get(pk=pk).qualifications.all()
    kept = (str(held.obtained), held.institution, held.evidence, held.document)
    assert (held.field_code, kept) == ("7380101", ("2010", "Đại học Tây Bắc", "verified", "A1"))


def test_what_was_verified_is_not_denied_in_silence(pack: Pack, units: list[str], place: str) -> None:
    (pk,) = add(
        [person("Lò Thị Hằng", units[0], "land", degree("bachelor", obtained=born("2010"), evidence="verified"))]
    )
    row = (1, "Lò Thị Hằng", "19/5/1985", "land", place, "Đại học Luật (2012)")
    given = Import.of(pack, sheet(row, head=(*HEAD, "Trình độ chuyên môn")))
    assert given.problems(2) == ["contradicts"]
    given.decide(2, "contradicts", "keep")
    assert given.kinds == {2: "unchanged"}
    given.decide(2, "contradicts", "take")
    given.write()
    assert str(Official.objects.get(pk=pk).qualifications.get().obtained) == "2012"


def test_another_start_is_asked_about(pack: Pack, units: list[str], place: str) -> None:
    (pk,) = add([person("Lò Thị Hằng", units[0], "land")])
    row = (1, "Lò Thị Hằng", "19/5/1985", "land", place, "01/9/2025")
    given = Import.of(pack, sheet(row, head=(*HEAD, "Giữ vị trí từ")))
    assert given.problems(2) == ["contradicts"]
    given.decide(2, "contradicts", "keep")
    assert given.kinds == {2: "unchanged"}
    given.decide(2, "contradicts", "take")
    given.write()
    assert str(Assignment.objects.get(official_id=pk).start) == "2025-09-01"


def test_leaving_the_party_is_asked_about(pack: Pack, units: list[str], place: str) -> None:
    (pk,) = add([person("Lò Thị Hằng", units[0], "land", party_member=True, party_joined=born("2015-09-02"))])
    row = (1, "Lò Thị Hằng", "19/5/1985", "land", place, "Không")
    given = Import.of(pack, sheet(row, head=(*HEAD, "Đảng viên")))
    assert given.problems(2) == ["contradicts"]
    given.decide(2, "contradicts", "take")
    given.write()
    stored = Official.objects.get(pk=pk)
    assert (stored.party_member, stored.party_joined) == (False, None)


def test_no_member_with_a_date_is_an_error_not_a_crash(pack: Pack, units: list[str], place: str) -> None:
    row = (1, "Lò Thị Hằng", "19/5/1985", "land", place, "02/9/2015", "Không")
    given = Import.of(pack, sheet(row, head=(*HEAD, "Ngày vào Đảng", "Đảng viên")))
    assert given.problems(2) == ["not_a_member"]
    given.write()
    assert Official.objects.count() == 0


def test_what_can_never_be_is_told_at_its_cell(pack: Pack, units: list[str], place: str) -> None:
    add([person("Tẩn A Sần", units[0], "clerk")])
    rows = [
        (1, "Lò Thị Hằng", "19/5/1985", "land", place, "1980", "", ""),
        (2, "Tẩn A Sần", "19/5/1985", "clerk", place, "2005", "2/9/2015", "2/9/2014"),
    ]
    given = Import.of(pack, sheet(*rows, head=(*HEAD, "Ngày tuyển dụng", "Ngày vào Đảng", "Ngày chính thức")))
    assert (given.problems(2), given.problems(3)) == (["before_birth"], ["before_joining"])
    given.correct(3, "party_official", "2/9/2016")
    assert given.kinds == {2: "error", 3: "update"}


# --- perhaps the same: what is alike is said ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "birth", "on_record", "matched"),
    [
        ("Lò Thị Hắng", "19/5/1985", "1985-05-19", "tên gần giống, cùng ngày sinh"),
        ("Lò Thị Hằng", "31/02/1985", "1985-05-19", "cùng họ tên, cùng xã; tệp không có ngày sinh đọc được"),
        ("Lò Thị Hằng", "", "1985-05-19", "cùng họ tên, cùng xã; tệp không có ngày sinh đọc được"),
        ("Lò Thị Hằng", "19/5/1985", "", "cùng họ tên, cùng xã; hồ sơ chưa có ngày sinh"),
    ],
)
def test_the_question_says_what_is_alike(
    name: str, birth: str, on_record: str, matched: str, pack: Pack, units: list[str], place: str
) -> None:
    add([person("Lò Thị Hằng", units[0], "land", birth=born(on_record) if on_record else None)])
    given = Import.of(pack, sheet((1, name, birth, "land", place)))
    said = advice(given.problem(2, "perhaps_same"))
    assert said.startswith("Giống Lò Thị Hằng, ")
    assert said.endswith(f" trong hồ sơ ({matched}). Cùng một người?")


def test_several_of_the_name_with_such_a_birth_date_are_told_so(pack: Pack, units: list[str], place: str) -> None:
    add([person("Lò Thị Hằng", units[1], "land", birth=born(day)) for day in ("1985-05-19", "1985-06-20")])
    given = Import.of(pack, sheet((1, "Lò Thị Hằng", "1985", "land", place)))
    assert "(cùng họ tên, ngày sinh khớp)" in advice(given.problem(2, "perhaps_same"))
