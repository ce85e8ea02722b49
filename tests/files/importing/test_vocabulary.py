"""Unit: what the words of rosters mean: places, bodies, titles, fields of study, levels, lists."""

from __future__ import annotations

import pytest

from canbo.core.policy.model import Pack
from canbo.files.importing.meaning import Meaning
from canbo.files.importing.places import Place
from canbo.files.importing.vocabulary import Vocabulary


@pytest.fixture(scope="module")
def words(pack: Pack) -> Vocabulary:
    return Vocabulary(pack)


def choices(meaning: Meaning) -> list[str]:
    return [choice.code for choice in meaning.choices]


# --- places ----------------------------------------------------------------------------------------------------------

PLACES = {
    "Nậm Tăm": ("Nậm Tăm", ""),
    "XÃ NẬM TĂM": ("Nậm Tăm", ""),
    "nam tam": ("Nậm Tăm", ""),
    "X. Bum Nưa": ("Bum Nưa", ""),
    "P. Tân Phong": ("Tân Phong", ""),
    "P.Tân Phong": ("Tân Phong", ""),
    "UBND xã Nậm Tăm": ("Nậm Tăm", ""),
    "Xã Nậm Tăm, tỉnh Lai Châu": ("Nậm Tăm", ""),
    "xã Nậm Tăm, huyện Sìn Hồ, tỉnh Lai Châu": ("Nậm Tăm", ""),
    "Xã Nậm Tăm huyện Sìn Hồ tỉnh Lai Châu": ("Nậm Tăm", ""),
    "Bản Nà Tăm 1, xã Nậm Tăm": ("Nậm Tăm", ""),
    "Phường Đoàn Kết, TP Lai Châu": ("Đoàn Kết", ""),
    "Thị trấn Mường Tè": ("Bum Tở", "Thị trấn Mường Tè"),
    "Xã Mường Tè": ("Mường Tè", ""),
    "Mường Tè": ("Mường Tè", ""),
    "TT Sìn Hồ": ("Sìn Hồ", "Thị trấn Sìn Hồ"),
    "Xã Nậm Cha": ("Nậm Tăm", "Xã Nậm Cha"),
    "xã Nậm Chà": ("Mường Mô", "Xã Nậm Chà"),
    "Nậm Chà": ("Mường Mô", "Xã Nậm Chà"),
    "Xã Mường Than": ("Mường Than", ""),
    "Xã Mường Than, huyện Than Uyên": ("Than Uyên", "Xã Mường Than"),
}


@pytest.mark.parametrize(("text", "expected"), PLACES.items())
def test_a_commune_is_known_by_its_kind_and_accents_first(
    text: str, expected: tuple[str, str], words: Vocabulary
) -> None:
    found = words.place(text)
    names = {commune.code: commune.name for commune in words.pack.communes}
    assert found is not None
    assert (names[found.code], found.former) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Nam Cha",
        "Thị trấn Bum Tở",
        "Tân Phong, Thái Bình",
        "huyện Sìn Hồ",
        "Sìn Hồ - Lai Châu",
        "tỉnh Lai Châu",
        "",
        "Phòng Kinh tế",
    ],
)
def test_what_could_be_two_places_or_lies_elsewhere_is_none(text: str, words: Vocabulary) -> None:
    assert words.place(text) is None


def test_every_former_unit_leads_to_the_commune_it_went_into(words: Vocabulary) -> None:
    parts = [(p.strip(), c.code) for c in words.pack.communes for p in c.merged_from.split(";")]
    wrong = [
        (part, words.place(part))
        for part, code in parts
        if not part.startswith("(") and words.place(part) not in (Place(code), Place(code, part))
    ]
    assert wrong == [("Xã Mường Than", Place("03618"))]  # today another commune of that name; a district tells


# --- bodies ----------------------------------------------------------------------------------------------------------


