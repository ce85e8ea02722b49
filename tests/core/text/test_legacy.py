"""Unit and properties: TCVN3 and VNI-Windows."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from canbo.core.text.legacy import (
    font_encoding,
    from_tcvn3,
    from_vni,
    guess_encoding,
    prints_capitals,
    to_tcvn3,
    to_vni,
)
from canbo.core.text.syllables import ALPHABET, ONSETS, TONE_MARKS, toned_rimes

LOWER = sorted(
    {unicodedata.normalize("NFC", letter + mark) for letter in "aăâeêioôơuưy" for mark in ("", *TONE_MARKS)}
    | set(ALPHABET)
)
UPPER = [letter.upper() for letter in LOWER]
PLAIN = st.sampled_from([*" 0123456789.,-/()"])

syllables = st.builds(str.__add__, st.sampled_from(ONSETS), st.sampled_from(sorted(toned_rimes())))
words = st.one_of(syllables, syllables.map(str.title), syllables.map(str.upper))
texts = st.lists(words, max_size=8).map(" ".join)

ROSTER = ["Lò Thị Hằng", "Vàng A Páo", "Sùng A Chứ", "Nguyễn Văn An", "Phùng Chỉn Sơn", "Pờ Xừ Hừ", "Lý Thị Mỷ"]


@pytest.mark.parametrize(
    ("legacy", "text"),
    [
        ("NguyÔn V¨n An", "Nguyễn Văn An"),
        ("Céng hßa x· héi chñ nghÜa ViÖt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("M\u00ad\u00eang T\u00ad\u00a4", "Mường TưÔ"),
        ("§Æng ThÞ Lª", "Đặng Thị Lê"),
        ("B¶o Th¾ng", "Bảo Thắng"),
        ("Tr\u2212\u00eang nh\u03bc", "Trường nhà"),
        ("NGUYÔN V¡N AN", "NGUYỄN VĂN AN"),
        ("Lß A SÝ", "Lò A Sí"),
    ],
)
def test_from_tcvn3(legacy: str, text: str) -> None:
    assert from_tcvn3(legacy) == text


def test_fonts_of_capitals_print_small_letters_as_capitals() -> None:
    assert from_tcvn3("NguyÔn V¨n An", capitals=True) == "NGUYỄN VĂN AN"


@pytest.mark.parametrize(
    ("legacy", "text"),
    [
        ("Nguyeãn Vaên An", "Nguyễn Văn An"),
        ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("Loø Thò Haèng", "Lò Thị Hằng"),
        ("ÑAËNG THÒ MYÕ", "ĐẶNG THỊ MỸ"),
        ("Ñaëng Myø, Tyî, Îchí", "Đặng Mỳ, Tyỵ, Ỵchí"),
        ("Nguyễn".replace("ễ", "eÃ"), "Nguyễn"),  # capital mark behind a small letter
        ("öôùc, thöôïng", "ước, thượng"),
    ],
)
def test_from_vni(legacy: str, text: str) -> None:
    assert from_vni(legacy) == text


@settings(deadline=None)
@given(st.lists(st.one_of(st.sampled_from([*LOWER, *"ĂÂĐÊÔƠƯABCXYZ"]), PLAIN)).map("".join))
def test_tcvn3_round_trip(text: str) -> None:
    assert from_tcvn3(f"a{to_tcvn3(text)}") == f"a{text}"


@settings(deadline=None)
@given(st.lists(st.one_of(st.sampled_from(UPPER), PLAIN)).map("".join))
def test_tcvn3_round_trip_in_a_font_of_capitals(text: str) -> None:
    assert from_tcvn3(to_tcvn3(text), capitals=True) == text


@settings(deadline=None)
@given(st.lists(st.one_of(st.sampled_from(LOWER + UPPER), PLAIN)).map("".join))
def test_vni_round_trip(text: str) -> None:
    assert from_vni(to_vni(text)) == text


def test_the_whole_alphabet_goes_round() -> None:
    assert len(LOWER) == 12 * 6 + 21  # vowels with tones, and the consonants with f, j, w, z
    assert from_tcvn3(to_tcvn3("".join(LOWER))) == "".join(LOWER)
    assert from_vni(to_vni("".join(LOWER + UPPER))) == "".join(LOWER + UPPER)
    assert all(max(map(ord, to_tcvn3(letter) + to_vni(letter))) <= 0xFF for letter in LOWER + UPPER)


@pytest.mark.parametrize(
    ("font", "encoding", "capitals"),
    [
        (".VnTime", "tcvn3", False),
        (".VnTimeH", "tcvn3", True),
        (".vntime", "tcvn3", False),
        (".VnArial NarrowH", "tcvn3", True),
        ("VNI-Times", "vni", False),
        ("vni-helve", "vni", False),
        ("Times New Roman", None, False),
        ("Tahoma H", None, False),
        ("", None, False),
    ],
)
def test_fonts(font: str, encoding: str | None, capitals: bool) -> None:
    assert font_encoding(font) == encoding
    assert prints_capitals(font) == capitals


@pytest.mark.parametrize("convert", [str, str.upper])
def test_a_legacy_roster_is_recognised(convert: type[str]) -> None:
    roster = [convert(name) for name in ROSTER]
    assert guess_encoding([to_tcvn3(name) for name in roster]) == "tcvn3"
    assert guess_encoding([to_vni(name) for name in roster]) == "vni"
    assert guess_encoding(roster) is None


@pytest.mark.parametrize(
    "cells",
    [
        [],
        ["", "12/5/1990", "An Bình"],
        ["Vàng A Páo", "Hà Dì", "Sí Tá", "Thào A Xá"],  # letters that Latin-1 has too
        ["Ðào Hoà", "Ðinh Hà"],
        ["Café", "Crédit Agricole", "naïve façade", "señor"],
        ["QÑ", "NÑ", "HÑND"],
        ["12 m²", "5 µm", "© 2024", "±5 °C"],
        ["NguyÔn V¨n An", "Nguyễn Văn An"],  # mixed: to be judged cell by cell
        ["P¸o"],  # one word is too little
    ],
)
def test_no_guess(cells: list[str]) -> None:
    assert guess_encoding(cells) is None


@settings(deadline=None)
@given(st.lists(texts, max_size=6))
def test_unicode_vietnamese_is_never_taken_for_legacy(cells: list[str]) -> None:
    assert guess_encoding(cells) is None
    assert guess_encoding([unicodedata.normalize("NFD", cell) for cell in cells]) is None


@settings(deadline=None)
@given(st.lists(texts, min_size=1, max_size=6))
def test_one_legacy_encoding_is_never_taken_for_the_other(cells: list[str]) -> None:
    assert guess_encoding([to_tcvn3(cell) for cell in cells]) in {"tcvn3", None}
    assert guess_encoding([to_vni(cell) for cell in cells]) in {"vni", None}
