"""End to end: every page in headless Chromium: no accessibility fault, no error in the console, no overflow."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from canbo.apps.accounts.models import Role, User
from canbo.apps.review.services import take_snapshot
from canbo.files.policy.current import current_pack_at
from factories.province import add, degree, person, small_province, studying, theory

CHROMIUM = Path("/usr/bin/chromium")
_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run", "--disable-quic",
]  # fmt: skip
PAGES = [
    "/", "/chi-tieu/", "/chi-tieu/5a/", "/chi-tieu/1a/", "/chi-tieu/5c/", "/ma-tran/", "/bo-tri/", "/xa/", "/can-bo/",
    "/can-bo/?thieu=field", "/can-bo/chat-luong/", "/nhap/", "/quy-dinh/", "/quy-dinh/chuan/", "/quy-dinh/tham-so/",
    "/quy-dinh/vi-tri/", "/quy-dinh/vi-tri/land/", "/quy-dinh/dieu/II.2.2(5)/", "/quy-dinh/chuan/specialist.field/",
]  # fmt: skip

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        if os.environ.get("CANBO_REQUIRE_BROWSER"):
            pytest.fail("Chromium is not installed")
        pytest.skip("Chromium is not installed; CI runs these tests")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright keeps a loop running in this thread
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=str(CHROMIUM), args=_FLAGS)
        yield running
        running.close()


@pytest.fixture
def official() -> int:
    unit = small_province()[0]
    people = [
        person("Lò Thị Hằng", unit, "land", degree("bachelor", "7380101"), theory("intermediate")),
        person("Giàng A Páo", unit, "committee_chair", degree("bachelor"), studying("master", 2028), sex="male"),
        person("Tẩn A Sần", unit, "economy_head", birth=None, national_id="012085000123"),
    ]
    found = add(people)
    User.objects.create_user("tinh", password="mat-khau-thu", full_name="Chuyên viên", role=Role.PROVINCE)
    return found[0]


def sign_in(browser: Browser, address: str, width: int) -> tuple[Page, list[str]]:
    page = browser.new_context(viewport={"width": width, "height": 768}).new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{address}/dang-nhap/")
    page.fill("#id_username", "tinh")
    page.fill("#id_password", "mat-khau-thu")
    page.click("button.primary")
    return page, faults


def change_look(page: Page, look: str) -> None:
    """High contrast, or English; the choice lasts for the session."""
    if look == "contrast":
        page.get_by_text("Hiển thị", exact=True).click()
        page.click("button[name=contrast]")
        assert page.get_attribute("html", "data-contrast") == "high"
    if look == "language":
        page.click("button[value=en]")
        assert page.get_attribute("html", "lang") == "en"


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{page.url}: {v['id']}: {v['nodes'][0]['html'][:120]}" for v in found]


@pytest.mark.parametrize(("width", "look"), [(1366, ""), (500, ""), (1366, "contrast"), (1366, "language")])
def test_no_page_has_an_accessibility_fault(
    browser: Browser, live_server: object, official: int, width: int, look: str
) -> None:
    address = str(live_server)
    page, faults = sign_in(browser, address, width)
    change_look(page, look)
    tabs = ("yeu-cau", "thong-tin", "cong-tac", "dao-tao", "danh-gia", "lich-su")
    found: list[str] = []
    wide: list[str] = []
    for path in [*PAGES, *(f"/can-bo/{official}/?muc={tab}" for tab in tabs)]:
        page.goto(address + path)
        found += violations(page)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(path)
    assert found == []
    assert wide == []
    assert faults == []


def test_a_roster_is_imported_by_clicking(browser: Browser, live_server: object, official: int) -> None:
    sample = Path(__file__).resolve().parents[1] / "workbooks/fail/18_impossible_date.xlsx"
    page, faults = sign_in(browser, str(live_server), 1366)
    page.goto(f"{live_server}/nhap/")
    page.set_input_files("#files", str(sample))
    page.click("button.primary")
    if "/cot/" in page.url:
        page.click("button.primary")
    assert violations(page) == []
    assert page.get_by_text("không có thật").count()
    assert faults == []


def test_the_roster_filters_without_a_full_load(browser: Browser, live_server: object, official: int) -> None:
    page, faults = sign_in(browser, str(live_server), 1366)
    page.goto(f"{live_server}/can-bo/")
    page.evaluate("window.kept = true")
    page.select_option("#f-nhom", "section_head")
    page.get_by_text("Lò Thị Hằng").first.wait_for(state="detached")
    assert page.get_by_text("Tẩn A Sần").count()
    assert page.evaluate("window.kept") is True
    assert "nhom=section_head" in page.url
    assert faults == []


def test_keys_come_to_targets_and_periods(browser: Browser, live_server: object, official: int) -> None:
    take_snapshot(current_pack_at(date(2026, 6, 30)), None)
    page, faults = sign_in(browser, str(live_server), 1366)
    page.goto(f"{live_server}/")
    page.keyboard.press("5")
    assert "/chi-tieu/5a/" in str(page.evaluate("document.activeElement.href"))
    page.keyboard.press("[")
    page.wait_for_url("**/?ngay=2026-06-30")
    page.keyboard.press("]")
    page.wait_for_url(lambda url: "2026-06-30" not in url)
    page.focus("#q")
    page.keyboard.press("[")
    assert page.input_value("#q") == "["
    assert faults == []
