"""Unit: which officials a list is about."""

from __future__ import annotations

import pytest

from canbo.core.policy.model import Pack
from canbo.core.policy.named import RETIRING
from canbo.core.policy.overlay import Overlay, overlay
from canbo.core.policy.resolve import PackAt
from canbo.core.review.filtering import officials_where
from canbo.core.review.review import review
from factories.packs import AS_OF, facts, official, text

BORN = {1: 19660601, 2: 19670601, 3: 19681201, 4: None}
"""Men who have less than two, some three and four years to go, and one whose birth nobody knows."""


@pytest.mark.parametrize(("years", "expected"), [(None, {1, 2}), (1, set()), (2, {1}), (5, {1, 2, 3})])
def test_who_is_about_to_retire_is_a_value_of_the_pack(pack: Pack, years: int | None, expected: set[int]) -> None:
    people = [official(n, sex="male", position="land", born_on_min=day, born_on_max=day) for n, day in BORN.items()]
    changed = pack if years is None else overlay(pack, Overlay(title=text(), parameters={RETIRING: years}))
    assert isinstance(changed, Pack)
    found = review(facts(people), PackAt(changed, AS_OF))
    assert officials_where(found, {"xem": "sap-nghi-huu"}) == expected
