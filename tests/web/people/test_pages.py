"""Integration: roster, official, data quality: what they show, to whom, in how many queries and bytes."""

from __future__ import annotations

import gzip
import io
import re
from urllib.parse import parse_qs, urlencode

import pytest
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from canbo.apps.accounts.models import Role, SavedView
from canbo.apps.audit.models import Action, Entry
from canbo.apps.organisation.models import Unit
from canbo.apps.people.models import Official
from canbo.core.dates import PartialDate
from canbo.core.people.record import Post
from canbo.web.people.trail import LABELS, TABLES, UNTOLD
from factories.province import DAY, add, degree, person, signed_in, small_province, studying, theory

pytestmark = pytest.mark.django_db
ON = f"ngay={DAY}"
THEN = "ngay=2026-06-30"


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


def test_somebody_lacks_something(people: list[int]) -> None:
    assert len(names(text(signed_in(Role.PROVINCE), f"/can-bo/?{ON}&thieu_so_lieu=any"))) == 3


def test_a_position_is_short_in_the_list_and_full_in_its_title(people: list[int]) -> None:
    page = text(signed_in(Role.PROVINCE), f"/can-bo/?{ON}&q=hang")
    assert '<abbr class="short" title="Chuyên viên quản lý đất đai">CV quản lý đất đai</abbr>' in page
    own = text(signed_in(Role.LEADER), f"/can-bo/{people[0]}/?{ON}")
    assert "Chuyên viên quản lý đất đai" in own
    assert "CV quản lý đất đai" not in own


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


def test_who_has_moved_is_shown_to_the_former_commune_as_of_then_without_the_number(units: list[str]) -> None:
    here, there = units[0], units[1]
    moved = PartialDate(2026, 3, 2)
    posts = (Post(here, "land", start=PartialDate(2025, 7, 1), end=moved), Post(there, "accountant", start=moved))
    (pk,) = add([person("Tẩn A Sần", here, "land", posts=posts, national_id="012085000123")])
    before, after = signed_in(Role.COMMUNE, here), signed_in(Role.COMMUNE, there)
    ask = {"ly_do": "Đối chiếu"}

    text(before, f"/can-bo/{pk}/?{ON}", 404)
    page = text(before, f"/can-bo/{pk}/?ngay=2026-03-01&muc=thong-tin")
    assert "0123" not in page
    assert 'name="ly_do"' not in page
    assert Unit.objects.get(code=there).name not in text(before, f"/can-bo/{pk}/?ngay=2026-03-01&muc=cong-tac")
    assert "Chưa có thay đổi nào." in text(before, f"/can-bo/{pk}/?ngay=2026-03-01&muc=lich-su")
    for day in (ON, "ngay=2026-03-01"):
        assert before.post(f"{reverse('people:reveal', args=[pk])}?{day}", ask).status_code == 404
    assert not Entry.objects.filter(action=Action.READ).exists()

    shown = after.post(f"{reverse('people:reveal', args=[pk])}?{ON}", ask)
    assert "012085000123" in shown.content.decode()
    assert 'name="ly_do"' in text(after, f"/can-bo/{pk}/?{ON}&muc=thong-tin")


def test_a_leader_may_not_open_a_number(people: list[int]) -> None:
    address = reverse("people:reveal", args=[people[2]])
    assert signed_in(Role.LEADER).post(f"{address}?{ON}", {"ly_do": "Đối chiếu"}).status_code == 404


def test_htmx_gets_what_a_condition_changes_and_the_address(people: list[int]) -> None:
    ask = {"HX-Request": "true"}
    response = signed_in(Role.PROVINCE).get(f"/can-bo/?{THEN}&q=&xa=&gioi=female&cot=sinh", headers=ask)
    page = response.content.decode()
    assert page.lstrip().startswith('<div id="list">')
    assert 'hx-swap-oob="true"' in page
    assert f"/can-bo/xuat/?gioi=female&amp;cot=sinh&amp;{THEN}" in page
    assert response["HX-Push-Url"] == f"/can-bo/?gioi=female&cot=sinh&{THEN}"


def test_an_address_says_only_what_was_asked(people: list[int]) -> None:
    response = signed_in(Role.PROVINCE).get(f"/can-bo/?q=&xa=&gioi=female&cot=sinh&cot=xa&{THEN}")
    assert response.headers["Location"] == f"/can-bo/?gioi=female&cot=sinh%2Cxa&{THEN}"


