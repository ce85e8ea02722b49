"""What came of a sheet, as plain values for a script: docs/admin/json.md describes every key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from canbo.apps.importing.models import State
from canbo.files.importing.mapping import State as Mapped
from canbo.files.importing.plan import Kind, title_of
from canbo.files.importing.problems import Problem, answers, expected, text_of, why_skipped
from canbo.files.importing.session import Preview

COUNTS = tuple(str(kind) for kind in Kind if kind is not Kind.DONE)


def told_of_file(name: str, state: State, said: Sequence[tuple[str, str]], sheet: str | None = None) -> dict[str, Any]:
    """What came of a file of which no row was checked."""
    return _told(name, state, sheet, {}) | {"problems": [_of_file(code, text, sheet) for code, text in said]}


def told_of(name: str, found: Preview, left_out: Sequence[str], *, accepted: bool) -> dict[str, Any]:
    """What came of a sheet whose rows were checked. Guessed columns that were `accepted` are none."""
    assert found.check is not None
    guessed = [item for item in found.columns.columns if item.state is Mapped.GUESSED and not accepted]
    rows = {table.key: len(table.rows) for table in found.tables}
    return _told(name, State.CHECKED, found.table.key, found.check.counts) | {
        "problems": [_of_row(problem) for plan in found.check.plans for problem in plan.problems],
        "guessed": [
            {"column": item.column.header, "field": item.field, "title": title_of(item.field, found.words.pack)}
            for item in guessed
        ],
        "ignored": [item.column.header for item in found.columns.columns if item.state is Mapped.SKIPPED],
        "notices": [
            {"code": notice.code, "samples": [list(pair) for pair in notice.samples]} for notice in found.notices
        ],
        "skipped_rows": [
            {"row": row.number, "reason": row.reason, "title": why_skipped(row.reason), "text": row.text}
            for row in found.table.skipped
            if row.reason != "blank"
        ],
        "absent": [
            {"official_id": item.state.official.pk, "name": item.state.official.full_name}
            for item in found.check.absent
        ],
        "other_sheets": [{"sheet": key, "rows": rows[key]} for key in left_out],
    }


def _told(name: str, state: State, sheet: str | None, counts: Mapping[str, int]) -> dict[str, Any]:
    empty: dict[str, Any] = {
        key: [] for key in ("problems", "guessed", "ignored", "notices", "skipped_rows", "absent", "other_sheets")
    }
    return {"file": name, "sheet": sheet, "state": str(state)} | {c: counts.get(c, 0) for c in COUNTS} | empty


def _of_file(code: str, said: str, sheet: str | None) -> dict[str, Any]:
    place = {"sheet": sheet, "row": None, "column": None}
    nothing: dict[str, Any] = {"found": None, "expected": None, "choices": []}
    return place | {"code": code, "severity": "error", "message": said} | nothing


def _of_row(problem: Problem) -> dict[str, Any]:
    choices = (*problem.choices, *answers(problem))
    return {
        "sheet": problem.sheet,
        "row": problem.row,
        "column": problem.column,
        "code": problem.code,
        "severity": str(problem.severity),
        "found": problem.found,
        "expected": expected(problem) or None,
        "choices": [{"code": choice.code, "title": choice.title} for choice in choices],
        "message": text_of(problem),
    }
