"""A row against the record it is about: what would change, and where the file says less or otherwise than the record.

Field by field: the file fills what the record does not know, a real difference is shown, and what the file does not
speak of stays.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from canbo.apps.language import said
from canbo.apps.people.models import Assignment, Category
from canbo.apps.people.queries import State
from canbo.core.dates import PartialDate
from canbo.core.facts.scales import RATING
from canbo.core.people.record import OfficialChange, OfficialRecord, Post, Rated
from canbo.core.text.names import same_name_key
from canbo.files.importing import competencies
from canbo.files.importing.draft import Draft
from canbo.files.importing.identity import compatible
from canbo.files.importing.qualifications import merge


@dataclass
class Difference:
    """What a row would change: `shown` has the old and the new text of each field.

    `lower` has the kinds of qualification and the competencies of which the file says less, `against` the fields in
    which it denies what the record has: both have the old and the new text, and are asked about.
    """

    change: OfficialChange
    shown: dict[str, tuple[str, str]] = field(default_factory=dict)
    lower: dict[str, tuple[str, str]] = field(default_factory=dict)
    against: dict[str, tuple[str, str]] = field(default_factory=dict)
    leaves: Assignment | None = None

    @property
    def is_empty(self) -> bool:
        return not self.shown


@dataclass(frozen=True)
class Answered:
    """What people said of a row against its record: the fields kept as on record, those lowered as in the file."""

    kept: frozenset[str] = frozenset()
    lowered: frozenset[str] = frozenset()


def new_record(draft: Draft, categories: dict[str, str], on: date) -> OfficialRecord:
    """The record of somebody who is not yet known."""
    return OfficialRecord(
        **_values(draft),
        posts=tuple(_posts(draft, categories)),
        qualifications=tuple(draft.held),
        ratings=(draft.rating,) if draft.rating else (),
        competencies=competencies.assessments(draft.assessed, on),
    )


def _values(draft: Draft) -> dict[str, Any]:
    return {name: value for name, value in draft.values.items() if value is not None}


def _posts(draft: Draft, categories: dict[str, str]) -> list[Post]:
    """The posts of a row, the first the main one; a category not written is that of the position."""
    assert draft.unit is not None
    written = {name: value for name, value in draft.assignment.items() if name != "body"}
    posts = []
    for index, position in enumerate(draft.positions):
        details = written if index == 0 else {}
        category = details.get("category") or categories.get(position)
        posts.append(
            Post(
                unit=draft.unit, position=position, is_main=index == 0, start=draft.start,
                **(details | {"category": category}),
            )
        )  # fmt: skip
    return posts


def compare(draft: Draft, state: State, categories: dict[str, str], on: date, answered: Answered) -> Difference:
    """What the row would change in the record, after what people said about it."""
    found = Difference(OfficialChange(state.official.pk, state.official.version))
    values = _changed_values(draft, state, found, answered)
    assignments, posts = _changed_posts(draft, state, categories, on, found, answered)
    merged = merge(draft.held, state.qualifications, kept=answered.kept, lowered=answered.lowered)
    levels = competencies.merge(
        draft.assessed, state.competencies, on, kept=answered.kept, lowered=answered.lowered
    )  # fmt: skip
    found.shown |= merged.shown | levels.shown
    found.lower |= merged.lower | levels.lower
    found.against |= merged.against
    ratings: tuple[Rated, ...] = ()
    if draft.rating is not None and draft.rating not in _ratings(state) and "rating" not in answered.kept:
        found.shown["rating"] = (_rating_text(state, draft.rating.year), _level_text(draft.rating.level))
        ratings = (draft.rating,)
    found.change = replace(
        found.change, values=values, assignments=assignments, posts=tuple(posts), held=merged.held,
        drops=tuple(merged.drops), qualifications=tuple(merged.added), ratings=ratings,
        competencies=tuple(levels.added),
    )  # fmt: skip
    return found


# --- who ---------------------------------------------------------------------------------------------------------


def _changed_values(draft: Draft, state: State, found: Difference, answered: Answered) -> dict[str, Any]:
    changed = {}
    for name, new in _values(draft).items():
        old = _stored(state, name)
        if _same(name, old, new):
            continue
        if name == "party_member" and old and not new:
            found.against[name] = (_text(name, old), _text(name, new))
        if name in answered.kept:
            continue
        changed[name] = new
        found.shown[name] = (_text(name, old), _text(name, new))
    if changed.get("party_member") is False:
        changed |= {"party_joined": None, "party_official": None}
    return changed


def _stored(state: State, name: str) -> Any:
    if name == "native_unit":
        unit = state.official.native_unit
        return unit.code if unit else None
    return getattr(state.official, name)


def _same(name: str, old: Any, new: Any) -> bool:
    """Whether the file adds nothing: the same value, the same name otherwise spelled, a date known less exactly."""
    if old == new or new in (None, ""):
        return True
    if name == "full_name":
        return bool(old) and same_name_key(old) == same_name_key(new)
    return isinstance(old, PartialDate) and isinstance(new, PartialDate) and old.says(new)


def _text(name: str, value: Any) -> str:
    if value is None:
        return ""
    if name == "national_id":
        return f"••••{str(value)[-4:]}"
    if name == "category":
        return str(Category(value).label)
    if isinstance(value, bool):
        return _("Có") if value else _("Không")
    return value.display() if isinstance(value, PartialDate) else str(value)


# --- where -----------------------------------------------------------------------------------------------------------

Changes = tuple[dict[int, dict[str, Any]], list[Post]]


def _changed_posts(
    draft: Draft, state: State, categories: dict[str, str], on: date, found: Difference, answered: Answered
) -> Changes:
    """A new main position ends the old one; concurrent posts are added, never ended by their absence."""
    changed: dict[int, dict[str, Any]] = {}
    added: list[Post] = []
    held = {(a.unit.code, a.position.code): a for a in state.assignments}
    main = state.main
    for post in _posts(draft, categories):
        same = held.get((post.unit, post.position))
        if same is not None:
            details = _details(same, post, found, answered)
            if details:
                changed[same.pk] = details
            continue
        if "position" in answered.kept:
            continue
        start = post.start or PartialDate.of(on)
        if post.is_main and main is not None:
            start = max(start, main.start) if main.start else start
            changed[main.pk] = {"end": start}
            found.leaves = main if main.unit.code != post.unit else None
        added.append(replace(post, start=start))
        found.shown["position"] = (main.position.title if main and post.is_main else "", post.position)
    return changed, added


def _details(stored: Assignment, post: Post, found: Difference, answered: Answered) -> dict[str, Any]:
    """What the row says of a post already held, where the record differs."""
    details: dict[str, Any] = {}
    for name in ("category", "grade", "salary_coefficient", "salary_step"):
        old, new = getattr(stored, name), getattr(post, name)
        if new in (None, "") or new == old or name in answered.kept:
            continue
        details[name] = new
        found.shown[name] = (_text(name, old), _text(name, new))
    if post.is_main and post.start is not None and not (stored.start and stored.start.says(post.start)):
        shown = (_text("start", stored.start), _text("start", post.start))
        if stored.start and not compatible(stored.start, post.start):
            found.against["start"] = shown
        if "start" not in answered.kept:
            details["start"], found.shown["start"] = post.start, shown
    return details


# --- the rating ------------------------------------------------------------------------------------------------------


def _ratings(state: State) -> list[Rated]:
    return [Rated(r.year, r.level, r.exempt) for r in state.ratings]


def _rating_text(state: State, year: int) -> str:
    return next((_level_text(r.level) for r in state.ratings if r.year == year), "")


def _level_text(level: int | None) -> str:
    return "" if level is None else said(RATING.level(level))
