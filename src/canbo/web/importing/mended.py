"""What an answer has changed of the page of the check: its row, the others it is about, the sums. No more is sent."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from canbo.files.importing import session
from canbo.files.importing.session import Preview
from canbo.web.importing.checked import sums_context
from canbo.web.importing.guard import number, upload_of
from canbo.web.importing.shown import ShownRow, rows_of, searched
from canbo.web.shell.asked import Asked


def changed_part(request: HttpRequest, asked: Asked, before: Preview, row: int, fault: str = "") -> HttpResponse:
    """The parts of the page that differ from what it shows; the whole page where it was made from something else.

    `before` is the preview that the answer was given to; `fault` why it could not be taken.
    """
    posted = request.POST
    upload = upload_of(asked, before.upload.pk)
    after = session.show(upload, asked.pack.pack, asked.scope, asked.as_of, before.book)
    if after.check is None or before.check is None or posted.get("xem") != before.token:
        return HttpResponse(headers={"HX-Refresh": "true"})
    on_page = {number(text) for text in posted.getlist("hien")} | {row}
    was, now = _rows(before, on_page, asked), _rows(after, on_page, asked)
    answered = next((shown for shown in now if shown.number == row), None)
    if answered is None:
        return HttpResponse(headers={"HX-Refresh": "true"})
    changed = [shown for shown in now if shown is answered or shown not in was]
    known = searched(was)
    context = sums_context(asked, after, posted.get("loai", ""), number(posted.get("trang"), 1))
    return render(request, "importing/changed.html", context | {
        "rows": changed,
        "answered": answered,
        "fault": fault,
        "lists": {name: choices for name, choices in searched(changed).items() if name not in known},
        "absent_changed": _absent(before) != _absent(after),
    })  # fmt: skip


def _rows(preview: Preview, numbers: set[int], asked: Asked) -> Sequence[ShownRow]:
    assert preview.check is not None
    return rows_of(preview, [plan for plan in preview.check.plans if plan.draft.row.number in numbers], asked.words)


def _absent(preview: Preview) -> list[tuple[int, str, object]]:
    assert preview.check is not None
    return [(item.state.official.pk, item.said, item.day) for item in preview.check.absent]
