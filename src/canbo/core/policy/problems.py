"""What is wrong with a pack, said so that whoever wrote it can mend it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
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
        return f"{self.place.file}:{self.place.line}: {self.found!r}: {self.en}"


@dataclass(frozen=True, slots=True)
class Source:
    """A pack as read from disk: plain data, and the line on which each part of it stands."""

    data: Mapping[str, object]
    places: Mapping[Path, Place]

    def place(self, path: Sequence[str | int]) -> Place:
        """The place of a part, or of the nearest part around it."""
        for length in range(len(path), -1, -1):
            found = self.places.get(tuple(path[:length]))
            if found:
                return found
        return Place("pack.yaml", 1)
