"""Writes of the import's own records: uploads and remembered answers. Officials are written by `people.services`."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from canbo.apps.accounts.models import User
from canbo.apps.audit import journal
from canbo.apps.audit.clock import written_at
from canbo.apps.audit.journal import Author
from canbo.apps.audit.models import Batch, Source
from canbo.apps.importing.models import CLOSED, RememberedColumn, RememberedWord, State, Upload

WAITS = timedelta(days=180)
"""How long a file is kept that nobody wrote."""

KEPT = timedelta(days=30)
"""How long a file is kept after it was written, dropped or undone; so long its remaining rows can be mended."""

_LOCK = 0x63616E626F
"""The key of the one import at a time, on PostgreSQL."""


class Closed(Exception):
    """This upload was written, dropped, undone or refused before: nothing is written twice. `state` says which."""

    def __init__(self, state: State) -> None:
        super().__init__(state)
        self.state = state


def store(name: str, content: bytes, user: User | None, origin: Upload | None = None, sheet: str = "") -> Upload:
    """Keep a file as it came, before anybody has looked into it."""
    now = written_at()
    return Upload.objects.create(
        name=name[:255],
        content=content,
        digest=hashlib.sha256(content).hexdigest(),
        state=State.RECEIVED,
        sheet=sheet,
        uploaded_at=now,
        uploaded_by=user,
        keep_until=timezone.localdate(now) + WAITS,
        origin=origin,
    )


@transaction.atomic
def take_in(upload: Upload, **values: Any) -> Upload:
    """Set what the reading of a file found; whoever read it a moment before, and perhaps went on, comes first."""
    locked = Upload.objects.select_for_update().get(pk=upload.pk)
    if locked.state == State.RECEIVED:
        _set(locked, values)
    return locked


@transaction.atomic
def change(upload: Upload, **values: Any) -> Upload:
    """Set fields of an upload that is still open. Raises `Closed`."""
    locked = lock(upload)
    _set(locked, values)
    return locked


def _set(upload: Upload, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(upload, name, value)
    upload.save(update_fields=list(values))


def lock(upload: Upload) -> Upload:
    """The upload, locked for this transaction. Raises `Closed` when its time is over."""
    locked = Upload.objects.select_for_update().get(pk=upload.pk)
    if locked.state in CLOSED:
        raise Closed(State(locked.state))
    return locked


def one_at_a_time() -> None:
    """Wait until no other import writes, so that each sees whom the one before has added; to the transaction's end.

    On SQLite a transaction that may write is alone anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def drop(upload: Upload) -> Upload:
    """Give up on an upload; what it wrote, if anything, stays."""
    return change(upload, state=State.DROPPED, keep_until=_from_now())


def mark_written(
    upload: Upload, batch: Batch, *, done: Mapping[str, int], summary: Mapping[str, Any], waiting: bool
) -> None:
    """Rows were written by a batch; the upload stays open while others wait."""
    upload.state = State.PARTLY if waiting else State.WRITTEN
    upload.done, upload.summary, upload.keep_until = upload.done | done, dict(summary), _from_now()
    upload.save(update_fields=["state", "done", "summary", "keep_until", "meanwhile"])
    upload.batches.add(batch)


def mark_undone(upload: Upload, *, reverted: int, spared: int) -> None:
    upload.state, upload.keep_until = State.UNDONE, _from_now()
    upload.summary = upload.summary | {"undone": reverted, "spared": spared}
    upload.save(update_fields=["state", "summary", "keep_until"])


def supersede(upload: Upload, rows: Mapping[str, int]) -> None:
    """Rows of an upload that were mended and written by way of its error workbook."""
    upload.done = upload.done | rows
    upload.save(update_fields=["done"])


def _from_now() -> Any:
    return timezone.localdate(written_at()) + KEPT


@transaction.atomic
def forget_expired() -> int:
    """Forget the content of files whose time is over, and what was answered about them; the trail says so."""
    expired = Upload.objects.filter(keep_until__lt=timezone.localdate(written_at())).exclude(content=b"")
    uploads = list(expired.select_for_update())
    for upload in uploads:
        upload.content, upload.corrections, upload.decisions = b"", {}, {}
        if upload.state not in CLOSED:
            upload.state = State.WRITTEN if upload.state == State.PARTLY else State.DROPPED
    fields = ["content", "corrections", "decisions", "state"]
    journal.update(uploads, fields, Author(None, Source.IMPORT, reason="Hết thời hạn giữ tệp"), _subject)
    return len(uploads)


def _subject(row: Upload | RememberedWord | RememberedColumn) -> str:
    return f"upload:{row.pk}" if isinstance(row, Upload) else "import:remembered"


# --- what is remembered ----------------------------------------------------------------------------------------------

_LEARNED = "Ghi nhớ cách đọc tệp"


@transaction.atomic
def remember_columns(mapping: Mapping[str, str], unit: str, user: User | None) -> None:
    """Keep what headers mean; an empty field says that the column is left out."""
    wanted = {header[:300]: name for header, name in mapping.items() if header}
    known = {row.header: row for row in RememberedColumn.objects.filter(unit_code=unit, header__in=wanted)}
    for header, row in known.items():
        row.field = wanted[header]
    new = [RememberedColumn(unit_code=unit, header=h, field=name) for h, name in wanted.items() if h not in known]
    journal.update(list(known.values()), ["field"], Author(user, Source.IMPORT, reason=_LEARNED), _subject)
    journal.create(new, Author(user, Source.IMPORT, reason=_LEARNED), _subject)


@transaction.atomic
def remember_word(kind: str, word: str, code: str, unit: str, user: User | None) -> None:
    """Keep what a word means in this kind of column."""
    word, author = word[:200], Author(user, Source.IMPORT, reason=_LEARNED)
    known = RememberedWord.objects.select_for_update().filter(unit_code=unit, kind=kind, word=word).first()
    if known is None:
        journal.create([RememberedWord(unit_code=unit, kind=kind, word=word, code=code)], author, _subject)
        return
    known.code = code
    journal.update([known], ["code"], author, _subject)


def forget(row: RememberedWord | RememberedColumn, user: User | None) -> None:
    """Ask again the next time."""
    journal.delete([row], Author(user, Source.IMPORT, reason=_LEARNED), _subject)
