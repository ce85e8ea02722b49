"""Unit and properties: dates as they stand in cells."""

from datetime import date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from canbo.core.dates import PartialDate
from canbo.core.text.dates import DateProblem, parse_partial_date

DAY = PartialDate(1990, 5, 12)
MONTH = PartialDate(1990, 5)
YEAR = PartialDate(1990)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (date(1990, 5, 12), DAY),
        (datetime(1990, 5, 12, 8, 30), DAY),  # noqa: DTZ001  Excel's dates have no zone
        (33005, DAY),
        (33005.75, DAY),
        (1990, YEAR),
        (1990.0, YEAR),
        (2100, PartialDate(2100)),
        ("12/5/1990", DAY),
        ("12.5.90", DAY),
        ("12-5-1990", DAY),
        (" 12 / 05 / 1990 ", DAY),
        ("12–5–1990", DAY),
        ("12/5/1990.", DAY),
        ("12/05/1990 00:00:00", DAY),
        ("12/05/1990 12:00 AM", DAY),
        ("1990-05-12", DAY),
        ("1990-05-12T00:00:00", DAY),
        ("12051990", DAY),
        ("05072026", PartialDate(2026, 7, 5)),
        ("5/7/26", PartialDate(2026, 7, 5)),
        ("ngày 12 tháng 5 năm 1990", DAY),
        ("Ngày 12 tháng 05 năm 1990", DAY),
        ("tháng 5 năm 1990", MONTH),
        ("THÁNG 5/1990", MONTH),
        ("5/1990", MONTH),
        ("1990-05", MONTH),
        ("00/05/1990", MONTH),
        ("1990", YEAR),
        ("năm 1990", YEAR),
        ("00/00/1990", YEAR),
        ("1/1/30", PartialDate(1930, 1, 1)),
        ("31/12/29", PartialDate(2029, 12, 31)),
        ("29/2/2024", PartialDate(2024, 2, 29)),
    ],
)
def test_dates(value: object, expected: PartialDate) -> None:
    assert parse_partial_date(value) == expected


@pytest.mark.parametrize("value", [None, "", "  \u00a0", "-", "–", "......", "không", "Không", "KHÔNG CÓ"])
def test_nothing_there(value: object) -> None:
    assert parse_partial_date(value) is None


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("31/02/1985", "impossible"),
        ("29/2/2023", "impossible"),
        ("5/13/1990", "impossible"),
        ("13/1990", "impossible"),
        ("12/00/1990", "impossible"),
        ("31021985", "impossible"),
        ("12/5/1890", "future_or_past"),
        ("12/5/2190", "future_or_past"),
        ("9999", "future_or_past"),
        (date(1800, 1, 1), "future_or_past"),
        (2150, "future_or_past"),
        (5072026, "unreadable"),
        (12051990, "unreadable"),
        (0, "unreadable"),
        (-1, "unreadable"),
        (60001, "unreadable"),
        (5.199, "unreadable"),
        (float("nan"), "unreadable"),
        (float("inf"), "unreadable"),
        (True, "unreadable"),
        (time(8, 0), "unreadable"),
        ("x", "unreadable"),
        ("12/5", "unreadable"),
        ("5/90", "unreadable"),
        ("12/5/990", "unreadable"),
        ("12 năm 1990", "unreadable"),
        ("khoảng 1990", "unreadable"),
    ],
)
def test_problems(value: object, reason: str) -> None:
    with pytest.raises(DateProblem) as caught:
        parse_partial_date(value)
    assert (caught.value.found, caught.value.reason) == (str(value), reason)


@settings(deadline=None)
@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_what_documents_write_is_read_back(day: date) -> None:
    for known in (PartialDate.of(day), PartialDate(day.year, day.month), PartialDate(day.year)):
        assert parse_partial_date(known.display()) == known
        assert parse_partial_date(str(known)) == known
    assert parse_partial_date(f"{day:%d%m}{day.year}") == PartialDate.of(day)


@settings(deadline=None)
@given(st.one_of(st.text(), st.integers(), st.floats(), st.from_regex(r"\d{0,4}[/. -]\d{0,4}[/. -]\d{0,5}")))
def test_any_cell_gets_a_date_or_a_problem(value: object) -> None:
    try:
        read = parse_partial_date(value)
    except DateProblem:
        return
    assert read is None or 1900 <= read.year <= 2100
