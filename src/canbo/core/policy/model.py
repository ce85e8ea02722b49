"""The parts of a policy pack, as frozen values.

What the pack asks stands here as data that code only evaluates; each part that carries a rule cites the
document it comes from and says how sure that is.
"""

from __future__ import annotations

import math
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, get_origin

from pydantic import Field, StringConstraints, model_validator

from canbo.core.facts.columns import Grain
from canbo.core.policy.conditions import Condition, Frozen, Language, Scalar, Several
from canbo.core.policy.messages import FILLED, ID, NAME

Id = Annotated[str, StringConstraints(pattern=ID)]
Name = Annotated[str, StringConstraints(pattern=NAME)]
"""What also becomes the name of a column."""
Filled = Annotated[str, StringConstraints(pattern=FILLED)]


class Text(Frozen):
    """One text in both languages."""

    vi: Filled
    en: Filled

    def get(self, language: Language) -> str:
        return self.vi if language == "vi" else self.en


class Status(StrEnum):
    """How sure a citation is: the text was read, the press reports it, a local text says so, or nobody checked."""

    TEXT = "text"
    PRESS = "press"
    LOCAL = "local"
    UNCONFIRMED = "unconfirmed"


class Citation(Frozen):
    """Where a rule comes from: a document of the pack and the place in it, or a clause of the resolution."""

    document: str
    place: str | None = None
    status: Status = Field(strict=False)
    note: Text | None = None


