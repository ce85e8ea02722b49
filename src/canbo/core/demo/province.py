"""The demonstration province: about 2,300 invented officials in the communes of a pack."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from canbo.core.dates import PartialDate
from canbo.core.demo.draws import happens
from canbo.core.demo.majors import Majors
from canbo.core.demo.names import invent_name
from canbo.core.demo.person import Seat, invent_official, with_post
from canbo.core.demo.places import Setting, setting_of
from canbo.core.people.record import Held, OfficialRecord
from canbo.core.policy.model import Pack

OPENED = date(2025, 7, 1)
"""The day on which the communes of the two-level model began to work."""

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
    """The province of a seed: the same seed, pack and date give the same people."""
    return DemoProvince(seed, tuple(_everybody(pack, seed, as_of)))


def _everybody(pack: Pack, seed: int, as_of: date) -> Iterator[OfficialRecord]:
    majors = Majors(pack)
    number = 0
    known: set[tuple[str, PartialDate | None]] = set()
    for commune in pack.communes:
        draw = Random(f"{seed}:{commune.code}")  # noqa: S311 - nothing here is secret
        setting = setting_of(commune, pack, majors, draw, as_of, OPENED)
        for seat in _seats(draw, pack, setting):
            number += 1
            record = _unlike(known, draw, invent_official(draw, number, seat, setting))
            extra = CONCURRENT.get(seat.position.code)
            yield _recorded(with_post(record, extra) if extra else record, as_of)


def _recorded(record: OfficialRecord, as_of: date) -> OfficialRecord:
    """With what was learned on record since it was obtained, at the earliest since the official came to the post."""
    began = min((post.start.latest for post in record.posts if post.start), default=as_of)

    def since(held: Held) -> date:
        return min(as_of, max(began, held.obtained.latest if held.obtained else began))

    return replace(record, qualifications=tuple(replace(q, recorded_on=since(q)) for q in record.qualifications))


def _unlike(known: set[tuple[str, PartialDate | None]], draw: Random, record: OfficialRecord) -> OfficialRecord:
    """The record under a name that nobody born on the same day has: a roster could not tell the two apart."""
    while (record.full_name, record.birth) in known:
        record = replace(record, full_name=invent_name(draw, record.ethnic_group or "", record.sex or "male"))
    known.add((record.full_name, record.birth))
    return record


def _seats(draw: Random, pack: Pack, setting: Setting) -> Iterator[Seat]:
    """The seats that have somebody, and now and then one person more than there are seats."""
    kinds = {body.code: body.unit_kinds for body in pack.bodies}
    misplaced = happens(draw, 0.25)
    for position in pack.positions:
        if position.code in CONCURRENT.values() or setting.commune.kind not in kinds[position.body]:
            continue
        for seat in range(position.posts):
            if misplaced and seat == 0 and position.code in ("land", "party_organisation"):
                # The economic section lacks a land specialist while the Party block holds one.
                if position.code == "party_organisation":
                    yield Seat(position, field=_LAND_FIELD)
                continue
            vacant = _VACANT.get(position.code, _VACANT_ELSE) * setting.strain
            if position.title_group == "commune_leader" or not happens(draw, vacant):
                yield Seat(position)
        if position.code in _SURPLUS and happens(draw, 0.18 - 0.12 * setting.hardship):
            yield Seat(position, surplus=True)
