"""The rules of a pack on Apache Spark (the extra `canbo[spark]`): the same predicates, the same answers.

Reads the folder that `parquet.write_frames` wrote. The predicates are those that Polars evaluates, written by
sqlglot in Spark's dialect; the counting with three values mirrors `core.review.targets` and a test holds it to that.
"""

from __future__ import annotations

from pathlib import Path

from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as f

from canbo.core.facts.columns import Grain
from canbo.core.policy.conditions import Condition, code_of, sql
from canbo.core.policy.model import Standard, Target
from canbo.core.policy.resolve import PackAt
from canbo.core.review.compile import GAP, MET, UNKNOWN
from canbo.core.review.evaluate import awaits_studies, deadlines
from canbo.core.review.review import FINDING_KEYS
from canbo.core.review.tally import Tally
from canbo.core.review.targets import UNSURE, Counts, last_day
from canbo.files.parquet import frame_file, later_file

_WORDS = {MET: "met", GAP: "gap", UNKNOWN: "unknown"}


def findings(session: SparkSession, folder: Path, pack: PackAt) -> DataFrame:
    """The findings as `Review.findings` has them: a row per assignment, a column per standard."""
    states = [_finding(standard, pack) for standard in pack.standards]
    return _read(session, frame_file(folder, "officials")).select(*FINDING_KEYS, *states)


def tally(session: SparkSession, folder: Path, pack: PackAt) -> Tally:
    """The counts of every standard and every target."""
    found = findings(session, folder, pack)
    counted = [
        f.count_if(f.col(f"`{standard.id}`") == state).alias(f"{standard.id}:{state}")
        for standard in pack.standards
        for state in _WORDS
    ]
    totals = found.agg(*counted).first()
    assert totals is not None
    standards = {
        s.id: (totals[f"{s.id}:{MET}"], totals[f"{s.id}:{GAP}"], totals[f"{s.id}:{UNKNOWN}"]) for s in pack.standards
    }
    return Tally(standards, _targets(session, folder, pack))


def _read(session: SparkSession, file: Path) -> DataFrame:
    return session.read.parquet(str(file))


def _expression(condition: Condition, pack: PackAt, grain: Grain) -> Column:
    return f.expr(sql(condition, pack.context(grain), dialect="spark"))


def _finding(standard: Standard, pack: PackAt) -> Column:
    asked = _expression(standard.applies_to, pack, Grain.OFFICIAL)
    met = _expression(standard.requires, pack, Grain.OFFICIAL)
    return (
        f.when(asked.isNull() | (asked & met.isNull()), UNKNOWN)
        .when(asked & met, MET)
        .when(asked, GAP)
        .cast("tinyint")
        .alias(standard.id)
    )


# --- targets -------------------------------------------------------------------------------------------------------


def _targets(session: SparkSession, folder: Path, pack: PackAt) -> dict[str, tuple[Counts, int]]:
    frames = {
        Grain.OFFICIAL: _people(session, folder, pack),
        Grain.POST: _seats(session, folder, pack),
        Grain.COMMUNE: _communes(session, folder, pack).select(*_states(pack, Grain.COMMUNE)),
    }
    return {name: counts for grain, frame in frames.items() for name, counts in _counted(frame, pack, grain).items()}


def _of(pack: PackAt, grain: Grain) -> list[Target]:
    return [target for target in pack.pack.targets if target.grain is grain]


def _counted(frame: DataFrame, pack: PackAt, grain: Grain) -> dict[str, tuple[Counts, int]]:
    """The counts of a grain's targets from their columns `s:<id>` and, of officials, `l:<id>`."""
    mine = _of(pack, grain)
    parts = [
        f.count_if(f.col(f"`s:{target.id}`") == state + add).alias(f"{word}{state}:{target.id}")
        for target in mine
        for state in _WORDS
        for word, add in (("", 0), ("unsure_", UNSURE))
    ]
    studying = [f.count_if(f.col(f"`{name}`")).alias(name) for name in frame.columns if name.startswith("l:")]
    if not parts:
        return {}
    row = frame.agg(*parts, *studying).collect()[0].asDict()
    return {
        target.id: (
            Counts(
                **{
                    f"{word}{name}": row[f"{word}{state}:{target.id}"]
                    for state, name in _WORDS.items()
                    for word in ("", "unsure_")
                }
            ),
            row.get(f"l:{target.id}", 0),
        )
        for target in mine
    }


def _state(name: str, population: Column, measure: Column) -> Column:
    answer = f.when(measure, MET).when(~measure, GAP).otherwise(UNKNOWN)
    return f.when(population.isNull(), answer + UNSURE).when(population, answer).alias(f"s:{name}")


def _population(target: Target, pack: PackAt) -> Column:
    return _expression(target.population, pack, target.grain) if target.population else f.lit(True)


def _states(pack: PackAt, grain: Grain) -> list[Column]:
    return [
        _state(
            target.id,
            _population(target, pack),
            f.col(f"`h:{target.id}`") if target.among else _expression(target.measure, pack, grain),
        )
        for target in _of(pack, grain)
    ]


