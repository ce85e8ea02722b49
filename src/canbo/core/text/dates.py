"""Dates as they stand in rosters: numbers, text of many shapes, often only a year."""

from __future__ import annotations

import math
import re
from datetime import date, timedelta
from typing import Literal

from canbo.core.dates import PartialDate
from canbo.core.text.names import normalise

Reason = Literal["impossible", "unreadable", "future_or_past"]

YEARS = range(1900, 2101)
TWO_DIGIT_PIVOT = 30  # 30 is 1930, 29 is 2029
EXCEL_EPOCH = date(1899, 12, 30)
EXCEL_SERIALS = range(20000, 60001)  # 1954 to 2064; never a year

_NOTHING = re.compile(r"[-–—.… ]*|không(?: có)?")
_BETWEEN = r" ?[/.\-–] ?"
_TIME = r"(?:[ t]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]m)?)?"
_SHAPES = tuple(
    re.compile(shape, re.ASCII)
    for shape in (
        rf"(?P<day>\d{{1,2}}){_BETWEEN}(?P<month>\d{{1,2}}){_BETWEEN}(?P<year>\d{{4}}|\d{{2}}){_TIME}",
        rf"(?:tháng )?(?P<month>\d{{1,2}}){_BETWEEN}(?P<year>\d{{4}})",
        r"(?:năm )?(?P<year>\d{4})",
        r"(?P<day>\d{2})(?P<month>\d{2})(?P<year>\d{4})",
        r"(?:(?:ngày )?(?P<day>\d{1,2}) )?tháng (?P<month>\d{1,2}) năm (?P<year>\d{4})",
        rf"(?P<year>\d{{4}})-(?P<month>\d{{1,2}})(?:-(?P<day>\d{{1,2}}){_TIME})?",
    )
)


class DateProblem(ValueError):
    """A value that is no date: `found` is what stood there, `reason` why it cannot be taken."""

    def __init__(self, found: str, reason: Reason) -> None:
        super().__init__(f"{reason}: {found}")
        self.found = found
        self.reason = reason


def parse_partial_date(value: object) -> PartialDate | None:
    """Read a date from a cell, the day always before the month; None for a blank, a dash or "không".

    A day or month written as 00 is unknown. Raises `DateProblem`.
    """
    if value is None:
        return None
    if isinstance(value, date):
        return _checked(str(value), value.year, value.month, value.day)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_number(value)
    if isinstance(value, str):
        return _from_text(normalise(value))
    raise DateProblem(str(value), "unreadable")


def _from_number(value: float) -> PartialDate:
    is_whole = math.isfinite(value) and value == int(value)
    if is_whole and int(value) in YEARS:
        return PartialDate(int(value))
    if EXCEL_SERIALS.start <= value < EXCEL_SERIALS.stop:
        return PartialDate.of(EXCEL_EPOCH + timedelta(days=int(value)))
    raise DateProblem(str(value), "future_or_past" if is_whole and 1000 <= value < 10000 else "unreadable")


def _from_text(text: str) -> PartialDate | None:
    lowered = text.lower().rstrip(" .,;")
    if _NOTHING.fullmatch(lowered):
        return None
    for shape in _SHAPES:
        if match := shape.fullmatch(lowered):
            return _from_parts(text, match.groupdict())
    raise DateProblem(text, "unreadable")


def _from_parts(found: str, parts: dict[str, str | None]) -> PartialDate:
    year = int(parts["year"] or 0)
    if len(parts["year"] or "") == 2:
        year += 1900 if year >= TWO_DIGIT_PIVOT else 2000
    return _checked(found, year, int(parts.get("month") or 0), int(parts.get("day") or 0))


def _checked(found: str, year: int, month: int, day: int) -> PartialDate:
    if year not in YEARS:
        raise DateProblem(found, "future_or_past")
    try:
        return PartialDate(year, month or None, day or None)
    except ValueError as error:
        raise DateProblem(found, "impossible") from error
