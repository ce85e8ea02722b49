"""End to end: every page in headless Chromium: no accessibility fault, no error in the console, no overflow."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from canbo.apps.accounts.models import Role, User
from canbo.apps.review.services import take_snapshot
from canbo.files.policy.current import current_pack, current_pack_at
from factories.imports import sheet
from factories.province import add, degree, person, small_province, studying, theory

CHROMIUM = Path("/usr/bin/chromium")
_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run", "--disable-quic",
]  # fmt: skip
PAGES = [
    "/", "/chi-tieu/", "/chi-tieu/5a/", "/chi-tieu/1a/", "/chi-tieu/5c/", "/ma-tran/", "/bo-tri/", "/xa/", "/can-bo/",
    "/can-bo/?thieu=field", "/can-bo/dieu-kien/", "/can-bo/che-do-xem/", "/can-bo/?trang=tat-ca", "/can-bo/chat-luong/",
    "/tro-giup/", "/nhap/", "/quy-dinh/", "/quy-dinh/chuan/", "/quy-dinh/tham-so/",
    "/quy-dinh/vi-tri/", "/quy-dinh/vi-tri/land/", "/quy-dinh/can-xac-nhan/",
    "/quy-dinh/dieu/II.2.2(5)/", "/quy-dinh/chuan/specialist.field/",
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


@pytest.fixture
def many(official: int) -> None:
    """Thirty more people: a full screen and a second page, with long posts and every kind of chip."""
    unit = current_pack().communes[0].code
    posts = ("land", "economy_head", "inspection_head", "service_deputy")
    held = ((degree("bachelor"), theory("advanced")), (degree("bachelor", "7140202"), studying("master", 2028)), ())
    add([person(f"Giàng Thị Hồng Thứ {n}", unit, posts[n % 4], *held[n % 3]) for n in range(30)])


def sign_in(browser: Browser, address: str, width: int, name: str = "tinh") -> tuple[Page, list[str]]:
    page = browser.new_context(viewport={"width": width, "height": 768}).new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{address}/dang-nhap/")
    page.fill("#id_username", name)
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
    place = current_pack().communes[0].name
    rows = [(1, "Lò Thị Hằng", "31/02/1985", "land", place), (2, "Tẩn A Sần", "1990", "Chuyên gia vũ trụ", place),
            (3, "Vàng Thị Mỷ", "1991", "clerk", place)]  # fmt: skip
    page, faults = sign_in(browser, str(live_server), 1366)
    page.goto(f"{live_server}/nhap/")
    page.set_input_files("#files", {"name": "ds.xlsx", "mimeType": "application/zip", "buffer": sheet(*rows)})
    page.click("button.primary")
    page.wait_for_url(re.compile(r"/nhap/\d+/"))
    if "/cot/" in page.url:
        page.click("button.primary")
    assert violations(page) == []
    assert page.get_by_text("không có thật").count()
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.name") == "gia_tri"
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/ket-qua/")
    assert violations(page) == []
    page.goto(f"{live_server}/nhap/da-nho/")
    assert violations(page) == []
    assert faults == []


def test_many_files_are_read_in_turn_without_a_click(browser: Browser, live_server: object, official: int) -> None:
    place = current_pack().communes[0].name
    rows = [[(1, f"Lò Thị {n}", "1985", "land", place)] for n in ("Hai", "Ba")]
    files = [(f"{n}.xlsx", sheet(*row)) for n, row in enumerate(rows)] + [("hong.xlsx", b"PK broken")]
    page, faults = sign_in(browser, str(live_server), 1366)
    page.goto(f"{live_server}/nhap/")
    page.set_input_files(
        "#files", [{"name": name, "mimeType": "application/zip", "buffer": content} for name, content in files]
    )
    page.click("button.primary")
    page.get_by_text("Tệp bị cụt hoặc hỏng").wait_for()
    assert page.locator("tbody .btn", has_text="Kiểm tra").count() == 2
    assert page.locator("#chua-doc").inner_text() == ""
    assert page.get_by_role("button", name="Ghi mọi dòng hợp lệ của 2 tệp").is_visible()
    assert violations(page) == []
    assert faults == []


def test_an_answer_swaps_its_row_and_the_page_stays(browser: Browser, live_server: object, official: int) -> None:
    place = current_pack().communes[0].name
    rows = [(1, "Lò Thị Sáu", "31/02/1985", "land", place), (2, "Tẩn A Bảy", "1990", "Chuyên gia vũ trụ", place),
            (3, "Tẩn A Tám", "1991", "Chuyên gia vũ trụ", place)]  # fmt: skip
    page, faults = sign_in(browser, str(live_server), 1366)
    page.goto(f"{live_server}/nhap/")
    page.set_input_files("#files", {"name": "ds.xlsx", "mimeType": "application/zip", "buffer": sheet(*rows)})
    page.click("button.primary")
    page.locator("#dong-2").wait_for()
    page.evaluate("window.kept = true")
    page.fill("#dong-2 [name=gia_tri]", "28/02/1985")
    page.locator("#dong-2 button", has_text="Sửa").click()
    page.locator("#dong-2 .chip.new").wait_for()
    assert page.locator("#so-dong .bad b").inner_text() == "2"
    assert page.get_by_role("button", name="Ghi 1 dòng hợp lệ").is_enabled()
    page.locator("#dong-3 :focus").wait_for()

    page.fill("#dong-3 [name=nghia]", "nhà du hành")
    page.locator("#dong-3 button", has_text="Dùng").click()
    page.locator("#dong-3 .notice").wait_for()
    page.fill("#dong-3 [name=nghia]", "Bí thư Đảng ủy; CT HĐND")
    page.locator("#dong-3 button", has_text="Dùng").click()
    page.locator("#dong-4 .chip.new").wait_for()
    assert page.locator("#dong-3 .chip.new").count() == 1
    page.locator("button:focus", has_text="Ghi 3 dòng hợp lệ").wait_for()
    assert page.evaluate("window.kept") is True
    assert violations(page) == []
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/ket-qua/")

    page.goto(f"{live_server}/nhap/da-nho/")
    page.get_by_role("link", name="Sửa").click()
    page.locator("[name=nghia]:focus").wait_for()
    assert violations(page) == []
    page.fill("[name=nghia]", "nhà du hành")
    page.keyboard.press("Enter")
    page.get_by_role("alert").filter(has_text="nhà du hành").wait_for()
    page.fill("[name=nghia]", "Văn thư")
    page.get_by_role("link", name="Thôi").click()
    page.get_by_text("Bí thư Đảng ủy; Chủ tịch Hội đồng nhân dân").wait_for()
    page.locator("a:focus", has_text="Sửa").wait_for()
    assert faults == []


def test_when_the_line_fails_the_chosen_files_stay_chosen(browser: Browser, live_server: object, official: int) -> None:
    place = current_pack().communes[0].name
    content = sheet((1, "Lò Thị Sáu", "1985", "land", place))
    page, _faults = sign_in(browser, str(live_server), 1366)
    page.goto(f"{live_server}/nhap/")
    page.set_input_files("#files", {"name": "ds.xlsx", "mimeType": "application/zip", "buffer": content})
    page.route("**/nhap/", lambda route: route.abort())
    page.click("button.primary")
    page.locator("#failed").wait_for()
    page.unroute("**/nhap/")
    page.click("button.primary")
    page.get_by_text("Ghi 1 dòng hợp lệ").wait_for()


def test_rows_are_pasted_from_a_spreadsheet(browser: Browser, live_server: object, official: int) -> None:
    place = current_pack().communes[0].name
    page, faults = sign_in(browser, str(live_server), 1366)
    page.goto(f"{live_server}/nhap/")
    head = "STT\tHọ và tên\tNgày sinh\tVị trí việc làm\tXã, phường"
    page.fill("#dan", f'{head}\n1\tLò Thị Sáu\t1985\t"land"\t{place}\n')
    page.get_by_role("button", name="Đọc phần đã dán").click()
    page.get_by_text("Ghi 1 dòng hợp lệ").wait_for()
    assert faults == []


def test_the_roster_filters_without_a_full_load(browser: Browser, live_server: object, official: int) -> None:
    page, faults = sign_in(browser, str(live_server), 1366)
    page.goto(f"{live_server}/can-bo/?sap=xa&cot=sinh,xa")
    page.evaluate("window.kept = true")
    page.select_option("#f-nhom", "section_head")
    page.locator("a.name", has_text="Lò Thị Hằng").wait_for(state="detached")
    assert page.locator("a.name", has_text="Tẩn A Sần").count()
    assert page.evaluate("window.kept") is True
    assert page.url.endswith("/can-bo/?nhom=section_head&sap=xa&cot=sinh%2Cxa")
    for link in ("#links a >> nth=-1", ".token a"):
        assert "sap=xa" in str(page.get_attribute(link, "href"))
    assert "nhom=section_head" in str(page.get_attribute("#links a >> nth=-1", "href"))
    assert page.input_value("#picked [name=nhom]") == "section_head"
    assert page.input_value("[name=dia_chi]").startswith("nhom=section_head")
    assert page.inner_text("#told") == "1 người khớp"
    page.locator("a.name").click()
    page.go_back()
    assert page.locator(".mast").count()
    assert page.locator("a.name").all_inner_texts() == ["Tẩn A Sần"]
    page.get_by_text("Thêm điều kiện").click()
    page.select_option("#f-gioi", "male")
    page.get_by_text("Không có ai khớp.").wait_for()
    assert "gioi=male" in page.url
    assert faults == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_thirteen_people_fit_on_a_screen(
    browser: Browser, live_server: object, official: int, language: str, many: None
) -> None:
    page, faults = sign_in(browser, str(live_server), 1366)
    if language == "en":
        change_look(page, "language")
    page.goto(f"{live_server}/can-bo/")
    rows = page.evaluate("[...document.querySelectorAll('tbody tr')].map(r => r.getBoundingClientRect().toJSON())")
    assert rows[0]["top"] <= 265
    assert {row["height"] for row in rows} == {34}
    assert len([row for row in rows if row["bottom"] <= 768]) >= 13
    assert page.evaluate("document.querySelector('table').scrollWidth <= document.querySelector('.scroll').clientWidth")
    assert faults == []


@pytest.mark.parametrize(
    "path", ["/can-bo/", "/bo-tri/", "/xa/", "/chi-tieu/", "/ma-tran/", "/quy-dinh/", "/quy-dinh/vi-tri/"]
)
def test_below_tabs_a_list_begins_where_it_does_beside_a_menu(
    browser: Browser, live_server: object, official: int, many: None, path: str
) -> None:
    User.objects.create_user("lanhdao", password="mat-khau-thu", full_name="Lãnh đạo tỉnh", role=Role.LEADER)
    page, faults = sign_in(browser, str(live_server), 1366, "lanhdao")
    page.goto(f"{live_server}{path}")
    assert page.locator("nav.top").is_visible()
    assert page.evaluate("document.querySelector('main tbody tr').getBoundingClientRect().top") <= 265
    assert faults == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_dashboard_shows_every_column_beside_the_map(
    browser: Browser, live_server: object, official: int, language: str
) -> None:
    page, faults = sign_in(browser, str(live_server), 1366)
    if language == "en":
        change_look(page, "language")
    title = page.locator("h1").bounding_box()
    assert title is not None
    assert title["height"] < 30
    for width in (1366, 1472, 1500):
        page.set_viewport_size({"width": width, "height": 768})
        heads = page.locator(".measures thead th")
        assert [head.is_visible() for head in heads.all()] == [True] * 7
        assert page.locator(".measures tbody td:nth-child(7):visible").count() == 18
        assert (
            page.evaluate("(s => s.scrollWidth - s.clientWidth)(document.querySelector('.measures').parentNode)") == 0
        )
        boxes = [page.locator(name).bounding_box() for name in (".measures", ".tiles")]
        assert boxes[0] is not None
        assert boxes[1] is not None
        assert boxes[0]["x"] + boxes[0]["width"] < boxes[1]["x"]
    assert faults == []


@pytest.mark.parametrize("width", [500, 341])
def test_rows_become_cards_on_a_narrow_screen(
    browser: Browser, live_server: object, official: int, width: int, many: None
) -> None:
    page, faults = sign_in(browser, str(live_server), width)
    for path in ("/can-bo/?nhom=specialist&thieu=field&vi_tri=land", f"/can-bo/{official}/", "/chi-tieu/"):
        page.goto(f"{live_server}{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        cells = page.eval_on_selector_all(
            "table.cards tbody td[data-label]", "found => found.map(cell => cell.getBoundingClientRect().width)"
        )
        assert min(cells) > width / 2
    assert faults == []


def test_keys_of_a_list_and_of_an_official(browser: Browser, live_server: object, official: int, many: None) -> None:
    page, faults = sign_in(browser, str(live_server), 1366)
    page.goto(f"{live_server}/can-bo/?nhom=specialist")
    bar = page.locator(".bar")
    assert bar.is_hidden()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("x")
    assert bar.is_visible()
    assert page.inner_text("[data-count]") == "1"
    assert page.locator("tbody tr.selected").count() == 1
    page.keyboard.press("k")
    page.keyboard.press("a")
    assert page.inner_text("[data-count]") == str(page.locator("tbody tr").count())
    page.keyboard.press("a")
    assert bar.is_hidden()
    page.keyboard.press("c")
    assert page.evaluate("document.activeElement.name") == "cot"
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.locator("#shortcuts").get_by_text("Chọn cột hiển thị").wait_for()
    assert page.locator("#shortcuts").get_by_text("Kỳ trước, kỳ sau").is_hidden()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/can-bo/*/?nhom=specialist")
    here = page.url
    page.keyboard.press("ArrowRight")
    page.wait_for_url(lambda url: url != here)
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(here)
    page.keyboard.press("4")
    page.wait_for_url("**muc=dao-tao")
    assert faults == []


def test_shift_x_picks_the_rows_from_the_one_picked_last(
    browser: Browser, live_server: object, official: int, many: None
) -> None:
    page, faults = sign_in(browser, str(live_server), 1366)
    page.goto(f"{live_server}/can-bo/")
    picked = "[...document.querySelectorAll('tbody tr')].flatMap((row, n) => row.matches('.selected') ? [n] : [])"

    def press(*keys: str) -> list[int]:
        for key in keys:
            page.keyboard.press(key)
        found: list[int] = page.evaluate(picked)
        return found

    assert press("j", "Shift+X") == [0]
    assert press("j", "j", "j", "Shift+X") == [0, 1, 2, 3]
    assert page.inner_text("[data-count]") == "4"
    assert press("k", "k", "x") == [0, 2, 3]
    assert press("j", "Shift+X") == [0, 3]
    page.locator("tbody .pick input").nth(6).check()
    assert press("k", "k", "Shift+X") == [0, 3, 4, 5, 6]
    page.select_option("#f-nhom", "section_head")
    page.locator("#told", has_text="người khớp").wait_for(state="attached")
    page.evaluate("document.activeElement.blur()")
    assert press("j", "j", "Shift+X") == [1]
    page.keyboard.press("?")
    page.locator("#shortcuts").get_by_text("Chọn các dòng từ dòng vừa chọn đến đây").wait_for()
    assert faults == []


def test_a_saved_view_is_deleted_after_a_second_word(browser: Browser, live_server: object, official: int) -> None:
    page, faults = sign_in(browser, str(live_server), 500)
    page.goto(f"{live_server}/can-bo/?thieu=field")
    page.get_by_text("Lưu chế độ xem").click()
    page.fill("#ten", "Thiếu ngành")
    page.get_by_role("button", name="Ghi", exact=True).click()
    page.get_by_text("Lưu chế độ xem").click()
    page.get_by_text("Các chế độ xem đã lưu").click()
    button = page.get_by_role("button", name="Xóa “Thiếu ngành”")
    assert button.is_hidden()
    page.locator("summary", has_text="Xóa").click()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 500
    button.click()
    page.get_by_text("Chưa lưu chế độ xem nào.").wait_for()
    assert faults == []


def test_everybody_who_matches_can_be_picked(browser: Browser, live_server: object, official: int, many: None) -> None:
    page, faults = sign_in(browser, str(live_server), 1366)
    page.goto(f"{live_server}/can-bo/")
    page.check("[data-all]")
    assert page.inner_text("[data-count]") == "25"
    page.click("[data-all-of]")
    assert page.inner_text("[data-count]") == "33"
    with page.expect_navigation():
        page.click(".bar >> text=In trích ngang")
    assert page.url.endswith("/can-bo/?trang=tat-ca")
    assert page.locator("tbody tr").count() == 33
    assert faults == []


def test_lists_and_officials_print_on_paper(browser: Browser, live_server: object, official: int, many: None) -> None:
    page, _faults = sign_in(browser, str(live_server), 1366)
    for path, pages in (("/can-bo/", 1), (f"/can-bo/{official}/", 1), ("/can-bo/?trang=tat-ca", 2)):
        page.goto(f"{live_server}{path}")
        assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) == pages, path


def test_the_display_menu_stays_on_the_screen(browser: Browser, live_server: object, official: int) -> None:
    page, _faults = sign_in(browser, str(live_server), 800)
    page.get_by_text("Hiển thị", exact=True).click()
    page.click("button[name=size][value='2']")
    page.get_by_text("Hiển thị", exact=True).click()
    for button in page.locator(".mast .drop-panel:visible button").all():
        box = button.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 800


def test_without_script_a_list_is_filtered_and_read(browser: Browser, live_server: object, official: int) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server}/dang-nhap/")
    page.fill("#id_username", "tinh")
    page.fill("#id_password", "mat-khau-thu")
    page.click("button.primary")
    page.goto(f"{live_server}/can-bo/")
    page.select_option("#f-nhom", "section_head")
    page.click(".filters > button")
    assert page.url.endswith("/can-bo/?nhom=section_head")
    assert page.locator("a.name").all_inner_texts() == ["Tẩn A Sần"]
    page.get_by_text("Thêm điều kiện").click()
    page.get_by_text("Mọi điều kiện trên một trang").click()
    page.select_option("#f-gioi", "male")
    page.click("button.primary")
    assert "gioi=male" in page.url


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


def test_the_matrix_is_one_tab_stop_under_the_arrow_keys(browser: Browser, live_server: object, official: int) -> None:
    page, faults = sign_in(browser, str(live_server), 1366)
    page.goto(f"{live_server}/ma-tran/")
    stops = "[...document.querySelectorAll('table a, table td, table th')].filter((cell) => cell.tabIndex === 0)"
    first = page.evaluate(f"{stops}.map((cell) => {{ cell.focus(); return cell.textContent; }})")
    assert len(first) == 1
    for key in ("ArrowRight", "ArrowDown", "End", "Home", "ArrowUp"):
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.textContent") == first[0]
    assert page.evaluate(f"{stops}.length") == 1
    page.keyboard.press("Enter")
    page.wait_for_url("**/xa/**")
    assert faults == []
