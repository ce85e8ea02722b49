"""Unit and properties: cleaning, comparing, searching and ordering of names."""

import random
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from canbo.core.text.names import normalise, same_name_key, search_key, search_tokens, sort_key, tidy_name, title_key
from canbo.core.text.syllables import ONSETS, toned_rimes

syllables = st.builds(str.__add__, st.sampled_from(ONSETS), st.sampled_from(sorted(toned_rimes())))
names = st.lists(syllables.map(str.title), min_size=1, max_size=5).map(" ".join)

GIVEN_NAMES = ["An", "Anh", "Ánh", "Ân", "Ẩn", "Dung", "Dũng", "Đức", "Hằng", "My", "Mỷ", "Mỹ", "Páo", "Xá"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ðức ðào", "Đức đào"),
        ("  Lò\u00a0 Thị\t\nHằng ", "Lò Thị Hằng"),
        ("Lò\u200bA\u200bPáo", "Lò A Páo"),
        ("\ufeffLò\u00ad Thị\u200e", "Lò Thị"),
        (unicodedata.normalize("NFD", "Nguyễn Được"), "Nguyễn Được"),
        ("Vâ\u0300ng", "Vầng"),  # Windows-1258: the tone mark follows
        ("\ud800\x00An", "An"),
        ("", ""),
    ],
)
def test_normalise(text: str, expected: str) -> None:
    assert normalise(text) == expected


@settings(deadline=None)
@given(st.text())
def test_normalise_once_is_enough(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NGUYỄN VĂN  AN", "Nguyễn Văn An"),
        ("Lò A Páo", "Lò A Páo"),
        ("LÒ A PÁO", "Lò A Páo"),
        ("H’MÔNG A TỦA", "H’Mông A Tủa"),
        ("Đ/c Lò Văn Ón", "Lò Văn Ón"),
        ("Đ/C: LÒ VĂN ÓN (nữ)", "Lò Văn Ón"),
        ("đồng chí Vàng Thị Mỷ", "Vàng Thị Mỷ"),
        ("Ông/Bà Pờ Xừ Hừ", "Pờ Xừ Hừ"),
        ("Ông (bà) Pờ Xừ Hừ", "Pờ Xừ Hừ"),
        ("Đ/c Ông Giàng A Chứ", "Giàng A Chứ"),
        ("Bàn Văn Phủ", "Bàn Văn Phủ"),
        ("Đồng Chí Công", "Đồng Chí Công"),
        ("Ông Ích", "Ông Ích"),
        ("Ông Bàn Văn Phủ", "Bàn Văn Phủ"),
        ("Lý Thị Sơn (Phó BT) [mới]", "Lý Thị Sơn"),
        ("Lý Thị Sơn (nghỉ thai sản", "Lý Thị Sơn"),
        ("Lý Thị Sơn*,", "Lý Thị Sơn"),
        ("(khuyết)", ""),
        ("", ""),
    ],
)
def test_tidy_name(text: str, expected: str) -> None:
    assert tidy_name(text) == expected


@settings(deadline=None)
@given(names)
def test_capitals_address_and_note_come_off(name: str) -> None:
    assert tidy_name(f"Lò {name}") == f"Lò {name}"
    assert tidy_name(f"Đ/C LÒ {name.upper()} (NỮ)") == f"Lò {name}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lò Thị Hằng", " lo thi hang "),
        ("ĐINH Ðức", " dinh duc "),
        ("27-CV/ĐU", " 27 cv du "),
        ("H'Mông, H’Mông", " hmong hmong "),
        ("50%_a", " 50 a "),
        (" - ", ""),
    ],
)
def test_search_key(text: str, expected: str) -> None:
    assert search_key(text) == expected


@pytest.mark.parametrize(("one", "other"), [("hoà", "hòa"), ("uỷ", "ủy"), ("Đà", "da"), ("LÒ", "lo\u0300")])
def test_spellings_that_search_alike(one: str, other: str) -> None:
    assert search_key(one) == search_key(other)


def test_words_of_a_query_are_found_in_any_order() -> None:
    key = search_key("Lò Thị Hằng")
    assert search_tokens(" hang  LO, lò") == ["hang", "lo"]
    assert all(f" {token}" in key for token in search_tokens("hằ lò"))


@settings(deadline=None)
@given(st.text(), st.text())
def test_every_word_of_a_text_finds_it(text: str, more: str) -> None:
    key = search_key(f"{text} {more}")
    assert all(f" {token} " in key for token in search_tokens(text))
    assert not any(char in key for char in "%_'\\")


def assert_strictly_ordered(names: list[str]) -> None:
    keys = [sort_key(name) for name in names]
    assert keys == sorted(set(keys))


def test_given_names_in_vietnamese_order() -> None:
    shuffled = random.Random(7).sample(GIVEN_NAMES, len(GIVEN_NAMES))
    assert sorted(shuffled, key=sort_key) == GIVEN_NAMES


def test_given_name_then_family_name_then_middle() -> None:
    ordered = ["An", "Lò Văn An", "Vàng An", "Vàng A An", "Vàng Á An", "Vàng An An", "Lò A Anh", "Lò Ánh"]
    assert_strictly_ordered(ordered)


def test_tones_in_order_within_a_syllable() -> None:
    ordered = ["ma", "mà", "mả", "mã", "má", "mạ", "mai", "mă", "mằ", "mâ"]
    assert_strictly_ordered(ordered)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_keys_of_order_are_digits_only(text: str) -> None:
    for key in (sort_key(text), title_key(text)):
        assert key == "" or (key.isascii() and key.isdigit())


def test_titles_are_ordered_by_their_first_word() -> None:
    titles = ["Ạ Mú", "Bình Lư", "Dào San", "Đoàn Kết", "Ta Ba", "Tà Mung", "Tả Lèng", "Tân Phong"]
    assert sorted(titles, key=title_key) == titles


@settings(deadline=None)
@given(names, names)
def test_shared_given_name_leaves_the_order_to_the_family_name(one: str, other: str) -> None:
    by_family = sort_key(one.split()[0]) < sort_key(other.split()[0])
    if sort_key(one.split()[0]) != sort_key(other.split()[0]):
        assert (sort_key(f"{one} An") < sort_key(f"{other} An")) == by_family


@pytest.mark.parametrize(
    ("one", "other"),
    [("Hoà", "Hòa"), ("Thuỷ", "THỦY"), ("Ðức", "đức"), ("Lò  Thị", "lò thị "), ("H’Mông", "H'mông")],
)
def test_same_name(one: str, other: str) -> None:
    assert same_name_key(one) == same_name_key(other)
    assert sort_key(one) == sort_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Hoa", "Hòa"), ("Hòa", "Hóa"), ("An", "Ân"), ("Đa", "Da"), ("Mai An", "Ma Ian")]
)
def test_different_names(one: str, other: str) -> None:
    assert same_name_key(one) != same_name_key(other)
    assert sort_key(one) != sort_key(other)
