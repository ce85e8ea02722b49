"""Integration: what is written leaves its trail in the same transaction, and says who, what and why."""

from __future__ import annotations

from concurrent.futures import wait
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from canbo.apps.accounts.models import Role
from canbo.apps.audit import journal
from canbo.apps.audit.clock import written_at, written_on
from canbo.apps.audit.journal import Author, open_batch
from canbo.apps.audit.models import Action, Batch, Entry, Source
from canbo.apps.audit.queries import entries_of, last_write
from canbo.apps.people.models import Official, Qualification
from canbo.apps.people.services import apply_changes, hand_out, reveal_national_id, subject_of
from canbo.core.dates import PartialDate
from canbo.core.people.record import OfficialChange
from factories.aside import AWHILE, Kept, aside, two_transactions
from factories.province import AUTHOR, DAY, account, add, degree, person, small_province

pytestmark = pytest.mark.django_db

NUMBER = "012185000001"


@pytest.fixture
def official() -> Official:
    small_province(1)
    record = person("Lò Thị Hằng", "03388", "land", degree("bachelor", obtained=PartialDate(2010)), national_id=NUMBER)
    return Official.objects.get(pk=add([record])[0])


def test_an_entry_says_who_from_where_why_and_what(official: Official) -> None:
    user = account(Role.PROVINCE)
    change = OfficialChange(official.pk, 1, values={"birth": PartialDate(1986), "note": ""})
    apply_changes([change], author=Author(user, Source.PAGE, reason="Theo giấy khai sinh"))

    entry = Entry.objects.latest("pk")
    assert (entry.actor, entry.actor_name, entry.source) == (user, user.full_name, Source.PAGE)
    assert (entry.action, entry.table, entry.row) == (Action.UPDATE, "people.official", official.pk)
    assert (entry.subject, entry.reason, entry.batch) == (f"official:{official.pk}", "Theo giấy khai sinh", None)
    assert entry.before == {"birth": 19850519, "version": 1}
    assert entry.after == {"birth": 19860000, "version": 2}


def test_the_entry_of_a_new_row_has_all_of_it_and_no_number_in_clear(official: Official) -> None:
    created = {entry.table: entry for entry in Entry.objects.filter(subject=subject_of(official))}
    held = created["people.qualification"].after
    assert (held["kind"], held["obtained"], held["recorded_on"]) == ("degree", 20100000, "2025-07-01")
    assert NUMBER not in str(created["people.official"].after)
    assert created["people.official"].after["national_id"].startswith("gAAAA")


def test_what_is_deleted_stays_in_the_trail(official: Official) -> None:
    held = Qualification.objects.get()
    apply_changes([OfficialChange(official.pk, 1, drops=(held.pk,))], author=AUTHOR)
    entry = Entry.objects.get(action=Action.DELETE)
    assert (entry.row, entry.before["level"], entry.after) == (held.pk, held.level, {})


def test_rows_in_which_nothing_differs_leave_no_trace(official: Official) -> None:
    before = Entry.objects.count()
    journal.update([official], ["note"], AUTHOR, subject_of)
    for write in (journal.create, journal.delete):
        write([], AUTHOR, subject_of)
    assert Entry.objects.count() == before


def test_only_the_named_fields_are_saved(official: Official) -> None:
    official.note, official.residence = "a", "b"
    journal.update([official], ["note"], AUTHOR, subject_of)
    official.refresh_from_db()
    assert (official.note, official.residence) == ("a", "")


def test_without_its_entry_nothing_is_written(official: Official, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(Entry.objects, "bulk_create", refuse)
    with pytest.raises(RuntimeError):
        apply_changes([OfficialChange(official.pk, 1, values={"note": "a"})], author=AUTHOR)
    with pytest.raises(RuntimeError):
        add([person("Lò Thị An", "03388", "land")])
    assert list(Official.objects.values_list("full_name", "note")) == [("Lò Thị Hằng", "")]


def test_an_entry_has_a_reason_or_stands_in_a_batch(official: Official) -> None:
    silent = Author(None, Source.COMMAND)
    with pytest.raises(IntegrityError, match="entry_says_why"), transaction.atomic():
        apply_changes([OfficialChange(official.pk, 1, values={"note": "a"})], author=silent)

    batch, author = open_batch("Sửa hàng loạt", silent)
    apply_changes([OfficialChange(official.pk, 1, values={"note": "a"})], author=author)
    assert Entry.objects.latest("pk").batch == batch
    assert not Batch.objects.get().fictional


def test_looking_at_a_number_leaves_an_entry_but_is_no_write(official: Official) -> None:
    user, before = account(Role.PROVINCE), last_write()
    assert reveal_national_id(official, user=user, reason="Đối chiếu", on=DAY) == NUMBER
    hand_out([official.pk], AUTHOR)

    first, second = entries_of(subject_of(official))[1], entries_of(subject_of(official))[0]
    assert {first.action, second.action} == {Action.READ}
    assert (first.actor, first.reason, first.before, first.after) == (user, "Đối chiếu", {}, {})
    assert last_write() == before


def test_the_last_write_is_told_by_number_and_moment(official: Official) -> None:
    before = last_write()
    apply_changes([OfficialChange(official.pk, 1, values={"note": "a"})], author=AUTHOR)
    after = last_write()
    assert before is not None
    assert after is not None
    assert after[0] > before[0]
    assert after[1] - before[1] < timedelta(minutes=1)


@two_transactions
@pytest.mark.django_db(transaction=True)
def test_a_write_that_ends_later_is_the_later_version() -> None:
    small_province(1)
    first, second = add([person("Lò Thị Hằng", "03388", "land"), person("Lò Thị An", "03388", "land")])
    early = Kept(lambda: apply_changes([OfficialChange(first, 1, values={"note": "a"})], author=AUTHOR))
    late = aside(lambda: apply_changes([OfficialChange(second, 1, values={"note": "b"})], author=AUTHOR))
    wait([late], AWHILE)
    before = last_write()
    early.end()
    late.result(10)
    after = last_write()
    assert before is not None
    assert after is not None
    assert after[0] > before[0]
    assert Official.objects.filter(note="").count() == 0


def test_a_transaction_rolled_back_leaves_the_version(official: Official) -> None:
    before, inside = last_write(), []

    @transaction.atomic
    def write() -> None:
        apply_changes([OfficialChange(official.pk, 1, values={"note": "a"})], author=AUTHOR)
        inside.append(last_write())
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write()
    assert last_write() == before
    assert before not in inside


def test_the_day_of_a_write_is_that_of_the_province() -> None:
    assert written_on() == DAY == timezone.localdate(written_at())
