"""Where the parts of a pack are used: which positions a condition may bind, which targets look at a standard,
which rules and which code read a parameter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import polars as pl

from canbo.core.facts.columns import Grain, Kind
from canbo.core.policy.catalogue import Position
from canbo.core.policy.conditions import Condition, FromParameter, tests_in
from canbo.core.policy.model import Basis, Standard, Target
from canbo.core.policy.named import (
    BASELINE,
    FRESHNESS,
    MARGIN,
    MINIMUM,
    NEAR_DEADLINE,
    RETIREMENT_AGE,
    RETIRING,
    UNKNOWN_MONTH,
)
from canbo.core.policy.resolve import PackAt
from canbo.core.review.compile import expression


class Code(StrEnum):
    """Code that looks a parameter up by name."""

    COLOURS = "colours"
    FRESHNESS = "freshness"
    YEARS_LEFT = "years_left"
    BASELINE = "baseline"
    RETIRING = "retiring"


_AGES = tuple(RETIREMENT_AGE.format(sex=sex) for sex in ("male", "female"))
BY_CODE: Mapping[str, Code] = {
    **dict.fromkeys((MARGIN, NEAR_DEADLINE, MINIMUM), Code.COLOURS),
    FRESHNESS: Code.FRESHNESS,
    **dict.fromkeys((*_AGES, UNKNOWN_MONTH), Code.YEARS_LEFT),
    BASELINE: Code.BASELINE,
    RETIRING: Code.RETIRING,
}
_THROUGH = {"field_suited_before": (BASELINE,), "years_left": (*_AGES, UNKNOWN_MONTH)}
"""Facts that are derived with parameters."""

_ALIKE = {"holder_suits": "field_suits"}
"""Facts of a seat that are facts of its holder."""


@dataclass(frozen=True)
class Uses:
    """What reads a parameter: standards, targets, and code."""

    standards: Sequence[Standard]
    targets: Sequence[Target]
    code: Code | None

    def __bool__(self) -> bool:
        return bool(self.standards or self.targets or self.code)


def uses_of(parameter: str, pack: PackAt) -> Uses:
    """Everything that reads a parameter, in its conditions or through a derived fact."""
    return Uses(
        [s for s in pack.standards if parameter in parameters_in(s.applies_to, s.requires)],
        [t for t in pack.pack.targets if parameter in parameters_in(t.population, t.among, t.measure)],
        BY_CODE.get(parameter),
    )


def parameters_in(*conditions: Condition | None) -> list[str]:
    """The parameters that conditions name or that their facts are derived with, each once."""
    tests = [test for condition in conditions if condition for test in tests_in(condition)]
    named = [test.value.parameter for test in tests if isinstance(test.value, FromParameter)]
    return list(dict.fromkeys([*named, *(name for test in tests for name in _THROUGH.get(test.fact, ()))]))


# --- standards -------------------------------------------------------------------------------------------------


@lru_cache(maxsize=8)
def bound(pack: PackAt) -> Bound:
    """What the standards of a pack on a day bind; kept while the same pack is in use."""
    return Bound(pack)


class Bound:
    """Which positions the standards (but competencies) and targets of a pack may bind."""

    def __init__(self, pack: PackAt) -> None:
        self._pack = pack
        self._standards = [s for s in pack.standards if s.basis is not Basis.COMPETENCY]
        asked = {f"s:{s.id}": s.applies_to for s in self._standards}
        asked |= {f"t:{t.id}": c for t in pack.pack.targets if (c := _of_people(t)) is not None}
        found = _positions(pack).select(
            "position", *(expression(c, pack, Grain.OFFICIAL).alias(name) for name, c in asked.items())
        )
        self._bound = {name: set(found.filter(pl.col(name).fill_null(value=True))["position"]) for name in asked}

    def positions(self, standard: Standard) -> list[Position]:
        """The positions whose holders it may bind."""
        return [p for code, p in self._pack.positions.items() if code in self._bound[f"s:{standard.id}"]]

    def standards(self, position: str) -> list[Standard]:
        """The standards that may bind the holders of a position."""
        return [s for s in self._standards if position in self._bound[f"s:{s.id}"]]

    def targets(self, standard: Standard) -> list[Target]:
        """The targets that it serves, or that test the same fact of holders of the same positions."""
        mine = self._bound[f"s:{standard.id}"]
        return [
            target
            for target in self._pack.pack.targets
            if standard.target == target.id
            or (_same_fact(standard, target) and mine & self._bound.get(f"t:{target.id}", mine))
        ]


def _of_people(target: Target) -> Condition | None:
    return target.among or (target.population if target.grain is Grain.OFFICIAL else None)


def _same_fact(standard: Standard, target: Target) -> bool:
    tested = {_ALIKE.get(test.fact, test.fact) for test in tests_in(target.measure)}
    if standard.title_standard and target.asks_title_standards:
        return True
    return bool(tested & {test.fact for test in tests_in(standard.requires)})


def _positions(pack: PackAt) -> pl.DataFrame:
    """A row per position as a holder of whom nothing else is known."""
    blocks = {body.code: body.block for body in pack.pack.bodies}
    rows = [
        {
            "position": position.code,
            "body": position.body,
            "block": blocks.get(position.body),
            "title_group": position.title_group,
            "category": position.category,
            "holds_leadership": True if position.title_group in pack.leadership else None,
        }
        for position in pack.positions.values()
    ]
    return pl.DataFrame(rows, schema=dict(_columns(pack)))


def _columns(pack: PackAt) -> Iterable[tuple[str, pl.DataType]]:
    for fact in pack.facts[Grain.OFFICIAL].values():
        yield from ((column, fact.dtype) for column in fact.columns)
        if fact.kind is Kind.CODES:
            yield f"{fact.name}_complete", pl.Boolean()
