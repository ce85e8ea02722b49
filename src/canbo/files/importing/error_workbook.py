"""The rows that could not go in, as the people's own sheet: cells marked, comments, and a first sheet with the list."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from canbo.files.importing.check import Kind, RowPlan
from canbo.files.importing.problems import Problem, advice
from canbo.files.importing.session import Preview

_LIST, _ROWS = "Danh sách lỗi", "Dữ liệu"


def error_workbook(preview: Preview) -> bytes:
    """A workbook of the rows in error or to be looked at. Mended and sent again, only these rows are in it."""
    assert preview.check is not None
    plans = [plan for plan in preview.check.plans if plan.kind in (Kind.ERROR, Kind.LOOK)]
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        listed, sheet = book.add_worksheet(_LIST), book.add_worksheet(_ROWS)
        styles = {
            "head": book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1}),
            "error": book.add_format({"bg_color": "#FDECEB", "border": 1, "border_color": "#B42318"}),
            "look": book.add_format({"bg_color": "#FFF3D6", "border": 1, "border_color": "#B3760C"}),
            "link": book.add_format({"font_color": "#0B4F8A", "underline": 1}),
        }
        places = _write_rows(sheet, preview, plans, styles)
        _write_list(listed, plans, places, styles)
    return buffer.getvalue()


def _write_rows(
    sheet: Any, preview: Preview, plans: list[RowPlan], styles: Mapping[str, Any]
) -> dict[tuple[int, str], str]:
    """The header with its levels and the rows below it; where each field of each row stands, as `B7`."""
    columns = preview.table.columns
    depth = max((len(column.levels) for column in columns), default=1)
    for place, column in enumerate(columns):
        levels = [*column.levels, *[""] * (depth - len(column.levels))]
        for level, text in enumerate(levels):
            sheet.write(level, place, text, styles["head"])
    by_index = preview.columns.by_index
    places: dict[tuple[int, str], str] = {}
    for number, plan in enumerate(plans, depth):
        problems = _by_field(plan)
        for place, column in enumerate(columns):
            name = by_index.get(column.index, "")
            cell = xlsxwriter.utility.xl_rowcol_to_cell(number, place)
            if name:
                places[plan.draft.row.number, name] = cell
            _write_cell(sheet, cell, plan.draft.row.values.get(column.index), problems.get(name, ()), styles)
    sheet.freeze_panes(depth, 2)
    sheet.set_column(0, len(columns), 16)
    return places


def _by_field(plan: RowPlan) -> dict[str, list[Problem]]:
    found: dict[str, list[Problem]] = defaultdict(list)
    for problem in plan.problems:
        found[problem.field_name].append(problem)
    return found


def _write_cell(sheet: Any, cell: str, value: object, problems: Any, styles: Mapping[str, Any]) -> None:
    style = styles[problems[0].severity] if problems else None
    shown = f"{value:%d/%m/%Y}" if isinstance(value, date | datetime) else value
    if isinstance(shown, int | float) and not isinstance(shown, bool):
        sheet.write_number(cell, shown, style)
    else:
        sheet.write_string(cell, "" if shown is None else str(shown), style)
    if problems:
        sheet.write_comment(cell, "\n".join(f"Lỗi: {advice(problem)}" for problem in problems), {"width": 280})


def _write_list(
    sheet: Any, plans: list[RowPlan], places: Mapping[tuple[int, str], str], styles: Mapping[str, Any]
) -> None:
    heads = (_("Dòng trong tệp gốc"), _("Họ và tên"), _("Cột"), _("Nội dung, cách sửa"))
    for place, head in enumerate(heads):
        sheet.write(0, place, head, styles["head"])
    number = 1
    for plan in plans:
        for problem in plan.problems:
            sheet.write_number(number, 0, problem.row)
            sheet.write_string(number, 1, plan.draft.name)
            sheet.write_string(number, 2, problem.column)
            cell = places.get((problem.row, problem.field_name))
            if cell:
                sheet.write_url(number, 3, f"internal:'{_ROWS}'!{cell}", styles["link"], advice(problem))
            else:
                sheet.write_string(number, 3, advice(problem))
            number += 1
    sheet.set_column(0, 0, 10)
    sheet.set_column(1, 2, 24)
    sheet.set_column(3, 3, 90)
    sheet.freeze_panes(1, 0)
