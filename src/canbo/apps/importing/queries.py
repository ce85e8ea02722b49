"""Reads of uploads and of what the import remembers."""

from __future__ import annotations

from datetime import date

from django.db.models import Max, QuerySet
from django.utils import timezone

from canbo.apps.accounts.models import Role, User
from canbo.apps.importing.models import RememberedColumn, RememberedWord, State, Upload


def uploads(user: User) -> QuerySet[Upload]:
    """The uploads an account may see, the newest first: a commune only its own."""
    found = Upload.objects.order_by("-pk").defer("content").select_related("batch", "uploaded_by")
    return found.filter(uploaded_by=user) if user.role == Role.COMMUNE else found


def upload(pk: int, user: User) -> Upload | None:
    found = Upload.objects.order_by("-pk").select_related("batch", "uploaded_by").filter(pk=pk)
    return (found.filter(uploaded_by=user) if user.role == Role.COMMUNE else found).first()


def ready(user: User) -> QuerySet[Upload]:
    """Uploads that are checked and wait to be written."""
    return uploads(user).filter(state=State.CHECKED)


def remembered_columns() -> dict[str, str]:
    return dict(RememberedColumn.objects.values_list("header", "field"))


def remembered_words() -> dict[tuple[str, str], str]:
    return {(kind, word): code for kind, word, code in RememberedWord.objects.values_list("kind", "word", "code")}


def last_rosters() -> dict[str, date]:
    """For each commune the day on which a roster of it was last written, even one that changed nothing."""
    written = Upload.objects.filter(state=State.WRITTEN).exclude(unit_code="")
    latest = written.order_by().values_list("unit_code").annotate(Max("batch__created_at"))
    return {unit: timezone.localdate(at) for unit, at in latest if at is not None}
