"""Integration: roster, official, data quality: what they show, to whom, in how many queries and bytes."""

from __future__ import annotations

import gzip
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from canbo.apps.accounts.models import Role
from canbo.apps.audit.models import Entry
from canbo.apps.people.models import Official
from factories.province import DAY, add, degree, person, signed_in, small_province, studying, theory

pytestmark = pytest.mark.django_db
ON = f"ngay={DAY}"


@pytest.fixture
def units() -> list[str]:
    return small_province()


@pytest.fixture
def people(units: list[str]) -> list[int]:
    here, there = units[0], units[1]
    return list(
        add(
            [
                person("Lò Thị Hằng", here, "land", degree("bachelor", "7850103"), theory("intermediate")),
                person(
                    "Giàng A Páo", here, "land", degree("bachelor", "7380101"), studying("bachelor", 2028, "7850103")
                ),
                person("Tẩn A Sần", there, "accountant", national_id="012085000123"),
            ]
        )
    )


def text(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return str(response.content.decode())


def names(page: str) -> list[str]:
    return [name for name in ("Lò Thị Hằng", "Giàng A Páo", "Tẩn A Sần") if f">{name}</a>" in page]


def test_the_roster_shows_everybody_in_vietnamese_order(people: list[int]) -> None:
    page = text(signed_in(Role.PROVINCE), f"/can-bo/?{ON}")
    assert names(page) == ["Lò Thị Hằng", "Giàng A Páo", "Tẩn A Sần"]
    assert page.index("Lò Thị Hằng</a>") < page.index("Giàng A Páo</a>") < page.index("Tẩn A Sần</a>")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=hang+lo", ["Lò Thị Hằng"]),
        ("q=san", ["Tẩn A Sần"]),
        ("thieu=field", ["Giàng A Páo"]),
        ("thieu=degree&tinh_trang=unknown", ["Tẩn A Sần"]),
        ("chi_tieu=7b&tinh_trang=met", ["Lò Thị Hằng"]),
        ("xem=thieu-so-lieu", ["Lò Thị Hằng", "Giàng A Páo", "Tẩn A Sần"]),
        ("llct=%3F", ["Giàng A Páo", "Tẩn A Sần"]),
        ("trinh_do=4", ["Lò Thị Hằng", "Giàng A Páo"]),
        ("gioi=male", []),
    ],
)
def test_filters_are_in_the_address(people: list[int], query: str, expected: list[str]) -> None:
    assert names(text(signed_in(Role.PROVINCE), f"/can-bo/?{ON}&{query}")) == expected


def test_an_empty_list_says_which_condition_to_drop(people: list[int], units: list[str]) -> None:
    page = text(signed_in(Role.PROVINCE), f"/can-bo/?{ON}&xa={units[2]}&q=san")
    assert "Bỏ điều kiện “Xã, phường” sẽ có 1 người" in page


def test_a_filter_that_does_not_exist_is_not_found(people: list[int]) -> None:
    text(signed_in(Role.PROVINCE), f"/can-bo/?{ON}&chi_tieu=99", 404)


def test_a_study_under_way_shows_in_place_of_the_gap(people: list[int]) -> None:
    page = text(signed_in(Role.PROVINCE), f"/can-bo/?{ON}&q=pao")
    assert '<span class="chip study">' in page


def test_a_commune_sees_only_its_own(people: list[int], units: list[str]) -> None:
    client = signed_in(Role.COMMUNE, units[0])
    assert names(text(client, f"/can-bo/?{ON}")) == ["Lò Thị Hằng", "Giàng A Páo"]
    text(client, f"/can-bo/{people[0]}/?{ON}")
    text(client, f"/can-bo/{people[2]}/?{ON}", 404)
    text(client, f"/can-bo/{people[2]}999/?{ON}", 404)


def test_htmx_gets_the_table_alone(people: list[int]) -> None:
    response = signed_in(Role.PROVINCE).get(f"/can-bo/?{ON}", headers={"HX-Request": "true"})
    assert response.content.lstrip().startswith(b'<div id="list">')


def test_a_view_can_be_kept_and_only_its_owner_has_it(people: list[int]) -> None:
    client, other = signed_in(Role.PROVINCE), signed_in(Role.LEADER)
    client.post("/can-bo/luu-che-do-xem/", {"ten": "Thiếu ngành", "dia_chi": "thieu=field"})
    assert "Thiếu ngành" in text(client, f"/can-bo/?{ON}")
    assert "Thiếu ngành" not in text(other, f"/can-bo/?{ON}")


