"""Integration: from file to record and back: checks, identity, downgrade guard, writing, undo."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from canbo.apps.audit.models import Entry
from canbo.apps.importing.models import State, Upload
from canbo.apps.importing.services import Closed
from canbo.apps.people.models import Assignment, Official, Qualification
from canbo.apps.people.queries import of_unit, states_of
from canbo.apps.people.services import apply_changes
from canbo.core.access import Scope
from canbo.core.dates import PartialDate
from canbo.core.people.record import OfficialChange
from canbo.core.policy.model import Pack
from canbo.files.exporting.roster import roster_workbook
from canbo.files.importing import session, writing
from canbo.files.importing.check import Kind
from canbo.files.importing.problems import Problem, text_of
from canbo.files.importing.session import Preview
from factories.province import AUTHOR, DAY, add, degree, person, small_province, theory

pytestmark = pytest.mark.django_db
SAMPLES = Path(__file__).resolve().parents[2] / "workbooks"
EVERYWHERE = Scope.province()


@pytest.fixture
def unit(pack: Pack) -> str:
    """Nậm Tăm, the commune of the samples."""
    small_province(len(pack.communes))
    return next(c.code for c in pack.communes if c.name == "Nậm Tăm")


def given(number: str, pack: Pack, folder: str = "pass", scope: Scope = EVERYWHERE) -> Upload:
    path = next(p for p in sorted((SAMPLES / folder).iterdir()) if p.name.startswith(number))
    return session.receive(path.name, path.read_bytes(), None, pack, scope)


def look(upload: Upload, pack: Pack, scope: Scope = EVERYWHERE) -> Preview:
    return session.preview(Upload.objects.get(pk=upload.pk), pack, scope, DAY)


def counts(preview: Preview) -> dict[str, int]:
    assert preview.check is not None
    return {str(kind): n for kind, n in preview.check.counts.items() if n}


def asked(preview: Preview, code: str) -> Problem:
    """The first question of a code, open or answered."""
    assert preview.check is not None
    found = (p for plan in preview.check.plans for p in (*plan.problems, *plan.answered) if p.code == code)
    return next(found)


def decide(upload: Upload, pack: Pack, code: str, decision: str, scope: Scope = EVERYWHERE) -> Preview:
    """Answer the first question of a code; what the page shows then."""
    found = look(upload, pack, scope)
    session.decide(found, asked(found, code).key, decision)
    return look(upload, pack, scope)


def problems(preview: Preview) -> list[tuple[int, str]]:
    assert preview.check is not None
    return [(p.row, p.code) for plan in preview.check.plans for p in plan.problems]


GOOD = sorted(p.name[:2] for p in (SAMPLES / "pass").iterdir())


@pytest.mark.parametrize("number", [n for n in GOOD if n not in ("20", "24")])
def test_every_good_sample_can_be_written_without_a_question(number: str, unit: str, pack: Pack) -> None:
    upload = given(number, pack)
    found = look(upload, pack)
    assert problems(found) == []
    assert set(counts(found)) == {"new"}
    writing.write(upload, None, pack, EVERYWHERE, DAY)
    assert Official.objects.count() == sum(counts(found).values())
    assert {a.unit.code for a in Assignment.objects.select_related("unit")} == {unit}


def test_a_lost_zero_is_put_back_and_looked_at(unit: str, pack: Pack) -> None:
    found = look(given("24", pack), pack)
    assert problems(found) == [(2, "restored_zero")]
    assert counts(found) == {"look": 1, "new": 3}


FAULTS = {
    "18": [(3, "impossible_date")],
    "19": [(3, "unknown_position")],
    "20": [(4, "unknown_word")],
    "21": [(5, "missing_name")],
    "22": [(3, "two_marks")],
    "23": [(6, "same_twice")],
    "24": [(3, "same_id_twice")],
    "25": [(2, "old_national_id")],
    "26": [(2, "cell_error")],
    "27": [(4, "missing_identity")],
    "28": [(4, "future_date")],
    "29": [(3, "unknown_word")],
    "32": [*((row, "bad_competency") for row in (2, 3, 4)), (5, "future_date")],
}


@pytest.mark.parametrize(("number", "expected"), FAULTS.items())
def test_a_bad_row_is_told_and_the_good_rows_go_in(
    number: str, expected: list[tuple[int, str]], unit: str, pack: Pack
) -> None:
    upload = given(number, pack, "fail")
    found = look(upload, pack)
    assert problems(found) == expected
    tally = counts(found)
    assert tally["error"] == len(expected)
    assert sum(tally.values()) == len(found.table.rows)
    writing.write(upload, None, pack, EVERYWHERE, DAY)
    assert Official.objects.count() == tally.get("new", 0)


def test_a_message_says_where_what_and_how_to_mend(unit: str, pack: Pack) -> None:
    found = look(given("18", pack, "fail"), pack)
    assert found.check is not None
    assert text_of(found.check.plans[1].problems[0]) == (
        "Dòng 3, Ngày sinh: “31/02/1985” không có thật. Ghi ngày/tháng/năm, hoặc chỉ ghi năm."
    )


def test_the_sex_comes_from_the_column_of_the_birth_date(unit: str, pack: Pack) -> None:
    writing.write(given("05", pack), None, pack, EVERYWHERE, DAY)
    found = {o.full_name: (o.sex, str(o.birth)) for o in Official.objects.all()}
    assert found == {"Lò Thị Hằng": ("female", "1988-09-14"), "Giàng A Páo": ("male", "1985-03-02")}
    assert {(a.position.code, str(a.start)) for a in Assignment.objects.select_related("position")} == {
        ("party_organisation", "2025-07-01"),
        ("economy_head", "2025-07"),
    }


def test_marks_posts_and_degrees_become_values(unit: str, pack: Pack) -> None:
    writing.write(given("23", pack), None, pack, EVERYWHERE, DAY)
    hang = Official.objects.get(full_name="Lò Thị Hằng")
    assert [(a.position.code, a.is_main) for a in hang.assignments.order_by("-is_main")] == [
        ("party_secretary", True),
        ("council_chair", False),
    ]
    held = hang.qualifications.filter(kind="degree").order_by("level")
    assert [(q.level, q.field_code, str(q.obtained)) for q in held] == [
        (4, "7380101", "2010"),
        (5, "8340403", "2019"),
    ]


def test_the_same_file_again_changes_nothing(unit: str, pack: Pack) -> None:
    writing.write(given("01", pack), None, pack, EVERYWHERE, DAY)
    assert counts(look(given("01", pack), pack)) == {"unchanged": 4}


def test_a_preview_takes_the_same_number_of_queries_whatever_the_rows(
    unit: str, pack: Pack, django_assert_num_queries: Any
) -> None:
    for rows in (3, 60):
        people = [person(f"Người Thứ {n}", unit, "one_stop", degree("bachelor")) for n in range(rows)]
        content = io.BytesIO(roster_workbook(states_of(add(people), DAY), pack, year=DAY.year, fictional=True))
        upload = session.receive("ds.xlsx", content.getvalue(), None, pack, EVERYWHERE)
        with django_assert_num_queries(12):
            session.preview(upload, pack, EVERYWHERE, DAY)


def test_who_reads_a_file_second_changes_nothing(unit: str, pack: Pack) -> None:
    path = next(p for p in sorted((SAMPLES / "pass").iterdir()) if p.name.startswith("01"))
    waiting = session.keep(path.name, path.read_bytes(), None)
    stale = Upload.objects.get(pk=waiting.pk)
    assert waiting.state == State.RECEIVED
    writing.write(session.read(waiting, pack, EVERYWHERE), None, pack, EVERYWHERE, DAY)
    assert session.read(stale, pack, EVERYWHERE).state == State.WRITTEN


# --- what is on record ---------------------------------------------------------------------------------------------


def on_record(unit: str, **known: Any) -> int:
    """Giàng A Páo as the first sample has him, with something changed."""
    record = person("Giàng A Páo", unit, "accountant", degree("bachelor", "7340301"), theory("intermediate"), **known)
    return add([record])[0]


def test_a_row_finds_its_person_by_name_and_birth_and_only_the_difference_is_written(unit: str, pack: Pack) -> None:
    pk = on_record(unit, birth=PartialDate.from_iso("1985-03-02"), sex="male", ethnic_group=None)
    upload = given("01", pack)
    found = look(upload, pack)
    plan = next(p for p in found.check.plans if p.draft.name == "Giàng A Páo")  # type: ignore[union-attr]
    assert (plan.kind, dict(plan.shown)) == (Kind.UPDATE, {"ethnic_group": ("", "08")})
    writing.write(upload, None, pack, EVERYWHERE, DAY)
    assert Official.objects.get(pk=pk).ethnic_group == "08"


def test_less_than_is_on_record_is_always_looked_at(unit: str, pack: Pack) -> None:
    pk = on_record(unit, birth=PartialDate.from_iso("1985-03-02"), sex="male", ethnic_group="08")
    apply_changes([OfficialChange(pk, 1, qualifications=(degree("master", "8340301"),))], author=AUTHOR)
    upload = given("01", pack)
    found = look(upload, pack)
    assert problems(found) == [(3, "downgrade")]
    assert counts(found) == {"look": 1, "new": 3}
    assert counts(decide(upload, pack, "downgrade", "keep")) == {"unchanged": 1, "new": 3}
    decide(upload, pack, "downgrade", "take")
    writing.write(Upload.objects.get(pk=upload.pk), None, pack, EVERYWHERE, DAY)
    held = Qualification.objects.filter(official_id=pk, kind="degree")
    assert [q.level for q in held] == [4]


def test_missing_from_the_file_is_not_deleted_but_told(unit: str, pack: Pack) -> None:
    add([person("Vàng Thị Mỷ", unit, "clerk")])
    upload = given("01", pack)
    found = look(upload, pack)
    assert found.check is not None
    assert [a.state.official.full_name for a in found.check.absent] == ["Vàng Thị Mỷ"]
    writing.write(upload, None, pack, EVERYWHERE, DAY)
    assert len(of_unit([unit], DAY)) == 5


def test_a_commune_cannot_write_another_communes_people(unit: str, pack: Pack) -> None:
    other = next(c.code for c in pack.communes if c.code != unit)
    found = look(given("01", pack, scope=Scope.of(other)), pack, Scope.of(other))
    assert {code for _, code in problems(found)} == {"other_unit"}
    assert counts(found) == {"error": 4}


def test_an_answer_is_asked_once_and_remembered_for_the_next_file(unit: str, pack: Pack) -> None:
    upload = given("19", pack, "fail")
    problem = next(p for plan in look(upload, pack).check.plans for p in plan.problems)  # type: ignore[union-attr]
    session.answer(look(upload, pack), problem.key, "one_stop", None, EVERYWHERE)
    assert problems(look(upload, pack)) == []
    assert problems(look(given("19", pack, "fail"), pack)) == []


def test_a_cell_can_be_corrected_on_the_page(unit: str, pack: Pack) -> None:
    upload = given("18", pack, "fail")
    session.correct(look(upload, pack), 3, "birth", "28/02/1985")
    assert counts(look(upload, pack)) == {"new": 4}


# --- writing and undoing ---------------------------------------------------------------------------------------------


def test_a_file_is_written_once(unit: str, pack: Pack) -> None:
    upload = given("01", pack)
    writing.write(upload, None, pack, EVERYWHERE, DAY)
    with pytest.raises(Closed):
        writing.write(upload, None, pack, EVERYWHERE, DAY)
    assert Official.objects.count() == 4


def test_undo_restores_everything_and_spares_who_was_edited_since(unit: str, pack: Pack) -> None:
    pk = on_record(unit, birth=PartialDate.from_iso("1985-03-02"), sex="male", ethnic_group=None)
    upload = writing.write(given("01", pack), None, pack, EVERYWHERE, DAY)
    edited = Official.objects.get(full_name="Lò Thị Hằng")
    apply_changes([OfficialChange(edited.pk, edited.version, values={"residence": "Bản mới"})], author=AUTHOR)
    plan = writing.undo(upload, None)
    assert plan.spared == [f"official:{edited.pk}"]
    assert {o.full_name for o in Official.objects.all()} == {"Giàng A Páo", "Lò Thị Hằng"}
    assert Official.objects.get(pk=pk).ethnic_group is None
    assert Upload.objects.get(pk=upload.pk).state == State.UNDONE
    assert Entry.objects.filter(batch__title__startswith="Hoàn tác").exists()


def test_what_goes_out_can_come_in_again(unit: str, pack: Pack) -> None:
    writing.write(given("43", pack), None, pack, EVERYWHERE, DAY)
    content = roster_workbook(of_unit([unit], DAY), pack, year=DAY.year, fictional=True)
    upload = session.receive("danh-sach.xlsx", content, None, pack, EVERYWHERE)
    found = look(upload, pack)
    assert (upload.state, counts(found)) == (State.CHECKED, {"unchanged": 4})
    assert found.check is not None
    assert sorted(len(plan.draft.assessed) for plan in found.check.plans) == [0, 3, 3, 4]


def test_a_record_changed_since_the_file_was_exported_is_looked_at(unit: str, pack: Pack) -> None:
    writing.write(given("01", pack), None, pack, EVERYWHERE, DAY)
    content = roster_workbook(of_unit([unit], DAY), pack, year=DAY.year, fictional=True)
    official = Official.objects.get(full_name="Tẩn A Sần")
    apply_changes([OfficialChange(official.pk, official.version, values={"ethnic_group": "03"})], author=AUTHOR)
    upload = session.receive("danh-sach.xlsx", content, None, pack, EVERYWHERE)
    found = look(upload, pack)
    assert {code for _, code in problems(found)} == {"changed_meanwhile"}


def test_a_refused_file_is_kept_with_its_reason(unit: str, pack: Pack) -> None:
    upload = given("07", pack, "fail")
    assert upload.state == State.REFUSED
    assert bytes(Upload.objects.get(pk=upload.pk).content)
    assert upload.problems == ["Tệp bị cụt hoặc hỏng. Lấy lại tệp gốc rồi gửi lại."]
