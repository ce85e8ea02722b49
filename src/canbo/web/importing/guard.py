"""What every page of the import begins with: who may come here, whose upload it is, and what can be read of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from canbo.apps.importing import queries, services
from canbo.apps.importing.models import State, Upload
from canbo.files.importing import session
from canbo.files.importing.answers import NotAsked
from canbo.files.importing.session import Preview
from canbo.web.shell.asked import Asked, asked_of

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, Asked, P], HttpResponse]


def writer(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Only those who keep records come here."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        asked = asked_of(request)
        if not asked.user.may_write:
            raise PermissionDenied
        return view(request, asked, *args, **kwargs)

    return guarded


def upload_of(asked: Asked, pk: int) -> Upload:
    found = queries.upload(pk, asked.user)
    if found is None:
        raise Http404
    return found


def preview_of(asked: Asked, upload: Upload) -> Preview:
    return session.preview(upload, asked.pack.pack, asked.scope, asked.as_of)


def number(text: str | None, otherwise: int = 0) -> int:
    """A number in a request: plain digits, and not many of them."""
    digits = text or ""
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else otherwise


_CLOSED: Mapping[State, object] = {
    State.WRITTEN: gettext_lazy("Tệp này đã ghi rồi, không sửa hay ghi lần nữa."),
    State.DROPPED: gettext_lazy("Tệp này đã bỏ, không sửa hay ghi được nữa. Muốn nhập thì gửi lại tệp."),
    State.UNDONE: gettext_lazy("Tệp này đã hoàn tác, không sửa hay ghi được nữa. Muốn nhập thì gửi lại tệp."),
    State.REFUSED: gettext_lazy("Tệp này không đọc được nên không ghi được. Sửa tệp rồi gửi lại."),
}


def not_asked() -> str:
    """What is said of an answer that cannot be taken."""
    return _("Chưa nhận được câu trả lời này. Xem lại dòng rồi chọn lại.")


def why_closed(state: State) -> str:
    """Why nothing more can be done with an upload, and what can be done instead."""
    return str(_CLOSED[state])


def settled(
    view: Callable[[HttpRequest, Asked, int], HttpResponse],
) -> Callable[[HttpRequest, Asked, int], HttpResponse]:
    """A view that changes an upload: what can no longer be changed, or was never asked, is said on its page."""

    @wraps(view)
    def guarded(request: HttpRequest, asked: Asked, pk: int) -> HttpResponse:
        try:
            return view(request, asked, pk)
        except services.Closed as closed:
            messages.error(request, why_closed(closed.state))
        except session.NotReadable:
            messages.error(request, _("Tệp này không đọc được nữa. Gửi lại tệp."))
        except NotAsked:
            messages.error(request, not_asked())
        return sent_to(request, reverse("importing:check", args=[pk]))

    return guarded


def is_part(request: HttpRequest) -> bool:
    """Whether a script asks, which puts the answer into the page that is shown."""
    return bool(request.headers.get("HX-Request"))


def sent_to(request: HttpRequest, address: str) -> HttpResponse:
    """Go on at an address, also where a script asked: then the whole page goes there."""
    return HttpResponse(headers={"HX-Redirect": address}) if is_part(request) else redirect(address)
