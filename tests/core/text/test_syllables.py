"""Unit: parts of a syllable."""

import pytest

from canbo.core.text.syllables import is_syllable, split_tone


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("An", ("An", 0)),
        ("hoà", ("hoa", 1)),
        ("hòa", ("hoa", 1)),
        ("Ẩn", ("Ân", 2)),
        ("Mỹ", ("My", 3)),
        ("Thúy", ("Thuy", 4)),
        ("nặng", ("năng", 5)),
        ("na\u0306\u0323ng", ("năng", 5)),
        ("â\u0301", ("â", 4)),
        ("", ("", 0)),
    ],
)
def test_split_tone(word: str, expected: tuple[str, int]) -> None:
    assert split_tone(word) == expected


@pytest.mark.parametrize(
    "word",
    ["An", "Ánh", "Hòa", "Hoà", "THỦY", "Thuỷ", "Nguyễn", "Mường", "giếng", "gì", "già", "quý", "khuỷu", "xoong"],
)
def test_vietnamese_words_are_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word", ["", "b", "NguyÔn", "Nguyeãn", "caù", "Vaên", "P¸o", "QĐ", "Brâu", "càch", "tiêng\u0301x"]
)
def test_other_words_are_not(word: str) -> None:
    assert not is_syllable(word)
