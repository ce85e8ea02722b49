"""Where each measure of the resolution stands: counts, bounds, what is missing, and who is behind them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property

import polars as pl

from canbo.core.policy.model import Target
from canbo.core.review.compile import GAP, MET, UNKNOWN


class Light(StrEnum):
    """The forecast at the deadline (ux.md 3.4), not today's value."""

    ACHIEVED = "achieved"
    ON_TRACK = "on_track"
    WATCH = "watch"
    AT_RISK = "at_risk"
    NO_DATA = "no_data"


@dataclass(frozen=True)
class Counts:
    """How many of a population pass. `unsure_*` are those of whom it is not known whether they belong to it."""

    met: int = 0
    gap: int = 0
    unknown: int = 0
    unsure_met: int = 0
    unsure_gap: int = 0
    unsure_unknown: int = 0

    @property
    def total(self) -> int:
        """The population: those who certainly belong to it."""
        return self.met + self.gap + self.unknown

    @property
    def unsure(self) -> int:
        return self.unsure_met + self.unsure_gap + self.unsure_unknown

    @property
    def share(self) -> float | None:
        """Those known to pass, of the population; None of nobody."""
        return self.met / self.total if self.total else None

    @property
    def lower(self) -> float | None:
        """The share if everything unknown turned out badly."""
        whole = self.total + self.unsure_gap + self.unsure_unknown
        return self.met / whole if whole else None

    @property
    def upper(self) -> float | None:
        """The share if everything unknown turned out well."""
        passing = self.met + self.unknown + self.unsure_met + self.unsure_unknown
        whole = self.total + self.unsure_met + self.unsure_unknown
        return passing / whole if whole else None


@dataclass(frozen=True)
class TargetResult:
    """One measure on a date: its counts, and the frame in which its population stands."""

    target: Target
    as_of: date
    counts: Counts
    studying: int
    settings: Mapping[str, object]
    _frame: pl.DataFrame
    _keys: tuple[str, ...]

    @cached_property
    def members(self) -> pl.DataFrame:
        """A row per official, seat or commune of the population, or perhaps of it.

        Columns: `official_id`, `unit`, or those of the seat; `state` (MET, UNKNOWN, GAP); `unsure` of whom it is
        not known whether they belong; `studying` who does not pass yet but will when the study has ended.
        """
        code = pl.col(f"s:{self.target.id}")
        known = [f"l:{self.target.id}"] if f"l:{self.target.id}" in self._frame.columns else []
        return self._frame.filter(code.is_not_null()).select(
            *self._keys,
            pl.when(code >= UNSURE - 1).then(code - UNSURE).otherwise(code).cast(pl.Int8).alias("state"),
            (code >= UNSURE - 1).alias("unsure"),
            (pl.col(known[0]) if known else pl.lit(value=False)).alias("studying"),
        )

    @property
    def missing(self) -> int:
        """How many more must pass to reach the goal for certain: as if everything unknown turned out badly."""
        counts = self.counts
        return self._missing(counts.total + counts.unsure_gap + counts.unsure_unknown, counts.met)

    @property
    def missing_least(self) -> int:
        """The same if everything unknown turned out well."""
        counts = self.counts
        unsure = counts.unsure_met + counts.unsure_unknown
        return self._missing(counts.total + unsure, counts.met + counts.unknown + unsure)

    def _missing(self, population: int, passing: int) -> int:
        return max(0, self.target.goal.needed(population) - passing) if population else 0

    @property
    def reached(self) -> bool:
        """Whether the goal is certainly reached."""
        lower = self.counts.lower
        return lower is not None and self.target.goal.reached(round(lower, 12))

    @property
    def forecast(self) -> float | None:
        """The share at the deadline, with those whose studies end before it, if everything unknown turned out badly."""
        counts = self.counts
        whole = counts.total + counts.unsure_gap + counts.unsure_unknown
        return (counts.met + self.studying) / whole if whole else None

    @cached_property
    def forecast_upper(self) -> float | None:
        """The same if everything unknown turned out well."""
        counts = self.counts
        sure, unsure = self._gaps_closing
        whole = counts.total + counts.unsure_met + counts.unsure_unknown + unsure
        passing = counts.met + counts.unknown + counts.unsure_met + counts.unsure_unknown + sure + unsure
        return passing / whole if whole else None

    @property
    def short_for_certain(self) -> int:
        """How many more must pass than study, even if everything unknown turned out well."""
        return max(0, self.missing_least - sum(self._gaps_closing))

    @property
    def unclear(self) -> int:
        """Of how many it is not known whether they belong or whether they pass, where the goal depends on them."""
        return self.counts.unknown + self.counts.unsure if self.missing > self.missing_least else 0

    @cached_property
    def _gaps_closing(self) -> tuple[int, int]:
        """Known gaps that a study will close: of those who belong, and of those who perhaps do."""
        if not self.studying:
            return 0, 0
        closing = self.members.filter(pl.col("studying") & (pl.col("state") == GAP))["unsure"]
        return closing.len() - int(closing.sum()), int(closing.sum())

    @property
    def deadline(self) -> date:
        return last_day(self.target, self.as_of)

    @property
    def known(self) -> float:
        """The share of the population of whom the answer is known."""
        whole = self.counts.total + self.counts.unsure
        return (self.counts.met + self.counts.gap) / whole if whole else 0.0

    @cached_property
    def light(self) -> Light:
        worst, best = self.forecast, self.forecast_upper
        if worst is None or best is None or self.known < _number(self.settings, "completeness.minimum"):
            return Light.NO_DATA
        if self.reached:
            return Light.ACHIEVED
        if self.target.goal.reached(round(worst, 12)):
            return Light.ON_TRACK
        if self.target.goal.reached(round(best, 12)):
            return Light.NO_DATA
        months = (self.deadline.year - self.as_of.year) * 12 + self.deadline.month - self.as_of.month
        near = months < _number(self.settings, "forecast.near_deadline_months")
        short = round(self.target.goal.share - best, 9)
        return Light.AT_RISK if near or short > _number(self.settings, "forecast.watch_margin") else Light.WATCH

    @cached_property
    def by_unit(self) -> dict[str, Counts]:
        """The counts of each commune that has anybody in the population."""
        return {str(unit): _counts(part) for (unit,), part in self.members.group_by("unit")}

    def within(self, unit: str) -> TargetResult:
        """The same measure in one commune."""
        frame = self._frame.filter(pl.col("unit") == unit)
        mine = frame.select(*self._keys, pl.col(f"^[sl]:{re.escape(self.target.id)}$"))
        counts, studying = tallies(mine)[self.target.id]
        return replace(self, counts=counts, studying=studying, _frame=mine)


