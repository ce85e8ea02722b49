"""Writes of the import's own records: uploads and remembered answers. Officials are written by `people.services`."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from canbo.apps.accounts.models import User
from canbo.apps.audit.clock import written_at
from canbo.apps.audit.models import Batch
from canbo.apps.importing.models import RememberedColumn, RememberedWord, State, Upload


class AlreadyWritten(Exception):
    """This upload was written or dropped before: nothing is written twice."""


def store(name: str, content: bytes, user: User | None, *, state: State, problems: Sequence[str], unit: str) -> Upload:
    """Keep a file as it came."""
    return Upload.objects.create(
        name=name[:255],
        content=content,
        digest=hashlib.sha256(content).hexdigest(),
        state=state,
        unit_code=unit,
        problems=list(problems),
        uploaded_at=written_at(),
        uploaded_by=user,
    )


@transaction.atomic
def change(upload: Upload, **values: Any) -> Upload:
    """Set fields of an upload that has not been written yet. Raises `AlreadyWritten`."""
    locked = lock(upload)
    for name, value in values.items():
        setattr(locked, name, value)
    locked.save(update_fields=list(values))
    return locked


def lock(upload: Upload) -> Upload:
    """The upload, locked for this transaction. Raises `AlreadyWritten` when its time is over."""
    locked = Upload.objects.select_for_update().get(pk=upload.pk)
    if locked.state in (State.WRITTEN, State.DROPPED, State.UNDONE, State.REFUSED):
        raise AlreadyWritten
    return locked


def mark_written(upload: Upload, batch: Batch, summary: Mapping[str, Any]) -> None:
    """Close an upload whose rows were written by a batch."""
    upload.state, upload.batch, upload.summary = State.WRITTEN, batch, dict(summary)
    upload.save(update_fields=["state", "batch", "summary"])


def mark_undone(upload: Upload) -> None:
    upload.state = State.UNDONE
    upload.save(update_fields=["state"])


def remember_columns(mapping: Mapping[str, str]) -> None:
    """Keep what headers mean; an empty field says that the column is left out."""
    rows = [RememberedColumn(header=header[:300], field=name) for header, name in mapping.items() if header]
    RememberedColumn.objects.bulk_create(rows, update_conflicts=True, unique_fields=["header"], update_fields=["field"])


def remember_word(kind: str, word: str, code: str) -> None:
    """Keep what a word means in this kind of column."""
    RememberedWord.objects.update_or_create(kind=kind, word=word[:200], defaults={"code": code})
