"""Read policy packs from disk, strictly: every fault with its file and line, and nothing half loaded."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from canbo.core.policy.build import build
from canbo.core.policy.model import CodeItem, CommuneSeat, Pack
from canbo.core.policy.problems import Path as KeyPath
from canbo.core.policy.problems import Place, Problem, Source

ASIDE = ("cases", "scenarios")
"""Folders of a pack that are not part of its rules."""


@dataclass
class _Reading:
    """What has been read so far of one pack."""

    folder: Path
    data: dict[str, Any] = field(default_factory=dict)
    places: dict[KeyPath, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    scalars: yaml.SafeLoader = field(default_factory=lambda: yaml.SafeLoader(""))

    def fault(self, file: Path, line: int, found: object, vi: str, en: str) -> None:
        self.problems.append(Problem(Place(self.name(file), line), str(found), vi, en))

    def name(self, file: Path) -> str:
        return file.relative_to(self.folder.parent).as_posix()


def read_pack(folder: Path) -> Pack | list[Problem]:
    """The pack in a folder, on top of the packs it extends (folders beside it); or every fault found."""
    reading = _Reading(folder)
    for file in _files(folder):
        _read_file(reading, file)
    if not reading.data and not reading.problems:
        reading.fault(folder / "pack.yaml", 1, folder.name, "không có gói quy định ở đây", "no policy pack here")
    if reading.problems:
        return reading.problems
    below = reading.data.pop("extends", None)
    base = read_pack(folder.parent / str(below)) if below else None
    if isinstance(base, list):
        return base
    return build(Source(reading.data, reading.places), base)


def _files(folder: Path) -> Iterator[Path]:
    for file in sorted(folder.rglob("*.yaml")):
        if file.relative_to(folder).parts[0] not in ASIDE:
            yield file


def _read_file(reading: _Reading, file: Path) -> None:
    node = _compose(reading, file)
    if node is None:
        return
    if not isinstance(node, yaml.MappingNode):
        reading.fault(file, 1, node.tag, "tệp phải là các nhóm khóa: giá trị", "the file must be a mapping")
        return
    for key, value in _pairs(reading, file, node):
        _merge(reading, file, key, value)


def _compose(reading: _Reading, file: Path) -> yaml.Node | None:
    try:
        node: yaml.Node | None = yaml.compose(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        reading.fault(file, line, error.__class__.__name__, f"không đọc được YAML: {error}", f"not YAML: {error}")
        return None
    return node


def _merge(reading: _Reading, file: Path, key: str, node: yaml.Node) -> None:
    """Add one top-level key: lists of several files are joined, anything else may stand once."""
    existing = reading.data.get(key)
    if key.endswith("_from"):
        _from_csv(reading, file, key, node)
    elif isinstance(node, yaml.SequenceNode) and isinstance(existing, list | None):
        items = reading.data.setdefault(key, [])
        for child in node.value:
            items.append(_value(reading, file, child, (key, len(items))))
    elif existing is not None:
        reading.fault(file, _line(node), key, "khóa này đã có ở tệp khác", "this key stands in another file too")
    else:
        reading.data[key] = _value(reading, file, node, (key,))


def _value(reading: _Reading, file: Path, node: yaml.Node, path: KeyPath) -> Any:
    reading.places[path] = Place(reading.name(file), _line(node))
    if isinstance(node, yaml.MappingNode):
        made = {}
        for key, child in _pairs(reading, file, node):
            if key == "items_from":
                made["items"] = _items(reading, file, child)
            else:
                made[key] = _value(reading, file, child, (*path, key))
        return made
    if isinstance(node, yaml.SequenceNode):
        return [_value(reading, file, child, (*path, index)) for index, child in enumerate(node.value)]
    return reading.scalars.construct_object(node)


def _pairs(reading: _Reading, file: Path, node: yaml.MappingNode) -> Iterator[tuple[str, yaml.Node]]:
    """The keys of a mapping with their nodes; a key written twice is a fault."""
    seen = set()
    for key_node, value in node.value:
        key = str(key_node.value)
        if key in seen:
            reading.fault(file, _line(key_node), key, "khóa viết hai lần", "the same key twice")
        seen.add(key)
        yield key, value


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


# --- tables ------------------------------------------------------------------------------------------------


def _from_csv(reading: _Reading, file: Path, key: str, node: yaml.Node) -> None:
    name = key.removesuffix("_from")
    rows = _rows(reading, file, node, set(CommuneSeat.model_fields))
    reading.data[name] = [_commune(row) for row in rows]


def _items(reading: _Reading, file: Path, node: yaml.Node) -> list[dict[str, Any]]:
    rows = _rows(reading, file, node, set(CodeItem.model_fields))
    return [row | {"aliases": [a for a in (row["aliases"] or "").split(";") if a]} for row in rows]


def _rows(reading: _Reading, file: Path, node: yaml.Node, columns: set[str]) -> list[dict[str, Any]]:
    """The rows of a CSV file of the pack; its header must be exactly the columns expected."""
    table = reading.folder / str(node.value)
    if not table.is_file():
        reading.fault(file, _line(node), node.value, "không có tệp này", "no such file")
        return []
    with table.open(encoding="utf-8", newline="") as handle:
        reader = csv.DictReader(handle)
        if set(reader.fieldnames or ()) != columns:
            found, wanted = ", ".join(reader.fieldnames or ()), ", ".join(sorted(columns))
            reading.fault(table, 1, found, f"cần các cột: {wanted}", f"columns expected: {wanted}")
            return []
        return [_whole(reading, table, reader.line_num, row) for row in reader]


def _whole(reading: _Reading, table: Path, line: int, row: Mapping[str, Any]) -> dict[str, Any]:
    if None in row or None in row.values():
        reading.fault(table, line, row, "số ô khác số cột", "number of cells differs from the header")
    return {str(key): str(value or "").strip() for key, value in row.items()}


_NUMBERS = {"area_km2": float, "lat": float, "lon": float, "tile_row": int, "tile_column": int}


def _commune(row: Mapping[str, str]) -> dict[str, Any]:
    """The cells of a commune as values; what cannot be read stays text, which the shape check reports."""
    made: dict[str, Any] = dict(row)
    for name, number in _NUMBERS.items():
        made[name] = _number(row[name], number)
    made["population"] = _number(row["population"], int) if row["population"] else None
    made["border"] = {"true": True, "false": False}.get(row["border"], row["border"])
    return made


def _number(text: str, number: type[int] | type[float]) -> int | float | str:
    try:
        return number(text)
    except ValueError:
        return text
