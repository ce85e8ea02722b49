"""How old the records behind a page are, and which communes are late with theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from canbo.apps.importing.queries import last_rosters
from canbo.apps.people.queries import last_changes
from canbo.web.shell.asked import Asked


@dataclass(frozen=True)
class Late:
    commune: str
    days: int


@dataclass(frozen=True)
class Freshness:
    """The day of the last update, the communes that are late, and whether all of them are."""

    last: date
    late: Sequence[Late]
    stale: bool
    limit: int


def freshness(asked: Asked) -> Freshness | None:
    """Of today's records; a past day's do not grow old, and without records or a limit there is nothing to say."""
    limit = asked.pack.parameters.get("freshness.days")
    days = _updated(asked)
    if not isinstance(limit, int) or asked.as_of != asked.today or not days:
        return None
    ages = {unit: (asked.today - day).days for unit, day in days.items()}
    late = [Late(asked.words.code("communes", unit), age) for unit, age in ages.items() if age > limit]
    late.sort(key=lambda item: -item.days)
    return Freshness(max(days.values()), late, len(late) == len(ages), limit)


def _updated(asked: Asked) -> dict[str, date]:
    """For each commune with people the day of the last change to one of them, or of its last roster."""
    changes, rosters = last_changes(), last_rosters()
    found: dict[str, date] = {}
    for official, unit in asked.review.people.select("official_id", "unit").iter_rows():
        known = [day for day in (found.get(unit), changes.get(official), rosters.get(unit)) if day]
        if known:
            found[unit] = max(known)
    return found