def test_every_body_is_known_by_every_name_with_and_without_its_commune(words: Vocabulary) -> None:
    tails = ("", " xã", " xã Nậm Tăm", " Nậm Tăm", " phường Tân Phong", ", xã Bum Tở, tỉnh Lai Châu")
    names = [
        (name, body.code)
        for body in words.pack.bodies
        for name in (body.title.vi, *body.aliases, *(title.vi for title in body.unit_titles.values()))
    ]
    said = [(f"{name}{tail}", code) for name, code in names for tail in tails]
    assert [(text, words.body(text)) for text, code in said if words.body(text) != code] == []
    assert [(text, words.body(text.upper())) for text, code in said if words.body(text.upper()) != code] == []


def test_a_body_that_nobody_knows_has_every_answer_the_likest_first(words: Vocabulary) -> None:
    assert words.body("Phòng Văn hóa và Thông tin") is None
    found = [choice.code for choice in words.titles.bodies_like("Phòng Văn hóa và Thông tin")]
    assert found[0] == "culture_society"
    assert sorted(found) == sorted(body.code for body in words.pack.bodies)


def test_an_answer_about_a_body_is_remembered(pack: Pack) -> None:
    assert Vocabulary(pack, {("body", "phong vhtt"): "culture_society"}).body("Phòng VHTT") == "culture_society"


# --- titles ----------------------------------------------------------------------------------------------------------


def test_every_position_is_known_by_every_name_with_and_without_its_commune(words: Vocabulary) -> None:
    names = [(name, p.code, p.body) for p in words.pack.positions for name in (p.title.vi, *p.aliases)]
    said = [(f"{name}{tail}", code, body) for name, code, body in names for tail in ("", " xã", " xã Nậm Tăm")]
    wrong = [
        (text, within)
        for text, code, body in said
        for within in (None, body)
        if words.position(text, within).code != code
    ]
    assert wrong == []


TITLES = {
    "CT UBND": "committee_chair",
    "Chủ tịch UBND xã Nậm Tăm": "committee_chair",
    "Chủ tịch Uỷ ban nhân dân": "committee_chair",
    "PCT": "committee_vice_chair",
    "BTĐU": "party_secretary",
    "Phó Bí thư TT Đảng ủy": "standing_deputy_secretary",
    "CNUBKT": "inspection_head",
    "Phó CN UBKT Đảng ủy": "inspection_deputy",
    "CHT Quân sự": "military_commander",
    "CT Hội LHPN": "front_deputy",
    "Bí thư Đoàn TN": "front_deputy",
    "Chủ tịch Hội Cựu chiến binh xã": "front_deputy",
    "Phó phòng VH-XH": "culture_deputy",
    "TP Kinh tế": "economy_head",
    "GĐ TT PVHCC": "service_director",
    "Trưởng ban KT-XH HĐND xã": "council_board_head",
    "CV đất đai": "land",
    "Công chức tư pháp": "justice",
    "P. Chủ tịch UBND": "committee_vice_chair",
    "Phó Chủ tịch UBND xã (phụ trách kinh tế)": "committee_vice_chair",
    "Chánh VP HĐND và UBND": "office_head",
}


@pytest.mark.parametrize(("word", "code"), TITLES.items())
def test_titles_in_short_forms(word: str, code: str, words: Vocabulary) -> None:
    assert words.position(word, None).code == code


IN_A_BODY = [
    ("Trưởng phòng", "culture_society", "culture_head"),
    ("Phó phòng", "economy", "economy_deputy"),
    ("Chánh Văn phòng", "party_office", "party_office_head"),
    ("CVP", "party_office", "party_office_head"),
    ("Chủ nhiệm", "party_inspection", "inspection_head"),
    ("Giám đốc", "service_centre", "service_director"),
    ("Chuyên viên", "service_centre", "one_stop"),
    ("Kế toán", "party_office", "party_accountant"),
    ("Chủ tịch", "committee", "committee_chair"),
    ("Phó Chủ tịch", "council", "council_vice_chair"),
    ("Phó Chủ tịch", "front", "front_deputy"),
    ("Trưởng ban", "party_building", "party_building_head"),
]


