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


FIELDS_OF_STUDY = "fields_of_study"
"""The one list that rules look through; of the others they name single codes."""

_DATED = {"since", "until"}
_EACH = "__all__"
_RULES: Mapping[str, Any] = {
    "targets": {"id", "grain", "population", "among", "measure", "goal"},
    "standards": {"id", "subject", "basis", "title_standard", "applies_to", "requires"} | _DATED,
    "parameters": {"id": True, "values": {_EACH: {"value"} | _DATED}},
    "positions": {
        **dict.fromkeys(("code", "title_group", "body", "category", "fields", "counts_in_staffing"), True),
        "counting": {_EACH: {"counts"} | _DATED},
        "competencies": True,
    },
    "title_groups": {"code", "leadership"},
    "bodies": {"code", "block"},
    "communes": {"code"},
    "lists": {"id": True, "items": {_EACH: {"code"}}},
}
"""What of a pack can change a result. Words, sources and how sure they are, spellings and places on a map cannot."""


def digest(pack: Pack) -> str:
    """The version of the rules of a pack: a hash of all that can change a result, in whatever order it stands."""
    lists = [item for item in pack.lists if item.id == FIELDS_OF_STUDY]
    wanted = {name: {_EACH: parts} for name, parts in _RULES.items()}
    rules = pack.model_copy(update={"lists": lists}).model_dump(mode="json", include=wanted)
    ordered = {name: sorted(_json(item) for item in items) for name, items in rules.items()}
    return hashlib.sha256(_json(ordered).encode()).hexdigest()


def _json(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)
