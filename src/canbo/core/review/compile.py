"""The conditions of a pack on a day as Polars expressions, read once and used for every review of that day."""

from __future__ import annotations

from collections.abc import Iterable
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
    """Expressions over the frame of each rule's grain.

    `tables` are what facts are derived with. Standards that ask the same officials share one column of `asked`.
    """

    asked: tuple[pl.Expr, ...]
    states: tuple[pl.Expr, ...]
    title_standards: pl.Expr
    targets: tuple[tuple[Target, TargetRule], ...]
    tables: Tables

    def findings(self, officials: pl.DataFrame, keys: Iterable[str]) -> pl.DataFrame:
        """The keys of each row and a column per standard: MET, UNKNOWN, GAP, or null where it asks nothing."""
        return officials.with_columns(self.asked).select(*keys, *self.states)


@dataclass(frozen=True)
class TargetRule:
    population: pl.Expr
    among: pl.Expr | None
    measure: pl.Expr


@lru_cache(maxsize=8)
def compiled(pack: PackAt) -> Compiled:
    """The compiled form of a pack on a day; kept while the same pack is in use."""
    asked: dict[str, pl.Expr] = {}
    states = []
    for standard in pack.standards:
        condition = standard.applies_to.model_dump_json()
        asked.setdefault(condition, expression(standard.applies_to, pack, Grain.OFFICIAL).alias(f"asked:{len(asked)}"))
        states.append(state_of(standard, pack, pl.col(asked[condition].meta.output_name())))
    targets = tuple((target, rule_of(target, pack)) for target in pack.pack.targets)
    return Compiled(tuple(asked.values()), tuple(states), _title_standards(pack), targets, Tables.of(pack))


def expression(condition: Condition, pack: PackAt, grain: Grain) -> pl.Expr:
    """A condition as a boolean expression with nulls for unknown."""
    return pl.sql_expr(sql(condition, pack.context(grain)))


def state_of(standard: Standard, pack: PackAt, asked: pl.Expr | None = None) -> pl.Expr:
    """MET, UNKNOWN, GAP, or null; `asked` is the column of its `applies_to` where that has been evaluated."""
    if asked is None:
        asked = expression(standard.applies_to, pack, Grain.OFFICIAL)
    answer = answer_of(expression(standard.requires, pack, Grain.OFFICIAL))
    return pl.when(asked).then(answer).when(asked.is_null()).then(pl.lit(UNKNOWN, pl.Int8)).alias(standard.id)


def answer_of(value: pl.Expr) -> pl.Expr:
    """True, unknown and false as MET, UNKNOWN and GAP: the greatest of several is their "or", the least their "and"."""
    return (value.cast(pl.Int8) * 2 - 1).fill_null(UNKNOWN)


def _title_standards(pack: PackAt) -> pl.Expr:
    """Whether every standard of the title that is asked is met; unknown of a title of which nothing is asked."""
    wanted = [standard for standard in pack.standards if standard.title_standard]
    if not wanted:
        return pl.lit(None, pl.Boolean())
    asked = [expression(standard.applies_to, pack, Grain.OFFICIAL) for standard in wanted]
    met = [~a | expression(s.requires, pack, Grain.OFFICIAL) for a, s in zip(asked, wanted, strict=True)]
    return pl.when(pl.any_horizontal(asked)).then(pl.all_horizontal(met))


def rule_of(target: Target, pack: PackAt) -> TargetRule:
    grain = Grain.OFFICIAL if target.among else target.grain
    return TargetRule(
        expression(target.population, pack, target.grain) if target.population else pl.lit(value=True),
        expression(target.among, pack, Grain.OFFICIAL) if target.among else None,
        expression(target.measure, pack, grain),
    )
