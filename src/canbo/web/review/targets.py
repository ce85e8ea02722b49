"""The list of all targets: what each counts, its goal, where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from canbo.core.policy.titles import Title
from canbo.web.review import figures
from canbo.web.review.common import common
from canbo.web.review.lines import Line, lines
from canbo.web.review.target import leads, meaning
from canbo.web.shell.asked import asked_of


@dataclass(frozen=True)
class Row:
    """A measure with what it means."""

    line: Line
    title: str
    goal: str
    meaning: dict[str, str]
    leads: list[Title]


@require_safe
def targets(request: HttpRequest) -> HttpResponse:
    """Every measure, in the order of the resolution."""
    asked = asked_of(request)
    rows = [
        Row(
            line,
            line.result.target.title.get(asked.language),
            figures.goal_words(line.result.target.goal),
            meaning(asked, line.result.target),
            leads(asked, line.result.target),
        )
        for line in lines(asked, asked.review.targets)
    ]
    return render(request, "review/targets.html", common(asked) | {"rows": rows})
