"""How a commune's office words the facts of an official in its roster: in full or in the short forms of the trade."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from canbo.core.dates import PartialDate
from canbo.core.facts.scales import COMPETENCY, QUALIFICATIONS
from canbo.core.people.record import Held, OfficialRecord, Post
from canbo.core.policy.model import Pack
from canbo.core.text.names import search_key
from canbo.files.exporting.writing import Writing

Cell = str | int | float | date | None

_SHORT: Mapping[str, Mapping[int, str]] = {
    "degree": {0: "Chưa", 1: "SC", 2: "TC", 3: "CĐ", 4: "ĐH", 5: "ThS", 6: "TS"},
    "political_theory": {0: "Chưa", 1: "SCLLCT", 2: "TCLLCT", 3: "CCLLCT", 4: "CNLLCT"},
    "state_management": {0: "Chưa", 1: "CS", 2: "CV", 3: "CVC", 4: "CVCC"},
    "foreign_language": {
        0: "Chưa",
        1: "Anh B",
        2: "A1",
        3: "A2",
        4: "B1",
        5: "B2",
        6: "C1",
        7: "C2",
        8: "ĐH Tiếng Anh",
    },
    "it_skills": {0: "Chưa", 1: "THVP", 2: "NC", 3: "CĐ"},
    "digital_skills": {0: "Chưa", 1: "Cơ bản", 2: "Nâng cao"},
    "ethnic_language": {0: "Không", 1: "Biết", 2: "Chứng chỉ"},
}


@dataclass(frozen=True)
class Style:
    """How one office writes. `bodies`: the rows say their body, so that a title may leave it out.

    `apart`: studies under way have a column of their own. `old_places`: places keep their names of before July 2025.
    """

    short: bool = False
    dates: Literal["text", "dots", "excel"] = "text"
    between: str = "; "
    bodies: bool = False
    apart: bool = False
    capitals: bool = False
    address: str = ""
    old_places: bool = False


def main_post(record: OfficialRecord) -> Post:
    """The main post that has not ended, by which an official stands in a commune's roster."""
    return next(post for post in record.posts if post.is_main and post.end is None)


