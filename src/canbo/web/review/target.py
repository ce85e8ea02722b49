"""S3, one target: why it stands where it stands, who is missing and where, and what if it were another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from canbo.core.facts.columns import Grain
from canbo.core.policy.model import Target
from canbo.core.policy.titles import Title
from canbo.core.review.parts import NOT_MET, Part, Parts
from canbo.core.review.targets import TargetResult
from canbo.web.review import figures, sentences
from canbo.web.review.breakdown import Breakdown, bar, breakdown, places
from canbo.web.review.common import common
from canbo.web.review.lights import ALL_NOT_MET, PartWord, parts_of
from canbo.web.review.members import members_page
from canbo.web.review.trend import trend_of
from canbo.web.review.whatif import trial
from canbo.web.shell.asked import Asked, asked_of

_GROUPS = 12


@require_safe
def target(request: HttpRequest, code: str) -> HttpResponse:
    """One target by its short code."""
    asked = asked_of(request)
    result = find(asked, code)
    found = breakdown(asked, result)
    part, unit = part_of(request, found), unit_of(request, asked)
    multiples, scale = places(asked, found, code)
    context = common(asked, phan=part, xa=unit) | {
        "result": result,
        "title": result.target.title.get(asked.language),
        "goal": figures.goal_words(result.target.goal),
        "now": figures.now(result),
        "months_left": months_left(asked, result),
        "leads": leads(asked, result.target),
        "sentences": sentences.why(result, found.whole, _named(asked, found), found.groups, found.group_word),
        "bar": bar(found.grain, found.whole) if found.whole.total else [],
        "unsure": found.unsure,
        "staffing": _staffing(asked, result),
        "enough": _enough(result, found, part, unit),
        "places": multiples if len(multiples) > 1 and found.grain is not Grain.COMMUNE else [],
        "scale": scale,
        "groups": list(found.groups.items())[:_GROUPS],
        "group_word": found.group_word,
        "about_field": found.about_field,
        "open_word": parts_of(found.grain)[Part.OPEN].label,
        "trend": trend_of(asked, result),
        "tabs": _tabs(asked, result, found, part, unit),
        "part": part,
        "unit": unit,
        "unit_label": asked.words.code("communes", unit),
        "page": members_page(asked, result, found, part, unit, request.GET.get("trang", "1")),
        "meaning": meaning(asked, result.target),
        "note": result.target.note.get(asked.language) if result.target.note else "",
        "print_part": _print_part(found.grain, part),
        **_trial(asked, result, request),
        **_links(asked, result.target, part, unit),
    }
    context["pages"] = context["page"].paginator.get_elided_page_range(context["page"].number, on_each_side=2)
    return render(request, "review/target.html", context)


def find(asked: Asked, code: str) -> TargetResult:
    """The result of the target with this short code, or "not found"."""
    for result in asked.review.targets:
        if result.target.code == code:
            return result
    raise Http404


def part_of(request: HttpRequest, found: Breakdown) -> str:
    """The part or parts whose names are asked for; without a word, all who do not pass, if there are any."""
    asked = request.GET.get("phan", "")
    if asked in {*Part, NOT_MET}:
        return asked
    return Part.MET.value if found.whole.met and not found.whole.not_met else NOT_MET


def unit_of(request: HttpRequest, asked: Asked) -> str:
    """The commune that the names are narrowed to, if it is one of the scope."""
    unit = request.GET.get("xa", "")
    return unit if unit in set(asked.review.facts.communes["unit"]) else ""


def months_left(asked: Asked, result: TargetResult) -> int:
    end = result.deadline
    return max(0, (end.year - asked.as_of.year) * 12 + end.month - asked.as_of.month)


def leads(asked: Asked, wanted: Target) -> list[Title]:
    return [asked.words.title("organs", lead) for lead in wanted.lead]


def meaning(asked: Asked, wanted: Target) -> dict[str, str]:
    """The population and the measure of a target in words; "" where it has none."""
    words = asked.words
    return {
        "population": words.who(wanted.population, wanted.grain) if wanted.population else "",
        "among": words.who(wanted.among) if wanted.among else "",
        "measure": words.explain(wanted.measure) if wanted.among else words.explain(wanted.measure, wanted.grain),
    }


@dataclass(frozen=True)
class Stand:
    """Where a target stands, before or after a trial."""

    result: TargetResult

    @property
    def goal(self) -> str:
        return figures.goal_words(self.result.target.goal)

    @property
    def now(self) -> str:
        return figures.now(self.result)

    @property
    def missing(self) -> str:
        return figures.missing(self.result)

    @property
    def forecast(self) -> str:
        return figures.forecast(self.result)


def _trial(asked: Asked, result: TargetResult, request: HttpRequest) -> dict[str, object]:
    made = trial(asked, result, request.GET)
    rows = [(_("Hiện hành"), Stand(result)), (_("Nếu đổi"), Stand(made.after))] if made.after else []
    return {"trial": made, "trial_rows": rows, "trial_open": made.asked or "thu" in request.GET}


def _named(asked: Asked, found: Breakdown) -> dict[str, Any]:
    return {asked.words.code("communes", unit): parts for unit, parts in found.places.items()}


@dataclass(frozen=True)
class Tab:
    word: PartWord
    count: int
    url: str
    current: bool


def _tabs(asked: Asked, result: TargetResult, found: Breakdown, part: str, unit: str) -> list[Tab]:
    counts = found.places.get(unit, Parts()) if unit else found.whole
    words = {NOT_MET: ALL_NOT_MET} | {part.value: word for part, word in parts_of(found.grain).items()}
    return [
        Tab(
            words[name],
            counts.count(name),
            asked.link("review:target", result.target.code, phan=name, xa=unit) + "#ten",
            name == part,
        )
        for name in (NOT_MET, Part.OPEN, Part.STUDYING, Part.UNKNOWN, Part.MET)
        if name in words
    ]


def _print_part(grain: Grain, part: str) -> str:
    """What the list on paper holds: the tabs are not printed."""
    words = {NOT_MET: ALL_NOT_MET} | {part.value: word for part, word in parts_of(grain).items()}
    return str(words[part].label) if part in words else ""


def _enough(result: TargetResult, found: Breakdown, part: str, unit: str) -> str:
    """How many of those listed would do, where the goal asks for fewer than all who do not pass; else ""."""
    some = part == NOT_MET and not unit and 0 < result.missing < found.whole.not_met
    return figures.missing(result) if some else ""


def _staffing(asked: Asked, result: TargetResult) -> dict[str, Any]:
    """Of a measure of seats: how many of the establishment it looks at."""
    seats, counted = asked.review.seats.height, result.counts.total
    if result.target.grain is not Grain.POST or seats == counted:
        return {}
    return {"seats": seats, "counted": counted, "other": seats - counted, "url": asked.link("organisation:balance")}


def _links(asked: Asked, wanted: Target, part: str, unit: str) -> dict[str, object]:
    roster = asked.link("people:roster", chi_tieu=wanted.code, tinh_trang=part, xa=unit, chinh="1" if unit else "")
    clause = next((clause for clause in asked.pack.pack.clauses if clause.id == wanted.clause), None)
    return {
        "roster_url": roster if wanted.grain == "official" else "",
        "clause_url": asked.link("policy:clause", wanted.clause),
        "clause": clause.says.get(asked.language) if clause else "",
        "export_url": asked.link("review:target_export", wanted.code, phan=part, xa=unit),
        "all_url": asked.link("review:target", wanted.code, phan=part) + "#ten",
        "here": asked.link("review:target", wanted.code),
        "trial_url": asked.link("review:target", wanted.code, thu="1") + "#thu",
        "dashboard_url": asked.link("review:dashboard"),
        "targets_url": asked.link("review:targets"),
    }
