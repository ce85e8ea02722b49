"""The demonstration province: about 2,300 invented officials in the communes of a pack."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from canbo.core.dates import PartialDate
from canbo.core.demo.draws import happens
from canbo.core.demo.history import assessed, known_on, rated, recorded
from canbo.core.demo.majors import Majors
from canbo.core.demo.names import invent_name
from canbo.core.demo.person import Seat, invent_official, with_post
from canbo.core.demo.places import Setting, setting_of
from canbo.core.people.record import OfficialRecord
from canbo.core.policy.model import Pack

INVENTED_FOR = date(2026, 11, 23)
"""The day for which everybody is invented, whatever day is asked for: births, degrees and studies hang on it."""

CONCURRENT = {
    "party_secretary": "council_chair",
    "committee_chair": "deputy_secretary",
    "standing_deputy_secretary": "council_board_head",
    "front_chair": "council_board_head",
}
"""Posts that whoever holds the first usually holds as well."""

_VACANT = {"it_specialist": 0.2, "land": 0.1, "construction": 0.16, "information": 0.07}
_VACANT_ELSE = 0.036
_SURPLUS = ("office_general", "culture", "front_specialist", "party_general", "labour", "agriculture")
_LAND_FIELD = "7850103"


@dataclass(frozen=True)
class DemoProvince:
    """Invented records, commune by commune."""

    seed: int
    records: tuple[OfficialRecord, ...]


def invent_province(pack: Pack, seed: int, as_of: date) -> DemoProvince:
    """The province of a seed on a day: the same people on every day, without what lies after it."""
    return DemoProvince(seed, tuple(_everybody(pack, seed, as_of)))


def _everybody(pack: Pack, seed: int, as_of: date) -> Iterator[OfficialRecord]:
    majors = Majors(pack)
    number = 0
    known: set[tuple[str, PartialDate | None]] = set()
    for commune in pack.communes:
        place = f"{seed}:{commune.code}"
        setting = setting_of(commune, pack, majors, _stream(place), INVENTED_FOR)
        for seat in _seats(place, pack, setting):
            number += 1
            record = _unlike(
                known, _stream(seat.key, "name"), invent_official(_stream(seat.key), number, seat, setting)
            )
            found = known_on(_with_history(record, seat, setting), as_of)
            if found is not None:
                yield _rated(found, seat, as_of.year - 1)


def _stream(*key: str) -> Random:
    """Draws of their own for each thing: what is drawn for one never moves what is drawn for another."""
    return Random(":".join(key))  # noqa: S311 - nothing here is secret


def _with_history(record: OfficialRecord, seat: Seat, setting: Setting) -> OfficialRecord:
    extra = CONCURRENT.get(seat.position.code)
    whole = with_post(record, extra) if extra else record
    proven = recorded(_stream(seat.key, "record"), whole, setting)
    return assessed(_stream(seat.key, "competencies"), proven, seat.position, setting)


def _rated(record: OfficialRecord, seat: Seat, year: int) -> OfficialRecord:
    if not record.ratings:
        return record
    return replace(record, ratings=rated(_stream(seat.key, "rating", str(year)), record.recruited, year))


def _unlike(known: set[tuple[str, PartialDate | None]], draw: Random, record: OfficialRecord) -> OfficialRecord:
    """The record under a name that nobody born on the same day has: a roster could not tell the two apart."""
    while (record.full_name, record.birth) in known:
        record = replace(record, full_name=invent_name(draw, record.ethnic_group or "", record.sex or "male"))
    known.add((record.full_name, record.birth))
    return record


def _seats(place: str, pack: Pack, setting: Setting) -> Iterator[Seat]:
    """The seats that have somebody, and now and then one person more than there are seats."""
    kinds = {body.code: body.unit_kinds for body in pack.bodies}
    misplaced = happens(_stream(place, "misplaced"), 0.25)
    for position in pack.positions:
        if position.code in CONCURRENT.values() or setting.commune.kind not in kinds[position.body]:
            continue
        for number in range(position.posts):
            key = f"{place}:{position.code}:{number}"
            if misplaced and number == 0 and position.code in ("land", "party_organisation"):
                # The economic section lacks a land specialist while the Party block holds one.
                if position.code == "party_organisation":
                    yield Seat(key, position, field=_LAND_FIELD)
                continue
            vacant = _VACANT.get(position.code, _VACANT_ELSE) * setting.strain
            if position.title_group == "commune_leader" or not happens(_stream(key, "vacant"), vacant):
                yield Seat(key, position)
        key = f"{place}:{position.code}:{position.posts}"
        if position.code in _SURPLUS and happens(_stream(key, "surplus"), 0.18 - 0.12 * setting.hardship):
            yield Seat(key, position, surplus=True)