def test_every_condition_is_a_token_and_can_be_dropped(people: list[int]) -> None:
    page = text(
        signed_in(Role.PROVINCE),
        f"/can-bo/?vi_tri=land&thieu=specialist.field&thieu_so_lieu=any&sap=xa&cot=sinh&{THEN}",
    )
    tokens = re.findall(r'<span class="token">([^<]+)<a href="([^"]+)"', page)
    assert [words for words, _url in tokens] == [
        "Chuyên viên quản lý đất đai",
        "Nội dung còn thiếu: Chuyên môn phù hợp vị trí (Công chức chuyên môn)",
        "Thiếu số liệu: ít nhất một mục",
    ]
    assert "vi_tri" not in tokens[0][1]
    assert all("sap=xa" in url and "cot=sinh" in url and THEN in url for _words, url in tokens)
    assert f'href="/can-bo/?sap=xa&amp;cot=sinh&amp;{THEN}">Xóa lọc' in page
    for name in ("vi_tri", "thieu_so_lieu", "sap", "cot", "ngay"):
        assert f'type="hidden" name="{name}"' in page


def test_further_conditions_come_on_demand_and_as_a_page(people: list[int]) -> None:
    client = signed_in(Role.PROVINCE)
    assert 'id="f-llct"' not in text(client, f"/can-bo/?{ON}")
    part = client.get(f"/can-bo/dieu-kien/?llct=2&{ON}", headers={"HX-Request": "true"}).content.decode()
    assert '<option value="2" selected>' in part
    assert "<html" not in part
    page = text(client, f"/can-bo/dieu-kien/?llct=2&{ON}")
    assert '<option value="2" selected>' in page
    assert 'id="f-xa"' in page


def test_the_list_of_a_past_day_leads_to_that_day(people: list[int]) -> None:
    page = text(signed_in(Role.PROVINCE), "/can-bo/?ngay=2025-12-31")
    assert f'href="/can-bo/{people[0]}/?ngay=2025-12-31"' in page
    assert "Đến ngày 31/12/2025" in page


def test_a_list_can_be_turned_round(people: list[int]) -> None:
    page = text(signed_in(Role.PROVINCE), f"/can-bo/?sap=-ten&{ON}")
    assert page.index("Giàng A Páo</a>") < page.index("Lò Thị Hằng</a>")
    assert 'aria-sort="descending"' in page


def test_all_rows_can_be_printed_at_once(units: list[str]) -> None:
    crowd(units[0], 30)
    client = signed_in(Role.PROVINCE)
    assert "1–25 trong 30" in text(client, f"/can-bo/?{ON}")
    page = text(client, f"/can-bo/?trang=tat-ca&{ON}")
    assert page.count("<tr data-row>") == 30
    assert "1–30 trong 30" in page
    assert 'class="signature"' in page


def test_a_view_is_kept_whole_or_not_at_all_and_that_is_said(people: list[int]) -> None:
    client = signed_in(Role.PROVINCE)

    def save(picked: list[int], name: str = "Đã chọn") -> list[str]:
        query = urlencode({"chon": ",".join(map(str, picked))})
        said = client.post("/can-bo/luu-che-do-xem/", {"ten": name, "dia_chi": query}, follow=True).content.decode()
        assert ("Chưa lưu:" in said) == (name == "" or len(query) > 1000)
        return list(SavedView.objects.values_list("query", flat=True))

    assert save(list(range(1000, 1145))) == []
    assert save([1000, 1001], name="") == []
    (kept,) = save(list(range(1000, 1140)))
    assert parse_qs(kept) == {"chon": [",".join(map(str, range(1000, 1140)))]}


def test_a_view_can_be_kept_and_only_its_owner_has_it(people: list[int]) -> None:
    client, other = signed_in(Role.PROVINCE), signed_in(Role.LEADER)
    kept = client.post("/can-bo/luu-che-do-xem/", {"ten": "Thiếu ngành", "dia_chi": "thieu=field&q=&ngay=2025-01-01"})
    assert kept.headers["Location"].startswith("/can-bo/?thieu=field")
    page = text(client, "/can-bo/?thieu=field")
    assert '<a href="/can-bo/?thieu=field" aria-current="page">Thiếu ngành</a>' in page
    assert "Thiếu ngành" not in text(other, f"/can-bo/?{ON}")


