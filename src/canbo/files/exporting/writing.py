"""Records as the words of a roster: the text of every cell of our own form."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from canbo.core.dates import PartialDate
from canbo.core.facts.scales import QUALIFICATIONS, RATING
from canbo.core.people.record import Held, OfficialRecord
from canbo.core.policy.model import Pack
from canbo.files.importing.fields import competency_field


class Writing:
    """Records as the words of a roster, with the titles of a pack."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack

    @cached_property
    def titles(self) -> dict[str, dict[str, str]]:
        lists = {item.id: {i.code: i.vi for i in item.items} for item in self.pack.lists}
        lists["positions"] = {p.code: p.title.vi for p in self.pack.positions}
        lists["bodies"] = {b.code: b.title.vi for b in self.pack.bodies}
        lists["communes"] = {c.code: f"{'Phường' if c.kind == 'phuong' else 'Xã'} {c.name}" for c in self.pack.communes}
        return lists

    @cached_property
    def body_of(self) -> dict[str, str]:
        return {p.code: p.body for p in self.pack.positions}

    def cells(self, record: OfficialRecord) -> dict[str, str]:
        """The text of every field of our form for a record and all its posts; main post first."""
        posts = sorted(record.posts, key=lambda p: not p.is_main)
        main = posts[0] if posts else None
        made = {
            "full_name": record.full_name,
            "birth": _day(record.birth),
            "sex": self._title("sexes", record.sex),
            "national_id": record.national_id or "",
            "ethnic_group": self._title("ethnic_groups", record.ethnic_group),
            "religion": record.religion or "",
            "native_unit": self._title("communes", record.native_unit) or record.native_place,
            "residence": record.residence,
            "unit": self._title("communes", main.unit) if main else "",
            "body": self._title("bodies", self.body_of.get(main.position)) if main else "",
            "position": "; ".join(self._title("positions", post.position) for post in posts),
            "start": _day(main.start) if main else "",
            "category": self._title("categories", main.category) if main else "",
            "grade": main.grade if main else "",
            "salary_coefficient": _decimal(main.salary_coefficient) if main else "",
            "salary_step": main.salary_step if main else "",
            "recruited": _day(record.recruited),
            "general_education": record.general_education,
            "party_member": {True: "Có", False: "Không", None: ""}[record.party_member],
            "party_joined": _day(record.party_joined),
            "party_official": _day(record.party_official),
            "degree": "; ".join(self.degree(h) for h in record.qualifications if _is(h, "degree", "held")),
            "studying": "; ".join(
                self.study(h) for h in record.qualifications if h.state == "studying" and h.kind in _STUDIED
            ),
            "rating": self.rating(record),
            "note": record.note,
        }
        made |= {kind: self.levels(record, kind) for kind in QUALIFICATIONS if kind != "degree"}
        return made | {competency_field(c.code): self.assessed(record, c.code) for c in self.pack.competencies}

    def _title(self, list_id: str, code: str | None) -> str:
        return self.titles[list_id].get(code, code) if code else ""

    def degree(self, held: Held) -> str:
        level = QUALIFICATIONS["degree"].level(held.level).vi
        return f"{level} {self.field(held)}".strip() + _when(held.obtained)

    def field(self, held: Held) -> str:
        names = self.titles["fields_of_study"]
        code = held.field_code
        return names.get("7" + code[1:]) or names.get(code) or held.field_text if code else held.field_text

    def study(self, held: Held) -> str:
        level = QUALIFICATIONS[held.kind].level(held.level).vi.lower()
        what = f"{level} {self.field(held)}" if held.kind == "degree" else f"{level} LLCT"
        return what.strip() + _when(held.expected)

    def levels(self, record: OfficialRecord, kind: str) -> str:
        """The highest level held of a kind, and when; then what is being studied for, unless it has its own column."""
        scale = QUALIFICATIONS[kind]
        held = [item for item in record.qualifications if _is(item, kind, "held")]
        best = [max(held, key=lambda item: item.level)] if held else []
        parts = [scale.level(item.level).vi + _when(item.obtained) for item in best]
        if kind not in _STUDIED:
            studied = [item for item in record.qualifications if _is(item, kind, "studying")]
            parts += [f"đang học {scale.level(item.level).vi}{_when(item.expected)}" for item in studied]
        return "; ".join(parts)

    def assessed(self, record: OfficialRecord, code: str) -> str:
        """The latest level of a competency and its day: `3 (15/3/2026)`."""
        found = [item for item in record.competencies if item.competency == code]
        latest = max(found, key=lambda item: item.assessed, default=None)
        return f"{latest.level}{_when(latest.assessed)}" if latest else ""

    def rating(self, record: OfficialRecord) -> str:
        if not record.ratings:
            return ""
        latest = max(record.ratings, key=lambda item: item.year)
        return "Không xếp loại" if latest.level is None else RATING.level(latest.level).vi


_STUDIED = ("degree", "political_theory")
"""Kinds whose studies under way have a column of their own."""


def _is(held: Held, kind: str, state: str) -> bool:
    return held.kind == kind and held.state == state


def _day(value: PartialDate | None) -> str:
    return value.display() if value else ""


def _when(value: PartialDate | None) -> str:
    return f" ({value.display()})" if value else ""


def _decimal(value: Any) -> str:
    return str(value).replace(".", ",") if value is not None else ""
