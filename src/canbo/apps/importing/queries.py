"""Reads of uploads and of what the import remembers."""

from __future__ import annotations

from datetime import date

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from canbo.apps.accounts.models import Role, User
from canbo.apps.importing.models import RECORDED, RememberedColumn, RememberedWord, State, Upload
from canbo.core.access import Scope

_OPEN = (State.CHECKED, State.PARTLY)


def uploads(user: User) -> QuerySet[Upload]:
    """The uploads an account may see, the newest first: a commune only its own."""
    found = Upload.objects.order_by("-pk").defer("content", "corrections", "decisions").select_related("uploaded_by")
    return found.filter(uploaded_by=user) if user.role == Role.COMMUNE else found


def upload(pk: int, user: User) -> Upload | None:
    found = Upload.objects.order_by("-pk").select_related("uploaded_by", "origin").filter(pk=pk)
    return (found.filter(uploaded_by=user) if user.role == Role.COMMUNE else found).first()


def listed(user: User, most: int) -> list[Upload]:
    """The uploads of the list: every one that waits to be read, in the order given, then the newest of the others."""
    seen = uploads(user)
    waiting = seen.filter(state=State.RECEIVED).order_by("pk")
    return [*waiting, *seen.exclude(state=State.RECEIVED)[:most]]


def ready(user: User) -> QuerySet[Upload]:
    """Uploads that are checked and have rows that wait to be written."""
    return Upload.objects.filter(pk__in=uploads(user).filter(state__in=_OPEN).values("pk")).order_by("pk")


def same_file(upload: Upload) -> list[Upload]:
    """The same bytes given before, by whomever, and not refused or given up: the newest first."""
    before = Upload.objects.filter(digest=upload.digest, sheet=upload.sheet, pk__lt=upload.pk)
    kept = before.exclude(state__in=(State.REFUSED, State.DROPPED, State.UNDONE, State.RECEIVED))
    return list(kept.order_by("-pk").defer("content", "corrections", "decisions").select_related("uploaded_by")[:3])


def last_rosters() -> dict[str, date]:
    """For each commune the day on which a roster of it was last written, even one that changed nothing."""
    written = Upload.objects.filter(state__in=RECORDED).exclude(unit_code="")
    latest = written.order_by().values_list("unit_code").annotate(Max("batches__created_at"))
    return {unit: timezone.localdate(at) for unit, at in latest if at is not None}


# --- what is remembered ----------------------------------------------------------------------------------------------


def remembered_columns(unit: str) -> dict[str, str]:
    """What headers mean in a commune's files: what the province says, and what the commune says over it."""
    rows = RememberedColumn.objects.filter(unit_code__in=("", unit)).order_by("unit_code")
    return dict(rows.values_list("header", "field"))


def remembered_words(unit: str) -> dict[tuple[str, str], str]:
    """What words mean in a commune's files: what the province says, and what the commune says over it."""
    rows = RememberedWord.objects.filter(unit_code__in=("", unit)).order_by("unit_code")
    return {(kind, word): code for kind, word, code in rows.values_list("kind", "word", "code")}


def _mine(scope: Scope) -> Q:
    return Q() if scope.units is None else Q(unit_code__in=scope.units)


def words_to_manage(scope: Scope) -> QuerySet[RememberedWord]:
    """The remembered words that an account may change: its commune's, or all."""
    return RememberedWord.objects.filter(_mine(scope)).order_by("kind", "word")


def columns_to_manage(scope: Scope) -> QuerySet[RememberedColumn]:
    return RememberedColumn.objects.filter(_mine(scope)).order_by("header")
