"""The demonstration province: about 2,300 invented officials in the communes of a pack."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from canbo.core.dates import PartialDate
from canbo.core.demo.person import Setting, invent_official
from canbo.core.people.record import OfficialRecord, Post
from canbo.core.policy.model import CommuneSeat, Pack, Position

CONCURRENT = {
    "party_secretary": ("council_chair",),
    "committee_chair": ("deputy_secretary",),
    "standing_deputy_secretary": ("council_board_head",),
}
"""Posts that whoever holds the first usually holds as well."""

_VACANT = {"it_specialist": 0.22, "land": 0.12, "construction": 0.16, "information": 0.1}
_SURPLUS = ("office_general", "culture", "front_specialist", "party_general", "labour", "agriculture")


@dataclass(frozen=True)
class DemoProvince:
    """Invented records, commune by commune."""

    seed: int
    records: tuple[OfficialRecord, ...]


def invent_province(pack: Pack, seed: int, as_of: date) -> DemoProvince:
    """The province of a seed: the same seed and pack give the same people."""
    return DemoProvince(seed, tuple(_everybody(pack, seed, as_of)))


def _everybody(pack: Pack, seed: int, as_of: date) -> Iterator[OfficialRecord]:
    codes = [commune.code for commune in pack.communes]
    fields = next(item for item in pack.lists if item.id == "fields_of_study")
    majors = [item.code for item in fields.items if len(item.code) == 7 and item.code.startswith("7")]
    number = 0
    for index, commune in enumerate(pack.communes):
        draw = Random(f"{seed}:{commune.code}")  # noqa: S311 - nothing here is secret
        hardship = min(1.0, draw.random() * 0.6 + (0.4 if commune.border else 0.0))
        setting = Setting(commune.code, codes, majors, hardship, as_of)
        for position, surplus in _seats(draw, pack, commune, hardship):
            number += 1
            record = invent_official(draw, number, position, setting, surplus=surplus)
            yield _with_more_posts(draw, record, position, index)


def _seats(draw: Random, pack: Pack, commune: CommuneSeat, hardship: float) -> Iterator[tuple[Position, bool]]:
    """The seats that have somebody, and now and then one person more than there are seats."""
    kinds = {body.code: body.unit_kinds for body in pack.bodies}
    taken = {code for codes in CONCURRENT.values() for code in codes}
    for position in pack.positions:
        if position.code in taken or commune.kind not in kinds[position.body]:
            continue
        for _ in range(position.posts):
            vacant = _VACANT.get(position.code, 0.035) * (0.6 + hardship)
            if position.title_group == "commune_leader" or draw.random() >= vacant:
                yield position, False
        if position.code in _SURPLUS and draw.random() < 0.12:
            yield position, True


def _with_more_posts(draw: Random, record: OfficialRecord, position: Position, index: int) -> OfficialRecord:
    """Concurrent posts, and for some an earlier post that has ended."""
    main = record.posts[0]
    more = [
        Post(unit=main.unit, position=code, is_main=False, category="cadre", start=main.start)
        for code in CONCURRENT.get(position.code, ())
    ]
    if draw.random() < 0.08 and main.start == PartialDate(2025, 7, 1):
        started = replace(main, start=PartialDate(2026, 1 + index % 9, 1))
        earlier = replace(main, end=started.start)
        return replace(record, posts=(earlier, started, *more))
    return replace(record, posts=(main, *more))
