"""S10, staffing: seats against people by commune, position and field of study, and who could fill a gap nearby."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from canbo.apps.organisation.queries import communes
from canbo.apps.people.queries import names_by_id
from canbo.core.facts.columns import Grain
from canbo.core.policy.titles import Title
from canbo.core.review.balance import asked_fields
from canbo.files.exporting.lists import Sheet, workbook
from canbo.web.organisation.choice import Choice
from canbo.web.organisation.places import WORDS
from canbo.web.review.common import common
from canbo.web.review.downloads import download_people
from canbo.web.shell.asked import Asked, asked_of

COUNTS = ("posts", "holders", "suitable", "unsuitable", "unknown", "vacant", "surplus")
SEAT_COUNTS = ("needed", "in_place", "unknown", "short", "surplus")
OFFER_COUNTS = ("same_block", "other_block")
FIELD_COUNTS = (*SEAT_COUNTS, *OFFER_COUNTS)
PAGE = 25


@dataclass(frozen=True)
class Tables:
    """The three tables as frames: by commune or position, by field and block, and the offers."""

    positions: pl.DataFrame
    fields: pl.DataFrame
    offers: pl.DataFrame


def tables(asked: Asked, choice: Choice) -> Tables:
    found = asked.review.balance
    places = found.positions.join(asked_fields(asked.pack), on="position", how="left")
    summed = choice.filter(places).group_by(choice.by).agg(pl.col(*COUNTS).sum())
    offers = choice.filter(found.offers)
    by_field = choice.filter(found.fields).group_by("field", "block").agg(pl.col(*SEAT_COUNTS).sum())
    by_field = by_field.join(_able(offers), on=["field", "block"], how="left").with_columns(
        pl.col(*OFFER_COUNTS).fill_null(0)
    )
    return Tables(
        summed.filter(pl.sum_horizontal(*COUNTS) > 0).sort("vacant", choice.by, descending=[True, False]),
        by_field.filter(pl.col("short") > 0).sort("short", "field", "block", descending=[True, False, False]),
        offers,
    )


def _able(offers: pl.DataFrame) -> pl.DataFrame:
    """For each field and block that is short how many people could fill in, each counted once."""
    same, official = pl.col("from_block") == pl.col("block"), pl.col("official_id")
    return offers.group_by("field", "block").agg(
        official.filter(same).n_unique().alias("same_block"), official.filter(~same).n_unique().alias("other_block")
    )


# --- the page --------------------------------------------------------------------------------------------------


@require_safe
def balance(request: HttpRequest) -> HttpResponse:
    """Read only: nothing is moved here."""
    asked = asked_of(request)
    choice = Choice.of(request, asked)
    found = tables(asked, choice)
    pages: Paginator[Any] = Paginator(range(found.offers.height), PAGE)
    page = pages.get_page(request.GET.get("trang", "1"))
    page.object_list = _offers(asked, found.offers.slice((page.number - 1) * PAGE, PAGE))
    context = common(asked, **choice.query()) | {
        "choice": choice,
        "unit_choices": [(unit.code, str(unit)) for unit in communes(asked.scope)],
        "unit_count": asked.review.facts.communes.height,
        "blocks": _choices(asked, "blocks", found=asked.review.balance.positions["block"]),
        "fields": _choices(asked, "fields_of_study", found=asked_fields(asked.pack)["field"]),
        "rows": _rows(asked, choice, found.positions),
        "total": _total(asked, choice, found.positions),
        "staffing": _staffing(asked, choice),
        "field_rows": _named(asked, choice, found.fields),
        "page": page,
        "pages": pages.get_elided_page_range(page.number, on_each_side=2),
        "export_url": asked.link("organisation:balance_export", **choice.query()),
    }
    return render(request, "organisation/balance.html", context)


def _total(asked: Asked, choice: Choice, positions: pl.DataFrame) -> Mapping[str, Any]:
    row = positions.select(pl.col(*COUNTS).sum()).row(0, named=True)
    query = choice.query() | {"theo": ""}
    counts = [(row[kind], asked.link("organisation:places", loai=kind, **query) if row[kind] else "") for kind in WORDS]
    return row | {"counts": counts}


def _staffing(asked: Asked, choice: Choice) -> Mapping[str, Any]:
    """Of the seats shown, those that count in staffing, which are what the measure of filled positions looks at."""
    seats = choice.filter(asked.review.seats.join(asked_fields(asked.pack), on="position", how="left"))
    counted = int(seats["counts_in_staffing"].sum())
    measured = next((result.target.code for result in asked.review.targets if result.target.grain is Grain.POST), "")
    return {
        "seats": seats.height,
        "counted": counted,
        "other": seats.height - counted,
        "code": measured,
        "url": asked.link("review:target", measured) if measured else "",
    }


def _choices(asked: Asked, list_id: str, found: pl.Series) -> list[tuple[str, str]]:
    codes = [code for code in found.unique().to_list() if code]
    return sorted(((code, asked.words.code(list_id, code)) for code in codes), key=lambda pair: pair[1])


def _rows(asked: Asked, choice: Choice, frame: pl.DataFrame) -> list[Mapping[str, Any]]:
    """The lines with their names; a commune opens its own positions."""
    list_id = "communes" if choice.by == "unit" else "positions"
    return [
        row
        | {
            "name": asked.words.code(list_id, row[choice.by]),
            "url": asked.link("organisation:balance", **(choice.query() | {"xa": row["unit"]}))
            if choice.by == "unit"
            else "",
            "counts": [(row[kind], _names(asked, choice, row, kind)) for kind in WORDS],
        }
        for row in frame.iter_rows(named=True)
    ]


def _names(asked: Asked, choice: Choice, row: Mapping[str, Any], kind: str) -> str:
    """Where the names behind one number of a line are; "" where there is nobody."""
    line = {"xa": row["unit"]} if choice.by == "unit" else {"vi_tri": row["position"]}
    return asked.link("organisation:places", loai=kind, **(choice.query() | line | {"theo": ""})) if row[kind] else ""


def _named(asked: Asked, choice: Choice, frame: pl.DataFrame) -> list[Mapping[str, Any]]:
    words = asked.words
    return [
        row
        | {
            "name": words.code("fields_of_study", row["field"]),
            "where": words.code("blocks", row["block"]),
            "url": asked.link(
                "organisation:balance", **(choice.query() | {"nganh": row["field"], "khoi": row["block"]})
            )
            + "#ten",
        }
        for row in frame.iter_rows(named=True)
    ]


def _offers(asked: Asked, frame: pl.DataFrame) -> list[Mapping[str, Any]]:
    """People whose field suits a seat that is short, with their names; surplus first within a seat."""
    words = asked.words
    named = names_by_id(frame["official_id"].to_list(), asked.scope)
    return [
        {
            "unit": words.code("communes", row["unit"]),
            "position": words.title("positions", row["position"]),
            "name": named.get(row["official_id"], ""),
            "url": asked.link("people:official", row["official_id"]),
            "now": words.title("positions", row["from_position"]),
            "other_block": row["from_block"] != row["block"],
            "surplus": row["surplus"],
            "vacates": row["vacates"],
        }
        for row in frame.iter_rows(named=True)
    ]


# --- the workbook ----------------------------------------------------------------------------------------------


@require_safe
def balance_export(request: HttpRequest) -> HttpResponse:
    """The three tables as they are narrowed."""
    asked = asked_of(request)
    choice = Choice.of(request, asked)
    found = tables(asked, choice)
    first = _("Xã, phường") if choice.by == "unit" else _("Vị trí việc làm")
    counts = [_("Định biên"), _("Có mặt"), _("Phù hợp"), _("Chưa phù hợp"), _("Chưa rõ"), _("Trống"), _("Thừa")]
    by_field = [_("Cần"), _("Đúng ngành"), _("Chưa rõ"), _("Thiếu"), _("Thừa"), _("Cùng khối"), _("Khối khác")]
    offers = [
        _("Xã, phường"), _("Vị trí thiếu"), _("Họ và tên"), _("Vị trí hiện nay"), _("Khối khác"), _("Đang thừa"),
        _("Đang đúng ngành"),
    ]  # fmt: skip
    made = workbook(
        Sheet(_("Thừa, thiếu"), [first, *counts], _cells(_rows(asked, choice, found.positions), "name", *COUNTS)),
        Sheet(
            _("Theo ngành"),
            [_("Ngành"), _("Khối"), *by_field],
            _cells(_named(asked, choice, found.fields), "name", "where", *FIELD_COUNTS),
        ),
        Sheet(
            _("Có thể bố trí"),
            offers,
            _cells(
                _offers(asked, found.offers), "unit", "position", "name", "now", "other_block", "surplus", "vacates"
            ),
        ),
    )
    return download_people(asked, made, f"bo-tri-{asked.as_of}.xlsx", found.offers["official_id"].to_list())


def _cells(rows: Iterable[Mapping[str, Any]], *names: str) -> list[list[Any]]:
    return [[_plain(row[name]) for name in names] for row in rows]


def _plain(value: Any) -> Any:
    if isinstance(value, Title):
        return value.full
    return ("x" if value else "") if isinstance(value, bool) else value
