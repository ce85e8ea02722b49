"""CSV tables of a pack as plain data, each row with its line."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from canbo.core.policy.catalogue import CodeItem, CommuneSeat
from canbo.core.policy.problems import Place, Problem, shown
from canbo.files.policy.scalars import number
from canbo.files.policy.text import read_text


@dataclass
class Table:
    """The rows of a table, None when it cannot be read, and where each stands; `unread` is what was left out."""

    name: str
    rows: list[dict[str, Any]] | None = None
    places: list[Place] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unread: str = ""

    def fault(self, line: int, found: object, vi: str, en: str) -> None:
        self.problems.append(Problem(Place(self.name, line), shown(found), vi, en))


def read_items(file: Path, name: str) -> Table:
    """The codes of a list; other spellings stand in one cell, separated by `;`."""
    table = _read(file, name, CodeItem.model_fields)
    for row in table.rows or ():
        row["aliases"] = [alias.strip() for alias in row["aliases"].split(";") if alias.strip()]
    return table


_NUMBERS = ("area_km2", "population", "lat", "lon", "tile_row", "tile_column")
_YES = {"true": True, "false": False}


def read_communes(file: Path, name: str) -> Table:
    """Communes; what cannot be read as the value it should be stays text, which the check of the shape reports."""
    table = _read(file, name, CommuneSeat.model_fields)
    for row in table.rows or ():
        row |= {key: number(row[key]) for key in _NUMBERS}
        row |= {"border": _YES.get(row["border"], row["border"]), "population": row["population"] or None}
        row["since"] = _day(row["since"])
    return table


def _day(text: str) -> date | str:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _read(file: Path, name: str, columns: Collection[str]) -> Table:
    table = Table(name)
    read = read_text(file, name)
    if read.problem:
        table.problems.append(read.problem)
        table.unread = read.text
        return table
    try:
        lines = list(_lines(read.text))
    except csv.Error:
        table.fault(
            1,
            file.name,
            "không đọc được bảng CSV; xem lại dấu ngoặc kép",
            "not a CSV table; look at the quotation marks",
        )
        return table
    header = lines[0][1] if lines else []
    if sorted(header) != sorted(columns):
        wanted = ", ".join(columns)
        table.fault(1, ", ".join(header), f"cần các cột: {wanted}", f"columns expected: {wanted}")
        return table
    _fill(table, header, lines[1:])
    return table


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not blank, each with the line on which it begins."""
    reader, line = csv.reader(io.StringIO(text, newline=""), strict=True), 1
    for cells in reader:
        if cells:
            yield line, cells
        line = reader.line_num + 1


def _fill(table: Table, header: Sequence[str], lines: Sequence[tuple[int, list[str]]]) -> None:
    table.rows = []
    for line, cells in lines:
        if len(cells) == len(header):
            table.rows.append(_stripped(dict(zip(header, cells, strict=True))))
            table.places.append(Place(table.name, line))
        else:
            wanted, table.unread = len(header), f"{table.unread}\n{','.join(cells)}"
            table.fault(
                line, f"{cells[0]} …", f"có {len(cells)} ô; cần {wanted} ô", f"{len(cells)} cells; {wanted} expected"
            )


def _stripped(row: Mapping[str, str]) -> dict[str, Any]:
    return {key: cell.strip() for key, cell in row.items()}
