"""The dry run as the page shows it: counters that add up, and rows whose problems stand below them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from canbo.core.policy.explain import Words
from canbo.core.policy.model import Pack
from canbo.core.text.names import same_name_key
from canbo.files.importing.answers import takes_several
from canbo.files.importing.fields import column_titles
from canbo.files.importing.plan import Decisions, Kind, RowPlan, title_of
from canbo.files.importing.problems import Choice, Problem, Severity, advice, answers
from canbo.files.importing.reading.model import Table
from canbo.files.importing.session import Preview
from canbo.web.importing.understood import named, own_fields, understood

_ORDER = (Kind.ERROR, Kind.LOOK, Kind.UPDATE, Kind.NEW, Kind.UNCHANGED, Kind.SKIPPED, Kind.DONE)
LOOKS = {
    Kind.ERROR: "bad", Kind.LOOK: "warn", Kind.UPDATE: "study", Kind.NEW: "new", Kind.UNCHANGED: "quiet",
    Kind.SKIPPED: "quiet", Kind.DONE: "ok",
}  # fmt: skip
_QUIET = frozenset({Kind.UNCHANGED, Kind.SKIPPED, Kind.DONE})
"""Kinds of which there is nothing to know unless one asks."""

_FIRST = ("full_name", "birth", "ethnic_group", "position", "degree", "political_theory", "party_joined", "start")
_FEW = 12
"""So many answers stand in a list; more are searched, the likeliest three on buttons."""

_LIKELIEST = 3
_OF_THE_ROW = frozenset({"same_twice", "same_id_twice", "out_of_reach", "other_unit", "hidden_row"})
"""Problems that no other value of the cell mends."""


@dataclass(frozen=True)
class Counter:
    kind: str
    look: str
    count: int
    label: str
    current: bool


@dataclass(frozen=True)
class ShownCell:
    """A cell: what was understood, what the file says where that is something else, its look, the old value."""

    text: str
    written: str
    look: str
    old: str


@dataclass(frozen=True)
class ShownProblem:
    """A question: its words, what can be picked, what can be answered, whether the cell can be written anew.

    `several` says that the answer may name several posts.
    """

    problem: Problem
    text: str
    answers: tuple[Choice, ...]
    likeliest: tuple[Choice, ...]
    pick: str
    search_in: str
    fixable: bool
    picks_unit: bool
    later: bool
    several: bool


@dataclass(frozen=True)
class ShownRow:
    number: int
    kind: str
    look: str
    word: str
    cells: tuple[ShownCell, ...]
    problems: tuple[ShownProblem, ...]
    answered: int
    notices: tuple[str, ...]
    more: tuple[tuple[str, str, str], ...]
    into: int | None


def labels() -> dict[str, str]:
    return {
        Kind.ERROR: _("dòng lỗi, sẽ không ghi"),
        Kind.LOOK: _("dòng cần anh/chị xem"),
        Kind.UPDATE: _("dòng cập nhật"),
        Kind.NEW: _("người thêm mới"),
        Kind.UNCHANGED: _("dòng không thay đổi"),
        Kind.SKIPPED: _("dòng bỏ"),
        Kind.DONE: _("dòng đã ghi"),
    }


def counters(preview: Preview, current: str) -> list[Counter]:
    """Numbers that add up to the rows of the file; what was dropped or written only where there is such."""
    assert preview.check is not None
    counts, words = preview.check.counts, labels()
    kinds = [kind for kind in _ORDER if counts[kind] or kind not in (Kind.SKIPPED, Kind.DONE)]
    return [Counter(kind, LOOKS[kind], counts[kind], words[kind], kind == current) for kind in kinds]


def header_place(table: Table) -> str:
    """Where the header stands, as in Excel: one row or several."""
    first, last = table.header_rows
    if first == last:
        return _("tiêu đề ở dòng {row}").format(row=first)
    return _("tiêu đề ở dòng {first}–{last}").format(first=first, last=last)


def heads(preview: Preview) -> list[str]:
    """The fields that have a column on the page: the first ones of those that the file has."""
    told = own_fields(item.field for item in preview.columns.columns)
    return [name for name in _FIRST if name in told or name in ("full_name", "position")]


def plans_of(preview: Preview, kind: str) -> list[RowPlan]:
    """The rows of one kind, or all that there is something to know about; the worst first, then as in Excel."""
    assert preview.check is not None
    wanted = [plan for plan in preview.check.plans if plan.kind == kind or (not kind and plan.kind not in _QUIET)]
    return sorted(wanted, key=lambda plan: _ORDER.index(plan.kind))


def rows_of(preview: Preview, plans: Sequence[RowPlan], words: Words) -> list[ShownRow]:
    shown, told = heads(preview), own_fields(item.field for item in preview.columns.columns)
    said = Decisions(preview.upload.decisions)
    return [_row(plan, words, shown, [name for name in told if name not in shown], said) for plan in plans]


def _row(plan: RowPlan, words: Words, shown: list[str], rest: list[str], given: Decisions) -> ShownRow:
    return ShownRow(
        plan.draft.row.number,
        plan.kind,
        LOOKS[plan.kind],
        kind_words()[plan.kind],
        tuple(_cell(name, plan, words) for name in shown),
        tuple(_problem(problem, later=given.is_later(problem)) for problem in plan.problems),
        len(plan.answered),
        tuple(advice(notice) for notice in plan.draft.notices),
        tuple(_rest(plan, words, shown, rest)),
        plan.into,
    )


def kind_words() -> dict[str, str]:
    return {
        Kind.ERROR: _("Lỗi"),
        Kind.LOOK: _("Cần xem"),
        Kind.UPDATE: _("Cập nhật"),
        Kind.NEW: _("Thêm mới"),
        Kind.UNCHANGED: _("Không đổi"),
        Kind.SKIPPED: pgettext("row", "Bỏ"),
        Kind.DONE: _("Đã ghi"),
    }


def _cell(name: str, plan: RowPlan, words: Words) -> ShownCell:
    written = _written(name, plan)
    text = understood(name, plan.draft, words)
    wrong = [p for p in plan.problems if _about(p.field_name) == name]
    look = ("cell-bad" if any(p.severity is Severity.ERROR for p in wrong) else "cell-warn") if wrong else ""
    old, new = plan.shown.get(name, ("", ""))
    if (old or new) and not look:
        look = "cell-new"
    shown = text or written or (_("(trống)") if look == "cell-bad" else "")
    other = written if text and same_name_key(written) != same_name_key(text) else ""
    return ShownCell(shown, other, look, named(name, old, words) if old else "")


def _about(field: str) -> str:
    return (own_fields([field]) or [""])[0]


def _written(name: str, plan: RowPlan) -> str:
    """What stands in the file's columns that speak of a field."""
    told = [text for field, text in plan.draft.shown.items() if ":" not in field and _about(field) == name]
    return " · ".join(told)


