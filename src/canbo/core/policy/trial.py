"""A what-if as written in a file: its shape, the names in it, and what it makes of the pack. All faults at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from canbo.core.policy.checks import conditions, parameters
from canbo.core.policy.checks.known import Known, known_of
from canbo.core.policy.conditions import Condition, FromParameter, Scalar, Several, walk
from canbo.core.policy.model import Goal, Pack
from canbo.core.policy.overlay import Overlay, overlay
from canbo.core.policy.problems import Path, Place, Problem, Source, one_of
from canbo.core.policy.shape import checked

_PARTS: Mapping[str, Any] = {"parameters": Scalar | Several, "goals": Goal, "requires": Condition}
_CHANGES = {"parameters": "parameters", "goals": "targets", "requires": "standards"}
_CHECKS = (conditions.conditions, conditions.no_circles, parameters.values_of_named)
"""What a change of values, goals and requirements can break."""


def trial(source: Source, pack: Pack) -> Pack | list[Problem]:
    """The pack under the what-if of a file; or every fault of the file, and nothing changed."""
    problems: list[Problem] = []
    written = {name: part for name in _PARTS for part in [source.data.get(name)] if isinstance(part, dict)}
    rest = {name: {} if name in written else part for name, part in source.data.items()}
    changes = checked(Overlay, rest, (), source, problems) or Overlay(title=pack.title)
    parts = {name: _part(source, name, part, problems) for name, part in written.items()}
    problems += _unknown(source, written, pack)
    known = {name: {key: parts[name][key] for key in parts[name].keys() & _ids(pack, name)} for name in parts}
    changes = changes.model_copy(update=known)
    changed = overlay(pack, changes)
    problems += _broken(source, changed, changes)
    return problems or changed


def _part(source: Source, name: str, part: Mapping[str, Any], problems: list[Problem]) -> dict[str, Any]:
    made = {key: checked(_PARTS[name], raw, (name, key), source, problems) for key, raw in part.items()}
    return {key: value for key, value in made.items() if value is not None}


def _ids(pack: Pack, name: str) -> set[str]:
    return {item.id for item in getattr(pack, _CHANGES[name])}


def _unknown(source: Source, written: Mapping[str, Mapping[str, Any]], pack: Pack) -> Iterator[Problem]:
    for name, part in written.items():
        for key in part.keys() - (ids := _ids(pack, name)):
            vi, en = one_of(ids, key)
            yield Problem(
                source.place((name, key)), key, f"gói không có mã này; {vi}", f"the pack has no such id; {en}"
            )


def _broken(source: Source, changed: Pack, changes: Overlay) -> list[Problem]:
    """What the checks of a pack find in the changed one, each at the change that brought it about."""
    places = {(): source.place(()), **dict(_places(source, known_of(changed, source), changes))}
    known = known_of(changed, replace(source, places=places))
    return list(dict.fromkeys(problem for run in _CHECKS for problem in run(known)))


def _places(source: Source, known: Known, changes: Overlay) -> Iterator[tuple[Path, Place]]:
    for index, parameter in known.items("parameters"):
        if parameter.id in changes.parameters:
            yield ("parameters", index), source.place(("parameters", parameter.id))
    for rule in conditions.rules(known.top):
        for path, test in walk(rule.condition, rule.path):
            if isinstance(test.value, FromParameter) and test.value.parameter in changes.parameters:
                yield path, source.place(("parameters", test.value.parameter))
    for index, standard in known.items("standards"):
        for path, place in source.places.items():
            if standard.id in changes.requires and path[:2] == ("requires", standard.id):
                yield ("standards", index, "requires", *path[2:]), place
