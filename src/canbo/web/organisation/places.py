"""The names behind the numbers of the staffing balance: who holds a post, and which seats are empty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from canbo.apps.people.queries import names_by_id
from canbo.core.policy.titles import Title
from canbo.core.review.balance import KINDS, asked_fields
from canbo.web.organisation.choice import Choice
from canbo.web.review.common import common
from canbo.web.shell.asked import Asked, asked_of

_PAGE = 25

WORDS: Mapping[str, str | Promise] = {
    "holders": gettext_lazy("Có mặt"),
    "suitable": gettext_lazy("Phù hợp"),
    "unsuitable": gettext_lazy("Chưa phù hợp"),
    "unknown": gettext_lazy("Chưa rõ"),
    "vacant": gettext_lazy("Trống"),
    "surplus": gettext_lazy("Thừa"),
}
"""The counts whose rows can be listed, by their names in an address."""


@dataclass(frozen=True)
class Place:
    """One holder or one empty seat; `chip` and `state` say whether the field suits."""

    name: str
    url: str
    position: Title
    body: Title
    unit: str
    chip: str
    state: str
    surplus: bool


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """The rows of one kind, narrowed as the balance is."""
    asked = asked_of(request)
    choice, kind = Choice.of(request, asked), request.GET.get("loai", "holders")
    if kind not in KINDS:
        raise Http404
    found = chosen(asked, choice, kind)
    pages: Paginator[Any] = Paginator(range(found.height), _PAGE)
    page = pages.get_page(request.GET.get("trang", "1"))
    page.object_list = _named(asked, found.slice((page.number - 1) * _PAGE, _PAGE))
    query = choice.query()
    context = common(asked, **query, loai=kind) | {
        "kind": WORDS[kind],
        "where": _where(asked, choice),
        "tabs": [_tab(asked, choice, name, current=name == kind) for name in WORDS],
        "page": page,
        "pages": pages.get_elided_page_range(page.number, on_each_side=2),
        "balance_url": asked.link("organisation:balance", **query),
    }
    return render(request, "organisation/places.html", context)


def _tab(asked: Asked, choice: Choice, kind: str, *, current: bool) -> tuple[str | Promise, int, str, bool]:
    address = asked.link("organisation:places", loai=kind, **choice.query())
    return WORDS[kind], chosen(asked, choice, kind).height, address, current


def chosen(asked: Asked, choice: Choice, kind: str) -> pl.DataFrame:
    found = asked.review.balance.places.join(asked_fields(asked.pack), on="position", how="left", maintain_order="left")
    return choice.filter(found).filter(KINDS[kind])


def _where(asked: Asked, choice: Choice) -> str:
    """What the list is narrowed to, in words."""
    words = asked.words
    given = {
        "communes": choice.unit,
        "blocks": choice.block,
        "positions": choice.position,
        "fields_of_study": choice.field,
    }
    return " · ".join(words.code(list_id, code) for list_id, code in given.items() if code)


def _named(asked: Asked, frame: pl.DataFrame) -> list[Place]:
    named = names_by_id(frame["official_id"].drop_nulls().to_list(), asked.scope)
    return [_place(asked, row, named) for row in frame.iter_rows(named=True)]


def _place(asked: Asked, row: Mapping[str, Any], named: Mapping[int, str]) -> Place:
    words, holder = asked.words, row["official_id"]
    chip, state = _state(row)
    return Place(
        named.get(holder, "") if holder else _("trống"),
        asked.link("people:official", holder) if holder else "",
        words.title("positions", row["position"]),
        words.body_title(row["unit"], row["body"]),
        words.code("communes", row["unit"]),
        chip,
        state,
        row["surplus"] is True,
    )


def _state(row: Mapping[str, Any]) -> tuple[str, str]:
    if row["official_id"] is None:
        return "bad", _("trống")
    if row["suits"] is None:
        return "unknown", _("chưa rõ")
    return ("ok", _("phù hợp")) if row["suits"] else ("bad", _("chưa phù hợp"))
