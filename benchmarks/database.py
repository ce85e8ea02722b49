"""Put invented tables into the database of the settings, the fast way. Not how Canbo itself ever writes."""

from __future__ import annotations

import io
from typing import Any

import polars as pl
from django.db import connection

from benchmarks.people import Tables
from canbo.core.policy.model import Pack

_ALWAYS: dict[str, dict[str, Any]] = {
    "organisation_unit": {"sort_key": "", "former_names": "", "former_district": "", "seat": "", "border": False},
    "organisation_position": {"sort_key": ""},
    "people_official": {
        "other_name": "", "sort_key": "", "name_key": "", "search_key": "", "native_place": "", "residence": "",
        "general_education": "", "note": "", "version": 1,
    },
    "people_assignment": {"grade": "", "salary_step": "", "basis": ""},
    "people_qualification": {
        "field_text": "", "detail": "", "institution": "", "mode": "", "evidence": "declared", "document": "",
        "recorded_on": "2025-07-01",
    },
    "people_rating": {"exempt": False, "recorded_on": "2025-12-31"},
    "organisation_establishment": {"basis": ""},
}  # fmt: skip
"""Columns that the tables ask for and the benchmarks do not read."""


def fill(tables: Tables, pack: Pack) -> None:
    """Load everything; the database is expected to be migrated and empty."""
    bodies, positions = _catalogue(pack)
    frames = {
        "organisation_unit": tables.units,
        "organisation_body": bodies,
        "organisation_position": positions,
        "people_official": tables.officials,
        "people_assignment": tables.assignments,
        "people_qualification": tables.qualifications,
        "people_rating": tables.ratings,
        "organisation_establishment": tables.establishment,
    }
    for table, frame in frames.items():
        constants = [pl.lit(value).alias(name) for name, value in _ALWAYS.get(table, {}).items()]
        _insert(table, frame.with_columns(constants))
    with connection.cursor() as cursor:
        # what autovacuum does by itself within minutes
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _catalogue(pack: Pack) -> tuple[pl.DataFrame, pl.DataFrame]:
    numbers = {body.code: number for number, body in enumerate(pack.bodies, 1)}
    bodies = [(numbers[b.code], b.code, b.title.vi, b.title.en, b.block) for b in pack.bodies]
    positions = [
        (n, p.code, p.title.vi, p.title.en, numbers[p.body], p.title_group, p.category, 1)
        for n, p in enumerate(pack.positions, 1)
    ]
    named = ["id", "code", "title_vi", "title_en"]
    return (
        pl.DataFrame(bodies, schema=[*named, "block"], orient="row"),
        pl.DataFrame(positions, schema=[*named, "body_id", "title_group", "category", "rank"], orient="row"),
    )


def _insert(table: str, frame: pl.DataFrame) -> None:
    names = ", ".join(f'"{name}"' for name in frame.columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN (FORMAT CSV)") as copy:
                buffer = io.BytesIO()
                frame.write_csv(buffer, include_header=False, quote_style="non_numeric")
                copy.write(buffer.getvalue())
            return
        marks = ", ".join("%s" for _ in frame.columns)
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", frame.rows())  # noqa: S608