class Wording(Writing):
    """The words of one style for the codes of a pack; each short form leads back to exactly one code."""

    def __init__(self, pack: Pack, style: Style) -> None:
        super().__init__(pack)
        self.style = style

    # --- dates, titles, fields -------------------------------------------------------------------------------------

    def date(self, value: PartialDate | None) -> Cell:
        if value is None:
            return None
        if self.style.dates == "excel":
            return value.earliest if value.day else value.display() if value.month else value.year
        if self.style.dates == "dots" and value.day:
            return f"{value.day}.{value.month}.{value.year}"
        return value.display()

    def birth(self, value: PartialDate | None) -> Cell:
        """A birth date; where dots part its parts, the century goes without saying."""
        if value is not None and value.day and self.style.dates == "dots":
            return f"{value.day}.{value.month}.{value.year % 100:02d}"
        return self.date(value)

    def level(self, kind: str, rank: int) -> str:
        return _SHORT[kind][rank] if self.style.short else QUALIFICATIONS[kind].level(rank).vi

    def field(self, held: Held) -> str:
        """The field of study, in short where only one field is meant by it."""
        bachelor = self._fields.get(f"7{held.field_code[1:]}") if self.style.short else None
        sure = (word for word in bachelor or () if self._field_words[search_key(word)] == 1)
        return next(sure, super().field(held))

    def degree(self, held: Held) -> str:
        day = held.expected if held.state == "studying" else held.obtained
        return f"{self.level('degree', held.level)} {self.field(held)}".strip() + when(day)

    def body(self, code: str) -> str:
        found = next(body for body in self.pack.bodies if body.code == code)
        return found.aliases[0] if self.style.short and found.aliases else found.title.vi

    def position(self, code: str, *, within: bool) -> str:
        """The title, or its first sure short form; `within`: the row already says the body."""
        position = next(item for item in self.pack.positions if item.code == code)
        everywhere, in_body = self._title_words
        for alias in position.aliases if self.style.short else ():
            key = search_key(alias)
            if everywhere[key] == 1 or (within and in_body[position.body, key] == 1):
                return alias
        return position.title.vi

    def native_place(self, record: OfficialRecord) -> str | None:
        """The commune that somebody comes from, perhaps under the name of a part of it; else the place."""
        if record.native_unit is None:
            return record.native_place or None
        former = self._former[record.native_unit] if self.style.old_places else []
        return former[0] if former else self.titles["communes"][record.native_unit]

    # --- what is held ----------------------------------------------------------------------------------------------

    def told(self, record: OfficialRecord, kind: str) -> list[Held]:
        """What the column of a kind tells: all that is held, and studies unless they have a column of their own."""
        apart = self.style.apart and kind in ("degree", "political_theory")
        return [h for h in record.qualifications if h.kind == kind and (h.state == "held" or not apart)]

    def told_levels(self, record: OfficialRecord, kind: str) -> Cell:
        said = []
        for item in self.told(record, kind):
            level = self.level(kind, item.level)
            if item.state == "studying":
                said.append(f"đang học {level}{when(item.expected)}")
            else:
                said.append(f"{level}{when(None if self.style.short else item.obtained)}")
        return self.style.between.join(said) or None

    def told_class(self, record: OfficialRecord, kind: str) -> Cell:
        """A short course: the day it was taken, or that it was not, and perhaps a class under way."""
        found = [item for item in record.qualifications if item.kind == kind]
        taken = next((item for item in found if item.level and item.state == "held"), None)
        if taken:
            return self.date(taken.obtained) or "x"
        none, done = (level.vi for level in QUALIFICATIONS[kind].levels)
        said = [f"đang học {done}{when(h.expected)}" if h.state == "studying" else none for h in found]
        return self.style.between.join(said) or None

    def told_level(self, record: OfficialRecord, code: str) -> Cell:
        """The level of a competency as assessed on a day: `3 (15/3/2026)`, `Mức 3 (…)`, `3/5 (…)`."""
        found = next((item for item in record.competencies if item.competency == code), None)
        if found is None:
            return None
        level = COMPETENCY.level(found.level).vi if self.style.apart else f"{found.level}{'/5' * self.style.short}"
        return level + when(found.assessed)

    # --- tables, made once -----------------------------------------------------------------------------------------

    @cached_property
    def _fields(self) -> dict[str, list[str]]:
        listed = next(found.items for found in self.pack.lists if found.id == "fields_of_study")
        return {item.code: [*item.aliases, item.vi] for item in listed if len(item.code) == 7}

    @cached_property
    def _field_words(self) -> Counter[str]:
        """How many fields each word could mean; a bachelor's and a master's field of one name are one."""
        return Counter(key for key, _ in {(search_key(w), c[1:]) for c, words in self._fields.items() for w in words})

    @cached_property
    def _title_words(self) -> tuple[Counter[str], Counter[tuple[str, str]]]:
        """How many positions each word could mean, in a commune and in a body of it."""
        said = {(p.code, p.body, search_key(word)) for p in self.pack.positions for word in (p.title.vi, *p.aliases)}
        return Counter(key for _, _, key in said), Counter((body, key) for _, body, key in said)

    @cached_property
    def _former(self) -> dict[str, list[str]]:
        """For each commune the names of former ones that went into it alone and are no name of today."""
        parts = {c.code: [part.strip() for part in c.merged_from.split(";")] for c in self.pack.communes}
        bare = Counter(_bare(part) for names in parts.values() for part in names)
        today = {search_key(commune.name) for commune in self.pack.communes}
        return {c: [n for n in names if bare[_bare(n)] == 1 and _bare(n) not in today] for c, names in parts.items()}


def _bare(name: str) -> str:
    """A former unit's name without its kind, as a key."""
    words = name.split()
    return search_key(" ".join(words[{"Xã": 1, "Phường": 1, "Thị": 2}.get(words[0], 0) :])) if words else ""


def when(value: PartialDate | None) -> str:
    """A date in brackets behind what was obtained then."""
    return f" ({value.display()})" if value else ""
