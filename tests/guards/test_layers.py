"""Guard: what import-linter cannot see: managers and writes in pages, triggers, settings, translations."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parents[2]
WRITES = {"save", "create", "bulk_create", "bulk_update", "update_or_create", "get_or_create", "delete", "update"}


def crossings(source: str) -> list[int]:
    """Lines that touch a model manager, or write through what one gave."""
    tree = ast.parse(source)
    return sorted(
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager", "_base_manager"}
    ) + sorted(
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "save"
    )


def test_the_guard_sees_a_manager_and_a_save() -> None:
    assert crossings("a = Official.objects.all()\nb = 1\nc.save()\n") == [1, 3]


@pytest.mark.parametrize("path", sorted((ROOT / "src/canbo/web").rglob("*.py")), ids=lambda p: str(p.name))
def test_pages_touch_no_manager_and_save_nothing(path: Path) -> None:
    assert crossings(path.read_text(encoding="utf-8")) == []


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_the_triggers_are_still_there() -> None:
    query = (
        "select count(*) from sqlite_master where type = 'trigger' and name like 'people_main_overlap%'"
        if connection.vendor == "sqlite"
        else "select 2 * count(*) from pg_trigger where tgname = 'people_main_overlap'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        assert cursor.fetchone() == (2,)


def routes(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for item in (resolver or get_resolver()).url_patterns:
        if isinstance(item, URLResolver):
            yield from routes(item, prefix + str(item.pattern))
        else:
            yield prefix + str(item.pattern), item


OPEN = {"dang-nhap/", "dang-xuat/", "ngon-ngu/setlang/", "hien-thi/", "tro-giup/"}
"""The only addresses that answer without signing in."""


@pytest.mark.parametrize("address", [route for route, _ in routes()])
def test_every_page_asks_for_a_signed_in_person(address: str) -> None:
    pattern = dict(routes())[address]
    assert getattr(pattern.callback, "login_required", True) or address in OPEN
