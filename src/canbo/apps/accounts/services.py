"""Accounts of the demonstration."""

from __future__ import annotations

from django.db.models import QuerySet

from canbo.apps.accounts.models import Role, SavedView, User

DEMO_PASSWORD = "canbo-minh-hoa"  # noqa: S105 - printed at every start of the demonstration
_DEMO = (
    ("tinh", "Chuyên viên Ban Tổ chức (minh họa)", Role.PROVINCE),
    ("xa", "Văn phòng Đảng ủy xã (minh họa)", Role.COMMUNE),
    ("lanhdao", "Lãnh đạo tỉnh (minh họa)", Role.LEADER),
)


def create_demo_accounts(commune: str) -> None:
    """One account per role; the commune account belongs to the given unit. Existing ones are left alone."""
    for username, name, role in _DEMO:
        if not User.objects.filter(username=username).exists():
            unit = commune if role == Role.COMMUNE else ""
            User.objects.create_user(username, password=DEMO_PASSWORD, full_name=name, role=role, unit_code=unit)


def demo_accounts() -> QuerySet[User]:
    return User.objects.filter(username__in=[name for name, *_ in _DEMO]).order_by("pk")


def keep_view(user: User, name: str, query: str) -> SavedView:
    """Keep a list under a name; the same name again replaces it."""
    view, _ = SavedView.objects.update_or_create(user=user, name=name, defaults={"query": query})
    return view
