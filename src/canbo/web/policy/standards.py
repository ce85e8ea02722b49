"""What positions ask: each standard with whom it binds, what it asks, where it is used, how many meet it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from canbo.core.policy.catalogue import Position
from canbo.core.policy.describe import BASES
from canbo.core.policy.model import Basis, Standard
from canbo.core.review.uses import bound, parameters_in
from canbo.web.policy.cited import cited
from canbo.web.policy.naming import full_title, span
from canbo.web.shell.asked import Asked, asked_of

Link = tuple[str, str]
"""The words of a link and its address."""


@require_GET
def standards(request: HttpRequest) -> HttpResponse:
    """Legal standards, those for reference and what the programme wants, told apart."""
    asked = asked_of(request)
    shown = [_shown(asked, s) for s in asked.pack.standards if s.basis is not Basis.COMPETENCY]
    return render(request, "policy/standards.html", {"asked": asked, "standards": shown})


def _shown(asked: Asked, item: Standard) -> dict[str, Any]:
    return {
        "standard": item,
        "title": item.title.get(asked.language),
        "basis": BASES[item.basis][asked.language],
        "url": asked.link("policy:standard", item.id),
        "applies": asked.words.who(item.applies_to),
        "requires": asked.words.explain(item.requires),
        "source": cited(asked, item.cites),
        "targets": target_links(asked, item),
    }


def target_links(asked: Asked, item: Standard) -> list[Link]:
    """The targets that a standard serves or that test the same of the same positions."""
    if item.basis is Basis.COMPETENCY:
        return []
    return [
        (f"{t.code} {t.label.get(asked.language)}", asked.link("review:target", t.code))
        for t in bound(asked.pack).targets(item)
    ]


@require_GET
def standard(request: HttpRequest, pk: str) -> HttpResponse:
    """One standard."""
    asked = asked_of(request)
    found = next((s for s in asked.pack.standards if s.id == pk), None)
    if found is None:
        raise Http404
    states = dict(asked.review.findings[pk].value_counts().iter_rows())
    context = {
        "asked": asked,
        "as_of": asked.as_of,
        **_shown(asked, found),
        "full_title": full_title(asked.words, found),
        "holds": span(found),
        "positions": _positions(asked, found),
        "parameters": _parameters(asked, found),
        "closing": found.closes_with.title.get(asked.language) if found.closes_with else "",
        "counts": [_count(asked, pk, states.get(number, 0), *words) for number, words in _answers().items()],
    }
    return render(request, "policy/standard.html", context)


def _answers() -> dict[int, tuple[str, str, str]]:
    """The answers in the order of the page: the state in an address, the look, the words."""
    return {
        1: ("met", "", _("đạt")),
        -1: ("gap", "bad", _("chưa đạt")),
        0: ("unknown", "quiet", _("chưa rõ")),
    }


def _count(asked: Asked, pk: str, count: int, state: str, look: str, words: str) -> dict[str, Any]:
    url = asked.link("people:roster", thieu=pk, tinh_trang="" if state == "gap" else state)
    return {"n": count, "look": look, "words": words, "url": url if count else ""}


def _positions(asked: Asked, item: Standard) -> list[Link]:
    if item.basis is Basis.COMPETENCY:
        return []
    return [position_link(asked, position) for position in bound(asked.pack).positions(item)]


def position_link(asked: Asked, position: Position) -> Link:
    return position.title.get(asked.language), asked.link("policy:position", position.code)


def _parameters(asked: Asked, item: Standard) -> list[Link]:
    titles = {parameter.id: parameter.title.get(asked.language) for parameter in asked.pack.pack.parameters}
    page = asked.link("policy:parameters")
    return [(titles[name], f"{page}#{name}") for name in parameters_in(item.applies_to, item.requires)]
