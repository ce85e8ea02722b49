"""Page: the gap matrix adds up, keeps unknown apart, and hands out the same numbers as a file."""

from __future__ import annotations

import csv
import gzip
import io
import re
from datetime import date
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import openpyxl
import pytest
from django.test import Client

from canbo.apps.accounts.models import Role
from canbo.apps.review.services import review_records
from canbo.core.access import Scope
from canbo.core.dates import PartialDate
from canbo.core.people.record import Held, Post
from canbo.core.review.filtering import officials_where
from canbo.files.policy.current import current_pack_at
from factories.province import add, degree, person, signed_in, small_province, studying

pytestmark = pytest.mark.django_db
DAY = "ngay=2026-11-23"


@pytest.fixture
def units() -> list[str]:
    units = small_province()
    since = PartialDate(2025, 7, 1)
    both = (Post(units[1], "party_secretary", start=since), Post(units[1], "council_chair", is_main=False, start=since))
    add(
        [
            person("Lò Thị Hằng", units[0], "finance", degree("bachelor", "7340201"), Held("position_skills", 0)),
            person("Vàng A Páo", units[0], "finance", studying("bachelor", 2028, "7340201")),
            person("Giàng Thị Mỷ", units[1], "finance", degree("bachelor", "7480201")),
            person("Tẩn Láo San", units[1], "party_secretary", posts=both),
        ]
    )
    return units


def rows(client: Client, query: str) -> list[dict[str, str]]:
    text = client.get(f"/ma-tran/ma-tran.csv?{DAY}&{query}").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_totals_are_the_sums_and_unknown_stands_apart(units: list[str]) -> None:
    *lines, total = rows(signed_in(Role.PROVINCE), "yeu_cau=tham-khao")
    assert len(lines) == 2
    assert total["Xã, phường"] == "Toàn bộ"
    for name in total:
        if name != "Xã, phường":
            assert sum(int(line[name]) for line in lines) == int(total[name]), name
    assert total["Chuyên môn phù hợp: thiếu"] == "1"
    assert total["Chuyên môn phù hợp: chưa rõ"] == "1"
    assert total["Trình độ: phải có"] == "4"


QUERIES = [
    f"hang={rows}&yeu_cau={basis}&tru_dang_hoc={without}"
    for rows in ("xa", "nhom", "don-vi", "vi-tri")
    for basis in ("tat-ca", "chuan", "chuong-trinh", "tham-khao")
    for without in ("", "1")
]


@pytest.mark.parametrize("query", QUERIES)
def test_every_number_opens_as_many_names(units: list[str], query: str) -> None:
    add([person("Lù Văn Pản", units[0], "economy_head", degree("bachelor", "7210402"))])
    html = signed_in(Role.PROVINCE).get(f"/ma-tran/?{DAY}&{query}").content.decode()
    found = review_records(current_pack_at(date(2026, 11, 23)), Scope.province())
    cells = re.findall(r'<td[^>]*><a href="([^"]+)">(\d+)(?: <small>|</a>)', html)
    assert "thieu=bat-ky" in html
    assert cells
    for address, count in cells:
        asked = dict(parse_qsl(urlsplit(unescape(address)).query))
        assert len(officials_where(found, {k: v for k, v in asked.items() if k != "ngay"})) == int(count), address


def test_the_page_shows_a_dot_for_nobody_and_the_legend_with_exact_bounds(units: list[str]) -> None:
    html = signed_in(Role.PROVINCE).get(f"/ma-tran/?{DAY}").content.decode()
    assert re.search(r">· <small>/2", html)
    assert re.search(r"heat-1\"></i>dưới \d+%", html)
    assert "Toàn bộ" in html


@pytest.mark.parametrize(
    "query", ["hang=vi-tri", "hang=don-vi&don_vi_do=phan-tram", "hang=nhom&tru_dang_hoc=1", "hang=x"]
)
def test_every_choice_answers(units: list[str], query: str) -> None:
    response = signed_in(Role.LEADER).get(f"/ma-tran/?{DAY}&{query}")
    assert response.status_code == 200


def test_a_line_opens_its_commune_or_position_and_the_keys_are_loaded(units: list[str]) -> None:
    client = signed_in(Role.PROVINCE)
    html = client.get(f"/ma-tran/?{DAY}").content.decode()
    assert f'<th scope="row"><a href="/xa/{units[0]}/' in html
    assert (
        '<th scope="row"><a href="/quy-dinh/vi-tri/finance/'
        in client.get(f"/ma-tran/?{DAY}&hang=vi-tri").content.decode()
    )
    assert re.search(r'<script src="[^"]*canbo/matrix[^"]*\.js" defer>', html)
    assert "data-grid" in html


def test_who_lacks_anything_is_a_readable_condition(units: list[str]) -> None:
    html = signed_in(Role.PROVINCE).get(f"/can-bo/?{DAY}&thieu=bat-ky&yeu_cau=chuan").content.decode()
    assert "Nội dung còn thiếu: ít nhất một nội dung" in html


def test_a_commune_has_one_line_of_its_own(units: list[str]) -> None:
    client = signed_in(Role.COMMUNE, units[1])
    assert len(rows(client, "")) == 2
    assert "Bình Lư" in client.get(f"/ma-tran/?{DAY}").content.decode()


def test_the_workbook_is_the_same_table(units: list[str]) -> None:
    client = signed_in(Role.PROVINCE)
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/ma-tran/ma-tran.xlsx?{DAY}").content))
    sheet = list(book.active.values)
    assert [str(value) for value in sheet[-1]] == list(rows(client, "")[-1].values())


def test_it_is_light_with_every_commune() -> None:
    units = small_province(38)
    add(person(f"Lò Văn {n}", units[n % 38], "finance", degree("bachelor", "7480201")) for n in range(76))
    client = signed_in(Role.PROVINCE)
    for rows in ("xa", "vi-tri"):
        html = client.get(f"/ma-tran/?{DAY}&hang={rows}").content
        assert len(gzip.compress(html, 6)) <= 9 * 1024
        assert len(re.findall(rb"<[a-zA-Z]", html)) <= 1500
