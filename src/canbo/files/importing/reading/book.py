"""A file as an import takes it: every roster in it, or the reason why it cannot be read."""

from __future__ import annotations

from canbo.files.importing.reading.limits import MAX_ROWS
from canbo.files.importing.reading.model import Book, Refusal
from canbo.files.importing.reading.open import open_workbook
from canbo.files.importing.reading.table import find_tables


def read_book(name: str, content: bytes) -> Book | Refusal:
    """Open a file and find its rosters. A file without a roster, without a person, or with too many is refused."""
    workbook = open_workbook(name, content)
    if isinstance(workbook, Refusal):
        return workbook
    found = find_tables(workbook)
    if not found:
        return Refusal("no_table")
    tables = tuple(table for table in found if table.rows)
    if not tables:
        return Refusal("no_rows", {"sheet": found[0].sheet, "row": found[0].header_rows[1]})
    people = sum(len(table.rows) for table in tables)
    if people > MAX_ROWS:
        return Refusal("too_many_rows", {"rows": people, "limit": MAX_ROWS})
    return Book(workbook.name, workbook.kind, tables, workbook.notices)
