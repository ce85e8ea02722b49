"""What the import understood of a row, field by field, as people read it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from canbo.apps.language import said
from canbo.apps.people.models import Category
from canbo.core.dates import PartialDate
from canbo.core.facts.scales import QUALIFICATIONS, RATING
from canbo.core.people.record import Held
from canbo.core.policy.explain import Words
from canbo.files.importing.competencies import text_of
from canbo.files.importing.draft import Draft
from canbo.files.importing.fields import assessed_in

LISTS = {
    "sex": "sexes", "ethnic_group": "ethnic_groups", "native_unit": "communes", "unit": "communes", "body": "bodies"
}  # fmt: skip
"""Fields whose values are codes, with the list that names them."""


def named(name: str, text: str, words: Words) -> str:
    """A value of the record as text, a code by its name."""
    if name == "position":
        return words.code("positions", text)
    return words.code(LISTS[name], text) if name in LISTS else text


def understood(name: str, draft: Draft, words: Words) -> str:
    """What a field of the row means; "" when it says nothing."""
    if name in QUALIFICATIONS:
        return "; ".join(_held(item, words) for item in draft.held if item.kind == name)
    if assessed_in(name):
        told = draft.assessed.get(assessed_in(name))
        return text_of(told.level, told.day) if told else ""
    if name in _OWN:
        return _OWN[name](draft, words)
    value = draft.values.get(name, draft.assignment.get(name))
    return "" if value is None else _plain(name, value, words)


def _plain(name: str, value: Any, words: Words) -> str:
    if isinstance(value, PartialDate):
        return value.display()
    if isinstance(value, bool):
        return _("Có") if value else _("Không")
    if name == "category":
        return str(Category(value).label)
    return named(name, str(value), words)


def _held(item: Held, words: Words) -> str:
    level = said(QUALIFICATIONS[item.kind].level(item.level))
    field = words.code("fields_of_study", item.field_code) if item.field_code else item.field_text
    when = item.obtained or item.expected
    text = _("{level} {field}").format(level=level, field=field) if field else level
    text += f" ({when.display()})" if when else ""
    return text if item.state == "held" else _("đang học {level}").format(level=text)


def _rating(draft: Draft, _words: Words) -> str:
    if draft.rating is None:
        return ""
    return _("Không xếp loại") if draft.rating.level is None else said(RATING.level(draft.rating.level))


def _native(draft: Draft, words: Words) -> str:
    code = draft.values.get("native_unit")
    return words.code("communes", code) if code else str(draft.values.get("native_place") or "")


def _positions(draft: Draft, words: Words) -> str:
    return "; ".join(words.code("positions", code) for code in draft.positions)


_OWN: Mapping[str, Callable[[Draft, Words], str]] = {
    "full_name": lambda draft, _words: draft.name,
    "position": _positions,
    "unit": lambda draft, words: words.code("communes", draft.unit) if draft.unit else "",
    "start": lambda draft, _words: draft.start.display() if draft.start else "",
    "rating": _rating,
    "native_unit": _native,
    "studying": lambda draft, words: "; ".join(_held(h, words) for h in draft.held if h.state == "studying"),
}


def own_fields(fields: Iterable[str]) -> list[str]:
    """The fields that columns speak of, each once: a column for each sex is a birth date, one of marks its kind."""
    found = (name if assessed_in(name) else _SAME.get(name, name.partition(":")[0]) for name in fields)
    return [name for name in dict.fromkeys(found) if name not in ("id", "version", "order", "ignored", "")]


_SAME = {"birth_male": "birth", "birth_female": "birth", "female": "sex", "male": "sex", "field": "degree",
         "institution": "degree", "studying": "studying"}  # fmt: skip
