"""The pages of the import (ux.md S6): give files, map columns, check, settle, write, undo."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from canbo.apps.audit.undo import plan_undo
from canbo.apps.importing import queries, services
from canbo.apps.importing.models import State, Upload
from canbo.apps.organisation.queries import communes
from canbo.apps.people.queries import names_in_order
from canbo.apps.people.services import OutOfDate
from canbo.files.importing import session
from canbo.files.importing.error_workbook import error_workbook
from canbo.web.importing.shown import column_choices, counters, rows_of
from canbo.web.shell.asked import Asked, asked_of

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, Asked, P], HttpResponse]
_PER_PAGE = 40
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def writer(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Only those who keep records come here."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        asked = asked_of(request)
        if not asked.user.may_write:
            raise PermissionDenied
        return view(request, asked, *args, **kwargs)

    return guarded


def _upload(asked: Asked, pk: int) -> Upload:
    found = queries.upload(pk, asked.user)
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
@writer
def index(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Give one file or many; the list of what was given."""
    files = request.FILES.getlist("files")
    if request.method == "POST" and not files:
        messages.error(request, _("Chưa chọn tệp nào. Chọn ít nhất một tệp Excel."))
    for file in files:
        upload = session.receive(str(file.name), file.read(), asked.user, asked.pack.pack, asked.scope)
        if len(files) == 1 and upload.state != State.REFUSED:
            return redirect("importing:check", upload.pk)
    if files:
        return redirect("importing:index")
    uploads = list(queries.uploads(asked.user)[:60])
    ready = sum(upload.state == State.CHECKED for upload in uploads)
    return render(request, "importing/index.html", {"uploads": uploads, "ready": ready})


@require_GET
@writer
def check(request: HttpRequest, asked: Asked, pk: int) -> HttpResponse:
    """What the file would change; or, when columns are not clear, the mapping; or what was written."""
    upload = _upload(asked, pk)
    if upload.state in (State.WRITTEN, State.UNDONE, State.DROPPED, State.REFUSED):
        return _finished(request, upload)
    preview = session.preview(upload, asked.pack.pack, asked.scope, asked.as_of)
    if preview.check is None or upload.state == State.MAPPING:
        return redirect("importing:columns", pk)
    kind = request.GET.get("loai", "")
    shown = rows_of(preview, asked.words, kind)
    page = max(1, int(request.GET.get("trang", "1"))) if request.GET.get("trang", "1").isdigit() else 1
    context = {
        "upload": upload,
        "preview": preview,
        "counters": counters(preview, kind),
        "rows": shown[(page - 1) * _PER_PAGE : page * _PER_PAGE],
        "total": len(shown),
        "page": page,
        "pages": (len(shown) - 1) // _PER_PAGE + 1 if shown else 1,
        "kind": kind,
        "ready": len(preview.check.ready),
        "waiting": len(preview.check.plans) - len(preview.check.ready) - preview.check.counts["unchanged"],
    }
    return render(request, "importing/check.html", context)


def _finished(request: HttpRequest, upload: Upload) -> HttpResponse:
    plan = plan_undo(upload.batch) if upload.batch and upload.state == State.WRITTEN else None
    spared = names_in_order(subject.partition(":")[2] for subject in plan.spared) if plan else []
    return render(request, "importing/finished.html", {"upload": upload, "plan": plan, "spared": spared})


@require_http_methods(["GET", "POST"])
@writer
def columns(request: HttpRequest, asked: Asked, pk: int) -> HttpResponse:
    """Each column as in Excel, with examples, beside the field it is taken for."""
    upload = _upload(asked, pk)
    if upload.state not in (State.MAPPING, State.CHECKED):
        return redirect("importing:check", pk)
    preview = session.preview(upload, asked.pack.pack, asked.scope, asked.as_of)
    if request.method == "POST":
        chosen = {
            item.column.header: request.POST.get(f"cot-{item.column.index}", item.field)
            for item in preview.columns.columns
        }
        unit, sheet = request.POST.get("xa", ""), request.POST.get("trang_tinh", preview.table.sheet)
        unit = unit if unit and asked.scope.covers(unit) else upload.unit_code
        session.choose_columns(upload, chosen, unit=unit, sheet=sheet)
        return redirect("importing:check", pk)
    context = {
        "upload": upload,
        "preview": preview,
        "choices": column_choices(),
        "communes": communes(asked.scope),
    }
    return render(request, "importing/columns.html", context)


