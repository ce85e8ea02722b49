"""From plain data to a checked `Pack`: the shape of each part, then what holds them together. All faults at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from typing import Any

from canbo.core.policy.check import check
from canbo.core.policy.checks.known import Known
from canbo.core.policy.expand import expand
from canbo.core.policy.model import LISTS, Pack
from canbo.core.policy.problems import Problem, Source
from canbo.core.policy.shape import Layer, shape


def build(sources: Sequence[Source], faults: Iterable[Problem] = ()) -> Pack | list[Problem]:
    """A checked pack out of packs that stand on one another, the lowest first; or every fault, and nothing loaded.

    `faults` are those that reading the sources has found.
    """
    layers = tuple(shape(source) for source in sources)
    problems = [*faults, *(problem for layer in layers for problem in layer.problems)]
    for height in range(1, len(layers) + 1):
        problems += check(Known(layers[:height]))
    return sorted(problems, key=lambda problem: problem.place) or expand(reduce(stack, map(_pack, layers)))


def _pack(layer: Layer) -> Pack:
    parts: dict[str, Any] = {**layer.singles, **{name: list(items.values()) for name, items in layer.items.items()}}
    return Pack(**parts)


def stack(base: Pack, top: Pack) -> Pack:
    """Both packs as one: the lists of the base first, without what the top replaces; name and title of the top."""
    merged = {name: [*_kept(getattr(base, name), getattr(top, name)), *getattr(top, name)] for name in LISTS}
    return top.model_copy(update=merged)


def _kept(below: Sequence[object], above: Sequence[object]) -> list[object]:
    replaced = {item.id for item in above if getattr(item, "replaces", False)}  # type: ignore[attr-defined]
    return [item for item in below if getattr(item, "id", None) not in replaced]
