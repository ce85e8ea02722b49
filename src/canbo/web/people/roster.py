"""S4: the list of officials, its filters, its saved views, and its Excel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from canbo.apps.accounts.services import keep_view
from canbo.apps.audit.journal import Author
from canbo.apps.audit.models import Source
from canbo.apps.organisation.queries import matching as communes_matching
from canbo.apps.people.queries import is_demo, ordered_ids, states_of
from canbo.apps.people.services import hand_out
from canbo.core.review.filtering import FILTERS, VIEWS, officials_where
from canbo.files.exporting.roster import roster_workbook
from canbo.web.people.columns import (
    COLUMNS,
    DEFAULT,
    FIRST_FILTERS,
    VIEW_LABELS,
    Choices,
    RowData,
    cells_of,
    filter_choices,
)
from canbo.web.shell.asked import DAY, Asked, asked_of

PER_PAGE = 25
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ORDERS = ("ten", "chuc_vu", "xa", "tuoi")


@dataclass(frozen=True)
class Token:
    """A filter in force: its words, and the address of the list without it."""

    text: str
    without: str


def _filters(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET[name] for name in FILTERS if request.GET.get(name)}


def _found(asked: Asked, filters: Mapping[str, str], query: str, order: str) -> list[int]:
    """The ids of the officials of a list, in its order."""
    try:
        wanted = officials_where(asked.review, filters)
    except (KeyError, ValueError) as error:
        raise Http404 from error
    return [pk for pk in ordered_ids(asked.as_of, asked.scope, query, order) if pk in wanted]


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The roster; with HTMX only its table."""
    asked = asked_of(request)
    filters, query = _filters(request), request.GET.get("q", "").strip()
    order = request.GET.get("sap") if request.GET.get("sap") in ORDERS else "ten"
    found = _found(asked, filters, query, str(order))
    shown = Paginator(found, PER_PAGE).get_page(request.GET.get("trang"))
    columns = _columns(request)
    choices = filter_choices(asked.review, asked.words)
    context = {
        "asked": asked,
        "as_of": asked.as_of,
        "views": _views(asked, request),
        "filters": _bar(choices, filters, FIRST_FILTERS),
        "more": _bar(choices, filters, tuple(name for name in choices if name not in FIRST_FILTERS)),
        "tokens": _tokens(request, choices, filters, query),
        "query": query,
        "order": order,
        "columns": [(name, COLUMNS[name].label) for name in columns],
        "all_columns": [(name, column.label, name in columns) for name, column in COLUMNS.items()],
        "page": shown,
        "pages": shown.paginator.get_elided_page_range(shown.number),
        "rows": _rows(asked, list(shown.object_list), columns),
        "places": communes_matching(query, asked.scope)[:5] if query else [],
        "relaxed": _relaxed(asked, request, filters, query) if not found else None,
        "address": request.GET.urlencode(),
        "kept": [(name, request.GET[name]) for name in ("xem", "sap", "cot", DAY) if request.GET.get(name)],
        "dense": request.GET.get("dong") != "thoang",
    }
    template = "people/table.html" if request.headers.get("HX-Request") else "people/roster.html"
    return render(request, template, context)


def _columns(request: HttpRequest) -> tuple[str, ...]:
    chosen = tuple(name for name in request.GET.get("cot", "").split(",") if name in COLUMNS)
    picked = tuple(name for name in request.GET.getlist("cot_chon") if name in COLUMNS)
    return picked or chosen or DEFAULT


def _rows(asked: Asked, ids: list[int], columns: tuple[str, ...]) -> list[dict[str, Any]]:
    mine = pl.col("official_id").is_in(ids)
    main = asked.review.officials.filter(mine).sort("is_main", descending=True).unique("official_id", keep="first")
    facts = {row["official_id"]: row for row in main.iter_rows(named=True)}
    findings = _worst(asked, mine)
    rows = []
    for state in states_of(ids, asked.as_of):
        pk = state.official.pk
        data = RowData(state, findings[pk], facts[pk], asked.review, asked.words)
        rows.append({"official": state.official, "cells": cells_of(data, columns)})
    return rows