@pytest.mark.parametrize(("word", "body", "code"), IN_A_BODY)
def test_a_general_title_is_made_definite_by_its_body(word: str, body: str, code: str, words: Vocabulary) -> None:
    assert words.position(word, body).code == code


def test_a_general_title_of_several_positions_asks_in_each_row_with_those_of_the_body(words: Vocabulary) -> None:
    inside = {p.code for p in words.pack.positions if p.body == "economy" and p.title_group == "specialist"}
    for word, body in (("Chuyên viên", "economy"), ("Cán sự", "economy"), ("Chuyên viên Phòng Kinh tế xã", None)):
        found = words.position(word, body, studied=["7850103"])
        assert (found.code, found.of_row) == (None, True)
        assert set(choices(found)) == inside
        assert choices(found)[0] == "land"


def test_a_general_title_without_a_body_is_never_sure(pack: Pack) -> None:
    words = Vocabulary(pack, {("position", "chuyen vien"): "land", ("position", "truong phong"): "economy_head"})
    for word in ("Chuyên viên", "Trưởng phòng", "Phó Chủ tịch", "Phó phòng"):
        found = words.position(word, None)
        assert (found.code, found.of_row, len(found.choices) > 1) == (None, True, True)


def test_the_block_stands_in_where_the_body_has_no_such_position(words: Vocabulary) -> None:
    blocks = {body.code: body.block for body in words.pack.bodies}
    by_code = {position.code: position for position in words.pack.positions}
    for body in ("committee", "party_standing", "party"):
        found = words.position("Chuyên viên", body)
        assert found.of_row
        assert {blocks[by_code[code].body] for code in choices(found)} == {blocks.get(body, body)}


def test_the_memory_of_the_body_comes_before_the_one_without(pack: Pack) -> None:
    words = Vocabulary(pack, {("position", "to truong"): "clerk", ("position@economy", "to truong"): "land"})
    assert words.position("Tổ trưởng", "economy").code == "land"
    assert words.position("Tổ trưởng", None).code == "clerk"


@pytest.mark.parametrize("word", ["Phó Chủ tịch Hội LHPN", "Trưởng Công an", "Phó Bí thư Đoàn TN", "Trưởng trạm Y tế"])
def test_likeness_orders_the_answers_and_gives_none(word: str, words: Vocabulary) -> None:
    found = words.position(word, None)
    assert (found.code, found.of_row) == (None, False)
    assert sorted(choices(found)) == sorted(position.code for position in words.pack.positions)


SEVERAL = {
    "Phó Bí thư Đảng ủy, Chủ tịch UBND xã": ["Phó Bí thư Đảng ủy", "Chủ tịch UBND xã"],
    "Bí thư Đảng ủy - Chủ tịch HĐND": ["Bí thư Đảng ủy", "Chủ tịch HĐND"],
    "Bí thư Đảng ủy kiêm Chủ tịch HĐND": ["Bí thư Đảng ủy", "Chủ tịch HĐND"],
    "PBT-CT UBND": ["PBT", "CT UBND"],
    "Bí thư Đảng ủy;\nChủ tịch HĐND": ["Bí thư Đảng ủy", "Chủ tịch HĐND"],
    "Bí thư chi bộ, Trưởng phòng Kinh tế": ["Bí thư chi bộ", "Trưởng phòng Kinh tế"],
    "UVBTV, Trưởng ban Xây dựng Đảng": ["UVBTV", "Trưởng ban Xây dựng Đảng"],
    "PCT UBMTTQ, Chủ tịch Hội Nông dân": ["PCT UBMTTQ", "Chủ tịch Hội Nông dân"],
    "Chuyên viên kế hoạch - đầu tư": ["Chuyên viên kế hoạch - đầu tư"],
    "CV kế hoạch - đầu tư, CV công thương": ["CV kế hoạch - đầu tư", "CV công thương"],
    "Phó Trưởng phòng Kinh tế, Hạ tầng và Đô thị": ["Phó Trưởng phòng Kinh tế, Hạ tầng và Đô thị"],
    "Chuyên viên rừng, suối, đường": ["Chuyên viên rừng, suối, đường"],
}


