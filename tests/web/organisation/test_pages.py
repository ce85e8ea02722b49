"""Pages: communes and staffing balance: totals, names within the scope, other communes are not found."""

from __future__ import annotations

import gzip
import io
import re
from html import unescape

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from canbo.apps.accounts.models import Role
from factories.province import add, degree, person, signed_in, small_province

pytestmark = pytest.mark.django_db
DAY = "ngay=2026-11-23"


@pytest.fixture
def units() -> list[str]:
    """In the first commune a lawyer keeps the accounts and another surplus one the books; the second has a clerk."""
    units = small_province()
    add(
        [
            person("Lò Thị Hằng", units[0], "finance", degree("bachelor", "7380101")),
            person("Vàng A Páo", units[0], "party_secretary", degree("bachelor", "7310202")),
            person("Giàng Thị Mỷ", units[1], "finance", degree("bachelor", "7340201")),
        ]
    )
    return units


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_the_list_of_communes_adds_up(units: list[str]) -> None:
    said = text_of(signed_in(Role.LEADER), f"/xa/?{DAY}")
    assert "phường Đoàn Kết 2" in said
    assert re.search(r"Toàn bộ 3 ", said)
    assert "xã Sin Suối Hồ chưa có số liệu" in said


def test_one_commune_shows_its_measures_its_people_and_its_vacancies(units: list[str]) -> None:
    add([person("Lù Văn Pản", units[0], "economy_head", degree("bachelor", "7210402"))])
    said = text_of(signed_in(Role.LEADER), f"/xa/{units[0]}/?{DAY}")
    assert "Phường Đoàn Kết" in said
    assert "1 người chưa đạt chuẩn" in said
    assert re.search(r"Lù Văn Pản .*? Chuyên môn phù hợp vị trí", said)
    assert "Lò Thị Hằng" not in said
    assert "Giàng Thị Mỷ" not in said
    assert "vị trí còn trống" in said


def test_an_account_of_a_commune_has_its_own_and_no_other(units: list[str]) -> None:
    client = signed_in(Role.COMMUNE, units[0])
    assert client.get("/xa/").headers["Location"].startswith(f"/xa/{units[0]}/")
    assert client.get(f"/xa/{units[0]}/").status_code == 200
    assert client.get(f"/xa/{units[1]}/").status_code == 404
    assert client.get("/xa/00000/").status_code == 404


