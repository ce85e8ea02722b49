"""Read policy packs from disk, strictly: every fault with its file and line, and nothing half loaded."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from canbo.core.policy.build import build
from canbo.core.policy.model import LISTS, Pack
from canbo.core.policy.problems import UNREADABLE, Place, Problem, Source, one_of, shown
from canbo.core.policy.problems import Path as KeyPath
from canbo.files.policy.tables import Table, read_communes, read_items
from canbo.files.policy.text import read_text
from canbo.files.policy.tree import Tree, read_tree

ASIDE = ("cases", "scenarios")
"""Folders of a pack that are not part of its rules."""

_KEYS = frozenset({*Pack.model_fields, "extends", "communes_from"})


@dataclass
class _Reading:
    """What has been read so far of one pack."""

    folder: Path
    data: dict[str, Any] = field(default_factory=dict)
    places: dict[KeyPath, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    torn: bool = False
    table: bool = False

    @property
    def source(self) -> Source:
        return Source(self.folder.name, self.data, self.places, "\n".join(filter(None, self.unread)), self.torn)

    def name(self, file: Path) -> str:
        return f"{self.folder.name}/{file.relative_to(self.folder).as_posix()}"

    def fault(self, place: Place, found: object, vi: str, en: str) -> None:
        self.problems.append(Problem(place, shown(found), vi, en))


def read_pack(folder: Path) -> Pack | list[Problem]:
    """The pack in a folder, on top of the packs it extends (folders beside it); or every fault found."""
    readings = _stacked(folder)
    faults = [problem for reading in readings for problem in reading.problems]
    return build([reading.source for reading in readings], faults)


def folders_of(folder: Path) -> list[Path]:
    """The folders of a pack and of those it extends, the lowest first."""
    return [reading.folder for reading in _stacked(folder)]


def _stacked(folder: Path) -> list[_Reading]:
    readings = [_read(folder.absolute())]
    while (below := readings[0].data.pop("extends", None)) is not None:
        top, place = readings[0], readings[0].source.place(("extends",))
        wanted = top.folder.parent / below if isinstance(below, str) and re.fullmatch(r"[\w-]+", below) else None
        if wanted is None or not wanted.is_dir():
            beside = (
                found.parent.name for found in top.folder.parent.glob("*/pack.yaml") if found.parent != top.folder
            )
            vi, en = one_of(beside, str(below))
            top.fault(place, below, f"không có gói này bên cạnh; {vi}", f"no such pack beside this one; {en}")
        elif wanted in (reading.folder for reading in readings):
            top.fault(
                place, below, "gói dựa vào chính nó; cần một gói khác", "the pack extends itself; another pack expected"
            )
        else:
            readings.insert(0, _read(wanted))
            continue
        top.torn = True
    return readings


def _read(folder: Path) -> _Reading:
    reading = _Reading(folder)
    for file in yaml_files(folder):
        if file.relative_to(folder).parts[0] not in ASIDE:
            _add(reading, file)
    if not reading.data and not reading.problems:
        told = ("không có gói quy định ở đây; cần tệp pack.yaml", "no policy pack here; a file pack.yaml expected")
        reading.fault(Place(f"{folder.name}/pack.yaml", 1), folder.name, *told)
        reading.torn = True
    return reading


def yaml_files(folder: Path) -> Iterator[Path]:
    """Everything in a folder whose name says that it is YAML."""
    return (file for file in sorted(folder.rglob("*")) if file.suffix.lower() in (".yaml", ".yml"))


def _add(reading: _Reading, file: Path) -> None:
    tree = tree_of(file, reading.name(file))
    reading.problems += tree.problems
    _take_unread(reading, tree.unread)
    for key, value in (tree.value or {}).items():
        place = tree.places[key,]
        if key not in _KEYS:
            vi, en = one_of(_KEYS, key)
            reading.fault(place, key, f"khóa này không có trong mẫu; {vi}", f"unknown key; {en}")
            _take_unread(reading, f"{key}: {value}")
        elif key == "communes_from":
            _communes(reading, place, value)
        else:
            _merge(reading, tree, key, value)


def _take_unread(reading: _Reading, text: str) -> None:
    """Keep what cannot be used, and the tables that it names: what else refers to may be declared there."""
    reading.unread.append(text)
    reading.torn |= "extend" in text
    for table in reading.folder.rglob("*.csv") if ".csv" in text else ():
        if table.name in text:
            reading.unread.append(read_text(table, table.name).text)


def tree_of(file: Path, name: str) -> Tree:
    """A YAML file that must hold keys with values and be named `*.yaml`."""
    if file.suffix != ".yaml":
        tree = Tree(name)
        tree.fault(
            1,
            file.name,
            "tệp này sẽ bị bỏ qua; đổi đuôi thành .yaml",
            "this file would be passed over; rename it to .yaml",
        )
        return tree
    tree = read_tree(file, name)
    if not isinstance(tree.value, dict | None):
        tree.fault(1, tree.value, "tệp phải là các nhóm khóa: giá trị", "the file must be a mapping of keys to values")
        tree.value = None
    return tree


def _merge(reading: _Reading, tree: Tree, key: str, value: Any) -> None:
    """Add one top-level key: lists of several files are joined, anything else may stand once."""
    if key not in LISTS:
        _once(reading, tree, key, value)
    elif not isinstance(value, list):
        if value is not UNREADABLE:
            reading.fault(
                tree.places[key,],
                value,
                "cần một danh sách, mỗi mục bắt đầu bằng “- ”",
                "list expected, each item beginning with “- ”",
            )
    elif key == "communes" and reading.table:
        reading.fault(tree.places[key,], key, *_COMMUNES_TWICE)
    else:
        items = reading.data.setdefault(key, [])
        _take_places(reading, tree, key, len(items))
        for item in value:
            _take_table(reading, (key, len(items)), item)
            items.append(item)


def _once(reading: _Reading, tree: Tree, key: str, value: Any) -> None:
    place, first = tree.places[key,], reading.places.get((key,))
    if first and first.file != place.file:
        told = f"{first.file}:{first.line}"
        reading.fault(
            place, key, f"khóa này đã có ở {told}; chỉ viết một lần", f"this key stands at {told} too; write it once"
        )
        return
    reading.data[key] = value
    _take_places(reading, tree, key, 0)


def _take_places(reading: _Reading, tree: Tree, key: str, offset: int) -> None:
    for path, place in tree.places.items():
        if path[:1] == (key,):
            index = path[1] + offset if key in LISTS and len(path) > 1 and isinstance(path[1], int) else None
            reading.places.setdefault(path if index is None else (key, index, *path[2:]), place)


# --- tables ----------------------------------------------------------------------------------------------------------

_COMMUNES_TWICE = (
    "danh sách xã đã có; chỉ dùng một communes hoặc một communes_from",
    "communes are listed already; one communes or one communes_from expected",
)


def _communes(reading: _Reading, place: Place, written: object) -> None:
    if "communes" in reading.data:
        reading.fault(place, "communes_from", *_COMMUNES_TWICE)
        return
    table = _table(reading, place, written, read_communes)
    reading.table = True
    reading.data["communes"] = UNREADABLE if table.rows is None else table.rows
    reading.places |= {("communes", index): found for index, found in enumerate(table.places)}


def _take_table(reading: _Reading, path: KeyPath, item: Any) -> None:
    """Put the rows of the table that `items_from` of a list names in its place."""
    if path[0] != "lists" or not isinstance(item, dict) or "items_from" not in item:
        return
    place, written = reading.places[*path, "items_from"], item.pop("items_from")
    if "items" in item:
        told = ("đã có items; chỉ dùng một trong hai", "items stands here too; one of the two expected")
        reading.fault(place, "items_from", *told)
        return
    table = _table(reading, place, written, read_items)
    item["items"] = UNREADABLE if table.rows is None else table.rows
    reading.places |= {(*path, "items", index): found for index, found in enumerate(table.places)}


def _table(reading: _Reading, place: Place, written: object, read: Callable[[Path, str], Table]) -> Table:
    file = reading.folder / str(written)
    inside = file.resolve().is_relative_to(reading.folder.resolve())
    if not isinstance(written, str) or file.suffix != ".csv" or not inside or not file.is_file():
        told = (
            "không có bảng này; cần một tệp .csv trong thư mục của gói",
            "no such table; a .csv file in the folder of the pack expected",
        )
        reading.fault(place, written, *told)
        return Table(str(written))
    table = read(file, reading.name(file))
    reading.problems += table.problems
    _take_unread(reading, table.unread)
    return table
