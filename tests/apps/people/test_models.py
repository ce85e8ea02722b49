"""Integration: what must never be in the records, the database itself refuses."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import wait
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from canbo.apps.fields import PartialDateField
from canbo.apps.organisation.models import Body, Position, Unit
from canbo.apps.people.models import Assignment, Official, Qualification, Rating
from canbo.core.dates import PartialDate
from factories.aside import AWHILE, Kept, aside, two_transactions

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)


@pytest.fixture
def place() -> dict[str, Any]:
    return _place()


def _place() -> dict[str, Any]:
    body = Body.objects.create(code="office", title_vi="Văn phòng", title_en="Office", block="government")
    position = Position.objects.create(
        code="clerk",
        title_vi="Văn thư",
        title_en="Clerk",
        body=body,
        title_group="specialist",
        category="civil_servant",
        rank=5,
    )
    unit = Unit.objects.create(code="03388", kind="phuong", name="Đoàn Kết", search_key=" doan ket ")
    return {"unit": unit, "position": position}


@pytest.fixture
def official() -> Official:
    return Official.objects.create(full_name="Lò Thị Hằng (hư cấu)", sort_key="1", search_key=" lo thi hang ")


def refused(make: Any) -> bool:
    try:
        with transaction.atomic():
            make()
    except IntegrityError:
        return True
    return False


def day(text: str | None) -> PartialDate | None:
    return PartialDate.from_iso(text) if text else None


@pytest.mark.parametrize(
    ("first", "second", "overlaps"),
    [
        (("2020-01-01", None), ("2021-01-01", None), True),
        (("2020-01-01", "2021-01-01"), ("2021-01-01", None), False),
        (("2020-01-01", "2021-01-02"), ("2021-01-01", None), True),
        (("2021-01-01", None), ("2020-01-01", "2021-01-01"), False),
        (("2020", "2021"), ("2021", None), False),
        (("2020", "2022"), ("2021-05", None), True),
        (("2020-01-01", "2021-06-30"), ("2021", None), True),
        (("2020-01-01", "2021-06-30"), ("2021-07", None), False),
        (("2019-01-01", "2020-01-01"), ("2018", "2019-06-01"), True),
        (("2020", "2021"), ("2021-05", None), False),
        (("2021-05", "2021"), ("2021-09", None), False),
        (("2021-05", "2021"), ("2021-03", None), True),
        ((None, "2021-01-01"), ("2020-01-01", None), True),
        (("2020-01-01", None), (None, "2021-01-01"), True),
        ((None, "2021-01-01"), (None, "2020-01-01"), True),
        ((None, "2021-01-01"), ("2021-01-01", None), False),
    ],
)
def test_two_main_assignments_never_overlap(
    place: dict[str, Any],
    official: Official,
    first: tuple[str | None, str | None],
    second: tuple[str | None, str | None],
    overlaps: bool,
) -> None:
    Assignment.objects.create(official=official, start=day(first[0]), end=day(first[1]), **place)
    start, end = day(second[0]), day(second[1])
    assert refused(lambda: Assignment.objects.create(official=official, start=start, end=end, **place)) is overlaps


def test_the_overlap_is_refused_on_change_and_in_bulk_too(place: dict[str, Any], official: Official) -> None:
    Assignment.objects.create(official=official, start=day("2020-01-01"), end=day("2021-01-01"), **place)
    second = Assignment.objects.create(official=official, start=day("2021-01-01"), end=day("2022-01-01"), **place)
    second.start = day("2020-06-01")
    assert refused(second.save)
    rows = [Assignment(official=official, start=day("2019-01-01"), end=day("2020-06-01"), **place)]
    assert refused(lambda: Assignment.objects.bulk_create(rows))


@two_transactions
@pytest.mark.django_db(transaction=True)
def test_two_transactions_at_once_do_not_overlap_either(place: dict[str, Any], official: Official) -> None:
    def add(start: str, end: str) -> Assignment:
        return Assignment.objects.create(official=official, start=day(start), end=day(end), **place)

    first = Kept(lambda: add("2020-01-01", "2021-01-01"))
    second, third = aside(lambda: add("2020-06-01", "2021-06-01")), aside(lambda: add("2021-01-01", "2022-01-01"))
    wait([second, third], AWHILE)
    first.end()
    assert isinstance(second.exception(10), IntegrityError)
    assert third.exception(10) is None
    assert official.assignments.count() == 2


def test_a_concurrent_assignment_may_overlap(place: dict[str, Any], official: Official) -> None:
    Assignment.objects.create(official=official, start=day("2020-01-01"), **place)
    other = Unit.objects.create(code="03390", kind="xa", name="Bình Lư", search_key=" binh lu ")
    Assignment.objects.create(
        official=official, start=day("2021-01-01"), is_main=False, unit=other, position=place["position"]
    )
    assert official.assignments.count() == 2


def test_nobody_holds_the_same_position_twice_at_once(place: dict[str, Any], official: Official) -> None:
    held = {"official": official, "is_main": False} | place
    Assignment.objects.create(start=day("2020-01-01"), end=day("2021-01-01"), **held)
    Assignment.objects.create(start=day("2021-01-01"), **held)
    assert refused(lambda: Assignment.objects.create(start=day("2022-01-01"), **held))
    assert refused(lambda: Assignment.objects.create(**held | {"is_main": True}))


@pytest.mark.parametrize(
    ("start", "end", "bad"),
    [
        ("2021-01-01", "2020-12-31", True),
        ("2021-01-01", "2021-01-01", False),
        ("2021-05-01", "2021", False),
        ("2021-05-01", "2021-04", True),
        ("2021", "2020", True),
    ],
)
def test_an_end_before_the_start_is_refused(
    place: dict[str, Any], official: Official, start: str, end: str, bad: bool
) -> None:
    make = lambda: Assignment.objects.create(official=official, start=day(start), end=day(end), **place)  # noqa: E731
    assert refused(make) is bad


@pytest.mark.parametrize(("kind", "level", "bad"), [
    ("degree", 6, False), ("degree", 7, True), ("degree", -1, True), ("position_skills", 2, True), ("cooking", 1, True),
])  # fmt: skip
def test_a_level_outside_its_list_is_refused(official: Official, kind: str, level: int, bad: bool) -> None:
    assert (
        refused(lambda: Qualification.objects.create(official=official, kind=kind, level=level, recorded_on=DAY)) is bad
    )


def test_a_field_of_study_stands_only_on_a_degree(official: Official) -> None:
    def make(kind: str) -> Callable[[], Qualification]:
        return lambda: Qualification.objects.create(
            official=official, kind=kind, level=1, field_code="7380101", recorded_on=DAY
        )

    assert [refused(make(kind)) for kind in ("degree", "political_theory")] == [False, True]


@pytest.mark.parametrize("given", [
    {"level": 0, "field_code": "7380101"}, {"level": 0, "field_text": "Luật"}, {"state": "perhaps"}, {"state": ""},
    {"evidence": "seen"}, {"evidence": ""}, {"state": "studying", "obtained": 20200000}, {"expected": 20280000},
])  # fmt: skip
def test_a_degree_is_in_its_lists(official: Official, given: dict[str, Any]) -> None:
    good = {"official": official, "kind": "degree", "level": 4, "recorded_on": DAY}
    Qualification.objects.create(**good)
    assert refused(lambda: Qualification.objects.create(**good | given))


def test_a_rating_has_a_level_or_is_exempt(official: Official) -> None:
    bad = [{"level": None}, {"level": 1, "exempt": True}, {"level": 4}]
    for given in bad:
        assert refused(lambda given=given: Rating.objects.create(official=official, year=2025, **given))
    Rating.objects.create(official=official, year=2025, level=3)
    assert refused(lambda: Rating.objects.create(official=official, year=2025, level=2))


def test_a_party_date_belongs_to_a_member(official: Official) -> None:
    official.party_joined = day("2010-02-03")
    for member, bad in ((None, True), (False, True), (True, False)):
        official.party_member = member
        assert refused(official.save) is bad


@pytest.mark.parametrize(("given", "bad"), [
    ({"party_official": "2011-02-03"}, False), ({"party_official": "2010"}, False), ({"party_official": "2009"}, True),
    ({"party_joined": None, "party_official": "2011", "party_member": None}, True),
    ({"party_joined": None, "party_official": "2011", "party_member": False}, True),
    ({"birth": "2011"}, True), ({"birth": "2010"}, False), ({"birth": "2006", "recruited": "2005"}, True),
    ({"birth": "2005-09-02", "recruited": "2005-09-01"}, True),
    ({"birth": "2005-09-02", "recruited": "2005-09"}, False),
])  # fmt: skip
def test_dates_of_a_life_stand_in_their_order(official: Official, given: dict[str, Any], bad: bool) -> None:
    values = {"party_member": True, "party_joined": "2010-02-03"} | given
    for name, value in values.items():
        setattr(official, name, day(value) if isinstance(value, str) else value)
    assert refused(official.save) is bad


@pytest.mark.parametrize(("code", "bad"), [
    (20260000, False), (20260900, False), (20261231, False), (20261300, True), (20261399, True), (20260932, True),
    (20260031, True), (2026, True), (99990101, True), (0, True), (-20260101, True),
])  # fmt: skip
@pytest.mark.parametrize("name", ["birth", "recruited"])
def test_a_number_that_is_no_date_is_refused(official: Official, name: str, code: int, bad: bool) -> None:
    assert refused(lambda: Official.objects.filter(pk=official.pk).update(**{name: code})) is bad


def test_every_partial_date_of_a_record_is_checked_so() -> None:
    fields = [f for m in apps.get_app_config("people").get_models() for f in m._meta.fields]
    dates = [field for field in fields if isinstance(field, PartialDateField)]
    assert len(dates) == 9
    assert all("1231" in field.db_parameters(connection)["check"] for field in dates)


def test_a_national_id_is_never_in_clear_in_the_database(official: Official) -> None:
    official.national_id, official.national_id_index = "012085000123", "a" * 64
    official.save()
    with connection.cursor() as cursor:
        cursor.execute("select national_id from people_official")
        stored = cursor.fetchone()[0]
    assert stored.startswith("gAAAA")
    assert Official.objects.get().national_id == "012085000123"


def test_partial_dates_come_back_as_they_were(official: Official) -> None:
    for text in ("1985", "1985-09", "1985-09-02"):
        official.birth = day(text)
        official.save()
        assert str(Official.objects.get().birth) == text
