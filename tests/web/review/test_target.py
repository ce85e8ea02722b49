"""Page: one target opens to names, adds up, tells its rule, and answers a what-if without writing anything."""

from __future__ import annotations

import gzip
import io
import re
from datetime import date
from html import unescape
from urllib.parse import quote

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from canbo.apps.accounts.models import Role
from canbo.apps.audit.models import Entry
from canbo.apps.review.services import review_records
from canbo.core.access import Scope
from canbo.core.policy.explain import Words
from canbo.core.review.decisions import Decision
from canbo.files.policy.current import current_pack_at
from canbo.web.review.sentences import action
from factories.province import add, degree, person, signed_in, small_province, studying, theory

pytestmark = pytest.mark.django_db
DAY = "ngay=2026-11-23"


@pytest.fixture
def units() -> list[str]:
    """Four leaders: a master, one who studies for it, one who does not, and one of whom nobody knows."""
    units = small_province()
    add(
        [
            person("Lò Thị Hằng", units[0], "committee_chair", degree("master"), theory("advanced")),
            person("Vàng A Páo", units[0], "party_secretary", degree("bachelor"), studying("master", 2028)),
            person("Giàng Thị Mỷ", units[1], "committee_chair", degree("bachelor", "7340201")),
            person("Tẩn Láo San", units[1], "party_secretary"),
        ]
    )
    return units


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_the_parts_add_up_and_all_who_do_not_pass_are_named(units: list[str]) -> None:
    html = page(signed_in(Role.LEADER), f"/chi-tieu/5a/?{DAY}")
    said = text_of(html)
    assert "1 đã đạt 1 đang học 1 chưa rõ 1 chưa có nguồn" in said
    assert "Giàng Thị Mỷ" in said
    assert "Lò Thị Hằng" not in said
    assert "trình độ chuyên môn từ thạc sĩ trở lên" in said
    assert "II.2.2(5)" in said


@pytest.mark.parametrize(
    ("part", "name"),
    [("met", "Lò Thị Hằng"), ("studying", "Vàng A Páo"), ("unknown", "Tẩn Láo San"), ("gap", "Giàng Thị Mỷ")],
)
def test_each_part_has_its_names(units: list[str], part: str, name: str) -> None:
    html = page(signed_in(Role.LEADER), f"/chi-tieu/5a/?{DAY}&phan={part}")
    assert [other for other in ("Hằng", "Páo", "San", "Mỷ") if other in html] == [name.split()[-1]]


@pytest.mark.parametrize("part", ["met", "studying", "unknown", "gap"])
def test_the_roster_opens_with_the_same_people(units: list[str], part: str) -> None:
    client = signed_in(Role.PROVINCE)
    html = page(client, f"/chi-tieu/5a/?{DAY}&phan={part}")
    address = unescape(re.findall(r'<a href="(/can-bo/[^"]+chi_tieu[^"]+)">', html)[0])
    names = [name for name in ("Hằng", "Páo", "San", "Mỷ") if name in html]
    assert [name for name in ("Hằng", "Páo", "San", "Mỷ") if name in page(client, address)] == names


def test_the_number_that_is_missing_opens_to_all_who_do_not_pass(units: list[str]) -> None:
    client = signed_in(Role.PROVINCE)
    links = re.findall(r'<a href="(/chi-tieu/[^"]+phan=not_met[^"]*)">', page(client, f"/?{DAY}"))
    address = next(unescape(link) for link in links if "/5a/" in link)
    html = page(client, address)
    said = text_of(html)
    assert [name for name in ("Hằng", "Páo", "San", "Mỷ") if name in html] == ["Páo", "San", "Mỷ"]
    assert "Tất cả chưa đạt (3)" in said
    assert "Cần thêm 1–2 trong 3 mục này để đạt chỉ tiêu" in said


def test_every_number_that_is_missing_opens_at_least_as_many_names(units: list[str]) -> None:
    client = signed_in(Role.PROVINCE)
    found = re.findall(r'<a href="(/chi-tieu/[^"]+phan=not_met[^"]*)">\??\s*([\d.]+)', page(client, f"/?{DAY}"))
    assert len(found) >= 10
    for address, missing in found:
        shown = re.search(r"Tất cả chưa đạt \((\d[\d.]*)\)", text_of(page(client, unescape(address))))
        assert shown is not None
        assert int(shown[1].replace(".", "")) >= int(missing.replace(".", ""))


