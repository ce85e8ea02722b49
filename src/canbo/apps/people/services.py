"""Writes to the records of officials: in bulk, in one transaction, with their audit entries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from django.db import transaction

from canbo.apps.accounts.models import User
from canbo.apps.audit import journal
from canbo.apps.audit.clock import written_on
from canbo.apps.audit.journal import Author
from canbo.apps.audit.models import Source
from canbo.apps.people.models import SUBJECT, Assignment, CompetencyLevel, Official, Qualification, Rating
from canbo.apps.people.queries import serves
from canbo.apps.people.rows import Codes, Parts, columns, index_national_id, official_row, set_values
from canbo.core.dates import PartialDate
from canbo.core.people.faults import Fault, faults_of
from canbo.core.people.record import OfficialChange, OfficialRecord, from_the_start

__all__ = ["NotTheirs", "OutOfDate", "Refused", "UnknownParts", "apply_changes", "hand_out", "index_national_id",
           "register", "reveal_national_id", "subject_of"]  # fmt: skip

P = TypeVar("P", Assignment, Qualification)


class OutOfDate(Exception):
    """Somebody changed these officials' records after the change was prepared, or they are no longer on record."""

    def __init__(self, official_ids: Sequence[int]) -> None:
        super().__init__(f"records changed meanwhile: {official_ids}")
        self.official_ids = official_ids


class UnknownParts(Exception):
    """Parts that the records to be changed do not have: (official id, id of the part)."""

    def __init__(self, parts: Sequence[tuple[int, int]]) -> None:
        super().__init__(f"no such parts of these records (official, part): {parts}")
        self.parts = parts


class NotTheirs(Exception):
    """The official's record is not for this user to open. Nothing was read."""


class Refused(Exception):
    """Values that can never be true. Nothing was written."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.faults = faults


def subject_of(row: Any) -> str:
    """The subject under which the trail of an official's rows is kept."""
    return f"{SUBJECT}{row.pk if isinstance(row, Official) else row.official_id}"


@transaction.atomic
def register(records: Sequence[OfficialRecord], *, author: Author) -> list[int]:
    """Add officials with all that their records hold; gives their ids in the same order.

    Raises `Refused` for values that can never be, and `rows.UnknownCodes`.
    """
    journal.take_turn()
    today, codes = written_on(), Codes()
    records = [from_the_start(record) for record in records]
    codes.check(records)
    _refuse(fault for r in records for fault in faults_of(r, (p.start for p in r.posts if p.start), today))
    officials = [official_row(record, codes) for record in records]
    journal.create(officials, author, subject_of)
    _add(Parts.of(zip(officials, records, strict=True), codes), author)
    return [official.pk for official in officials]


@transaction.atomic
def apply_changes(changes: Sequence[OfficialChange], *, author: Author) -> None:
    """Change officials' records. Raises `OutOfDate` when a record is no longer of the version changed.

    Raises `UnknownParts`, and what `register` raises.
    """
    journal.take_turn()
    stored, codes = _locked(changes), Codes()
    codes.check(changes)
    for change in changes:
        set_values(stored[change.official_id], change.values, codes)
        stored[change.official_id].version += 1
    dropped = _parts(Qualification, [(c.official_id, c.drops) for c in changes])
    assignments = _changed(Assignment, [(c.official_id, c.assignments) for c in changes])
    held = _changed(Qualification, [(c.official_id, c.held) for c in changes])
    _refuse_senseless(stored, changes, assignments)
    names = {name for change in changes for name in columns(change.values)} | {"version"}
    journal.update(list(stored.values()), names, author, subject_of)
    journal.delete(dropped, author, subject_of)
    journal.update(assignments, _named(change.assignments for change in changes), author, subject_of)
    journal.update(held, _named(change.held for change in changes), author, subject_of)
    _replace_ratings(changes, author)
    _replace_competencies(changes, author)
    _add(Parts.of(((stored[change.official_id], change) for change in changes), codes), author)


