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
    see it; none means everyone who is signed in. `also` are pages that stand below it without a line of their own.
    `count` says how much waits there, `urgent` paints that red.
    """

    label: str | Promise
    url_name: str
    icon: str = ""
    roles: frozenset[str] = EVERYONE
    children: tuple[NavItem, ...] = ()
    count: Callable[[HttpRequest], int | None] | None = None
    urgent: bool = False
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class RenderedItem:
    """A menu item as the template needs it.

    `current` is the value of aria-current: "page" on the page itself, "true" on one below it, else empty.
    `open`: this item or one of its children is current.
    """

    label: str
    url: str
    icon: str
    current: str
    open: bool
    count: int | None
    urgent: bool
    children: tuple[RenderedItem, ...]


def render_navigation(items: Iterable[NavItem], request: HttpRequest, role: str) -> tuple[RenderedItem, ...]:
    """The items this role may use. Current is the page itself, else what names it in `also`, else its namespace."""
    seen = list(_visible(items, role))
    current = _current(seen, request)
    return tuple(_rendered(item, request, role, current) for item in seen)


def _visible(items: Iterable[NavItem], role: str) -> Iterator[NavItem]:
    return (item for item in items if not item.roles or role in item.roles)


def _current(items: Iterable[NavItem], request: HttpRequest) -> str:
    match = request.resolver_match
    if match is None:
        return ""
    entries = [entry for item in items for entry in (*item.children, item) if entry.url_name]
    if any(entry.url_name == match.view_name for entry in entries):
        return match.view_name
    below = (entry.url_name for entry in entries if match.view_name in entry.also)
    beside = (
        name for name in (e.url_name for e in entries) if match.namespace and name.startswith(match.namespace + ":")
    )
    return next(below, "") or next(beside, "")


def _rendered(item: NavItem, request: HttpRequest, role: str, current: str) -> RenderedItem:
    children = tuple(_rendered(child, request, role, current) for child in _visible(item.children, role))
    url = reverse(item.url_name) if item.url_name else next((child.url for child in children), "")
    if not url:
        raise NoReverseMatch(f"menu item without an address: {item.label}")
    below = any(child.open for child in children)
    own = bool(current) and item.url_name == current and not below
    here = request.resolver_match is not None and request.resolver_match.view_name == current
    state = ("page" if here else "true") if own else ""
    count = item.count(request) if item.count else None
    return RenderedItem(str(item.label), url, item.icon, state, own or below, count, item.urgent, children)
