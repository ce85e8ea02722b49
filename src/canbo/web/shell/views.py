"""Display switches, the help page, and the answer to a fault of the server."""

from __future__ import annotations

import logging
import secrets

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from canbo.web.shell.display import CHOICES, remember

log = logging.getLogger(__name__)

PAGES: tuple[tuple[str, Promise, Promise], ...] = (
    ("review:dashboard", _("Bảng điều hành"), _("Nghị quyết có về đích không, hụt ở đâu, cần quyết gì?")),
    ("review:targets", _("Từng chỉ tiêu"), _("Mỗi chỉ tiêu đang ở đâu, vì sao, ai còn thiếu?")),
    ("organisation:communes", _("Theo xã, phường"), _("Xã nào chưa đạt nhiều nhất, còn trống vị trí nào?")),
    ("people:roster", _("Danh sách cán bộ"), _("Những ai …? Lọc, lưu, in trích ngang, xuất Excel để sửa và nhập lại.")),
    ("review:matrix", _("Ma trận còn thiếu"), _("Ở đâu thiếu nội dung gì nhiều nhất?")),
    ("importing:index", _("Nhập từ Excel"), _("Tệp này sẽ đổi gì, sai ở đâu, ghi được chưa?")),
    ("people:quality", _("Chất lượng dữ liệu"), _("Hồ sơ nào còn thiếu mục gì, ai có thể bị trùng?")),
    ("organisation:balance", _("Bố trí, vị trí trống"), _("Xã nào thừa, thiếu vị trí nào, ai có thể bố trí?")),
    ("policy:index", _("Quy định"), _("Con số và yêu cầu này căn cứ vào đâu?")),
)
"""What each page answers: its address, its name, its question."""


@login_not_required
@require_POST
def display(request: HttpRequest) -> HttpResponse:
    """Remember the switches that were sent and go back to the page they were on."""
    target = request.POST.get("next", "")
    own = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(target if own else "/")
    try:
        for name in CHOICES.keys() & request.POST.keys():
            remember(response, name, request.POST[name])
    except ValueError:
        return HttpResponseBadRequest()
    return response


@login_not_required
@require_GET
def help_page(request: HttpRequest) -> HttpResponse:
    """What each page answers, what the signs mean, whom to ask, and the keys; without signing in, without script.

    The dialog of the keys, which not every page can carry along, asks for the keys alone.
    """
    if request.headers.get("HX-Request"):
        return render(request, "canbo/keys.html")
    signed_in = request.user.is_authenticated
    pages = [
        {"title": title, "answers": answers, "url": reverse(name) if signed_in else ""}
        for name, title, answers in PAGES
    ]
    return render(request, "canbo/help.html", {"pages": pages, "contact": settings.HELP_CONTACT})


def server_error(request: HttpRequest) -> HttpResponse:
    """`handler500`: a page with a code that stands beside the trace in the log; nothing could fail again."""
    code = secrets.token_hex(2).upper()
    log.exception("error %s on %s", code, request.path)
    return HttpResponseServerError(render_to_string("500.html", {"code": code}))
