"""Parameters that code looks up by name: declared once, and required of every pack of a province."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

BASELINE = "programme.baseline"
MINIMUM = "completeness.minimum"
MARGIN = "forecast.watch_margin"
NEAR_DEADLINE = "forecast.near_deadline_months"
FRESHNESS = "freshness.days"
RETIRING = "retiring.years"
RETIREMENT_AGE = "retirement.age_months.{sex}"
UNKNOWN_MONTH = "retirement.unknown_month"


@dataclass(frozen=True)
class Named:
    """What the value must be, and whether one must be in force on every day or only from some day on."""

    fits: Callable[[object], bool]
    vi: str
    en: str
    always: bool = True


def _whole(least: int, most: int, *, always: bool = True) -> Named:
    def fits(value: object) -> bool:
        return type(value) is int and least <= value <= most

    return Named(fits, f"cần số nguyên từ {least} đến {most}", f"whole number from {least} to {most} expected", always)


def _is_share(value: object) -> bool:
    return type(value) in (int, float) and 0 <= value <= 1  # type: ignore[operator]  # a number, as just seen


_SHARE = Named(_is_share, "cần số từ 0 đến 1", "number from 0 to 1 expected")
_DAY = Named(lambda value: isinstance(value, date), "cần một ngày như 2026-01-31", "day as 2026-01-31 expected")
_AGE = _whole(480, 960, always=False)

NAMED: Mapping[str, Named] = {
    BASELINE: _DAY,
    MINIMUM: _SHARE,
    MARGIN: _SHARE,
    NEAR_DEADLINE: _whole(0, 120),
    FRESHNESS: _whole(1, 3650),
    RETIRING: _whole(0, 40),
    RETIREMENT_AGE.format(sex="male"): _AGE,
    RETIREMENT_AGE.format(sex="female"): _AGE,
    UNKNOWN_MONTH: _whole(1, 12, always=False),
}
