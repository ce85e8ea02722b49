"""Since when the facts of an invented official are on record, and what of them is known on an earlier or later day.

Everybody is invented for one day, so that a seed gives the same people on every day; other days only cut or go on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from canbo.core.dates import PartialDate
from canbo.core.demo.draws import day_between, happens, pick
from canbo.core.demo.places import Setting
from canbo.core.people.record import Assessed, Held, OfficialRecord, Post, Rated
from canbo.core.policy.catalogue import Position

_VERIFIED = 0.4
_ASSESSED = 1 / 3
_OFF = {-2: 4, -1: 22, 0: 58, 1: 16}
"""By how much an assessed level differs from the one asked: an assumption for a demonstration."""
_SHORT_CLASS = timedelta(days=200)
_RATINGS = {0: 0.5, 1: 6.2, 2: 77.4, 3: 15.9}


def recorded(draw: Random, record: OfficialRecord, setting: Setting) -> OfficialRecord:
    """With the day on which each qualification and study came on record, and a share of them verified."""
    began = min(post.start.latest for post in record.posts if post.start)

    def since(held: Held) -> date:
        if held.state == "held":
            return min(setting.as_of, max(began, held.obtained.latest if held.obtained else began))
        short = held.expected is not None and held.expected.latest - setting.as_of < _SHORT_CLASS
        first = setting.as_of - timedelta(days=60) if short else began
        return day_between(draw, max(first, began), setting.as_of).latest

    def proven(held: Held) -> str:
        return "verified" if happens(draw, _VERIFIED) and held.state == "held" and held.level else held.evidence

    found = (replace(item, recorded_on=since(item), evidence=proven(item)) for item in record.qualifications)
    return replace(record, qualifications=tuple(found))


def assessed(draw: Random, record: OfficialRecord, position: Position, setting: Setting) -> OfficialRecord:
    """A third were assessed in the competencies that their position asks for; of the others nothing is known."""
    if not happens(draw, _ASSESSED):
        return record
    day = day_between(draw, setting.as_of - timedelta(days=240), setting.as_of)
    levels = {code: min(5, max(1, asked + pick(draw, _OFF))) for code, asked in sorted(position.competencies.items())}
    return replace(record, competencies=tuple(Assessed(code, level, day) for code, level in levels.items()))


def rated(draw: Random, recruited: PartialDate | None, year: int) -> tuple[Rated, ...]:
    """The rating of a year; none is due to who served less than half of it."""
    if (recruited and recruited.latest > date(year, 6, 30)) or happens(draw, 0.015):
        return (Rated(year, exempt=True),)
    return (Rated(year, pick(draw, _RATINGS)),)


# --- another day -----------------------------------------------------------------------------------------------


def known_on(record: OfficialRecord, day: date) -> OfficialRecord | None:
    """The record as it is on a day; None for who is in no post yet."""
    posts = tuple(_still(post, day) for post in record.posts if _by(post.start, day))
    if not any(post.is_main and post.end is None for post in posts):
        return None
    joined = _by(record.party_joined, day)
    return replace(
        record,
        posts=posts,
        party_member=record.party_member and joined,
        party_joined=record.party_joined if joined else None,
        qualifications=tuple(_learned(record.qualifications, day)),
        competencies=tuple(item for item in record.competencies if _by(item.assessed, day)),
    )


def _by(happened: PartialDate | None, day: date) -> bool:
    return happened is None or happened.earliest <= day


def _still(post: Post, day: date) -> Post:
    """A post that ends later has not ended yet."""
    return post if _by(post.end, day) else replace(post, end=None, basis="")


def _learned(qualifications: Iterable[Held], day: date) -> Iterable[Held]:
    """What is held on a day and what is being studied: who has nothing of a kind left is known to have none."""
    then = [_on(item, day) for item in qualifications if _by(item.obtained, day) and _begun(item, day)]
    best = {item.kind: item.level for item in sorted(then, key=lambda item: item.level) if item.state == "held"}
    lost = dict.fromkeys(item.kind for item in qualifications if item.kind not in best and item.state == "held")
    none = [Held(kind, 0, recorded_on=day) for kind in lost]
    return [*(item for item in then if item.state != "held" or item.level or not best[item.kind]), *none]


def _begun(held: Held, day: date) -> bool:
    return held.state == "held" or held.recorded_on is None or held.recorded_on <= day


def _on(held: Held, day: date) -> Held:
    """A study that has ended by the day led to what was studied."""
    if held.state == "studying" and held.expected and held.expected.latest <= day:
        ended = held.expected
        return replace(held, state="held", obtained=ended, expected=None, recorded_on=ended.latest)
    return held if held.recorded_on is None else replace(held, recorded_on=min(held.recorded_on, day))
