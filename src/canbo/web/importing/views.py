"""The pages of one file (ux.md S6): map columns, check, write, undo."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from canbo.apps.importing import queries, services
from canbo.apps.importing.models import CLOSED, State, Upload
from canbo.apps.organisation.queries import communes
from canbo.apps.people.rows import UnknownCodes
from canbo.apps.people.services import OutOfDate, Refused
from canbo.files.importing import session, writing
from canbo.files.importing.session import Preview
from canbo.web.importing.checked import check_context
from canbo.web.importing.giving import read_waiting
from canbo.web.importing.guard import number, preview_of, settled, upload_of, why_closed, writer
from canbo.web.importing.result import result_context
from canbo.web.importing.shown import column_choices, header_place
from canbo.web.shell.asked import Asked

_log = logging.getLogger(__name__)


@require_GET
@writer
def check(request: HttpRequest, asked: Asked, pk: int) -> HttpResponse:
    """What the file would change; or, when columns are not clear, the mapping; or what was written."""
    upload = read_waiting(asked, upload_of(asked, pk))
    if upload.state in CLOSED:
        return render(request, "importing/finished.html", result_context(asked, upload))
    if upload.state == State.MAPPING:
        return redirect("importing:columns", pk)
    try:
        preview = session.show(upload, asked.pack.pack, asked.scope, asked.as_of)
    except session.NotReadable:
        return render(request, "importing/finished.html", result_context(asked, upload))
    if preview.check is None:
        return redirect("importing:columns", pk)
    context = check_context(asked, preview, request.GET.get("loai", ""), number(request.GET.get("trang"), 1))
    return render(request, "importing/check.html", context)


@require_GET
@writer
def result(request: HttpRequest, asked: Asked, pk: int) -> HttpResponse:
    """What an upload wrote, also while some of its rows still wait; printed, the minutes of the import."""
    upload = upload_of(asked, pk)
    return render(request, "importing/finished.html", result_context(asked, upload))


@require_http_methods(["GET", "POST"])
@writer
@settled
def columns(request: HttpRequest, asked: Asked, pk: int) -> HttpResponse:
    """Each column as in Excel, with examples, beside the field it is taken for."""
    upload = upload_of(asked, pk)
    if upload.state in CLOSED or upload.state == State.RECEIVED:
        return redirect("importing:check", pk)
    preview = preview_of(asked, upload)
    if request.method == "POST":
        changed = _choose(request, asked, preview)
        if changed.state != State.MAPPING:
            return redirect("importing:check", pk)
        messages.error(request, _("Còn thiếu cột bắt buộc hoặc chưa chọn xã, phường."))
        return redirect("importing:columns", pk)
    context = {
        "upload": upload,
        "preview": preview,
        "header": header_place(preview.table),
        "choices": column_choices(preview.words.pack),
        "communes": communes(asked.scope),
    }
    return render(request, "importing/columns.html", context)


def _choose(request: HttpRequest, asked: Asked, preview: Preview) -> Upload:
    posted = request.POST
    chosen = {
        item.column.header: posted.get(f"cot-{item.column.index}", item.field) for item in preview.columns.columns
    }
    unit, sheet = posted.get("xa", ""), posted.get("trang_tinh", preview.table.key)
    known = communes(asked.scope).filter(code=unit).exists()
    unit = unit if known else "" if asked.scope.is_province and "xa" in posted else preview.upload.unit_code
    return session.choose_columns(preview, chosen, unit=unit, sheet=sheet, user=asked.user, scope=asked.scope)


@require_POST
@writer
def write(request: HttpRequest, asked: Asked, pk: int) -> HttpResponse:
    """Write the rows that are ready and were seen."""
    upload = upload_of(asked, pk)
    written = _write(request, asked, upload, request.POST.get("xem", ""))
    return redirect("importing:result" if written else "importing:check", pk)


@require_POST
@writer
def write_all(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Write what is ready in every file that waits; one that cannot be written does not stop the others."""
    for upload in queries.ready(asked.user):
        try:
            _write(request, asked, upload, "")
        except Exception:
            _log.exception("upload %s could not be written", upload.pk)
            messages.error(request, _("Chưa ghi được {name}. Mở tệp này để xem.").format(name=upload.name))
    return redirect("importing:index")


_REFUSED: Mapping[type[Exception], Callable[[], str]] = {
    writing.NotMapped: lambda: _("{name} chưa ghép xong cột, chưa ghi được."),
    writing.NotSeen: lambda: _("Có người vừa sửa lần nhập {name}. Chưa ghi gì; xem lại rồi ghi."),
    session.NotReadable: lambda: _("Tệp {name} không đọc được nữa. Gửi lại tệp."),
    UnknownCodes: lambda: _(
        "Danh mục xã, vị trí trong hệ thống chưa khớp quy định đang dùng; chưa ghi gì từ {name}. Báo người quản trị."
    ),
    Refused: lambda: _("{name} có giá trị không thể có; chưa ghi gì. Xem lại các ngày trong tệp và trong hồ sơ."),
    OutOfDate: lambda: _("Có người vừa sửa hồ sơ trong tệp {name}. Chưa ghi gì; xem lại rồi ghi."),
}


def _write(request: HttpRequest, asked: Asked, upload: Upload, token: str) -> bool:
    """Write, and say what came of it; whether anything was written."""
    before = upload.summary.get("written", 0) + upload.summary.get("left", 0)
    try:
        written = writing.write(upload, asked.user, asked.pack.pack, asked.scope, asked.as_of, token)
    except services.Closed as closed:
        messages.error(request, f"{upload.name}: {why_closed(closed.state)}")
        return False
    except tuple(_REFUSED) as error:
        messages.error(request, _REFUSED[type(error)]().format(name=upload.name))
        return False
    count = written.summary["written"] + written.summary["left"] - before
    if written.summary["held_back"]:
        text = _("{count} hồ sơ trong {name} vừa được người khác sửa, chưa ghi. Xem lại các dòng đó.")
        messages.warning(request, text.format(count=written.summary["held_back"], name=upload.name))
    elif not count and written.state not in CLOSED:
        messages.warning(request, _("Chưa có dòng nào của {name} ghi được.").format(name=upload.name))
        return False
    text = ngettext("Đã ghi {count} dòng từ {name}.", "Đã ghi {count} dòng từ {name}.", count)
    messages.success(request, text.format(count=count, name=upload.name))
    return not written.summary["held_back"]


@require_POST
@writer
@settled
def drop(request: HttpRequest, asked: Asked, pk: int) -> HttpResponse:
    """Give up on a file, or on the rows of it that still wait."""
    services.drop(upload_of(asked, pk))
    return redirect("importing:index")


@require_POST
@writer
def undo(request: HttpRequest, asked: Asked, pk: int) -> HttpResponse:
    """Take back what a file wrote, sparing who was edited since."""
    upload = upload_of(asked, pk)
    plan = writing.undo(upload, asked.user)
    if plan.reverts:
        text = _("Đã hoàn tác {count} hồ sơ. {spared} hồ sơ đã sửa sau đó được giữ nguyên.")
        messages.success(request, text.format(count=len(plan.subjects), spared=len(plan.spared)))
    else:
        messages.warning(request, _("Không có gì để hoàn tác: hồ sơ đã được sửa sau đó."))
    return redirect("importing:result", pk)
