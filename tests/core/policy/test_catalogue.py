"""Unit: short titles: shorter than the full ones, no two alike, and told with the full one beside them."""

from __future__ import annotations

from collections import Counter

import pytest

from canbo.core.policy.conditions import Language
from canbo.core.policy.explain import Words
from canbo.core.policy.model import Pack
from canbo.core.policy.resolve import PackAt
from canbo.core.policy.titles import Title
from factories.packs import AS_OF


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", ["organs", "bodies", "positions"])
def test_a_short_title_saves_room_and_means_one_thing(pack: Pack, name: str, language: Language) -> None:
    titled = getattr(pack, name)
    shown = Counter((item.short or item.title).get(language) for item in titled)
    assert [title for title, times in shown.items() if times > 1] == []
    short = {item.title.get(language): item.short.get(language) for item in titled if item.short}
    assert {full: brief for full, brief in short.items() if len(brief) > len(full)} == {}


def test_a_title_is_told_in_full_and_in_short(pack: Pack) -> None:
    words = Words(PackAt(pack, AS_OF), "vi")
    ward = next(commune.code for commune in pack.communes if commune.kind == "phuong")
    assert words.title("organs", "organisation") == Title("Ban Tổ chức Tỉnh ủy", "BTC Tỉnh ủy")
    assert words.title("positions", "party_secretary") == Title("Bí thư Đảng ủy", "Bí thư Đảng ủy")
    assert words.title("positions", "nobody") == Title("nobody", "nobody")
    assert words.body_title(ward, "culture_society").short == "P. VH-XH"
    assert words.body_title(ward, "economy").short == "Phòng Kinh tế, Hạ tầng và Đô thị"
