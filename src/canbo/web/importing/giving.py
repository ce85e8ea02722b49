"""Files given: chosen or pasted, kept first, then read one after the other; the list shows how far that is."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from canbo.apps.importing import queries
from canbo.apps.importing.models import State, Upload
from canbo.files.importing import session
from canbo.files.importing.reading.limits import MAX_BYTES
from canbo.files.importing.reading.text import COPIED
from canbo.web.importing.guard import is_part, sent_to, upload_of, writer
from canbo.web.importing.listed import count_labels, listed
from canbo.web.shell.asked import Asked

_MOST_FILES = 60


@require_http_methods(["GET", "POST"])
@writer
def index(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Give one file or many; the list of what was given."""
    if request.method == "POST":
        return _take(request, asked)
    context = _standing(asked) | {"unit": asked.user.unit_code}
    return render(request, "importing/index.html", context)


def _take(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Keep every file as it came. A single one is read at once, many one by one from the list."""
    files = request.FILES.getlist("files")
    if not files:
        messages.error(request, _("Chưa chọn tệp nào. Chọn ít nhất một tệp Excel."))
    if len(files) > _MOST_FILES:
        text = _("Mỗi lần gửi nhiều nhất {most} tệp; {count} tệp sau chưa nhận. Gửi tiếp các tệp đó.")
        messages.error(request, text.format(most=_MOST_FILES, count=len(files) - _MOST_FILES))
    kept = [_keep(asked, file) for file in files[:_MOST_FILES]]
    return _opened(request, asked, kept[0]) if len(kept) == 1 else sent_to(request, reverse("importing:index"))


def _keep(asked: Asked, file: Any) -> Upload:
    name, size = str(file.name), file.size or 0
    return (
        session.refuse_large(name, size, asked.user)
        if size > MAX_BYTES
        else session.keep(name, file.read(), asked.user)
    )


@require_POST
@writer
def paste(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Rows copied from a spreadsheet, as a file of their own: what happens to a file happens to them."""
    text = request.POST.get("dan", "")
    if not text.strip():
        messages.error(request, _("Chưa dán gì. Chép các dòng trong Excel, cả dòng tiêu đề, rồi dán vào ô."))
        return sent_to(request, reverse("importing:index"))
    content = text.encode()
    name = _("Dán từ bảng tính {time}").format(time=timezone.localtime().strftime("%Hh%M %d-%m-%Y")) + COPIED
    if len(content) > MAX_BYTES:
        return _opened(request, asked, session.refuse_large(name, len(content), asked.user))
    return _opened(request, asked, session.keep(name, content, asked.user))


def _opened(request: HttpRequest, asked: Asked, upload: Upload) -> HttpResponse:
    """Read a file and go on to it; one that cannot be read stays in the list, and is told why."""
    found = read_waiting(asked, upload)
    if found.state == State.REFUSED:
        messages.error(request, f"{found.name}: {found.problems[0]}")
        return sent_to(request, reverse("importing:index"))
    return sent_to(request, reverse("importing:check", args=[found.pk]))


# --- reading in turn -------------------------------------------------------------------------------------------------


@require_POST
@writer
def read(request: HttpRequest, asked: Asked, pk: int) -> HttpResponse:
    """Read a file that waits; its row of the list, or the whole list where there is no script."""
    upload = read_waiting(asked, upload_of(asked, pk))
    if upload.state == State.CHECKED and not upload.summary:  # looked at once, so that the list says what is in it
        session.show(upload, asked.pack.pack, asked.scope, asked.as_of)
    if not is_part(request):
        return redirect("importing:index")
    (item,) = listed([upload], asked)
    return render(request, "importing/file_read.html", _standing(asked) | {"item": item})


def read_waiting(asked: Asked, upload: Upload) -> Upload:
    """Read a file that waits, as the account that gave it."""
    if upload.state != State.RECEIVED or not upload.is_kept:
        return upload
    return session.read(upload, asked.pack.pack, (upload.uploaded_by or asked.user).scope)


def _standing(asked: Asked) -> dict[str, Any]:
    """The list, how many of its files still wait to be read, and how many have rows that can be written."""
    uploads = listed(queries.listed(asked.user, _MOST_FILES), asked)
    return {
        "uploads": uploads,
        "count_labels": count_labels(),
        "unread": sum(item.reads_itself for item in uploads),
        "ready": sum(item.can_be_written for item in uploads),
    }
