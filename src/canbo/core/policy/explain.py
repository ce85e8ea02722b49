"""Conditions in words, Vietnamese and English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from canbo.core.facts.columns import Fact, Grain, Kind
from canbo.core.policy.conditions import All, AnyOf, Condition, FromParameter, Language, Not, Test
from canbo.core.policy.phrases import (
    BRIEF,
    BRIEF_LEVELS,
    NEITHER,
    OF_LEVELS,
    OF_PEOPLE,
    OPPOSITE,
    PLAIN,
    PLURAL,
    SENTENCES,
    SMALL,
    WHO,
    YES_NO,
    Said,
)
from canbo.core.policy.titles import Titles

_AND: Mapping[Language, tuple[str, str]] = {"vi": (" và ", ", đồng thời "), "en": (" and ", ", and ")}
_OR: Mapping[Language, tuple[str, str]] = {"vi": (" hoặc ", ", hoặc "), "en": (" or ", ", or ")}
"""Before the last of several parts: of plain ones, and of ones that are lists themselves."""


class Words(Titles):
    """The same, and conditions as sentences and parts of them."""

    def explain(self, condition: Condition, grain: Grain = Grain.OFFICIAL) -> str:
        """A whole condition as a phrase. What is denied is said as its opposite, down to the single tests."""
        return self._phrase(condition, grain, denied=False)

    def who(self, condition: Condition, grain: Grain = Grain.OFFICIAL) -> str:
        """Whom a condition selects, as a phrase that names them: "người là công chức"."""
        return WHO[grain][self.language].format(self.explain(condition, grain))

    def brief(self, condition: Condition) -> str:
        """What a requirement asks, without naming the fact where there is only one: "Đại học trở lên"."""
        if not isinstance(condition, Test):
            return self.explain(condition)
        fact = self.pack.facts[Grain.OFFICIAL][condition.fact]
        if fact.kind is Kind.BOOL:
            said = self.explain(condition)
            return said[0].upper() + said[1:] if condition.value is False else self.fact(fact)
        known = {} if _taken(condition, fact) else BRIEF_LEVELS if fact.scale else BRIEF
        said = known.get(condition.operator, {}).get(self.language, "{value}")
        return said.format(**self._filled(condition, fact))

    def _phrase(self, condition: Condition, grain: Grain, *, denied: bool) -> str:
        match condition:
            case All(all=parts) | AnyOf(any=parts):
                both = isinstance(condition, All) is not denied
                return self._joined(parts, grain, both=both, denied=denied)
            case Not(not_=part):
                return self._phrase(part, grain, denied=not denied)
            case _:
                return self._sentence(condition, grain, denied=denied)

    def _part(self, part: Condition, grain: Grain, *, denied: bool) -> str:
        text = self._phrase(part, grain, denied=denied)
        return f"({text})" if _has_parts(part) else text

    def _joined(self, parts: Sequence[Condition], grain: Grain, *, both: bool, denied: bool) -> str:
        """Several parts in one sentence; "A or B, and C" is never to be read as "A, or B and C"."""
        told = [self._part(part, grain, denied=denied) for part in parts]
        busy = any(
            _is_list(part) or (", " in text and not _has_parts(part)) for part, text in zip(parts, told, strict=True)
        )
        return _listed(told, (_AND if both else _OR)[self.language][int(busy)], "; " if busy else ", ")

    def _sentence(self, test: Test, grain: Grain, *, denied: bool) -> str:
        fact = self.pack.facts[grain][test.fact]
        if fact.kind is Kind.BOOL and fact.name in YES_NO:
            return YES_NO[fact.name][int(denied is test.value)][self.language]
        if denied and fact.name in NEITHER and isinstance(test.value, list):
            return self._neither(fact, test.value)
        said = "taken" if _taken(test, fact) else test.operator
        if denied:
            said = OPPOSITE.get(said, f"not {said}")
        pattern = _pattern(fact, PLAIN.get(said, said), grain)
        return pattern[self.language].format(**self._filled(test, fact, small=bool(fact.scale or fact.name in SMALL)))

    def _neither(self, fact: Fact, values: Sequence[str]) -> str:
        """None of several values, each denied by itself: "not A or B" might be read as "B, or not A"."""
        pattern, apart = NEITHER[fact.name][self.language]
        return pattern.format(fact=_small(self.fact(fact)), value=apart.join(self.value(fact, one) for one in values))

    def _filled(self, test: Test, fact: Fact, *, small: bool = False) -> dict[str, str]:
        """What stands in the gaps of a phrase; `small`: the values are common nouns within a sentence."""
        given = test.value
        if isinstance(given, FromParameter):
            given = self.pack.parameters[given.parameter]
        value = self.plain(given) if test.operator == "within_years" else self._one_of(fact, given, small=small)
        return {
            "fact": _small(self.fact(fact)),
            "value": value,
            "be": "are" if fact.name in PLURAL else "is",
            "years": f"{value} year" if given == 1 else f"{value} years",
        }

    def _one_of(self, fact: Fact, given: Any, *, small: bool) -> str:
        """A value, or several with "or" before the last; those that hold a comma stand apart by `;`."""
        values = [self.value(fact, one) for one in (given if isinstance(given, list) else [given])]
        apart = "; " if any(", " in value for value in values) else ", "
        return _listed(map(_small, values) if small else values, _OR[self.language][0], apart)


def _pattern(fact: Fact, said: str, grain: Grain) -> Said:
    """How a test of a fact is said of what a row stands for."""
    if grain is Grain.OFFICIAL and (fact.name, said) in OF_PEOPLE:
        return OF_PEOPLE[fact.name, said]
    return (OF_LEVELS if fact.scale and said in OF_LEVELS else SENTENCES)[said]


def _listed(parts: Iterable[str], last: str, apart: str) -> str:
    *first, end = parts
    return last.join([apart.join(first), end] if first else [end])


def _small(text: str) -> str:
    """With a small first letter, unless it begins an abbreviation or a code."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


def _has_parts(condition: Condition) -> bool:
    match condition:
        case All(all=parts) | AnyOf(any=parts):
            return len(parts) > 1 or _has_parts(parts[0])
        case Not(not_=part):
            return _has_parts(part)
        case _:
            return False


def _is_list(part: Condition) -> bool:
    """Whether a part names several values, with "or" among them."""
    if isinstance(part, Not):
        return _is_list(part.not_)
    return isinstance(part, Test) and isinstance(part.value, list) and len(part.value) > 1


def _taken(test: Test, fact: Fact) -> bool:
    """Whether the test asks that a course has been taken: the upper of the two levels of its scale."""
    levels = fact.scale.codes if fact.scale else ()
    return len(levels) == 2 and test.operator in ("is", "at_least") and test.value == levels[-1]
