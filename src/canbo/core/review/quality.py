"""Which data is missing, by rule and commune."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from canbo.core.review.review import Review

RULES: Mapping[str, pl.Expr] = {
    "birth": pl.col("born_on_min").is_null(),
    "sex": pl.col("sex").is_null(),
    "ethnic_group": pl.col("ethnic_group").is_null(),
    "category": pl.col("category").is_null(),
    "start": pl.col("assigned_on_min").is_null(),
    "recruited": pl.col("recruited_on_min").is_null(),
    "party": pl.col("party_member").is_null(),
    "degree": pl.col("degree").is_null(),
    "field": pl.col("field_suits").is_null(),
    "political_theory": pl.col("political_theory").is_null(),
    "position_skills": pl.col("position_skills").is_null(),
    "knowledge_update": pl.col("knowledge_update").is_null(),
    "rating": pl.col("rating").is_null() & ~pl.col("rating_exempt").fill_null(value=False),
}
"""What counts as missing; each is true for the row of an official's main post."""
ANY = "any"
"""Stands for all rules: whoever lacks something."""


@dataclass(frozen=True)
class Quality:
    """`counts` has a row per commune: `unit`, `people`, `incomplete`, and per rule how many lack it."""

    counts: pl.DataFrame

    @property
    def totals(self) -> dict[str, int]:
        return {name: int(self.counts[name].sum()) for name in ("people", "incomplete", *RULES)}

    @property
    def whole(self) -> float | None:
        """The share of the records that lack nothing; None of no record."""
        totals = self.totals
        return 1 - totals["incomplete"] / totals["people"] if totals["people"] else None


def quality(review: Review) -> Quality:
    """Missing data of a review's officials, counted by commune."""
    ordered = review.officials.sort("is_main", descending=True, maintain_order=True)
    main = ordered.unique("official_id", keep="first", maintain_order=True)
    missing = main.select("unit", *(rule.alias(name) for name, rule in RULES.items()))
    counted = missing.group_by("unit").agg(
        pl.len().alias("people"),
        pl.any_horizontal(list(RULES)).sum().alias("incomplete"),
        *(pl.col(name).sum() for name in RULES),
    )
    return Quality(counted.sort("incomplete", "unit", descending=[True, False]))


def lacking(review: Review, rule: str) -> set[int]:
    """The officials who lack what a rule asks, or with `ANY` something. Raises `KeyError` for an unknown rule."""
    missing = pl.any_horizontal(list(RULES.values())) if rule == ANY else RULES[rule]
    return set(review.officials.filter(pl.col("is_main") & missing)["official_id"].to_list())
