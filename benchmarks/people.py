"""Invented officials by the hundred thousand, as frames shaped like the tables of the database."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from canbo.core.facts.scales import QUALIFICATIONS
from canbo.core.policy.model import Pack

PEOPLE_IN_A_COMMUNE = 60


@dataclass(frozen=True)
class Tables:
    """One frame per table, columns named as there; ids count from 1."""

    units: pl.DataFrame
    officials: pl.DataFrame
    assignments: pl.DataFrame
    qualifications: pl.DataFrame
    ratings: pl.DataFrame
    establishment: pl.DataFrame


def invent(pack: Pack, size: int, seed: int = 1) -> Tables:
    """So many officials in communes of sixty; the same seed gives the same people."""
    draw = np.random.default_rng(seed)
    ids = np.arange(1, size + 1)
    communes = max(1, size // PEOPLE_IN_A_COMMUNE)
    return Tables(
        units=_units(communes),
        officials=_officials(ids, draw),
        assignments=_assignments(ids, communes, pack, draw),
        qualifications=_qualifications(ids, pack, draw),
        ratings=_ratings(ids, draw),
        establishment=_establishment(communes, pack),
    )


def _units(communes: int) -> pl.DataFrame:
    number = pl.Series("id", np.arange(1, communes + 1))
    code = number.cast(pl.String).str.zfill(7)
    return pl.DataFrame({"id": number, "code": code}).with_columns(
        pl.lit("xa").alias("kind"), pl.col("code").alias("name"), pl.col("code").alias("search_key")
    )


def _dates(draw: np.random.Generator, size: int, first: int, last: int) -> np.ndarray:
    """Stored partial dates: one in twenty-five knows only its year."""
    year, month, day = draw.integers(first, last, size), draw.integers(1, 13, size), draw.integers(1, 29, size)
    whole = year * 10000 + month * 100 + day
    return np.where(draw.random(size) < 0.04, year * 10000, whole)


def _some(draw: np.random.Generator, values: np.ndarray, known: float = 0.97) -> pl.Series:
    """The values with some of them not known."""
    return pl.Series(values).set(pl.Series(draw.random(len(values)) >= known), None)


def _officials(ids: np.ndarray, draw: np.random.Generator) -> pl.DataFrame:
    size = len(ids)
    groups = np.array(["01", "03", "08", "09", "17"])
    member = draw.random(size) < 0.8
    return pl.DataFrame(
        {
            "id": ids,
            "full_name": pl.Series(ids).cast(pl.String),
            "birth": _some(draw, _dates(draw, size, 1966, 2003)),
            "sex": _some(draw, np.where(draw.random(size) < 0.38, "female", "male")),
            "ethnic_group": _some(draw, draw.choice(groups, size)),
            "party_member": member,
            "recruited": _some(draw, _dates(draw, size, 2003, 2026)),
        }
    )


def _assignments(ids: np.ndarray, communes: int, pack: Pack, draw: np.random.Generator) -> pl.DataFrame:
    seats = np.repeat(np.arange(1, len(pack.positions) + 1), [p.posts for p in pack.positions])
    size = len(ids)
    main = pl.DataFrame(
        {
            "official_id": ids,
            "unit_id": (ids - 1) % communes + 1,
            "position_id": seats[draw.integers(0, len(seats), size)],
            "is_main": True,
            "category": draw.choice(np.array(["civil_servant", "cadre", "public_employee"]), size, p=[0.7, 0.2, 0.1]),
            "start": _dates(draw, size, 2020, 2026),
        }
    )
    concurrent = main.sample(fraction=0.04, seed=1).with_columns(
        pl.lit(value=False).alias("is_main"), (pl.col("position_id") % len(pack.positions) + 1).alias("position_id")
    )
    return pl.concat([main, concurrent]).with_row_index("id", 1)


def _qualifications(ids: np.ndarray, pack: Pack, draw: np.random.Generator) -> pl.DataFrame:
    fields = next(item for item in pack.lists if item.id == "fields_of_study")
    majors = np.array([item.code for item in fields.items if len(item.code) == 7])
    parts = []
    for kind, scale in QUALIFICATIONS.items():
        chosen = ids[draw.random(len(ids)) < (0.97 if kind in ("degree", "political_theory") else 0.75)]
        size = len(chosen)
        studying = draw.random(size) < (0.03 if kind in ("degree", "political_theory") else 0.0)
        level = np.clip(draw.normal(0.62, 0.15, size) * len(scale.levels), 0, len(scale.levels) - 1)
        part = pl.DataFrame(
            {
                "official_id": chosen,
                "level": level.astype(np.int16),
                "studying": studying,
                "field_code": draw.choice(majors, size),
                "day": _dates(draw, size, 2000, 2026),
            }
        )
        parts.append(part.select("official_id", pl.lit(kind).alias("kind"), "level", *_state(kind)))
    return pl.concat(parts, how="vertical").with_row_index("id", 1)


def _state(kind: str) -> list[pl.Expr]:
    """A study under way has the day it should end, one that is done the day it ended."""
    field = pl.when(pl.col("level") > 0).then("field_code").otherwise(pl.lit("")) if kind == "degree" else pl.lit("")
    return [
        pl.when("studying").then(pl.lit("studying")).otherwise(pl.lit("held")).alias("state"),
        field.alias("field_code"),
        pl.when(~pl.col("studying")).then("day").alias("obtained"),
        pl.when("studying").then(pl.lit(20280600)).alias("expected"),
    ]


def _ratings(ids: np.ndarray, draw: np.random.Generator) -> pl.DataFrame:
    chosen = ids[draw.random(len(ids)) < 0.98]
    levels = draw.choice([0, 1, 2, 3], len(chosen), p=[0.01, 0.06, 0.75, 0.18])
    rated = pl.DataFrame({"official_id": chosen, "level": levels})
    return rated.with_columns(pl.lit(2025).alias("year")).with_row_index("id", 1)


def _establishment(communes: int, pack: Pack) -> pl.DataFrame:
    positions = pl.DataFrame(
        {
            "position_id": range(1, len(pack.positions) + 1),
            "posts": [p.posts for p in pack.positions],
            "counts_in_staffing": [p.counts_in_staffing for p in pack.positions],
        }
    )
    units = pl.DataFrame({"unit_id": range(1, communes + 1)})
    return units.join(positions, how="cross").with_columns(pl.lit(2026).alias("year")).with_row_index("id", 1)
