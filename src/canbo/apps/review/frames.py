"""Query results as frames. PostgreSQL sends all rows as one text, any other database gives them to its cursor."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import polars as pl
from django.db import connections
from django.db.models import QuerySet

_BATCH = 50_000
_SEPARATOR = "\x1f"
"""ASCII's own separator of units, which no code contains."""


def read_frame(found: QuerySet[Any, Any], columns: Mapping[str, pl.DataType]) -> pl.DataFrame:
    """The rows of a `values_list` query as a frame; `columns` name and type its values in their order.

    Values are numbers, truths and codes, never free text.
    """
    connection = connections[found.db]
    sql, parameters = found.query.sql_with_params()
    if connection.vendor == "postgresql":
        return _sent_whole(connection, sql, parameters, columns)
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


def _sent_whole(connection: Any, sql: str, parameters: Any, columns: Mapping[str, pl.DataType]) -> pl.DataFrame:
    """The server joins the rows to one text: a message per row, as cursors and COPY have, costs four times the time.

    PostgreSQL holds at most 1 GB in a value, some twenty million rows, and says so beyond.
    """
    names = [f"c{number}" for number in range(len(columns))]
    row = f", '{_SEPARATOR}', ".join(names)
    whole = f"SELECT string_agg(concat({row}), chr(10)) FROM ({sql}) AS found({', '.join(names)})"  # noqa: S608 - names of our own, values are parameters
    with connection.cursor() as cursor:
        cursor.execute(whole, parameters)
        (text,) = cursor.fetchone()
    if text is None:
        return pl.DataFrame(schema=dict(columns))
    truths = [name for name, dtype in columns.items() if dtype == pl.Boolean()]
    plain = {name: pl.String() if name in truths else dtype for name, dtype in columns.items()}
    made = pl.read_csv(io.BytesIO(text.encode()), has_header=False, schema=plain, separator=_SEPARATOR, quote_char=None)
    return made.with_columns((pl.col(name) == "t").alias(name) for name in truths)
