"""The tile map: how many in each commune are below the legal standard, in four steps of their share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl
from django.utils.translation import gettext as _

from canbo.apps.organisation.models import Unit
from canbo.apps.organisation.queries import communes
from canbo.core.review.review import Review
from canbo.web.review import figures
from canbo.web.review.steps import quarters, words_of
from canbo.web.shell.asked import Asked
from canbo.web.shell.charts import Tile, level


@dataclass(frozen=True)
class TileMap:
    """The tiles, the words of the four steps, the people below the standard, and the communes without a record.

    Without any record there are no steps and no commune is named: that is said once for all of them.
    """

    tiles: Sequence[Tile]
    steps: Sequence[str]
    below: int
    silent: Sequence[str]


def tile_map(asked: Asked) -> TileMap:
    """The communes of the scope at their places."""
    found = below_by_unit(asked.review)
    bounds = quarters(below / people for below, people in found.values())
    units = list(communes(asked.scope))
    return TileMap(
        [_tile(asked, unit, found.get(unit.code), bounds) for unit in units],
        words_of(bounds, _("từ %(from)s cán bộ")) if found else [],
        sum(below for below, _people in found.values()),
        [str(unit) for unit in units if unit.code not in found] if found else [],
    )


def below_by_unit(review: Review) -> dict[str, tuple[int, int]]:
    """For each commune with a record: people below the legal standard, and all people."""
    counted = review.people.group_by("unit").agg(pl.col("below").sum(), pl.len())
    return {unit: (below, people) for unit, below, people in counted.iter_rows()}


def _tile(asked: Asked, unit: Unit, found: tuple[int, int] | None, bounds: list[float]) -> Tile:
    share = found[0] / found[1] if found else None
    title = f"{unit}: {figures.share(share)}"
    below = found[0] if found else None
    url = asked.link("people:roster", xa=unit.code, xem="chua-dat", chinh="1")
    return Tile(unit.name, unit.tile_row or 1, unit.tile_column or 1, below, level(share, bounds), url, title)
