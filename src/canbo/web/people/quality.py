"""Data quality: what is missing, by rule and commune; every number opens to the names."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from canbo.apps.people.queries import twins, unmatched_fields
from canbo.core.review.quality import RULES, quality
from canbo.web.shell.asked import asked_of

LABELS = {
    "birth": _("Ngày sinh"),
    "sex": _("Giới tính"),
    "ethnic_group": _("Dân tộc"),
    "category": _("Đối tượng"),
    "start": _("Giữ vị trí từ"),
    "recruited": _("Tuyển dụng"),
    "party": _("Đảng viên"),
    "degree": _("Chuyên môn"),
    "field": _("Ngành"),
    "political_theory": _("LLCT"),
    "position_skills": _("Bồi dưỡng VTVL"),
    "knowledge_update": _("Cập nhật"),
    "rating": _("Xếp loại"),
}


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    asked = asked_of(request)
    found = quality(asked.review)
    totals = found.totals
    rows = [
        {
            "name": asked.words.code("communes", row["unit"]),
            "people": row["people"],
            "incomplete": row["incomplete"],
            "cells": [(row[r], asked.link("people:roster", xa=row["unit"], thieu_so_lieu=r)) for r in RULES],
        }
        for row in found.counts.iter_rows(named=True)
    ]
    context = {
        "asked": asked,
        "as_of": asked.as_of,
        "heads": [(LABELS[rule], totals[rule], asked.link("people:roster", thieu_so_lieu=rule)) for rule in RULES],
        "rows": rows,
        "people": totals["people"],
        "incomplete": totals["incomplete"],
        "complete": 1 - totals["incomplete"] / totals["people"] if totals["people"] else None,
        "twins": twins(asked.as_of, asked.scope),
        "unmatched": unmatched_fields(asked.as_of, asked.scope),
    }
    return render(request, "people/quality.html", context)
