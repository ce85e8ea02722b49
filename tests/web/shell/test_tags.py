"""Unit: what the template tags write."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from canbo.core.dates import PartialDate
from canbo.core.policy.titles import Title
from canbo.core.review.targets import Light
from canbo.web.shell.charts import Part, Tile
from canbo.web.shell.icons import ICONS
from canbo.web.shell.templatetags import canbo as tags


def rendered(source: str, path: str = "/", **context: object) -> str:
    return engines["django"].from_string(source).render(context, RequestFactory().get(path))


@pytest.fixture(params=["vi", "en"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    with translation.override(request.param):
        yield request.param


@pytest.mark.parametrize(
    ("share", "vi", "en"),
    [
        (0.973, "97,3%", "97.3%"),
        (Decimal("0.165"), "16,5%", "16.5%"),
        (1, "100%", "100%"),
        (0.0, "0%", "0%"),
        (0.99996, "99,9%", "99.9%"),
        (0.00001, "0,1%", "0.1%"),
        (None, "–", "–"),
    ],
)
def test_a_share_is_never_rounded_to_all_or_nothing(
    share: float | Decimal | None, vi: str, en: str, language: str
) -> None:
    assert tags.percent(share) == (vi if language == "vi" else en)


def test_a_goal_has_no_decimals() -> None:
    assert [tags.percent(goal, 0) for goal in (0.75, 0.95, 1.0)] == ["75%", "95%", "100%"]


@pytest.mark.parametrize(("value", "vi", "en"), [(1833, "1.833", "1,833"), (0, "0", "0"), (None, "–", "–")])
def test_numbers_are_grouped(value: int | None, vi: str, en: str, language: str) -> None:
    assert tags.number(value) == (vi if language == "vi" else en)


def test_dates_say_what_is_known() -> None:
    known: list[PartialDate | date | int | None] = [PartialDate(1985), 19850900, date(1985, 9, 2), None]

    assert [tags.partial_date(value) for value in known] == ["1985", "9/1985", "02/9/1985", "–"]


def test_a_day_is_the_day_of_the_province() -> None:
    late = datetime(2026, 6, 29, 18, 30, tzinfo=UTC)

    assert [tags.day(value) for value in (date(2026, 6, 3), late, None)] == ["03/06/2026", "30/06/2026", "–"]


def test_a_chip_has_icon_and_word_and_escapes_it() -> None:
    assert tags.chip("bad", "<b>") == (
        '<span class="chip bad"><svg class="i" aria-hidden="true"><use href="#i-cross"/></svg>&lt;b&gt;</span>'
    )
    assert tags.chip("quiet", "–") == '<span class="chip quiet">–</span>'


def test_a_short_title_carries_the_full_one_and_both_are_escaped() -> None:
    title = Title('Phòng "A" & B', "P. A & B")
    assert rendered("{{ title|short }}", title=title) == (
        '<abbr class="short" title="Phòng &quot;A&quot; &amp; B">P. A &amp; B</abbr>'
    )
    assert rendered("{{ title|short }}", title=Title("A & B", "A & B")) == "A &amp; B"
    assert rendered("{{ title|short }}", title="<b>") == "&lt;b&gt;"


def test_an_unknown_chip_is_a_mistake_of_the_page() -> None:
    with pytest.raises(KeyError):
        tags.chip("green", "Đạt")


@pytest.mark.parametrize("state", Light)
def test_every_light_has_a_chip(state: Light) -> None:
    assert 'class="chip ' in tags.light(state)


def test_every_icon_of_a_chip_is_drawn() -> None:
    sprite = rendered("{% signs %}")

    assert {name for name in tags.CHIP_ICONS.values() if f'id="i-{name}"' not in sprite} == {""}


def test_an_icon_is_drawn_where_it_stands_and_silent_without_a_label() -> None:
    assert tags.icon("menu") == f'<svg class="i" viewBox="0 0 24 24" aria-hidden="true">{ICONS["menu"]}</svg>'
    assert 'role="img" aria-label="&lt;b&gt;"' in tags.icon("menu", "<b>")


def test_a_bullet_bar_says_its_numbers_and_writes_points_not_commas() -> None:
    with translation.override("vi"):
        svg = rendered("{% bullet_bar 0.851 0.9955 1 %}")

    assert "<title>Hiện nay 85,1%, dự kiến 99,6%, chỉ tiêu 100%</title>" in svg
    assert 'width="85.1%"' in svg
    assert "style=" not in svg


def test_a_bullet_bar_without_data_says_so() -> None:
    with translation.override("vi"):
        svg = rendered("{% bullet_bar None None 0.75 %}")

    assert "<title>Chưa có số liệu, chỉ tiêu 75%</title>" in svg
    assert "s-now" not in svg


def test_a_partition_bar_repeats_itself_as_a_list() -> None:
    html = rendered(
        "{% partition_bar parts %}",
        parts=[
            Part("done", "đã xong", 31),
            Part("missing", "chưa có nguồn", 75, "/thieu"),
            Part("plan", "kế hoạch", 0),
        ],
    )

    assert '<a href="/thieu">75 chưa có nguồn</a>' in html
    assert html.count("<li>") == 3
    assert html.count("<rect") == 5


def test_tiles_stand_in_reading_order_with_unknown_marked() -> None:
    tiles = [Tile("Mường Kim", 9, 9, 18, 3, "/c/1"), Tile("Sì Lở Lầu", 1, 6, None, 0)]

    html = rendered("{% tile_map tiles steps=steps %}", tiles=tiles, steps=["ít", "nhiều"])

    assert html.index("Sì Lở Lầu <b>?</b>") < html.index('<a href="/c/1">Mường Kim <b>18</b></a>')
    assert 'class="tile r9 c9 heat-3"' in html
    assert '<i class="heat-0">' in html


def test_one_value_of_a_filter_can_be_taken_off() -> None:
    path = "/can-bo/?xa=1&xa=2&q=a&trang=3"

    assert rendered('{% without "xa" "1" %}', path) == "?xa=2&amp;q=a"
    assert rendered('{% without "xa" %}', path) == "?q=a"


@pytest.mark.parametrize(
    ("query", "url", "state"),
    [("trang=2", "?sap=ten", ""), ("sap=ten", "?sap=-ten", "ascending"), ("sap=-ten", "?sap=ten", "descending")],
)
def test_a_column_sorts_up_then_down(query: str, url: str, state: str) -> None:
    html = rendered('{% sort_header "ten" "Họ và tên" "num" %}', f"/?{query}")

    assert f'<a href="{url}">Họ và tên</a>' in html
    assert (f'aria-sort="{state}"' in html) == bool(state)
