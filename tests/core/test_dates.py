"""Unit: dates known to the day, the month or the year."""

from __future__ import annotations

from datetime import date

import pytest

from canbo.core.dates import PartialDate


@pytest.mark.parametrize(
    ("partial", "code", "earliest", "latest", "written"),
    [
        (PartialDate(1985), 19850000, date(1985, 1, 1), date(1985, 12, 31), "1985"),
        (PartialDate(1985, 2), 19850200, date(1985, 2, 1), date(1985, 2, 28), "2/1985"),
        (PartialDate(1984, 2), 19840200, date(1984, 2, 1), date(1984, 2, 29), "2/1984"),
        (PartialDate(1985, 9, 2), 19850902, date(1985, 9, 2), date(1985, 9, 2), "02/9/1985"),
    ],
)
def test_what_is_not_known_stays_unknown(
    partial: PartialDate, code: int, earliest: date, latest: date, written: str
) -> None:
    assert (partial.code, partial.earliest, partial.latest, partial.display()) == (code, earliest, latest, written)
    assert PartialDate.from_code(code) == partial == PartialDate.from_iso(str(partial))


@pytest.mark.parametrize("parts", [(1985, 2, 31), (1985, 13), (1985, None, 3), (0,)])
def test_a_day_that_does_not_exist_is_refused(parts: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=r"day|month|year"):
        PartialDate(*parts)


@pytest.mark.parametrize(("known", "told", "says"), [
    ("1985-09-02", "1985", True), ("1985-09-02", "1985-09", True), ("1985-09", "1985-09", True),
    ("1985-09", "1985-09-02", False), ("1985-09-02", "1985-10", False), ("1985", "1986", False),
])  # fmt: skip
def test_a_date_says_the_same_one_known_less_exactly(known: str, told: str, says: bool) -> None:
    assert PartialDate.from_iso(known).says(PartialDate.from_iso(told)) is says


def test_order_puts_the_less_known_first() -> None:
    days = [PartialDate(1985, 9, 2), PartialDate(1985), PartialDate(1985, 9), PartialDate(1984, 12, 31)]
    assert [str(day) for day in sorted(days)] == ["1984-12-31", "1985", "1985-09", "1985-09-02"]
