"""The one place below the pages that reads the clock, for "written at" and "written on" columns only."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone


def written_at() -> datetime:
    """Now, as an aware moment."""
    return timezone.now()  # noqa: TID251 - this is the helper that the ban points to


def written_on() -> date:
    """The day of that moment in the province."""
    return timezone.localdate(written_at())
