"""Rows of the tables from the plain values of records."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.conf import settings

from canbo.apps.audit.clock import written_on
from canbo.apps.organisation.models import Position, Unit
from canbo.apps.people.models import Assignment, CompetencyLevel, Official, Qualification, Rating
from canbo.core.people.record import Assessed, Held, OfficialChange, OfficialRecord, Post, Rated
from canbo.core.text.names import same_name_key, search_key, sort_key

_PARTS = {"posts", "qualifications", "ratings", "competencies"}
_IDENTITY = [f.name for f in fields(OfficialRecord) if f.name not in _PARTS]
_DERIVED = {
    "full_name": {"sort_key", "name_key", "search_key"},
    "other_name": {"search_key"},
    "national_id": {"national_id_index"},
}


class UnknownCodes(Exception):
    """Units or positions that the catalogue does not have."""

    def __init__(self, codes: Sequence[str]) -> None:
        super().__init__(f"no such unit or position: {codes}")
        self.codes = codes


class Codes:
    """Ids of units and positions by code, read once for a bulk write. Raises `UnknownCodes`."""

    def __init__(self) -> None:
        self._units = dict(Unit.objects.values_list("code", "pk"))
        self._positions = dict(Position.objects.values_list("code", "pk"))

    def check(self, records: Iterable[OfficialRecord | OfficialChange]) -> None:
        """All codes that lead nowhere at once, before anything is written."""
        units, positions = set[str](), set[str]()
        for record in records:
            units |= {post.unit for post in record.posts}
            positions |= {post.position for post in record.posts}
            positions |= {held.position for held in record.qualifications if held.position}
            native = record.native_unit if isinstance(record, OfficialRecord) else record.values.get("native_unit")
            units |= {str(native)} if native else set()
        unknown = sorted((units - self._units.keys()) | (positions - self._positions.keys()))
        if unknown:
            raise UnknownCodes(unknown)

    def unit(self, code: str | None) -> int | None:
        return self._units[code] if code else None

    def position(self, code: str | None) -> int | None:
        return self._positions[code] if code else None


def index_national_id(digits: str) -> str:
    """The keyed hash by which a national identity number is found without being stored in clear."""
    key = settings.NATIONAL_ID_INDEX_KEY.encode()
    return hmac.new(key, digits.encode(), hashlib.sha256).hexdigest()


# --- the official ----------------------------------------------------------------------------------------------


def official_row(record: OfficialRecord, codes: Codes) -> Official:
    official = Official()
    set_values(official, {name: getattr(record, name) for name in _IDENTITY}, codes)
    return official


def set_values(official: Official, values: Mapping[str, Any], codes: Codes) -> None:
    """Set fields and what is derived from them."""
    for name, value in values.items():
        if name == "native_unit":
            official.native_unit_id = codes.unit(value)
        else:
            setattr(official, name, value)
    if "full_name" in values:
        official.sort_key, official.name_key = sort_key(official.full_name), same_name_key(official.full_name)
    if "full_name" in values or "other_name" in values:
        official.search_key = search_key(f"{official.full_name} {official.other_name}")
    if "national_id" in values:
        digits = official.national_id
        official.national_id_index = index_national_id(digits) if digits else None


def columns(values: Mapping[str, Any]) -> set[str]:
    """The columns that setting these values touches, the derived ones with them."""
    return set(values).union(*(_DERIVED.get(name, set()) for name in values))


# --- the parts of a record -------------------------------------------------------------------------------------


@dataclass
class Parts:
    """New rows of officials' records, table by table."""

    assignments: list[Assignment]
    qualifications: list[Qualification]
    ratings: list[Rating]
    competencies: list[CompetencyLevel]

    @classmethod
    def of(cls, given: Iterable[tuple[Official, OfficialRecord | OfficialChange]], codes: Codes) -> Parts:
        parts = cls([], [], [], [])
        for official, record in given:
            parts.assignments += [_assignment(official, post, codes) for post in record.posts]
            parts.qualifications += [_qualification(official, held, codes) for held in record.qualifications]
            parts.ratings += [_rating(official, item) for item in record.ratings]
            parts.competencies += [CompetencyLevel(official=official, **_values(item)) for item in record.competencies]
        return parts


def _assignment(official: Official, post: Post, codes: Codes) -> Assignment:
    values = _values(post, "unit", "position")
    place = {"unit_id": codes.unit(post.unit), "position_id": codes.position(post.position)}
    return Assignment(official=official, **values, **place)


def _qualification(official: Official, held: Held, codes: Codes) -> Qualification:
    values = _values(held, "position") | {"recorded_on": held.recorded_on or written_on()}
    return Qualification(official=official, position_id=codes.position(held.position), **values)


def _rating(official: Official, rated: Rated) -> Rating:
    return Rating(official=official, recorded_on=min(written_on(), date(rated.year, 12, 31)), **_values(rated))


def _values(item: Post | Held | Rated | Assessed, *without: str) -> dict[str, Any]:
    return {f.name: getattr(item, f.name) for f in fields(item) if f.name not in without}