@pytest.mark.parametrize(("cell", "titles"), SEVERAL.items())
def test_a_cell_is_parted_where_each_part_is_a_title(cell: str, titles: list[str], words: Vocabulary) -> None:
    assert words.titles.split(cell, None) == titles


def test_a_cell_of_a_thousand_commas_costs_little(words: Vocabulary) -> None:
    assert words.titles.split("a, " * 1000, None) != []


# --- fields of study -------------------------------------------------------------------------------------------------

FIELDS = {
    "Luật": "7380101",
    "Ngành Quản lí đất đai": "7850103",
    "QLKT": "7310110",
    "QTKD": "7340101",
    "CNTT": "7480201",
    "QLNN": "7310205",
    "KTNN": "7620115",
    "QLĐĐ": "7850103",
    "QL giáo dục": "7140114",
}


@pytest.mark.parametrize(("word", "code"), FIELDS.items())
def test_fields_of_study_by_name_and_short_form(word: str, code: str, words: Vocabulary) -> None:
    assert words.field_of_study(word).code == code


@pytest.mark.parametrize(("word", "first"), [("Nông hộc", "7620109"), ("NVSP", "71402"), ("KHQL", "7340401")])
def test_an_unknown_field_offers_all_the_likest_first(word: str, first: str, words: Vocabulary) -> None:
    found = words.field_of_study(f"{word} xx" if word == "Nông hộc" else word)
    assert found.code is None
    assert choices(found)[0].startswith(first)
    assert len(found.choices) > 400


def test_a_short_form_of_several_fields_asks_with_them_in_front(words: Vocabulary) -> None:
    found = words.field_of_study("KT")
    assert found.code is None
    assert set(choices(found)[:4]) >= {"7310101", "7340301"}  # kinh tế, kế toán


def test_a_like_field_is_never_taken_for_sure(words: Vocabulary) -> None:
    for word in ("Quản lý đất dai đô", "Luật hoc kinh", "Y sĩ", "Kế toan viên doanh nghiep"):
        found = words.field_of_study(word)
        assert found.code is None
        assert found.choices


# --- levels and lists ------------------------------------------------------------------------------------------------

LEVELS = [
    ("political_theory", "CCLLCT", "advanced"),
    ("political_theory", "CNLLCT", "bachelor"),
    ("political_theory", "TCLLCT", "intermediate"),
    ("political_theory", "Trung cấp LLCT-HC", "intermediate"),
    ("degree", "ThS.", "master"),
    ("degree", "Thạc sỹ", "master"),
    ("degree", "ĐH", "bachelor"),
    ("degree", "Y sĩ", "intermediate"),
    ("state_management", "CVC", "principal"),
    ("state_management", "Ngạch chuyên viên", "specialist"),
    ("ethnic_groups", "H'Mông", "08"),
    ("ethnic_groups", "H’Mông", "08"),
    ("ethnic_groups", "HMông", "08"),
    ("ethnic_groups", "H' Mông", "08"),
    ("ethnic_groups", "Mèo", "08"),
    ("ethnic_groups", "Khơ-mú", "23"),
    ("ethnic_groups", "Hà nhì", "33"),
    ("religions", "không", "none"),
    ("religions", "Tin Lành", "protestant"),
]


@pytest.mark.parametrize(("kind", "word", "code"), LEVELS)
def test_levels_and_codes(kind: str, word: str, code: str, words: Vocabulary) -> None:
    look = words.level if kind in ("degree", "political_theory", "state_management") else words.code
    assert look(kind, word).code == code


def test_a_number_is_no_ethnic_group_because_two_lists_number_them_otherwise(words: Vocabulary) -> None:
    assert words.code("ethnic_groups", "04").code is None


def test_an_unknown_level_offers_every_level(words: Vocabulary) -> None:
    assert len(words.level("political_theory", "xyz").choices) == 5
