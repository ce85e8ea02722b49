"""Page: the dashboard says how old its records are, and which communes are late with theirs."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from canbo.apps.accounts.models import Role
from canbo.apps.audit.journal import open_batch
from canbo.apps.audit.models import Entry
from canbo.apps.importing.models import State
from canbo.apps.importing.services import change, mark_written, store
from factories.province import AUTHOR, add, person, signed_in, small_province

pytestmark = pytest.mark.django_db
STALE, LATE = "Số liệu cũ", "Quá 30 ngày chưa cập nhật:"


@pytest.fixture
def units() -> list[str]:
    """Two communes with one official each, and one without any."""
    units = small_province()
    add([person("Lò Thị Hằng", units[0], "committee_chair"), person("Vàng A Páo", units[1], "committee_chair")])
    return units


def age(name: str, days: int) -> None:
    """Make the writes about an official older."""
    made = Entry.objects.get(table="people.official", after__full_name=name)
    entries = Entry.objects.filter(subject=made.subject)
    entries.update(at=made.at - timedelta(days=days))


def said(client: Client, address: str = "/") -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", client.get(address).content.decode())))


def test_fresh_records_are_dated_and_nobody_is_late(units: list[str]) -> None:
    text = said(signed_in(Role.LEADER))
    assert f"Hồ sơ cập nhật đến {timezone.localdate():%d/%m/%Y}." in text
    assert STALE not in text
    assert LATE not in text


@pytest.mark.parametrize(("days", "late"), [(29, False), (30, False), (31, True)])
def test_a_commune_is_late_beyond_the_limit(units: list[str], days: int, *, late: bool) -> None:
    age("Vàng A Páo", days)
    text = said(signed_in(Role.LEADER))
    assert (LATE in text) is late
    assert (f"({days} ngày)" in text) is late
    assert STALE not in text


def test_when_all_are_late_a_strip_says_so_at_the_top(units: list[str]) -> None:
    age("Lò Thị Hằng", 45)
    age("Vàng A Páo", 60)
    last = timezone.localdate() - timedelta(days=45)
    client = signed_in(Role.PROVINCE)
    assert f"Số liệu cũ: hồ sơ cập nhật lần cuối ngày {last:%d/%m/%Y}, quá 30 ngày." in said(client)
    assert STALE not in said(client, "/?ngay=2026-01-01")


def test_a_roster_that_changed_nothing_is_an_update_too(units: list[str]) -> None:
    age("Vàng A Páo", 60)
    upload = change(store("pa-u.xlsx", b"", None), state=State.CHECKED, unit_code=units[1])
    batch, _author = open_batch("Nhập từ pa-u.xlsx", AUTHOR)
    mark_written(upload, batch, done={}, summary={}, waiting=False)
    assert LATE not in said(signed_in(Role.LEADER))


def test_a_commune_is_told_of_its_own_only(units: list[str]) -> None:
    age("Vàng A Páo", 60)
    assert LATE not in said(signed_in(Role.COMMUNE, units[0]))
    assert STALE in said(signed_in(Role.COMMUNE, units[1]))


def test_before_the_first_import_nothing_is_old(db: None) -> None:
    small_province()
    text = said(signed_in(Role.LEADER))
    assert STALE not in text
    assert "Hồ sơ cập nhật đến" not in text