def test_what_is_missing_is_a_range_while_somebody_is_not_known(units: list[str]) -> None:
    said = text_of(page(signed_in(Role.LEADER), f"/chi-tieu/5a/?{DAY}"))
    assert "Cần thêm 1–2 trong 3" in said
    assert "Tất cả chưa đạt : 3 trong 3" in said


def test_seats_say_how_many_of_the_establishment_are_looked_at(units: list[str]) -> None:
    client = signed_in(Role.LEADER)
    told = re.search(
        r"Định biên ([\d.]+) chỗ: ([\d.]+) chỗ tính vào biên chế", text_of(page(client, f"/chi-tieu/1a/?{DAY}"))
    )
    assert told is not None
    assert told[0] in text_of(page(client, f"/bo-tri/?{DAY}"))
    assert int(told[1].replace(".", "")) > int(told[2].replace(".", ""))


def test_the_reading_that_the_pack_declares_is_told(units: list[str]) -> None:
    assert "Cách hiểu Gồm bí thư, các phó bí thư" in text_of(page(signed_in(Role.LEADER), f"/chi-tieu/5a/?{DAY}"))


def test_names_can_be_narrowed_to_a_commune(units: list[str]) -> None:
    client = signed_in(Role.PROVINCE)
    assert "Giàng Thị Mỷ" in page(client, f"/chi-tieu/5a/?{DAY}&phan=gap&xa={units[1]}")
    assert "Giàng Thị Mỷ" not in page(client, f"/chi-tieu/5a/?{DAY}&phan=gap&xa={units[0]}")


def test_a_commune_sees_nobody_of_another(units: list[str]) -> None:
    client = signed_in(Role.COMMUNE, units[0])
    for part in ("gap", "unknown", "studying", "met"):
        for unit in ("", units[1]):
            html = page(client, f"/chi-tieu/5a/?{DAY}&phan={part}&xa={unit}")
            assert "Giàng Thị Mỷ" not in html
            assert "Tẩn Láo San" not in html
    book = client.get(f"/chi-tieu/5a/danh-sach.xlsx?{DAY}&phan=gap&xa={units[1]}")
    assert openpyxl.load_workbook(io.BytesIO(book.content)).active.max_row == 1


def test_a_target_that_does_not_exist_is_not_found(units: list[str]) -> None:
    client = signed_in(Role.LEADER)
    assert client.get("/chi-tieu/9z/").status_code == 404
    assert client.get("/chi-tieu/9z/danh-sach.xlsx").status_code == 404


