"""Integration: the import pages from file to undo, as a person clicks."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from canbo.apps.accounts.models import Role
from canbo.apps.audit.models import Entry
from canbo.apps.importing.models import RememberedColumn, RememberedWord, State, Upload
from canbo.apps.people.models import Assignment, Official
from canbo.core.policy.model import Pack
from factories.imports import HEAD, book, sheet
from factories.province import add, person, signed_in, small_province

pytestmark = pytest.mark.django_db
SAMPLES = Path(__file__).resolve().parents[2] / "workbooks"
CHECK_BUDGET = 20 * 1024


@pytest.fixture
def client(pack: Pack) -> Client:
    small_province(len(pack.communes))
    return signed_in(Role.PROVINCE)


@pytest.fixture
def place(pack: Pack) -> str:
    return f"Xã {pack.communes[0].name}"


def files(*numbers: str, folder: str = "pass") -> dict[str, list[SimpleUploadedFile]]:
    paths = [next(p for p in sorted((SAMPLES / folder).iterdir()) if p.name.startswith(n)) for n in numbers]
    return {"files": [SimpleUploadedFile(path.name, path.read_bytes()) for path in paths]}


def give(client: Client, number: str, folder: str = "pass") -> str:
    return _given(client, files(number, folder=folder))


def give_made(client: Client, content: bytes) -> str:
    return _given(client, {"files": [SimpleUploadedFile("ds.xlsx", content)]})


def _given(client: Client, posted: dict[str, list[SimpleUploadedFile]]) -> str:
    response = client.post("/nhap/", posted)
    assert response.status_code == 302
    return str(response.headers["Location"])


def page(client: Client, address: str) -> str:
    response = client.get(address, follow=True)
    assert response.status_code == 200
    return str(response.content.decode())


def key_of(html: str, row: int) -> str:
    """The name of the first question of a row."""
    body = html[html.index(f'id="dong-{row}"') :]
    found = re.search(r'name="cau" value="([^"]+)"', body)
    assert found
    return found.group(1)


def write(client: Client, address: str) -> Any:
    token = re.search(r'name="xem" value="(\w+)"', page(client, address))
    assert token
    return client.post(f"{address}ghi/", {"xem": token.group(1)})


# --- the way through -------------------------------------------------------------------------------------------------


def test_from_file_to_record_and_back(client: Client) -> None:
    address = give(client, "01")
    shown = page(client, address)
    assert "Chưa có gì được ghi vào hệ thống" in shown
    assert "Ghi 4 dòng hợp lệ" in shown
    assert write(client, address).headers["Location"] == f"{address}ket-qua/"
    assert Official.objects.count() == 4
    result = page(client, f"{address}ket-qua/")
    assert "Hoàn tác lần nhập này" in result
    assert "4 người vừa ghi" in result
    client.post(f"{address}hoan-tac/")
    assert Official.objects.count() == 0
    assert "<b>4</b>hồ sơ đã hoàn tác" in page(client, address)


def test_the_counters_add_up_to_the_rows(client: Client) -> None:
    shown = page(client, give(client, "18", "fail"))
    assert "31/02/1985” không có thật" in shown
    assert "<b>1</b>dòng lỗi" in shown
    assert "<b>3</b>người thêm mới" in shown
    assert "Kiểm tra trước khi ghi: xã Nậm Tăm" in shown


def test_an_error_is_mended_on_the_page_and_one_comes_back_to_the_row(client: Client) -> None:
    address = give(client, "18", "fail")
    mended = {"dong": "3", "cot": "birth", "gia_tri": "28/02/1985", "loai": "error", "trang": "1"}
    back = client.post(f"{address}tra-loi/", mended).headers["Location"]
    assert back == f"{address}?loai=error&trang=1#dong-3"
    assert "Ghi 4 dòng hợp lệ" in page(client, address)


def test_a_word_is_explained_once_by_its_title(client: Client) -> None:
    address = give(client, "19", "fail")
    shown = page(client, address)
    assert 'list="l-position' in shown
    assert "selected" not in shown[shown.index('id="dong-3"') : shown.index("</datalist>")]
    title = re.search(r'<option value="([^"]*một cửa[^"]*)"', shown, re.IGNORECASE)
    answer = {"dong": "3", "cau": key_of(shown, 3), "nghia": title.group(1) if title else "one_stop"}
    client.post(f"{address}tra-loi/", answer)
    assert "Ghi 4 dòng hợp lệ" in page(client, address)
    assert "Ghi 4 dòng hợp lệ" in page(client, give(client, "19", "fail"))

    remembered = page(client, "/nhap/da-nho/")
    assert "cv 1 cua lien thong" in remembered
    row = RememberedWord.objects.get()
    client.post("/nhap/da-nho/", {"quen": f"tu:{row.pk}"})
    assert not RememberedWord.objects.exists()


def test_one_answer_names_several_posts_by_title_or_short_form(client: Client, place: str) -> None:
    address = give_made(client, sheet((1, "Lò Thị Hằng", "1985", "Thủ trưởng đơn vị", place)))
    said = "Bí thư Đảng ủy; CT HĐND"
    client.post(f"{address}tra-loi/", {"dong": "2", "cau": key_of(page(client, address), 2), "nghia": said})
    assert RememberedWord.objects.get().code == "party_secretary;council_chair"
    assert "Ghi 1 dòng hợp lệ" in page(client, address)


def test_a_second_post_can_be_picked_beside_the_first(client: Client, place: str) -> None:
    row = (1, "Lò Thị Hằng", "1985", "Chuyên viên", place, "Phòng Kinh tế")
    address = give_made(client, sheet(row, head=(*HEAD, "Cơ quan, đơn vị")))
    shown = page(client, address)
    assert shown.count('name="nghia"') == 2
    client.post(f"{address}tra-loi/", {"dong": "2", "cau": key_of(shown, 2), "nghia": ["land", "finance"]})
    write(client, address)
    assert set(Assignment.objects.values_list("position__code", flat=True)) == {"land", "finance"}


# --- what is remembered ----------------------------------------------------------------------------------------------


def remember(kind: str, word: str, code: str, unit: str = "") -> str:
    """The key of a remembered word on the page."""
    return f"tu:{RememberedWord.objects.create(kind=kind, word=word, code=code, unit_code=unit).pk}"


def test_a_remembered_word_is_changed_in_its_place(client: Client, pack: Pack, place: str) -> None:
    key = remember("position", "thu truong don vi", "land")
    assert f'href="?sua={key}&amp;trang=1"' in page(client, "/nhap/da-nho/")
    shown = page(client, f"/nhap/da-nho/?sua={key}")
    title = next(str(item.title.vi) for item in pack.positions if item.code == "land")
    assert re.search(rf'name="nghia"[^>]* value="{re.escape(title)}"', shown)
    assert shown.count("<option") == len(pack.positions)
    answer = client.post("/nhap/da-nho/", {"sua": key, "nghia": "Bí thư Đảng ủy; Chủ tịch Hội đồng nhân dân"})
    assert answer.headers["Location"] == "/nhap/da-nho/"
    assert RememberedWord.objects.get().code == "party_secretary;council_chair"
    assert Entry.objects.filter(table="importing.rememberedword", action="update").count() == 1
    address = give_made(client, sheet((1, "Lò Thị Hằng", "1985", "Thủ trưởng đơn vị", place)))
    assert "Ghi 1 dòng hợp lệ" in page(client, address)


def test_a_script_gets_the_row_alone(client: Client) -> None:
    key = remember("political_theory", "cc", "advanced")
    script = {"HX-Request": "true"}
    form = client.get(f"/nhap/da-nho/?sua={key}", headers=script).content.decode()
    assert form.startswith("<tr>")
    assert '<option value="advanced" selected>' in form
    row = client.post("/nhap/da-nho/", {"sua": key, "nghia": "intermediate"}, headers=script).content.decode()
    assert row.startswith('<tr><th scope="row">cc</th><td data-label="Là">Trung cấp</td>')
    back = client.get(f"/nhap/da-nho/?mot={key}", headers=script).content.decode()
    assert re.sub(r'value="\w{64}"', "", back) == re.sub(r'value="\w{64}"', "", row)


@pytest.mark.parametrize("script", [{}, {"HX-Request": "true"}])
@pytest.mark.parametrize("said", ["", "land;zzz", "nhà du hành", "x" * 400])
def test_a_meaning_that_there_is_not_is_told_beside_what_was_typed(
    client: Client, said: str, script: dict[str, str]
) -> None:
    key = remember("position", "cv", "land")
    shown = client.post("/nhap/da-nho/", {"sua": key, "nghia": said}, headers=script).content.decode()
    assert "không có trong danh mục. Chọn một giá trị trong danh sách" in shown
    assert f'value="{said[:300]}"' in shown
    assert RememberedWord.objects.get().code == "land"


def test_one_stays_on_the_page_of_the_list_that_one_was_on(client: Client) -> None:
    keys = [remember("position", f"cv {n:03d}", "land") for n in range(101)]
    shown = client.post("/nhap/da-nho/", {"sua": keys[-1], "nghia": "nhà du hành", "trang": "2"}).content.decode()
    assert 'value="nhà du hành"' in shown
    back = client.post("/nhap/da-nho/", {"sua": keys[-1], "nghia": "clerk", "trang": "2"})
    assert back.headers["Location"] == "/nhap/da-nho/?trang=2"


def test_a_remembered_column_is_changed_and_can_be_left_out(client: Client) -> None:
    row = RememberedColumn.objects.create(header="Số giày", field="note")
    for field, shown in (("degree:master", "Trình độ chuyên môn: Thạc sĩ (x)"), ("", "bỏ qua")):
        client.post("/nhap/da-nho/", {"sua": f"cot:{row.pk}", "nghia": field})
        assert RememberedColumn.objects.get().field == field
        assert f'data-label="Là">{shown}</td>' in page(client, "/nhap/da-nho/")
    client.post("/nhap/da-nho/", {"sua": f"cot:{row.pk}", "nghia": "zzz"})
    assert RememberedColumn.objects.get().field == ""


@pytest.mark.parametrize("posted", [{"sua": "tu:999"}, {"quen": "tu:²"}, {"sua": "zzz", "nghia": "land"}])
def test_what_is_no_longer_remembered_is_told(client: Client, posted: dict[str, str]) -> None:
    assert "Câu này không còn được nhớ" in client.post("/nhap/da-nho/", posted, follow=True).content.decode()
    assert client.post("/nhap/da-nho/", posted, headers={"HX-Request": "true"}).headers["HX-Redirect"]


def test_a_commune_does_not_change_what_the_province_remembers(client: Client, pack: Pack) -> None:
    key = remember("position", "cv", "land")
    own = remember("position", "cv khac", "land", pack.communes[0].code)
    commune = signed_in(Role.COMMUNE, pack.communes[0].code)
    for one in (key, own):
        commune.post("/nhap/da-nho/", {"sua": one, "nghia": "clerk"})
    assert dict(RememberedWord.objects.values_list("word", "code")) == {"cv": "land", "cv khac": "clerk"}


@pytest.mark.parametrize("count", [1, 12])
def test_what_is_remembered_asks_the_database_the_same_for_any_rows(
    client: Client, count: int, django_assert_max_num_queries: Any
) -> None:
    for n in range(count):
        remember("position", f"cv {n}", "land")
    with django_assert_max_num_queries(8):
        page(client, "/nhap/da-nho/")


def test_a_commune_does_not_see_or_forget_what_the_province_remembers(client: Client, pack: Pack) -> None:
    row = RememberedWord.objects.create(kind="position", word="cv", code="land")
    commune = signed_in(Role.COMMUNE, pack.communes[0].code)
    assert "cv" not in re.findall(r'<th scope="row">(\w+)', page(commune, "/nhap/da-nho/"))
    commune.post("/nhap/da-nho/", {"quen": f"tu:{row.pk}"})
    assert RememberedWord.objects.exists()


@pytest.mark.parametrize(
    "posted", [{"cau": "3-zzz", "nghia": "zzz"}, {"quyet": "keep"}, {"cot": "zzz", "gia_tri": "1"}, {}]
)
def test_what_was_not_asked_is_refused_and_breaks_nothing(client: Client, posted: dict[str, str]) -> None:
    address = give(client, "19", "fail")
    response = client.post(f"{address}tra-loi/", {"dong": "3"} | posted, follow=True)
    assert "Chưa nhận được câu trả lời này" in response.content.decode()
    assert not RememberedWord.objects.exists()


def test_a_column_can_be_mapped_by_hand(client: Client) -> None:
    address = give(client, "28")
    shown = page(client, f"{address}cot/")
    assert "Số giày" in shown
    assert "bỏ qua" in shown
    client.post(f"{address}cot/", {"cot-9": "note"})
    assert Upload.objects.get().mapping["Số giày"] == "note"


@pytest.mark.parametrize(("language", "title"), [("vi", "Năng lực: Ra quyết định"), ("en", "Competency: Deciding")])
def test_competencies_are_offered_in_the_language_of_the_page(client: Client, language: str, title: str) -> None:
    address = give(client, "28")
    client.cookies["django_language"] = language
    shown = page(client, f"{address}cot/")
    assert f'<option value="competency:deciding">{title}</option>' in shown


def test_a_competency_is_shown_and_mended(client: Client) -> None:
    address = give(client, "43")
    html = page(client, f"{address}?loai=new")
    assert "Năng lực: Ra quyết định" in html
    assert "Mức 4 (3/2026)" in html

    address = give(client, "32", "fail")
    assert "“6” không phải mức năng lực" in page(client, address)
    client.post(f"{address}tra-loi/", {"dong": "2", "cot": "competency:deciding", "gia_tri": "5"})
    assert "<b>3</b>dòng lỗi" in page(client, address)


def test_a_remembered_column_can_become_a_competency(client: Client) -> None:
    address = give(client, "28")
    client.post(f"{address}cot/", {"cot-9": "competency:deciding"})
    kept = RememberedColumn.objects.get(header="Số giày")
    assert "Năng lực: Ra quyết định" in page(client, "/nhap/da-nho/")

    client.post("/nhap/da-nho/", {"sua": f"cot:{kept.pk}", "nghia": "competency:flying"})
    client.post("/nhap/da-nho/", {"sua": f"cot:{kept.pk}", "nghia": "competency:ethics"})
    assert RememberedColumn.objects.get(header="Số giày").field == "competency:ethics"


def test_a_dropped_row_is_counted_and_comes_back(client: Client) -> None:
    address = give(client, "18", "fail")
    client.post(f"{address}tra-loi/", {"dong": "3", "bo": "1"})
    assert "<b>1</b>dòng bỏ" in page(client, address)
    assert "Nhập lại dòng này" in page(client, f"{address}?loai=skipped")
    client.post(f"{address}tra-loi/", {"dong": "3", "lai": "1"})
    assert "<b>1</b>dòng lỗi" in page(client, address)


def test_a_discarded_file_says_that_it_was_discarded(client: Client) -> None:
    address = give(client, "18", "fail")
    client.post(f"{address}bo/")
    shown = page(client, address)
    assert "Lần nhập này đã bỏ: không ghi gì vào hồ sơ. Muốn nhập thì gửi lại tệp." in " ".join(shown.split())
    assert "dòng đã ghi" not in shown
    assert 'class="steps"' not in shown
    for path in ("ghi/", "tra-loi/"):
        said = client.post(f"{address}{path}", {"dong": "3", "bo": "1"}, follow=True).content.decode()
        assert "Tệp này đã bỏ, không sửa hay ghi được nữa" in said
        assert "đã ghi rồi" not in said


def test_of_a_file_discarded_half_way_the_written_part_can_still_be_undone(client: Client) -> None:
    address = give(client, "18", "fail")
    write(client, address)
    client.post(f"{address}bo/")
    assert "3 dòng đã ghi trước đó vẫn ở trong hồ sơ" in page(client, address)
    client.post(f"{address}hoan-tac/")
    assert (Upload.objects.get().state, Official.objects.count()) == (State.UNDONE, 0)


def test_a_header_of_one_row_is_no_range(client: Client) -> None:
    assert "tiêu đề ở dòng 1 ·" in page(client, give(client, "18", "fail"))
    Upload.objects.update(state=State.MAPPING)
    assert "tiêu đề ở dòng 1<" in page(client, f"/nhap/{Upload.objects.get().pk}/cot/")
    assert re.search(r"tiêu đề ở dòng \d+–\d+ ·", page(client, give(client, "03")))


def test_later_is_said_and_settles_nothing(client: Client) -> None:
    address = give(client, "18", "fail")
    client.post(f"{address}tra-loi/", {"dong": "3", "de_sau": "1"})
    shown = page(client, address)
    assert "(để sau)" in shown
    assert "<b>1</b>dòng lỗi" in shown


# --- an answer that swaps only what it changed -----------------------------------------------------------------------


def swap(client: Client, address: str, shown: str, **answer: str) -> Any:
    """An answer as the script of the page sends it: with what the page shows."""
    seen = {
        "xem": re.findall(r'name="xem" value="(\w+)"', shown),
        "hien": re.findall(r'name="hien" value="(\d+)"', shown),
    }
    return client.post(f"{address}tra-loi/", seen | answer, headers={"HX-Request": "true"})


def rows_in(part: Any) -> list[str]:
    return re.findall(r'id="dong-(\d+)" hx-swap-oob', part.content.decode())


def unclear(place: str) -> bytes:
    return sheet(
        (1, "Lò Thị Hằng", "31/02/1985", "land", place),
        (2, "Tẩn A Sần", "1990", "Chuyên gia vũ trụ", place),
        (3, "Vàng Thị Mỷ", "1991", "Chuyên gia vũ trụ", place),
    )


def test_a_mended_cell_swaps_its_row_and_the_sums(client: Client, place: str) -> None:
    address = give_made(client, unclear(place))
    part = swap(client, address, page(client, address), dong="2", cot="birth", gia_tri="28/02/1985")
    html = part.content.decode()
    assert rows_in(part) == ["2"]
    assert "Thêm mới" in html
    assert re.search(r'id="so-dong" hx-swap-oob="true".*<b>2</b>dòng lỗi', html, re.DOTALL)
    assert "Ghi 1 dòng hợp lệ" in html
    assert 'id="vang-mat"' not in html
    assert len(gzip.compress(part.content)) <= 3 * 1024
    token = re.findall(r'name="xem" value="(\w+)"', html)
    assert token == re.findall(r'name="xem" value="(\w+)"', page(client, address))


def test_a_word_explained_swaps_every_row_it_stands_in(client: Client, place: str) -> None:
    address = give_made(client, unclear(place))
    shown = page(client, address)
    assert rows_in(swap(client, address, shown, dong="3", cau=key_of(shown, 3), nghia="land")) == ["3", "4"]


def test_an_answer_that_is_none_is_told_in_its_row(client: Client, place: str) -> None:
    address = give_made(client, unclear(place))
    shown = page(client, address)
    part = swap(client, address, shown, dong="3", cau=key_of(shown, 3), nghia="nhà du hành")
    assert rows_in(part) == ["3"]
    assert "Chưa nhận được câu trả lời này" in part.content.decode()
    assert not RememberedWord.objects.exists()


def test_a_new_question_brings_its_answers_and_a_found_person_leaves_the_absent(
    client: Client, pack: Pack, place: str
) -> None:
    add([person("Giàng A Páo", pack.communes[0].code, "land")])
    address = give_made(
        client, sheet((1, "Giang A Bao", "19/5/1985", "land", place), (2, "Lò B", "1985", "land", place))
    )
    shown = page(client, address)
    assert "Giàng A Páo" in shown[shown.index('id="vang-mat"') :]
    part = swap(client, address, shown, dong="2", cot="full_name", gia_tri="Giàng A Páo").content.decode()
    assert '<div id="vang-mat" hx-swap-oob="innerHTML"></div>' in part
    part = swap(client, address, page(client, address), dong="3", cot="position", gia_tri="Chuyên gia vũ trụ")
    assert 'id="danh-muc" hx-swap-oob="beforeend"' in part.content.decode()


def test_a_page_made_from_something_else_is_made_anew(client: Client, place: str) -> None:
    address = give_made(client, unclear(place))
    stale = page(client, address)
    client.post(f"{address}tra-loi/", {"dong": "2", "cot": "birth", "gia_tri": "1985"})
    part = swap(client, address, stale, dong="3", cot="position", gia_tri="land")
    assert (part.headers["HX-Refresh"], part.content) == ("true", b"")
    assert Upload.objects.get().corrections == {"2:birth": "1985", "3:position": "land"}


@pytest.mark.parametrize("state", [State.WRITTEN, State.DROPPED])
def test_an_answer_to_a_closed_file_leads_to_its_page(client: Client, place: str, state: State) -> None:
    address = give_made(client, unclear(place))
    shown = page(client, address)
    Upload.objects.update(state=state)
    assert swap(client, address, shown, dong="2", cot="birth", gia_tri="1985").headers["HX-Redirect"] == address


@pytest.mark.parametrize("row", ["", "0", "999"])
def test_an_answer_to_no_row_breaks_nothing(client: Client, place: str, row: str) -> None:
    address = give_made(client, unclear(place))
    part = swap(client, address, page(client, address), dong=row, cot="birth", gia_tri="1985")
    assert {"HX-Redirect", "HX-Refresh"} & set(part.headers)


# --- part of a file --------------------------------------------------------------------------------------------------


def test_after_a_part_was_written_the_rest_can_be_mended(client: Client) -> None:
    address = give(client, "18", "fail")
    write(client, address)
    assert Upload.objects.get().state == State.PARTLY
    assert "1 dòng còn chờ sửa" in page(client, f"{address}ket-qua/")
    taken = [client.get(f"{address}{file}/") for file in ("tep-loi", "tep-goc")]
    assert taken[0].content.startswith(b"PK")
    assert {response.headers["Cache-Control"] for response in taken} == {"no-store"}
    client.post(f"{address}tra-loi/", {"dong": "3", "cot": "birth", "gia_tri": "28/02/1985"})
    write(client, address)
    assert (Upload.objects.get().state, Official.objects.count()) == (State.WRITTEN, 4)


def test_rows_from_one_thousand_on_can_be_mended(client: Client, place: str) -> None:
    rows = [(n, f"Lò Thị {n}", "31/02/1985", "land", place) for n in range(1, 1100)]
    address = give_made(client, sheet(*rows))
    shown = page(client, f"{address}?trang=26")
    assert 'id="dong-1016"' in shown
    assert 'name="dong" value="1016"' in shown
    assert "1.016" not in shown
    client.post(f"{address}tra-loi/", {"dong": "1016", "cot": "birth", "gia_tri": "1985"})
    assert Upload.objects.get().corrections == {"1016:birth": "1985"}
    answer = client.post(f"{address}tra-loi/", {"dong": "1.017", "cot": "birth", "gia_tri": "1985"}, follow=True)
    assert "Không rõ dòng nào" in answer.content.decode()


def test_what_somebody_else_changed_is_not_overwritten(client: Client, place: str) -> None:
    address = give_made(client, sheet((1, "Lò Thị Hằng", "1985", "land", place)))
    page(client, address)
    response = client.post(f"{address}ghi/", {"xem": "0123456789abcdef"}, follow=True)
    assert "Chưa ghi gì; xem lại" in response.content.decode()
    assert Official.objects.count() == 0


def test_who_is_not_in_the_file_is_asked_about(client: Client, pack: Pack, place: str) -> None:
    (pk,) = add([person("Giàng A Páo", pack.communes[0].code, "clerk")])
    address = give_made(client, sheet((1, "Lò Thị Hằng", "1985", "land", place)))
    assert f'name="vang-{pk}"' in page(client, address)
    wrong = client.post(f"{address}vang/", {f"vang-{pk}": "moved"}, follow=True)
    assert "Chưa rõ ngày rời vị trí của: Giàng A Páo" in wrong.content.decode()
    client.post(f"{address}vang/", {f"vang-{pk}": "moved", f"ngay-{pk}": "01/10/2026"})
    write(client, address)
    assert str(Assignment.objects.get(official_id=pk).end) == "2026-10-01"
    assert "<b>1</b>người rời vị trí" in page(client, f"{address}ket-qua/")


# --- pasted ----------------------------------------------------------------------------------------------------------


def paste(client: Client, text: str) -> str:
    response = client.post("/nhap/dan/", {"dan": text})
    assert response.status_code == 302
    return str(response.headers["Location"])


def copied(place: str, *names: str) -> str:
    """Rows as Excel copies them; the post has lines of its own."""
    rows = [f'{n}\t{name}\t1985\t"Công chức\nđịa chính"\t{place}' for n, name in enumerate(names, 1)]
    return "\r\n".join(["\t".join(HEAD), *rows, ""])


def test_pasted_rows_go_the_way_of_a_file(client: Client, place: str) -> None:
    address = paste(client, copied(place, "Lò Thị Hằng", "Tẩn A Sần"))
    upload = Upload.objects.get()
    assert re.fullmatch(r"Dán từ bảng tính \d\dh\d\d \d\d-\d\d-\d{4}\.tsv", upload.name)
    client.post(f"{address}tra-loi/", {"dong": "2", "cot": "position", "gia_tri": "land"})
    client.post(f"{address}tra-loi/", {"dong": "3", "cot": "position", "gia_tri": "land"})
    assert "Ghi 2 dòng hợp lệ" in page(client, address)
    write(client, address)
    assert set(Official.objects.values_list("full_name", flat=True)) == {"Lò Thị Hằng", "Tẩn A Sần"}
    client.post(f"{address}hoan-tac/")
    assert not Official.objects.exists()
    assert client.get(f"{address}tep-goc/").content.decode() == copied(place, "Lò Thị Hằng", "Tẩn A Sần")


def test_pasted_rows_are_kept_encrypted(client: Client, place: str) -> None:
    paste(client, copied(place, "Lò Thị Hằng"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM importing_upload")
        assert "Hằng".encode() not in bytes(cursor.fetchone()[0])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("  \r\n", "Chưa dán gì"),
        ("1\tLò Thị Hằng\t1985", "Không thấy bảng nào có cột “Họ và tên”"),
        ("a" * (5 * 1024 * 1024 + 1), "quá 5 MB"),
    ],
)
def test_what_cannot_be_read_of_the_clipboard_is_told(client: Client, text: str, said: str) -> None:
    assert paste(client, text) == "/nhap/"
    assert said in page(client, "/nhap/")


def test_only_who_keeps_records_pastes(client: Client) -> None:
    assert signed_in(Role.LEADER).post("/nhap/dan/", {"dan": "a"}).status_code == 403


# --- many files ------------------------------------------------------------------------------------------------------


def made(place: str, *names: str) -> dict[str, list[SimpleUploadedFile]]:
    """A file for each name."""
    contents = [(name, sheet((1, name, "1985", "land", place))) for name in names]
    return {"files": [SimpleUploadedFile(f"{name}.xlsx", content) for name, content in contents]}


def read(client: Client, upload: Upload) -> str:
    """Have one waiting file read, as its row of the list does."""
    response = client.post(f"/nhap/{upload.pk}/doc/", headers={"HX-Request": "true"})
    assert response.status_code == 200
    return str(response.content.decode())


def give_many(client: Client, posted: dict[str, list[SimpleUploadedFile]]) -> None:
    """Give files and have them read one after the other."""
    client.post("/nhap/", posted)
    for upload in Upload.objects.filter(state=State.RECEIVED):
        read(client, upload)


def test_many_files_are_kept_first_and_read_one_after_the_other(client: Client, place: str) -> None:
    client.post("/nhap/", made(place, "Lò Thị Hằng", "Tẩn A Sần", "Vàng Thị Mỷ"))
    assert [u.state for u in Upload.objects.all()] == [State.RECEIVED] * 3
    shown = page(client, "/nhap/")
    waiting = list(Upload.objects.order_by("pk"))
    assert re.findall(r'hx-post="([^"]+)" hx-trigger="load"', shown) == [f"/nhap/{u.pk}/doc/" for u in waiting]
    assert "Còn 3 tệp chưa đọc" in shown

    row = read(client, waiting[0])
    assert row.startswith("<tr>")
    assert ">Kiểm tra<span" in row
    assert "Còn 2 tệp chưa đọc" in row
    assert "Ghi mọi dòng hợp lệ của 1 tệp" in row
    assert [u.state for u in Upload.objects.order_by("pk")] == [State.CHECKED, State.RECEIVED, State.RECEIVED]


def test_a_script_is_sent_on_where_a_form_would_go(client: Client, place: str) -> None:
    script = {"HX-Request": "true"}
    one = client.post("/nhap/", made(place, "Lò Thị Hằng"), headers=script)
    assert one.headers["HX-Redirect"] == f"/nhap/{Upload.objects.get().pk}/"
    for address, posted in (("/nhap/", made(place, "Tẩn A Sần", "Vàng Thị Mỷ")), ("/nhap/", {}), ("/nhap/dan/", {})):
        assert client.post(address, posted, headers=script).headers["HX-Redirect"] == "/nhap/"


def test_without_a_script_a_waiting_file_is_read_by_its_button(client: Client, place: str) -> None:
    client.post("/nhap/", made(place, "Lò Thị Hằng", "Tẩn A Sần"))
    upload = Upload.objects.earliest("pk")
    assert f'<form method="post" action="/nhap/{upload.pk}/doc/">' in page(client, "/nhap/")
    assert client.post(f"/nhap/{upload.pk}/doc/").headers["Location"] == "/nhap/"
    assert Upload.objects.get(pk=upload.pk).state == State.CHECKED


def test_a_waiting_file_can_be_opened_later_and_does_not_leave_the_list(client: Client, place: str) -> None:
    client.post("/nhap/", made(place, "Lò Thị Hằng", "Tẩn A Sần"))
    upload = Upload.objects.earliest("pk")
    Upload.objects.bulk_create(
        Upload(name=f"{n}.xlsx", digest="", state=State.WRITTEN, uploaded_at=upload.uploaded_at, content=b"",
               uploaded_by=upload.uploaded_by, keep_until=upload.keep_until) for n in range(61)
    )  # fmt: skip
    assert f"/nhap/{upload.pk}/doc/" in page(client, "/nhap/")
    assert "Ghi 1 dòng hợp lệ" in page(client, f"/nhap/{upload.pk}/")


def test_a_file_that_cannot_be_read_says_why_in_its_row(client: Client) -> None:
    client.post("/nhap/", {"files": [*files("07", folder="fail")["files"], *files("01")["files"]]})
    refused, good = Upload.objects.order_by("pk")
    assert "Tệp bị cụt hoặc hỏng" in read(client, refused)
    read(client, good)
    assert [u.state for u in Upload.objects.order_by("pk")] == [State.REFUSED, State.CHECKED]


def test_what_was_read_before_is_not_read_again(client: Client) -> None:
    address = give(client, "28")
    client.post(f"{address}cot/", {"cot-9": "note"})
    before = Upload.objects.get()
    read(client, before)
    after = Upload.objects.get()
    assert (after.state, after.mapping) == (before.state, before.mapping)


def test_a_waiting_file_of_a_commune_is_not_taken_out_of_its_hands(client: Client, pack: Pack) -> None:
    commune = signed_in(Role.COMMUNE, pack.communes[1].code)
    rows = [sheet((n, f"Lò Thị {n}", "1985", "land"), head=HEAD[:-1]) for n in (1, 2)]
    commune.post("/nhap/", {"files": [SimpleUploadedFile(f"{n}.xlsx", row) for n, row in enumerate(rows)]})
    shown = page(client, "/nhap/")
    assert 'hx-trigger="load"' not in shown
    assert "tệp chưa đọc" not in shown
    upload = Upload.objects.earliest("pk")
    page(client, f"/nhap/{upload.pk}/")
    assert Upload.objects.get(pk=upload.pk).unit_code == pack.communes[1].code


def test_many_files_are_written_together(client: Client, place: str) -> None:
    give_many(client, made(place, "Lò Thị Hằng", "Tẩn A Sần", "Vàng Thị Mỷ"))
    assert {u.state for u in Upload.objects.all()} == {State.CHECKED}
    assert page(client, "/nhap/").count(">Kiểm tra<span") == 3
    client.post("/nhap/ghi-tat-ca/")
    assert {u.state for u in Upload.objects.all()} == {State.WRITTEN}


def test_one_bad_file_does_not_stop_the_others(client: Client, place: str) -> None:
    give_many(client, made(place, "Lò Thị Hằng", "Tẩn A Sần"))
    Upload.objects.filter(pk=Upload.objects.earliest("pk").pk).update(content=b"PK broken")
    client.post("/nhap/ghi-tat-ca/")
    assert [u.state for u in Upload.objects.order_by("pk")] == [State.CHECKED, State.WRITTEN]


def test_a_refused_file_says_why_and_can_be_had_back(client: Client) -> None:
    client.post("/nhap/", files("07", folder="fail"))
    assert "Tệp bị cụt hoặc hỏng" in page(client, "/nhap/")
    upload = Upload.objects.get()
    assert "Tệp bị cụt hoặc hỏng" in page(client, f"/nhap/{upload.pk}/")
    assert client.get(f"/nhap/{upload.pk}/tep-goc/").content == upload.content


def test_every_sheet_is_offered(client: Client, place: str) -> None:
    one, other = (1, "Lò Thị Hằng", "1985", "land", place), (1, "Tẩn A Sần", "1990", "clerk", place)
    address = give_made(client, book({"Khối Đảng": (HEAD, [one]), "Chính quyền": (HEAD, [other])}))
    assert "Chính quyền (1 dòng)" in page(client, address)
    client.post(f"{address}trang-tinh/", {"trang_tinh": ["Chính quyền", "không có"]})
    assert list(Upload.objects.order_by("pk").values_list("sheet", "state")) == [
        ("Khối Đảng", State.CHECKED),
        ("Chính quyền", State.RECEIVED),
    ]
    read(client, Upload.objects.latest("pk"))
    assert Upload.objects.latest("pk").state == State.CHECKED


# --- nothing ends in an error page -----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["tep-loi/", "ket-qua/", "cot/", "", "?trang=²", "?trang=9999999999999", "tep-goc/"])
@pytest.mark.parametrize(("number", "folder"), [("07", "fail"), ("18", "fail")])
def test_addresses_tried_by_hand(client: Client, number: str, folder: str, path: str) -> None:
    client.post("/nhap/", files(number, folder=folder))
    assert client.get(f"/nhap/{Upload.objects.get().pk}/{path}", follow=True).status_code == 200


@pytest.mark.parametrize("path", ["ghi/", "tra-loi/", "bo/", "hoan-tac/", "vang/", "trang-tinh/", "cot/"])
@pytest.mark.parametrize("state", [State.REFUSED, State.MAPPING, State.WRITTEN, State.CHECKED])
def test_posts_out_of_turn(client: Client, state: State, path: str) -> None:
    give(client, "18", "fail")
    Upload.objects.update(state=state)
    posted = {"dong": "²", "quyet": "keep", "xa": ""}
    assert client.post(f"/nhap/{Upload.objects.get().pk}/{path}", posted, follow=True).status_code == 200


def test_columns_without_a_commune_are_not_done(client: Client) -> None:
    content = sheet((1, "Lò Thị Hằng", "1985", "land"), head=HEAD[:-1])
    address = give_made(client, content)
    shown = client.post(f"{address}cot/", {"xa": ""}, follow=True).content.decode()
    assert "chưa chọn xã, phường" in shown
    assert Upload.objects.get().state == State.MAPPING
    assert client.post("/nhap/ghi-tat-ca/", follow=True).status_code == 200
    assert "chưa ghép xong cột" in client.post(f"{address}ghi/", follow=True).content.decode()


def test_a_leader_does_not_import_and_a_commune_sees_only_its_uploads(client: Client, pack: Pack) -> None:
    address = give(client, "01")
    assert signed_in(Role.LEADER).get("/nhap/").status_code == 403
    commune = signed_in(Role.COMMUNE, pack.communes[0].code)
    assert {commune.get(f"{address}{path}").status_code for path in ("", "ket-qua/", "tep-loi/", "tep-goc/")} == {404}


def test_a_file_written_twice_is_written_once(client: Client) -> None:
    address = give(client, "01")
    write(client, address)
    client.post(f"{address}ghi/")
    assert Official.objects.count() == 4


# --- speed and size --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 50])
def test_the_check_asks_the_database_the_same_for_any_rows(
    client: Client, place: str, rows: int, django_assert_max_num_queries: Any
) -> None:
    made = [(n, f"Lò Thị {n}", "31/02/1985", "CV gì đó", place) for n in range(1, rows + 1)]
    address = give_made(client, sheet(*made))
    page(client, address)
    with django_assert_max_num_queries(21):
        html = page(client, address)
    assert len(gzip.compress(html.encode())) < CHECK_BUDGET


@pytest.mark.parametrize("count", [1, 12])
def test_the_list_asks_the_database_the_same_for_any_files(
    client: Client, place: str, count: int, django_assert_max_num_queries: Any
) -> None:
    for n in range(count):
        give_made(client, sheet((1, f"Lò Thị {n}", "1985", "land", place)))
    with django_assert_max_num_queries(10):
        page(client, "/nhap/")


def test_a_commune_that_is_not_in_the_catalogue_ends_in_a_message(pack: Pack) -> None:
    small_province(1)
    client = signed_in(Role.PROVINCE)
    address = give_made(client, sheet((1, "Lò Thị Hằng", "1985", "land", f"Xã {pack.communes[5].name}")))
    assert "Báo người quản trị" in client.post(f"{address}ghi/", follow=True).content.decode()
