"""Unit and properties: coefficients, pay steps and identity numbers."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from canbo.core.text.numbers import (
    NationalIdProblem,
    parse_decimal,
    parse_national_id,
    parse_over_scale,
    parse_step,
)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("3,33", "3.33"),
        ("3.33", "3.33"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("4,98 + 7% VK", "4.98"),
        ("97,3 %", "97.3"),
        ("1.833", "1833"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("1,234", "1.234"),
        ("0.125", "0.125"),
        ("2.3456", "2.3456"),
        ("-1,5", "-1.5"),
        ("\u00a03,33.", "3.33"),
        (3.33, "3.33"),
        (4, "4"),
        (Decimal("2.34"), "2.34"),
    ],
)
def test_decimals(value: object, expected: str) -> None:
    assert parse_decimal(value) == Decimal(expected)


@pytest.mark.parametrize(
    "value",
    [None, "", "-", "x", "VK 7%", "4/9", "12/5/1990", "3,33-3,66", "1 234", "1.2.3", "1,23,4", float("nan"), True],
)
def test_no_decimal(value: object) -> None:
    assert parse_decimal(value) is None


@settings(deadline=None)
@given(st.decimals(0, 10**6, places=2))
def test_both_separators_read_the_same(number: Decimal) -> None:
    english = f"{number:,.2f}"
    vietnamese = english.translate(str.maketrans(",.", ".,"))
    assert parse_decimal(english) == parse_decimal(vietnamese) == parse_decimal(f"{number:.2f}") == number


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("4/9", (4, 9)),
        (" Bậc 4 / 9", (4, 9)),
        ("12/12 + 5% VK", (12, 12)),
        (date(2026, 9, 4), (4, 9)),
        (date(2026, 4, 9), (4, 9)),
        ("10/9", None),
        ("0/9", None),
        ("4/9/1990", None),
        ("4/19/90", None),
        ("4", None),
        ("", None),
        (None, None),
        (4.9, None),
    ],
)
def test_steps(value: object, expected: tuple[int, int] | None) -> None:
    assert parse_step(value) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4,98 + 7% VK", "7"),
        ("4,98+VK12 %", "12"),
        ("vượt khung: 6,5%", "6.5"),
        ("4,98 + 7%", "7"),
        ("7%", "7"),
        ("4,98", None),
        ("4,98 VK", None),
        ("4,98 + 7% thâm niên", None),
        ("", None),
    ],
)
def test_over_scale(text: str, expected: str | None) -> None:
    assert parse_over_scale(text) == (None if expected is None else Decimal(expected))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("012203000001", ("012203000001", False)),
        (" 012 203 000 001", ("012203000001", False)),
        ("'012203000001", ("012203000001", False)),
        ("012.203.000.001", ("012203000001", False)),
        ("12203000001", ("012203000001", True)),
        (12203000001, ("012203000001", True)),
        (12203000001.0, ("012203000001", True)),
        (1.2203e10, ("012203000000", True)),
        ("12203000001.0", ("012203000001", True)),
        ("1.2203000001E+10", ("012203000001", True)),
    ],
)
def test_national_ids(value: object, expected: tuple[str, bool]) -> None:
    assert parse_national_id(value) == expected


@pytest.mark.parametrize("value", [None, "", " ", "-", "\u00a0"])
def test_no_national_id(value: object) -> None:
    assert parse_national_id(value) is None


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("045123456", "old_card"),
        (145123456, "old_card"),
        ("1,2203E+10", "rounded"),
        ("1.2E+11", "rounded"),
        ("1E" + "9" * 5000, "not_digits"),
        (12203000001.5, "rounded"),
        (1e300, "rounded"),
        (float("nan"), "rounded"),
        ("1234567890", "length"),
        ("0122030000011", "length"),
        ("01220300000A", "not_digits"),
        ("٠١٢٢٠٣٠٠٠٠٠١", "not_digits"),
        (-12203000001.0, "not_digits"),
        (True, "not_digits"),
    ],
)
def test_national_id_problems(value: object, reason: str) -> None:
    with pytest.raises(NationalIdProblem) as caught:
        parse_national_id(value)
    assert (caught.value.found, caught.value.reason) == (str(value), reason)


@settings(deadline=None)
@given(st.integers(10**10, 10**11 - 1))
def test_a_number_that_lost_its_zero_comes_back(number: int) -> None:
    expected = (f"0{number}", True)
    assert parse_national_id(number) == expected
    assert parse_national_id(float(number)) == expected
    assert parse_national_id(str(number)) == expected
    assert parse_national_id(f"0{number}") == (f"0{number}", False)