def test_the_export_is_the_list_without_private_columns(people: list[int]) -> None:
    response = signed_in(Role.PROVINCE).get(f"/can-bo/xuat/?{ON}&q=san")
    rows = list(load_workbook(io.BytesIO(response.content))["Cán bộ"].values)
    assert [row[rows[0].index("Họ và tên")] for row in rows[1:]] == ["Tẩn A Sần"]
    assert "012085000123" not in str(rows)


# --- one official ----------------------------------------------------------------------------------------------------


def test_an_official_page_says_what_is_asked_held_and_missing(people: list[int]) -> None:
    page = text(signed_in(Role.PROVINCE), f"/can-bo/{people[1]}/?{ON}")
    for words in ("Chuyên môn phù hợp vị trí", "Quản lý đất đai", "Luật", "Đang học", "Chưa rõ"):
        assert words in page
    english = signed_in(Role.LEADER)
    english.cookies["django_language"] = "en"
    assert "Field of study suits the position" in text(english, f"/can-bo/{people[1]}/?{ON}")


@pytest.mark.parametrize("tab", ["thong-tin", "cong-tac", "dao-tao", "danh-gia", "lich-su"])
def test_every_tab_opens(people: list[int], tab: str) -> None:
    assert "Giàng A Páo" in text(signed_in(Role.PROVINCE), f"/can-bo/{people[1]}/?{ON}&muc={tab}")


def test_the_state_on_a_past_day_is_shown(people: list[int]) -> None:
    page = text(signed_in(Role.PROVINCE), f"/can-bo/{people[0]}/?ngay=2024-01-01")
    assert "Không giữ vị trí nào tại ngày này" in page


def test_the_national_number_is_masked_and_a_look_at_it_is_recorded(people: list[int]) -> None:
    client = signed_in(Role.PROVINCE)
    page = text(client, f"/can-bo/{people[2]}/?{ON}&muc=thong-tin")
    assert "012085000123" not in page
    assert "••••••••0123" in page
    shown = client.post(f"/can-bo/{people[2]}/so-dinh-danh/?{ON}", {"ly_do": "Đối chiếu hồ sơ", "ngay": str(DAY)})
    assert "012085000123" in shown.content.decode()
    entry = Entry.objects.get(action="read")
    assert (entry.subject, entry.reason) == (f"official:{people[2]}", "Đối chiếu hồ sơ")


def test_without_a_reason_the_number_stays_closed(people: list[int]) -> None:
    shown = signed_in(Role.PROVINCE).post(f"/can-bo/{people[2]}/so-dinh-danh/", {"ly_do": " ", "ngay": str(DAY)})
    assert "012085000123" not in shown.content.decode()
    assert not Entry.objects.filter(action="read").exists()


def test_data_quality_counts_and_links(people: list[int]) -> None:
    page = text(signed_in(Role.PROVINCE), f"/can-bo/chat-luong/?{ON}")
    assert "thieu_so_lieu=degree" in page
    assert names(text(signed_in(Role.LEADER), f"/can-bo/?{ON}&thieu_so_lieu=degree")) == ["Tẩn A Sần"]


# --- cost ---------------------------------------------------------------------------------------------------


def crowd(unit: str, size: int) -> None:
    add([person(f"Người Thứ {n}", unit, "one_stop", degree("bachelor")) for n in range(size)])


@pytest.mark.parametrize("address", ["/can-bo/", "/can-bo/?thieu=field", "/can-bo/chat-luong/"])
def test_the_number_of_queries_does_not_grow_with_the_rows(units: list[str], address: str) -> None:
    client = signed_in(Role.PROVINCE)
    counted = []
    for size in (1, 49):
        crowd(units[0], size)
        with CaptureQueriesContext(connection) as queries:
            text(client, address)
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_pages_stay_within_their_budget(units: list[str]) -> None:
    crowd(units[0], 60)
    client = signed_in(Role.PROVINCE)
    pk = Official.objects.order_by("pk")[0].pk
    budgets = {f"/can-bo/?{ON}": 8, f"/can-bo/{pk}/?{ON}": 8, "/can-bo/chat-luong/": 8, "/nhap/": 7, "/quy-dinh/": 8}
    sizes = {address: len(gzip.compress(text(client, address).encode(), 6)) / 1024 for address in budgets}
    assert {a: size for a, size in sizes.items() if size > budgets[a]} == {}
