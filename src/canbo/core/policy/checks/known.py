"""What a check of one pack may look at: the pack, and everything that the packs below it define."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from canbo.core.facts.columns import FACTS, Fact, Grain, Kind
from canbo.core.facts.scales import COMPETENCY
from canbo.core.policy.expand import fact_name
from canbo.core.policy.model import LISTS, Pack, Parameter
from canbo.core.policy.problems import Path, Problem, Source, one_of, shown
from canbo.core.policy.shape import Layer

OWN_LISTS = ("positions", "bodies", "title_groups", "communes")
"""Code lists that stand in a pack under a key of their own."""


@dataclass(frozen=True)
class Known:
    """The packs, lowest first; the last one is checked.

    Names are looked up among all that was written, faulty or not: a reference to something faulty is no fault.
    """

    layers: tuple[Layer, ...]

    @property
    def top(self) -> Layer:
        return self.layers[-1]

    def items(self, name: str) -> Iterator[tuple[int, Any]]:
        """The parts of the pack that have the right shape, with their places in the list."""
        return iter(self.top.items[name].items())

    def below(self, name: str) -> list[Any]:
        return [item for layer in self.layers[:-1] for item in layer.items[name].values()]

    def ids(self, name: str, key: str = "id") -> frozenset[str]:
        return frozenset(_written(name, key, self.layers))

    def ids_below(self, name: str) -> frozenset[str]:
        return frozenset(_written(name, "id", self.layers[:-1]))

    @cached_property
    def _codes(self) -> Mapping[str, frozenset[str] | None]:
        own = {name: self._own_codes(name) for name in OWN_LISTS}
        found: dict[str, frozenset[str] | None] = {}
        for layer in self.layers:
            for item in layer.items["lists"].values():
                found[item.id] = frozenset(one.code for one in item.items)
        faulty = dict.fromkeys(self.ids("lists") - found.keys())
        return {**found, **faulty, **own}

    def _own_codes(self, name: str) -> frozenset[str] | None:
        readable = all(isinstance(layer.source.data.get(name, []), list) for layer in self.layers)
        return self.ids(name, "code") if readable else None

    @property
    def lists(self) -> Collection[str]:
        return self._codes.keys()

    def codes(self, list_id: str) -> frozenset[str] | None:
        """The codes of a list; None where they cannot be told."""
        return self._codes.get(list_id)

    @cached_property
    def parameters(self) -> Mapping[str, Parameter]:
        return {item.id: item for layer in self.layers for item in layer.items["parameters"].values()}

    @cached_property
    def parameter_ids(self) -> frozenset[str]:
        return self.ids("parameters")

    @cached_property
    def facts(self) -> Mapping[Grain, Mapping[str, Fact]]:
        own = [fact_name(code) for code in self.ids("competencies", "code")]
        levels = {name: Fact(name, Kind.SCALE, name, name, scale=COMPETENCY) for name in own}
        return {**FACTS, Grain.OFFICIAL: {**FACTS[Grain.OFFICIAL], **levels}}

    def perhaps(self, name: object) -> bool:
        return any(layer.source.perhaps(str(name)) for layer in self.layers)

    def problem(self, path: Path, found: object, vi: str, en: str) -> Problem:
        return Problem(self.top.source.place(path), shown(found), vi, en)

    def unknown(
        self, path: Path, found: object, allowed: Collection[str] | None, vi: str, en: str
    ) -> Iterator[Problem]:
        """The problem of a name that leads nowhere, if it does; `allowed` is None where that cannot be told."""
        if allowed is None or found in allowed or self.perhaps(found):
            return
        more_vi, more_en = one_of(allowed, str(found))
        yield self.problem(path, found, f"{vi}; {more_vi}", f"{en}; {more_en}")


def known_of(pack: Pack, source: Source) -> Known:
    """What a whole pack knows; problems will stand where `source` places them."""
    items = {name: dict(enumerate(getattr(pack, name))) for name in LISTS}
    data = {name: [item.model_dump(include={"id", "code"}) for item in found.values()] for name, found in items.items()}
    return Known((Layer(replace(source, data=data), items, {}, ()),))


def _written(name: str, key: str, layers: Iterable[Layer]) -> Iterator[str]:
    for layer in layers:
        raw = layer.source.data.get(name)
        for item in raw if isinstance(raw, list) else []:
            if isinstance(item, dict) and isinstance(item.get(key), str):
                yield item[key]
