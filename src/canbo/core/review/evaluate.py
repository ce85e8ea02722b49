"""How the measures are read from the frames of a review: officials, seats and communes, each in one pass."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from canbo.core.facts.columns import Grain
from canbo.core.facts.scales import QUALIFICATIONS, UPDATE
from canbo.core.policy.conditions import code_of, tests_in
from canbo.core.policy.model import Target
from canbo.core.policy.resolve import PackAt
from canbo.core.review.compile import GAP, MET, UNKNOWN, Compiled, TargetRule, answer_of
from canbo.core.review.later import ADDED, NOW, now
from canbo.core.review.targets import UNSURE, TargetResult, last_day, tallies


@dataclass(frozen=True)
class Frames:
    """The frames that measures are read from; `outlook` has the officials now and on later days (`later.py`),
    `holders` the assignments by the seats they take (`seats.ranked`).

    `units` are the communes asked about (`Facts.units`): who has the main post elsewhere is not counted there.
    """

    outlook: pl.DataFrame
    holders: pl.DataFrame
    seats: pl.DataFrame
    communes: pl.DataFrame
    units: frozenset[str] | None = None

    @cached_property
    def officials(self) -> pl.DataFrame:
        return now(self.outlook)

    @cached_property
    def later(self) -> Mapping[int, pl.DataFrame]:
        """The officials whose studies end by each day, with their studies done."""
        days = self.outlook.slice(self.officials.height).partition_by("day", as_dict=True, maintain_order=True)
        return {day: frame.drop(ADDED) for (day,), frame in days.items()}


_OFFICIAL = ("official_id", "unit")
_SEAT = ("unit", "position", "seat", "official_id")


def evaluate_targets(frames: Frames, pack: PackAt, rules: Compiled) -> list[TargetResult]:
    """Every target of the pack, in its order."""
    people, seats, communes = pl.collect_all(
        [
            _people(frames, pack, rules),
            _seats(frames, pack, rules),
            _with_hits(frames, rules).select("unit", *_states(rules, Grain.COMMUNE)),
        ]
    )
    shown = {Grain.OFFICIAL: (people, _OFFICIAL), Grain.POST: (seats, _SEAT), Grain.COMMUNE: (communes, ("unit",))}
    counted = {name: tally for frame, _ in shown.values() for name, tally in tallies(frame).items()}
    return [
        TargetResult(target, pack.as_of, *counted[target.id], pack.parameters, *shown[target.grain])
        for target, _ in rules.targets
    ]


LEARNED = frozenset({
    *QUALIFICATIONS, f"{UPDATE}_on", "fields", "field_suits", "meets_title_standards", "holder_suits"
})  # fmt: skip
"""The facts that a study changes when it ends."""


def awaits_studies(target: Target) -> bool:
    """Whether an official, or a seat through its holder, can come to pass a target by a study."""
    return target.grain is not Grain.COMMUNE and any(test.fact in LEARNED for test in tests_in(target.measure))


def deadlines(pack: PackAt) -> set[int]:
    """The days by which studies have to end to count for some target."""
    return {code_of(last_day(target, pack.as_of)) for target in pack.pack.targets if awaits_studies(target)}


def _state(name: str, belongs: pl.Expr, answer: pl.Expr) -> pl.Expr:
    """The answer of whoever belongs to the population, with UNSURE added if that is not known; else null."""
    unsure = pl.when(belongs == UNKNOWN).then(UNSURE).otherwise(0).cast(pl.Int8)
    return pl.when(belongs != GAP).then(answer + unsure).alias(f"s:{name}")


def _states(rules: Compiled, grain: Grain) -> list[pl.Expr]:
    """The states of the targets of a grain whose members are the rows themselves."""
    return [
        _state(
            target.id,
            answer_of(rule.population),
            answer_of(pl.col(f"h:{target.id}") if rule.among is not None else rule.measure),
        )
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


# --- seats: filled by whom, and by whom once studies end ---------------------------------------------------------


def _seats(frames: Frames, pack: PackAt, rules: Compiled) -> pl.LazyFrame:
    """A row per seat: its place and holder, the states, and `l:<target>` which pass once a holder's study ends."""
    seats = frames.seats.lazy()
    studied = []
    for deadline, frame in frames.later.items():
        due = [(t, rule) for t, rule in rules.targets if t.grain is Grain.POST and _due(t, pack, deadline)]
        if due:
            seats = seats.join(_seats_later(frames.seats, frame, due), on=_SEAT[:3], how="left", maintain_order="left")
            studied += due
    passing = [
        (~rule.measure.fill_null(value=False) & pl.col(_prefixed(target)).fill_null(value=False) & rule.population)
        .fill_null(value=False)
        .alias(f"l:{target.id}")
        for target, rule in studied
    ]
    return seats.select(*_SEAT, *_states(rules, Grain.POST), *passing)


