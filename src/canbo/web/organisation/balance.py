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
from canbo.core.review.balance import asked_fields
from canbo.files.exporting.lists import Sheet, workbook
from canbo.web.review.common import common
from canbo.web.review.downloads import download
from canbo.web.shell.asked import Asked, asked_of

COUNTS = ("posts", "holders", "suitable", "unsuitable", "unknown", "vacant", "surplus")
FIELD_COUNTS = ("needed", "in_place", "short", "same_block", "other_block")
PAGE = 25


@dataclass(frozen=True)
class Choice:
    """What the tables are narrowed to, and whether a line is a commune or a position."""

    unit: str
    block: str
    field: str
    by: str

    @classmethod
    def of(cls, request: HttpRequest, asked: Asked) -> Choice:
        wanted = {name: request.GET.get(name, "") for name in ("xa", "khoi", "nganh", "theo")}
        unit = wanted["xa"] if wanted["xa"] in set(asked.review.facts.communes["unit"]) else ""
        one = unit or asked.user.unit_code
        return cls(unit, wanted["khoi"], wanted["nganh"], "position" if one or wanted["theo"] == "vi-tri" else "unit")

    def query(self) -> dict[str, str]:
        theo = "vi-tri" if self.by == "position" else ""
        return {"xa": self.unit, "khoi": self.block, "nganh": self.field, "theo": theo}

    def filter(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The rows of a frame with `unit`, `block` and `field` that are asked for."""
        given = {"unit": self.unit, "block": self.block, "field": self.field}
        return frame.filter(*(pl.col(name) == value for name, value in given.items() if value))


@dataclass(frozen=True)
class Tables:
    """The three tables as frames: by commune or position, by field and block, and the offers."""

    positions: pl.DataFrame
    fields: pl.DataFrame
    offers: pl.DataFrame


def tables(asked: Asked, choice: Choice) -> Tables:
    found = asked.review.balance
    fields = asked_fields(asked.pack)
    places = found.positions.join(fields, on="position", how="left")
    blocks = found.positions.select("unit", "position", "block").unique()
    offers = found.offers.join(fields, on="position", how="left").join(blocks, on=["unit", "position"], how="left")
    summed = choice.filter(places).group_by(choice.by).agg(pl.col(*COUNTS).sum())
    by_field = choice.filter(found.fields).group_by("field", "block").agg(pl.col(*FIELD_COUNTS).sum())
    return Tables(
        summed.filter(pl.sum_horizontal(*COUNTS) > 0).sort("vacant", choice.by, descending=[True, False]),
        by_field.filter(pl.col("short") > 0).sort("short", "field", "block", descending=[True, False, False]),
        choice.filter(offers).sort(
            "unit", "position", "surplus", "official_id", descending=[False, False, True, False]
        ),
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
        "total": found.positions.select(pl.col(*COUNTS).sum()).row(0, named=True),
        "field_rows": _named(asked, found.fields),
        "page": page,
        "pages": pages.get_elided_page_range(page.number, on_each_side=2),
        "export_url": asked.link("organisation:balance_export", **choice.query()),
    }
    return render(request, "organisation/balance.html", context)


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
        }
        for row in frame.iter_rows(named=True)
    ]


def _named(asked: Asked, frame: pl.DataFrame) -> list[Mapping[str, Any]]:
    words = asked.words
    return [
        row | {"name": words.code("fields_of_study", row["field"]), "where": words.code("blocks", row["block"])}
        for row in frame.iter_rows(named=True)
    ]


def _offers(asked: Asked, frame: pl.DataFrame) -> list[Mapping[str, Any]]:
    """People whose field suits a seat that is short, with their names; surplus first within a seat."""
    words = asked.words
    named = names_by_id(frame["official_id"].to_list(), asked.scope)
    return [
        {
            "unit": words.code("communes", row["unit"]),
            "position": words.code("positions", row["position"]),
            "name": named.get(row["official_id"], ""),
            "url": asked.link("people:official", row["official_id"]),
            "now": words.code("positions", row["from_position"]),
            "other_block": row["from_block"] != row["block"],
            "surplus": row["surplus"],
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
    by_field = [_("Cần"), _("Đúng ngành"), _("Thiếu"), _("Cùng khối"), _("Khối khác")]
    offers = [_("Xã, phường"), _("Vị trí thiếu"), _("Họ và tên"), _("Vị trí hiện nay"), _("Khối khác"), _("Đang thừa")]
    made = workbook(
        Sheet(_("Thừa, thiếu"), [first, *counts], _cells(_rows(asked, choice, found.positions), "name", *COUNTS)),
        Sheet(
            _("Theo ngành"),
            [_("Ngành"), _("Khối"), *by_field],
            _cells(_named(asked, found.fields), "name", "where", *FIELD_COUNTS),
        ),
        Sheet(
            _("Có thể bố trí"),
            offers,
            _cells(_offers(asked, found.offers), "unit", "position", "name", "now", "other_block", "surplus"),
        ),
    )
    return download(made, f"bo-tri-{asked.as_of}.xlsx")


def _cells(rows: Iterable[Mapping[str, Any]], *names: str) -> list[list[Any]]:
    return [[_plain(row[name]) for name in names] for row in rows]


def _plain(value: Any) -> Any:
    return ("x" if value else "") if isinstance(value, bool) else value
