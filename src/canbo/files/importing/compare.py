"""A row against the record it is about: what would change, and what the file says that is less than is on record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from canbo.apps.people.models import Assignment, Qualification
from canbo.apps.people.queries import State
from canbo.core.dates import PartialDate
from canbo.core.facts.scales import QUALIFICATIONS, RATING
from canbo.core.people.record import Held, OfficialChange, OfficialRecord, Post, Rated
from canbo.core.text.names import same_name_key
from canbo.files.importing.draft import Draft


@dataclass
class Difference:
    """What a row would change: `shown` has the old and the new text of each field, `lower` the kinds it would lower."""

    change: OfficialChange
    shown: dict[str, tuple[str, str]] = field(default_factory=dict)
    lower: dict[str, tuple[str, str]] = field(default_factory=dict)
    from_unit: str | None = None

    @property
    def is_empty(self) -> bool:
        return not self.shown


def new_record(draft: Draft, categories: dict[str, str]) -> OfficialRecord:
    """The record of somebody who is not yet known."""
    return OfficialRecord(
        **_values(draft),
        posts=tuple(_posts(draft, categories)),
        qualifications=tuple(draft.held),
        ratings=(draft.rating,) if draft.rating else (),
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


def compare(draft: Draft, state: State, categories: dict[str, str], on: date, *, take_lower: bool) -> Difference:
    """What the row would change in the record. With `take_lower` the file's lower levels are taken too."""
    found = Difference(OfficialChange(state.official.pk, state.official.version))
    values = _changed_values(draft, state, found)
    assignments, posts = _changed_posts(draft, state, categories, on, found)
    drops, added = _changed_qualifications(draft, state, found, take_lower=take_lower)
    ratings: tuple[Rated, ...] = ()
    if draft.rating is not None and draft.rating not in _ratings(state):
        found.shown["rating"] = (_rating_text(state, draft.rating.year), _level_text(draft.rating.level))
        ratings = (draft.rating,)
    found.change = replace(
        found.change, values=values, assignments=assignments, posts=tuple(posts),
        drops=tuple(drops), qualifications=tuple(added), ratings=ratings,
    )  # fmt: skip
    return found


# --- who ---------------------------------------------------------------------------------------------------------


def _changed_values(draft: Draft, state: State, found: Difference) -> dict[str, Any]:
    changed = {}
    for name, new in _values(draft).items():
        old = _stored(state, name)
        if _same(name, old, new):
            continue
        changed[name] = new
        found.shown[name] = (_text(name, old), _text(name, new))
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
    if isinstance(old, PartialDate) and isinstance(new, PartialDate):
        return old.code > new.code and str(old).startswith(str(new))
    return False


def _text(name: str, value: Any) -> str:
    if value is None:
        return ""
    if name == "national_id":
        return f"••••{str(value)[-4:]}"
    return value.display() if isinstance(value, PartialDate) else str(value)


# --- where -----------------------------------------------------------------------------------------------------------

Changes = tuple[dict[int, dict[str, Any]], list[Post]]


def _changed_posts(draft: Draft, state: State, categories: dict[str, str], on: date, found: Difference) -> Changes:
    """A new main position ends the old one; concurrent posts are added, never ended by their absence."""
    wanted = _posts(draft, categories)
    changed: dict[int, dict[str, Any]] = {}
    added: list[Post] = []
    held = {(a.unit.code, a.position.code): a for a in state.assignments}
    main = state.main
    for post in wanted:
        same = held.get((post.unit, post.position))
        if same is not None:
            details = _details(same, post)
            if details:
                changed[same.pk] = details
                found.shown["assignment"] = ("", ", ".join(str(value) for value in details.values()))
            continue
        start = post.start or PartialDate.of(on)
        if post.is_main and main is not None:
            start = max(start, main.start) if main.start else start
            changed[main.pk] = {"end": start}
            if main.unit.code != post.unit:
                found.from_unit = str(main.unit)
        added.append(replace(post, start=start))
        found.shown["position"] = (main.position.title_vi if main and post.is_main else "", post.position)
    return changed, added


def _details(stored: Assignment, post: Post) -> dict[str, Any]:
    """What the row says of a post already held, where the record differs."""
    details: dict[str, Any] = {}
    for name in ("category", "grade", "salary_coefficient", "salary_step"):
        new = getattr(post, name)
        if new not in (None, "") and new != getattr(stored, name):
            details[name] = new
    if post.start is not None and stored.start is None:
        details["start"] = post.start
    return details


# --- what is held ------------------------------------------------------------------------------------------------


def _changed_qualifications(
    draft: Draft, state: State, found: Difference, *, take_lower: bool
) -> tuple[list[int], list[Held]]:
    drops: list[int] = []
    added: list[Held] = []
    for kind in dict.fromkeys(item.kind for item in draft.held):
        said = [item for item in draft.held if item.kind == kind]
        known = [q for q in state.qualifications if q.kind == kind]
        more_drops, more = _of_kind(kind, said, known, found, take_lower=take_lower)
        drops += more_drops
        added += more
    return drops, added


def _of_kind(
    kind: str, said: Sequence[Held], known: Sequence[Qualification], found: Difference, *, take_lower: bool
) -> tuple[list[int], list[Held]]:
    held = [q for q in known if q.state == "held"]
    top = max((q.level for q in held), default=-1)
    top_said = max((item.level for item in said if item.state == "held"), default=-1)
    drops: list[int] = []
    if -1 < top_said < top:
        best = next(q for q in held if q.level == top)
        found.lower[kind] = (_level_name(kind, top), _level_name(kind, top_said))
        if not take_lower:
            return [], []
        drops = [q.pk for q in held if q.level > top_said]
        found.shown[kind] = (_level_name(kind, best.level), _level_name(kind, top_said))
    added = []
    for item in said:
        drop, add = _one(item, known)
        drops += [pk for pk in drop if pk not in drops]
        if add:
            added.append(item)
            found.shown.setdefault(kind, (_level_name(kind, top) if top >= 0 else "", _held_text(item)))
    return drops, added


def _one(item: Held, known: Sequence[Qualification]) -> tuple[list[int], bool]:
    """Rows that the item replaces because it says the same more exactly, and whether it has to be added."""
    for stored in known:
        if stored.state == item.state and stored.level == item.level and _fields_agree(stored, item):
            better = (item.field_code and not stored.field_code) or (item.obtained and not stored.obtained)
            return ([stored.pk], True) if better and item.level else ([], False)
    return [q.pk for q in known if q.level == 0 and item.level > 0 and item.state == "held"], True


def _fields_agree(stored: Qualification, item: Held) -> bool:
    if not stored.field_code or not item.field_code:
        return True
    return stored.field_code[1:] == item.field_code[1:]


def _level_name(kind: str, level: int) -> str:
    return QUALIFICATIONS[kind].level(level).vi


def _held_text(item: Held) -> str:
    name = _level_name(item.kind, item.level)
    return f"{name} {item.field_text}".strip() if item.state == "held" else f"đang học {name}"


def _ratings(state: State) -> list[Rated]:
    return [Rated(r.year, r.level, r.exempt) for r in state.ratings]


def _rating_text(state: State, year: int) -> str:
    return next((_level_text(r.level) for r in state.ratings if r.year == year), "")


def _level_text(level: int | None) -> str:
    return "" if level is None else RATING.level(level).vi
