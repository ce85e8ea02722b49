"""The line of a measure over the snapshots taken under the same rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from canbo.apps.review.trends import Point, trend
from canbo.core.review.targets import TargetResult
from canbo.files.policy.current import current_version
from canbo.web.shell.asked import Asked

_WIDTH, _HEIGHT, _MARGIN = 300.0, 72.0, 6.0


@dataclass(frozen=True)
class Dot:
    x: str
    y: str


@dataclass(frozen=True)
class Trend:
    """The points in order, and the same as a drawing; texts, because a template would write 12.5 as 12,5."""

    points: Sequence[Point]
    dots: Sequence[Dot]
    line: str
    goal: str


def trend_of(asked: Asked, result: TargetResult) -> Trend | None:
    """The snapshots up to the day, then the day itself; None when there is nothing to compare with."""
    kept = [point for point in trend(result.target.id, current_version(), asked.scope) if point.as_of < asked.as_of]
    today = Point(asked.as_of, result.counts.met, result.counts.lower)
    points = [point for point in [*kept, today] if point.share is not None]
    if len(points) < 2:
        return None
    dots = [Dot(_text(_x(point, points)), _text(_y(point.share or 0.0))) for point in points]
    return Trend(points, dots, " ".join(f"{dot.x},{dot.y}" for dot in dots), _text(_y(result.target.goal.share)))


def _x(point: Point, points: Sequence[Point]) -> float:
    first, last = points[0].as_of, points[-1].as_of
    return _MARGIN + (point.as_of - first).days / (last - first).days * (_WIDTH - 2 * _MARGIN)


def _y(share: float) -> float:
    return _HEIGHT - _MARGIN - share * (_HEIGHT - 2 * _MARGIN)


def _text(value: float) -> str:
    return f"{value:.1f}"
