"""Draws from a seeded generator: the same seed always gives the same draws."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from canbo.core.dates import PartialDate

T = TypeVar("T")


def happens(draw: Random, chance: float) -> bool:
    return draw.random() < chance


def pick(draw: Random, weights: Mapping[T, float]) -> T:
    """One of the keys, each as likely as its weight says."""
    return draw.choices(list(weights), list(weights.values()))[0]


def day_between(draw: Random, first: date, last: date) -> PartialDate:
    """A day from `first` to `last`; `last` if there is no day between."""
    days = max(0, (last - first).days)
    return PartialDate.of(last - timedelta(days=draw.randint(0, days)))


def month_between(draw: Random, first: date, last: date) -> PartialDate:
    """A month that lies wholly within the days from `first` to `last`, as far as there is one."""
    months = max(0, (last.year - first.year) * 12 + last.month - first.month - 2)
    back = 1 + draw.randint(0, months)
    index = last.year * 12 + last.month - 1 - back
    return PartialDate(index // 12, index % 12 + 1)
