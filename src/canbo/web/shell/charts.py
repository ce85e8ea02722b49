"""Geometry of the small charts: plain values in, texts for SVG attributes out. Texts, because a template would
write 12.5 as 12,5 in Vietnamese."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["done", "study", "plan", "missing", "unknown"]

BULLET_WIDTH = 100.0
TICK = 3.0
"""Pixels: the tick stays as wide on a long bar, and inside it."""
GAP = 0.25
"""Per cent of the width left free between two parts."""
ROOM_FOR_LABEL = 0.14
ROOM_FOR_NUMBER = 0.04


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a whole: how many have finished, study, are planned, have no place yet, are not known."""

    kind: Kind
    label: str
    count: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A part with its place on the bar, in per cent, and what fits into it."""

    part: Part
    x: str
    width: str
    shows_number: bool
    shows_label: bool


@dataclass(frozen=True, slots=True)
class Tile:
    """A commune on the tile map. `level` 1 to 4 is its step on the scale, 0 stands for no data."""

    name: str
    row: int
    column: int
    value: int | None
    level: int
    url: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Bullet:
    """The lengths of a bullet bar in per cent; what has no length is empty. `shift` moves the tick, in pixels."""

    now: str
    sourced_from: str
    sourced: str
    goal: str
    shift: str
    met: bool


def bullet(now: float | None, forecast: float | None, goal: float | None, *, met: bool | None = None) -> Bullet:
    """Lay out a bullet bar. Without `met`, the goal counts as met when `now` has reached it."""
    start = _within(now or 0.0)
    end = max(start, _within(forecast or 0.0))
    at = _within(goal or 0.0)
    return Bullet(
        now="" if now is None else _length(start * BULLET_WIDTH),
        sourced_from=_length(start * BULLET_WIDTH),
        sourced=_length((end - start) * BULLET_WIDTH) if end > start else "",
        goal="" if goal is None else _length(at * BULLET_WIDTH),
        shift=_length(-at * TICK),
        met=(now is not None and goal is not None and now >= goal) if met is None else met,
    )


def segments(parts: Iterable[Part], scale: int | None = None, *, rounded: bool = False) -> list[Segment]:
    """Lay parts side by side; `scale` is the number that fills the width, their sum if not given. Empty ones drop.

    `rounded` lays them in whole per cent, which is as fine as a bar of some hundred pixels shows.
    """
    shown = [part for part in parts if part.count > 0]
    whole = max(scale or 0, sum(part.count for part in shown))
    placed = []
    before = 0
    for part in shown:
        share = part.count / whole
        width = max(share * 100 - GAP, 0.1)
        place = before / whole * 100
        if rounded:
            place, width = round(place), max(round(place + share * 100) - round(place) - 1, 1)
        fits = share >= ROOM_FOR_NUMBER, share >= ROOM_FOR_LABEL
        placed.append(Segment(part, _length(place), _length(width), *fits))
        before += part.count
    return placed


def level(share: float | None, bounds: Sequence[float]) -> int:
    """The step of a share on a scale of three rising bounds: 1 below the first, 4 from the last on, 0 if unknown."""
    return 0 if share is None else bisect_right(bounds, share) + 1


def _within(share: float) -> float:
    return min(max(share, 0.0), 1.0)


def _length(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