@pytest.mark.parametrize("address", ["/xa/", "/bo-tri/"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_both_languages(units: list[str], address: str, language: str) -> None:
    client = signed_in(Role.LEADER)
    client.cookies["django_language"] = language
    html = client.get(f"{address}?{DAY}").content.decode()
    assert f'lang="{language}"' in html
    if language == "en":
        assert not re.findall(r"(Xã, phường|Định biên|Chưa phù hợp|Trống<)", html)


# --- balance ---------------------------------------------------------------------------------------------------


def sheet(client: Client, query: str, name: str = "Thừa, thiếu") -> list[dict[str, object]]:
    content = client.get(f"/bo-tri/bo-tri.xlsx?{DAY}&{query}").content
    heads, *found = openpyxl.load_workbook(io.BytesIO(content))[name].values
    return [dict(zip(map(str, heads), row, strict=True)) for row in found]


def test_posts_and_holders_by_commune_and_by_position_are_the_same_in_all(units: list[str]) -> None:
    client = signed_in(Role.PROVINCE)
    by_unit, by_position = sheet(client, ""), sheet(client, "theo=vi-tri")
    for column in ("Định biên", "Có mặt", "Phù hợp", "Chưa phù hợp", "Chưa rõ", "Trống", "Thừa"):
        assert sum(int(str(r[column])) for r in by_unit) == sum(int(str(r[column])) for r in by_position), column
    assert sum(int(str(row["Có mặt"])) for row in by_unit) == 3


def test_the_tables_can_be_narrowed(units: list[str]) -> None:
    client = signed_in(Role.PROVINCE)
    one = sheet(client, f"xa={units[0]}")
    assert "Vị trí việc làm" in one[0]
    assert sum(int(str(row["Có mặt"])) for row in one) == 2
    assert sum(int(str(row["Có mặt"])) for row in sheet(client, "khoi=party")) == 1
    assert sum(int(str(row["Có mặt"])) for row in sheet(client, "nganh=734")) == 2
    assert sheet(client, "khoi=nowhere") == []
    assert "Chưa có định biên" in text_of(client, f"/bo-tri/?{DAY}&khoi=nowhere")


def test_who_could_be_placed_is_named_only_within_the_scope(units: list[str]) -> None:
    assert "Lò Thị Hằng" in text_of(signed_in(Role.PROVINCE), f"/bo-tri/?{DAY}")
    assert "Lò Thị Hằng" in text_of(signed_in(Role.COMMUNE, units[0]), f"/bo-tri/?{DAY}")
    other = signed_in(Role.COMMUNE, units[1])
    assert "Lò Thị Hằng" not in text_of(other, f"/bo-tri/?{DAY}&xa={units[0]}")
    assert {row["Họ và tên"] for row in sheet(other, f"xa={units[0]}", "Có thể bố trí")} <= {"Giàng Thị Mỷ"}


@pytest.mark.parametrize("query", ["", "theo=vi-tri", "khoi=government&nganh=734"])
def test_every_number_opens_as_many_names(units: list[str], query: str) -> None:
    client = signed_in(Role.PROVINCE)
    html = client.get(f"/bo-tri/?{DAY}&{query}").content.decode()
    found = re.findall(r'<a href="(/bo-tri/danh-sach/[^"]+)"[^>]*>[−+]?([\d.]+)</a>', html)
    assert found
    for address, count in found[-12:]:
        said = text_of(client, unescape(address))
        assert re.search(rf"\({re.escape(count)}\)", said), address


def test_the_names_behind_a_number_say_who_is_surplus_and_what_is_empty(units: list[str]) -> None:
    client = signed_in(Role.PROVINCE)
    assert "Lò Thị Hằng" in text_of(client, f"/bo-tri/danh-sach/?{DAY}&xa={units[0]}&loai=unsuitable")
    assert "Vàng A Páo" not in text_of(client, f"/bo-tri/danh-sach/?{DAY}&xa={units[0]}&loai=unsuitable")
    assert "trống" in text_of(client, f"/bo-tri/danh-sach/?{DAY}&loai=vacant&vi_tri=accountant")
    assert client.get(f"/bo-tri/danh-sach/?{DAY}&loai=moi").status_code == 404
    other = signed_in(Role.COMMUNE, units[1])
    assert "Lò Thị Hằng" not in text_of(other, f"/bo-tri/danh-sach/?{DAY}&xa={units[0]}")


def test_the_pages_are_light_and_ask_the_same_for_one_and_for_fifty() -> None:
    units = small_province(38)
    client = signed_in(Role.LEADER)
    for address in ("/xa/", f"/xa/{units[0]}/", "/bo-tri/", "/bo-tri/?theo=vi-tri", "/bo-tri/danh-sach/"):
        counts = []
        for amount in (1, 50):
            add(person(f"Lò Văn {n}", units[0], "finance", degree("bachelor", "7480201")) for n in range(amount))
            with CaptureQueriesContext(connection) as queries:
                html = client.get(address).content
            counts.append(len(queries))
        assert counts[0] == counts[1], address
        assert len(gzip.compress(html, 6)) <= 8 * 1024, address


def test_the_year_of_the_establishment_is_said_and_that_it_is_a_later_one(units: list[str]) -> None:
    client = signed_in(Role.PROVINCE)
    for address in ("/bo-tri/", f"/xa/{units[0]}/"):
        assert "Theo định biên năm 2026." in text_of(client, f"{address}?{DAY}")
        late = text_of(client, f"{address}?ngay=2025-12-31")
        assert "Chưa có định biên của ngày này, dùng định biên năm 2026." in late
