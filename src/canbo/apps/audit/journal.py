"""Bulk writes that leave their trail: every service creates, updates and deletes rows through here.

The entries are written in the transaction of the change itself: if one cannot be written, nothing is. One transaction
writes at a time: each takes its turn first and has it until it ends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any, TypeVar

from django.apps import apps
from django.db import models, transaction
from django.db.models import F

from canbo.apps.accounts.models import User
from canbo.apps.audit.clock import written_at
from canbo.apps.audit.models import Action, Batch, Entry, Head, Source

_CHUNK = 500
M = TypeVar("M", bound=models.Model)
Subject = Callable[[Any], str]
_Change = tuple[Action, models.Model, str, dict[str, Any], dict[str, Any]]


@dataclass(frozen=True)
class Author:
    """Who writes, from where, why, and in which batch."""

    user: User | None
    source: Source
    reason: str = ""
    batch: Batch | None = None

    @property
    def name(self) -> str:
        return str(self.user) if self.user else "Canbo"


def open_batch(title: str, author: Author, *, fictional: bool = False) -> tuple[Batch, Author]:
    """Start a batch; writes by the returned author belong to it. `fictional` says that they are of invented people."""
    batch = Batch.objects.create(
        source=author.source,
        title=title[:300],
        fictional=fictional,
        created_at=written_at(),
        created_by=author.user,
    )
    return batch, replace(author, batch=batch)


def take_turn() -> None:
    """Wait until nobody else writes, keep it so until the transaction ends, and raise the version of the records.

    Every write below does it. A service that reads what it will write does it before it reads.
    """
    head, at = Head.objects.filter(pk=Head.ONLY), written_at()
    if not head.update(number=F("number") + 1, at=at):
        Head.objects.bulk_create([Head(pk=Head.ONLY, number=0, at=at)], ignore_conflicts=True)
        head.update(number=F("number") + 1, at=at)


@transaction.atomic
def create(rows: Sequence[M], author: Author, subject: Subject) -> Sequence[M]:
    """Insert rows of one model."""
    if not rows:
        return rows
    take_turn()
    model = type(rows[0])
    created = model._default_manager.bulk_create(rows, batch_size=_CHUNK)
    _write(author, [(Action.CREATE, row, subject(row), {}, values_of(row)) for row in created])
    return created


@transaction.atomic
def update(rows: Sequence[M], fields: Iterable[str], author: Author, subject: Subject) -> None:
    """Save the named fields of rows of one model; rows in which nothing differs leave no trace."""
    if not rows:
        return
    take_turn()
    model, names = type(rows[0]), sorted(set(fields))
    stored = model._default_manager.select_for_update().in_bulk([row.pk for row in rows])
    changes: list[tuple[Action, M, str, dict[str, Any], dict[str, Any]]] = []
    for row in rows:
        old = stored[row.pk]
        differing = [f for f in model._meta.concrete_fields if _raw(old, f) != _raw(row, f)]
        if differing:
            parts = (values_of(old, differing), values_of(row, differing))
            changes.append((Action.UPDATE, row, subject(row), *parts))
    if changes:
        model._default_manager.bulk_update([change[1] for change in changes], names, batch_size=_CHUNK)
        _write(author, changes)


@transaction.atomic
def delete(rows: Sequence[M], author: Author, subject: Subject) -> None:
    """Delete rows of one model; what they held stays in the trail."""
    if not rows:
        return
    take_turn()
    changes: list[_Change] = [(Action.DELETE, row, subject(row), values_of(row), {}) for row in rows]
    ids = [row.pk for row in rows]
    type(rows[0])._default_manager.filter(pk__in=ids).delete()
    for (_, row, *_rest), pk in zip(changes, ids, strict=True):
        row.pk = pk
    _write(author, changes)


@transaction.atomic
def read(rows: Sequence[models.Model], author: Author, subject: Subject) -> None:
    """Record that somebody looked at something that is closed to a casual look, or took it away as a file."""
    _write(author, [(Action.READ, row, subject(row), {}, {}) for row in rows])


def values_of(row: models.Model, fields: Iterable[models.Field[Any, Any]] | None = None) -> dict[str, Any]:
    """The row's columns as JSON values; an encrypted column stays encrypted, bytes leave their digest.

    A model names in `not_in_trail` what leaves nothing at all, such as a password.
    """
    chosen = row._meta.concrete_fields if fields is None else fields
    silent = getattr(row, "not_in_trail", ())
    return {field.attname: _plain(field, _raw(row, field)) for field in chosen if field.name not in silent}


def _raw(row: models.Model, field: models.Field[Any, Any]) -> Any:
    return getattr(row, field.attname)


def _plain(field: models.Field[Any, Any], value: Any) -> Any:
    prepared = field.get_prep_value(value)
    if isinstance(prepared, bytes | memoryview):
        return sha256(prepared).hexdigest()
    return str(prepared) if isinstance(prepared, Decimal | date) else prepared


def _write(author: Author, changes: Sequence[_Change]) -> None:
    at = written_at()
    Entry.objects.bulk_create(
        [
            Entry(
                at=at,
                actor=author.user,
                actor_name=author.name,
                source=author.source,
                action=action,
                table=row._meta.label_lower,
                row=row.pk,
                subject=subject,
                before=before,
                after=after,
                reason=author.reason,
                batch=author.batch,
            )
            for action, row, subject, before, after in changes
        ],
        batch_size=_CHUNK,
    )


def model_of(entry: Entry) -> type[models.Model]:
    return apps.get_model(entry.table)
