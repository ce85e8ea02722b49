"""What is wrong with a pack, said so that whoever wrote it can mend it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum
from typing import Any

Path = tuple[str | int, ...]


class Unreadable(Enum):
    """Stands in plain data where a value was written that a fault has been told of already."""

    VALUE = "…"


UNREADABLE = Unreadable.VALUE


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A line of a file of the pack."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: where it stands, what was found and what was expected, in both languages."""

    place: Place
    found: str
    vi: str
    en: str

    def __str__(self) -> str:
        return self.line(f"{self.vi} / {self.en}")

    def line(self, told: str) -> str:
        """The fault on one line, what was expected said as in `told`."""
        return f"{self.place.file}:{self.place.line}: “{self.found}”: {told}"


@dataclass(frozen=True, slots=True)
class Source:
    """A pack as read from disk: plain data, and the place where each part of it stands.

    `unread` is the text of files that could not be read: names that occur in it may be declared there. `torn` says
    that what lies below the pack could not be found at all.
    """

    name: str
    data: Mapping[str, Any]
    places: Mapping[Path, Place]
    unread: str = ""
    torn: bool = False

    def place(self, path: Sequence[str | int]) -> Place:
        """The place of a part, or of the nearest part around it."""
        for length in range(len(path), -1, -1):
            found = self.places.get(tuple(path[:length]))
            if found:
                return found
        return Place(f"{self.name}/pack.yaml", 1)

    def perhaps(self, name: str) -> bool:
        """Whether a name may be declared in what could not be read."""
        return self.torn or name in self.unread


_SHOWN = 80


def shown(value: object) -> str:
    """A value as somebody would write it in a pack, on one line and not too long."""
    text = " ".join(_written(value).split())
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def _written(value: object) -> str:
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {_written(part)}' for key, part in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_written, value))}]"
    if isinstance(value, Enum):
        return str(value.value)
    return "null" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


_FEW = 12


def one_of(allowed: Iterable[str], wrong: str = "") -> tuple[str, str]:
    """What was expected: all of a few, in their order if they have one, else those most like what was found."""
    known = list(allowed) if isinstance(allowed, Sequence) else sorted(allowed)
    if not known:
        return ("chưa khai báo cái nào", "none is declared")
    if len(known) <= _FEW:
        told = ", ".join(known)
        return (f"cần một trong: {told}", f"expected one of: {told}")
    near = get_close_matches(wrong, known, n=3, cutoff=0.5)
    if near:
        told = ", ".join(near)
        return (f"gần nhất: {told}", f"closest: {told}")
    told = f"{known[0]}, {known[1]} …"
    return (f"không có mã nào gần giống trong {len(known)} mã: {told}", f"nothing like it among {len(known)}: {told}")
