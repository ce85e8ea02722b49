"""One invented official: who it is, where from, and since when in service."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from canbo.core.dates import PartialDate
from canbo.core.demo.career import invent_posts
from canbo.core.demo.draws import day_between, happens, pick
from canbo.core.demo.history import rated
from canbo.core.demo.learning import invent_qualifications
from canbo.core.demo.names import invent_name
from canbo.core.demo.places import Setting
from canbo.core.people.record import Held, OfficialRecord, Post
from canbo.core.policy.catalogue import Position

LEADERS = ("commune_leader", "council_board")
HEADS = ("section_head", "section_deputy")

_AGES = {
    "commune_leader": (45, 5.5),
    "council_board": (44, 6.5),
    "section_head": (43, 6.0),
    "section_deputy": (40, 6.0),
    "specialist": (36.5, 7.0),
    "support": (40, 8.0),
}
_OLDEST = {"male": 61, "female": 56}
_YOUNGEST = {"specialist": 23, "support": 23}
_ELSEWHERE = ("Phú Thọ", "Hưng Yên", "Ninh Bình", "Lào Cai", "Thanh Hóa", "Nghệ An", "Sơn La", "Điện Biên", "Hà Nội")


@dataclass(frozen=True)
class Seat:
    """A seat to be filled, by the key of its draws.

    `surplus` is one more than the establishment has; `field` a given field of study.
    """

    key: str
    position: Position
    surplus: bool = False
    field: str | None = None


def invent_official(draw: Random, number: int, seat: Seat, setting: Setting) -> OfficialRecord:
    """An official in this seat. The same draws give the same person."""
    group = seat.position.title_group
    sex = "female" if happens(draw, _women(group)) else "male"
    ethnic_group = pick(draw, setting.ethnic_groups)
    birth = _birth(draw, group, sex, setting.as_of)
    recruited = _recruited(draw, birth, setting)
    age = setting.as_of.year - birth.year
    held = invent_qualifications(draw, seat.position, setting, recruited, age, suited=_suited(draw, seat, setting))
    held = _given(held, seat.field)
    record = OfficialRecord(
        full_name=invent_name(draw, ethnic_group, sex),
        birth=_blurred(draw, birth),
        sex=sex,
        ethnic_group=ethnic_group,
        religion="Tin lành" if ethnic_group == "08" and happens(draw, 0.04) else "Không",
        national_id=_national_id(birth, sex, number),
        general_education="9/12" if group == "support" and happens(draw, 0.4) else "12/12",
        recruited=recruited,
        posts=invent_posts(draw, seat.position, setting, recruited, held),
        qualifications=held,
        ratings=rated(draw, recruited, setting.as_of.year - 1),
    )
    record = _with_native_place(draw, record, group, setting)
    return _with_gaps(draw, _with_party(draw, record, group, setting.as_of), group, setting)


def _women(group: str) -> float:
    if group == "commune_leader":
        return 0.3
    return 0.32 if group in (*HEADS, "council_board") else 0.44


def _birth(draw: Random, group: str, sex: str, as_of: date) -> PartialDate:
    mean, spread = _AGES[group]
    age = min(_OLDEST[sex], max(_YOUNGEST.get(group, 32), round(draw.gauss(mean, spread))))
    return PartialDate(as_of.year - age, draw.randint(1, 12), draw.randint(1, 28))


def _blurred(draw: Random, birth: PartialDate) -> PartialDate:
    """Of some only the year of birth is known, of some only the month."""
    known = draw.random()
    if known < 0.02:
        return PartialDate(birth.year)
    return PartialDate(birth.year, birth.month) if known < 0.04 else birth


def _recruited(draw: Random, birth: PartialDate, setting: Setting) -> PartialDate:
    """Before the communes opened."""
    latest = setting.opened - timedelta(days=1)
    first = min(date(birth.year + draw.randint(22, 27), draw.randint(1, 12), 1), date(latest.year - 1, 7, 1))
    return day_between(draw, first, min(date(first.year + 1, 12, 31), latest))


def _national_id(birth: PartialDate, sex: str, number: int) -> str:
    """Province 012, then sex and century, year, and a running number that no real card has."""
    century = 2 * (birth.year // 100 - 19) + (sex == "female")
    return f"012{century}{birth.year % 100:02d}{number:06d}"


def _suited(draw: Random, seat: Seat, setting: Setting) -> bool:
    """Whether the field studied first suits the position."""
    if not seat.position.fields:
        return True
    odds = 0.035 if seat.position.title_group in HEADS else 0.13
    odds = odds * setting.strain + _SCARCE.get(seat.position.code, 0.0) + (0.25 if seat.surplus else 0.0)
    return not happens(draw, odds)


_SCARCE = {"it_specialist": 0.26, "construction": 0.2, "land": 0.15, "information": 0.12, "planning": 0.06}
"""Positions whose field is hard to find in the province."""


def _given(held: tuple[Held, ...], field: str | None) -> tuple[Held, ...]:
    """With a field that the seat prescribes in place of the first one drawn, and no other degree beside it."""
    if field is None:
        return held
    rest = tuple(item for item in held if item.kind != "degree")
    return (Held("degree", 4, field_code=field, obtained=PartialDate(2014)), *rest)


def _with_party(draw: Random, record: OfficialRecord, group: str, as_of: date) -> OfficialRecord:
    chance = 1.0 if group in (*LEADERS, *HEADS) else 0.25 if group == "support" else 0.75
    if not happens(draw, chance):
        return replace(record, party_member=False)
    assert record.recruited is not None
    first = record.recruited.earliest
    last = date(min(first.year + 6, as_of.year - 1), 12, 31)
    return replace(record, party_member=True, party_joined=day_between(draw, min(first, last), last))


def _with_native_place(draw: Random, record: OfficialRecord, group: str, setting: Setting) -> OfficialRecord:
    """Most come from the commune or its old district; Kinh officials often from another province."""
    if record.ethnic_group == "01" and happens(draw, 0.7):
        return replace(record, native_place=draw.choice(_ELSEWHERE))
    chance = draw.random()
    home = 0.22 if group == "commune_leader" else 0.45
    if chance < home or not setting.neighbours:
        return replace(record, native_unit=setting.commune.code)
    near = setting.neighbours if chance < home + 0.4 else setting.communes
    return replace(record, native_unit=draw.choice(near))


# --- what nobody has written down ------------------------------------------------------------------------------

_LOSABLE = (
    "ethnic_group", "native_unit", "recruited", "ratings", "degree", "field", "political_theory", "state_management",
    "it_skills", "foreign_language", "position_skills", "data_governance", "two_level_government", "knowledge_update",
)  # fmt: skip
_KEPT_OF_LEADERS = frozenset(("degree", "field", "political_theory", "ethnic_group"))


def _with_gaps(draw: Random, record: OfficialRecord, group: str, setting: Setting) -> OfficialRecord:
    """Some records are incomplete, and then often in more than one fact; those of leaders in lesser facts only."""
    if not happens(draw, 0.045 * setting.strain):
        return record
    losable = [name for name in _LOSABLE if group != "commune_leader" or name not in _KEPT_OF_LEADERS]
    for name in draw.sample(losable, draw.choice((1, 1, 2, 3))):
        record = _without(record, name)
    return record


def _without(record: OfficialRecord, name: str) -> OfficialRecord:
    if name == "ratings":
        return replace(record, ratings=())
    if name == "ethnic_group":
        return replace(record, ethnic_group=None)
    if name == "native_unit":
        return replace(record, native_unit=None, native_place="")
    if name == "recruited":
        return replace(record, recruited=None)
    if name == "field":
        return replace(record, qualifications=tuple(_fieldless(item) for item in record.qualifications))
    return replace(record, qualifications=tuple(item for item in record.qualifications if item.kind != name))


def _fieldless(held: Held) -> Held:
    return replace(held, field_code="") if held.kind == "degree" and held.state == "held" else held


def with_post(record: OfficialRecord, position: str) -> OfficialRecord:
    """The official with a further post held beside the main one."""
    main = next(post for post in record.posts if post.is_main and post.end is None)
    more = Post(main.unit, position, is_main=False, category=main.category, grade=main.grade, start=main.start)
    return replace(record, posts=(*record.posts, more))