class Dated(Frozen):
    """Something in force from `since` (or as long as is known) until `until` (or further notice), both included."""

    since: date | None = None
    until: date | None = None

    def in_force(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    @model_validator(mode="after")
    def _order(self) -> Dated:
        if self.since and self.until and self.until < self.since:
            raise ValueError("until lies before since; a later day expected")
        return self


class Replacing(Frozen):
    """What may stand for the part of the same id in a pack below, which `replaces` says."""

    replaces: bool = False


class Document(Frozen):
    id: Id
    number: Filled
    title: Text
    issuer: Text | None = None
    signed: date | None = None
    in_force: date | None = None
    replaced_by: str | None = None
    source: str | None = None


class Clause(Frozen):
    """A clause of the resolution in our own words: what it says and what the software must let somebody do."""

    id: Id
    says: Text
    asks: Text


class Organ(Frozen):
    id: Id
    title: Text


class Task(Frozen):
    """Something that part III gives an organ to do."""

    id: Id
    clause: str
    organ: str
    title: Text
    by: date | None = None


class ParameterValue(Dated):
    value: Scalar | Several
    cites: Citation
    last_reviewed: date | None = None


class Parameter(Replacing):
    """A dated value that rules name by id."""

    id: Id
    title: Text
    unit: str
    values: list[ParameterValue] = Field(min_length=1)


class Basis(StrEnum):
    """Legal: the law or the title standard asks it. Programme: the resolution wants it by a date."""

    LEGAL = "legal"
    PROGRAMME = "programme"
    COMPETENCY = "competency"


class Subject(StrEnum):
    """What a requirement is about: the columns of the gap matrix."""

    DEGREE = "degree"
    FIELD = "field"
    POLITICAL_THEORY = "political_theory"
    STATE_MANAGEMENT = "state_management"
    LANGUAGE = "language"
    DIGITAL = "digital"
    POSITION_SKILLS = "position_skills"
    UPDATE = "update"
    LEADERSHIP = "leadership"
    CONDUCT = "conduct"
    COMPETENCY = "competency"


class Closing(Frozen):
    """The kind of course, study or act that closes a gap: a qualification of that kind and level."""

    kind: str
    level: str | None = None
    title: Text


class Standard(Dated, Replacing):
    """What a position asks: whoever `applies_to` selects must satisfy `requires`."""

    id: Id
    title: Text
    subject: Subject = Field(strict=False)
    basis: Basis = Field(strict=False)
    title_standard: bool = False
    applies_to: Condition
    requires: Condition
    cites: Citation
    target: str | None = None
    closes_with: Closing | None = None


class Goal(Frozen):
    """The share to reach: `at_least` is ≥, `more_than` is >. `yearly` means every year until the date."""

    at_least: float | None = Field(default=None, ge=0, le=1)
    more_than: float | None = Field(default=None, ge=0, lt=1)
    by: date
    yearly: bool = False

    @model_validator(mode="after")
    def _one(self) -> Goal:
        if (self.at_least is None) == (self.more_than is None):
            raise ValueError("exactly one of at_least and more_than expected")
        return self

    @property
    def share(self) -> float:
        return self.at_least if self.at_least is not None else self.more_than or 0.0

    def reached(self, share: float) -> bool:
        return share >= self.share if self.more_than is None else share > self.share

    def rounded(self, share: float) -> float:
        """A share to a tenth of a per cent. One that misses the goal is never rounded up to it."""
        nearest = round(share, 3)
        misses = self.reached(nearest) and not self.reached(round(share, 12))
        return math.floor(share * 1000) / 1000 if misses else nearest

    def needed(self, of: int) -> int:
        """How many of so many must pass, counted in whole units: ⌈goal·n⌉, or ⌊goal·n⌋ + 1 for a strict goal."""
        exact = round(self.share * of, 9)
        whole = int(exact)
        if self.more_than is not None:
            return whole + 1
        return whole if exact == whole else whole + 1


class Target(Frozen):
    """One measure of the resolution: of the `population`, the share that passes `measure` against the `goal`.

    With `among`, each commune of the population is looked at through the officials it selects, and passes
    when at least one of them passes `measure`.
    """

    id: Id
    code: Id
    title: Text
    label: Text
    clause: str
    grain: Grain = Field(strict=False)
    population: Condition | None = None
    among: Condition | None = None
    measure: Condition
    goal: Goal
    lead: list[str] = Field(default_factory=list)
    note: Text | None = None


class CodeItem(Frozen):
    code: Id
    vi: Filled
    en: Filled
    aliases: list[str] = Field(default_factory=list)


class CodeList(Replacing):
    """A closed list of codes. `aliases` are other spellings met in rosters."""

    id: Id
    title: Text
    items: list[CodeItem]
    cites: Citation | None = None

    def get(self, code: str) -> CodeItem | None:
        return next((item for item in self.items if item.code == code), None)


class TitleGroup(Frozen):
    code: Id
    title: Text
    leadership: bool
    rank: int


class Body(Frozen):
    """A kind of body within a commune; `unit_kinds` says where it exists, `unit_titles` where it has another name."""

    code: Id
    title: Text
    block: str
    unit_kinds: list[str]
    unit_titles: dict[str, Text] = Field(default_factory=dict)
    aliases: list[str] = Field(default_factory=list)
    cites: Citation


class Counting(Dated):
    """For some time a position counts in staffing, or does not."""

    counts: bool
    cites: Citation


CompetencyLevel = Annotated[int, Field(ge=1, le=5)]


class Position(Frozen):
    """A job position of the catalogue. `fields` are prefixes of accepted field codes; none means any field.

    `posts` is the usual number of seats in one commune, used when a province has not yet set its establishment.
    `cites` is for the title; what the fields and the number of seats come from is cited apart. On days that
    `counting` speaks of, it overrules `counts_in_staffing`.
    """

    code: Id
    title: Text
    title_group: str
    body: str
    category: str
    fields: list[str] = Field(default_factory=list)
    posts: int = Field(ge=0)
    counts_in_staffing: bool = True
    counting: list[Counting] = Field(default_factory=list)
    competencies: dict[str, CompetencyLevel] = Field(default_factory=dict)
    aliases: list[str] = Field(default_factory=list)
    cites: Citation
    fields_cites: Citation | None = None
    posts_cites: Citation | None = None

    def counts_on(self, day: date) -> bool:
        """Whether its seats count in staffing on a day."""
        return next((part.counts for part in self.counting if part.in_force(day)), self.counts_in_staffing)


class Competency(Frozen):
    """A competency; `cites` is for its name, `level_cites` for the levels that positions ask."""

    code: Name
    group: Filled
    title: Text
    cites: Citation
    level_cites: Citation | None = None


class CommuneSeat(Frozen):
    """A commune with its place on the ground and on the tile map; `since` is the day it began to work as it is now."""

    code: Id
    name: Filled
    kind: Literal["xa", "phuong"]
    former_district: Filled
    merged_from: Filled
    seat: Filled
    area_km2: float = Field(gt=0)
    population: int | None = Field(ge=0)
    border: bool
    lat: float = Field(ge=-90, le=90)
    lon: float = Field(ge=-180, le=180)
    tile_row: int = Field(ge=0)
    tile_column: int = Field(ge=0)
    since: date
    source: Filled


class Synonyms(Frozen):
    """Spellings met in rosters for the levels of one scale or the codes of one list."""

    of: str
    words: dict[str, list[str]]


class Pack(Frozen):
    """A whole policy pack, checked: every reference in it leads somewhere."""

    id: Id
    title: Text
    province: Text | None = None
    documents: list[Document] = Field(default_factory=list)
    clauses: list[Clause] = Field(default_factory=list)
    organs: list[Organ] = Field(default_factory=list)
    tasks: list[Task] = Field(default_factory=list)
    parameters: list[Parameter] = Field(default_factory=list)
    standards: list[Standard] = Field(default_factory=list)
    targets: list[Target] = Field(default_factory=list)
    lists: list[CodeList] = Field(default_factory=list)
    title_groups: list[TitleGroup] = Field(default_factory=list)
    bodies: list[Body] = Field(default_factory=list)
    positions: list[Position] = Field(default_factory=list)
    competencies: list[Competency] = Field(default_factory=list)
    communes: list[CommuneSeat] = Field(default_factory=list)
    synonyms: list[Synonyms] = Field(default_factory=list)


LISTS = tuple(name for name, field in Pack.model_fields.items() if get_origin(field.annotation) is list)
"""The parts of a pack of which there are many."""
