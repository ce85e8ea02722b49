"""Where each measure of the resolution stands: counts, bounds, what is missing, and who is behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

import polars as pl

from canbo.core.facts.columns import Grain
from canbo.core.policy.conditions import code_of
from canbo.core.policy.model import Target
from canbo.core.policy.resolve import PackAt
from canbo.core.review.compile import GAP, MET, UNKNOWN, Compiled, TargetRule


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
    """One measure on a date.

    `members` has a row per official, seat or commune of the population (or perhaps of it): `unit`, `state` (MET,
    UNKNOWN, GAP), `unsure`, `studying`, and `official_id` or the seat's columns.
    """

    target: Target
    as_of: date
    counts: Counts
    studying: int
    members: pl.DataFrame
    settings: Mapping[str, object]

    @property
    def missing(self) -> int:
        """How many more must pass to reach the goal."""
        return max(0, self.target.goal.needed(self.counts.total) - self.counts.met) if self.counts.total else 0

    @property
    def reached(self) -> bool:
        """Whether the goal is certainly reached."""
        lower = self.counts.lower
        return lower is not None and self.target.goal.reached(round(lower, 12))

    @property
    def forecast(self) -> float | None:
        """The share at the deadline, counting those whose studies end before it."""
        return (self.counts.met + self.studying) / self.counts.total if self.counts.total else None

    @property
    def deadline(self) -> date:
        """The goal's date; of a yearly goal, the end of the year under review."""
        goal = self.target.goal
        return min(goal.by, date(self.as_of.year, 12, 31)) if goal.yearly else goal.by

    @property
    def known(self) -> float:
        """The share of the population of whom the answer is known."""
        whole = self.counts.total + self.counts.unsure
        return (self.counts.met + self.counts.gap) / whole if whole else 0.0

    @cached_property
    def light(self) -> Light:
        forecast = self.forecast
        if forecast is None or self.known < _number(self.settings, "completeness.minimum"):
            return Light.NO_DATA
        if self.reached:
            return Light.ACHIEVED
        if self.target.goal.reached(round(forecast, 12)):
            return Light.ON_TRACK
        months = (self.deadline.year - self.as_of.year) * 12 + self.deadline.month - self.as_of.month
        near = months < _number(self.settings, "forecast.near_deadline_months")
        short = round(self.target.goal.share - forecast, 9)
        return Light.AT_RISK if near or short > _number(self.settings, "forecast.watch_margin") else Light.WATCH

    @cached_property
    def by_unit(self) -> dict[str, Counts]:
        """The counts of each commune that has anybody in the population."""
        return {str(unit): _counts(part) for (unit,), part in self.members.group_by("unit")}


def _number(settings: Mapping[str, object], name: str) -> float:
    value = settings.get(name, 0)
    assert isinstance(value, int | float)
    return float(value)


def _counts(members: pl.DataFrame) -> Counts:
    tally = {(state, unsure): n for state, unsure, n in members.group_by("state", "unsure").len().iter_rows()}
    names = {MET: "met", GAP: "gap", UNKNOWN: "unknown"}
    return Counts(
        **{
            f"unsure_{name}" if unsure else name: tally.get((state, unsure), 0)
            for state, name in names.items()
            for unsure in (False, True)
        }
    )


# --- evaluation ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Frames:
    """The frames that measures are read from; `later` are the officials studying, with their studies done."""

    officials: pl.DataFrame
    seats: pl.DataFrame
    communes: pl.DataFrame
    later: Mapping[int, pl.DataFrame]


def evaluate_targets(frames: Frames, pack: PackAt, rules: Compiled) -> list[TargetResult]:
    """Every target of the pack, in its order."""
    people = _people(frames, rules)
    later = {deadline: _people_of(frame, rules) for deadline, frame in frames.later.items()}
    results = []
    for target, rule in rules.targets:
        if target.among is not None:
            members = _communes_among(frames, rule)
        elif target.grain is Grain.COMMUNE:
            members = _members(frames.communes, rule, ["unit"])
        elif target.grain is Grain.POST:
            members = _members(frames.seats, rule, ["unit", "position", "seat", "official_id"])
        else:
            members = _with_studies(_select(people, target), later.get(code_of(_last_day(target, pack.as_of))), target)
        results.append(_result(target, members, pack))
    return results


