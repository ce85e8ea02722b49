"""Integration: the policy reader."""

from __future__ import annotations

import pytest
from django.test import Client

from canbo.apps.accounts.models import Role
from canbo.files.policy.current import current_pack
from canbo.web.policy.parameters import UNITS
from factories.province import signed_in, small_province

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    small_province(1)
    return signed_in(Role.LEADER)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/quy-dinh/", "II.2.2(5)"),
        ("/quy-dinh/?tim=quy+hoach", "II.3.2.c"),
        ("/quy-dinh/dieu/II.2.2(5)/", "từ 75% trở lên, hạn 31/12/2030"),
        ("/quy-dinh/dieu/II.2.2(1)/", "100%, hạn 31/12/2026"),
        ("/quy-dinh/dieu/III.5/", "Theo dõi, kiểm tra, đôn đốc"),
        ("/quy-dinh/chuan/", "334/2025/NĐ-CP"),
        ("/quy-dinh/chuan/section_leader.degree/", "theo báo chí"),
        ("/quy-dinh/tham-so/", "chưa xác nhận"),
        ("/quy-dinh/vi-tri/", "Chuyên viên quản lý đất đai"),
        ("/quy-dinh/vi-tri/land/", "Quản lý đất đai"),
    ],
)
def test_every_page_of_the_reader_opens(client: Client, address: str, words: str) -> None:
    response = client.get(address)
    assert response.status_code == 200
    assert words in response.content.decode()


@pytest.mark.parametrize("address", ["/quy-dinh/dieu/X/", "/quy-dinh/chuan/x/", "/quy-dinh/vi-tri/x/"])
def test_what_the_pack_does_not_have_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_unconfirmed_parameters_come_first(client: Client) -> None:
    page = client.get("/quy-dinh/tham-so/").content.decode()
    assert page.index("programme.baseline") < page.index("rating.good_from")


def test_a_parameter_says_its_value_in_words_and_which_rules_name_it(client: Client) -> None:
    page = client.get("/quy-dinh/tham-so/").content.decode()
    rows = {
        name: row for row in page.split("<tr>") for name in ("completeness.minimum", "programme.start") if name in row
    }
    assert "90%" in rows["completeness.minimum"]
    assert "tỷ lệ" in rows["completeness.minimum"]
    assert "Dùng ở" not in rows["completeness.minimum"]
    assert "/chi-tieu/3/" in rows["programme.start"]
    assert "/quy-dinh/chuan/" in rows["programme.start"]


def test_every_unit_of_a_parameter_has_words() -> None:
    assert {parameter.unit for parameter in current_pack().parameters} <= UNITS.keys()
