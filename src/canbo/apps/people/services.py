"""Writes to the records of officials: in bulk, in one transaction, with their audit entries."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields as dataclass_fields
from typing import Any

from django.conf import settings
from django.db import transaction

from canbo.apps.accounts.models import User
from canbo.apps.audit import journal
from canbo.apps.audit.clock import written_on
from canbo.apps.audit.journal import Author
from canbo.apps.audit.models import Source
from canbo.apps.organisation.models import Position, Unit
from canbo.apps.people.models import SUBJECT, Assignment, Official, Qualification, Rating
from canbo.core.people.record import Held, OfficialChange, OfficialRecord, Post, Rated
from canbo.core.text.names import search_key, sort_key

_PARTS = {"posts", "qualifications", "ratings"}
_IDENTITY = [f.name for f in dataclass_fields(OfficialRecord) if f.name not in _PARTS]


class OutOfDate(Exception):
    """Somebody changed these officials' records after the change was prepared."""

    def __init__(self, official_ids: Sequence[int]) -> None:
        super().__init__(f"records changed meanwhile: {official_ids}")
        self.official_ids = official_ids


def subject_of(row: Any) -> str:
    """The subject under which the trail of an official's rows is kept."""
    return f"{SUBJECT}{row.pk if isinstance(row, Official) else row.official_id}"


def index_national_id(digits: str) -> str:
    """The keyed hash by which a national identity number is found without being stored in clear."""
    key = settings.NATIONAL_ID_INDEX_KEY.encode()
    return hmac.new(key, digits.encode(), hashlib.sha256).hexdigest()


@transaction.atomic
def register(records: Sequence[OfficialRecord], *, author: Author) -> list[int]:
    """Add officials with all that their records hold; gives their ids in the same order."""
    codes = _Codes()
    officials = [_official(record, codes) for record in records]
    journal.create(officials, author, subject_of)
    pairs = list(zip(officials, records, strict=True))
    _add_parts(((o, r.posts, r.qualifications, r.ratings) for o, r in pairs), codes, author)
    return [official.pk for official in officials]


@transaction.atomic
def apply_changes(changes: Sequence[OfficialChange], *, author: Author) -> None:
    """Change officials' records. Raises `OutOfDate` when a record is no longer of the version changed."""
    stored = Official.objects.select_for_update().in_bulk([change.official_id for change in changes])
    stale = [c.official_id for c in changes if stored[c.official_id].version != c.version]
    if stale:
        raise OutOfDate(stale)
    codes = _Codes()
    for change in changes:
        _set_values(stored[change.official_id], change.values, codes)
        stored[change.official_id].version += 1
    names = {name for change in changes for name in _columns(change.values)} | {"version"}
    journal.update(list(stored.values()), names, author, subject_of)
    _drop(changes, author)
    _change_assignments(changes, author)
    _change_qualifications(changes, author)
    _replace_ratings(changes, author)
    parts = ((stored[c.official_id], c.posts, c.qualifications, c.ratings) for c in changes)
    _add_parts(parts, codes, author)


def reveal_national_id(official: Official, *, user: User, reason: str) -> str | None:
    """The national identity number in clear; who asked and why is recorded first."""
    journal.read([official], Author(user, Source.PAGE, reason=reason[:300]), subject_of)
    digits: str | None = official.national_id
    return digits


def hand_out(officials: Sequence[Official], author: Author) -> None:
    """Record whose records leave the system in a file, and with whom."""
    journal.read(officials, author, subject_of)


class _Codes:
    """Ids of units and positions by code, read once for a bulk write."""

    def __init__(self) -> None:
        self.units = dict(Unit.objects.values_list("code", "pk"))
        self.positions = dict(Position.objects.values_list("code", "pk"))


def _official(record: OfficialRecord, codes: _Codes) -> Official:
    official = Official()
    _set_values(official, {name: getattr(record, name) for name in _IDENTITY}, codes)
    return official


