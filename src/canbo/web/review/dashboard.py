"""S2, the dashboard: will the resolution be met, where does it fall short, what is to be decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from canbo.apps.accounts.models import Role
from canbo.core.policy.titles import Title
from canbo.core.review.decisions import decisions
from canbo.core.review.quality import quality
from canbo.core.review.targets import Counts, Light, TargetResult
from canbo.web.review import sentences
from canbo.web.review.common import common
from canbo.web.review.freshness import freshness
from canbo.web.review.lights import COUNTERS
from canbo.web.review.lines import Line, lines
from canbo.web.review.tiles import tile_map
from canbo.web.shell.asked import Asked, asked_of

_DECISIONS = 3


@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """Every measure of the resolution on one page, which is also one sheet of paper."""
    asked = asked_of(request)
    results = _known(asked)
    context = common(asked) | {
        "counters": _counters(results),
        "freshness": freshness(asked),
        "todo": _todo(asked, results),
        "groups": grouped(lines(asked, results)),
        "map": tile_map(asked),
        "import_url": asked.link("importing:index") if asked.user.may_write else "",
        "map_note": _("người chưa đạt chuẩn theo quy định. Ô xếp theo vị trí gần đúng trên bản đồ."),
        "whole": quality(asked.review).whole,
        "own_url": asked.link("organisation:commune", asked.user.unit_code) if asked.user.unit_code else "",
        "may_snapshot": asked.user.role == Role.PROVINCE and asked.as_of <= asked.today,
    }
    return render(request, "review/dashboard.html", context)


def _known(asked: Asked) -> list[TargetResult]:
    """The results; before the first import, when every seat would look vacant, nothing is concluded from them."""
    if asked.review.people.height:
        return asked.review.targets
    return [replace(result, counts=Counts(), studying=0) for result in asked.review.targets]


@dataclass(frozen=True)
class Counter:
    look: str
    words: str | Promise
    count: int


def _counters(results: Iterable[TargetResult]) -> list[Counter]:
    """How many measures stand in each light; together they are all of them."""
    lights = [result.light for result in results]
    return [Counter(*words, lights.count(light)) for light, words in COUNTERS.items() if _shown(light, lights)]


def _shown(light: Light, lights: list[Light]) -> bool:
    return light is not Light.NO_DATA or light in lights


@dataclass(frozen=True)
class Todo:
    """A thing to decide: what to do, why, who leads, and where its names are."""

    action: str
    reason: str
    lead: Title | str
    url: str


def _todo(asked: Asked, results: list[TargetResult]) -> list[Todo]:
    return [
        Todo(
            sentences.action(decision, asked.words),
            sentences.reason(decision),
            next((asked.words.title("organs", lead) for lead in decision.result.target.lead), ""),
            asked.link("review:target", decision.result.target.code),
        )
        for decision in decisions(results, asked.pack, _DECISIONS)
    ]


@dataclass(frozen=True)
class Group:
    """The measures of one clause: one of the eight targets of the resolution."""

    number: str
    lines: list[Line]


def grouped(found: list[Line]) -> list[Group]:
    """The measures in their order, by the number that their codes begin with."""
    return [Group(number, list(part)) for number, part in groupby(found, lambda line: line.code.rstrip("abcdđ"))]