def _problem(problem: Problem, *, later: bool) -> ShownProblem:
    few = len(problem.choices) <= _FEW
    pick = "" if not problem.choices else "list" if few else "search"
    about_unit = problem.field_name == "unit"
    fixable = not problem.choices and problem.code not in _OF_THE_ROW and bool(problem.field_name)
    likeliest = problem.choices[:_LIKELIEST] if pick == "search" else ()
    return ShownProblem(
        problem, advice(problem), answers(problem), likeliest, pick, list_name(problem),
        fixable and not about_unit, fixable and about_unit and problem.code != "elsewhere", later,
        takes_several(problem.field_name),
    )  # fmt: skip


def _rest(plan: RowPlan, words: Words, shown: list[str], rest: list[str]) -> list[tuple[str, str, str]]:
    """What has no column on the page: of a new official everything, of a known one what changes."""
    pack = words.pack.pack
    if plan.kind is Kind.UPDATE:
        changed = ((name, *pair) for name, pair in plan.shown.items() if name not in shown)
        return [(title_of(name, pack), named(name, old, words), named(name, new, words)) for name, old, new in changed]
    if plan.kind is not Kind.NEW:
        return []
    told = ((name, understood(name, plan.draft, words)) for name in rest)
    return [(title_of(name, pack), "", text) for name, text in told if text]


def searched(rows: Sequence[ShownRow]) -> dict[str, tuple[Choice, ...]]:
    """The answers that are searched, by what is asked, once for the whole page and in the order of the alphabet."""
    found: dict[str, tuple[Choice, ...]] = {}
    for item in (item for row in rows for item in row.problems if item.pick == "search"):
        name = list_name(item.problem)
        found.setdefault(name, tuple(sorted(item.problem.choices, key=lambda choice: same_name_key(choice.title))))
    return found


def list_name(problem: Problem) -> str:
    """The name of the list of answers to a question; answers of the row alone have a list of their own."""
    return (problem.kind or problem.key).replace("@", "-")


def column_choices(pack: Pack) -> Sequence[tuple[str, str]]:
    """What a column can be taken for, marks of levels and competencies included."""
    return list(column_titles(pack).items())
