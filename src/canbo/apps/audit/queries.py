"""Reads of the trail."""

from __future__ import annotations

from django.db.models import QuerySet

from canbo.apps.audit.models import Entry

_LATEST = 200


def entries_of(subject: str) -> QuerySet[Entry]:
    """The latest entries about a subject, the newest first."""
    return Entry.objects.filter(subject=subject).select_related("batch").order_by("-pk")[:_LATEST]
