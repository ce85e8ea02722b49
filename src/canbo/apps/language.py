"""The texts of levels, codes and titles, which carry both languages, in the language of the page."""

from __future__ import annotations

from typing import Protocol

from django.utils.translation import get_language


class Bilingual(Protocol):
    @property
    def vi(self) -> str: ...
    @property
    def en(self) -> str: ...


def said(text: Bilingual) -> str:
    """Its Vietnamese words, or its English ones on an English page."""
    return text.en if get_language() == "en" else text.vi
