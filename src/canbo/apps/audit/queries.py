"""Reads of the trail."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache

from django.db.models import Max, QuerySet
from django.utils import timezone

from canbo.apps.audit.models import Action, Entry, Head

_LATEST = 200
Version = tuple[int, datetime] | None


def entries_of(subject: str, until: date | None = None) -> QuerySet[Entry]:
    """The latest entries about a subject, the newest first; with `until` those written by that day."""
    found = Entry.objects.filter(subject=subject)
    if until is not None:
        found = found.filter(at__date__lte=until)
    return found.select_related("batch").order_by("-pk")[:_LATEST]


def last_write_about(subject: str, until: date | None = None) -> Entry | None:
    """The latest of them that changed something: who was only looked at or taken away is as before."""
    found = Entry.objects.filter(subject=subject).exclude(action=Action.READ)
    if until is not None:
        found = found.filter(at__date__lte=until)
    return found.order_by("-pk").first()


def writes_about(subjects: Iterable[str]) -> QuerySet[Entry]:
    """All writes about some subjects, the oldest first."""
    return Entry.objects.filter(subject__in=list(subjects)).exclude(action=Action.READ).order_by("pk")


def last_write() -> Version:
    """The version of the records: whoever reads it and then the records sees at least what it stands for."""
    return Head.objects.values_list("number", "at").first()


@lru_cache(maxsize=2)
def last_days(version: Version, prefix: str) -> dict[str, date]:
    """For each subject of a prefix the day of its last write; `version` is that of `last_write`, which keeps it."""
    writes = Entry.objects.exclude(action=Action.READ).filter(subject__startswith=prefix)
    latest = writes.values_list("subject").annotate(Max("at")).order_by()
    return {subject: timezone.localdate(at) for subject, at in latest}
