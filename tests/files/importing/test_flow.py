"""Integration: nothing is lost, nothing is written unseen, nothing twice; what was kept is forgotten in time."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.utils import timezone

from canbo.apps.accounts.models import Role
from canbo.apps.audit.clock import written_at
from canbo.apps.audit.journal import Author
from canbo.apps.audit.models import Action, Entry, Source
from canbo.apps.importing import queries, services
from canbo.apps.importing.models import RememberedWord, State, Upload
from canbo.apps.people.models import Assignment, Official
from canbo.apps.people.services import apply_changes, hand_out
from canbo.core.access import Scope
from canbo.core.dates import PartialDate
from canbo.core.people.record import OfficialChange
from canbo.core.policy.model import Pack
from canbo.files.importing import session, writing
from canbo.files.importing.absent import BadDay
from canbo.files.importing.answers import NotAsked
from factories.imports import HEAD, Import, book, sheet
from factories.province import AUTHOR, DAY, account, add, person, small_province

pytestmark = pytest.mark.django_db


@pytest.fixture
def units(pack: Pack) -> list[str]:
    return small_province()


@pytest.fixture
def place(pack: Pack) -> str:
    return f"Xã {pack.communes[0].name}"


def three(place: str) -> list[tuple[object, ...]]:
    return [
        (1, "Lò Thị Hằng", "19/5/1985", "land", place),
        (2, "Tẩn A Sần", "2/3/1990", "clerk", place),
        (3, "Vàng Thị Mỷ", "31/02/1991", "clerk", place),
    ]


# --- what is shown is what is written ------------------------------------------------------------------------------


def test_a_record_changed_between_the_look_and_the_write_is_held_back(pack: Pack, units: list[str], place: str) -> None:
    (pk,) = add([person("Lò Thị Hằng", units[0], "land")])
    rows = [(*row, "Bản mới") for row in three(place)[:2]]
    given = Import.of(pack, sheet(*rows, head=(*HEAD, "Nơi ở hiện nay")))
    given.show()
    apply_changes([OfficialChange(pk, 1, values={"residence": "Bản của đồng nghiệp"})], author=AUTHOR)

    written = given.write()
    assert (written.state, written.summary["written"], written.summary["held_back"]) == ("partly", 1, 1)
    assert Official.objects.get(pk=pk).residence == "Bản của đồng nghiệp"
    assert given.problems(2) == ["has_meanwhile_changed"]

    given.decide(2, "has_meanwhile_changed", "take")
    given.show()
    assert given.write().state == State.WRITTEN
    assert Official.objects.get(pk=pk).residence == "Bản mới"


def test_what_was_kept_after_a_meanwhile_change_is_kept(pack: Pack, units: list[str], place: str) -> None:
    (pk,) = add([person("Lò Thị Hằng", units[0], "land")])
    given = Import.of(pack, sheet((*three(place)[0], "Bản mới"), head=(*HEAD, "Nơi ở hiện nay")))
    given.show()
    apply_changes([OfficialChange(pk, 1, values={"residence": "Bản của đồng nghiệp"})], author=AUTHOR)
    assert given.write().summary["written"] == 0
    given.decide(2, "has_meanwhile_changed", "keep")
    assert given.kinds == {2: "unchanged"}


def test_who_saw_something_else_writes_nothing(pack: Pack, units: list[str], place: str) -> None:
    given = Import.of(pack, sheet(*three(place)))
    mine = given.show().token
    given.correct(4, "birth", "1991")
    given.show()
    with pytest.raises(writing.NotSeen):
        writing.write(given.upload, None, pack, given.scope, DAY, mine)
    assert Official.objects.count() == 0


# --- a part is written, the rest goes on -----------------------------------------------------------------------------


def test_the_remaining_rows_are_mended_and_written_later(pack: Pack, units: list[str], place: str) -> None:
    given = Import.of(pack, sheet(*three(place)))
    assert given.write().state == State.PARTLY
    assert given.kinds == {2: "done", 3: "done", 4: "error"}
    given.correct(4, "birth", "1991")
    written = given.write()
    assert (written.state, written.summary["written"], written.batches.count()) == (State.WRITTEN, 3, 2)
    assert Official.objects.count() == 3

    plan = writing.undo(written, None)
    assert (len(plan.subjects), Official.objects.count()) == (3, 0)
    assert (given.reload().state, given.upload.summary["undone"]) == (State.UNDONE, 3)


def test_without_a_good_row_nothing_is_written_and_the_file_stays_open(
    pack: Pack, units: list[str], place: str
) -> None:
    given = Import.of(pack, sheet(three(place)[2]))
    written = given.write()
    assert (written.state, written.batches.count()) == (State.CHECKED, 0)


# --- undo ------------------------------------------------------------------------------------------------------------


def test_who_was_only_looked_at_is_not_spared(pack: Pack, units: list[str], place: str) -> None:
    given = Import.of(pack, sheet(*three(place)[:2]))
    given.write()
    hand_out(Official.objects.values_list("pk", flat=True), Author(None, Source.PAGE, reason="kiểm thử"))
    plan = writing.undo(given.reload(), None)
    assert (plan.spared, Official.objects.count()) == ([], 0)


def test_an_undo_that_reverts_nothing_leaves_the_upload_as_it_was(pack: Pack, units: list[str], place: str) -> None:
    given = Import.of(pack, sheet(three(place)[0]))
    given.write()
    (official,) = Official.objects.all()
    apply_changes([OfficialChange(official.pk, 1, values={"residence": "Bản mới"})], author=AUTHOR)
    writing.undo(given.reload(), None)
    assert given.reload().state == State.WRITTEN
    assert given.upload.batches.get().undone_at is None


def test_the_version_never_goes_back(pack: Pack, units: list[str], place: str) -> None:
    (pk,) = add([person("Lò Thị Hằng", units[0], "land")])
    given = Import.of(pack, sheet((*three(place)[0], "Bản mới"), head=(*HEAD, "Nơi ở hiện nay")))
    given.write()
    writing.undo(given.reload(), None)
    stored = Official.objects.get(pk=pk)
    assert (stored.residence, stored.version) == ("", 3)


# --- who is not in the file ------------------------------------------------------------------------------------------


def test_who_left_is_ended_with_the_batch_and_comes_back_with_it(pack: Pack, units: list[str], place: str) -> None:
    gone, stays = add([person("Lò Thị Hằng", units[0], "land"), person("Giàng A Páo", units[0], "clerk")])
    given = Import.of(pack, sheet(three(place)[1]))
    with pytest.raises(BadDay):
        session.left(given.look(), gone, "retired", PartialDate(2020))
    with pytest.raises(BadDay):
        session.left(given.look(), gone, "retired", None)
    with pytest.raises(NotAsked):
        session.left(given.look(), 999_999, "moved", PartialDate(2026, 10, 1))
    session.left(given.look(), gone, "moved", PartialDate(2026, 10, 1))
    session.left(given.look(), stays, "stay", None)

    written = given.write()
    assert (written.summary["written"], written.summary["left"]) == (1, 1)
    ends = dict(Assignment.objects.values_list("official_id", "end"))
    assert (str(ends[gone]), ends[stays]) == ("2026-10-01", None)
    writing.undo(written, None)
    assert Assignment.objects.get(official_id=gone).end is None


# --- what is kept ----------------------------------------------------------------------------------------------------


def test_a_file_is_kept_before_anybody_looks_into_it(
    pack: Pack, units: list[str], place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(session, "read_book", fail)
    with pytest.raises(KeyboardInterrupt):
        session.receive("ds.xlsx", b"PK...", None, pack, Scope.province())
    upload = Upload.objects.get()
    assert (upload.state, upload.content) == (State.RECEIVED, b"PK...")


def test_a_fault_of_the_program_refuses_the_file_and_keeps_it(
    pack: Pack, units: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(session, "read_book", fail)
    upload = session.receive("ds.xlsx", b"PK...", None, pack, Scope.province())
    assert (upload.state, upload.content) == (State.REFUSED, b"PK...")


def test_numbers_are_not_kept_in_clear(pack: Pack, units: list[str], place: str) -> None:
    head = (*HEAD, "Số định danh")
    given = Import.of(pack, sheet((1, "Lò Thị Hằng", "1985", "land", place, "12085000123"), head=head))
    given.correct(2, "national_id", "012085000199")
    with connection.cursor() as cursor:
        cursor.execute("SELECT content, corrections FROM importing_upload")
        content, corrections = (bytes(value) for value in cursor.fetchone())
    assert not content.startswith(b"PK")
    assert b"012085000199" not in corrections
    assert given.reload().corrections == {"2:national_id": "012085000199"}


def test_a_file_is_forgotten_after_its_time(pack: Pack, units: list[str], place: str) -> None:
    given = Import.of(pack, sheet(*three(place)))
    given.write()
    assert given.upload.keep_until == timezone.localdate(written_at()) + services.KEPT
    Upload.objects.update(keep_until=timezone.localdate(written_at()) - timedelta(days=1))
    Import.of(pack, sheet(three(place)[0]))
    upload = given.reload()
    assert (upload.content, upload.decisions, upload.state) == (b"", {}, State.WRITTEN)
    (entry,) = Entry.objects.filter(subject=f"upload:{upload.pk}")
    assert (entry.action, "content" in entry.after) == (Action.UPDATE, True)
    with pytest.raises(session.NotReadable):
        given.look()


def test_the_same_bytes_are_recognised(pack: Pack, units: list[str], place: str) -> None:
    content = sheet(*three(place))
    first, second = Import.of(pack, content), Import.of(pack, content)
    assert [upload.pk for upload in queries.same_file(second.upload)] == [first.upload.pk]


# --- what is remembered ----------------------------------------------------------------------------------------------


def unknown(pack: Pack, place: str, scope: Scope | None = None) -> Import:
    return Import.of(pack, sheet((1, "Lò Thị Hằng", "1985", "Chuyên gia vũ trụ", place)), scope)


def test_only_what_is_asked_can_be_answered(pack: Pack, units: list[str], place: str) -> None:
    given = unknown(pack, place)
    problem = given.problem(2, "unknown_position")
    for key, code in ((problem.key, "zzz"), ("2-nothing", "land")):
        with pytest.raises(NotAsked):
            session.answer(given.look(), key, code, None, given.scope)
    assert not RememberedWord.objects.exists()


def test_what_no_pack_knows_any_more_is_asked_again(pack: Pack, units: list[str], place: str) -> None:
    services.remember_word("position", "chuyen gia vu tru", "zzz", "", None)
    assert unknown(pack, place).problems(2) == ["unknown_position"]


def test_a_communes_answer_counts_for_it_and_the_provinces_for_all(pack: Pack, units: list[str], place: str) -> None:
    mine, other = Scope.of(units[0]), Scope.of(units[1])
    given = unknown(pack, place, mine)
    session.answer(given.look(), given.problem(2, "unknown_position").key, "land", None, mine)
    assert unknown(pack, place, mine).kinds == {2: "new"}
    elsewhere = f"Xã {pack.communes[1].name}"
    assert unknown(pack, elsewhere, other).kinds == {2: "error"}

    everywhere = unknown(pack, elsewhere)
    session.answer(everywhere.look(), everywhere.problem(2, "unknown_position").key, "clerk", None, Scope.province())
    assert unknown(pack, elsewhere, other).kinds == {2: "new"}
    assert Entry.objects.filter(subject="import:remembered", action=Action.CREATE).count() == 2

    assert [row.code for row in queries.words_to_manage(mine)] == ["land"]
    for row in queries.words_to_manage(mine):
        services.forget(row, None)
    assert Entry.objects.filter(subject="import:remembered", action=Action.DELETE).count() == 1


# --- sheets and hidden rows ------------------------------------------------------------------------------------------


def test_every_sheet_can_be_taken(pack: Pack, units: list[str], place: str) -> None:
    rows = three(place)
    content = book({"Khối Đảng": (HEAD, rows[:1]), "Khối chính quyền": (HEAD, rows[1:2])})
    given = Import.of(pack, content)
    assert [(table.key, len(table.rows)) for table in given.look().tables] == [
        ("Khối Đảng", 1),
        ("Khối chính quyền", 1),
    ]
    (other,) = session.take_sheets(given.upload, ["Khối chính quyền"], None, pack, given.scope)
    assert (other.sheet, other.state) == ("Khối chính quyền", State.CHECKED)
    second = Import(pack, other, given.scope)
    given.write(), second.write()
    assert Official.objects.count() == 2


def test_a_hidden_row_is_looked_at(pack: Pack, units: list[str], place: str) -> None:
    given = Import.of(pack, sheet(*three(place)[:2], hide=(3,)))
    assert given.kinds == {2: "new", 3: "look"}
    given.decide(3, "hidden_row", "take")
    assert given.kinds == {2: "new", 3: "new"}


# --- two at once -----------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite writes one at a time")
def test_two_who_import_the_same_file_at_once_add_nobody_twice(pack: Pack) -> None:
    small_province()
    place = f"Xã {pack.communes[0].name}"
    rows = [(n, f"Lò Thị {chr(65 + n // 26)}{chr(97 + n % 26)}", "1985", "land", place) for n in range(60)]
    content, user = sheet(*rows), account(Role.PROVINCE)
    uploads = [Import.of(pack, content, user=user).upload for _ in range(2)]
    start, faults = threading.Barrier(2), []

    def run(upload: Upload) -> None:
        try:
            start.wait()
            writing.write(upload, user, pack, Scope.province(), DAY)
        except Exception as error:  # told by the thread that asserts
            faults.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(upload,)) for upload in uploads]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert Official.objects.count() == 60
