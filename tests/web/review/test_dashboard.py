"""Page: the dashboard says what was computed, to each person within the own scope, on few bytes and queries."""

from __future__ import annotations

import gzip
import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from canbo.apps.accounts.models import Role
from canbo.core.dates import PartialDate
from canbo.core.people.record import Post
from factories.province import add, degree, person, signed_in, small_province, theory

pytestmark = pytest.mark.django_db
HTML_BUDGET, NODE_BUDGET = 9 * 1024, 1500


def page(client: Client, address: str = "/?ngay=2026-11-23") -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", re.sub(r"<title>.*?</title>", "", html))))


def filled() -> list[str]:
    """Two communes: of two leaders one has a master's degree, one nobody knows."""
    units = small_province()
    add(
        [
            person("Lò Thị Hằng", units[0], "committee_chair", degree("master"), theory("advanced")),
            person("Vàng A Páo", units[1], "committee_chair"),
            person("Giàng Thị Mỷ", units[1], "finance", degree("bachelor", "7340201"), theory("intermediate")),
        ]
    )
    return units


def test_before_the_first_import_there_are_goals_and_no_conclusions() -> None:
    small_province()
    said = text_of(page(signed_in(Role.LEADER)))
    assert said.count("chưa có số liệu – 0/3 xã đã nhập") == 1
    assert "0 việc" not in said
    assert "dưới 25%" not in said
    assert "Chưa có số liệu để kết luận." in said
    assert "> 80%" in said
    assert "Nguy cơ" not in said.split("Quy tắc màu")[0]


def test_the_counters_are_all_measures() -> None:
    filled()
    html = page(signed_in(Role.PROVINCE))
    counts = [int(n) for n in re.findall(r'class="counter \w+"><b>(\d+)</b>', html)]
    assert sum(counts) == 18
    assert len(re.findall(r'<th scope="row" class="code">', html)) == 18


def test_what_is_not_known_shows_as_bounds_and_a_strict_goal_as_more_than() -> None:
    filled()
    said = text_of(page(signed_in(Role.LEADER)))
    assert re.search(r"5a Lãnh đạo xã có trình độ thạc sĩ .*? 50,0–100% / 75%", said)
    assert re.search(r"5a Lãnh đạo xã có trình độ thạc sĩ .*? 75% 0–1 người", said)
    assert re.search(r"7b Công chức: LLCT trung cấp trở lên .*? 100% / > 80%", said)


def test_completeness_has_two_names_each_explained_where_the_other_is(db: None) -> None:
    filled()
    client = signed_in(Role.PROVINCE)
    said, quality = text_of(page(client)), text_of(page(client, "/can-bo/chat-luong/?ngay=2026-11-23"))
    explained = re.search(r"Đủ để xét \([^)]+\): .* Đủ mọi mục \([^)]+\): [^.]+\.", said)
    assert explained is not None
    assert explained[0] in quality


def test_the_colour_rule_is_printed_with_the_values_in_force() -> None:
    filled()
    said = text_of(page(signed_in(Role.LEADER)))
    assert "khi hụt tới 8 điểm" in said
    assert "hạn chưa tới 6 tháng" in said
    assert "đủ dưới 90%" in said


def test_things_to_decide_name_measures_that_will_be_missed() -> None:
    units = small_province()
    people = [person(f"Lò Văn {n}", units[0], "finance", degree("bachelor", "7340201")) for n in range(1, 10)]
    add([*people, person("Vàng A Páo", units[1], "committee_chair", degree("bachelor"), theory("advanced"))])
    html = page(signed_in(Role.LEADER))
    todo = text_of(html[html.index('class="todo"') : html.index("</ol>", html.index('class="todo"'))])
    assert "chỉ tiêu" in todo
    assert todo.count("Ban Tổ chức Tỉnh ủy") + todo.count("Đảng ủy") >= 1


def test_english_is_complete() -> None:
    filled()
    client = signed_in(Role.LEADER)
    client.cookies["django_language"] = "en"
    said = text_of(page(client))
    for word in (
        "Dashboard",
        "Below standard, by commune",
        "8 groups of targets, 18 measures",
        "Commune leaders: master",
    ):
        assert word in said
    for word in ("Chỉ tiêu", "Hiện nay", "việc cần quyết định"):
        assert word not in said


def test_a_commune_sees_its_own_people_and_no_total_of_the_province() -> None:
    units = filled()
    html = page(signed_in(Role.COMMUNE, units[0]))
    said = text_of(html)
    assert "1 cán bộ cấp xã ·" in said
    assert "tiles" not in html
    assert re.search(r"5a Lãnh đạo xã có trình độ thạc sĩ .*? 100% / 75%", said)


def test_contract_staff_are_not_among_the_officials_of_communes() -> None:
    units = small_province()
    post = Post(unit=units[0], position="finance", category="contract", start=PartialDate(2025, 7, 1))
    add([person("Lò Thị Hằng", units[0], "finance"), person("Vàng A Páo", units[0], "finance", posts=(post,))])
    assert "1 cán bộ cấp xã, 1 người hợp đồng ·" in text_of(page(signed_in(Role.LEADER)))
    client = signed_in(Role.PROVINCE)
    client.cookies["django_language"] = "en"
    assert "1 commune official, 1 on contract ·" in text_of(page(client))


def test_a_day_that_cannot_be_read_is_said_and_today_shown() -> None:
    filled()
    assert "Không đọc được ngày «32/13»" in text_of(page(signed_in(Role.LEADER), "/?ngay=32/13"))
    assert "Đến ngày 05/07/2026" in text_of(page(signed_in(Role.PROVINCE), "/?ngay=5/7/2026"))


def test_the_same_number_of_queries_with_one_official_and_with_fifty() -> None:
    units = small_province()
    client = signed_in(Role.LEADER)
    counts = []
    for amount in (1, 49):
        add(person(f"Lò Văn {n}", units[n % 3], "finance", degree("bachelor", "7340201")) for n in range(amount))
        with CaptureQueriesContext(connection) as queries:
            page(client)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_page_keeps_its_budgets_with_every_commune() -> None:
    units = small_province(38)
    add(person(f"Lò Văn {n}", units[n % 38], "finance", degree("bachelor", "7340201")) for n in range(152))
    html = page(signed_in(Role.PROVINCE))
    assert len(gzip.compress(html.encode(), 6)) <= HTML_BUDGET
    assert len(re.findall(r"<[a-zA-Z]", html)) <= NODE_BUDGET
    assert "style=" not in html
    assert "<style" not in html
