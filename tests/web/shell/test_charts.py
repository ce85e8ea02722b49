"""Unit: the geometry of the charts, with values anybody may send."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canbo.web.shell.charts import BULLET_WIDTH, Kind, Part, bullet, level, segments

shares = st.none() | st.floats(-1, 2)
kinds = st.sampled_from(["done", "study", "plan", "missing", "unknown"])


@given(shares, shares, shares)
def test_a_bullet_bar_stays_within_its_box(now: float | None, forecast: float | None, goal: float | None) -> None:
    bar = bullet(now, forecast, goal)

    assert 0 <= float(bar.now or 0) <= BULLET_WIDTH
    assert float(bar.sourced_from) + float(bar.sourced or 0) <= BULLET_WIDTH + 0.1
    assert 0 <= float(bar.goal or 0) <= BULLET_WIDTH
    assert float(bar.shift) == pytest.approx(-3 * float(bar.goal or 0) / BULLET_WIDTH, abs=0.06)


def test_a_goal_of_more_than_is_told_by_the_caller() -> None:
    assert bullet(0.95, None, 0.95).met
    assert not bullet(0.95, None, 0.95, met=False).met


@given(st.lists(st.tuples(kinds, st.integers(0, 5000)), max_size=6), st.none() | st.integers(1, 9000))
def test_parts_lie_side_by_side_and_never_overflow(found: list[tuple[Kind, int]], scale: int | None) -> None:
    placed = segments([Part(kind, "", count) for kind, count in found], scale)

    assert [segment.part.count for segment in placed] == [count for _, count in found if count]
    ends = [float(segment.x) + float(segment.width) for segment in placed]
    assert all(end <= 100.2 for end in ends)
    assert [float(segment.x) for segment in placed] == sorted(float(segment.x) for segment in placed)


@pytest.mark.parametrize(("share", "step"), [(None, 0), (0.0, 1), (0.279, 1), (0.28, 2), (0.34, 3), (0.4, 4), (1.0, 4)])
def test_steps_begin_at_their_bound(share: float | None, step: int) -> None:
    assert level(share, (0.28, 0.34, 0.40)) == step
