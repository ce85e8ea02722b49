"""Integration: the policy reader."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from canbo.apps.accounts.models import Role
from canbo.files.policy.current import current_pack
from canbo.web.policy.parameters import UNITS
from factories.province import add, degree, person, signed_in, small_province

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    small_province(1)
    return signed_in(Role.LEADER)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/quy-dinh/", "II.2.2(5)"),
        ("/quy-dinh/?tim=quy+hoach", "II.3.2.c"),
        ("/quy-dinh/dieu/II.2.2(5)/", "từ 75% trở lên, hạn 31/12/2030"),
        ("/quy-dinh/dieu/II.2.2(1)/", "100%, hạn 31/12/2026"),
        ("/quy-dinh/dieu/III.5/", "Theo dõi, kiểm tra, đôn đốc"),
        ("/quy-dinh/chuan/", "334/2025/NĐ-CP"),
        ("/quy-dinh/chuan/section_leader.degree/", "theo báo chí"),
        ("/quy-dinh/tham-so/", "chưa xác nhận"),
        ("/quy-dinh/vi-tri/", "Chuyên viên quản lý đất đai"),
        ("/quy-dinh/vi-tri/land/", "Quản lý đất đai"),
        ("/quy-dinh/can-xac-nhan/", "Cách hiểu chỉ tiêu"),
    ],
)
def test_every_page_of_the_reader_opens(client: Client, address: str, words: str) -> None:
    response = client.get(address)
    assert response.status_code == 200
    assert words in response.content.decode()


@pytest.mark.parametrize("address", ["/quy-dinh/dieu/X/", "/quy-dinh/chuan/x/", "/quy-dinh/vi-tri/x/"])
def test_what_the_pack_does_not_have_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_unconfirmed_parameters_come_first(client: Client) -> None:
    page = client.get("/quy-dinh/tham-so/").content.decode()
    assert page.index("programme.baseline") < page.index("rating.good_from")


def test_a_parameter_says_its_value_in_words_and_which_rules_name_it(client: Client) -> None:
    page = client.get("/quy-dinh/tham-so/").content.decode()
    rows = {row.split('"')[0]: row for row in page.split('<tbody id="')}
    assert "90%" in rows["completeness.minimum"]
    assert "màu của mọi chỉ tiêu" in rows["completeness.minimum"]
    assert "/chi-tieu/3/" in rows["programme.start"]
    assert "/quy-dinh/chuan/" in rows["programme.start"]
    assert "Chưa quy tắc nào dùng" in rows["training.commitment_factor"]


def test_a_number_of_days_or_months_is_no_date_in_english(client: Client) -> None:
    client.cookies["django_language"] = "en"
    page = " ".join(re.sub("<[^>]+>", " ", client.get("/quy-dinh/tham-so/").content.decode()).split())
    assert "30 days" in page
    assert "6 months" in page
    assert not re.search(r"\d (date|month)\b", page)


def test_an_age_is_told_in_years_and_months_and_other_times_open(client: Client) -> None:
    page = client.get("/quy-dinh/tham-so/?ngay=2026-11-23").content.decode()
    row = page[page.index('id="retirement.age_months.male"') :].split("</tbody>")[0]
    assert "61 tuổi 6 tháng" in row.split("<details>")[0]
    assert "60 tuổi 3 tháng" in row.split("<details>")[1]


def test_a_standard_says_its_group_its_targets_its_positions_and_opens_names(client: Client) -> None:
    page = client.get("/quy-dinh/chuan/specialist.degree/").content.decode()
    assert "Trình độ chuyên môn (Công chức chuyên môn)" in page
    assert 'href="/chi-tieu/7a/' in page
    assert 'href="/quy-dinh/vi-tri/land/' in page
    assert 'href="/quy-dinh/vi-tri/party_secretary/' not in page
    assert "không ghi thời hạn" in page


@pytest.mark.parametrize(
    ("language", "words"), [("vi", "tham khảo, chưa ràng buộc"), ("en", "for reference, not binding")]
)
@pytest.mark.parametrize("address", ["", "specialist.degree/", "commune_leader.degree/"])
def test_what_does_not_bind_says_so(client: Client, language: str, words: str, address: str) -> None:
    client.cookies["django_language"] = language
    assert words in client.get(f"/quy-dinh/chuan/{address}").content.decode()


PHRASES = (
    ("dieu/II.2.2(5)/", "vi", "Thuộc diện người thuộc nhóm lãnh đạo xã"),
    ("dieu/II.2.2(5)/", "vi", "Xét trong người thuộc nhóm lãnh đạo xã; có ít nhất một người"),
    ("dieu/II.2.2(5)/", "vi", "dân tộc không phải Kinh, không phải người nước ngoài"),
    ("dieu/II.2.2(5)/", "en", "Population whoever is among the commune leaders"),
    ("dieu/II.2.2(5)/", "en", "Who is looked at whoever is among the commune leaders; at least one person"),
    ("dieu/II.2.2(5)/", "en", "ethnic group is neither Kinh nor foreigner"),
    ("dieu/II.2.2(1)/", "en", "Population whichever seat counts in staffing"),
    (
        "chuan/", "vi",
        "Trình độ chuyên môn người là công chức, đồng thời thuộc nhóm trưởng phòng và tương đương "
        "hoặc phó trưởng phòng và tương đương",
    ),
    (
        "chuan/section_leader.degree/", "en",
        "Applies to whoever is a civil servant, and is among the heads of sections and equivalents "
        "or deputy heads of sections and equivalents",
    ),
)  # fmt: skip


@pytest.mark.parametrize(("address", "language", "words"), PHRASES)
def test_phrases_fit_what_they_follow(client: Client, address: str, language: str, words: str) -> None:
    client.cookies["django_language"] = language
    page = client.get(f"/quy-dinh/{address}").content.decode()
    assert words in " ".join(unescape(re.sub("<[^>]+>", " ", page)).split())


def test_what_binds_does_not_say_that_it_does_not(client: Client) -> None:
    assert "tham khảo" not in client.get("/quy-dinh/chuan/section_leader.degree/").content.decode()


def test_the_answers_of_a_standard_open_as_many_names(client: Client) -> None:
    add([person("Lò Thị Hằng", current_pack().communes[0].code, "finance", degree("bachelor"))])
    page = client.get("/quy-dinh/chuan/specialist.degree/").content.decode()
    address = unescape(re.findall(r'href="([^"]+)"><b>1</b>đạt', page)[0])
    assert "Lò Thị Hằng" in client.get(address).content.decode()


def test_a_standard_names_the_parameters_it_reads(client: Client) -> None:
    assert (
        "/quy-dinh/tham-so/#programme.start"
        in client.get("/quy-dinh/chuan/programme.knowledge_update/").content.decode()
    )


def test_a_position_has_names_for_its_fields_and_a_source_for_each_part(client: Client) -> None:
    page = client.get("/quy-dinh/vi-tri/economy_head/").content.decode()
    assert "Khoa học xã hội và hành vi (7310)" in page
    assert "9478/BNV-CCVC" in page
    assert "03/CV-BCĐ" in page or "Cùng Công văn 09/CV-BCĐ" in page
    assert "Phòng Kinh tế, Hạ tầng và Đô thị" in page


def test_a_position_says_for_which_time_it_does_not_count_in_staffing(client: Client) -> None:
    page = client.get("/quy-dinh/vi-tri/military_commander/?ngay=2026-11-23").content.decode()
    assert re.search(r"từ 26/01/2026 đến 28/02/2027</th><td>không tính vào biên chế", page)


def test_what_is_to_be_confirmed_stands_on_one_page(client: Client) -> None:
    page = client.get("/quy-dinh/can-xac-nhan/").content.decode()
    assert "Gồm bí thư, các phó bí thư" in page
    assert "/quy-dinh/tham-so/#programme.baseline" in page
    for kind in ("Tiêu chuẩn, yêu cầu", "Ngành được nhận của vị trí", "Số chỗ mỗi xã", "Mức năng lực"):
        assert kind in page


def test_every_unit_of_a_parameter_has_words() -> None:
    assert {parameter.unit for parameter in current_pack().parameters} <= UNITS.keys()