def test_a_view_is_deleted_by_its_owner_alone_after_its_conditions_were_shown(people: list[int]) -> None:
    client, other = signed_in(Role.PROVINCE), signed_in(Role.LEADER)
    client.post("/can-bo/luu-che-do-xem/", {"ten": "Thiếu ngành", "dia_chi": "xem=chua-dat&thieu=field&q=pao"})
    page = text(client, "/can-bo/che-do-xem/")
    assert '<a class="name" href="/can-bo/?xem=chua-dat&amp;thieu=field&amp;q=pao">Thiếu ngành</a>' in page
    assert "Chưa đạt chuẩn; Nội dung còn thiếu: Chuyên môn phù hợp; “pao”" in page
    assert "Thiếu ngành" not in text(other, "/can-bo/che-do-xem/")
    found = re.search(r'action="(/can-bo/che-do-xem/\d+/xoa/)"', page)
    assert found is not None
    assert client.get(found[1]).status_code == 405
    assert other.post(found[1]).status_code == 404
    assert "Thiếu ngành" in text(client, "/can-bo/")
    gone = client.post(found[1], follow=True).content.decode()
    assert "Đã xóa chế độ xem “Thiếu ngành”." in gone
    assert "Chưa lưu chế độ xem nào." in gone
    assert "Thiếu ngành" not in text(client, "/can-bo/")
    assert client.post(found[1]).status_code == 404


@pytest.mark.parametrize("chosen", ["", "1.265", "abc", "1,x", "²"])
def test_picks_that_cannot_be_read_never_become_everybody(people: list[int], chosen: str) -> None:
    client = signed_in(Role.PROVINCE)
    assert client.get("/can-bo/xuat/", {"chon": chosen}).status_code == 400
    assert client.get("/can-bo/", {"chon": chosen}).status_code == 400


def test_picks_go_into_the_file_alone_and_never_beyond_the_list(people: list[int]) -> None:
    client = signed_in(Role.PROVINCE)
    response = client.get(f"/can-bo/xuat/?{ON}&chon={people[0]}&chon={people[2]}")
    rows = list(load_workbook(io.BytesIO(response.content))["Cán bộ"].values)
    assert [row[rows[0].index("Họ và tên")] for row in rows[1:]] == ["Lò Thị Hằng", "Tẩn A Sần"]
    assert client.get(f"/can-bo/xuat/?{ON}&chon={people[0]}&q=san").status_code == 404
    page = text(client, f"/can-bo/?{ON}&chon={people[0]},{people[2]}")
    assert names(page) == ["Lò Thị Hằng", "Tẩn A Sần"]
    assert "2 người đã chọn" in page


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


def test_an_official_page_names_the_measures_that_still_wait(units: list[str]) -> None:
    bachelor, master = add([
        person("Lò Thị Hằng", units[0], "committee_chair", degree("bachelor")),
        person("Tẩn A Sần", units[1], "committee_chair", degree("master")),
    ])  # fmt: skip
    waits = re.compile(r'<a href="/chi-tieu/5a/[^"]*">5a [^<]+</a></th>\s*<td[^>]*>Thạc sĩ trở lên</td>')
    client = signed_in(Role.PROVINCE)
    assert waits.search(text(client, f"/can-bo/{bachelor}/?{ON}"))
    assert not waits.search(text(client, f"/can-bo/{master}/?{ON}"))


def test_requirements_add_up_and_name_their_targets(people: list[int]) -> None:
    page = text(signed_in(Role.PROVINCE), f"/can-bo/{people[1]}/?{ON}")
    shown = re.search(r"<span><b>(\d+) / (\d+)</b> đạt(.*?)</span>", page)
    assert shown is not None
    others = [int(n) for n in re.findall(r"· (\d+) ", shown[3])]
    assert int(shown[1]) + sum(others) == int(shown[2])
    assert '<span class="chip study">' in page
    assert "Đang học đại học" in page
    assert "Chỉ tiêu 7b</a>" in page
    assert "Cập nhật" in page


def test_an_official_stands_in_the_list_of_the_address(people: list[int]) -> None:
    client = signed_in(Role.PROVINCE)
    page = text(client, f"/can-bo/{people[1]}/?gioi=female&{THEN}")
    assert "2 trong 3" in page
    assert f'data-key="ArrowLeft" href="/can-bo/{people[0]}/?gioi=female&amp;{THEN}"' in page
    assert f'data-key="ArrowRight" href="/can-bo/{people[2]}/?gioi=female&amp;{THEN}"' in page
    assert f'href="/can-bo/{people[1]}/?gioi=female&amp;{THEN}&amp;muc=dao-tao"' in page
    assert 'data-key="ArrowLeft"' not in text(client, f"/can-bo/{people[0]}/?gioi=female&q=hang")


def test_degrees_stand_first_and_one_line_says_that_all_are_declared(people: list[int]) -> None:
    page = text(signed_in(Role.PROVINCE), f"/can-bo/{people[0]}/?{ON}&muc=dao-tao")
    rows = re.findall(r'<th scope="row">([^<]+)</th>', page)
    assert rows[:2] == ["Trình độ chuyên môn", "Lý luận chính trị"]
    assert page.count("tự khai") == 1


