"""What every page needs around its content."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from canbo.web.shell.display import Display
from canbo.web.shell.navigation import RenderedItem, render_navigation

SIDE_ROLES = frozenset({"province"})
"""Those who work on many lists all day get the left menu; everyone else has few places and gets tabs (ux.md 3.2)."""


def shell(request: HttpRequest) -> Mapping[str, Any]:
    """Context processor. What a view puts in its context wins: `as_of`, `demo_data`, `unit_name`, `layout`, `rail`.

    The module named by the setting CANBO_NAVIGATION (canbo.config.navigation) gives `NAVIGATION`, and may give
    `demo_data(request)` and, asked for a signed-in person only, `unit_name(request)`.
    """
    role = str(getattr(getattr(request, "user", None), "role", ""))
    menu = _declared()
    look = Display.of(request)
    return {
        "display": look,
        "rail": look.menu == "rail",
        "layout": "side" if role in SIDE_ROLES else "tabs",
        "navigation": SimpleLazyObject(lambda: _navigation(menu, request, role)),
        "demo_data": _asked(menu, "demo_data", request, default=False),
        "unit_name": _asked(menu if role else None, "unit_name", request, default=""),
        "as_of": timezone.localdate(),
    }


def _declared() -> ModuleType | None:
    name = getattr(settings, "CANBO_NAVIGATION", "canbo.config.navigation")
    return import_module(name) if find_spec(name) else None


def _navigation(menu: ModuleType | None, request: HttpRequest, role: str) -> tuple[RenderedItem, ...]:
    return render_navigation(menu.NAVIGATION, request, role) if menu and role else ()


def _asked(menu: ModuleType | None, name: str, request: HttpRequest, default: object) -> object:
    answer: Callable[[HttpRequest], object] | None = getattr(menu, name, None)
    return SimpleLazyObject(lambda: answer(request)) if answer else default
