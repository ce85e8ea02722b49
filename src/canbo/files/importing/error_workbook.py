"""The rows that could not go in, as the people's own sheet: cells marked, comments, and a first sheet with the list.

What a row had from elsewhere (its commune and body from headings or the file's name, corrections made on the page)
stands in it, so that the sheet, mended and sent again, gives the same rows.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from canbo.files.importing.fields import FIELDS, competency_fields
from canbo.files.importing.plan import Kind, RowPlan
from canbo.files.importing.problems import Problem, advice
from canbo.files.importing.session import Preview
from canbo.files.importing.token import HEADER, token_of

_FEW = 20
"""How many allowed values a comment names."""


@dataclass(frozen=True)
class _Column:
    """A column to write: the levels of its header, the field it holds, the value of a row, and whether it is hidden."""

    levels: Sequence[str]
    field: str
    value: Callable[[RowPlan], object]
    hidden: bool = False


@dataclass(frozen=True)
class _Book:
    """The two sheets being written, and their styles."""

    listed: Any
    sheet: Any
    head: Any
    marks: Mapping[str, Any]
    link: Any


def error_workbook(preview: Preview) -> bytes:
    """A workbook of the rows in error or to be looked at. Mended and sent again, only these rows are in it."""
    assert preview.check is not None
    plans = [plan for plan in preview.check.plans if plan.kind in (Kind.ERROR, Kind.LOOK)]
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as workbook:
        book = _Book(
            workbook.add_worksheet(_("Danh sách lỗi")),
            workbook.add_worksheet(_("Dữ liệu")),
            workbook.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1}),
            {
                "error": workbook.add_format({"bg_color": "#FDECEB", "border": 1, "border_color": "#B42318"}),
                "look": workbook.add_format({"bg_color": "#FFF3D6", "border": 1, "border_color": "#B3760C"}),
            },
            workbook.add_format({"font_color": "#0B4F8A", "underline": 1}),
        )
        places = _write_rows(book, _columns(preview, plans), plans)
        _write_list(book, plans, places)
    return buffer.getvalue()


# --- the columns -----------------------------------------------------------------------------------------------------


def _columns(preview: Preview, plans: Sequence[RowPlan]) -> list[_Column]:
    """The file's own columns, those of corrections without one, and hidden ones for what was said elsewhere."""
    named = preview.columns.by_index
    own = [
        _Column(column.levels, name := named.get(column.index, ""), _cell(preview, name, column.index))
        for column in preview.table.columns
        if column.header != HEADER
    ]
    rows = {plan.draft.row.number for plan in plans}
    corrected = [key.split(":", 1) for key in preview.upload.corrections]
    known = set(named.values())
    labels = {field.name: field.label for field in (*FIELDS.values(), *competency_fields(preview.words.pack))}
    more = dict.fromkeys(name for row, name in corrected if int(row) in rows and name in labels and name not in known)
    own += [_Column([labels[name]], name, _cell(preview, name, None)) for name in more]
    known |= set(more)
    hidden = [
        _Column([labels[name]], name, value, hidden=True)
        for name, value in (("unit", _unit(preview)), ("body", _body(preview)))
        if name not in known
    ]
    return [*own, *hidden, _Column([HEADER], "", lambda p: token_of(preview.upload, p.draft.row.number), hidden=True)]


def _cell(preview: Preview, name: str, index: int | None) -> Callable[[RowPlan], object]:
    """The value of a cell as corrected on the page; a blank commune or body is filled with what the heading says."""
    corrections = preview.upload.corrections
    filled = {"unit": _unit(preview), "body": _body(preview)}.get(name)

    def value(plan: RowPlan) -> object:
        row = plan.draft.row
        written = row.values.get(index) if index is not None else None
        found = corrections.get(f"{row.number}:{name}", written)
        return filled(plan) if filled is not None and found in (None, "") else found

    return value


def _unit(preview: Preview) -> Callable[[RowPlan], object]:
    names = {
        commune.code: f"{'Phường' if commune.kind == 'phuong' else 'Xã'} {commune.name}"
        for commune in preview.words.pack.communes
    }
    return lambda plan: names.get(plan.draft.unit or "", "")


