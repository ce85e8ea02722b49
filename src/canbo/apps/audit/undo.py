"""Take a whole batch back, sparing what somebody has edited since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db import models, transaction

from canbo.apps.audit import journal
from canbo.apps.audit.clock import written_at
from canbo.apps.audit.models import Action, Batch, Entry


@dataclass(frozen=True)
class UndoPlan:
    """What undoing a batch would do: `reverts` in the order to run, and the subjects it would leave alone."""

    batch: Batch
    reverts: Sequence[Entry]
    spared: Sequence[str]

    @property
    def subjects(self) -> list[str]:
        return sorted({entry.subject for entry in self.reverts})


def plan_undo(batch: Batch) -> UndoPlan:
    """Look at a batch: a subject that has a later entry of another batch is spared as a whole."""
    entries = list(batch.entries.order_by("-pk"))
    last = max((entry.pk for entry in entries), default=0)
    subjects = {entry.subject for entry in entries}
    touched = set(
        Entry.objects.filter(subject__in=subjects, pk__gt=last).exclude(batch=batch).values_list("subject", flat=True)
    )
    edited_between = set(
        Entry.objects.filter(subject__in=subjects, pk__lte=last, pk__gt=min((e.pk for e in entries), default=0))
        .exclude(batch=batch)
        .values_list("subject", flat=True)
    )
    spared = touched | edited_between
    return UndoPlan(batch, [e for e in entries if e.subject not in spared], sorted(spared))


@transaction.atomic
def undo(batch: Batch, author: journal.Author) -> UndoPlan:
    """Revert a batch's writes, newest first; the reverting writes are a batch of their own."""
    Batch.objects.select_for_update().get(pk=batch.pk)
    plan = plan_undo(batch)
    _, author = journal.open_batch(f"Hoàn tác: {batch.title}", author)
    for (action, _table), group in groupby(plan.reverts, key=lambda e: (e.action, e.table)):
        _revert(Action(action), list(group), author)
    batch.undone_at, batch.undone_by = written_at(), author.user
    batch.save(update_fields=["undone_at", "undone_by"])
    return plan


def _revert(action: Action, entries: Sequence[Entry], author: journal.Author) -> None:
    model: Any = journal.model_of(entries[0])
    subjects = {entry.row: entry.subject for entry in entries}

    def subject(row: models.Model) -> str:
        return subjects[row.pk]

    if action == Action.CREATE:
        journal.delete(list(model._default_manager.filter(pk__in=subjects)), author, subject)
    elif action == Action.DELETE:
        journal.create([_row(model, entry.before) for entry in entries], author, subject)
    else:
        stored = model._default_manager.in_bulk(list(subjects))
        for entry in entries:
            _set(stored[entry.row], entry.before)
        names = {name for entry in entries for name in entry.before}
        journal.update(list(stored.values()), names, author, subject)


def _row(model: type[models.Model], values: dict[str, Any]) -> models.Model:
    row = model()
    _set(row, values)
    return row


def _set(row: models.Model, values: dict[str, Any]) -> None:
    by_column = {field.attname: field for field in row._meta.concrete_fields}
    for name, value in values.items():
        setattr(row, name, by_column[name].to_python(value))
