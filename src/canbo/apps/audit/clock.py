"""The one place below the pages that reads the clock, for "written at" columns only."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone


def written_at() -> datetime:
    """Now, as an aware moment."""
    return timezone.now()  # noqa: TID251 - this is the helper that the ban points to