@require_POST
@writer
def settle(request: HttpRequest, asked: Asked, pk: int) -> HttpResponse:
    """One answer: a word's meaning, a corrected cell, or what to do with a row."""
    upload, posted = _upload(asked, pk), request.POST
    row = int(posted.get("dong", "0")) if posted.get("dong", "0").isdigit() else 0
    try:
        if posted.get("quyet"):
            session.decide(upload, row, posted["quyet"])
        elif posted.get("loai_tu") and posted.get("nghia"):
            session.answer(upload, posted["loai_tu"], posted.get("tu", ""), posted["nghia"])
        elif posted.get("cot"):
            session.correct(upload, row, posted["cot"], posted.get("gia_tri", "")[:200])
    except services.AlreadyWritten:
        messages.error(request, _("Tệp này đã ghi hoặc đã bỏ rồi, không sửa được nữa."))
    back = f"?loai={posted['loai']}" if posted.get("loai") else ""
    return redirect(f"{reverse('importing:check', args=[pk])}{back}")


@require_POST
@writer
def write(request: HttpRequest, asked: Asked, pk: int) -> HttpResponse:
    """Write the rows that are ready."""
    _write(request, asked, _upload(asked, pk))
    return redirect("importing:check", pk)


@require_POST
@writer
def write_all(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Write what is ready in every file that waits."""
    for upload in queries.ready(asked.user):
        _write(request, asked, upload)
    return redirect("importing:index")


def _write(request: HttpRequest, asked: Asked, upload: Upload) -> None:
    try:
        written = session.write(upload, asked.user, asked.pack.pack, asked.scope, asked.as_of)
    except services.AlreadyWritten:
        messages.error(request, _("{name} đã ghi rồi, không ghi lần nữa.").format(name=upload.name))
    except OutOfDate:
        text = _("Có người vừa sửa hồ sơ trong tệp {name}. Chưa ghi gì; xem lại rồi ghi.")
        messages.error(request, text.format(name=upload.name))
    else:
        count = written.summary["written"]
        text = ngettext("Đã ghi {count} dòng từ {name}.", "Đã ghi {count} dòng từ {name}.", count)
        messages.success(request, text.format(count=count, name=upload.name))


@require_POST
@writer
def drop(request: HttpRequest, asked: Asked, pk: int) -> HttpResponse:
    """Give up on a file; nothing of it was written."""
    try:
        session.drop(_upload(asked, pk))
    except services.AlreadyWritten:
        messages.error(request, _("Tệp này đã ghi hoặc đã bỏ rồi, không sửa được nữa."))
    return redirect("importing:index")


@require_POST
@writer
def undo(request: HttpRequest, asked: Asked, pk: int) -> HttpResponse:
    """Take back what a file wrote, sparing who was edited since."""
    upload = _upload(asked, pk)
    if upload.state == State.WRITTEN:
        plan = session.undo(upload, asked.user)
        text = _("Đã hoàn tác {count} hồ sơ. {spared} hồ sơ đã sửa sau đó được giữ nguyên.")
        messages.success(request, text.format(count=len(plan.subjects), spared=len(plan.spared)))
    return redirect("importing:check", pk)


@require_GET
@writer
def errors(request: HttpRequest, asked: Asked, pk: int) -> HttpResponse:
    """The rows that cannot go in, as the people's own sheet with comments."""
    preview = session.preview(_upload(asked, pk), asked.pack.pack, asked.scope, asked.as_of)
    stem = preview.upload.name.rsplit(".", 1)[0]
    return _download(error_workbook(preview), f"{stem}.loi.xlsx", XLSX)


@require_GET
@writer
def original(request: HttpRequest, asked: Asked, pk: int) -> HttpResponse:
    """The file as it came."""
    upload = _upload(asked, pk)
    return _download(bytes(upload.content), upload.name, "application/octet-stream")


def _download(content: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    safe = "".join(c if c.isalnum() or c in "._- " else "_" for c in name.encode("ascii", "ignore").decode())
    response["Content-Disposition"] = f'attachment; filename="{safe}"'
    return response