def _due(targets: list[Target], pack: PackAt, day: int) -> list[Target]:
    return [t for t in targets if awaits_studies(t) and code_of(last_day(t, pack.as_of)) == day]


def _seats(session: SparkSession, folder: Path, pack: PackAt) -> DataFrame:
    """The states of seats, and `l:<target>` which pass once a holder's study ends."""
    mine, will = _of(pack, Grain.POST), []
    seats = _read(session, frame_file(folder, "seats"))
    for day in sorted(deadlines(pack)):
        due = _due(mine, pack, day)
        if due and later_file(folder, day).exists():
            seats = seats.join(_seats_later(session, seats, later_file(folder, day), due, pack), list(_SEAT), "left")
            will += [_seat_will_pass(target, pack) for target in due]
    return seats.select(*_states(pack, Grain.POST), *will)


_SEAT = ("unit", "position", "seat")


def _seats_later(session: SparkSession, seats: DataFrame, file: Path, due: list[Target], pack: PackAt) -> DataFrame:
    """The seats whose holders study, and whether they pass with the fields held by then."""
    place = ["unit", "position", "official_id"]
    later = _read(session, file).select(*place, f.col("field_suits").alias("_later"))
    joined = seats.join(later, place).withColumn("holder_suits", f.col("_later"))
    passing = [_expression(t.measure, pack, Grain.POST).alias(f"later:{t.id}") for t in due]
    return joined.select(*_SEAT, *passing)


def _seat_will_pass(target: Target, pack: PackAt) -> Column:
    now = f.coalesce(_expression(target.measure, pack, Grain.POST), f.lit(False))
    later = f.coalesce(f.col(f"`later:{target.id}`"), f.lit(False))
    return (f.coalesce(_population(target, pack), f.lit(False)) & ~now & later).alias(f"l:{target.id}")


def _communes(session: SparkSession, folder: Path, pack: PackAt) -> DataFrame:
    """Communes with `h:<target>`: whether one of the officials looked at passes. Of no record, not known."""
    hits = []
    for target in _of(pack, Grain.COMMUNE):
        if target.among is not None:
            among = _expression(target.among, pack, Grain.OFFICIAL)
            looked = among | among.isNull()
            passes = f.when(looked, f.coalesce(among & _expression(target.measure, pack, Grain.OFFICIAL), f.lit(None)))
            hit = _any(passes, f.count_if(looked & passes.isNull()) > 0)
            hits.append(f.when(f.count_if(looked) > 0, hit).alias(f"h:{target.id}"))
    communes = _read(session, frame_file(folder, "communes"))
    officials = _read(session, frame_file(folder, "officials"))
    return communes.join(officials.groupBy("unit").agg(*hits), "unit", "left") if hits else communes


def _any(value: Column, some_unknown: Column) -> Column:
    """Whether any is true: true beats unknown, unknown beats false."""
    return f.when(f.bool_or(value), True).when(some_unknown, None).otherwise(False)


# --- officials: a person counts once, over all posts held ------------------------------------------------------------


def _people(session: SparkSession, folder: Path, pack: PackAt) -> DataFrame:
    """A row per official: the states, and `l:<target>` who will pass once studies end."""
    mine = _of(pack, Grain.OFFICIAL)
    people = _merged(_read(session, frame_file(folder, "officials")), mine, pack)
    will = []
    for day in sorted(deadlines(pack)):
        due = _due(mine, pack, day)
        if due and later_file(folder, day).exists():
            later = _merged(_read(session, later_file(folder, day)), due, pack)
            passing = [f.col(f"`m:{t.id}`").alias(f"later:{t.id}") for t in due]
            people = people.join(later.select("official_id", *passing), "official_id", "left")
            will += [_will_pass(target) for target in due]
    states = [_state(t.id, f.col(f"`p:{t.id}`"), f.col(f"`m:{t.id}`")) for t in mine]
    return people.select(*states, *will)


def _will_pass(target: Target) -> Column:
    population, now, later = (f.coalesce(f.col(f"`{kind}:{target.id}`"), f.lit(False)) for kind in ("p", "m", "later"))
    return (population & ~now & later).alias(f"l:{target.id}")


def _merged(officials: DataFrame, mine: list[Target], pack: PackAt) -> DataFrame:
    """A row per official: `p:<id>` in the population through any post, `m:<id>` passing in every post of it."""
    columns = []
    for target in mine:
        population = _population(target, pack)
        measure = _expression(target.measure, pack, Grain.OFFICIAL)
        passes = ~population | measure
        every = f.when(~f.bool_and(passes), False).when(f.count_if(passes.isNull()) > 0, None).otherwise(True)
        columns += [
            _any(population, f.count_if(population.isNull()) > 0).alias(f"p:{target.id}"),
            f.when(f.count("*") == 1, f.first(measure)).otherwise(every).alias(f"m:{target.id}"),
        ]
    return officials.groupBy("official_id").agg(*columns)
