"""What a row says is held or studied for, merged into what is on record: nothing on record is lost by it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from canbo.apps.language import said
from canbo.apps.people.models import Evidence, Qualification, QualificationState
from canbo.core.dates import PartialDate
from canbo.core.facts.scales import QUALIFICATIONS
from canbo.core.people.record import Held

_DETAILS = ("field_code", "field_text", "institution", "obtained", "expected")
_TOLD = ("field_code", "institution", "obtained", "expected")
"""Details that make a difference; the text of a field does not when its code is known."""


@dataclass
class Merged:
    """What would change: fields of rows on record by their ids, rows added and dropped, and what is to be asked."""

    held: dict[int, dict[str, Any]] = field(default_factory=dict)
    added: list[Held] = field(default_factory=list)
    drops: list[int] = field(default_factory=list)
    shown: dict[str, tuple[str, str]] = field(default_factory=dict)
    lower: dict[str, tuple[str, str]] = field(default_factory=dict)
    against: dict[str, tuple[str, str]] = field(default_factory=dict)


def merge(
    told: Sequence[Held], known: Sequence[Qualification], *, kept: Collection[str], lowered: Collection[str]
) -> Merged:
    """Merge what a file tells, kind by kind. `kept` kinds stay as they are, `lowered` ones follow the file down."""
    merged = Merged()
    for kind in dict.fromkeys(item.kind for item in told):
        mine = [item for item in told if item.kind == kind]
        stored = [q for q in known if q.kind == kind]
        _kind(kind, mine, stored, merged, kept=kind in kept, lowered=kind in lowered)
    return merged


def _kind(
    kind: str, told: Sequence[Held], known: Sequence[Qualification], merged: Merged, *, kept: bool, lowered: bool
) -> None:
    held = [q for q in known if q.state == QualificationState.HELD]
    top = max((q.level for q in held), default=-1)
    top_told = max((item.level for item in told if item.state == QualificationState.HELD), default=-1)
    if -1 < top_told < top:
        merged.lower[kind] = (_level(kind, top), _level(kind, top_told))
        if not lowered:
            return
        merged.drops += [q.pk for q in held if q.level > top_told]
        merged.shown[kind] = merged.lower[kind]
    if kept:
        return
    free = [q for q in known if q.pk not in merged.drops]
    for item in sorted(told, key=lambda item: not item.field_code):
        _one(item, free, known, merged)


def _one(item: Held, free: list[Qualification], known: Sequence[Qualification], merged: Merged) -> None:
    """An item fills or changes the row on record that says the same, else it is added."""
    same = _counterpart(item, free)
    if same is not None:
        free.remove(same)
        _change(item, same, merged)
        return
    if any(_equal(item, q) for q in known) and not item.field_code:
        return  # the same level said once more, without a field
    if item.level > 0 and item.state == QualificationState.HELD:
        merged.drops += [q.pk for q in free if q.level == 0 and q.pk not in merged.drops]
    merged.added.append(item)
    best = max((q.level for q in known if q.state == QualificationState.HELD), default=-1)
    merged.shown.setdefault(item.kind, (_level(item.kind, best) if best >= 0 else "", _text(item)))


def _counterpart(item: Held, free: Sequence[Qualification]) -> Qualification | None:
    """The row on record that means the same: the one with the same field first, then one of which no field is known."""
    alike = [q for q in free if _equal(item, q)]
    same_field = [q for q in alike if q.field_code[1:] == item.field_code[1:]]
    unknown = [q for q in alike if not q.field_code or not item.field_code]
    return next(iter([*same_field, *unknown]), None)


def _equal(item: Held, stored: Qualification) -> bool:
    return stored.state == item.state and stored.level == item.level


def _change(item: Held, stored: Qualification, merged: Merged) -> None:
    names = _DETAILS if not stored.field_code else tuple(n for n in _DETAILS if not n.startswith("field_"))
    changed = {name: new for name in names if _adds(getattr(stored, name), new := getattr(item, name))}
    if not changed:
        return
    merged.held[stored.pk] = changed
    told = [name for name in _TOLD if name in changed] or list(changed)
    before = ", ".join(_plain(getattr(stored, name)) for name in told if getattr(stored, name))
    level = _level(item.kind, item.level)
    shown = (f"{level} {before}".strip(), f"{level} {', '.join(_plain(changed[name]) for name in told)}")
    merged.shown.setdefault(item.kind, shown)
    denied = any(getattr(stored, name) for name in told)
    if denied and stored.evidence == Evidence.VERIFIED:
        merged.against[item.kind] = shown


def _adds(old: Any, new: Any) -> bool:
    """Whether the file says something that the record does not: nothing, and a date known less exactly, do not."""
    if new in (None, "") or old == new:
        return False
    if isinstance(old, PartialDate) and isinstance(new, PartialDate):
        return not (old.code > new.code and str(old).startswith(str(new)))
    return True


def _plain(value: Any) -> str:
    return value.display() if isinstance(value, PartialDate) else str(value)


def _level(kind: str, level: int) -> str:
    return said(QUALIFICATIONS[kind].level(level))


def _text(item: Held) -> str:
    name = _level(item.kind, item.level)
    if item.state == QualificationState.HELD:
        return f"{name} {item.field_text}".strip()
    return _("đang học {level}").format(level=name)