def _last_day(target: Target, as_of: date) -> date:
    return min(target.goal.by, date(as_of.year, 12, 31)) if target.goal.yearly else target.goal.by


def deadlines(pack: PackAt) -> set[int]:
    """The days by which studies have to end to count for some target."""
    return {code_of(_last_day(target, pack.as_of)) for target in pack.pack.targets if target.grain is Grain.OFFICIAL}


def _result(target: Target, members: pl.DataFrame, pack: PackAt) -> TargetResult:
    studying = int(members["studying"].sum())
    return TargetResult(target, pack.as_of, _counts(members), studying, members, pack.parameters)


def _state(population: pl.Expr, measure: pl.Expr) -> pl.Expr:
    answer = (
        pl.when(measure).then(pl.lit(MET, pl.Int8)).when(~measure).then(pl.lit(GAP, pl.Int8)).otherwise(
            pl.lit(UNKNOWN, pl.Int8)
        )
    )  # fmt: skip
    return pl.when(population.fill_null(value=True)).then(answer)


def _members(frame: pl.DataFrame, rule: TargetRule, columns: list[str]) -> pl.DataFrame:
    return frame.select(
        *columns,
        _state(rule.population, rule.measure).alias("state"),
        rule.population.is_null().alias("unsure"),
        pl.lit(value=False).alias("studying"),
    ).filter(pl.col("state").is_not_null())


def _communes_among(frames: Frames, rule: TargetRule) -> pl.DataFrame:
    """Communes through their officials: one is enough; with none on record the answer is not known."""
    assert rule.among is not None
    looked_at = rule.among.fill_null(value=True)
    hits = (
        frames.officials.filter(looked_at)
        .group_by("unit")
        .agg((rule.among & rule.measure).any(ignore_nulls=False).alias("_hit"))
    )
    joined = frames.communes.join(hits, on="unit", how="left", maintain_order="left")
    return _members(joined, TargetRule(rule.population, None, pl.col("_hit")), ["unit"])


# --- officials: a person counts once, over all posts held ------------------------------------------------------


def _people(frames: Frames, rules: Compiled) -> pl.DataFrame:
    return _people_of(frames.officials, rules)


def _people_of(officials: pl.DataFrame, rules: Compiled) -> pl.DataFrame:
    """A row per official: `official_id, unit`, and per target `p:<id>` in the population and `m:<id>` passing.

    With several posts, an official belongs to a population through any of them and passes when every post
    that belongs to it passes.
    """
    mine = [(target.id, rule) for target, rule in rules.targets if target.grain is Grain.OFFICIAL and not target.among]
    populations = [rule.population.alias(f"p:{name}") for name, rule in mine]
    several = pl.col("official_id").is_duplicated()
    measures = [
        pl.when(several).then(~rule.population | rule.measure).otherwise(rule.measure).alias(f"m:{name}")
        for name, rule in mine
    ]
    rows = officials.select("official_id", "unit", "is_main", *populations, *measures)
    merged = (
        rows.filter(several)
        .group_by("official_id", maintain_order=True)
        .agg(
            pl.col("unit").sort_by("is_main", descending=True).first(),
            *(pl.col(f"p:{name}").any(ignore_nulls=False) for name, _ in mine),
            *(pl.col(f"m:{name}").all(ignore_nulls=False) for name, _ in mine),
        )
    )
    return pl.concat([rows.filter(~several).drop("is_main"), merged])


def _select(people: pl.DataFrame, target: Target) -> pl.DataFrame:
    rule = TargetRule(pl.col(f"p:{target.id}"), None, pl.col(f"m:{target.id}"))
    return _members(people, rule, ["official_id", "unit"])


def _with_studies(members: pl.DataFrame, later: pl.DataFrame | None, target: Target) -> pl.DataFrame:
    """Mark who does not pass yet but will when the studies under way have ended."""
    if later is None or later.is_empty():
        return members
    passing = later.filter(pl.col(f"m:{target.id}"))["official_id"]
    will_pass = pl.col("official_id").is_in(passing.implode()) & (pl.col("state") != MET) & ~pl.col("unsure")
    return members.with_columns(will_pass.alias("studying"))
