"""The conditions of a pack on a day as Polars expressions, read once and used for every review of that day."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from canbo.core.facts.columns import Grain
from canbo.core.policy.conditions import Condition, sql
from canbo.core.policy.model import Standard, Target
from canbo.core.policy.resolve import PackAt
from canbo.core.review.derive import Tables

MET, UNKNOWN, GAP = 1, 0, -1
"""The three answers, as they stand in frames; null there means "not asked"."""


@dataclass(frozen=True)
class Compiled:
    """Expressions over the frame of each rule's grain; a standard's gives MET, UNKNOWN, GAP or null.

    `tables` are what facts are derived with.
    """

    standards: tuple[tuple[Standard, pl.Expr], ...]
    title_standards: pl.Expr
    targets: tuple[tuple[Target, TargetRule], ...]
    tables: Tables


@dataclass(frozen=True)
class TargetRule:
    population: pl.Expr
    among: pl.Expr | None
    measure: pl.Expr


@lru_cache(maxsize=8)
def compiled(pack: PackAt) -> Compiled:
    """The compiled form of a pack on a day; kept while the same pack is in use."""
    standards = tuple((standard, state_of(standard, pack)) for standard in pack.standards)
    return Compiled(
        standards,
        _title_standards(pack),
        tuple((target, rule_of(target, pack)) for target in pack.pack.targets),
        Tables.of(pack),
    )


def expression(condition: Condition, pack: PackAt, grain: Grain) -> pl.Expr:
    """A condition as a boolean expression with nulls for unknown."""
    return pl.sql_expr(sql(condition, pack.context(grain)))


def state_of(standard: Standard, pack: PackAt) -> pl.Expr:
    asked = expression(standard.applies_to, pack, Grain.OFFICIAL)
    met = expression(standard.requires, pack, Grain.OFFICIAL)
    return (
        pl.when(asked.is_null() | (asked & met.is_null()))
        .then(pl.lit(UNKNOWN, pl.Int8))
        .when(asked & met)
        .then(pl.lit(MET, pl.Int8))
        .when(asked)
        .then(pl.lit(GAP, pl.Int8))
        .alias(standard.id)
    )


def _title_standards(pack: PackAt) -> pl.Expr:
    """Whether every standard of the title that is asked is met; true when none is asked."""
    parts = [
        ~expression(standard.applies_to, pack, Grain.OFFICIAL) | expression(standard.requires, pack, Grain.OFFICIAL)
        for standard in pack.standards
        if standard.title_standard
    ]
    return pl.all_horizontal(parts) if parts else pl.lit(value=True)


def rule_of(target: Target, pack: PackAt) -> TargetRule:
    grain = Grain.OFFICIAL if target.among else target.grain
    return TargetRule(
        expression(target.population, pack, target.grain) if target.population else pl.lit(value=True),
        expression(target.among, pack, Grain.OFFICIAL) if target.among else None,
        expression(target.measure, pack, grain),
    )
