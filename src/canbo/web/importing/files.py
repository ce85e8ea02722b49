"""Files to take away: the rows that could not go in, and the file as it came."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from canbo.files.importing.error_workbook import error_workbook
from canbo.web.importing.guard import preview_of, settled, upload_of, writer
from canbo.web.shell.asked import Asked

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
@writer
@settled
def errors(request: HttpRequest, asked: Asked, pk: int) -> HttpResponse:
    """The rows that cannot go in, as the people's own sheet with comments."""
    upload = upload_of(asked, pk)
    found = preview_of(asked, upload)
    if found.check is None:
        messages.error(request, _("Ghép cột trước, rồi mới có tệp lỗi."))
        return redirect("importing:columns", pk)
    stem = upload.name.rsplit(".", 1)[0]
    return _download(error_workbook(found), f"{stem}.loi.xlsx", XLSX)


@require_GET
@writer
def original(request: HttpRequest, asked: Asked, pk: int) -> HttpResponse:
    """The file as it came, as long as it is kept."""
    upload = upload_of(asked, pk)
    if not upload.is_kept:
        messages.error(request, _("Tệp gốc đã được xóa theo thời hạn."))
        return redirect("importing:check", pk)
    return _download(upload.content, upload.name, "application/octet-stream")


def _download(content: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    response["Cache-Control"] = "no-store"
    return response
