"""What every page about a day shows: its date, whose records, how complete they are, the rule of the colours."""

from __future__ import annotations

from typing import Any

import polars as pl

from canbo.apps.review.trends import snapshot_dates
from canbo.core.policy.cited import Status
from canbo.core.policy.resolve import PackAt
from canbo.files.policy.current import current_version
from canbo.web.shell.asked import DAY, Asked

_PERIODS = 6
_CONTRACT = "contract"
"""The category that the resolution does not count among the officials of communes."""


def common(asked: Asked, **kept: str) -> dict[str, Any]:
    """The context of such a page; `kept` are parameters of its address that a change of the day must not lose."""
    people = asked.review.people
    contract = asked.review.officials.filter(pl.col("is_main") & (pl.col("category") == _CONTRACT)).height
    kept_days = snapshot_dates(current_version())
    return {
        "asked": asked,
        "as_of": asked.as_of,
        "province": asked.scope.is_province,
        "people": people.height,
        "officials": people.height - contract,
        "contract": contract,
        "units": asked.review.facts.communes.height,
        "complete": 1 - float(people["unknown"].sum()) / people.height if people.height else None,
        "posts_year": asked.review.facts.posts_year,
        "quality_url": asked.link("people:quality"),
        "periods": kept_days[:_PERIODS],
        "before": max((day for day in kept_days if day < asked.as_of), default=None),
        "after": min((day for day in [*kept_days, asked.today] if day > asked.as_of), default=None),
        "kept": [(name, value) for name, value in kept.items() if name != DAY and value],
        "settings": _settings(asked.pack),
        "unconfirmed": unconfirmed(asked.pack),
        "parameters_url": asked.link("policy:parameters"),
    }


def _settings(pack: PackAt) -> dict[str, object]:
    """The values of the colour rule, which is printed wherever its colours stand."""
    margin = pack.parameters.get("forecast.watch_margin")
    return {
        "points": round(margin * 100, 1) if isinstance(margin, float) else margin,
        "months": pack.parameters.get("forecast.near_deadline_months"),
        "minimum": pack.parameters.get("completeness.minimum"),
    }


def unconfirmed(pack: PackAt) -> int:
    """How many parameters in force nobody has confirmed."""
    values = (value for parameter in pack.pack.parameters for value in parameter.values)
    return sum(value.in_force(pack.as_of) and value.cites.status is Status.UNCONFIRMED for value in values)