def reveal_national_id(official: Official, *, user: User, reason: str, on: date) -> str | None:
    """The national identity number in clear; who asked and why is recorded first.

    Raises `NotTheirs` when the user keeps no records, or not that of this official on the day of asking.
    """
    if not user.may_write or not serves(official.pk, on, user.scope):
        raise NotTheirs
    journal.read([official], Author(user, Source.PAGE, reason=reason[:300]), subject_of)
    digits: str | None = official.national_id
    return digits


def hand_out(official_ids: Iterable[int], author: Author) -> None:
    """Record who is named in a file that leaves the system, and with whom."""
    journal.read([Official(pk=pk) for pk in sorted(set(official_ids))], author, subject_of)


# --- what is refused -------------------------------------------------------------------------------------------


def _locked(changes: Sequence[OfficialChange]) -> dict[int, Official]:
    """The officials to be changed, held until the transaction ends."""
    stored = Official.objects.select_for_update().in_bulk([change.official_id for change in changes])
    versions = {pk: official.version for pk, official in stored.items()}
    stale = [c.official_id for c in changes if versions.get(c.official_id) != c.version]
    if stale:
        raise OutOfDate(stale)
    return stored


def _refuse(faults: Iterable[Fault]) -> None:
    found = list(faults)
    if found:
        raise Refused(found)


def _refuse_senseless(
    stored: Mapping[int, Official], changes: Sequence[OfficialChange], changed: Iterable[Assignment]
) -> None:
    """Look at the records as they would be after the changes."""
    starts: dict[int, dict[int, PartialDate | None]] = defaultdict(dict)
    for row in (*Assignment.objects.filter(official_id__in=stored), *changed):
        starts[row.official_id][row.pk] = row.start
    for change in changes:
        starts[change.official_id] |= {-n: post.start for n, post in enumerate(change.posts, 1)}
    today = written_on()
    _refuse(
        fault
        for pk, official in stored.items()
        for fault in faults_of(official, (day for day in starts[pk].values() if day), today)
    )


# --- parts of records ------------------------------------------------------------------------------------------


def _add(parts: Parts, author: Author) -> None:
    journal.create(parts.assignments, author, subject_of)
    journal.create(parts.qualifications, author, subject_of)
    journal.create(parts.ratings, author, subject_of)
    journal.create(parts.competencies, author, subject_of)


def _parts(model: type[P], wanted: Iterable[tuple[int, Iterable[int]]]) -> list[P]:
    """Parts of records by (official id, id of the part). Raises `UnknownParts`."""
    pairs = {(owner, pk) for owner, ids in wanted for pk in ids}
    found = model._default_manager.filter(pk__in=[pk for _, pk in pairs]).order_by("pk")
    rows = [row for row in found if (row.official_id, row.pk) in pairs]
    unknown = sorted(pairs - {(row.official_id, row.pk) for row in rows})
    if unknown:
        raise UnknownParts(unknown)
    return rows


def _changed(model: type[P], wanted: Iterable[tuple[int, Mapping[int, Mapping[str, object]]]]) -> list[P]:
    """Parts of records with other values, not saved yet."""
    values = {(owner, pk): named for owner, parts in wanted for pk, named in parts.items()}
    rows = _parts(model, [(owner, [pk]) for owner, pk in values])
    for row in rows:
        for name, value in values[row.official_id, row.pk].items():
            setattr(row, name, value)
    return rows


def _named(parts: Iterable[Mapping[int, Mapping[str, object]]]) -> set[str]:
    return {name for values in parts for named in values.values() for name in named}


def _replace_ratings(changes: Sequence[OfficialChange], author: Author) -> None:
    replaced = {(change.official_id, item.year) for change in changes for item in change.ratings}
    rows = Rating.objects.filter(official_id__in={pk for pk, _ in replaced})
    journal.delete([row for row in rows if (row.official_id, row.year) in replaced], author, subject_of)


def _replace_competencies(changes: Sequence[OfficialChange], author: Author) -> None:
    replaced = {(c.official_id, item.competency, item.assessed) for c in changes for item in c.competencies}
    rows = CompetencyLevel.objects.filter(official_id__in={pk for pk, *_ in replaced})
    again = [row for row in rows if (row.official_id, row.competency, row.assessed) in replaced]
    journal.delete(again, author, subject_of)
