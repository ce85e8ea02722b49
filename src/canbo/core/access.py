"""Whose records a person may see, as a plain value that every query takes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scope:
    """The communes whose records may be read: all of them, or those with the given unit codes."""

    units: frozenset[str] | None

    @classmethod
    def province(cls) -> Scope:
        return cls(None)

    @classmethod
    def of(cls, *units: str) -> Scope:
        return cls(frozenset(units))

    @property
    def is_province(self) -> bool:
        return self.units is None

    def covers(self, unit: str) -> bool:
        return self.units is None or unit in self.units
