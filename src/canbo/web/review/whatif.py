"""What if a target were another: a small form, an overlay, the effect. Nothing is written anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from canbo.core.policy.cited import Text
from canbo.core.policy.conditions import Scalar
from canbo.core.policy.model import Goal, Parameter, Target
from canbo.core.policy.overlay import Overlay
from canbo.core.review.targets import TargetResult
from canbo.core.review.whatif import parameters_of, what_if
from canbo.web.shell.asked import Asked

_TITLE = Text(vi="thử", en="trial")
GOAL, SIGN, BY = "muc", "dau", "han"
_OR_MORE, _MORE = "tu", "tren"


class WhatIfForm(forms.Form):
    """The goal, its day, and the parameters that the target depends on."""

    def __init__(self, asked: Asked, target: Target, data: QueryDict | None) -> None:
        super().__init__(data, label_suffix="")
        self.target = target
        self.parameters = {_key(item): item for item in parameters_of(target, asked.pack)}
        self.in_force = asked.pack.parameters
        self.fields[GOAL] = _percent(_("Chỉ tiêu (%)"), target.goal.share)
        self.fields[SIGN] = forms.ChoiceField(
            label=_("Đạt khi"),
            choices=[(_OR_MORE, _("từ mức này trở lên")), (_MORE, _("trên mức này"))],
            initial=_OR_MORE if target.goal.more_than is None else _MORE,
        )
        self.fields[BY] = _date(_("Hạn"), target.goal.by)
        for key, item in self.parameters.items():
            self.fields[key] = _field(item, self.in_force[item.id], asked)

    def overlay(self) -> Overlay:
        """What was changed; what was left as it is in force is no change."""
        given = self.cleaned_data
        goal = _goal(self.target, given[GOAL] / 100, given[BY], strict=given[SIGN] == _MORE)
        values = {item.id: _value(given[key], item, self.in_force[item.id]) for key, item in self.parameters.items()}
        changed = {name: value for name, value in values.items() if value != self.in_force[name]}
        return Overlay(title=_TITLE, goals={self.target.id: goal}, parameters=changed)


_DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def _key(parameter: Parameter) -> str:
    return "ts-" + parameter.id.replace(".", "-").replace("_", "-")


def _percent(label: Any, share: float) -> forms.DecimalField:
    return _number(label, round(Decimal(share) * 100, 1), most=100, decimal_places=1)


def _number(label: Any, initial: Any, most: int, **more: Any) -> forms.DecimalField:
    said = _("Cần một số từ 0 đến %(most)s, như 52,5.") % {"most": most}
    names = ("required", "invalid", "min_value", "max_value", "max_decimal_places")
    return forms.DecimalField(
        label=label, min_value=0, max_value=most, localize=True, initial=initial,
        error_messages=dict.fromkeys(names, said), **more,
    )  # fmt: skip


def _date(label: Any, initial: date) -> forms.DateField:
    said = _("Cần một ngày, như 31/12/2030.")
    return forms.DateField(
        label=label, initial=initial, widget=_DAY, error_messages={"required": said, "invalid": said}
    )


def _field(parameter: Parameter, value: Any, asked: Asked) -> forms.Field:
    title = parameter.title.get(asked.language)
    if isinstance(value, date):
        return _date(title, value)
    if parameter.unit == "share":
        return _percent(f"{title} (%)", value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _number(title, value, most=1000)
    return forms.CharField(label=title, initial=value, disabled=True)


def _goal(target: Target, share: Decimal, by: date, *, strict: bool) -> Goal:
    value = float(share)
    if strict and value < 1:
        return Goal(more_than=value, by=by, yearly=target.goal.yearly)
    return Goal(at_least=value, by=by, yearly=target.goal.yearly)


def _value(given: Any, parameter: Parameter, now: Any) -> Scalar | list[Scalar]:
    """The value as the pack would write it, of the type that it has now."""
    if isinstance(given, Decimal):
        number = given / 100 if parameter.unit == "share" else given
        return int(number) if isinstance(now, int) and number == int(number) else float(number)
    return now if not isinstance(given, date) else given


@dataclass(frozen=True)
class Trial:
    """The form, and the target before and after where something was asked and it could be read."""

    form: WhatIfForm
    before: TargetResult
    after: TargetResult | None

    @property
    def asked(self) -> bool:
        return self.form.is_bound


def trial(asked: Asked, result: TargetResult, data: QueryDict) -> Trial:
    """Read the question of the address and answer it. The form stands ready when nothing was asked."""
    form = WhatIfForm(asked, result.target, data if GOAL in data else None)
    if not form.is_bound or not form.is_valid():
        return Trial(form, result, None)
    return Trial(form, result, what_if(asked.review, form.overlay(), result.target.id))
