"""What others have changed in a record since the file was exported: the fields that the file knows of old."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from canbo.apps.audit.models import Entry
from canbo.apps.audit.queries import writes_about
from canbo.apps.people.models import SUBJECT, Assignment, CompetencyLevel, Official, Qualification, Rating
from canbo.apps.people.queries import State
from canbo.files.importing.fields import competency_field

_OFFICIAL = Official._meta.label_lower
_ASSIGNMENT = Assignment._meta.label_lower
_QUALIFICATION = Qualification._meta.label_lower
_RATING = Rating._meta.label_lower
_COMPETENCY = CompetencyLevel._meta.label_lower


def changed_since(stale: Mapping[int, tuple[State, int]]) -> dict[int, frozenset[str]]:
    """For each official on record the fields written after a version; in one query.

    `stale` has the record of now and the version of the file, by official.
    """
    trails: dict[str, list[Entry]] = {}
    for entry in writes_about([f"{SUBJECT}{pk}" for pk in stale]):
        trails.setdefault(entry.subject, []).append(entry)
    return {
        pk: frozenset(_names(trails.get(f"{SUBJECT}{pk}", ()), state, version))
        for pk, (state, version) in stale.items()
    }


def _names(trail: Sequence[Entry], state: State, version: int) -> Iterator[str]:
    """The names of the fields in the entries from the one that ended the version on; in all, if it is not there."""
    kinds = {q.pk: q.kind for q in state.qualifications}
    ends = (n for n, entry in enumerate(trail) if entry.table == _OFFICIAL and entry.before.get("version") == version)
    for entry in trail[next(ends, 0) :]:
        yield from _fields(entry, kinds)


def _fields(entry: Entry, kinds: Mapping[int, str]) -> Iterable[str]:
    values: dict[str, Any] = {**entry.before, **entry.after}
    if entry.table == _OFFICIAL:
        return {name.removesuffix("_id") if name == "native_unit_id" else name for name in values} - {"version"}
    if entry.table == _QUALIFICATION:
        kind = values.get("kind") or kinds.get(entry.row)
        return {kind} if kind else ()
    if entry.table == _RATING:
        return {"rating"}
    if entry.table == _COMPETENCY:
        return {competency_field(values["competency"])} if "competency" in values else ()
    return {*values, "position"} if entry.table == _ASSIGNMENT else ()
