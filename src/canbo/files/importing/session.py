"""One import from file to record: receive, map, check, answer, write, undo. Pages and the command line call this."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from canbo.apps.accounts.models import User
from canbo.apps.audit import undo as trail
from canbo.apps.audit.journal import Author, open_batch
from canbo.apps.audit.models import Source
from canbo.apps.importing import queries, services
from canbo.apps.importing.models import State, Upload
from canbo.apps.people.services import apply_changes, register
from canbo.core.access import Scope
from canbo.core.policy.model import Pack
from canbo.files.importing.check import Check, Checker
from canbo.files.importing.draft import Reader, rating_year
from canbo.files.importing.mapping import ColumnMap, map_columns
from canbo.files.importing.problems import refusal_text
from canbo.files.importing.reading.model import Notice, Refusal, Table, Workbook
from canbo.files.importing.reading.open import open_workbook
from canbo.files.importing.reading.table import find_tables, fold
from canbo.files.importing.vocabulary import Vocabulary


@dataclass(frozen=True)
class Preview:
    """An upload as it stands: what was read, how columns were mapped, and, once mapped, the dry run."""

    upload: Upload
    tables: tuple[Table, ...]
    table: Table
    columns: ColumnMap
    check: Check | None
    notices: tuple[Notice, ...]


def receive(name: str, content: bytes, user: User | None, pack: Pack, scope: Scope) -> Upload:
    """Take a file in. It is kept as it came; a file that cannot be read is kept too, with the reason."""
    workbook = open_workbook(name, content)
    refusal = workbook if isinstance(workbook, Refusal) else None
    tables = [] if isinstance(workbook, Refusal) else find_tables(workbook)
    if refusal is None and not tables:
        refusal = Refusal("no_table")
    if refusal is not None:
        return services.store(name, content, user, state=State.REFUSED, problems=[refusal_text(refusal)], unit="")
    unit = _own_unit(name, tables[0], Vocabulary(pack), scope)
    columns = _columns(tables[0], Vocabulary(pack), {}, unit_known=bool(unit))
    state = State.CHECKED if columns.is_sure else State.MAPPING
    return services.store(name, content, user, state=state, problems=[], unit=unit or "")


def preview(upload: Upload, pack: Pack, scope: Scope, on: date) -> Preview:
    """Read the file again and check it against the records of now. Writes nothing."""
    workbook = open_workbook(upload.name, bytes(upload.content))
    assert isinstance(workbook, Workbook), "a refused upload has no preview"
    tables = find_tables(workbook)
    table = next((item for item in tables if item.sheet == upload.sheet), tables[0])
    words = Vocabulary(pack, queries.remembered_words())
    columns = _columns(table, words, upload.mapping, unit_known=bool(upload.unit_code))
    check = None
    if not columns.missing:
        year = rating_year(columns.header_of("rating"), on)
        reader = Reader(columns, words, upload.corrections, upload.unit_code or None, year, on)
        check = Checker(pack, scope, on, upload.decisions).check(table.rows, reader)
    return Preview(upload, tuple(tables), table, columns, check, workbook.notices)


def _columns(table: Table, words: Vocabulary, chosen: Mapping[str, str], *, unit_known: bool) -> ColumnMap:
    return map_columns(table, words, queries.remembered_columns(), chosen, unit_known=unit_known)


def _own_unit(name: str, table: Table, words: Vocabulary, scope: Scope) -> str | None:
    """The one commune that the file's name, sheet or title speaks of; a commune's account is its own answer."""
    if scope.units is not None and len(scope.units) == 1:
        return next(iter(scope.units))
    texts = [name.rsplit(".", 1)[0], table.sheet, *table.title_lines]
    folded = [f" {fold(text.replace('_', ' '))} " for text in texts]
    for text in folded:
        found = {c.code for c in words.pack.communes if _names(c.name, text)}
        if len(found) == 1:
            return found.pop()
    return None


def _names(commune: str, text: str) -> bool:
    key = fold(commune)
    return any(f" {kind}{key} " in text for kind in ("xa ", "phuong ", "dang uy ", "")) and f" {key} " in text


# --- answers --------------------------------------------------------------------------------------------------------


def choose_columns(upload: Upload, mapping: Mapping[str, str], *, unit: str, sheet: str) -> Upload:
    """People's mapping of headers to fields; remembered for the next file."""
    services.remember_columns(mapping)
    return services.change(upload, mapping=dict(mapping), unit_code=unit, sheet=sheet, state=State.CHECKED)


def answer(upload: Upload, kind: str, word: str, code: str) -> Upload:
    """What a word means, for every row and every later file."""
    services.remember_word(kind, fold(word), code)
    return services.change(upload, state=State.CHECKED)


def correct(upload: Upload, row: int, field: str, value: str) -> Upload:
    """Another value for one cell, as if the file said so."""
    return services.change(upload, corrections=upload.corrections | {f"{row}:{field}": value})


def decide(upload: Upload, row: int, decision: str) -> Upload:
    """What to do with a row that somebody had to look at."""
    return services.change(upload, decisions=upload.decisions | {str(row): decision})


def drop(upload: Upload) -> Upload:
    """Give up on an upload; nothing of it was written."""
    return services.change(upload, state=State.DROPPED)


# --- writing --------------------------------------------------------------------------------------------------------


@transaction.atomic
def write(upload: Upload, user: User | None, pack: Pack, scope: Scope, on: date) -> Upload:
    """Write the rows that are ready, in one transaction and one batch; the others go on waiting.

    Raises `services.AlreadyWritten` for an upload written before, and `people.services.OutOfDate` when somebody
    changed one of the records in between: then nothing is written and the next preview shows it.
    """
    locked = services.lock(upload)
    found = preview(locked, pack, scope, on).check
    assert found is not None, "an upload is mapped before it is written"
    author = Author(user, Source.IMPORT, reason=f"Nhập từ {locked.name}"[:300])
    batch, author = open_batch(f"Nhập từ {locked.name}", author)
    register([plan.record for plan in found.ready if plan.record], author=author)
    apply_changes([plan.change for plan in found.ready if plan.change], author=author)
    services.mark_written(locked, batch, found.counts | {"written": len(found.ready)})
    return locked


@transaction.atomic
def undo(upload: Upload, user: User | None) -> trail.UndoPlan:
    """Take an upload's writes back, sparing officials edited since."""
    assert upload.batch is not None
    plan = trail.undo(upload.batch, Author(user, Source.IMPORT, reason=f"Hoàn tác {upload.name}"[:300]))
    services.mark_undone(upload)
    return plan
