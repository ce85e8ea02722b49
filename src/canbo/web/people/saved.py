"""The lists that somebody keeps for oneself: each a name and its conditions, to open, to save and to delete."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from canbo.apps.accounts.models import SavedView
from canbo.apps.accounts.services import drop_view, keep_view
from canbo.web.people.filters import InWords
from canbo.web.people.listing import Listing
from canbo.web.shell.asked import Asked, asked_of

_MOST_LETTERS, _LONGEST_ADDRESS = 60, 1000


@dataclass(frozen=True)
class Shown:
    """A view as a line of the page: its name, its list, and what narrows that."""

    pk: str
    name: str
    url: str
    conditions: list[str]


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """One's own views with what each asks, so that one knows what is deleted."""
    asked = asked_of(request)
    rows = [_shown(view, asked) for view in asked.user.saved_views.all()]
    return render(request, "people/saved.html", {"rows": rows, "roster_url": asked.link("people:roster")})


@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep the conditions of a list under a name, for oneself; the day is not kept: a view is about today."""
    asked = asked_of(request)
    name = request.POST.get("ten", "").strip()[:_MOST_LETTERS]
    listing = Listing.of(asked, QueryDict(request.POST.get("dia_chi", "")))
    text = listing.text(ngay="")
    if not name:
        messages.error(request, _("Chưa lưu: chế độ xem cần có tên."))
    elif len(text) > _LONGEST_ADDRESS:
        messages.error(request, _("Chưa lưu: chế độ xem này quá dài. Hãy lọc theo điều kiện thay cho chọn từng người."))
    else:
        keep_view(asked.user, name, text)
    return redirect(listing.link())


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a view of one's own; somebody else's is not found."""
    view = drop_view(asked_of(request).user, pk)
    if view is None:
        raise Http404
    messages.success(request, _("Đã xóa chế độ xem “{name}”.").format(name=view.name))
    return redirect("people:saved")


def _shown(view: SavedView, asked: Asked) -> Shown:
    listing = Listing.of(asked, QueryDict(view.query))
    return Shown(str(view.pk), view.name, listing.link(), InWords(listing).conditions)
