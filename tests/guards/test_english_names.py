"""Guard: every text of the packs is said in English too, not the Vietnamese one repeated."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pytest
from pydantic import BaseModel

from canbo.core.policy.catalogue import CodeItem, CodeList
from canbo.core.policy.cited import Text
from canbo.core.policy.model import Pack

VIETNAMESE = re.compile("[À-ỹ]")

NAMES = ("ethnic_groups",)
"""Lists whose items are proper names, the same in both languages."""

PLACES = ("Lai Châu", "Nghệ An", "Nghĩa Lâm")
NUMBERS = re.compile(r"\b(?:NĐ|QĐ) \d+/\d{4}")
"""What may stand in English as it is: places, and the numbers of documents."""

SHARED = {"Golf", "Marketing", "Piano"}
"""Words that both languages write alike."""


def pairs(value: object, at: str) -> Iterator[tuple[str, str, str]]:
    """Every text in a value with the path to it: where, in Vietnamese, in English."""
    if isinstance(value, Text | CodeItem):
        yield at, value.vi, value.en
    if isinstance(value, CodeList) and value.id in NAMES:
        yield from pairs(value.title, f"{at}.title")
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from pairs(getattr(value, name), f"{at}.{name}")
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from pairs(item, f"{at}[{getattr(item, 'code', None) or getattr(item, 'id', index)}]")


def is_english(vi: str, en: str) -> bool:
    """Whether an English text is there and is neither the Vietnamese one nor holds its letters."""
    bare = NUMBERS.sub("", en)
    for place in PLACES:
        bare = bare.replace(place, "")
    repeated = en.casefold() == vi.casefold() and en not in SHARED
    return bool(en.strip()) and not repeated and not VIETNAMESE.search(bare)


def not_english(found: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    return {at: en for at, vi, en in found if not is_english(vi, en)}


@pytest.mark.parametrize(
    ("vi", "en", "good"),
    [
        ("Luật", "Law", True),
        ("Luật", "Luật", False),
        ("Kinh doanh", "kinh doanh", False),
        ("Luật", "Law (Luật)", False),
        ("Luật", " ", False),
        ("Golf", "Golf", True),
        ("Tỉnh Lai Châu", "Lai Châu province", True),
        ("Theo NĐ 101/2017", "From NĐ 101/2017", True),
        ("Theo NĐ 101/2017", "Theo NĐ 101/2017", False),
    ],
)
def test_the_guard_knows_english(vi: str, en: str, good: bool) -> None:
    assert is_english(vi, en) is good


def test_the_guard_reads_every_part(pack: Pack) -> None:
    parts = {re.split(r"[.\[]", at)[1] for at, _vi, _en in pairs(pack, "pack")}
    assert parts >= {
        "lists", "positions", "bodies", "organs", "documents", "parameters", "clauses", "targets", "standards",
        "competencies", "tasks", "title_groups",
    }  # fmt: skip


def test_every_text_is_said_in_english(pack: Pack) -> None:
    assert not_english(pairs(pack, "pack")) == {}
