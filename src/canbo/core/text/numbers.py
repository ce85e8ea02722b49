"""Numbers as they stand in rosters: coefficients, pay steps and identity numbers."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Literal

from canbo.core.text.names import normalise

NATIONAL_ID_LENGTH = 12
OLD_CARD_LENGTH = 9
EXACT_FLOATS = 2**53  # beyond, a float no longer holds every whole number

# A number is not read out of "4/9" or "12-5": a step, a date or a range is no quantity.
_LEADING = re.compile(r"(?P<sign>[+-]?)(?P<digits>\d++(?:[.,]\d++)*+)(?! ?[/:\-–]? ?\d)", re.ASCII)
_STEP = re.compile(r"(?:bậc )?(\d{1,2}) ?/ ?(\d{1,2})(?!\d| ?[/.\-]\d).*", re.ASCII)
_PERCENT = re.compile(r"(\d+(?:[.,]\d+)?) ?%", re.ASCII)
_OVER_SCALE = re.compile(r"vk|vượt khung")
_POINTS_GROUP = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?", re.ASCII)
_COMMAS_GROUP = re.compile(r"[1-9]\d{0,2}(?:(?:,\d{3})+\.\d+|(?:,\d{3}){2,})", re.ASCII)
_UNGROUPED = re.compile(r"\d+(?:[.,]\d+)?", re.ASCII)
_SCIENTIFIC = re.compile(r"(\d)[.,]?(\d*)e\+?(\d{1,3})", re.ASCII | re.IGNORECASE)

IdReason = Literal["old_card", "length", "not_digits", "rounded"]


class NationalIdProblem(ValueError):
    """A value that is no national identity number: `found` is what stood there, `reason` why."""

    def __init__(self, found: str, reason: IdReason) -> None:
        super().__init__(f"{reason}: {found}")
        self.found = found
        self.reason = reason


def parse_decimal(value: object) -> Decimal | None:
    """Read the number a cell begins with, decimal comma or point; None if it begins with none.

    One point before exactly three digits parts thousands (1.833), as Vietnamese writes; a comma does not.
    """
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        number = Decimal(str(value))
        return number if number.is_finite() else None
    match = _LEADING.match(normalise(value)) if isinstance(value, str) else None
    plain = _plain_digits(match["digits"]) if match else None
    return Decimal(match["sign"] + plain) if match and plain else None


def parse_step(value: object) -> tuple[int, int] | None:
    """Read a pay step "4/9" as (step, last step); None if it is none.

    Excel takes a typed 4/9 for a day of the year: such a date is read back, the step being the smaller part.
    """
    if isinstance(value, date):
        return min(value.day, value.month), max(value.day, value.month)
    match = _STEP.fullmatch(normalise(value).lower()) if isinstance(value, str) else None
    if match is None:
        return None
    step, last = int(match[1]), int(match[2])
    return (step, last) if 1 <= step <= last else None


def parse_over_scale(text: str) -> Decimal | None:
    """Read the percentage above the last step: 7 from "4,98 + 7% VK"; None if none is named.

    A percentage with other words beside it (thâm niên) is another allowance and not read.
    """
    lowered = normalise(text).lower()
    match = _PERCENT.search(lowered)
    other_words = any(char.isalpha() for char in lowered) and not _OVER_SCALE.search(lowered)
    return parse_decimal(match[1]) if match and not other_words else None


def parse_national_id(value: object) -> tuple[str, bool] | None:
    """Read a national identity number as 12 digits, and whether the zero Excel dropped was put back.

    None for a blank. Raises `NationalIdProblem`, also for the old nine-digit card.
    """
    found = "" if value is None else normalise(str(value))
    digits = _id_digits(value, found)
    if not digits:
        return None
    if not (digits.isascii() and digits.isdigit()):
        raise NationalIdProblem(found, "not_digits")
    if len(digits) == OLD_CARD_LENGTH:
        raise NationalIdProblem(found, "old_card")
    if len(digits) not in {NATIONAL_ID_LENGTH - 1, NATIONAL_ID_LENGTH}:
        raise NationalIdProblem(found, "length")
    return digits.zfill(NATIONAL_ID_LENGTH), len(digits) < NATIONAL_ID_LENGTH


def _id_digits(value: object, found: str) -> str:
    if isinstance(value, float):
        if not value.is_integer() or abs(value) >= EXACT_FLOATS:
            raise NationalIdProblem(found, "rounded")
        return str(int(value))
    if match := _SCIENTIFIC.fullmatch(found):
        if len(match[2]) != int(match[3]):  # 1,2203E+10 shows five digits of eleven: the rest is lost
            raise NationalIdProblem(found, "rounded")
        return match[1] + match[2]
    return re.sub(r"[ .\-'’]", "", found.removesuffix(".0"))


def _plain_digits(number: str) -> str | None:
    """Write digits and separators with a decimal point only; None if the grouping makes no sense."""
    if _POINTS_GROUP.fullmatch(number):
        return number.replace(".", "").replace(",", ".")
    if _COMMAS_GROUP.fullmatch(number):
        return number.replace(",", "")
    return number.replace(",", ".") if _UNGROUPED.fullmatch(number) else None
