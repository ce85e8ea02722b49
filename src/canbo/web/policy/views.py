"""The policy reader: clauses, standards and positions as the pack has them, each with its source."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from canbo.core.policy.expand import fact_name
from canbo.core.policy.model import Basis, Clause, Standard, Target
from canbo.core.review.findings import accepted_fields
from canbo.core.text.names import search_key, search_tokens
from canbo.web.policy.cited import cited
from canbo.web.review import figures
from canbo.web.review.target import meaning
from canbo.web.shell.asked import Asked, asked_of


def _matching(texts: list[str], query: str) -> bool:
    folded = search_key(" ".join(texts))
    return all(f" {token}" in folded for token in search_tokens(query))


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The clauses with what they ask, the measures and tasks that follow from each."""
    asked, query = asked_of(request), request.GET.get("tim", "").strip()
    pack = asked.pack.pack
    clauses = [
        {
            "clause": clause,
            "says": clause.says.get(asked.language),
            "targets": [t for t in pack.targets if t.clause == clause.id],
            "tasks": sum(task.clause == clause.id for task in pack.tasks),
        }
        for clause in pack.clauses
        if _matching([clause.id, clause.says.vi, clause.says.en], query)
    ]
    return render(request, "policy/index.html", {"asked": asked, "clauses": clauses, "query": query})


@require_GET
def clause(request: HttpRequest, pk: str) -> HttpResponse:
    """One clause and everything that uses it."""
    asked = asked_of(request)
    pack = asked.pack.pack
    found: Clause | None = next((c for c in pack.clauses if c.id == pk), None)
    if found is None:
        raise Http404
    organs = {organ.id: organ.title.get(asked.language) for organ in pack.organs}
    context = {
        "asked": asked,
        "clause": found,
        "says": found.says.get(asked.language),
        "asks": found.asks.get(asked.language),
        "targets": [_target(asked, t) for t in pack.targets if t.clause == pk],
        "tasks": [(t.title.get(asked.language), organs[t.organ]) for t in pack.tasks if t.clause == pk],
        "standards": [s for s in asked.pack.standards if s.cites.place == pk],
    }
    return render(request, "policy/clause.html", context)


def _target(asked: Asked, target: Target) -> dict[str, Any]:
    return {
        "target": target,
        "title": target.title.get(asked.language),
        "meaning": meaning(asked, target),
        "goal": figures.goal_words(target.goal),
    }


@require_GET
def standards(request: HttpRequest) -> HttpResponse:
    """What positions ask: legal standards and what the programme wants, told apart."""
    asked = asked_of(request)
    shown = [_standard(asked, s) for s in asked.pack.standards if s.basis is not Basis.COMPETENCY]
    return render(request, "policy/standards.html", {"asked": asked, "standards": shown})


def _standard(asked: Asked, item: Standard) -> dict[str, Any]:
    return {
        "standard": item,
        "title": item.title.get(asked.language),
        "applies": asked.words.explain(item.applies_to),
        "requires": asked.words.explain(item.requires),
        "source": cited(asked, item.cites),
    }


@require_GET
def standard(request: HttpRequest, pk: str) -> HttpResponse:
    """One standard: whom it binds, what it asks, where it stands, how many meet it."""
    asked = asked_of(request)
    found = next((s for s in asked.pack.standards if s.id == pk), None)
    if found is None:
        raise Http404
    states = dict(asked.review.findings[pk].value_counts().iter_rows())
    context = {"asked": asked, "as_of": asked.as_of, **_standard(asked, found)}
    counts = {"met": states.get(1, 0), "gap": states.get(-1, 0), "unknown": states.get(0, 0)}
    roster = asked.link("people:roster", thieu=pk)
    return render(request, "policy/standard.html", context | counts | {"roster": roster})


@require_GET
def positions(request: HttpRequest) -> HttpResponse:
    """The catalogue of positions by body."""
    asked, query = asked_of(request), request.GET.get("tim", "").strip()
    pack = asked.pack.pack
    by_body = [
        (
            body.title.get(asked.language),
            [
                (p, p.title.get(asked.language), accepted_fields(p.code, asked.words))
                for p in pack.positions
                if p.body == body.code and _matching([p.title.vi, p.title.en, *p.aliases], query)
            ],
        )
        for body in pack.bodies
    ]
    shown = [(title, items) for title, items in by_body if items]
    return render(request, "policy/positions.html", {"asked": asked, "bodies": shown, "query": query})


@require_GET
def position(request: HttpRequest, code: str) -> HttpResponse:
    """One position: accepted fields, required competencies, and its source."""
    asked = asked_of(request)
    found = asked.pack.positions.get(code)
    if found is None:
        raise Http404
    competencies = {c.code: c for c in asked.pack.pack.competencies}
    asks = [
        (competencies[name].title.get(asked.language), level, fact_name(name))
        for name, level in found.competencies.items()
    ]
    context = {
        "asked": asked,
        "position": found,
        "title": found.title.get(asked.language),
        "body": asked.words.code("bodies", found.body),
        "group": asked.words.code("title_groups", found.title_group),
        "fields": accepted_fields(code, asked.words),
        "competencies": asks,
        "roster": asked.link("people:roster", vi_tri=code),
        "source": cited(asked, found.cites),
    }
    return render(request, "policy/position.html", context)
