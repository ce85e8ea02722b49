"""Integration: accounts have a role of the list, and what is written of them leaves its trail, but no password."""

from __future__ import annotations

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError, transaction

from canbo.apps.accounts.models import Role, User
from canbo.apps.accounts.services import DEMO_PASSWORD, create_demo_accounts, demo_accounts, drop_view, keep_view
from canbo.apps.audit.models import Action, Entry
from canbo.core.access import Scope
from factories.province import account

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("role", "unit", "bad"), [
    ("province", "", False), ("commune", "03388", False), ("commune", "", True), ("boss", "", True), ("", "", True),
])  # fmt: skip
def test_a_role_is_one_of_the_list_and_a_commune_has_its_unit(role: str, unit: str, bad: bool) -> None:
    try:
        with transaction.atomic():
            User.objects.create_user("a", role=role, unit_code=unit)
    except IntegrityError:
        assert bad
    else:
        assert not bad


def test_a_role_says_what_is_seen_and_written() -> None:
    found = {role: account(role, "03388" if role == Role.COMMUNE else "") for role in Role}
    assert found[Role.COMMUNE].scope == Scope.of("03388")
    assert found[Role.PROVINCE].scope == found[Role.LEADER].scope == Scope.province()
    assert [found[role].may_write for role in (Role.PROVINCE, Role.COMMUNE, Role.LEADER)] == [True, True, False]


def test_demonstration_accounts_are_made_once_and_leave_entries_without_passwords() -> None:
    create_demo_accounts("03388")
    create_demo_accounts("03390")

    assert {user.role for user in demo_accounts()} == set(Role)
    assert User.objects.get(role=Role.COMMUNE).unit_code == "03388"
    assert authenticate(username="xa", password=DEMO_PASSWORD) is not None
    entries = Entry.objects.filter(table="accounts.user")
    assert entries.count() == 3
    assert all(entry.reason and "password" not in entry.after for entry in entries)


def test_a_list_is_kept_under_its_name_in_order_and_leaves_entries() -> None:
    user, other = account(Role.PROVINCE), account(Role.LEADER)
    for name in ("Đảng viên", "Dưới 35 tuổi", "Đảng viên", "Anh em"):
        keep_view(user, name, f"?q={name}")
    keep_view(other, "Đảng viên", "?q=x")
    kept = keep_view(user, "Đảng viên", "?q=2")

    assert [view.name for view in user.saved_views.all()] == ["Anh em", "Dưới 35 tuổi", "Đảng viên"]
    assert user.saved_views.get(pk=kept.pk).query == "?q=2"
    entries = Entry.objects.filter(table="accounts.savedview", subject=f"account:{user.pk}").order_by("pk")
    assert [entry.action for entry in entries] == [Action.CREATE] * 3 + [Action.UPDATE]
    assert all(entry.reason and entry.actor == user for entry in entries)


def test_a_list_is_deleted_by_its_owner_alone_and_leaves_an_entry() -> None:
    user, other = account(Role.PROVINCE), account(Role.LEADER)
    kept = keep_view(user, "Đảng viên", "?q=x")

    assert drop_view(other, kept.pk) is None
    assert user.saved_views.count() == 1
    dropped = drop_view(user, kept.pk)
    assert dropped is not None
    assert dropped.name == "Đảng viên"
    assert not user.saved_views.exists()
    entry = Entry.objects.get(action=Action.DELETE)
    assert (entry.actor, entry.subject, entry.row) == (user, f"account:{user.pk}", kept.pk)
    assert entry.before["query"] == "?q=x"
