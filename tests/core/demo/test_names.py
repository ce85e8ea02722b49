"""Unit: invented names are put together the way each group does, and are clean text."""

from __future__ import annotations

from random import Random

import pytest

from canbo.core.demo.names import FAMILY, invent_name
from canbo.core.policy.model import Pack
from canbo.core.text.names import tidy_name


@pytest.mark.parametrize("group", sorted(FAMILY))
@pytest.mark.parametrize("sex", ["male", "female"])
def test_a_name_begins_with_a_family_name_of_its_group_and_is_clean(group: str, sex: str) -> None:
    draw = Random(1)

    for name in (invent_name(draw, group, sex) for _ in range(200)):
        assert name.split()[0] in FAMILY[group]
        assert 2 <= len(name.split()) <= 5
        assert tidy_name(name) == name


def test_a_group_that_is_not_listed_gets_a_name_too() -> None:
    assert invent_name(Random(1), "54", "female").split()[0] in FAMILY["01"]


def test_every_group_with_names_is_in_the_list_of_the_pack(pack: Pack) -> None:
    listed = next(found for found in pack.lists if found.id == "ethnic_groups")

    assert all(listed.get(group) for group in FAMILY)
