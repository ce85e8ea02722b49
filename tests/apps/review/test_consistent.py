"""Integration: what a review and a snapshot read is of one state, although somebody writes meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import Any

import polars as pl
import pytest

from canbo.apps.review import queries
from canbo.apps.review.services import review_records, take_snapshot
from canbo.core.access import Scope
from canbo.files.policy.current import current_pack_at
from factories.aside import AWHILE, aside
from factories.province import DAY, add, degree, person, small_province

pytestmark = pytest.mark.django_db(transaction=True)


def one_more(name: str) -> None:
    add([person(name, "03388", "land", degree("bachelor"))])


@pytest.mark.parametrize(
    "look",
    [
        lambda: review_records(current_pack_at(DAY), Scope.province()),
        lambda: take_snapshot(current_pack_at(DAY), None),
    ],
    ids=["review", "snapshot"],
)
def test_a_write_between_two_queries_is_not_seen_by_the_second(
    look: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    small_province(1)
    one_more("Lò Thị Hằng")
    read, seen, written = queries._fields, list[pl.DataFrame](), list[Future[None]]()

    def meanwhile(*asked: Any) -> pl.DataFrame:
        written.append(aside(lambda: one_more("Lò Thị An")))
        wait(written, 4 * AWHILE)  # a new connection takes its time
        seen.append(read(*asked))
        return seen[0]

    monkeypatch.setattr(queries, "_fields", meanwhile)
    look()
    written[0].result(10)
    assert [frame["official_id"].n_unique() for frame in seen] == [1]

    monkeypatch.undo()
    assert review_records(current_pack_at(DAY), Scope.province()).people.height == 2
