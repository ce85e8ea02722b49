"""The dated values of the pack: those nobody has confirmed first, each with what reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET

from canbo.core.policy.cited import Status
from canbo.core.policy.conditions import Scalar
from canbo.core.policy.model import Parameter, ParameterValue
from canbo.core.policy.named import RETIREMENT_AGE
from canbo.core.review.uses import Code, Uses, uses_of
from canbo.web.policy.cited import Source, cited
from canbo.web.policy.naming import full_title, span
from canbo.web.policy.standards import Link
from canbo.web.review.figures import set_share
from canbo.web.shell.asked import Asked, asked_of
from canbo.web.shell.templatetags.canbo import day, number

UNITS: Mapping[str, Promise] = {
    "date": pgettext_lazy("một ngày trong lịch", "ngày"),
    "days": pgettext_lazy("số ngày", "ngày"),
    "month": pgettext_lazy("một tháng trong năm", "tháng"),
    "months": pgettext_lazy("số tháng", "tháng"),
    "people": gettext_lazy("người"),
    "periods": gettext_lazy("tiết"),
    "points": gettext_lazy("điểm"),
    "share": gettext_lazy("tỷ lệ"),
    "times": gettext_lazy("lần"),
    "years": gettext_lazy("năm"),
}
_SPEAKING = frozenset({"date", "month", "share"})
"""Units whose values say them by themselves."""
_AGES = {RETIREMENT_AGE.format(sex=sex) for sex in ("male", "female")}
_BY_CODE: Mapping[Code, tuple[Promise, str]] = {
    Code.COLOURS: (gettext_lazy("màu của mọi chỉ tiêu"), "review:dashboard"),
    Code.FRESHNESS: (gettext_lazy("nhắc xã chậm cập nhật"), "review:dashboard"),
    Code.YEARS_LEFT: (gettext_lazy("số năm còn công tác của từng người"), ""),
    Code.BASELINE: (gettext_lazy("xét ai có chuyên môn chưa phù hợp tại mốc gốc"), ""),
    Code.RETIRING: (gettext_lazy("danh sách cán bộ sắp nghỉ hưu"), "people:roster"),
}


@dataclass(frozen=True)
class Row:
    """A value with the days it holds and where it comes from."""

    shown: str
    span: str
    source: Source
    unconfirmed: bool


@dataclass(frozen=True)
class Shown:
    """A parameter: its values in force, those of other times, and what reads it."""

    parameter: Parameter
    title: str
    unit: str | Promise
    values: list[Row]
    others: list[Row]
    uses: list[Link]

    @property
    def unconfirmed(self) -> bool:
        return any(row.unconfirmed for row in self.values)


@require_GET
def parameters(request: HttpRequest) -> HttpResponse:
    """Every dated value; those nobody has confirmed come first."""
    asked = asked_of(request)
    shown = [_shown(asked, parameter) for parameter in asked.pack.pack.parameters]
    shown.sort(key=lambda item: not item.unconfirmed)
    waiting = sum(item.unconfirmed for item in shown)
    return render(request, "policy/parameters.html", {"asked": asked, "parameters": shown, "waiting": waiting})


def _shown(asked: Asked, item: Parameter) -> Shown:
    rows = [(value.in_force(asked.as_of), _row(asked, item, value)) for value in item.values]
    return Shown(
        item,
        item.title.get(asked.language),
        "" if item.id in _AGES or item.unit in _SPEAKING else UNITS.get(item.unit, item.unit),
        [row for in_force, row in rows if in_force],
        [row for in_force, row in rows if not in_force],
        _uses(asked, uses_of(item.id, asked.pack)),
    )


def _row(asked: Asked, item: Parameter, value: ParameterValue) -> Row:
    shown = _age(value.value) if item.id in _AGES and isinstance(value.value, int) else _value(item.unit, value.value)
    return Row(shown, span(value), cited(asked, value.cites), value.cites.status is Status.UNCONFIRMED)


def _uses(asked: Asked, uses: Uses) -> list[Link]:
    made = [(f"{t.code} {t.label.get(asked.language)}", asked.link("review:target", t.code)) for t in uses.targets]
    made += [(full_title(asked.words, s), asked.link("policy:standard", s.id)) for s in uses.standards]
    if uses.code:
        words, page = _BY_CODE[uses.code]
        made.append((str(words), asked.link(page) if page else ""))
    return made


def _value(unit: str, value: Scalar | list[Scalar]) -> str:
    if isinstance(value, list):
        return ", ".join(_value(unit, one) for one in value)
    if isinstance(value, str | bool):
        return str(value)
    if isinstance(value, int | float):
        if unit == "month":
            return _("tháng %(n)s") % {"n": value}
        return set_share(value) if unit == "share" else number(value)
    return day(value)


def _age(months: int) -> str:
    """An age in months as people say it: 61 years and 6 months."""
    said = {"years": months // 12, "months": months % 12}
    return (_("%(years)s tuổi %(months)s tháng") if said["months"] else _("%(years)s tuổi")) % said
