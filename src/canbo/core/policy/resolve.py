"""A pack on a day: which values and standards are in force, and the version they belong to."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from canbo.core.facts.columns import FACTS, Fact, Grain
from canbo.core.policy.conditions import Context, Scalar
from canbo.core.policy.expand import facts_of
from canbo.core.policy.model import Pack, Position, Standard


@dataclass(frozen=True)
class PackAt:
    """A pack as in force on `as_of`."""

    pack: Pack
    as_of: date

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
    """The version of a pack: a hash of everything in it."""
    return hashlib.sha256(pack.model_dump_json().encode()).hexdigest()
