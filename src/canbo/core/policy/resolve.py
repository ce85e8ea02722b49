"""A pack on a day: which values and standards are in force, and the version they belong to."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from canbo.core.facts.columns import FACTS, Fact, Grain
from canbo.core.policy.catalogue import Position
from canbo.core.policy.conditions import Context, Scalar
from canbo.core.policy.expand import facts_of
from canbo.core.policy.model import Pack, Standard


@dataclass(frozen=True, eq=False)
class PackAt:
    """A pack as in force on `as_of`. Two are equal when made of the same object: its content would take a walk."""

    pack: Pack
    as_of: date

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PackAt) and self.pack is other.pack and self.as_of == other.as_of

    def __hash__(self) -> int:
        return hash((id(self.pack), self.as_of))

    @cached_property
    def parameters(self) -> Mapping[str, Scalar | list[Scalar]]:
        """The value of each parameter in force; one that has none that day is left out."""
        return {
            parameter.id: value.value
            for parameter in self.pack.parameters
            for value in parameter.values
            if value.in_force(self.as_of)
        }

    @cached_property
    def standards(self) -> tuple[Standard, ...]:
        return tuple(standard for standard in self.pack.standards if standard.in_force(self.as_of))

    @cached_property
    def facts(self) -> Mapping[Grain, Mapping[str, Fact]]:
        return {**FACTS, Grain.OFFICIAL: facts_of(self.pack)}

    @cached_property
    def positions(self) -> Mapping[str, Position]:
        return {position.code: position for position in self.pack.positions}

    @cached_property
    def leadership(self) -> frozenset[str]:
        """The title groups that are leadership or management titles."""
        return frozenset(group.code for group in self.pack.title_groups if group.leadership)

    def context(self, grain: Grain) -> Context:
        return Context(self.facts[grain], self.as_of, self.parameters)


def digest(pack: Pack) -> str:
    """The version of the rules of a pack: a hash of everything in it but its words, which change no result."""
    rules = _without_words(pack.model_dump(mode="json"))
    return hashlib.sha256(json.dumps(rules, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


_WORDS = {"vi", "en"}


def _without_words(value: Any) -> Any:
    """The same without the texts in two languages."""
    if isinstance(value, dict):
        return {name: _without_words(part) for name, part in value.items() if not _is_text(part)}
    return [_without_words(part) for part in value] if isinstance(value, list) else value


def _is_text(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() == _WORDS
