"""The words for lights and parts (ux.md 3.4, 12), each with the kind of counter, bar or chip that shows it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from canbo.core.facts.columns import Grain
from canbo.core.review.parts import Part
from canbo.core.review.targets import Light
from canbo.web.shell.charts import Kind

EDGES = {Light.AT_RISK: "edge-bad", Light.WATCH: "edge-warn"}
"""The coloured edge of a line in a table."""

COUNTERS: dict[Light, tuple[str, str | Promise]] = {
    Light.AT_RISK: ("bad", _("nguy cơ không đạt")),
    Light.WATCH: ("warn", _("cần chú ý")),
    Light.ON_TRACK: ("track", _("đúng tiến độ")),
    Light.ACHIEVED: ("ok", _("đã đạt")),
    Light.NO_DATA: ("unknown", _("chưa đủ số liệu")),
}
"""The counter of each light: its look and its words."""


@dataclass(frozen=True)
class PartWord:
    """A part of a population: its name, and the kinds of bar and chip that show it."""

    label: str | Promise
    bar: Kind
    chip: str


_PEOPLE = {
    Part.MET: PartWord(pgettext_lazy("part", "đã đạt"), "done", "ok"),
    Part.STUDYING: PartWord(_("đang học"), "study", "study"),
    Part.UNKNOWN: PartWord(_("chưa rõ"), "unknown", "unknown"),
    Part.OPEN: PartWord(_("chưa có nguồn"), "missing", "bad"),
}
_OTHERS = {
    Part.MET: _PEOPLE[Part.MET],
    Part.UNKNOWN: _PEOPLE[Part.UNKNOWN],
    Part.OPEN: PartWord(_("chưa đạt"), "missing", "bad"),
}


ALL_NOT_MET = PartWord(_("tất cả chưa đạt"), "missing", "bad")


def parts_of(grain: Grain) -> dict[Part, PartWord]:
    """The parts that a measure has, in the order of its bar: seats and communes do not study."""
    return _PEOPLE if grain is Grain.OFFICIAL else _OTHERS
