"""A measure as a line of a table: everything that the dashboard and the lists say of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from canbo.apps.review.trends import Point, previous
from canbo.core.access import Scope
from canbo.core.review.parts import NOT_MET
from canbo.core.review.targets import TargetResult
from canbo.files.policy.current import current_version
from canbo.web.review import figures
from canbo.web.review.lights import EDGES
from canbo.web.shell.asked import Asked
from canbo.web.shell.templatetags.canbo import number


@dataclass(frozen=True)
class Line:
    """One measure in words. `short_url` opens the names behind what is missing."""

    result: TargetResult
    label: str
    url: str
    short_url: str
    change: str
    since: str

    @property
    def code(self) -> str:
        return self.result.target.code

    @property
    def edge(self) -> str:
        return EDGES.get(self.result.light, "")

    @property
    def now(self) -> str:
        return figures.now(self.result)

    @property
    def share(self) -> float | None:
        """The length of the bar; None where nothing is known."""
        return self.result.counts.share if self.result.known else None

    @property
    def goal(self) -> str:
        return figures.goal_mark(self.result.target.goal)

    @property
    def sourced(self) -> str:
        return number(self.result.studying or None)

    @property
    def deadline(self) -> str:
        """The year alone: more does not fit, and the page of the measure has the day."""
        return str(self.result.deadline.year)

    @property
    def missing(self) -> str:
        """How many are missing, with bounds where some are not known, and what they are; "" when none is.

        After a "?" stands of how many nothing is known at all.
        """
        if not self.result.missing:
            return ""
        if not self.result.known:
            return f"? {figures.counted(self.result.target.grain, self.result.missing)}"
        return figures.counted_missing(self.result)


def lines(asked: Asked, results: Iterable[TargetResult], unit: str = "") -> list[Line]:
    """The lines of these measures, of one commune or the whole scope, with the change since the last snapshot."""
    before = previous(asked.as_of, current_version(), Scope.of(unit) if unit else asked.scope)
    return [_line(asked, result, before, unit) for result in results]


def _line(asked: Asked, result: TargetResult, before: Mapping[str, Point], unit: str) -> Line:
    target = result.target
    url = asked.link("review:target", target.code, xa=unit)
    change, since = _change(result, before.get(target.id))
    names = asked.link("review:target", target.code, phan=NOT_MET, xa=unit) + "#ten"
    return Line(result, target.label.get(asked.language), url, names, change, since)


def _change(result: TargetResult, before: Point | None) -> tuple[str, str]:
    lower = result.counts.lower
    if before is None or before.share is None or lower is None or round(lower - before.share, 3) == 0:
        return "", ""
    return figures.points(lower - before.share), before.as_of.isoformat()
