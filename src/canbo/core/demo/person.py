"""One invented official: who it is, and what is held, with the shares that studies of the region suggest.

The shares are assumptions for a demonstration (domain research, "synthetic frame"), not facts about anybody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import TypeVar

from canbo.core.dates import PartialDate
from canbo.core.demo.names import invent_name
from canbo.core.facts.scales import QUALIFICATIONS
from canbo.core.people.record import Held, OfficialRecord, Post, Rated
from canbo.core.policy.model import Position

ETHNIC_SHARES = {"03": 32, "08": 22, "01": 22, "09": 11, "33": 5, "26": 3, "39": 2, "23": 1, "42": 1, "46": 1}
T = TypeVar("T")


@dataclass(frozen=True)
class Setting:
    """Where the official serves: `hardship` from 0 to 1 makes shortages likelier."""

    unit: str
    communes: Sequence[str]
    majors: Sequence[str]
    hardship: float
    as_of: date


def invent_official(
    draw: Random, number: int, position: Position, setting: Setting, *, surplus: bool
) -> OfficialRecord:
    """An official in this position. The same draws give the same person."""
    women = 0.26 if position.title_group == "commune_leader" else 0.38
    sex = "female" if draw.random() < women else "male"
    group = draw.choices(list(ETHNIC_SHARES), list(ETHNIC_SHARES.values()))[0]
    leader = position.title_group in ("commune_leader", "council_board", "section_head", "section_deputy")
    age = draw.randint(34, 57) if leader else min(60, max(23, round(draw.gauss(37, 7.5))))
    birth = _birth(draw, setting.as_of.year - age)
    recruited = min(setting.as_of.year - 1, setting.as_of.year - age + draw.randint(22, 26))
    member = leader or draw.random() < 0.76
    joined = PartialDate(min(2025, recruited + draw.randint(1, 5)), draw.randint(1, 12), draw.randint(1, 28))
    return OfficialRecord(
        full_name=invent_name(draw, group, sex),
        birth=_unless(draw, 0.005, birth),
        sex=_unless(draw, 0.004, sex),
        ethnic_group=_unless(draw, 0.012, group),
        religion="Không",
        native_unit=_native(draw, setting),
        national_id=f"0120{birth.year % 100:02d}{number:06d}",
        general_education="12/12" if draw.random() < 0.96 else "9/12",
        party_member=member,
        party_joined=joined if member else None,
        recruited=PartialDate(recruited, draw.randint(1, 12)),
        posts=(_post(draw, position, setting),),
        qualifications=tuple(_qualifications(draw, position, setting, recruited, surplus=surplus)),
        ratings=_ratings(draw),
    )


def _unless(draw: Random, chance: float, value: T) -> T | None:
    """The value, or now and then nothing: some data is always missing."""
    return None if draw.random() < chance else value


def _birth(draw: Random, year: int) -> PartialDate:
    known = draw.random()
    if known < 0.02:
        return PartialDate(year)
    month = draw.randint(1, 12)
    return PartialDate(year, month) if known < 0.04 else PartialDate(year, month, draw.randint(1, 28))


def _native(draw: Random, setting: Setting) -> str:
    return setting.unit if draw.random() < 0.45 else draw.choice(setting.communes)


def _post(draw: Random, position: Position, setting: Setting) -> Post:
    start = PartialDate(2025, 7, 1)
    if draw.random() < 0.15:
        start = PartialDate(2026, draw.randint(1, 10), draw.randint(1, 28))
    grade = {"specialist": "01.003", "support": "01.005"}.get(position.title_group, "01.003")
    return Post(unit=setting.unit, position=position.code, category=position.category, grade=grade, start=start)


def _ratings(draw: Random) -> tuple[Rated, ...]:
    chance = draw.random()
    if chance < 0.012:
        return ()
    if chance < 0.03:
        return (Rated(2025, exempt=True),)
    level = draw.choices((0, 1, 2, 3), (0.8, 6.2, 77, 16))[0]
    return (Rated(2025, level),)


# --- qualifications --------------------------------------------------------------------------------------------

_LEADERS = ("commune_leader", "council_board")
_HEADS = ("section_head", "section_deputy")


def _qualifications(draw: Random, position: Position, setting: Setting, recruited: int, *, surplus: bool) -> list[Held]:
    held = [*_degrees(draw, position, setting, recruited, surplus=surplus)]
    held += _theory(draw, position, setting)
    for kind, levels in _other_levels(position).items():
        if draw.random() > 0.015:
            level = draw.choices([rank for rank, _ in levels], [weight for _, weight in levels])[0]
            held.append(Held(kind, level, obtained=_trained(draw, kind) if level else None))
    return held


def _degrees(draw: Random, position: Position, setting: Setting, recruited: int, *, surplus: bool) -> list[Held]:
    if draw.random() < 0.012:
        return []
    level = _degree_level(draw, position, setting)
    misfit = 0.09 + 0.07 * setting.hardship + (0.25 if surplus else 0.0) + _SCARCE.get(position.code, 0.0)
    fits = draw.random() >= misfit
    field = _accepted(draw, position, setting) if fits else draw.choice(setting.majors)
    basic = Held(
        "degree", min(level, 4), field_code=field, obtained=PartialDate(min(2024, recruited + draw.randint(-1, 2)))
    )
    held = [basic]
    if level >= 5:
        held.append(Held("degree", level, field_code="8" + field[1:], obtained=PartialDate(draw.randint(2015, 2025))))
    held += _studies(draw, position, setting, level, fits=fits)
    return held


_SCARCE = {"it_specialist": 0.28, "land": 0.16, "construction": 0.22, "information": 0.12, "planning": 0.08}
"""Positions whose field is hard to find in the province."""


def _degree_level(draw: Random, position: Position, setting: Setting) -> int:
    chance = draw.random()
    if position.title_group in _LEADERS:
        return 5 if chance < 0.56 - 0.1 * setting.hardship else 4
    if position.title_group in _HEADS:
        return 5 if chance < 0.17 - 0.05 * setting.hardship else 4
    if position.title_group == "support":
        return draw.choice((0, 2, 2, 3, 4))
    below = 0.06 + 0.09 * setting.hardship
    return draw.choice((2, 3, 3)) if chance < below else 5 if chance > 0.975 else 4


def _accepted(draw: Random, position: Position, setting: Setting) -> str:
    """A field that the position accepts, the one it names first more often than others."""
    if not position.fields:
        return draw.choice(setting.majors)
    prefix = position.fields[0] if draw.random() < 0.7 else draw.choice(position.fields)
    fitting = [code for code in setting.majors if code[1:].startswith(prefix[1:])]
    return draw.choice(fitting) if fitting else draw.choice(_any(position, setting))


def _any(position: Position, setting: Setting) -> list[str]:
    prefixes = tuple(prefix[1:] for prefix in position.fields)
    return [code for code in setting.majors if code[1:].startswith(prefixes)] or list(setting.majors)


def _studies(draw: Random, position: Position, setting: Setting, level: int, *, fits: bool) -> list[Held]:
    expected = PartialDate(draw.randint(2027, 2029), 6)
    if level == 4 and position.title_group in _LEADERS and draw.random() < 0.16:
        return [Held("degree", 5, state="studying", field_code="8340403", expected=expected)]
    if not fits and level >= 4 and position.fields and draw.random() < 0.12:
        done = PartialDate(2026, draw.randint(7, 10), draw.randint(1, 28))
        return [Held("degree", 4, field_code=_any(position, setting)[0], obtained=done)]
    if not fits and level >= 4 and position.fields and draw.random() < 0.25:
        field = _any(position, setting)[0]
        return [Held("degree", 4, state="studying", field_code=field, expected=PartialDate(2028, 6))]
    if level < 4 and position.fields and draw.random() < 0.3:
        return [Held("degree", 4, state="studying", field_code=_any(position, setting)[0], expected=expected)]
    return []


def _theory(draw: Random, position: Position, setting: Setting) -> list[Held]:
    chance = draw.random()
    if draw.random() < 0.02:
        return []
    if position.title_group in _LEADERS:
        level = 3 if chance < 0.83 else 4 if chance < 0.87 else 2
    elif position.title_group in _HEADS:
        level = 3 if chance < 0.38 else 2 if chance < 0.94 else 1
    elif position.title_group == "support":
        level = 0 if chance < 0.7 else 1
    else:
        level = 2 if chance < 0.66 - 0.12 * setting.hardship else 1 if chance < 0.85 else 0
    held = [Held("political_theory", level, obtained=PartialDate(draw.randint(2012, 2025)) if level else None)]
    if level == 2 and position.title_group in (*_LEADERS, *_HEADS) and draw.random() < 0.18:
        held.append(Held("political_theory", 3, state="studying", expected=PartialDate(2027, draw.randint(3, 11))))
    if level < 2 and position.title_group == "specialist" and draw.random() < 0.3:
        held.append(Held("political_theory", 2, state="studying", expected=PartialDate(2027, draw.randint(3, 11))))
    return held


Weights = Sequence[tuple[int, float]]


def _other_levels(position: Position) -> Mapping[str, Weights]:
    """The levels of every other kind, with their weights, for the title group of a position."""
    leader = position.title_group in (*_LEADERS, *_HEADS)
    if position.title_group == "support":
        return {"position_skills": ((0, 80), (1, 20)), "two_level_government": ((0, 60), (1, 40))}
    chosen: dict[str, Weights] = {
        "state_management": ((3, 45), (2, 50), (0, 5)) if leader else ((2, 68), (1, 8), (0, 24)),
        "foreign_language": ((0, 30), (1, 45), (3, 15), (4, 10)),
        "it_skills": ((0, 7), (1, 80), (2, 10), (3, 3)),
        "digital_skills": ((0, 45), (1, 45), (2, 10)),
        "ethnic_language": ((0, 45), (1, 40), (2, 15)),
        "position_skills": ((0, 46), (1, 54)),
        "data_governance": ((0, 69), (1, 31)),
        "two_level_government": ((0, 38), (1, 62)),
        "knowledge_update": ((0, 22), (1, 78)),
    }
    if leader:
        chosen["leadership_training"] = ((0, 30), (1, 70))
    return {kind: weights for kind, weights in chosen.items() if kind in QUALIFICATIONS}


def _trained(draw: Random, kind: str) -> PartialDate | None:
    """When a course was taken; an update sometimes before the programme began."""
    if kind == "knowledge_update":
        return (
            PartialDate(2026, draw.randint(1, 10), draw.randint(1, 28)) if draw.random() < 0.93 else PartialDate(2024)
        )
    if kind in ("position_skills", "data_governance", "two_level_government"):
        return PartialDate(draw.choice((2025, 2026)), draw.randint(7, 10))
    return PartialDate(draw.randint(2012, 2024))
