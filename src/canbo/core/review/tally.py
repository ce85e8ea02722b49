"""The counts of a review, by which two engines, or two dates, can be compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from canbo.core.review.compile import GAP, MET, UNKNOWN
from canbo.core.review.review import Review
from canbo.core.review.targets import Counts


@dataclass(frozen=True)
class Tally:
    """`standards` by id as (met, gap, unknown) over assignments; `targets` by id with how many will pass by study."""

    standards: Mapping[str, tuple[int, int, int]]
    targets: Mapping[str, tuple[Counts, int]]


def tally_of(review: Review) -> Tally:
    """The counts of every standard and every target of a review."""
    ids = [standard.id for standard in review.pack.standards]
    found = review.findings.select(
        (pl.col(name) == state).sum().alias(f"{name}:{state}") for name in ids for state in (MET, GAP, UNKNOWN)
    ).row(0, named=True)
    return Tally(
        {name: (found[f"{name}:{MET}"], found[f"{name}:{GAP}"], found[f"{name}:{UNKNOWN}"]) for name in ids},
        {result.target.id: (result.counts, result.studying) for result in review.targets},
    )
