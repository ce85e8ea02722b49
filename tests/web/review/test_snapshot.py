"""Page: the commission keeps the figures of a day; later pages show the change and the trend."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from django.test import Client

from canbo.apps.accounts.models import Role
from canbo.apps.review.models import Snapshot
from canbo.apps.review.services import take_snapshot
from canbo.apps.review.trends import previous, trend
from canbo.core.access import Scope
from canbo.files.policy.current import current_pack_at, current_version
from factories.province import add, degree, person, signed_in, small_province

pytestmark = pytest.mark.django_db
JUNE = date(2026, 6, 30)


@pytest.fixture
def units() -> list[str]:
    units = small_province()
    add(
        [
            person("Lò Thị Hằng", units[0], "committee_chair", degree("master", obtained=None)),
            person("Vàng A Páo", units[0], "party_secretary", degree("bachelor")),
        ]
    )
    return units


def improve(units: list[str]) -> None:
    add([person("Giàng Thị Mỷ", units[1], "committee_chair", degree("master"))])


def text_of(client: Client, address: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", client.get(address).content.decode())))


def test_the_commission_keeps_the_figures_of_a_day(units: list[str]) -> None:
    response = signed_in(Role.PROVINCE).post("/chot-so-lieu/", {"ngay": "2026-06-30"}, follow=True)
    assert "Đã chốt số liệu đến ngày 30/06/2026" in response.content.decode()
    assert Snapshot.objects.get().as_of == JUNE


@pytest.mark.parametrize("role", [Role.LEADER, Role.COMMUNE])
def test_nobody_else_may(units: list[str], role: Role) -> None:
    client = signed_in(role, units[0] if role == Role.COMMUNE else "")
    assert client.post("/chot-so-lieu/", {"ngay": "2026-06-30"}).status_code == 403
    assert not Snapshot.objects.exists()
    assert "Chốt số liệu" not in client.get("/").content.decode()


@pytest.mark.parametrize("day", ["2999-01-01", "hôm qua"])
def test_a_day_to_come_or_one_that_cannot_be_read_is_refused(units: list[str], day: str) -> None:
    client = signed_in(Role.PROVINCE)
    assert "Chưa chốt" in client.post("/chot-so-lieu/", {"ngay": day}, follow=True).content.decode()
    assert not Snapshot.objects.exists()
    assert client.get("/chot-so-lieu/").status_code == 405


def test_later_the_dashboard_shows_the_change_and_the_target_its_trend(units: list[str]) -> None:
    take_snapshot(current_pack_at(JUNE), None)
    improve(units)
    client = signed_in(Role.LEADER)
    assert "+16,7 66,7% / 75%" in text_of(client, "/?ngay=2026-11-23")
    assert "30/06/2026: 50,0% 23/11/2026: 66,7%" in text_of(client, "/chi-tieu/5a/?ngay=2026-11-23")
    assert "Diễn biến" not in text_of(client, "/chi-tieu/5a/?ngay=2026-06-30")


def test_a_commune_compares_with_its_own_past(units: list[str]) -> None:
    take_snapshot(current_pack_at(JUNE), None)
    improve(units)
    own = text_of(signed_in(Role.COMMUNE, units[0]), "/chi-tieu/5a/?ngay=2026-11-23")
    assert "30/06/2026: 50,0% 23/11/2026: 50,0%" in own
    assert "Diễn biến" not in text_of(signed_in(Role.COMMUNE, units[1]), "/chi-tieu/5a/?ngay=2026-11-23")


def test_figures_of_other_rules_are_not_compared(units: list[str]) -> None:
    kept = take_snapshot(current_pack_at(JUNE), None)
    kept.pack.digest = "other"
    kept.pack.save()
    assert "Diễn biến" not in text_of(signed_in(Role.LEADER), "/chi-tieu/5a/?ngay=2026-11-23")


def test_several_communes_together_have_no_trend_of_one_of_them(units: list[str]) -> None:
    take_snapshot(current_pack_at(JUNE), None)
    several, one = Scope(frozenset(units[:2])), Scope.of(units[0])
    assert trend("II.2.2(5)a", current_version(), one)
    assert previous(date(2026, 11, 23), current_version(), one)
    assert trend("II.2.2(5)a", current_version(), several) == []
    assert previous(date(2026, 11, 23), current_version(), several) == {}