@pytest.mark.parametrize("code", ["1a", "1b", "2d", "3", "4b", "5c", "5d", "7b", "8"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_kind_of_target_has_its_page(units: list[str], code: str, language: str) -> None:
    client = signed_in(Role.LEADER)
    client.cookies["django_language"] = language
    html = page(client, f"/chi-tieu/{code}/?{DAY}")
    assert f'lang="{language}"' in html
    if language == "en":
        assert not re.findall(r"\b(Vì sao|Danh sách|Cách tính|chưa có nguồn)\b", html)


def test_leaders_of_a_title_without_a_binding_standard_are_not_known_and_it_says_why(units: list[str]) -> None:
    client = signed_in(Role.LEADER)
    said = text_of(page(client, f"/chi-tieu/2d/?{DAY}&phan=unknown"))
    assert "chức danh chưa có chuẩn bắt buộc" in said
    found = review_records(current_pack_at(date(2026, 11, 23)), Scope.province())
    asks = action(Decision(found.target["II.2.2(2)d"], 4, None), Words(found.pack, "vi"))
    assert asks == "Xác nhận chuẩn của chức danh, bổ sung số liệu của 4 người: Đạt chuẩn chức vụ sau bổ nhiệm"


def test_seats_say_which_are_empty_and_communes_are_named(units: list[str]) -> None:
    client = signed_in(Role.LEADER)
    assert "trống" in text_of(page(client, f"/chi-tieu/1a/?{DAY}&phan=gap"))
    assert text_of(page(client, f"/chi-tieu/5c/?{DAY}&phan=met")).count("phường Đoàn Kết") == 1


def test_the_workbook_holds_the_list(units: list[str]) -> None:
    response = signed_in(Role.LEADER).get(f"/chi-tieu/5a/danh-sach.xlsx?{DAY}&phan=gap")
    rows = list(openpyxl.load_workbook(io.BytesIO(response.content)).active.values)
    assert [row[0] for row in rows] == ["Họ và tên", "Giàng Thị Mỷ"]
    assert rows[1][4] == "Đại học"
    assert response["Cache-Control"] == "no-store"


# --- what if ---------------------------------------------------------------------------------------------------

KEPT = f"dau=tu&han=2030-12-31&ts-forecast-watch-margin=8&ts-forecast-near-deadline-months=6&{DAY}"


def trial_of(html: str) -> str:
    start = html.index('class="card trial"')
    return text_of(html[start : html.index("</section>", start)])


def test_a_lower_goal_shows_its_effect_and_writes_nothing(units: list[str]) -> None:
    client = signed_in(Role.PROVINCE)
    before = Entry.objects.count()
    html = page(client, f"/chi-tieu/5a/?muc={quote('24,5')}&ts-completeness-minimum=50&{KEPT}")
    said = trial_of(html)
    assert "Thử thay đổi, không ghi" in said
    assert "bên dưới vẫn là số hiện hành" in said
    assert re.search(r"Hiện hành từ 75% trở lên, 31/12/2030 4 1 \(25,0–50,0%\) 1–2 ", said)
    assert re.search(r"Nếu đổi từ 24,5% trở lên, 31/12/2030 4 1 \(25,0–50,0%\) 0 Đã đạt", said)
    assert Entry.objects.count() == before
    assert 'class="card trial"' not in page(client, f"/chi-tieu/5a/?{DAY}")


def test_a_strict_goal_needs_one_more(units: list[str]) -> None:
    html = page(
        signed_in(Role.PROVINCE),
        f"/chi-tieu/5a/?muc=25&dau=tren&ts-completeness-minimum=90&{KEPT.removeprefix('dau=tu&')}",
    )
    assert re.search(r"Nếu đổi trên 25%, 31/12/2030 4 1 \(25,0–50,0%\) 0–1 ", trial_of(html))


def test_a_parameter_can_be_tried(units: list[str]) -> None:
    kept = "ts-forecast-watch-margin=8&ts-forecast-near-deadline-months=6&ts-completeness-minimum=90&han=2030-12-31"
    html = page(signed_in(Role.PROVINCE), f"/chi-tieu/3/?muc=70&dau=tu&ts-programme-start=2020-01-01&{kept}&{DAY}")
    assert "Nếu đổi" in trial_of(html)


def test_what_cannot_be_read_is_said_where_it_stands(units: list[str]) -> None:
    html = page(signed_in(Role.PROVINCE), f"/chi-tieu/5a/?muc=nhiều&ts-completeness-minimum=90&{KEPT}")
    assert "error-summary" in html
    assert "nhiều" in html
    assert "Cần một số từ 0 đến 100, như 52,5." in text_of(html)
    assert "<title>Lỗi: Chỉ tiêu 5a" in html
    assert "Nếu đổi" not in text_of(html)


# --- budgets ---------------------------------------------------------------------------------------------------


def test_the_page_is_light_and_asks_the_same_for_one_and_for_fifty() -> None:
    units = small_province(38)
    client = signed_in(Role.LEADER)
    counts = []
    for amount in (1, 60):
        add(person(f"Lò Văn {n}", units[n % 38], "finance", degree("bachelor", "7480201")) for n in range(amount))
        with CaptureQueriesContext(connection) as queries:
            html = page(client, f"/chi-tieu/2a/?{DAY}&phan=unknown")
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert len(gzip.compress(html.encode(), 6)) <= 9 * 1024
    assert len(re.findall(r"<[a-zA-Z]", html)) <= 1500
    assert "1–25 trong 61" in text_of(html)
