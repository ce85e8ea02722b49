"""One official's requirements in words: what is needed, what is held, the answer, and where it is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from canbo.core.dates import PartialDate
from canbo.core.facts.columns import Fact, Grain, Kind
from canbo.core.policy.conditions import Condition, Language, tests_in
from canbo.core.policy.explain import Words
from canbo.core.policy.model import Standard, Target
from canbo.core.review.compile import MET
from canbo.core.review.review import Review


@dataclass(frozen=True)
class Finding:
    """A standard held against one assignment. `state` is MET, UNKNOWN or GAP."""

    standard: Standard
    position: str
    state: int
    needed: str
    held: str


@dataclass(frozen=True)
class Awaited:
    """A measure in which an official is counted and does not pass: `state` is UNKNOWN or GAP.

    `studying` who will pass once a study ends; `unsure` of whom it is not known whether they belong to it.
    """

    target: Target
    state: int
    unsure: bool
    studying: bool


def awaited_of(review: Review, official_id: int) -> list[Awaited]:
    """The measures of the programme that still wait for an official."""
    found = []
    for result in review.targets:
        if result.target.grain is Grain.OFFICIAL:
            mine = result.members.filter((pl.col("official_id") == official_id) & (pl.col("state") != MET))
            found += [Awaited(result.target, *row) for row in mine.select("state", "unsure", "studying").iter_rows()]
    return found


def findings_of(review: Review, official_id: int, language: Language) -> list[Finding]:
    """Every requirement of an official's posts, the main post first; each standard once."""
    mine = pl.col("official_id") == official_id
    rows = _rows(review.findings.filter(mine), review.officials.filter(mine))
    return _each_once(review, rows, Words(review.pack, language))


def findings_of_all(review: Review, language: Language) -> Iterator[tuple[int, list[Finding]]]:
    """The same of everybody, each official's id with the findings."""
    by_official: dict[int, list[_Row]] = {}
    for row in _rows(review.findings, review.officials):
        by_official.setdefault(row[0]["official_id"], []).append(row)
    words = Words(review.pack, language)
    for official_id, rows in by_official.items():
        yield official_id, _each_once(review, rows, words)


_Row = tuple[Mapping[str, Any], Mapping[str, Any]]
"""The findings and the facts of one assignment."""


def _rows(findings: pl.DataFrame, officials: pl.DataFrame) -> Iterable[_Row]:
    return zip(findings.iter_rows(named=True), officials.iter_rows(named=True), strict=True)


def _each_once(review: Review, rows: Iterable[_Row], words: Words) -> list[Finding]:
    """A standard that several posts ask for stands once, with its worst answer."""
    found: dict[str, Finding] = {}
    for row, facts in sorted(rows, key=lambda pair: not pair[0]["is_main"]):
        for finding in _of_row(review, row, facts, words):
            known = found.get(finding.standard.id)
            if known is None or finding.state < known.state:
                found[finding.standard.id] = finding
    return list(found.values())


def _of_row(review: Review, row: Mapping[str, Any], facts: Mapping[str, Any], words: Words) -> Iterable[Finding]:
    for standard in review.pack.standards:
        state = row[standard.id]
        if state is not None:
            needed = _needed(standard, row["position"], words)
            yield Finding(standard, row["position"], state, needed, held(standard.requires, facts, words))


def _needed(standard: Standard, position: str, words: Words) -> str:
    tests = tests_in(standard.requires)
    if any(test.fact == "field_suits" for test in tests):
        return accepted_fields(position, words)
    return words.brief(standard.requires)


def accepted_fields(position: str, words: Words) -> str:
    """The fields of study that a position accepts, by name."""
    fields = words.pack.positions[position].fields
    return ", ".join(map(words.field, fields))


def held(condition: Condition, facts: Mapping[str, Any], words: Words) -> str:
    """The values of the facts that a condition tests; "" for what is not known."""
    names = dict.fromkeys(test.fact for test in tests_in(condition))
    shown = (held_value(words.pack.facts[Grain.OFFICIAL][name], facts, words) for name in names)
    return " · ".join(text for text in shown if text)


def held_value(fact: Fact, facts: Mapping[str, Any], words: Words) -> str:
    """One fact of a row of the officials frame, in words; "" when it is not known."""
    if fact.name in ("field_suits", "field_suited_before"):
        return _fields(facts, words)
    if fact.kind in (Kind.SPAN, Kind.DATE):
        return _span(fact, facts)
    value = facts[fact.name]
    if value is None:
        return ""
    return words.level(fact.scale.level(value)) if fact.scale else words.value(fact, value)


def _fields(facts: Mapping[str, Any], words: Words) -> str:
    codes = (facts["fields"] or "").strip(";").split(";")
    return ", ".join(words.field(code) for code in codes if code)


def _span(fact: Fact, facts: Mapping[str, Any]) -> str:
    low, high = facts[f"{fact.name}_min"], facts[f"{fact.name}_max"]
    if low is None:
        return ""
    if fact.kind is Kind.SPAN:
        return str(low) if low == high else f"{low}–{high}"
    if low == high:
        return PartialDate.from_code(low).display()
    return str(low // 10000) if high - low > 100 else f"{low // 100 % 100}/{low // 10000}"
