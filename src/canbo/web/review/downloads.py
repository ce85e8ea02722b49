"""Files that a page hands out."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpResponse

from canbo.apps.audit.journal import Author
from canbo.apps.audit.models import Source
from canbo.apps.people.services import hand_out
from canbo.web.shell.asked import Asked

_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


def download(content: bytes, name: str) -> HttpResponse:
    """A file to keep, never cached."""
    response = HttpResponse(content, content_type=_TYPES[name.rsplit(".", 1)[-1]])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


def download_people(asked: Asked, content: bytes, name: str, official_ids: Iterable[int]) -> HttpResponse:
    """A file that names officials: their trail says who took it away."""
    hand_out(official_ids, Author(asked.user, Source.PAGE, reason=f"Tải tệp {name}"))
    return download(content, name)