def _seats_later(seats: pl.DataFrame, later: pl.DataFrame, due: list[tuple[Target, TargetRule]]) -> pl.LazyFrame:
    """The seats whose holders study, and whether they pass with the fields held by then."""
    place = ["unit", "position", "official_id"]
    suits = later.lazy().select(*place, pl.col("field_suits").alias("_later"))
    return (
        seats.lazy()
        .join(suits, on=place, how="inner")
        .with_columns(pl.col("_later").alias("holder_suits"))
        .select(*_SEAT[:3], *(rule.measure.alias(_prefixed(target)) for target, rule in due))
    )


# --- officials: a person counts once, over all posts held ------------------------------------------------------


def _people(frames: Frames, pack: PackAt, rules: Compiled) -> pl.LazyFrame:
    """A row per official: `official_id, unit`, the states, and `l:<target>` who will pass once studies end."""
    mine = [(target, rule) for target, rule in rules.targets if target.grain is Grain.OFFICIAL]
    each = _each_once(_answers(frames.outlook, mine), mine)
    today = pl.col("day") == NOW
    people = each.filter(today)
    if frames.units is not None:
        people = people.filter(pl.col("unit").is_in(list(frames.units)))
    states = [_state(target.id, pl.col(f"p:{target.id}"), pl.col(f"m:{target.id}")) for target, _ in mine]
    studied = [target for target, _ in mine if awaits_studies(target)]
    passing = each.filter(~today).group_by("official_id").agg(_passes(target, pack) for target in studied)
    return (
        people.select(*_OFFICIAL, *states)
        .join(passing, on="official_id", how="left", maintain_order="left")
        .with_columns(
            (pl.col(_will(target)) & pl.col(f"s:{target.id}").is_in([GAP, UNKNOWN])).fill_null(value=False)
            for target in studied
        )
        .lazy()
    )


def _passes(target: Target, pack: PackAt) -> pl.Expr:
    in_time = pl.col("day") == code_of(last_day(target, pack.as_of))
    return (in_time & (pl.col(f"m:{target.id}") == MET)).any().alias(_will(target))


def _will(target: Target) -> str:
    return f"l:{target.id}"


def _due(target: Target, pack: PackAt, deadline: int) -> bool:
    return awaits_studies(target) and code_of(last_day(target, pack.as_of)) == deadline


def _prefixed(target: Target) -> str:
    return f"later:{target.id}"


def _answers(outlook: pl.DataFrame, mine: list[tuple[Target, TargetRule]]) -> pl.DataFrame:
    """Per target, whether each row belongs to its population (`p:<id>`) and passes (`m:<id>`): MET, UNKNOWN or GAP."""
    return outlook.select(
        *_OFFICIAL,
        *ADDED,
        "is_main",
        *(answer_of(rule.population).alias(f"p:{target.id}") for target, rule in mine),
        *(answer_of(rule.measure).alias(f"m:{target.id}") for target, rule in mine),
    )


def _each_once(answers: pl.DataFrame, mine: list[tuple[Target, TargetRule]]) -> pl.DataFrame:
    """The answers with a row per `holder`, at the main post.

    With several posts, an official belongs to a population through any of them and passes when every post
    that belongs to it passes.
    """
    several = answers["holder"].is_duplicated()
    belongs = {target.id: pl.col(f"p:{target.id}") for target, _ in mine}
    merged = (
        answers.filter(several)
        .sort("is_main", descending=True, maintain_order=True)
        .group_by("holder", maintain_order=True)
        .agg(
            pl.col("official_id", "unit", "day", "is_main").first(),
            *(found.max() for found in belongs.values()),
            *(
                pl.max_horizontal(-found, pl.col(f"m:{name}")).min().alias(f"m:{name}")
                for name, found in belongs.items()
            ),
        )
    )
    return pl.concat([answers.filter(~several), merged.select(answers.columns)])
