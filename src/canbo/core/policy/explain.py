"""Conditions and values in words, Vietnamese and English."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any

from canbo.core.facts.columns import Fact, Grain, Kind
from canbo.core.facts.scales import Level
from canbo.core.policy.conditions import All, AnyOf, Condition, FromParameter, Language, Not, Test
from canbo.core.policy.model import Pack
from canbo.core.policy.resolve import PackAt

_SENTENCES: Mapping[str, Mapping[Language, str]] = {
    "is": {"vi": "{fact} là {value}", "en": "{fact} is {value}"},
    "one_of": {"vi": "{fact} là một trong: {value}", "en": "{fact} is one of: {value}"},
    "at_least": {"vi": "{fact} từ {value} trở lên", "en": "{fact} {value} or higher"},
    "at_most": {"vi": "{fact} từ {value} trở xuống", "en": "{fact} {value} or lower"},
    "more_than": {"vi": "{fact} trên {value}", "en": "{fact} more than {value}"},
    "less_than": {"vi": "{fact} dưới {value}", "en": "{fact} less than {value}"},
    "includes": {"vi": "{fact} có {value}", "en": "{fact} includes {value}"},
    "any_of": {"vi": "{fact} có ít nhất một trong: {value}", "en": "{fact} includes any of: {value}"},
    "within_years": {"vi": "{fact} trong {value} năm gần đây", "en": "{fact} within the last {value} years"},
    "before": {"vi": "{fact} trước ngày {value}", "en": "{fact} before {value}"},
}

_BRIEF: Mapping[str, Mapping[Language, str]] = {
    "is": {"vi": "{value}", "en": "{value}"},
    "one_of": {"vi": "{value}", "en": "{value}"},
    "at_least": {"vi": "{value} trở lên", "en": "{value} or higher"},
    "at_most": {"vi": "{value} trở xuống", "en": "{value} or lower"},
    "more_than": {"vi": "trên {value}", "en": "more than {value}"},
    "less_than": {"vi": "dưới {value}", "en": "less than {value}"},
    "includes": {"vi": "{value}", "en": "{value}"},
    "any_of": {"vi": "{value}", "en": "{value}"},
    "within_years": {"vi": "trong {value} năm gần đây", "en": "within {value} years"},
    "before": {"vi": "trước {value}", "en": "before {value}"},
}

_AND: Mapping[Language, str] = {"vi": " và ", "en": " and "}
_OR: Mapping[Language, str] = {"vi": " hoặc ", "en": " or "}
_NOT: Mapping[Language, str] = {"vi": "không phải: {0}", "en": "not: {0}"}
_TAKEN: Mapping[Language, str] = {"vi": "đã qua {fact}", "en": "{fact} completed"}
_YES: Mapping[Language, tuple[str, str]] = {"vi": ("Có", "Không"), "en": ("Yes", "No")}


class Words:
    """The words of one language for the codes and facts of a pack on a day."""

    def __init__(self, pack: PackAt, language: Language) -> None:
        self.pack = pack
        self.language = language

    @cached_property
    def _titles(self) -> dict[str, dict[str, str]]:
        """For each code list the title of each code."""
        pack: Pack = self.pack.pack
        lists = {item.id: {i.code: getattr(i, self.language) for i in item.items} for item in pack.lists}
        for name in ("positions", "bodies", "title_groups"):
            lists[name] = {item.code: item.title.get(self.language) for item in getattr(pack, name)}
        return lists | {"communes": {commune.code: commune.name for commune in pack.communes}}

    def code(self, list_id: str, code: str) -> str:
        """The title of a code; the code itself when the list does not have it."""
        return self._titles.get(list_id, {}).get(code, code)

    def level(self, level: Level) -> str:
        return level.vi if self.language == "vi" else level.en

    def fact(self, fact: Fact) -> str:
        return fact.vi if self.language == "vi" else fact.en

    def value(self, fact: Fact, value: Any) -> str:
        """One value of a fact as written in a pack: a level's code, a code, a number, a day."""
        if isinstance(value, list):
            return ", ".join(self.value(fact, one) for one in value)
        if fact.scale is not None:
            return self.level(fact.scale.level(fact.scale.rank(value)))
        if isinstance(value, bool):
            return _YES[self.language][0 if value else 1]
        if isinstance(value, date):
            return value.strftime("%d/%m/%Y")
        return self.code(fact.codes, value) if fact.codes else str(value)

    def explain(self, condition: Condition, grain: Grain = Grain.OFFICIAL) -> str:
        """A whole condition as a phrase."""
        match condition:
            case All(all=parts):
                return _AND[self.language].join(self._part(part, grain) for part in parts)
            case AnyOf(any=parts):
                return _OR[self.language].join(self._part(part, grain) for part in parts)
            case Not(not_=part):
                return _NOT[self.language].format(self._part(part, grain))
            case _:
                return self._sentence(condition, grain)

    def brief(self, condition: Condition) -> str:
        """What a requirement asks, without naming the fact where there is only one: "Đại học trở lên"."""
        if not isinstance(condition, Test):
            return self.explain(condition)
        fact = self.pack.facts[Grain.OFFICIAL][condition.fact]
        if fact.kind is Kind.BOOL:
            return self.fact(fact)
        if _taken(condition, fact):
            return self._value_of(condition, fact)
        return _BRIEF[condition.operator][self.language].format(value=self._value_of(condition, fact))

    def _part(self, part: Condition, grain: Grain) -> str:
        text = self.explain(part, grain)
        return text if isinstance(part, Test) else f"({text})"

    def _sentence(self, test: Test, grain: Grain) -> str:
        fact = self.pack.facts[grain][test.fact]
        name = self.fact(fact)
        lowered = name[0].lower() + name[1:]
        if fact.kind is Kind.BOOL:
            return lowered if test.value is True else _NOT[self.language].format(lowered)
        if _taken(test, fact):
            return _TAKEN[self.language].format(fact=lowered)
        return _SENTENCES[test.operator][self.language].format(fact=lowered, value=self._value_of(test, fact))

    def _value_of(self, test: Test, fact: Fact) -> str:
        value = test.value
        if isinstance(value, FromParameter):
            value = self.pack.parameters[value.parameter]
        return str(value) if test.operator == "within_years" else self.value(fact, value)


def _taken(test: Test, fact: Fact) -> bool:
    """Whether the test asks that a course has been taken: the upper of the two levels of its scale."""
    levels = fact.scale.codes if fact.scale else ()
    return len(levels) == 2 and test.operator in ("is", "at_least") and test.value == levels[-1]
