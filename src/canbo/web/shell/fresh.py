"""Answers that need not be sent again: on a weak line a list that has not changed costs a few bytes.

The token of a form differs in every answer, so that pages themselves cannot be compared; what they are made from is.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from hashlib import sha256

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import condition

from canbo.apps.audit.queries import last_write
from canbo.files.policy.current import current_version

View = Callable[[HttpRequest], HttpResponse]

_STARTED = datetime.now(UTC)
"""A new start may have brought new templates."""


def until_changed(view: View) -> View:
    """Answer 304 while neither the records, the rules, the day, the reader nor the way of reading has changed."""
    conditional = condition(etag_func=_made_from)(view)

    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        response: HttpResponse = conditional(request)
        patch_cache_control(response, private=True, no_cache=True)
        patch_vary_headers(response, ["HX-Request"])
        return response

    return answer


def _made_from(request: HttpRequest) -> str | None:
    """The ETag: everything that a list is made from. None when the page has something to say only once."""
    if len(get_messages(request)):
        return None
    reader = request.user
    own = list(reader.saved_views.values_list("name", "query")) if reader.is_authenticated else []
    parts = (
        _STARTED, last_write(), current_version(), timezone.localdate(), get_language(), request.get_full_path(),
        request.headers.get("HX-Request"), sorted(request.COOKIES.items()), own,
    )  # fmt: skip
    return f'"{sha256(repr(parts).encode()).hexdigest()[:32]}"'
