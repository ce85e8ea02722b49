"""The names behind a target as a workbook."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from canbo.core.facts.columns import Grain
from canbo.files.exporting.lists import Sheet, workbook
from canbo.web.review.breakdown import breakdown
from canbo.web.review.downloads import download_people
from canbo.web.review.members import ids_of, members, ordered
from canbo.web.review.target import find, part_of, unit_of
from canbo.web.shell.asked import asked_of


@require_safe
def target_export(request: HttpRequest, code: str) -> HttpResponse:
    """The list that the page shows, all of it."""
    asked = asked_of(request)
    result = find(asked, code)
    found = breakdown(asked, result)
    chosen = ordered(asked, found, part_of(request, found), unit_of(request, asked))
    first = _("Người giữ vị trí") if result.target.grain is Grain.POST else _("Họ và tên")
    heads = [
        first,
        _("Vị trí"),
        _("Xã, phường"),
        _("Ngành cần"),
        _("Hiện có"),
        _("Số năm còn công tác"),
        _("Tình trạng"),
    ]
    rows = [
        [row.title, str(row.position), row.unit, row.needed, row.held, row.left, str(row.part.label)]
        for row in members(asked, result, chosen)
    ]
    made = workbook(Sheet(_("Chỉ tiêu %(code)s") % {"code": code}, heads, rows))
    return download_people(asked, made, f"chi-tieu-{code}-{asked.as_of}.xlsx", ids_of(chosen))
