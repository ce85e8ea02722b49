"""The catalogue of positions: what each asks, how many seats it has, and what every part of it comes from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from canbo.core.policy.catalogue import Body, Position
from canbo.core.policy.cited import Citation
from canbo.core.policy.describe import BASES
from canbo.core.review.findings import accepted_fields
from canbo.core.review.uses import bound
from canbo.web.policy.cited import Source, cited
from canbo.web.policy.naming import span
from canbo.web.policy.searching import matching
from canbo.web.shell.asked import Asked, asked_of


@require_GET
def positions(request: HttpRequest) -> HttpResponse:
    """The catalogue by body."""
    asked, query = asked_of(request), request.GET.get("tim", "").strip()
    pack = asked.pack.pack
    by_body = [
        (
            _body(asked, body),
            [
                (p, p.title.get(asked.language), accepted_fields(p.code, asked.words))
                for p in pack.positions
                if p.body == body.code and matching([p.title.vi, p.title.en, *p.aliases], query)
            ],
        )
        for body in pack.bodies
    ]
    shown = [(title, items) for title, items in by_body if items]
    return render(request, "policy/positions.html", {"asked": asked, "bodies": shown, "query": query})


def _body(asked: Asked, body: Body) -> str:
    """The title of a body, with those it has in some kinds of commune."""
    words = asked.words
    own = [f"{words.code('unit_kinds', kind)}: {text.get(asked.language)}" for kind, text in body.unit_titles.items()]
    return body.title.get(asked.language) + (f" ({'; '.join(own)})" if own else "")


@require_GET
def position(request: HttpRequest, code: str) -> HttpResponse:
    """One position."""
    asked = asked_of(request)
    found = asked.pack.positions.get(code)
    if found is None:
        raise Http404
    body = next(body for body in asked.pack.pack.bodies if body.code == found.body)
    context = {
        "asked": asked,
        "as_of": asked.as_of,
        "position": found,
        "title": found.title.get(asked.language),
        "body": _body(asked, body),
        "group": asked.words.code("title_groups", found.title_group),
        "category": asked.words.code("categories", found.category),
        "fields": [asked.words.field(field) for field in found.fields],
        "roster": asked.link("people:roster", vi_tri=code),
        "standards": [
            (
                s.title.get(asked.language),
                asked.link("policy:standard", s.id),
                asked.words.brief(s.requires),
                BASES[s.basis][asked.language],
            )
            for s in bound(asked.pack).standards(code)
        ],
        **_sources(asked, found),
        **_staffing(asked, found),
        **_competencies(asked, found),
    }
    return render(request, "policy/position.html", context)


def _sources(asked: Asked, found: Position) -> dict[str, Source | None]:
    """Where the title, the fields and the number of seats come from, each its own."""
    return {
        "source": cited(asked, found.cites),
        "fields_source": cited(asked, found.fields_cites) if found.fields_cites else None,
        "posts_source": cited(asked, found.posts_cites) if found.posts_cites else None,
    }


def _staffing(asked: Asked, found: Position) -> dict[str, Any]:
    """Whether its seats count in staffing on the day, and the times for which something else is said."""
    return {
        "counts": found.counts_on(asked.as_of),
        "counting": [(part, span(part), cited(asked, part.cites)) for part in found.counting],
    }


def _competencies(asked: Asked, found: Position) -> dict[str, Any]:
    """The levels asked, and the sources of the names and of the levels, each told once."""
    known = {competency.code: competency for competency in asked.pack.pack.competencies}
    asks = [known[name] for name in found.competencies]
    return {
        "competencies": [(item.title.get(asked.language), found.competencies[item.code]) for item in asks],
        "name_sources": _each_once(asked, (item.cites for item in asks)),
        "level_sources": _each_once(asked, (item.level_cites for item in asks if item.level_cites)),
    }


def _each_once(asked: Asked, cites: Iterable[Citation]) -> list[Source]:
    found: list[Citation] = []
    for one in cites:
        if one not in found:
            found.append(one)
    return [cited(asked, one) for one in found]
