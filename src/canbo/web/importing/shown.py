"""The dry run as the page shows it: counters that add up, and rows whose problems stand below them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from canbo.core.facts.scales import QUALIFICATIONS
from canbo.core.policy.explain import Words
from canbo.files.importing.check import Kind, RowPlan
from canbo.files.importing.fields import FIELDS, mark_field
from canbo.files.importing.problems import Problem, Severity, advice
from canbo.files.importing.session import Preview

_ORDER = (Kind.ERROR, Kind.LOOK, Kind.UPDATE, Kind.NEW, Kind.UNCHANGED)
_LOOKS = {Kind.ERROR: "bad", Kind.LOOK: "warn", Kind.UPDATE: "study", Kind.NEW: "new", Kind.UNCHANGED: "quiet"}
_SHOWN = ("full_name", "birth", "ethnic_group", "position", "degree", "political_theory", "start")


@dataclass(frozen=True)
class Counter:
    kind: str
    look: str
    count: int
    label: str
    current: bool


@dataclass(frozen=True)
class ShownCell:
    """A cell: the text of the file, its look, and the old value when it would change."""

    label: str
    text: str
    look: str
    old: str


@dataclass(frozen=True)
class ShownProblem:
    problem: Problem
    text: str
    fixable: bool


@dataclass(frozen=True)
class ShownRow:
    number: int
    look: str
    word: str
    cells: tuple[ShownCell, ...]
    problems: tuple[ShownProblem, ...]
    more: tuple[tuple[str, str, str], ...]


def counters(preview: Preview, current: str) -> list[Counter]:
    """Five numbers that add up to the rows of the file."""
    assert preview.check is not None
    words = {
        Kind.ERROR: _("dòng lỗi, sẽ không ghi"),
        Kind.LOOK: _("dòng cần anh/chị xem"),
        Kind.UPDATE: _("dòng cập nhật"),
        Kind.NEW: _("người thêm mới"),
        Kind.UNCHANGED: _("dòng không thay đổi"),
    }
    counts = preview.check.counts
    return [Counter(kind, _LOOKS[kind], counts[kind], words[kind], kind == current) for kind in _ORDER]


def rows_of(preview: Preview, words: Words, kind: str) -> list[ShownRow]:
    """The rows of one kind, or all that there is something to know about; the worst first, then as in Excel."""
    assert preview.check is not None
    wanted = [plan for plan in preview.check.plans if plan.kind == kind or (not kind and plan.kind != Kind.UNCHANGED)]
    return [_row(plan, words) for plan in sorted(wanted, key=lambda plan: _ORDER.index(plan.kind))]


def _row(plan: RowPlan, words: Words) -> ShownRow:
    labels = {
        Kind.ERROR: _("Lỗi"),
        Kind.LOOK: _("Cần xem"),
        Kind.UPDATE: _("Cập nhật"),
        Kind.NEW: _("Thêm mới"),
        Kind.UNCHANGED: _("Không đổi"),
    }
    return ShownRow(
        plan.draft.row.number,
        _LOOKS[plan.kind],
        labels[plan.kind],
        tuple(_cell(name, plan, words) for name in _SHOWN),
        tuple(_problem(problem) for problem in plan.problems),
        tuple(_rest(plan)),
    )


def _cell(name: str, plan: RowPlan, words: Words) -> ShownCell:
    text = _text(name, plan, words)
    wrong = [p for p in plan.problems if p.field_name == name or p.field_name.startswith(f"{name}:")]
    look = ("cell-bad" if wrong[0].severity is Severity.ERROR else "cell-warn") if wrong else ""
    old, new = plan.shown.get(name, ("", ""))
    if (old or new) and not look:
        look = "cell-new"
    if name == "birth" and not text:
        text = plan.draft.shown.get("birth_male") or plan.draft.shown.get("birth_female") or ""
    return ShownCell(FIELDS[name].label, text or (_("(trống)") if look == "cell-bad" else ""), look, old)


def _text(name: str, plan: RowPlan, words: Words) -> str:
    draft = plan.draft
    if name == "full_name":
        return draft.name or draft.shown.get(name, "")
    if name in draft.shown:
        return draft.shown[name]
    if name == "position":
        return "; ".join(words.code("positions", code) for code in draft.positions)
    held = [item for item in draft.held if item.kind == name and item.state == "held"]
    return QUALIFICATIONS[name].level(max(item.level for item in held)).vi if held else ""


def _problem(problem: Problem) -> ShownProblem:
    return ShownProblem(problem, advice(problem), not problem.choices and problem.code != "same_id_twice")


def _rest(plan: RowPlan) -> list[tuple[str, str, str]]:
    """Changes of fields that have no column on the page."""
    return [
        (FIELDS[name].label if name in FIELDS else _("Vị trí"), old, new)
        for name, (old, new) in plan.shown.items()
        if name not in _SHOWN
    ]


def column_choices() -> Sequence[tuple[str, str]]:
    """What a column can be taken for, marks of levels included."""
    plain = [(field.name, field.label) for field in FIELDS.values()]
    marks = [
        (mark_field(kind, level.code), f"{QUALIFICATIONS[kind].vi}: {level.vi} (x)")
        for kind in ("degree", "political_theory", "state_management")
        for level in QUALIFICATIONS[kind].levels
    ]
    return [*plain, *marks]
