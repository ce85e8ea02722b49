"""Fields of study as they are met among officials of the highlands, and which of them suit a position."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from canbo.core.demo.draws import pick
from canbo.core.policy.catalogue import Position
from canbo.core.policy.model import Pack

_COMMON: Mapping[str, float] = {
    "7380101": 14, "7340403": 9, "7310205": 8, "7340301": 7, "7340201": 4, "7310101": 4, "7340101": 3,
    "7340404": 2, "7340406": 3, "7320303": 2, "7310202": 4, "7310201": 2, "7140205": 2, "7140202": 4, "7140201": 3,
    "7140217": 3, "7140209": 2, "7140218": 1, "7140206": 1, "7140114": 1, "7760101": 3, "7229042": 2.5,
    "7229040": 1, "7220112": 1, "7310301": 1, "7310630": 1, "7810103": 1, "7320101": 1, "7620101": 2, "7620105": 2,
    "7620109": 2.5, "7620112": 1, "7620115": 2.5, "7620116": 2, "7620201": 3, "7620211": 2, "7640101": 2,
    "7720101": 0.5, "7720301": 1, "7720701": 1, "7850103": 3, "7850101": 2.5, "7520503": 0.7, "7580201": 1.6,
    "7580205": 0.8, "7580301": 0.7, "7580105": 0.2, "7480201": 2, "7480101": 0.6, "7480104": 0.4, "7380107": 2,
}  # fmt: skip
"""Bachelor's fields of the national list with rough weights: assumptions for a demonstration."""

_MASTERS: Mapping[str, float] = {
    "8340403": 30, "8380101": 14, "8310202": 14, "8310110": 12, "8310201": 6, "8140114": 5, "8620115": 4,
    "8620201": 3, "8620110": 3, "8850103": 3, "8340101": 3, "8760101": 2, "8380102": 2,
}  # fmt: skip
_FIRST_ASKED = 3.0


class Majors:
    """The fields that a pack lists, of those in common; all bachelor's fields if it lists none of them."""

    def __init__(self, pack: Pack) -> None:
        listed = {item.code for found in pack.lists if found.id == "fields_of_study" for item in found.items}
        bachelors = {code: weight for code, weight in _COMMON.items() if code in listed}
        self._bachelors = bachelors or {code: 1.0 for code in sorted(listed) if len(code) == 7 and code[0] == "7"}
        self._masters = {code: weight for code, weight in _MASTERS.items() if code in listed}
        self._by_position: dict[str, tuple[Mapping[str, float], Mapping[str, float]]] = {}

    def suiting(self, draw: Random, position: Position) -> str:
        """A bachelor's field that the position accepts, the one it names first more often than others."""
        return pick(draw, self._split(position)[0])

    def other(self, draw: Random, position: Position) -> str:
        """A bachelor's field that the position does not accept; any if it accepts all."""
        return pick(draw, self._split(position)[1])

    def master(self, draw: Random, position: Position, bachelor: str, *, fits: bool) -> str:
        """A master's field that leaves it as it is whether the official suits the position."""
        suitable = {c: w for c, w in self._masters.items() if not position.fields or suits(position, c) == fits}
        own = "8" + bachelor[1:]
        if own in self._masters and (draw.random() < 0.4 or not suitable):
            return own
        return pick(draw, suitable) if suitable else own

    def _split(self, position: Position) -> tuple[Mapping[str, float], Mapping[str, float]]:
        if position.code not in self._by_position:
            self._by_position[position.code] = self._weighed(position)
        return self._by_position[position.code]

    def _weighed(self, position: Position) -> tuple[Mapping[str, float], Mapping[str, float]]:
        first = position.fields[0][1:] if position.fields else "?"
        inside = {
            code: weight * (_FIRST_ASKED if code[1:].startswith(first) else 1.0)
            for code, weight in self._bachelors.items()
            if not position.fields or suits(position, code)
        }
        outside = {code: weight for code, weight in self._bachelors.items() if code not in inside}
        return inside or self._bachelors, outside or self._bachelors


def suits(position: Position, code: str) -> bool:
    """Whether the position accepts a field, whatever the level of the degree."""
    return code[1:].startswith(tuple(prefix[1:] for prefix in position.fields))
