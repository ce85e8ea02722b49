"""Unit: facts that follow from others: retirement, suitability of the field, leadership."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import polars as pl
import pytest

from canbo.core.facts.bundle import Facts
from canbo.core.policy.model import Pack
from canbo.core.policy.resolve import PackAt
from canbo.core.review.derive import Tables, derive
from factories.packs import AS_OF, facts, fields_of_study, official, pack_at, parameter, position, value

LAND = position("land", fields=["7850103", "744"])
POSITIONS = [LAND, position("driver"), position("chair", "commune_leader")]
MAJORS = ("7850103", "7440201", "7850101", "7380101")


def derived(known: Facts, pack: PackAt) -> pl.DataFrame:
    return derive(known, pack, Tables.of(pack))


def born(sex: str, first: int, last: int | None = None) -> dict[str, object]:
    return {"sex": sex, "born_on_min": first, "born_on_max": last or first, "position": "driver"}


def years_left(pack: PackAt, as_of: date, **known: object) -> float | None:
    row = official(1, title_group="specialist", **known)
    left: float | None = derived(facts([row], as_of=as_of), PackAt(pack.pack, as_of))["years_left"][0]
    return left


@pytest.mark.parametrize(
    ("sex", "birth", "retires"),
    [
        ("male", 19641015, date(2026, 4, 30)),
        ("male", 19650630, date(2026, 12, 31)),
        ("male", 19650701, date(2027, 4, 30)),
        ("male", 19660401, date(2028, 4, 30)),
        ("male", 19670115, date(2029, 1, 31)),
        ("female", 19690501, date(2026, 5, 31)),
        ("female", 19691231, date(2026, 12, 31)),
        ("female", 19700101, date(2027, 5, 31)),
        ("female", 19710430, date(2028, 12, 31)),
        ("female", 19720831, date(2030, 12, 31)),
    ],
)
def test_retirement_follows_the_windows_of_the_decree(pack: Pack, sex: str, birth: int, retires: date) -> None:
    assert years_left(PackAt(pack, retires), retires, **born(sex, birth)) == 0.0


def test_exactly_six_years_left_is_not_more_than_six(pack: Pack) -> None:
    at = PackAt(pack, AS_OF)
    assert years_left(at, date(2023, 1, 31), **born("male", 19670115)) == 6.0
    later = years_left(at, date(2023, 1, 30), **born("male", 19670115))
    assert later is not None
    assert later > 6


@pytest.mark.parametrize(("birth", "left"), [(19300115, -31.8139), (20991215, 138.1028)])
def test_an_age_without_first_and_last_day_holds_for_every_birth_on_record(birth: int, left: float) -> None:
    """Both would have been outside a table that ends with the century or begins with it."""
    ages = [parameter(f"retirement.age_months.{sex}", value(780)) for sex in ("male", "female")]
    assert years_left(pack_at(parameters=ages), AS_OF, **born("male", birth)) == left


def test_a_birth_date_of_which_only_the_year_is_known_counts_from_january(pack: Pack) -> None:
    at = PackAt(pack, AS_OF)
    assert years_left(at, AS_OF, **born("male", 19680101, 19681231)) == years_left(at, AS_OF, **born("male", 19680101))


def test_no_birth_date_or_sex_means_not_known(pack: Pack) -> None:
    at = PackAt(pack, AS_OF)
    assert years_left(at, AS_OF, sex="male", position="driver") is None
    assert years_left(at, AS_OF, born_on_min=19680101, born_on_max=19680101, position="driver") is None


# --- the field of study ----------------------------------------------------------------------------------------


def suits(held: Sequence[tuple[int | str | None, ...]], *, name: str = "field_suits", **known: object) -> bool | None:
    row = official(1, **({"position": "land", "title_group": "specialist", "degree": 4} | known))
    pack = pack_at(
        lists=[fields_of_study(*MAJORS)],
        positions=POSITIONS,
        parameters=[parameter("programme.baseline", value(date(2026, 6, 30)))],
    )
    found: bool | None = derived(facts([row], fields=held), pack)[name][0]
    return found


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ([(1, "7850103", None)], True),
        ([(1, "8850103", None)], True),
        ([(1, "7440201", None)], True),
        ([(1, "7850101", None)], False),
        ([(1, "7850101", None), (1, "7850103", None)], True),
        ([(1, None, None)], None),
        ([(1, "7850101", None), (1, None, None)], None),
        ([(1, None, None), (1, "7850103", None)], True),
        ([], None),
    ],
)
def test_a_field_suits_by_its_code_whatever_the_level(
    held: list[tuple[int, str | None, int | None]], expected: bool | None
) -> None:
    assert suits(held) is expected


def test_no_degree_at_all_does_not_suit() -> None:
    assert suits([], degree=0) is False


def test_a_position_that_names_no_field_suits_everybody() -> None:
    assert suits([], position="driver", degree=None) is True


@pytest.mark.parametrize(
    ("since", "assigned", "expected"),
    [
        (20260630, 20250701, True),
        (20260701, 20250701, False),
        (20270301, 20270301, True),
        (20270302, 20270301, False),
        (None, 20250701, True),
    ],
)
def test_the_baseline_is_the_later_of_its_date_and_the_start_in_post(
    since: int | None, assigned: int, expected: bool
) -> None:
    known = {"assigned_on_min": assigned, "assigned_on_max": assigned}
    assert suits([(1, "7850103", since)], name="field_suited_before", **known) is expected


@pytest.mark.parametrize(
    ("since", "recorded", "expected"),
    [
        (None, None, True),
        (None, 20260630, True),
        (None, 20260701, False),
        (20260000, None, None),
        (20260000, 20260630, True),
        (20260000, 20260701, None),
        (20260600, 20260701, True),
        (20260700, 20260701, False),
        (20260701, 20260101, False),
        (20260630, 20270101, True),
    ],
)
def test_what_was_on_record_by_the_baseline_was_held_by_then(
    since: int | None, recorded: int | None, expected: bool | None
) -> None:
    known = {"assigned_on_min": 20250701, "assigned_on_max": 20250701}
    assert suits([(1, "7850103", since, recorded)], name="field_suited_before", **known) is expected


def test_leadership_is_held_through_any_post() -> None:
    rows = [
        official(1, position="land", title_group="specialist"),
        official(1, assignment_id=11, is_main=False, position="chair", title_group="commune_leader"),
        official(2, position="land", title_group="specialist"),
    ]
    found = derived(facts(rows), pack_at(lists=[fields_of_study(*MAJORS)], positions=POSITIONS))
    assert found["holds_leadership"].to_list() == [True, True, False]


def test_leadership_is_not_known_while_a_title_group_is_not() -> None:
    rows = [
        official(1, position="land", title_group=None),
        official(2, position="land", title_group=None),
        official(2, assignment_id=21, is_main=False, position="chair", title_group="commune_leader"),
        official(3, position="land", title_group="specialist"),
        official(3, assignment_id=31, is_main=False, position="land", title_group=None),
    ]
    found = derived(facts(rows), pack_at(lists=[fields_of_study(*MAJORS)], positions=POSITIONS))
    assert found["holds_leadership"].to_list() == [None, True, True, None, None]


@pytest.mark.parametrize(
    ("held", "degree", "fields", "complete"),
    [
        ([(1, "7850103", None), (1, "7380101", None)], 4, ";7380101;7850103;", True),
        ([(1, "7850103", None), (1, None, None)], 4, ";7850103;", False),
        ([(1, None, None)], 4, None, False),
        ([(1, None, None), (1, None, 20200101)], 4, None, False),
        ([], 4, None, None),
        ([], 0, None, True),
    ],
)
def test_whether_all_fields_are_known_is_told_apart(
    held: list[tuple[int, str | None, int | None]], degree: int, fields: str | None, complete: bool | None
) -> None:
    row = official(1, position="land", title_group="specialist", degree=degree)
    found = derived(facts([row], fields=held), pack_at(lists=[fields_of_study(*MAJORS)], positions=POSITIONS))
    assert found.select("fields", "fields_complete").row(0) == (fields, complete)


def test_all_fields_held_can_be_searched() -> None:
    row = official(1, position="land", title_group="specialist")
    held: list[tuple[int, str | None, int | None]] = [(1, "7850103", None), (1, None, None), (1, "7380101", None)]
    found = derived(facts([row], fields=held), pack_at(lists=[fields_of_study(*MAJORS)], positions=POSITIONS))
    assert found.select(pl.col("fields")).item() == ";7380101;7850103;"
