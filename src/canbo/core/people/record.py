"""An official's record as plain values: what an import brings, a demonstration invents and an export writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from canbo.core.dates import PartialDate


@dataclass(frozen=True, slots=True)
class Post:
    """A position of a commune (by their codes) held from `start` up to, not including, `end`."""

    unit: str
    position: str
    is_main: bool = True
    category: str | None = None
    grade: str = ""
    salary_coefficient: Decimal | None = None
    salary_step: str = ""
    start: PartialDate | None = None
    end: PartialDate | None = None
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """A level of one scale of `core.facts.scales`, by its rank; `state` is `held` or `studying`.

    `recorded_on` is the day it came on record; None is the day of the write.
    """

    kind: str
    level: int
    state: str = "held"
    field_code: str = ""
    field_text: str = ""
    detail: str = ""
    institution: str = ""
    mode: str = ""
    obtained: PartialDate | None = None
    expected: PartialDate | None = None
    position: str | None = None
    evidence: str = "declared"
    document: str = ""
    recorded_on: date | None = None


@dataclass(frozen=True, slots=True)
class Rated:
    """The rating of one year, by its rank; or that the year is exempt."""

    year: int
    level: int | None = None
    exempt: bool = False


@dataclass(frozen=True, slots=True)
class Assessed:
    """The level of one competency of the framework, by its rank, as assessed on a day."""

    competency: str
    level: int
    assessed: PartialDate
    assessor: str = ""


@dataclass(frozen=True, slots=True)
class OfficialRecord:
    """Everything of one official; None or "" is "not known"."""

    full_name: str
    other_name: str = ""
    birth: PartialDate | None = None
    sex: str | None = None
    ethnic_group: str | None = None
    religion: str | None = None
    native_place: str = ""
    native_unit: str | None = None
    residence: str = ""
    national_id: str | None = None
    general_education: str = ""
    party_member: bool | None = None
    party_joined: PartialDate | None = None
    party_official: PartialDate | None = None
    recruited: PartialDate | None = None
    note: str = ""
    posts: tuple[Post, ...] = ()
    qualifications: tuple[Held, ...] = ()
    ratings: tuple[Rated, ...] = ()
    competencies: tuple[Assessed, ...] = ()


def from_the_start(record: OfficialRecord) -> OfficialRecord:
    """The record with the day from which it is known what it begins with: that of the first post.

    What a person holds when first put on record was held before; where the start of a post is not known, from ever.
    A study is known from the day of the write.
    """
    starts = [post.start.earliest if post.start else date.min for post in record.posts]
    first = min(starts, default=date.min)
    known = (
        replace(item, recorded_on=first) if item.recorded_on is None and item.state == "held" else item
        for item in record.qualifications
    )
    return replace(record, qualifications=tuple(known))


@dataclass(frozen=True, slots=True)
class OfficialChange:
    """What is to change in one official's record.

    `version` is the version the change was made against. `values` are fields of the official, `assignments`
    fields of existing assignments by their id (an `end` closes one), `posts` new ones; `held` are fields of existing
    qualifications by their id, `drops` ids of qualifications recorded in error; a rating of a year replaces the one
    there, and an assessment of a competency the one of the same day.
    """

    official_id: int
    version: int
    values: Mapping[str, object] = field(default_factory=dict)
    assignments: Mapping[int, Mapping[str, object]] = field(default_factory=dict)
    posts: tuple[Post, ...] = ()
    held: Mapping[int, Mapping[str, object]] = field(default_factory=dict)
    drops: tuple[int, ...] = ()
    qualifications: tuple[Held, ...] = ()
    ratings: tuple[Rated, ...] = ()
    competencies: tuple[Assessed, ...] = ()
