"""Data quality: what is missing, by rule and commune; every number opens to the names."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from canbo.apps.people.queries import twins, unmatched_fields
from canbo.core.review.quality import ANY, RULES, quality
from canbo.web.people.filters import MISSING_DATA
from canbo.web.review.common import common
from canbo.web.shell.asked import asked_of
from canbo.web.shell.fresh import until_changed


@require_GET
@until_changed
def page(request: HttpRequest) -> HttpResponse:
    asked = asked_of(request)
    found = quality(asked.review)
    totals = found.totals
    rows = [
        {
            "name": asked.words.code("communes", row["unit"]),
            "people": row["people"],
            "incomplete": row["incomplete"],
            "url": asked.link("people:roster", xa=row["unit"], thieu_so_lieu=ANY),
            "cells": [(row[r], asked.link("people:roster", xa=row["unit"], thieu_so_lieu=r)) for r in RULES],
        }
        for row in found.counts.iter_rows(named=True)
    ]
    pairs = [
        [(one, asked.link("people:official", one.pk)) for one in group] for group in twins(asked.as_of, asked.scope)
    ]
    context = common(asked) | {
        "heads": [(MISSING_DATA[r], totals[r], asked.link("people:roster", thieu_so_lieu=r)) for r in RULES],
        "rows": rows,
        "people": totals["people"],
        "incomplete": totals["incomplete"],
        "incomplete_url": asked.link("people:roster", thieu_so_lieu=ANY),
        "whole": found.whole,
        "twins": pairs,
        "unmatched": unmatched_fields(asked.as_of, asked.scope),
    }
    return render(request, "people/quality.html", context)