def _body(preview: Preview) -> Callable[[RowPlan], object]:
    """The deepest heading above a row that names a body or a block."""
    titles = preview.words.titles

    def value(plan: RowPlan) -> object:
        groups = reversed(plan.draft.row.groups)
        return next((group for group in groups if titles.body(group) or titles.block(group)), "")

    return value


# --- the sheet of data -----------------------------------------------------------------------------------------------


def _write_rows(book: _Book, columns: Sequence[_Column], plans: Sequence[RowPlan]) -> dict[tuple[int, str], str]:
    """The header with its levels and the rows below it; where each field of each row stands, as `B7`."""
    depth = max((len(column.levels) for column in columns), default=1)
    for place, column in enumerate(columns):
        _write_head(book, place, column, depth)
    places: dict[tuple[int, str], str] = {}
    for number, plan in enumerate(plans, depth):
        problems = _by_field(plan, {column.field for column in columns})
        for place, column in enumerate(columns):
            cell = xlsxwriter.utility.xl_rowcol_to_cell(number, place)
            if column.field:
                places.setdefault((plan.draft.row.number, column.field), cell)
            _write_cell(book, cell, column.value(plan), problems.pop(column.field, ()) if column.field else ())
    book.sheet.freeze_panes(depth, 2)
    return places


def _write_head(book: _Book, place: int, column: _Column, depth: int) -> None:
    """The levels one below the other, the last one down to the data."""
    levels = list(column.levels) or [""]
    for level, text in enumerate(levels[:-1]):
        book.sheet.write(level, place, text, book.head)
    last = len(levels) - 1
    if last < depth - 1:
        book.sheet.merge_range(last, place, depth - 1, place, levels[-1], book.head)
    else:
        book.sheet.write(last, place, levels[-1], book.head)
    book.sheet.set_column(place, place, 16, None, {"hidden": column.hidden})


def _by_field(plan: RowPlan, fields: set[str]) -> dict[str, list[Problem]]:
    """The problems of a row by the field they are marked at; the name, where theirs has no column."""
    found: dict[str, list[Problem]] = defaultdict(list)
    for problem in plan.problems:
        found[problem.field_name if problem.field_name in fields else "full_name"].append(problem)
    return found


def _write_cell(book: _Book, cell: str, value: object, problems: Sequence[Problem]) -> None:
    style = book.marks[problems[0].severity] if problems else None
    shown = f"{value:%d/%m/%Y}" if type(value) is date else value
    if isinstance(shown, int | float) and not isinstance(shown, bool):
        book.sheet.write_number(cell, shown, style)
    else:
        book.sheet.write_string(cell, "" if shown is None else str(shown), style)
    if problems:
        book.sheet.write_comment(cell, "\n".join(_comment(problem) for problem in problems), {"width": 320})


def _comment(problem: Problem) -> str:
    """What is wrong, and what may stand there."""
    said = f"{_('Lỗi') if problem.severity == 'error' else _('Cần xem')}: {advice(problem)}"
    titles = [choice.title for choice in problem.choices[:_FEW]]
    more = "…" if len(problem.choices) > _FEW else ""
    return f"{said}\n{_('Ghi được')}: {'; '.join(titles)}{more}" if titles else said


# --- the list --------------------------------------------------------------------------------------------------------


def _write_list(book: _Book, plans: Sequence[RowPlan], places: Mapping[tuple[int, str], str]) -> None:
    heads = (_("Dòng trong tệp gốc"), _("Họ và tên"), _("Cột"), _("Nội dung, cách sửa"))
    for place, head in enumerate(heads):
        book.listed.write(0, place, head, book.head)
    told = [(plan, problem) for plan in plans for problem in plan.problems]
    for number, (plan, problem) in enumerate(told, 1):
        book.listed.write_number(number, 0, problem.row)
        book.listed.write_string(number, 1, plan.draft.name)
        book.listed.write_string(number, 2, problem.column)
        cell = places.get((problem.row, problem.field_name)) or places.get((problem.row, "full_name"), "A1")
        book.listed.write_url(number, 3, f"internal:'{_('Dữ liệu')}'!{cell}", book.link, advice(problem)[:250])
    for first, last, width in ((0, 0, 10), (1, 2, 24), (3, 3, 90)):
        book.listed.set_column(first, last, width)
    book.listed.freeze_panes(1, 0)
