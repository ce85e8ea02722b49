"""Figures of a measure in words: shares with their bounds, goals, counts with what they count."""

from __future__ import annotations

import math

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
    rounded = round(value, 3)
    if goal and goal.reached(rounded) and not goal.reached(round(value, 12)):
        rounded = math.floor(value * 1000) / 1000
    return percent(rounded)


def now(result: TargetResult) -> str:
    """The share today; as bounds where something is not known."""
    counts, goal = result.counts, result.target.goal
    if not counts.met and not counts.gap:
        return _("chưa rõ")
    low, high = share(counts.lower, goal), share(counts.upper, goal)
    if low == high:
        return low
    return f"{low.removesuffix('%')}–{high}"


def _goal_share(goal: Goal) -> str:
    return percent(goal.share, 0 if round(goal.share * 100, 6).is_integer() else 1)


def goal_mark(goal: Goal) -> str:
    """The goal as it stands beside a share: 75 %, > 80 %."""
    return ("> " if goal.more_than is not None else "") + _goal_share(goal)


def goal_words(goal: Goal) -> str:
    """The goal as a phrase: every one, 75 % or more, more than 80 %."""
    if goal.more_than is not None:
        return _("trên %(share)s") % {"share": _goal_share(goal)}
    if goal.share >= 1:
        return _goal_share(goal)
    return _("từ %(share)s trở lên") % {"share": _goal_share(goal)}


def counted(grain: Grain, n: int) -> str:
    """So many of what a measure counts: 96 seats, 50 people, 5 communes."""
    said = {"n": number(n)}
    if grain is Grain.POST:
        return ngettext("%(n)s vị trí", "%(n)s vị trí", n) % said
    if grain is Grain.COMMUNE:
        return ngettext("%(n)s xã", "%(n)s xã", n) % said
    return ngettext("%(n)s người", "%(n)s người", n) % said


def points(change: float) -> str:
    """A change in percentage points with its sign: +1,2."""
    return ("+" if change > 0 else "−") + number(round(abs(change) * 100, 1), 1)
