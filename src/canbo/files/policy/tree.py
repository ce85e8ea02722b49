"""One YAML file as plain data with the line of every part. Only what a form needs: no anchors, aliases or tags."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from canbo.core.policy.problems import UNREADABLE, Place, Problem, shown
from canbo.core.policy.problems import Path as KeyPath
from canbo.files.policy.scalars import NoValue, plain
from canbo.files.policy.text import read_text

DEPTH = 40
"""How deep parts may lie inside one another."""


@dataclass
class Tree:
    """What a file holds, None of an empty one; `unread` is its text when it cannot be told what it holds."""

    name: str
    value: Any = None
    places: dict[KeyPath, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unread: str = ""

    def fault(self, line: int, found: object, vi: str, en: str) -> None:
        self.problems.append(Problem(Place(self.name, line), shown(found), vi, en))


def read_tree(file: Path, name: str) -> Tree:
    """A YAML file that is called `name` in messages."""
    tree = Tree(name)
    read = read_text(file, name)
    if read.problem:
        tree.problems.append(read.problem)
        tree.unread = read.text
        return tree
    try:
        tree.value = _Builder(tree, yaml.parse(read.text, Loader=yaml.CSafeLoader)).document()
    except yaml.MarkedYAMLError as error:
        _syntax(tree, error, read.text)
    except _TooDeep as error:
        told = (f"quá {DEPTH} lớp lồng nhau", f"more than {DEPTH} parts inside one another; at most {DEPTH} expected")
        tree.fault(error.line, "…", f"{told[0]}; cần ít hơn", told[1])
    else:
        return tree
    tree.unread = read.text
    return tree


class _TooDeep(Exception):
    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line


class _Builder:
    """Values out of the events of a YAML stream."""

    def __init__(self, tree: Tree, events: Iterator[yaml.Event]) -> None:
        self.tree = tree
        self.events = events

    def document(self) -> Any:
        next(self.events)
        if isinstance(next(self.events), yaml.StreamEndEvent):
            return None
        value = self._node(next(self.events), ())
        next(self.events)
        after = next(self.events)
        if not isinstance(after, yaml.StreamEndEvent):
            self._fault(after, "---", "tệp chỉ được có một phần", "a file holds one document only")
        return value

    def _node(self, event: Any, path: KeyPath) -> Any:
        if len(path) > DEPTH:
            raise _TooDeep(_line(event))
        self.tree.places.setdefault(path, Place(self.tree.name, _line(event)))
        if isinstance(event, yaml.AliasEvent):
            self._fault(event, f"*{event.anchor}", *_NO_ANCHORS)
            return UNREADABLE
        value = self._value(event, path)
        return value if self._marks(event) else UNREADABLE

    def _marks(self, event: Any) -> bool:
        """Whether a part carries no tag; an anchor is a fault too, but what it marks can be read."""
        if event.anchor is not None:
            self._fault(event, f"&{event.anchor}", *_NO_ANCHORS)
        if event.tag is not None:
            self._fault(
                event,
                event.tag,
                "không dùng nhãn kiểu (!) ở đây; chỉ viết giá trị",
                "no tags (!) here; write the value only",
            )
        return event.tag is None

    def _value(self, event: Any, path: KeyPath) -> Any:
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        if event.style:
            return event.value
        try:
            return plain(event.value)
        except NoValue as error:
            self._fault(event, event.value, *error.told)
            return UNREADABLE

    def _sequence(self, path: KeyPath) -> list[Any]:
        made: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            made.append(self._node(event, (*path, len(made))))
        return made

    def _mapping(self, path: KeyPath) -> dict[str, Any]:
        made: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self._fault(event, "?", "khóa phải là một chữ", "a key must be a word")
                self._node(event, (*path, "?"))
                self._node(next(self.events), (*path, "?"))
                continue
            key = str(event.value)
            self.tree.places.setdefault((*path, key), Place(self.tree.name, _line(event)))
            self._marks(event)
            value = self._node(next(self.events), (*path, key))
            if key in made:
                self._fault(event, key, "khóa viết hai lần; chỉ viết một lần", "the same key twice; write it once")
            else:
                made[key] = value
        return made

    def _fault(self, event: yaml.Event, found: str, vi: str, en: str) -> None:
        self.tree.fault(_line(event), found, vi, en)


_NO_ANCHORS = (
    "không dùng neo (&) và tham chiếu (*); viết đầy đủ, hoặc đặt chữ trong ngoặc kép",
    "no anchors (&) or aliases (*); write it out, or put text in quotation marks",
)


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


# --- broken YAML -----------------------------------------------------------------------------------------------------


def _syntax(tree: Tree, error: yaml.MarkedYAMLError, text: str) -> None:
    lines = text.splitlines() or [""]
    line = min(error.problem_mark.line if error.problem_mark else 0, len(lines) - 1)
    opened = error.context_mark.line + 1 if error.context_mark else line + 1
    vi, en = next((told for part, told in _SYNTAX.items() if part in str(error.problem)), _OTHER)
    if opened != line + 1:
        vi, en = f"{vi}; phần này mở ở dòng {opened}", f"{en}; what it belongs to began on line {opened}"
    tree.fault(line + 1, lines[line].strip(), vi, en)


_INDENTATION = (
    "sai thụt lề hoặc thiếu dấu hai chấm; cần “khóa: giá trị”",
    "wrong indentation or a colon missing; “key: value” expected",
)
_SYNTAX = {
    "mapping values are not allowed": (
        "có hai dấu hai chấm trong một dòng hoặc sai thụt lề; chữ có dấu hai chấm phải đặt trong ngoặc kép",
        "two colons on one line or wrong indentation; text with a colon needs quotation marks",
    ),
    "unexpected end of stream": ("thiếu dấu ngoặc kép đóng", "the closing quotation mark is missing"),
    "expected ',' or '}'": ("thiếu dấu phẩy hoặc dấu } đóng", "a comma or the closing } is missing"),
    "expected ',' or ']'": ("thiếu dấu phẩy hoặc dấu ] đóng", "a comma or the closing ] is missing"),
    "expected node content": ("thiếu giá trị hoặc dấu ngoặc đóng", "a value or a closing bracket is missing"),
    "cannot start any token": (
        "không được bắt đầu bằng ký tự này hoặc thụt lề bằng phím Tab; dùng dấu cách, hoặc đặt chữ trong ngoặc kép",
        "nothing may begin with this character or a tab; indent with blanks, or use quotation marks",
    ),
    "unknown escape": (
        "dấu \\ trong ngoặc kép; dùng ngoặc đơn, hoặc viết \\\\",
        "a \\ in quotation marks; use single ones, or write \\\\",
    ),
    "expected '-' indicator": (
        "sai thụt lề trong danh sách; mỗi mục bắt đầu bằng “- ”",
        "wrong indentation in a list; each item begins with “- ”",
    ),
    "expected key": _INDENTATION,
    "expected ':'": _INDENTATION,
}
_OTHER = (
    "sai cú pháp YAML; xem lại thụt lề, dấu hai chấm, ngoặc",
    "broken YAML syntax; look at indentation, colons, brackets",
)
