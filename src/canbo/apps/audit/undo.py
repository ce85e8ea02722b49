"""Take whole batches back, sparing what somebody has edited since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Any

from django.db import models, transaction

from canbo.apps.audit import journal
from canbo.apps.audit.clock import written_at
from canbo.apps.audit.models import Action, Batch, Entry


@dataclass(frozen=True)
class UndoPlan:
    """What undoing batches would do: `reverts` in the order to run, and the subjects it would leave alone."""

    batches: Sequence[Batch]
    reverts: Sequence[Entry]
    spared: Sequence[str]

    @property
    def subjects(self) -> list[str]:
        return sorted({entry.subject for entry in self.reverts})


def plan_undo(batches: Sequence[Batch]) -> UndoPlan:
    """Look at batches as one: a subject that others have written since they began is spared as a whole.

    It stays so for good, even when their writes are undone in their turn. Who was only looked at since is not spared:
    nothing of it was changed.
    """
    entries = list(Entry.objects.filter(batch__in=batches).exclude(action=Action.READ).order_by("-pk"))
    first = min((entry.pk for entry in entries), default=0)
    later = Entry.objects.filter(pk__gt=first).exclude(action=Action.READ).exclude(batch__in=batches)
    subjects = {entry.subject for entry in entries}
    spared = set(later.filter(subject__in=subjects).values_list("subject", flat=True))
    return UndoPlan(batches, [entry for entry in entries if entry.subject not in spared], sorted(spared))


@transaction.atomic
def undo(batches: Sequence[Batch], author: journal.Author) -> UndoPlan:
    """Revert the writes of batches, newest first; the reverting writes are a batch of their own.

    Nobody can write between the look and the last revert. When everything is spared nothing happens and the batches
    stay open, but only a new write can change the records spared.
    """
    journal.take_turn()
    locked = list(Batch.objects.select_for_update().filter(pk__in=[batch.pk for batch in batches]).order_by("pk"))
    plan = plan_undo(locked)
    if not plan.reverts:
        return plan
    _, author = journal.open_batch(f"Hoàn tác: {locked[0].title}", author)
    for (action, _table), group in groupby(plan.reverts, key=lambda e: (e.action, e.table)):
        _revert(Action(action), list(group), author)
    Batch.objects.filter(pk__in=[batch.pk for batch in locked]).update(undone_at=written_at(), undone_by=author.user)
    return plan


def _revert(action: Action, entries: Sequence[Entry], author: journal.Author) -> None:
    model: Any = journal.model_of(entries[0])
    subjects = {entry.row: entry.subject for entry in entries}

    def subject(row: models.Model) -> str:
        return subjects[row.pk]

    if action == Action.CREATE:
        _delete(list(model._default_manager.filter(pk__in=subjects)), author, subject)
    elif action == Action.DELETE:
        journal.create([_row(model, entry.before) for entry in entries], author, subject)
    else:
        stored = model._default_manager.in_bulk(list(subjects))
        for entry in entries:
            _set(stored[entry.row], _without_version(entry.before))
        names = {name for entry in entries for name in entry.before}
        for row in stored.values():
            if _VERSION in names:
                setattr(row, _VERSION, getattr(row, _VERSION) + 1)
        journal.update(list(stored.values()), names, author, subject)


def _delete(rows: Sequence[models.Model], author: journal.Author, subject: journal.Subject) -> None:
    """Delete rows, and before them the rows that would go with them, so that those leave their entries too."""
    if not rows:
        return
    owners = {row.pk: subject(row) for row in rows}
    for relation in rows[0]._meta.related_objects:
        if relation.on_delete is models.CASCADE:
            key = relation.field.attname
            parts = relation.related_model._default_manager.filter(**{f"{key}__in": owners})
            _delete(list(parts), author, partial(_subject_of_part, owners, key))
    journal.delete(rows, author, subject)


def _subject_of_part(owners: Mapping[int, str], key: str, part: models.Model) -> str:
    return owners[getattr(part, key)]


_VERSION = "version"
"""The counter of a record's states: it only ever grows, or a file exported before would be taken for a new one."""


def _without_version(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != _VERSION}


def _row(model: type[models.Model], values: dict[str, Any]) -> models.Model:
    row = model()
    _set(row, values)
    return row


def _set(row: models.Model, values: dict[str, Any]) -> None:
    by_column = {field.attname: field for field in row._meta.concrete_fields}
    for name, value in values.items():
        setattr(row, name, by_column[name].to_python(value))
