"""A measure by commune and by field of study or body: its parts everywhere, always summing to the whole."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl
from django.utils.translation import gettext as _

from canbo.apps.organisation.models import Unit
from canbo.apps.organisation.queries import communes
from canbo.core.facts.columns import Grain
from canbo.core.policy.conditions import tests_in
from canbo.core.policy.model import Target
from canbo.core.review.balance import asked_fields
from canbo.core.review.parts import Parts, parts_by, parts_of, with_part
from canbo.core.review.review import Review
from canbo.core.review.targets import TargetResult
from canbo.web.review.lights import parts_of as words_of
from canbo.web.shell import charts
from canbo.web.shell.asked import Asked

_FIELD_FACTS = {"field_suits", "holder_suits", "field_suited_before"}
_HOT, _HOT_AT_MOST = 5, 8


@dataclass(frozen=True)
class Breakdown:
    """The members with their `part`, `unit`, `position` and `group`, and the counts made from them.

    `group_word` says what a group is, or is "" where there are none; `about_field`: a group is a field of study.
    """

    grain: Grain
    about_field: bool

    members: pl.DataFrame
    whole: Parts
    places: Mapping[str, Parts]
    groups: Mapping[str, Parts]
    group_word: str
    unsure: int


def breakdown(asked: Asked, result: TargetResult) -> Breakdown:
    review = asked.review
    about = about_field(result.target)
    members = _grouped(_placed(with_part(result.members), result, review), review, about)
    named = result.target.grain is not Grain.COMMUNE
    groups = parts_by(members, "group") if named else {}
    return Breakdown(
        result.target.grain,
        about,
        members,
        parts_of(members),
        parts_by(members, "unit"),
        {_group_name(asked, code, about): parts for code, parts in groups.items()},
        (_("ngành cần") if about else _("đơn vị")) if named else "",
        result.counts.unsure,
    )


def _group_name(asked: Asked, code: str, about: bool) -> str:
    """The field of study or the body; "" for those who have none."""
    if not code:
        return ""
    return asked.words.field(code) if about else asked.words.body(asked.user.unit_code, code)


def about_field(target: Target) -> bool:
    """Whether the measure asks about the field of study."""
    return any(test.fact in _FIELD_FACTS for test in tests_in(target.measure))


def _placed(members: pl.DataFrame, result: TargetResult, review: Review) -> pl.DataFrame:
    """Members with the position and body that they are seen in: of an official, the main post's."""
    if result.target.grain is Grain.OFFICIAL:
        return members.join(review.people.select("official_id", "position", "body"), on="official_id", how="left")
    if result.target.grain is Grain.POST:
        bodies = review.seats.select("unit", "position", "body").unique()
        return members.join(bodies, on=["unit", "position"], how="left")
    return members.with_columns(pl.lit(None, pl.String).alias(name) for name in ("position", "body"))


def _grouped(members: pl.DataFrame, review: Review, about: bool) -> pl.DataFrame:
    if not about:
        return members.with_columns(pl.col("body").fill_null("").alias("group"))
    fields = asked_fields(review.pack).rename({"field": "group"})
    return members.join(fields, on="position", how="left").with_columns(pl.col("group").fill_null(""))


# --- as bars ---------------------------------------------------------------------------------------------------


def bar(grain: Grain, parts: Parts) -> list[charts.Part]:
    """The parts as the pieces of a bar, in the order in which they are read."""
    return [charts.Part(word.bar, str(word.label), getattr(parts, part)) for part, word in words_of(grain).items()]


@dataclass(frozen=True)
class Place:
    """A commune among the small multiples."""

    name: str
    url: str
    open: int
    bar: list[charts.Part]
    hot: bool


def places(asked: Asked, found: Breakdown, code: str) -> tuple[list[Place], int]:
    """The communes, most open first, and the number that fills the width of every bar."""
    units = {unit.code: unit for unit in communes(asked.scope)}
    worst = _worst(sorted((parts.gap for parts in found.places.values()), reverse=True))
    made = [
        Place(
            _name(units, unit),
            _names_url(asked, code, unit),
            parts.gap,
            bar(found.grain, parts),
            parts.gap >= worst,
        )
        for unit, parts in found.places.items()
    ]
    return made, max((parts.total for parts in found.places.values()), default=0)


def _worst(gaps: Sequence[int]) -> float:
    """From how many on a commune stands out: the few with the most, and all that equal them unless those are many."""
    least = max(1, gaps[:_HOT][-1]) if gaps else 1
    return least if sum(gap >= least for gap in gaps) <= _HOT_AT_MOST else math.inf


def _name(units: Mapping[str, Unit], code: str) -> str:
    return units[code].name if code in units else code


def _names_url(asked: Asked, code: str, unit: str) -> str:
    return asked.link("review:target", code, xa=unit) + "#ten"
