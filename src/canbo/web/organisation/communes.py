"""By commune: how the communes stand, and one commune's measures, people below the standard and vacancies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from canbo.apps.organisation import queries
from canbo.apps.organisation.models import Unit
from canbo.apps.people.queries import names_by_id
from canbo.core.policy.model import Basis
from canbo.core.policy.titles import Title
from canbo.core.review.compile import GAP
from canbo.core.review.parts import parts_by, with_part
from canbo.core.review.review import Review
from canbo.core.review.targets import TargetResult
from canbo.web.review.common import common
from canbo.web.review.dashboard import grouped
from canbo.web.review.lines import lines
from canbo.web.review.tiles import below_by_unit
from canbo.web.shell.asked import Asked, asked_of


@dataclass(frozen=True)
class Row:
    """A commune in the list. `short` counts the measures whose goal it has not reached; `names` opens the others."""

    unit: Unit
    url: str
    people: int
    below: int
    unknown: int
    posts: int
    vacant: int
    surplus: int
    short: int
    names: Mapping[str, str]

    @property
    def share(self) -> float | None:
        return self.below / self.people if self.people else None


@require_safe
def communes(request: HttpRequest) -> HttpResponse:
    """The communes of the scope; an account of one commune goes straight to it."""
    asked = asked_of(request)
    if asked.user.unit_code:
        return HttpResponseRedirect(asked.link("organisation:commune", asked.user.unit_code))
    rows = _rows(asked)
    total = {name: sum(getattr(row, name) for row in rows) for name in ("people", "below", "unknown", *_SEATS)}
    share = total["below"] / total["people"] if total["people"] else None
    context = common(asked) | {
        "rows": rows,
        "total": total,
        "share": share,
        "measures": len(asked.review.targets),
    }
    return render(request, "organisation/communes.html", context)


_SEATS = ("posts", "vacant", "surplus")


def _rows(asked: Asked) -> list[Row]:
    review = asked.review
    below, unknown = below_by_unit(review), _unknown(review)
    seats = review.balance.positions.group_by("unit").agg(pl.col(*_SEATS).sum())
    counts = {row["unit"]: row for row in seats.iter_rows(named=True)}
    short = _short(review.targets)
    rows = [
        Row(
            unit,
            asked.link("organisation:commune", unit.code),
            people=below.get(unit.code, (0, 0))[1],
            below=below.get(unit.code, (0, 0))[0],
            unknown=unknown.get(unit.code, 0),
            short=short[unit.code],
            names=_names(asked, unit.code),
            **{name: counts.get(unit.code, {}).get(name, 0) for name in _SEATS},
        )
        for unit in queries.communes(asked.scope)
    ]
    return sorted(rows, key=lambda row: (-(row.share or 0.0), row.unit.name))


def _names(asked: Asked, unit: str) -> Mapping[str, str]:
    """Where the names behind the numbers of a commune are."""
    kept = {"xa": unit, "chinh": "1"}
    return {
        "people": asked.link("people:roster", **kept),
        "below": asked.link("people:roster", xem="chua-dat", **kept),
        "unknown": asked.link("people:roster", xem="thieu-so-lieu", **kept),
        "vacant": asked.link("organisation:places", xa=unit, loai="vacant"),
        "surplus": asked.link("organisation:places", xa=unit, loai="surplus"),
    }


def _unknown(review: Review) -> dict[str, int]:
    return dict(review.people.group_by("unit").agg(pl.col("unknown").sum()).iter_rows())


def _short(results: Iterable[TargetResult]) -> Counter[str]:
    """How many measures each commune has not reached in its own population."""
    found: Counter[str] = Counter()
    for result in results:
        for unit, parts in parts_by(with_part(result.members), "unit").items():
            found[unit] += parts.met < result.target.goal.needed(parts.total)
    return found


# --- one commune -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Person:
    """Somebody below the legal standard: where, what is lacking, how long to serve."""

    name: str
    url: str
    position: Title
    lacking: str
    left: int | None


@require_safe
def commune(request: HttpRequest, code: str) -> HttpResponse:
    """One commune of the scope; any other is not found."""
    asked = asked_of(request)
    unit = queries.commune(code, asked.scope)
    if unit is None:
        raise Http404
    review = asked.review
    people = review.people.filter(pl.col("unit") == code)
    context = common(asked) | {
        "unit": unit,
        "groups": grouped(lines(asked, [result.within(code) for result in review.targets], code)),
        "people": people.height,
        "complete": 1 - float(people["unknown"].sum()) / people.height if people.height else None,
        "below": _below(asked, people.filter("below")),
        "vacancies": _vacancies(asked, code),
        "balance_url": asked.link("organisation:balance", xa=code),
        "roster_url": asked.link("people:roster", xa=code),
        "communes_url": asked.link("organisation:communes") if asked.scope.is_province else "",
    }
    return render(request, "organisation/commune.html", context)


def _below(asked: Asked, people: pl.DataFrame) -> list[Person]:
    ids = people["official_id"].to_list()
    named = names_by_id(ids, asked.scope)
    lacking = _lacking(asked, ids)
    mine = asked.review.officials.filter(pl.col("official_id").is_in(ids) & pl.col("is_main"))
    left = dict(mine.select("official_id", "years_left").iter_rows())
    order = {code: index for index, code in enumerate(asked.pack.positions)}
    rows = sorted(people.iter_rows(named=True), key=lambda row: (order.get(row["position"], 0), row["official_id"]))
    return [
        Person(
            named.get(row["official_id"], ""),
            asked.link("people:official", row["official_id"]),
            asked.words.title("positions", row["position"]),
            lacking.get(row["official_id"], ""),
            _whole(left.get(row["official_id"])),
        )
        for row in rows
    ]


def _whole(years: float | None) -> int | None:
    return None if years is None else int(max(years, 0))


def _lacking(asked: Asked, ids: list[int]) -> dict[int, str]:
    """The legal standards that each of these officials lacks, by title."""
    legal = {s.id: s.title.get(asked.language) for s in asked.pack.standards if s.basis is Basis.LEGAL}
    found: dict[int, list[str]] = {}
    for row in asked.review.findings.filter(pl.col("official_id").is_in(ids)).iter_rows(named=True):
        found.setdefault(row["official_id"], []).extend(title for name, title in legal.items() if row[name] == GAP)
    return {official: ", ".join(dict.fromkeys(titles)) for official, titles in found.items()}


def _vacancies(asked: Asked, code: str) -> list[Mapping[str, Any]]:
    """The positions of a commune with an empty seat."""
    empty = asked.review.balance.positions.filter((pl.col("unit") == code) & (pl.col("vacant") > 0))
    words = asked.words
    return [
        row | {"title": words.title("positions", row["position"]), "where": words.body(code, row["body"])}
        for row in empty.iter_rows(named=True)
    ]