def _worst(asked: Asked, mine: pl.Expr) -> dict[int, dict[str, int]]:
    """For each official the worst answer to each standard over all posts."""
    names = [standard.id for standard in asked.pack.standards]
    found = asked.review.findings.filter(mine).group_by("official_id").agg(pl.col(names).min())
    return {row["official_id"]: row for row in found.iter_rows(named=True)}


# --- views, filters, tokens ------------------------------------------------------------------------------------------


def _views(asked: Asked, request: HttpRequest) -> list[dict[str, Any]]:
    current = request.GET.get("xem", "")
    everybody = asked.review.people.height
    made = [
        {
            "label": label,
            "url": asked.link("people:roster", xem=name),
            "count": len(VIEWS[name](asked.review)) if name else everybody,
            "current": name == current,
        }
        for name, label in VIEW_LABELS.items()
    ]
    own = [
        {"label": view.name, "url": f"{reverse('people:roster')}?{view.query}", "count": None,
         "current": view.query == request.GET.urlencode()}
        for view in asked.user.saved_views.all()
    ]  # fmt: skip
    return made + own


def _bar(
    choices: Mapping[str, tuple[str, Choices]], filters: Mapping[str, str], names: tuple[str, ...]
) -> list[dict[str, Any]]:
    return [
        {"name": name, "label": choices[name][0], "choices": choices[name][1], "value": filters.get(name, "")}
        for name in names
    ]


def _tokens(
    request: HttpRequest, choices: Mapping[str, tuple[str, Choices]], filters: Mapping[str, str], query: str
) -> list[Token]:
    tokens = []
    for name, value in filters.items():
        if name in choices:
            label, options = choices[name]
            shown = dict(options).get(value, value)
            tokens.append(Token(f"{label}: {shown}", _without(request, name)))
    if query:
        tokens.append(Token(f"“{query}”", _without(request, "q")))
    return tokens


def _without(request: HttpRequest, name: str) -> str:
    kept = request.GET.copy()
    kept.pop(name, None)
    kept.pop("trang", None)
    return "?" + kept.urlencode()


def _relaxed(asked: Asked, request: HttpRequest, filters: Mapping[str, str], query: str) -> Token | None:
    """Of an empty list, the one condition whose removal brings most people back."""
    choices = filter_choices(asked.review, asked.words)
    best: tuple[int, Token] | None = None
    for name in [*filters, *(["q"] if query else [])]:
        rest = {key: value for key, value in filters.items() if key != name}
        count = len(_found(asked, rest, "" if name == "q" else query, "ten"))
        if count and (best is None or count > best[0]):
            label = choices[name][0] if name in choices else _("tên")
            text = _("Bỏ điều kiện “{label}” sẽ có {count} người").format(label=label, count=count)
            best = (count, Token(text, _without(request, name)))
    return best[1] if best else None


# --- acts ---------------------------------------------------------------------------------------------------


@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """The list as Excel: the form that can be imported again; with picked rows, only those."""
    asked = asked_of(request)
    found = _found(asked, _filters(request), request.GET.get("q", "").strip(), "ten")
    picked = {int(pk) for pk in request.GET.getlist("chon") if pk.isdigit()}
    chosen = [pk for pk in found if not picked or pk in picked]
    states = states_of(chosen, asked.as_of)
    content = roster_workbook(states, asked.pack.pack, year=asked.as_of.year, fictional=is_demo())
    hand_out([state.official for state in states], Author(asked.user, Source.PAGE, reason="Xuất danh sách ra Excel"))
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="danh-sach-can-bo-{asked.as_of}.xlsx"'
    return response


@require_POST
def save_view(request: HttpRequest) -> HttpResponse:
    """Keep the address of a list under a name, for oneself."""
    asked = asked_of(request)
    name, query = request.POST.get("ten", "").strip()[:60], request.POST.get("dia_chi", "")[:1000]
    if name:
        keep_view(asked.user, name, query)
    return redirect(f"{reverse('people:roster')}?{query}")
