"""From a file's bytes to sheets of plain cells, whatever program and decade it comes from."""

from __future__ import annotations

import io
import logging
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from xml.parsers import expat

from canbo.files.importing.reading.guard import look
from canbo.files.importing.reading.letters import as_was, to_unicode
from canbo.files.importing.reading.limits import Budget, Refused
from canbo.files.importing.reading.model import Notice, Refusal, Workbook
from canbo.files.importing.reading.ods import read_ods
from canbo.files.importing.reading.raw import RawSheet
from canbo.files.importing.reading.table import find_tables
from canbo.files.importing.reading.text import read_csv
from canbo.files.importing.reading.xls import read_xls
from canbo.files.importing.reading.xlsx import read_xlsx

_log = logging.getLogger(__name__)
_CUT_SHORT = (zipfile.BadZipFile, EOFError, struct.error, zlib.error, OSError, expat.ExpatError)
_SHOWN = 5


def open_workbook(name: str, content: bytes) -> Workbook | Refusal:
    """The sheets of a file, with legacy letters converted to Unicode; or the reason why it cannot be read.

    Whatever is wrong inside a file is the file's fault and ends in a refusal, never in an error of the program.
    """
    try:
        return _open(name, content)
    except Refused as refused:
        return refused.refusal
    except _CUT_SHORT as error:
        return Refusal("truncated", {"why": type(error).__name__})
    except Exception as error:
        _log.warning("unreadable roster %s: %r", name, error)
        return Refusal("unreadable", {"why": type(error).__name__})


def _open(name: str, content: bytes) -> Workbook:
    budget = Budget()
    kind = look(name, content, budget)
    raw, notices = _raw(name, content, kind, budget)
    if not any(sheet.cells for sheet in raw):
        raise Refused("empty")
    sheets = tuple(to_unicode(sheet) for sheet in raw)
    return Workbook(name, kind, sheets, (*notices, *_converted(Workbook(name, kind, sheets))))


def _raw(name: str, content: bytes, kind: str, budget: Budget) -> tuple[list[RawSheet], list[Notice]]:
    if kind == "csv":
        sheet, notices = read_csv(name, content, budget)
        return [sheet], notices
    if kind == "xls":
        return list(read_xls(content, budget)), []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return list(read_xlsx(archive, budget) if kind == "xlsx" else read_ods(archive, budget)), []


def _converted(workbook: Workbook) -> Iterator[Notice]:
    """What was converted, for people to look at: five names before and after, other cells where no name was."""
    sheets = {sheet.name: sheet for sheet in workbook.sheets if sheet.before}
    if not sheets:
        return
    names = [
        pair
        for table in find_tables(workbook)
        if table.sheet in sheets
        for row in table.rows
        if (pair := as_was(sheets[table.sheet], row.number, table.name_column))
    ]
    others = [pair for sheet in sheets.values() for place in sheet.before if (pair := as_was(sheet, *place))]
    yield Notice("legacy_letters", tuple(_first(names or others)))


def _first(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return list(dict.fromkeys(pairs))[:_SHOWN]
