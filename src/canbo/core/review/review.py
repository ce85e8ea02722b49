"""One pass over the records of a date: findings, balance and targets. The same input gives the same output."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from canbo.core.facts.bundle import Facts
from canbo.core.facts.columns import Grain
from canbo.core.policy.conditions import code_of
from canbo.core.policy.model import Basis, Standard
from canbo.core.policy.resolve import PackAt
from canbo.core.review.balance import Balance, balance
from canbo.core.review.compile import GAP, UNKNOWN, compiled
from canbo.core.review.derive import derive
from canbo.core.review.evaluate import Frames, deadlines, evaluate_targets
from canbo.core.review.later import now
from canbo.core.review.seats import counted, ranked, seats
from canbo.core.review.targets import TargetResult

FINDING_KEYS = ("official_id", "assignment_id", "unit", "block", "body", "position", "is_main")


@dataclass(frozen=True)
class Review:
    """What a review found.

    `officials` is the facts frame with its derived facts. `findings` has its rows in the same order: the keys, and
    a column per standard in force holding MET, UNKNOWN, GAP, or null where the standard asks nothing.
    """

    facts: Facts
    pack: PackAt
    officials: pl.DataFrame
    findings: pl.DataFrame
    holders: pl.DataFrame
    seats: pl.DataFrame
    targets: list[TargetResult]

    @cached_property
    def balance(self) -> Balance:
        return balance(self.facts, self.holders, self.pack)

    @cached_property
    def target(self) -> Mapping[str, TargetResult]:
        """The results by the target's id."""
        return {result.target.id: result for result in self.targets}

    @cached_property
    def standards(self) -> Mapping[str, Standard]:
        return {standard.id: standard for standard in self.pack.standards}

    @cached_property
    def after_studies(self) -> pl.DataFrame:
        """The findings of those who study, as they will be once all studies that end by the last goal have ended."""
        last = code_of(max((target.goal.by for target in self.pack.pack.targets), default=self.pack.as_of))
        outlook = _officials(self.facts, self.pack, [last])
        return compiled(self.pack).findings(outlook.filter(pl.col("day") == last), FINDING_KEYS)

    @cached_property
    def people(self) -> pl.DataFrame:
        """A row per official whose main post lies in the communes asked about: its keys, `below`, `unknown`.

        `below` says that a legal standard is not met, `unknown` that data is missing to tell. What is asked for
        reference only puts nobody below.

        Competency levels nobody has assessed yet do not count as missing data.
        """
        legal = [s.id for s in self.pack.standards if s.basis is Basis.LEGAL]
        needed = [s.id for s in self.pack.standards if s.basis is not Basis.COMPETENCY]
        people = (
            self.findings.with_columns(
                pl.any_horizontal(pl.col(legal) == GAP).fill_null(value=False).alias("below"),
                pl.any_horizontal(pl.col(needed) == UNKNOWN).fill_null(value=False).alias("unknown"),
            )
            .sort("is_main", descending=True, maintain_order=True)
            .group_by("official_id", maintain_order=True)
            .agg(pl.col(*FINDING_KEYS[1:-1]).first(), pl.col("below").any(), pl.col("unknown").any())
        )
        return self.facts.inside(people)


def review(facts: Facts, pack: PackAt) -> Review:
    """Review the records of a date against the pack in force on it."""
    rules = compiled(pack)
    frames = prepare(facts, pack)
    findings = rules.findings(frames.officials, FINDING_KEYS)
    results = evaluate_targets(frames, pack, rules)
    return Review(facts, pack, frames.officials, findings, frames.holders, frames.seats, results)


def prepare(facts: Facts, pack: PackAt) -> Frames:
    """What the rules are read against: the facts with all that is derived from them and the pack."""
    outlook = _officials(facts, pack, deadlines(pack))
    holders = ranked(now(outlook))
    return Frames(outlook, holders, seats(counted(facts.posts, pack), holders), facts.communes, facts.units)


def _officials(facts: Facts, pack: PackAt, days: Iterable[int]) -> pl.DataFrame:
    """The officials now and later, with all that is derived; a competency that nobody was assessed in is unknown."""
    rules = compiled(pack)
    missing = [
        pl.lit(None, fact.dtype).alias(name)
        for name, fact in pack.facts[Grain.OFFICIAL].items()
        if name.startswith("competency_") and name not in facts.officials.columns
    ]
    derived = derive(facts, pack, rules.tables, days).with_columns(missing)
    return derived.with_columns(rules.title_standards.alias("meets_title_standards"))
