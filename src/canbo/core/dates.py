"""Dates of which only the year, or the year and the month, may be known."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from functools import total_ordering
from typing import Self


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A calendar date known to the day, to the month or only to the year.

    What is not known stays unknown: no 1 January is invented. `earliest` and `latest` are the bounds
    between which the true day lies. Raises `ValueError` for a day that does not exist.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.month is None and self.day is not None:
            raise ValueError("a day without a month")
        date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.year, day.month, day.day)

    @classmethod
    def from_iso(cls, text: str) -> Self:
        """Read `1985`, `1985-09` or `1985-09-02`; raises `ValueError` for anything else."""
        return cls(*(int(part) for part in text.split("-")))

    @classmethod
    def from_code(cls, code: int) -> Self:
        """Read the stored form `YYYYMMDD`, in which an unknown month or day is 00."""
        return cls(code // 10000, code // 100 % 100 or None, code % 100 or None)

    @property
    def code(self) -> int:
        """The stored form: `YYYYMMDD` as a number, an unknown month or day as 00."""
        return self.year * 10000 + (self.month or 0) * 100 + (self.day or 0)

    @property
    def earliest(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def says(self, other: PartialDate) -> bool:
        """Whether this is the other date, known at least as exactly."""
        return self.code >= other.code and str(self).startswith(str(other))

    def __lt__(self, other: Self) -> bool:
        return self.code < other.code

    def __str__(self) -> str:
        """ISO text cut to what is known: `1985`, `1985-09`, `1985-09-02`."""
        parts = [f"{self.year:04d}"] + [f"{p:02d}" for p in (self.month, self.day) if p is not None]
        return "-".join(parts)

    def display(self) -> str:
        """The way Vietnamese documents write it: `02/9/1985`, `9/1985`, `1985`."""
        if self.month is None:
            return str(self.year)
        if self.day is None:
            return f"{self.month}/{self.year}"
        return f"{self.day:02d}/{self.month}/{self.year}"