def _number(settings: Mapping[str, object], name: str) -> float:
    """A setting of the pack. Raises `KeyError` where no value is in force: 0 would be a threshold nobody set."""
    value = settings[name]
    assert isinstance(value, int | float)
    return float(value)


def _counts(members: pl.DataFrame) -> Counts:
    tally = {(state, unsure): n for state, unsure, n in members.group_by("state", "unsure").len().iter_rows()}
    return Counts(
        **{
            f"unsure_{word}" if unsure else word: tally.get((state, unsure), 0)
            for state, word in _WORDS.items()
            for unsure in (False, True)
        }
    )


# --- counting ------------------------------------------------------------------------------------------------------

UNSURE = 10
"""Added to the state of whoever perhaps belongs to the population, in the columns `s:<target>`."""

_WORDS = {MET: "met", GAP: "gap", UNKNOWN: "unknown"}


def tallies(frame: pl.DataFrame) -> dict[str, tuple[Counts, int]]:
    """The counts of every target whose states stand in a frame, in one pass over it."""
    names = [column[2:] for column in frame.columns if column.startswith("s:")]
    parts = [
        (pl.col(f"s:{name}") == state + add).sum().alias(f"{word}:{name}")
        for name in names
        for state, word in _WORDS.items()
        for word, add in ((word, 0), (f"unsure_{word}", UNSURE))
    ]
    studying = [pl.col(column).sum() for column in frame.columns if column.startswith("l:")]
    found = frame.select(*parts, *studying).row(0, named=True) if parts else {}
    return {
        name: (
            Counts(**{word: found[f"{word}:{name}"] for word in Counts.__dataclass_fields__}),
            found.get(f"l:{name}") or 0,
        )
        for name in names
    }


def last_day(target: Target, as_of: date) -> date:
    """The goal's date; of a yearly goal, the end of the year under review."""
    return min(target.goal.by, date(as_of.year, 12, 31)) if target.goal.yearly else target.goal.by
