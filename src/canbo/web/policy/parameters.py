"""The dated values of the pack: those nobody has confirmed first, each with the rules that name it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from canbo.core.policy.conditions import Condition, FromParameter, Scalar, tests_in
from canbo.core.policy.model import Citation, Parameter, ParameterValue, Status
from canbo.web.policy.cited import Source, cited
from canbo.web.review.figures import set_share
from canbo.web.shell.asked import Asked, asked_of
from canbo.web.shell.templatetags.canbo import day, number

_FEW = 4
UNITS: Mapping[str, Promise] = {
    "date": gettext_lazy("ngày"),
    "days": gettext_lazy("số ngày"),
    "month": gettext_lazy("tháng"),
    "months": gettext_lazy("số tháng"),
    "people": gettext_lazy("người"),
    "periods": gettext_lazy("tiết"),
    "points": gettext_lazy("điểm"),
    "share": gettext_lazy("tỷ lệ"),
    "times": gettext_lazy("lần"),
    "years": gettext_lazy("năm"),
}


@dataclass(frozen=True)
class Row:
    """A value with the days it holds and where it comes from."""

    value: ParameterValue
    shown: str
    in_force: bool
    source: Source

    @property
    def cites(self) -> Citation:
        return self.value.cites


@dataclass(frozen=True)
class Shown:
    """A parameter: its values (of many only those in force), and the rules that name it."""

    parameter: Parameter
    title: str
    unit: str | Promise
    values: list[Row]
    hidden: int
    unconfirmed: bool
    standards: list[tuple[str, str]]
    targets: list[tuple[str, str]]


@require_GET
def parameters(request: HttpRequest) -> HttpResponse:
    """Every dated value; those nobody has confirmed come first."""
    asked = asked_of(request)
    shown = [_shown(asked, parameter) for parameter in asked.pack.pack.parameters]
    shown.sort(key=lambda item: not item.unconfirmed)
    waiting = sum(item.unconfirmed for item in shown)
    return render(request, "policy/parameters.html", {"asked": asked, "parameters": shown, "waiting": waiting})


def _shown(asked: Asked, item: Parameter) -> Shown:
    rows = [
        Row(value, _value(item.unit, value.value), value.in_force(asked.as_of), cited(asked, value.cites))
        for value in item.values
    ]
    kept = rows if len(rows) <= _FEW else [row for row in rows if row.in_force]
    language = asked.language
    return Shown(
        item,
        item.title.get(language),
        UNITS.get(item.unit, item.unit),
        kept,
        len(rows) - len(kept),
        any(row.in_force and row.cites.status is Status.UNCONFIRMED for row in rows),
        [(s.id, s.title.get(language)) for s in asked.pack.standards if _names(item.id, s.applies_to, s.requires)],
        [
            (t.code, t.label.get(language))
            for t in asked.pack.pack.targets
            if _names(item.id, t.population, t.among, t.measure)
        ],
    )


def _names(parameter: str, *conditions: Condition | None) -> bool:
    values = [test.value for condition in conditions if condition for test in tests_in(condition)]
    return any(isinstance(value, FromParameter) and value.parameter == parameter for value in values)


def _value(unit: str, value: Scalar | list[Scalar]) -> str:
    if isinstance(value, list):
        return ", ".join(_value(unit, one) for one in value)
    if isinstance(value, str | bool):
        return str(value)
    if isinstance(value, int | float):
        return set_share(value) if unit == "share" else number(value)
    return day(value)
