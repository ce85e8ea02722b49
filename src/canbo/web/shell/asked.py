"""What a request asks about: the day, the rules in force on it, whose records, and in which language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import cast
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from canbo.apps.accounts.models import User
from canbo.apps.review.services import review_records
from canbo.core.access import Scope
from canbo.core.dates import PartialDate
from canbo.core.policy.conditions import Language
from canbo.core.policy.explain import Words
from canbo.core.policy.resolve import PackAt
from canbo.core.review.review import Review
from canbo.core.text.dates import DateProblem, parse_partial_date
from canbo.files.policy.current import current_pack_at

DAY = "ngay"
"""The parameter of every address that says the day: 2026-11-23 or 23/11/2026."""


@dataclass(frozen=True)
class Asked:
    """The question of a request. `unread` is what stood for the day when no day could be read there."""

    user: User
    as_of: date
    today: date
    language: Language
    unread: str = ""

    @property
    def scope(self) -> Scope:
        return self.user.scope

    @cached_property
    def pack(self) -> PackAt:
        return current_pack_at(self.as_of)

    @cached_property
    def words(self) -> Words:
        return Words(self.pack, self.language)

    @cached_property
    def review(self) -> Review:
        """The review of that day within the scope of the person asking."""
        return review_records(self.pack, self.scope)

    def link(self, name: str, *args: str | int, **query: str | int | None) -> str:
        """The address of a page about the same day; parameters without a value are left out."""
        asked = {DAY: self.as_of.isoformat()} if self.as_of != self.today else {}
        given = {key: value for key, value in query.items() if value not in (None, "")}
        text = urlencode(asked | given)
        return reverse(name, args=args) + (f"?{text}" if text else "")


def asked_of(request: HttpRequest) -> Asked:
    """Read the question; without a day, or with one that cannot be read, it is about today."""
    today = timezone.localdate()
    text = (request.POST.get(DAY) or request.GET.get(DAY, "")).strip()
    found = _day(text)
    language: Language = "en" if get_language() == "en" else "vi"
    return Asked(cast("User", request.user), found or today, today, language, "" if found else text)


def _day(text: str) -> date | None:
    try:
        found = parse_partial_date(text)
    except DateProblem:
        return None
    return found.earliest if isinstance(found, PartialDate) and found.day else None
