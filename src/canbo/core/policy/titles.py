"""What the codes, facts and values of a pack are called, in Vietnamese and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from canbo.core.facts.columns import Fact
from canbo.core.facts.scales import Level
from canbo.core.policy.catalogue import Body, Organ, Position, TitleGroup
from canbo.core.policy.conditions import Language
from canbo.core.policy.model import Pack
from canbo.core.policy.resolve import PackAt

_YES: Mapping[Language, tuple[str, str]] = {"vi": ("Có", "Không"), "en": ("Yes", "No")}


@dataclass(frozen=True)
class Title:
    """What something is called: in full, and in short where room is scarce; the same where nobody shortens it."""

    full: str
    short: str

    def __str__(self) -> str:
        return self.full


class Titles:
    """The words of one language for the codes and facts of a pack on a day."""

    def __init__(self, pack: PackAt, language: Language) -> None:
        self.pack = pack
        self.language = language

    @cached_property
    def _titles(self) -> dict[str, dict[str, str]]:
        """For each code list the title of each code."""
        pack: Pack = self.pack.pack
        lists = {item.id: {i.code: getattr(i, self.language) for i in item.items} for item in pack.lists}
        for name in ("positions", "bodies", "organs", "title_groups"):
            lists[name] = {_key(item): item.title.get(self.language) for item in getattr(pack, name)}
        return lists | {"communes": {commune.code: commune.name for commune in pack.communes}}

    def code(self, list_id: str, code: str) -> str:
        """The title of a code; the code itself when the list does not have it."""
        return self._titles.get(list_id, {}).get(code, code)

    def title(self, list_id: str, code: str) -> Title:
        """The title of a code, with its short form."""
        full = self.code(list_id, code)
        return Title(full, self._shorts.get(list_id, {}).get(code, full))

    @cached_property
    def _shorts(self) -> dict[str, dict[str, str]]:
        """For each catalogue the short titles of those codes that have one."""
        return {
            name: {_key(item): item.short.get(self.language) for item in getattr(self.pack.pack, name) if item.short}
            for name in ("positions", "bodies", "organs")
        }

    def field(self, code: str) -> str:
        """The name of a field of study; of a code that the list lacks, its group and the code."""
        titles = self._titles.get("fields_of_study", {})
        if code in titles:
            return titles[code]
        group = next((titles[code[:n]] for n in range(len(code) - 1, 2, -1) if code[:n] in titles), "")
        return f"{group} ({code})" if group else code

    def body(self, unit: str, code: str) -> str:
        """The full title of a body in a commune."""
        return self.body_title(unit, code).full

    def body_title(self, unit: str, code: str) -> Title:
        """The title of a body in a commune: in a ward some have a title of their own."""
        own = self._bodies.get((self._kinds.get(unit, ""), code))
        return Title(own, own) if own else self.title("bodies", code)

    @cached_property
    def _kinds(self) -> dict[str, str]:
        return {commune.code: commune.kind for commune in self.pack.pack.communes}

    @cached_property
    def _bodies(self) -> dict[tuple[str, str], str]:
        """The titles that hold in one kind of commune only."""
        return {
            (kind, body.code): title.get(self.language)
            for body in self.pack.pack.bodies
            for kind, title in body.unit_titles.items()
        }

    def level(self, level: Level) -> str:
        return level.vi if self.language == "vi" else level.en

    def fact(self, fact: Fact) -> str:
        return fact.vi if self.language == "vi" else fact.en

    def value(self, fact: Fact, value: Any) -> str:
        """One value of a fact as written in a pack: a level's code, a code, a number, a day; several apart by `;`."""
        if isinstance(value, list):
            return "; ".join(self.value(fact, one) for one in value)
        if fact.scale is not None:
            return self.level(fact.scale.level(fact.scale.rank(value)))
        if isinstance(value, str):
            return self.code(fact.codes, value) if fact.codes else value
        return self.plain(value)

    def plain(self, value: Any) -> str:
        """A value that stands for nothing else: yes or no, a day, a number."""
        if isinstance(value, bool):
            return _YES[self.language][0 if value else 1]
        if isinstance(value, date):
            return value.strftime("%d/%m/%Y")
        if isinstance(value, list):
            return "; ".join(map(self.plain, value))
        text = f"{value:.12g}" if isinstance(value, float) else str(value)
        return text.replace(".", ",") if isinstance(value, float) and self.language == "vi" else text


def _key(item: Organ | Body | Position | TitleGroup) -> str:
    return item.id if isinstance(item, Organ) else item.code
