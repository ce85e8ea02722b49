"""What a cell's number format makes of its number: a date, cut to what is shown, or digits with leading zeros."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from canbo.files.importing.reading.model import CellValue, ShortDate

_BUILT_IN = {
    **dict.fromkeys((14, 15, 22, *range(27, 37), *range(50, 59)), "dmy"),
    16: "dm",
    17: "my",
    **dict.fromkeys((18, 19, 20, 21, 45, 46, 47), "h"),
}
_SAID = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_MINUTES = re.compile(r"h+[^a-z]*m+|m+[^a-z]*s+|\[m+\]|am/pm|a/p")
_LONGEST = 255
_ZEROS = re.compile(r"0{2,20}")
_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)


@cache
def shown_parts(code: str | int) -> str:
    """The parts of a date that a format shows, of `dmyh`; empty for a format of plain numbers."""
    if isinstance(code, int):
        return _BUILT_IN.get(code, "")
    first = _SAID.sub("", code[:_LONGEST].split(";", 1)[0]).lower()
    if "general" in first or "#" in first or "0" in first.replace(".0", "").replace(".00", ""):
        return ""
    clock = "h" in first or "s" in first
    days = _MINUTES.sub("", first)
    return "".join(part for part in "dmy" if part in days) + ("h" if clock else "")


def shown(number: float, code: str | int, *, from_1904: bool = False) -> CellValue:
    """A number as its cell shows it; as a plain number where the format is none of dates."""
    parts = shown_parts(code)
    if not parts:
        return _plain(number, code)
    try:
        if parts == "h":
            return _clock(number)
        day = (_EPOCH_1904 if from_1904 else _EPOCH) + timedelta(days=int(number))
    except (OverflowError, ValueError):
        return _plain(number, "")
    return cut(day, parts) if number >= 1 else _plain(number, "")


def cut(day: date, parts: str) -> CellValue:
    """A date as far as its format shows it; no day is invented."""
    known = parts.rstrip("h")
    if known == "y":
        return day.year
    if known == "my":
        return f"{day.month}/{day.year}"
    return ShortDate(day.year, day.month, day.day) if known == "dm" else day


def _plain(number: float, code: str | int) -> CellValue:
    """A whole number that Excel keeps as a float is an int again; zeros that the format puts in front are kept."""
    if number != number or abs(number) >= 1e15 or not float(number).is_integer():
        return number
    zeros = isinstance(code, str) and _ZEROS.fullmatch(code)
    return f"{int(number):0{len(code)}d}" if zeros and isinstance(code, str) else int(number)


def _clock(number: float) -> CellValue:
    minutes = round(number * 24 * 60) % (24 * 60)
    return f"{minutes // 60}:{minutes % 60:02d}"
