"""What a menu item is, and the menu that one person sees on one page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

EVERYONE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class NavItem:
    """A line of the menu, declared once in `canbo.config.navigation`.

    `url_name` is a view ("people:roster"), or empty for a heading that opens its first child. `roles` are those who
    see it; none means everyone who is signed in. `count` says how much waits there, `urgent` paints that red.
    """

    label: str | Promise
    url_name: str
    icon: str = ""
    roles: frozenset[str] = EVERYONE
    children: tuple[NavItem, ...] = ()
    count: Callable[[HttpRequest], int | None] | None = None
    urgent: bool = False


@dataclass(frozen=True)
class RenderedItem:
    """A menu item as the template needs it. `open`: the page shown is this one or stands below it."""

    label: str
    url: str
    icon: str
    current: bool
    open: bool
    count: int | None
    urgent: bool
    children: tuple[RenderedItem, ...]


def render_navigation(items: Iterable[NavItem], request: HttpRequest, role: str) -> tuple[RenderedItem, ...]:
    """The items this role may use. The current one is the exact page; failing that, the first of its namespace."""
    seen = list(_visible(items, role))
    current = _current(seen, request)
    return tuple(_rendered(item, request, role, current) for item in seen)


def _visible(items: Iterable[NavItem], role: str) -> Iterator[NavItem]:
    return (item for item in items if not item.roles or role in item.roles)


def _current(items: Iterable[NavItem], request: HttpRequest) -> str:
    match = request.resolver_match
    if match is None:
        return ""
    names = [entry.url_name for item in items for entry in (*item.children, item) if entry.url_name]
    if match.view_name in names:
        return match.view_name
    return next((name for name in names if match.namespace and name.startswith(f"{match.namespace}:")), "")


def _rendered(item: NavItem, request: HttpRequest, role: str, current: str) -> RenderedItem:
    children = tuple(_rendered(child, request, role, current) for child in _visible(item.children, role))
    url = reverse(item.url_name) if item.url_name else next((child.url for child in children), "")
    if not url:
        raise NoReverseMatch(f"menu item without an address: {item.label}")
    below = any(child.open for child in children)
    own = bool(current) and item.url_name == current and not below
    count = item.count(request) if item.count else None
    return RenderedItem(str(item.label), url, item.icon, own, own or below, count, item.urgent, children)
