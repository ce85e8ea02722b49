"""Accounts of the demonstration, and the lists that people keep."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import QuerySet

from canbo.apps.accounts.models import Role, SavedView, User
from canbo.apps.audit import journal
from canbo.apps.audit.journal import Author
from canbo.apps.audit.models import Source
from canbo.core.text.names import title_key

DEMO_PASSWORD = "canbo-minh-hoa"  # noqa: S105 - printed at every start of the demonstration
_DEMO = (
    ("tinh", "Chuyên viên Ban Tổ chức (minh họa)", Role.PROVINCE),
    ("xa", "Văn phòng Đảng ủy xã (minh họa)", Role.COMMUNE),
    ("lanhdao", "Lãnh đạo tỉnh (minh họa)", Role.LEADER),
)


@transaction.atomic
def create_demo_accounts(commune: str) -> None:
    """One account per role; the commune account belongs to the given unit. Existing ones are left alone."""
    known = set(demo_accounts().values_list("username", flat=True))
    new = [
        User(
            username=username,
            password=make_password(DEMO_PASSWORD),
            full_name=name,
            role=role,
            unit_code=commune if role == Role.COMMUNE else "",
        )
        for username, name, role in _DEMO
        if username not in known
    ]
    journal.create(new, Author(None, Source.COMMAND, reason="Tài khoản minh họa"), _subject)


def demo_accounts() -> QuerySet[User]:
    return User.objects.filter(username__in=[name for name, *_ in _DEMO]).order_by("pk")


@transaction.atomic
def keep_view(user: User, name: str, query: str) -> SavedView:
    """Keep a list under a name; the same name again replaces it."""
    author = Author(user, Source.PAGE, reason="Lưu danh sách")
    view = SavedView.objects.select_for_update().filter(user=user, name=name).first()
    if view is None:
        view = SavedView(user=user, name=name, sort_key=title_key(name), query=query)
        journal.create([view], author, _subject)
    else:
        view.query = query
        journal.update([view], ["query"], author, _subject)
    return view


@transaction.atomic
def drop_view(user: User, pk: int) -> SavedView | None:
    """Delete one of the user's own lists and give back what it was; None when they have no such list."""
    view = SavedView.objects.select_for_update().filter(user=user, pk=pk).first()
    if view is not None:
        journal.delete([view], Author(user, Source.PAGE, reason="Xóa danh sách đã lưu"), _subject)
    return view


def _subject(row: Any) -> str:
    return f"account:{row.pk if isinstance(row, User) else row.user_id}"