def test_the_trail_speaks_words_under_one_heading(people: list[int]) -> None:
    page = text(signed_in(Role.PROVINCE), f"/can-bo/{people[0]}/?{ON}&muc=lich-su")
    trail = page[page.index("Lịch sử sửa</h2>") :].partition("<aside")[0]
    assert trail.count("<h3>") == 1
    for words in ("công chức", "Nữ", "Tày", "Đại học", "Chuyên viên quản lý đất đai", "Vị trí chính <ins>Có</ins>"):
        assert words in trail
    assert re.findall(r"True|False|None|civil_servant|declared|held|female|_id|\bdegree\b", trail) == []


def test_every_field_of_a_record_has_its_words_in_the_trail() -> None:
    for table in TABLES:
        names = {field.attname for field in apps.get_model(table)._meta.concrete_fields}
        assert names - UNTOLD - LABELS.keys() == set(), table


@pytest.mark.parametrize("tab", ["thong-tin", "cong-tac", "dao-tao", "danh-gia", "lich-su"])
def test_every_tab_opens(people: list[int], tab: str) -> None:
    assert "Giàng A Páo" in text(signed_in(Role.PROVINCE), f"/can-bo/{people[1]}/?{ON}&muc={tab}")


def test_the_state_on_a_past_day_is_shown(people: list[int]) -> None:
    page = text(signed_in(Role.PROVINCE), f"/can-bo/{people[0]}/?ngay=2024-01-01")
    assert "Ngày 01/01/2024 không giữ vị trí nào" in page
    assert "chưa có yêu cầu nào" not in page


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


def test_pages_stay_within_their_budget() -> None:
    """With the communes of the whole province, and the longest filters in force."""
    units = small_province(38)
    crowd(units[0], 60)
    client = signed_in(Role.PROVINCE)
    pk = Official.objects.order_by("pk")[0].pk
    long = f"/can-bo/?{ON}&xa={units[0]}&nhom=specialist&vi_tri=one_stop&thieu=position_skills&tinh_trang=unknown"
    budgets = {f"/can-bo/?{ON}": 8, long: 8, f"/can-bo/{pk}/?{ON}": 8, "/can-bo/chat-luong/": 8, "/nhap/": 7}
    sizes = {address: packed(text(client, address)) for address in [*budgets, "/quy-dinh/"]}
    assert {a: size for a, size in sizes.items() if size > budgets.get(a, 8)} == {}
    part = client.get(long, headers={"HX-Request": "true"}).content.decode()
    assert packed(part) <= 3


def packed(page: str) -> float:
    return len(gzip.compress(page.encode(), 6)) / 1024


def test_a_list_that_has_not_changed_is_not_sent_again(people: list[int], units: list[str]) -> None:
    client = signed_in(Role.PROVINCE)
    client.get("/can-bo/")  # brings the cookie of the forms
    first = client.get("/can-bo/")
    known = {"If-None-Match": first["ETag"]}
    assert client.get("/can-bo/", headers=known).status_code == 304
    assert client.get("/can-bo/?sap=xa", headers=known).status_code == 200
    assert client.get("/can-bo/", headers=known | {"HX-Request": "true"}).status_code == 200
    assert "HX-Request" in first["Vary"]
    client.post("/can-bo/luu-che-do-xem/", {"ten": "Của tôi", "dia_chi": "gioi=female"})
    renewed = client.get("/can-bo/", headers=known)
    assert renewed.status_code == 200
    crowd(units[0], 1)
    assert client.get("/can-bo/", headers={"If-None-Match": renewed["ETag"]}).status_code == 200


# --- numbers that are no amounts ----------------------------------------------------------------------------


def beyond_a_thousand() -> None:
    """From here on ids have four digits."""
    last = Official.objects.create(pk=4000, full_name="x", sort_key="x", search_key="x")
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Official]):
            cursor.execute(statement)
    last.delete()


def test_no_page_writes_an_id_or_a_year_with_a_separator(units: list[str]) -> None:
    beyond_a_thousand()
    (pk,) = add([person("Lò Thị Hằng", units[0], "land", degree("bachelor", "7380101"))])
    assert pk > 4000
    client = signed_in(Role.PROVINCE)
    tabs = ("yeu-cau", "thong-tin", "cong-tac", "dao-tao", "danh-gia", "lich-su")
    lists = ["/", "/chi-tieu/", "/chi-tieu/7a/", "/ma-tran/", "/xa/", "/bo-tri/", f"/xa/{units[0]}/"]
    people = ["/can-bo/", "/can-bo/chat-luong/", *(f"/can-bo/{pk}/?muc={tab}" for tab in tabs)]
    split = re.compile(r"\b(4[.,]0\d\d|[12][.,](0[0-3]|9[5-9])\d)\b")
    assert {address: found for address in [*lists, *people] if (found := split.findall(text(client, address)))} == {}
