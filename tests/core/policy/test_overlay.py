"""Unit: a what-if is a changed copy; the pack itself is never touched."""

from __future__ import annotations

from datetime import date

import pytest

from canbo.core.policy.model import Goal
from canbo.core.policy.overlay import Overlay, UnknownChange, overlay
from canbo.core.policy.resolve import PackAt, digest
from factories.packs import AS_OF, pack, parameter, standard, target, text, value

MASTERS = {"fact": "degree", "at_least": "master"}
PACK = pack(
    parameters=[parameter("limit", value(6, until=date(2026, 12, 31)), value(5, since=date(2027, 1, 1)))],
    targets=[target("5a", measure=MASTERS)],
    standards=[standard("degree", MASTERS, MASTERS)],
)


def test_a_change_shows_in_the_copy_and_not_in_the_pack() -> None:
    before = digest(PACK)
    goal = Goal(more_than=0.5, by=date(2028, 12, 31))
    changed = overlay(PACK, Overlay(title=text("thử"), parameters={"limit": 4}, goals={"5a": goal}))
    assert changed.targets[0].goal == goal
    assert PackAt(changed, AS_OF).parameters == {"limit": 4}
    assert digest(PACK) == before != digest(changed)


def test_a_value_holds_on_its_days_only() -> None:
    found = [PackAt(PACK, day).parameters["limit"] for day in (date(2026, 12, 31), date(2027, 1, 1))]
    assert found == [6, 5]


def test_every_name_that_leads_nowhere_is_told() -> None:
    changes = Overlay(title=text(), parameters={"no": 1}, goals={"9z": Goal(at_least=1, by=AS_OF)})
    with pytest.raises(UnknownChange) as refused:
        overlay(PACK, changes)
    assert refused.value.names == ["9z", "no"]
