"""Find the rosters of a workbook: each with its merged header levels, its data rows, and what is neither."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from canbo.core.text.names import normalise
from canbo.files.importing.reading.header import Header, find_header
from canbo.files.importing.reading.model import Column, Row, Sheet, Table, Workbook
from canbo.files.importing.reading.rows import read_rows
from canbo.files.importing.reading.words import fold, is_known

_SAMPLES = 3
_MOST = 20
"""Tables of one sheet, and pages whose header is written differently."""


def find_tables(workbook: Workbook) -> list[Table]:
    """The rosters of a workbook, the likeliest first; a sheet without a column of names has none."""
    found = [table for sheet in workbook.sheets for table in _tables(sheet)]
    return sorted(found, key=lambda table: -table.score)


def _tables(sheet: Sheet) -> list[Table]:
    """The rosters of a sheet. A second header of other columns begins a new one; the same header is a new page."""
    found: list[Table] = []
    header = find_header(sheet, 1)
    while header is not None and len(found) < _MOST:
        following = _next_header(sheet, header)
        last = following.first - 1 if following else len(sheet.rows)
        found.append(replace(_table(sheet, header, last), place=len(found) + 1))
        header = following
    return found


def _next_header(sheet: Sheet, header: Header) -> Header | None:
    following = find_header(sheet, header.last + 1, header)
    for _ in range(_MOST):
        if following is None or not header.is_repeated_by(following):
            return following
        following = find_header(sheet, following.last + 1, header)
    return None


def _table(sheet: Sheet, header: Header, last: int) -> Table:
    rows, skipped = read_rows(sheet, header, last)
    used = {index for row in rows for index in row.values}
    columns = tuple(
        Column(index, levels, _samples(rows, index), index in sheet.hidden_columns)
        for index, levels in enumerate(header.levels)
        if (levels or index in used) and index not in header.joined
    )
    known = sum(any(is_known(fold(text)) for text in levels) for levels in header.levels)
    score = (known + min(len(rows), 50) / 10) * (0.3 if sheet.hidden else 1.0)
    return Table(
        sheet=sheet.name,
        title_lines=header.titles,
        header_rows=(header.first, header.last),
        columns=columns,
        rows=tuple(rows),
        skipped=tuple(skipped),
        score=score,
        name_column=header.name_column,
        hidden=sheet.hidden,
    )


def _samples(rows: Sequence[Row], index: int) -> tuple[str, ...]:
    shown: list[str] = []
    for row in rows:
        value = row.values.get(index)
        text = "" if value is None else normalise(str(value)[:200])
        if text and text not in shown:
            shown.append(text)
        if len(shown) == _SAMPLES:
            break
    return tuple(shown)
