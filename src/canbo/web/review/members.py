"""The names behind a measure: who or what stands in one part of it, page by page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl
from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from canbo.apps.organisation.queries import communes
from canbo.apps.people.queries import names_by_id
from canbo.core.facts.columns import Grain
from canbo.core.policy.titles import Title
from canbo.core.review.compile import GAP
from canbo.core.review.findings import held, held_value
from canbo.core.review.parts import Part, parts_named
from canbo.core.review.targets import TargetResult
from canbo.web.review.breakdown import Breakdown, about_field
from canbo.web.review.lights import PartWord, parts_of
from canbo.web.shell.asked import Asked
from canbo.web.shell.templatetags.canbo import number

PAGE = 25


@dataclass(frozen=True)
class Member:
    """One line: an official, a seat or a commune. What a line of its kind does not have is ""."""

    title: str
    url: str
    position: str | Title
    unit: str
    needed: str
    held: str
    left: str
    part: PartWord
    note: str = ""


def members_page(asked: Asked, result: TargetResult, found: Breakdown, part: str, unit: str, page: str) -> Page[Member]:
    """One page of a part, in one commune or all: the communes as they are sorted, in each the leaders first."""
    chosen = ordered(asked, found, part, unit)
    pages: Paginator[Any] = Paginator(range(chosen.height), PAGE)
    wanted = pages.get_page(page)
    rows = chosen.slice((wanted.number - 1) * PAGE, PAGE)
    wanted.object_list = members(asked, result, rows)
    return wanted


def ordered(asked: Asked, found: Breakdown, part: str, unit: str) -> pl.DataFrame:
    """The members of the part or parts of a name, in the order of the list."""
    chosen = found.members.filter(
        pl.col("part").is_in(list(parts_named(part))),
        (pl.col("unit") == unit) if unit else pl.lit(value=True),
    )
    place = {code: index for index, code in enumerate(found.places)}
    ranks = {group.code: group.rank for group in asked.pack.pack.title_groups}
    rank = {code: ranks.get(position.title_group, 0) for code, position in asked.pack.positions.items()}
    key = [column for column in ("official_id", "seat") if column in chosen.columns]
    return chosen.with_columns(
        pl.col("unit").replace_strict(place, default=None, return_dtype=pl.Int32).alias("_place"),
        pl.col("position").replace_strict(rank, default=None, return_dtype=pl.Int32).alias("_rank"),
    ).sort("_place", "_rank", "position", *key, nulls_last=True)


def ids_of(rows: pl.DataFrame) -> Sequence[int]:
    """The officials behind the rows; communes and empty seats have none."""
    return rows["official_id"].drop_nulls().to_list() if "official_id" in rows.columns else []


def members(asked: Asked, result: TargetResult, rows: pl.DataFrame) -> list[Member]:
    """The rows in words; the names are read in one query."""
    made = _Members(asked, result, rows)
    return [made.member(row) for row in rows.iter_rows(named=True)]


class _Members:
    """What the lines of one page need, read once."""

    def __init__(self, asked: Asked, result: TargetResult, rows: pl.DataFrame) -> None:
        self.asked = asked
        self.target = result.target
        self.about_field = about_field(result.target)
        self.ids = ids_of(rows)
        self.units = {unit.code: str(unit) for unit in communes(asked.scope)}

    @cached_property
    def names(self) -> Mapping[int, str]:
        return names_by_id(self.ids, self.asked.scope) if self.ids else {}

    @cached_property
    def facts(self) -> Mapping[int, Mapping[str, Any]]:
        """The row of the main post of each official."""
        mine = self.asked.review.officials.filter(pl.col("official_id").is_in(self.ids)).sort("is_main")
        return {row["official_id"]: row for row in mine.iter_rows(named=True)}

    @cached_property
    def findings(self) -> Mapping[int, list[Mapping[str, Any]]]:
        mine = self.asked.review.findings.filter(pl.col("official_id").is_in(self.ids))
        by_person: dict[int, list[Mapping[str, Any]]] = {}
        for row in mine.iter_rows(named=True):
            by_person.setdefault(row["official_id"], []).append(row)
        return by_person

    def member(self, row: Mapping[str, Any]) -> Member:
        makers = {Grain.OFFICIAL: self._official, Grain.POST: self._post, Grain.COMMUNE: self._commune}
        return makers[self.target.grain](row, parts_of(self.target.grain)[Part(row["part"])])

    def _official(self, row: Mapping[str, Any], part: PartWord) -> Member:
        facts = self.facts[row["official_id"]]
        return Member(
            self.names.get(row["official_id"], ""),
            self.asked.link("people:official", row["official_id"]),
            self.asked.words.title("positions", row["position"]),
            self.units.get(row["unit"], row["unit"]),
            self._needed(row),
            self._held(row["official_id"], facts),
            _years(facts["years_left"]),
            part,
        )

    def _needed(self, row: Mapping[str, Any]) -> str:
        """The field that the position asks first; its page has the others."""
        return self.asked.words.code("fields_of_study", row["group"]) if self.about_field and row["group"] else ""

    def _held(self, official_id: int, facts: Mapping[str, Any]) -> str:
        """What is held of what the measure asks; of a title's standards, those not met, or that there are none."""
        if not self.target.asks_title_standards:
            return held(self.target.measure, facts, self.asked.words)
        rows = self.findings.get(official_id, [])
        wanted = [standard for standard in self.asked.pack.standards if standard.title_standard]
        if all(row[standard.id] is None for row in rows for standard in wanted):
            return _("chức danh chưa có chuẩn bắt buộc")
        lacking = [s.title.get(self.asked.language) for s in wanted if any(row[s.id] == GAP for row in rows)]
        return _("thiếu: %(what)s") % {"what": ", ".join(dict.fromkeys(lacking))} if lacking else ""

    def _post(self, row: Mapping[str, Any], part: PartWord) -> Member:
        words, holder = self.asked.words, row["official_id"]
        facts = self.facts.get(holder) if holder else None
        return Member(
            self.names.get(holder, "") if holder else _("trống"),
            self.asked.link("people:official", holder) if holder else "",
            words.title("positions", row["position"]),
            self.units.get(row["unit"], row["unit"]),
            self._needed(row),
            held_value(words.pack.facts[Grain.OFFICIAL]["field_suits"], facts, words) if facts else "",
            _years(facts["years_left"]) if facts else "",
            part,
        )

    def _commune(self, row: Mapping[str, Any], part: PartWord) -> Member:
        url = self.asked.link("organisation:commune", row["unit"])
        return Member(self.units.get(row["unit"], row["unit"]), url, "", "", "", "", "", part)


def _years(left: float | None) -> str:
    return "" if left is None else number(int(max(left, 0)))
