"""The rules of a policy pack, and the whole of it, as frozen values.

What the pack asks stands here as data that code only evaluates; each part that carries a rule cites the
document it comes from and says how sure that is.
"""

from __future__ import annotations

import math
from datetime import date
from enum import StrEnum
from typing import get_origin

from pydantic import Field, model_validator

from canbo.core.facts.columns import Grain
from canbo.core.policy.catalogue import (
    Body,
    CodeList,
    CommuneSeat,
    Competency,
    Organ,
    Position,
    Synonyms,
    TitleGroup,
)
from canbo.core.policy.cited import Citation, Clause, Dated, Document, Id, Replacing, Text
from canbo.core.policy.conditions import Condition, Frozen, Scalar, Several, tests_in


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
    """Legal: the law or the title standard asks it. Programme: the resolution wants it by a date.

    Reference: another place asks it, or nobody has confirmed it; it is shown, and neither makes anybody fall below a
    standard nor counts among the standards of a title.
    """

    LEGAL = "legal"
    REFERENCE = "reference"
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

    @property
    def asks_title_standards(self) -> bool:
        return any(test.fact == "meets_title_standards" for test in tests_in(self.measure))


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
