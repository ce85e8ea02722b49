"""Figures of a measure in words: shares with their bounds, goals, counts with what they count."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from canbo.core.facts.columns import Grain
from canbo.core.policy.model import Goal
from canbo.core.review.targets import TargetResult
from canbo.web.shell.templatetags.canbo import number, percent


def share(value: float | None, goal: Goal | None = None) -> str:
    """A share as a percentage. One that misses the goal is never rounded up to it."""
    if value is None:
        return "–"
    return percent(goal.rounded(value) if goal else round(value, 3))


def now(result: TargetResult) -> str:
    """The share today; as bounds where something is not known."""
    counts, goal = result.counts, result.target.goal
    if not counts.met and not counts.gap:
        return _("chưa rõ")
    return _between(share(counts.lower, goal), share(counts.upper, goal))


def forecast(result: TargetResult) -> str:
    """The share at the deadline; as bounds where something is not known."""
    goal = result.target.goal
    return _between(share(result.forecast, goal), share(result.forecast_upper, goal))


def _between(low: str, high: str) -> str:
    return low if low == high else f"{low.removesuffix('%')}–{high}"


def set_share(value: float) -> str:
    """A share that somebody set, not one that was measured: 75%, 2,5%."""
    return percent(value, 0 if round(value * 100, 6).is_integer() else 1)


def goal_mark(goal: Goal) -> str:
    """The goal as it stands beside a share: 75 %, > 80 %."""
    return ("> " if goal.more_than is not None else "") + set_share(goal.share)


def goal_words(goal: Goal) -> str:
    """The goal as a phrase: every one, 75 % or more, more than 80 %."""
    if goal.more_than is not None:
        return _("trên %(share)s") % {"share": set_share(goal.share)}
    if goal.share >= 1:
        return set_share(goal.share)
    return _("từ %(share)s trở lên") % {"share": set_share(goal.share)}


def counted(grain: Grain, n: int) -> str:
    """So many of what a measure counts: 96 seats, 50 people, 5 communes."""
    said = {"n": number(n)}
    if grain is Grain.POST:
        return ngettext("%(n)s vị trí", "%(n)s vị trí", n) % said
    if grain is Grain.COMMUNE:
        return ngettext("%(n)s xã", "%(n)s xã", n) % said
    return ngettext("%(n)s người", "%(n)s người", n) % said


def missing(result: TargetResult) -> str:
    """How many are missing to the goal: the worst case, with the best before it where they differ: 49–52."""
    least, most = result.missing_least, result.missing
    return number(most) if least == most else f"{number(least)}–{number(most)}"


def counted_missing(result: TargetResult) -> str:
    """The same with what they are: 49–52 people."""
    said = counted(result.target.grain, result.missing)
    return said.replace(number(result.missing), missing(result), 1)


def points(change: float) -> str:
    """A change in percentage points with its sign: +1,2."""
    return ("+" if change > 0 else "−") + number(round(abs(change) * 100, 1), 1)
