"""What asks for a decision: the worst measures, how many no study covers, and what closes the gap."""

from __future__ import annotations

from dataclasses import dataclass

from canbo.core.policy.model import Closing, Target
from canbo.core.policy.resolve import PackAt
from canbo.core.review.targets import Light, TargetResult

_ORDER = {Light.AT_RISK: 0, Light.WATCH: 1, Light.NO_DATA: 2}


@dataclass(frozen=True)
class Decision:
    """A measure that will be missed. `open` is how many more must pass than are studying, for certain; `unclear` are
    those of whom it is not known. Where only data can tell, the light of `result` is NO_DATA and `open` counts them."""

    result: TargetResult
    open: int
    closing: Closing | None
    unclear: int = 0


def decisions(results: list[TargetResult], pack: PackAt, limit: int) -> list[Decision]:
    """The worst measure of each clause: those at risk, then those to watch, then those without data.

    Within one light the larger shortfall at the deadline comes first, in points.
    """
    wanted = [result for result in results if result.light in _ORDER and _open(result)]
    chosen: dict[str, TargetResult] = {}
    for result in sorted(wanted, key=lambda result: (_ORDER[result.light], -_short(result))):
        chosen.setdefault(result.target.clause, result)
    return [_decision(result, pack) for result in list(chosen.values())[:limit]]


def _decision(result: TargetResult, pack: PackAt) -> Decision:
    unclear = 0 if result.light is Light.NO_DATA else result.unclear
    return Decision(result, _open(result), closing_of(result.target, pack), unclear)


def _short(result: TargetResult) -> float:
    return result.target.goal.share - (result.forecast_upper or 0.0)


def _open(result: TargetResult) -> int:
    if result.light is Light.NO_DATA:
        return result.counts.unknown + result.counts.unsure
    return result.short_for_certain


def closing_of(target: Target, pack: PackAt) -> Closing | None:
    """What closes a target's gap: as said by the standard that serves it, or by one that asks the very same."""
    serving = [s for s in pack.standards if s.target == target.id]
    same = [s for s in pack.standards if s.requires == target.measure]
    return next((s.closes_with for s in (*serving, *same) if s.closes_with), None)
