"""Where each measure of the resolution stands: counts, bounds, what is missing, and who is behind them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property

import polars as pl

from canbo.core.facts.columns import Grain
from canbo.core.facts.scales import QUALIFICATIONS
from canbo.core.policy.conditions import code_of, tests_in
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
        return last_day(self.target, self.as_of)

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

    def within(self, unit: str) -> TargetResult:
        """The same measure in one commune."""
        frame = self._frame.filter(pl.col("unit") == unit)
        mine = frame.select(*self._keys, pl.col(f"^[sl]:{re.escape(self.target.id)}$"))
        counts, studying = _tallies(mine)[self.target.id]
        return replace(self, counts=counts, studying=studying, _frame=mine)


def _number(settings: Mapping[str, object], name: str) -> float:
    value = settings.get(name, 0)
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


# --- evaluation ------------------------------------------------------------------------------------------------

UNSURE = 10
"""Added to the state of whoever perhaps belongs to the population, in the columns `s:<target>`."""


@dataclass(frozen=True)
class Frames:
    """The frames that measures are read from; `later` are the officials studying, with their studies done."""

    officials: pl.DataFrame
    seats: pl.DataFrame
    communes: pl.DataFrame
    later: Mapping[int, pl.DataFrame]


_OFFICIAL = ("official_id", "unit")
_SEAT = ("unit", "position", "seat", "official_id")


def evaluate_targets(frames: Frames, pack: PackAt, rules: Compiled) -> list[TargetResult]:
    """Every target of the pack, in its order."""
    people, seats, communes = pl.collect_all(
        [
            _people(frames, pack, rules),
            frames.seats.lazy().select(*_SEAT, *_states(rules, Grain.POST)),
            _with_hits(frames, rules).select("unit", *_states(rules, Grain.COMMUNE)),
        ]
    )
    shown = {Grain.OFFICIAL: (people, _OFFICIAL), Grain.POST: (seats, _SEAT), Grain.COMMUNE: (communes, ("unit",))}
    tallies = {name: tally for frame, _ in shown.values() for name, tally in _tallies(frame).items()}
    return [
        TargetResult(target, pack.as_of, *tallies[target.id], pack.parameters, *shown[target.grain])
        for target, _ in rules.targets
    ]


def _tallies(frame: pl.DataFrame) -> dict[str, tuple[Counts, int]]:
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


_WORDS = {MET: "met", GAP: "gap", UNKNOWN: "unknown"}


def last_day(target: Target, as_of: date) -> date:
    """The goal's date; of a yearly goal, the end of the year under review."""
    return min(target.goal.by, date(as_of.year, 12, 31)) if target.goal.yearly else target.goal.by


LEARNED = frozenset({*QUALIFICATIONS, "fields", "field_suits", "meets_title_standards"})
"""The facts that a study changes when it ends."""


def awaits_studies(target: Target) -> bool:
    """Whether an official can come to pass a target by a study."""
    return target.grain is Grain.OFFICIAL and any(test.fact in LEARNED for test in tests_in(target.measure))


def deadlines(pack: PackAt) -> set[int]:
    """The days by which studies have to end to count for some target."""
    return {code_of(last_day(target, pack.as_of)) for target in pack.pack.targets if awaits_studies(target)}


def _state(name: str, population: pl.Expr, measure: pl.Expr) -> pl.Expr:
    answer = pl.when(measure).then(MET).when(~measure).then(GAP).otherwise(UNKNOWN)
    unsure = population.is_null()
    return (
        pl.when(unsure)
        .then(answer + UNSURE)
        .when(population)
        .then(answer)
        .otherwise(None)
        .cast(pl.Int8)
        .alias(f"s:{name}")
    )


def _states(rules: Compiled, grain: Grain) -> list[pl.Expr]:
    """The states of the targets of a grain whose members are the rows themselves."""
    return [
        _state(target.id, rule.population, pl.col(f"h:{target.id}") if rule.among is not None else rule.measure)
        for target, rule in rules.targets
        if target.grain is grain
    ]


def _with_hits(frames: Frames, rules: Compiled) -> pl.LazyFrame:
    """Communes with `h:<target>`: whether one of the officials looked at passes. Of no record, not known."""
    looked = [(target.id, rule.among, rule.measure) for target, rule in rules.targets if rule.among is not None]
    hits = [
        (among & measure).filter(among.fill_null(value=True)).any(ignore_nulls=False).alias(f"h:{name}")
        for name, among, measure in looked
    ]
    seen = [among.fill_null(value=True).any().alias(f"n:{name}") for name, among, _ in looked]
    found = frames.officials.lazy().group_by("unit").agg(*hits, *seen)
    joined = frames.communes.lazy().join(found, on="unit", how="left", maintain_order="left")
    return joined.with_columns(pl.when(pl.col(f"n:{name}")).then(pl.col(f"h:{name}")) for name, *_ in looked)


# --- officials: a person counts once, over all posts held ------------------------------------------------------


def _people(frames: Frames, pack: PackAt, rules: Compiled) -> pl.LazyFrame:
    """A row per official: `official_id, unit`, the states, and `l:<target>` who will pass once studies end."""
    mine = _mine(rules)
    people = _merged(frames.officials, mine)
    studied = []
    for deadline, frame in frames.later.items():
        due = [
            (target, rule)
            for target, rule in mine
            if awaits_studies(target) and code_of(last_day(target, pack.as_of)) == deadline
        ]
        renamed = [pl.col(f"m:{target.id}").alias(_prefixed(target)) for target, _ in due]
        people = people.join(_merged(frame, due).select("official_id", *renamed), on="official_id", how="left")
        studied += [target for target, _ in due]
    states = [_state(target.id, pl.col(f"p:{target.id}"), pl.col(f"m:{target.id}")) for target, _ in mine]
    return people.select(*_OFFICIAL, *states, *(_will_pass(target, _prefixed(target)) for target in studied))


def _prefixed(target: Target) -> str:
    return f"later:{target.id}"


def _will_pass(target: Target, later: str) -> pl.Expr:
    missing = ~pl.col(f"m:{target.id}").fill_null(value=False)
    passes = pl.col(f"p:{target.id}").fill_null(value=False) & missing & pl.col(later).fill_null(value=False)
    return passes.alias(f"l:{target.id}")


def _mine(rules: Compiled) -> list[tuple[Target, TargetRule]]:
    return [(target, rule) for target, rule in rules.targets if target.grain is Grain.OFFICIAL]


def _merged(officials: pl.DataFrame, mine: list[tuple[Target, TargetRule]]) -> pl.LazyFrame:
    """A row per official: `official_id, unit`, and per target `p:<id>` in the population and `m:<id>` passing.

    With several posts, an official belongs to a population through any of them and passes when every post
    that belongs to it passes.
    """
    several = pl.col("official_id").is_duplicated()
    rows = officials.lazy().select(
        *_OFFICIAL,
        "is_main",
        several.alias("several"),
        *(rule.population.alias(f"p:{target.id}") for target, rule in mine),
        *(
            pl.when(several).then(~rule.population | rule.measure).otherwise(rule.measure).alias(f"m:{target.id}")
            for target, rule in mine
        ),
    )
    merged = (
        rows.filter("several")
        .group_by("official_id", maintain_order=True)
        .agg(
            pl.col("unit").sort_by("is_main", descending=True).first(),
            *(pl.col(f"p:{target.id}").any(ignore_nulls=False) for target, _ in mine),
            *(pl.col(f"m:{target.id}").all(ignore_nulls=False) for target, _ in mine),
        )
    )
    return pl.concat([rows.filter(~pl.col("several")).drop("is_main", "several"), merged])
