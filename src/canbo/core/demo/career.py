"""The posts of an invented official: since when, on which rank and pay step, and what came before."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from random import Random

from canbo.core.dates import PartialDate
from canbo.core.demo.draws import day_between, happens
from canbo.core.demo.places import Setting
from canbo.core.people.record import Held, Post
from canbo.core.policy.catalogue import Position

_PAY = {
    "01.002": (Decimal("4.40"), Decimal("0.34"), 8, 3),
    "01.003": (Decimal("2.34"), Decimal("0.33"), 9, 3),
    "06.031": (Decimal("2.34"), Decimal("0.33"), 9, 3),
    "02.007": (Decimal("2.34"), Decimal("0.33"), 9, 3),
    "01.004": (Decimal("2.10"), Decimal("0.31"), 10, 3),
    "01.009": (Decimal("1.00"), Decimal("0.18"), 12, 2),
}
"""First coefficient, difference of a step, number of steps, years per step (NĐ 204/2004, from memory)."""

_OWN_GRADE = {"accountant": "06.031", "party_accountant": "06.031", "clerk": "02.007"}


def invent_posts(
    draw: Random, position: Position, setting: Setting, recruited: PartialDate, held: tuple[Held, ...]
) -> tuple[Post, ...]:
    """The present main post; of those moved since the communes opened also the one before."""
    start = _start(draw, setting)
    grade = _grade(draw, position, held)
    coefficient, step = _pay(grade, setting.as_of.year - recruited.year)
    main = Post(
        unit=setting.commune.code,
        position=position.code,
        category=position.category,
        grade=grade,
        salary_coefficient=coefficient,
        salary_step=step,
        start=start,
    )
    moved = start.earliest > setting.opened and setting.neighbours and happens(draw, 0.45)
    return (_before(draw, main, setting), main) if moved else (main,)


def _start(draw: Random, setting: Setting) -> PartialDate:
    """Most began with the new communes; some came or moved since."""
    if happens(draw, 0.84):
        return PartialDate.of(setting.opened)
    return day_between(draw, setting.opened + timedelta(days=60), setting.as_of)


def _before(draw: Random, main: Post, setting: Setting) -> Post:
    """The same kind of work in a commune nearby."""
    return Post(
        unit=draw.choice(setting.neighbours),
        position=main.position,
        category=main.category,
        grade=main.grade,
        start=PartialDate.of(setting.opened),
        end=main.start,
        basis="Điều động (hư cấu)",
    )


def _grade(draw: Random, position: Position, held: tuple[Held, ...]) -> str:
    if position.title_group == "support":
        return "01.009"
    if position.code in _OWN_GRADE:
        return _OWN_GRADE[position.code]
    levels = {item.kind: item.level for item in held if item.state == "held"}
    if levels.get("degree", 4) < 4:
        return "01.004"
    principal = levels.get("state_management", 0) >= 3 and happens(draw, 0.6)
    return "01.002" if principal else "01.003"


def _pay(grade: str, years: int) -> tuple[Decimal, str]:
    first, difference, steps, duration = _PAY[grade]
    late = 9 if grade == "01.002" else 0
    step = min(steps, 1 + max(0, years - late) // duration)
    return first + (step - 1) * difference, f"{step}/{steps}"
