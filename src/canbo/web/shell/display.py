"""How a person wants pages to look. Kept in cookies, so that the sign-in page has it too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from django.http import HttpRequest, HttpResponseBase

PREFIX = "canbo_"
CHOICES = {
    "contrast": ("auto", "high", "normal"),
    "size": ("0", "1", "2"),
    "menu": ("auto", "wide", "rail"),
    "rows": ("compact", "comfortable"),
    "keys": ("on", "off"),
}
"""What may be chosen; the first of each is what holds without a choice. The menu is then wide but for wide lists."""
ONE_YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Display:
    """Contrast, text size, width of the menu, height of table rows, single-key shortcuts."""

    contrast: str
    size: str
    menu: str
    rows: str
    keys: str

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        """What the cookies say; anything else counts as not chosen."""
        asked = {name: request.COOKIES.get(PREFIX + name, "") for name in CHOICES}
        return cls(**{name: asked[name] if asked[name] in known else known[0] for name, known in CHOICES.items()})


def remember(response: HttpResponseBase, name: str, value: str) -> None:
    """Set the cookie of one choice. Raises `ValueError` for a choice that does not exist."""
    if value not in CHOICES.get(name, ()):
        raise ValueError(f"{name}={value}")
    response.set_cookie(PREFIX + name, value, max_age=ONE_YEAR, samesite="Lax", httponly=True)
