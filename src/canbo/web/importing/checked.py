"""What the page of the check shows, whole or in part."""

from __future__ import annotations

from typing import Any

from canbo.apps.importing import queries
from canbo.apps.organisation.queries import communes
from canbo.files.importing.plan import title_of
from canbo.files.importing.problems import why_skipped
from canbo.files.importing.session import Preview
from canbo.web.importing.listed import place_names, place_of
from canbo.web.importing.shown import counters, header_place, heads, plans_of, rows_of, searched
from canbo.web.shell.asked import Asked

_PER_PAGE = 40


def check_context(asked: Asked, preview: Preview, kind: str, page: int) -> dict[str, Any]:
    """The whole page: the sums, one page of rows, and what else there is to know about the file."""
    plans = plans_of(preview, kind)
    pages = max(1, -(-len(plans) // _PER_PAGE))
    page = min(max(1, page), pages)
    rows = rows_of(preview, plans[(page - 1) * _PER_PAGE : page * _PER_PAGE], asked.words)
    return sums_context(asked, preview, kind, page) | {
        "header": header_place(preview.table),
        "heads": [title_of(name) for name in heads(preview)],
        "rows": rows,
        "lists": searched(rows),
        "pages": pages,
        "place": place_of(preview.upload, place_names(asked)),
        "same": queries.same_file(preview.upload),
        "skipped": [
            (row.number, why_skipped(row.reason), row.text) for row in preview.table.skipped if row.reason != "blank"
        ],
        "mapped": len(preview.columns.by_index),
        "ignored": [item.column.header for item in preview.columns.columns if not item.field and item.column.header],
        "others": [table for table in preview.tables if table.key != preview.table.key],
    }


def sums_context(asked: Asked, preview: Preview, kind: str, page: int) -> dict[str, Any]:
    """What every answer can change, and what its rows are made with."""
    assert preview.check is not None
    return {
        "upload": preview.upload,
        "preview": preview,
        "counters": counters(preview, kind),
        "communes": communes(asked.scope),
        "total": len(plans_of(preview, kind)),
        "page": page,
        "kind": kind,
        "ready": len(preview.check.ready) + len(preview.check.leaving),
        "waiting": preview.check.waiting,
    }
