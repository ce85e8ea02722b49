"""Answers to what an import asks: words, cells, rows, people who are not in the file, other sheets."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from canbo.core.dates import PartialDate
from canbo.core.text.dates import DateProblem, parse_partial_date
from canbo.files.importing import session
from canbo.files.importing.absent import BadDay
from canbo.files.importing.answers import NotAsked, takes_several, typed_code
from canbo.files.importing.problems import LATER
from canbo.files.importing.session import Preview
from canbo.web.importing.guard import is_part, not_asked, number, preview_of, sent_to, settled, upload_of, writer
from canbo.web.importing.mended import changed_part
from canbo.web.shell.asked import Asked


@require_POST
@writer
@settled
def settle(request: HttpRequest, asked: Asked, pk: int) -> HttpResponse:
    """One answer: a word's meaning, a corrected cell, or what to do with a row.

    Back to the row it was about; where a script asked, only what has changed of the page.
    """
    posted = request.POST
    row = number(posted.get("dong"))
    if not row:
        messages.error(request, _("Không rõ dòng nào. Tải lại trang rồi làm lại."))
        return sent_to(request, reverse("importing:check", args=[pk]))
    given = {name: str(value) for name, value in posted.items()}
    given["nghia"] = ";".join(filter(None, posted.getlist("nghia")))
    found = preview_of(asked, upload_of(asked, pk))
    if not is_part(request):
        _settle(found, row, given, asked)
        return redirect(_back(pk, given, row))
    try:
        _settle(found, row, given, asked)
    except NotAsked:
        return changed_part(request, asked, found, row, fault=not_asked())
    return changed_part(request, asked, found, row)


def _back(pk: int, posted: Mapping[str, str], row: int) -> str:
    """The page the answer came from: the same kind of rows, the same page, the same row."""
    kept = {name: posted[name] for name in ("loai", "trang") if posted.get(name)}
    query = f"?{urlencode(kept)}" if kept else ""
    return f"{reverse('importing:check', args=[pk])}{query}#dong-{row}"


def _settle(found: Preview, row: int, posted: Mapping[str, str], asked: Asked) -> None:
    key = posted.get("cau", "")
    if "bo" in posted:
        session.skip(found, row)
    elif "lai" in posted:
        session.ask_again(found, row)
    elif "de_sau" in posted:
        _later(found, row)
    elif posted.get("quyet"):
        session.decide(found, key, posted["quyet"])
    elif posted.get("nghia"):
        session.answer(found, key, _code_of(found, key, posted["nghia"]), asked.user, asked.scope)
    elif posted.get("cot"):
        session.correct(found, row, posted["cot"], posted.get("gia_tri", "")[:200])
    else:
        raise NotAsked


def _later(found: Preview, row: int) -> None:
    """Everything that is asked of a row is left for later; the row goes on waiting."""
    plans = found.check.plans if found.check else ()
    for problem in (problem for plan in plans if plan.draft.row.number == row for problem in plan.problems):
        upload = session.decide(found, problem.key, LATER)
        found.upload.decisions = upload.decisions


def _code_of(found: Preview, key: str, said: str) -> str:
    """The code of an answer, or of several, which may be typed: titles, and of posts short forms."""
    problem = found.check.problem(key) if found.check else None
    if problem is None:
        return said
    code = typed_code(problem.choices, said)
    if not takes_several(problem.field_name):
        return code
    return ";".join(found.words.position(part, None).code or part for part in code.split(";"))


@require_POST
@writer
@settled
def absent(request: HttpRequest, asked: Asked, pk: int) -> HttpResponse:
    """What became of those who are not in the file, for all of them at once."""
    upload = upload_of(asked, pk)
    wrong = []
    found = preview_of(asked, upload)
    for item in found.check.absent if found.check else ():
        official = item.state.official
        said = request.POST.get(f"vang-{official.pk}", "")
        try:
            day = _day(request.POST.get(f"ngay-{official.pk}", ""))
            if (said, day) == (item.said, item.day):
                continue
            changed = session.left(found, official.pk, said, day)
        except (BadDay, DateProblem):
            wrong.append(official.full_name)
        else:
            found.upload.decisions = changed.decisions
    if wrong:
        text = _("Chưa rõ ngày rời vị trí của: {names}. Ghi ngày đã qua, sau ngày nhận vị trí.")
        messages.error(request, text.format(names=", ".join(wrong)))
    return redirect(f"{reverse('importing:check', args=[pk])}#vang")


def _day(text: str) -> PartialDate | None:
    return parse_partial_date(text.strip()) if text.strip() else None


@require_POST
@writer
@settled
def sheets(request: HttpRequest, asked: Asked, pk: int) -> HttpResponse:
    """Take other tables of the file too, each as an import of its own; the list reads them."""
    upload = upload_of(asked, pk)
    known = [table.key for table in preview_of(asked, upload).tables if table.key != upload.sheet]
    wanted = [key for key in request.POST.getlist("trang_tinh") if key in known]
    taken = session.keep_sheets(upload, wanted, asked.user)
    text = ngettext("Đã nhận thêm {count} trang tính.", "Đã nhận thêm {count} trang tính.", len(taken))
    messages.success(request, text.format(count=len(taken)))
    return redirect("importing:index")
