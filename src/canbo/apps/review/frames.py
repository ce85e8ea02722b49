"""Query results as frames: PostgreSQL streams them with COPY, any other database through its cursor."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import polars as pl
from django.db import connections
from django.db.models import QuerySet

_BATCH = 50_000


def read_frame(found: QuerySet[Any, Any], columns: Mapping[str, pl.DataType]) -> pl.DataFrame:
    """The rows of a `values_list` query as a frame; `columns` name and type its values in their order."""
    connection = connections[found.db]
    sql, parameters = found.query.sql_with_params()
    if connection.vendor == "postgresql":
        return _copied(connection, sql, parameters, columns)
    parts = []
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        while rows := cursor.fetchmany(_BATCH):
            parts.append(_typed(rows, columns))
    return pl.concat(parts) if parts else pl.DataFrame(schema=dict(columns))


def _typed(rows: list[tuple[Any, ...]], columns: Mapping[str, pl.DataType]) -> pl.DataFrame:
    """Rows of a cursor as a frame, column by column. SQLite gives truth as 0 and 1."""
    truth = pl.Boolean()
    series = (
        pl.Series(name, values, dtype=pl.Int8() if dtype == truth else dtype)
        for (name, dtype), values in zip(columns.items(), zip(*rows, strict=True), strict=True)
    )
    return pl.DataFrame(series).cast({name: dtype for name, dtype in columns.items() if dtype == truth})


def _copied(connection: Any, sql: str, parameters: Any, columns: Mapping[str, pl.DataType]) -> pl.DataFrame:
    connection.ensure_connection()
    with connection.cursor() as cursor:
        statement = cursor.mogrify(sql, parameters)
        with cursor.copy(f"COPY ({statement}) TO STDOUT (FORMAT CSV)") as copy:
            text = b"".join(bytes(part) for part in copy)
    truths = [name for name, dtype in columns.items() if dtype == pl.Boolean()]
    plain = {name: pl.String() if name in truths else dtype for name, dtype in columns.items()}
    made = pl.read_csv(io.BytesIO(text), has_header=False, schema=plain, quote_char='"') if text else None
    if made is None:
        return pl.DataFrame(schema=dict(columns))
    return made.with_columns((pl.col(name) == "t").alias(name) for name in truths)