def _set_values(official: Official, values: Mapping[str, Any], codes: _Codes) -> None:
    for name, value in values.items():
        if name == "native_unit":
            official.native_unit_id = codes.units[value] if value else None
        else:
            setattr(official, name, value)
    if "full_name" in values:
        official.sort_key = sort_key(official.full_name)
        official.search_key = search_key(f"{official.full_name} {official.other_name}")
    if "national_id" in values:
        digits = official.national_id
        official.national_id_index = index_national_id(digits) if digits else None


def _columns(values: Mapping[str, Any]) -> set[str]:
    """The columns that setting these values touches, the derived ones with them."""
    derived = {"full_name": {"sort_key", "search_key"}, "national_id": {"national_id_index"}}
    return set(values).union(*(derived.get(name, set()) for name in values))


Parts = tuple[Official, Sequence[Post], Sequence[Held], Sequence[Rated]]


def _add_parts(parts: Iterable[Parts], codes: _Codes, author: Author) -> None:
    assignments, qualifications, ratings = [], [], []
    for official, posts, held, rated in parts:
        assignments += [_assignment(official, post, codes) for post in posts]
        qualifications += [_qualification(official, item, codes) for item in held]
        ratings += [Rating(official=official, **_values(item)) for item in rated]
    journal.create(assignments, author, subject_of)
    journal.create(qualifications, author, subject_of)
    journal.create(ratings, author, subject_of)


def _assignment(official: Official, post: Post, codes: _Codes) -> Assignment:
    values = _values(post) | {
        "unit_id": codes.units[post.unit],
        "position_id": codes.positions[post.position],
    }
    return Assignment(official=official, **_without(values, "unit", "position"))


def _qualification(official: Official, held: Held, codes: _Codes) -> Qualification:
    position_id = codes.positions[held.position] if held.position else None
    values = _without(_values(held), "position") | {"recorded_on": held.recorded_on or written_on()}
    return Qualification(official=official, position_id=position_id, **values)


def _values(item: Post | Held | Rated) -> dict[str, Any]:
    return {f.name: getattr(item, f.name) for f in dataclass_fields(item)}


def _without(values: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in names}


def _drop(changes: Sequence[OfficialChange], author: Author) -> None:
    wanted = {pk: change.official_id for change in changes for pk in change.drops}
    rows = [q for q in Qualification.objects.filter(pk__in=wanted) if wanted[q.pk] == q.official_id]
    journal.delete(rows, author, subject_of)


def _change_assignments(changes: Sequence[OfficialChange], author: Author) -> None:
    _set_parts(Assignment, [(c.official_id, c.assignments) for c in changes], author)


def _change_qualifications(changes: Sequence[OfficialChange], author: Author) -> None:
    _set_parts(Qualification, [(c.official_id, c.held) for c in changes], author)


def _set_parts(
    model: type[Assignment] | type[Qualification],
    wanted: Iterable[tuple[int, Mapping[int, Mapping[str, object]]]],
    author: Author,
) -> None:
    """Set fields of parts of records by the part's id; a part of somebody else's record is left alone."""
    values = {(owner, pk): named for owner, parts in wanted for pk, named in parts.items()}
    found = model._default_manager.filter(pk__in=[pk for _, pk in values])
    rows = [row for row in found if (row.official_id, row.pk) in values]
    for row in rows:
        for name, value in values[row.official_id, row.pk].items():
            setattr(row, name, value)
    journal.update(rows, {name for named in values.values() for name in named}, author, subject_of)


def _replace_ratings(changes: Sequence[OfficialChange], author: Author) -> None:
    replaced = {(change.official_id, item.year) for change in changes for item in change.ratings}
    rows = Rating.objects.filter(official_id__in={pk for pk, _ in replaced})
    journal.delete([row for row in rows if (row.official_id, row.year) in replaced], author, subject_of)
