"""Single values as they are written: true and false, whole and decimal numbers, days, and text.

The rules of YAML 1.2, narrower where two readers could differ: `yes` and `1:30` are text, and a number with a
leading 0 is refused, since it may be a code that lost its quotation marks.
"""

from __future__ import annotations

import re
from datetime import date

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_WHOLE = re.compile(r"[-+]?(0|[1-9]\d{0,14})")
_DECIMAL = re.compile(r"[-+]?(0|[1-9]\d{0,14})\.\d{1,15}")
_LEADING_ZERO = re.compile(r"[-+]?0\d+(\.\d*)?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

Plain = str | int | float | bool | date | None


class NoValue(Exception):
    """What is written can be no value; says why in both languages."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.told = (vi, en)


def plain(text: str) -> Plain:
    """The value of text without quotation marks. Raises `NoValue`."""
    if text in _NULL:
        return None
    if text in _BOOL:
        return _BOOL[text]
    if _DAY.fullmatch(text):
        return _day(text)
    if _LEADING_ZERO.fullmatch(text):
        raise NoValue(
            "số có chữ số 0 ở đầu; bỏ số 0, hoặc đặt trong ngoặc kép nếu là mã",
            "a number with a leading 0; leave the 0 out, or write a code in quotation marks",
        )
    return number(text)


def number(text: str) -> int | float | str:
    """A number where the text is one, else the text."""
    if _WHOLE.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise NoValue(
            "ngày này không có trong lịch; cần một ngày như 2026-01-31",
            "there is no such day; a day expected, as 2026-01-31",
        ) from error
