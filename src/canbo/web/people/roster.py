"""S4: the list of officials, its conditions, its print, and its Excel."""

from __future__ import annotations

from typing import Any

import polars as pl
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_GET

from canbo.apps.organisation.queries import matching as communes_matching
from canbo.apps.people.queries import is_demo, states_of
from canbo.files.exporting.roster import roster_workbook
from canbo.web.people.columns import COLUMNS, WIDEST, RowData, cells_of
from canbo.web.people.filters import InWords, views
from canbo.web.people.listing import PICKED, STANDARD, Listing, untidy
from canbo.web.review.common import common
from canbo.web.review.downloads import download_people
from canbo.web.shell.asked import DAY, Asked, asked_of
from canbo.web.shell.display import Display
from canbo.web.shell.fresh import until_changed

PER_PAGE = 25
ALL, MOST_ROWS = "tat-ca", 1000
"""The page that holds every row, for print; more rows than this are for Excel."""
_PLACES = 5


@require_GET
@until_changed
def page(request: HttpRequest) -> HttpResponse:
    """The roster; with HTMX only the part that a new condition changes."""
    asked = asked_of(request)
    listing = Listing.of(asked, request.GET)
    fragment = bool(request.headers.get("HX-Request"))
    if untidy(request) and not fragment:
        return HttpResponseRedirect(listing.link())
    context = _table(request, listing)
    if not fragment:
        context |= _around(request, listing)
    response = render(request, "people/fragment.html" if fragment else "people/roster.html", context)
    if fragment:
        response["HX-Push-Url"] = listing.link()
    return response


@require_GET
def conditions(request: HttpRequest) -> HttpResponse:
    """Every filter at once: for HTMX the further ones of the bar, else a page of its own."""
    asked = asked_of(request)
    listing = Listing.of(asked, request.GET)
    context = {"asked": asked, "as_of": asked.as_of, "listing": listing, "filters": InWords(listing)}
    fragment = request.headers.get("HX-Request")
    return render(request, "people/more.html" if fragment else "people/conditions.html", context)


def _table(request: HttpRequest, listing: Listing) -> dict[str, Any]:
    """What depends on the conditions: rows, tokens, and the addresses that carry them on."""
    asked = listing.asked
    shown = _page(listing, request.GET.get("trang", ""))
    kept = listing.parameters
    return {
        "asked": asked,
        "as_of": asked.as_of,
        "listing": listing,
        "filters": InWords(listing),
        "columns": [COLUMNS[name] for name in listing.columns],
        "fits": len(listing.columns) < WIDEST,
        "all_columns": [(name, column.label, name in listing.columns) for name, column in COLUMNS.items()],
        "page": shown,
        "pages": shown.paginator.get_elided_page_range(shown.number),
        "whole": shown.paginator.per_page == MOST_ROWS,
        "rows": _rows(listing, list(shown.object_list)),
        "places": _places(listing),
        "export_url": listing.link("people:export"),
        "print_url": listing.link(trang=ALL),
        "clear_url": listing.unfiltered().link(),
        "default_columns": STANDARD,
        "kept_by_columns": [(name, value) for name, value in kept.items() if name != "cot"],
        "kept_by_picks": [(name, value) for name, value in kept.items() if name != PICKED],
    }


def _around(request: HttpRequest, listing: Listing) -> dict[str, Any]:
    """What stays when the conditions change: day and freshness, views, and the filter bar's other parameters."""
    asked, kept = listing.asked, listing.parameters
    own = [(view.name, view.query) for view in asked.user.saved_views.all()]
    fields = {*listing.filters, "q", PICKED} - {"xem"}
    return common(asked) | {
        "kept_by_day": [(name, value) for name, value in kept.items() if name != DAY],
        "more_url": listing.link("people:conditions"),
        "views": views(listing, own),
        "kept_by_filters": [(name, value) for name, value in kept.items() if name not in fields],
        "rail": Display.of(request).menu != "wide",
    }


def _places(listing: Listing) -> list[tuple[str, str]]:
    """The communes whose name a search may have meant, with their pages."""
    asked = listing.asked
    found = communes_matching(listing.query, asked.scope)[:_PLACES] if listing.query else []
    return [(str(unit), asked.link("organisation:commune", unit.code)) for unit in found]


def _page(listing: Listing, number: str) -> Page[int]:
    if number == ALL:
        return Paginator(listing.ids, MOST_ROWS).get_page(1)
    return Paginator(listing.ids, PER_PAGE).get_page(number)


def _rows(listing: Listing, ids: list[int]) -> list[dict[str, Any]]:
    asked = listing.asked
    mine = pl.col("official_id").is_in(ids)
    main = asked.review.officials.filter(mine).sort("is_main", descending=True).unique("official_id", keep="first")
    facts = {row["official_id"]: row for row in main.iter_rows(named=True)}
    findings = _worst(asked, mine)
    rows = []
    for state in states_of(ids, asked.as_of):
        pk = state.official.pk
        data = RowData(state, findings[pk], facts[pk], asked.review, asked.words)
        cells = cells_of(data, listing.columns)
        rows.append({"pk": str(pk), "name": state.official.full_name, "url": _record(listing, pk), "cells": cells})
    return rows


def _record(listing: Listing, pk: int) -> str:
    """An official's page, which keeps the list, so that the next one is a key away."""
    return listing.link("people:official", pk, cot="")


def _worst(asked: Asked, mine: pl.Expr) -> dict[int, dict[str, int]]:
    """For each official the worst answer to each standard over all posts."""
    names = [standard.id for standard in asked.pack.standards]
    found = asked.review.findings.filter(mine).group_by("official_id").agg(pl.col(names).min())
    return {row["official_id"]: row for row in found.iter_rows(named=True)}


@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """The list as Excel: the form that can be imported again; with picked rows, only those."""
    asked = asked_of(request)
    listing = Listing.of(asked, request.GET)
    if listing.picked is not None and not listing.ids:
        raise Http404
    states = states_of(listing.ids, asked.as_of)
    content = roster_workbook(states, asked.pack.pack, year=asked.as_of.year, fictional=is_demo())
    return download_people(asked, content, f"danh-sach-can-bo-{asked.as_of}.xlsx", listing.ids)
