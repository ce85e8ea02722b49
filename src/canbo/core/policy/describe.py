"""What an id of a pack stands for, in the words of one language and as values that a script can read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from canbo.core.facts.columns import Grain
from canbo.core.policy.explain import Words
from canbo.core.policy.model import Citation, Clause, Goal, Parameter, Standard, Target


@dataclass(frozen=True)
class Described:
    """One thing of a pack. `parts` holds texts, days as text, and for values and citations plain mappings."""

    kind: Literal["target", "standard", "parameter", "clause"]
    id: str
    title: str
    parts: dict[str, Any]


def describe(wanted: str, words: Words) -> list[Described]:
    """Everything of the pack that has this id, or, among targets, this short code."""
    pack = words.pack.pack
    return [
        *(_target(item, words) for item in pack.targets if wanted in (item.id, item.code)),
        *(_standard(item, words) for item in pack.standards if item.id == wanted),
        *(_parameter(item, words) for item in pack.parameters if item.id == wanted),
        *(_clause(item, words) for item in pack.clauses if item.id == wanted),
    ]


def goal_text(goal: Goal) -> str:
    return f"{'≥' if goal.more_than is None else '>'} {goal.share:.0%}"


def _target(target: Target, words: Words) -> Described:
    parts: dict[str, Any] = {"code": target.code}
    if target.population:
        parts["population"] = words.explain(target.population, target.grain)
    if target.among:
        parts["through"] = words.explain(target.among)
    parts["passes_when"] = words.explain(target.measure, Grain.OFFICIAL if target.among else target.grain)
    parts |= {"goal": goal_text(target.goal), "by": target.goal.by.isoformat(), "clause": target.clause}
    return Described("target", target.id, target.title.get(words.language), parts)


def _standard(standard: Standard, words: Words) -> Described:
    parts = {
        "basis": str(standard.basis),
        "applies_to": words.explain(standard.applies_to),
        "asks": words.explain(standard.requires),
        "cites": _cited(standard.cites),
    }
    return Described("standard", standard.id, standard.title.get(words.language), parts)


def _parameter(parameter: Parameter, words: Words) -> Described:
    parts = {"unit": parameter.unit, "values": list(_values(parameter))}
    return Described("parameter", parameter.id, parameter.title.get(words.language), parts)


def _values(parameter: Parameter) -> Iterator[dict[str, Any]]:
    for dated in parameter.values:
        days = {name: getattr(dated, name) for name in ("since", "until")}
        told = {name: found.isoformat() if found else None for name, found in days.items()}
        yield told | {"value": dated.value, "cites": _cited(dated.cites)}


def _clause(clause: Clause, words: Words) -> Described:
    return Described("clause", clause.id, clause.says.get(words.language), {"asks": clause.asks.get(words.language)})


def _cited(citation: Citation) -> dict[str, str | None]:
    return {"document": citation.document, "place": citation.place, "status": str(citation.status)}
