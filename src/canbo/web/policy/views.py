"""The policy reader: the clauses of the resolution as the pack has them, and everything that follows from each."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from canbo.core.policy.cited import Clause
from canbo.core.policy.model import Target
from canbo.web.policy.searching import matching
from canbo.web.review import figures
from canbo.web.review.target import meaning
from canbo.web.shell.asked import Asked, asked_of


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
        if matching([clause.id, clause.says.vi, clause.says.en], query)
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
        "standards": [
            (s.title.get(asked.language), asked.link("policy:standard", s.id))
            for s in asked.pack.standards
            if s.cites.place == pk
        ],
    }
    return render(request, "policy/clause.html", context)


def _target(asked: Asked, target: Target) -> dict[str, Any]:
    return {
        "target": target,
        "title": target.title.get(asked.language),
        "url": asked.link("review:target", target.code),
        "meaning": meaning(asked, target),
        "goal": figures.goal_words(target.goal),
        "note": target.note.get(asked.language) if target.note else "",
    }
