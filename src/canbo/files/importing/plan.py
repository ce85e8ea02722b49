"""What a row comes to, and the answers that people gave about it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from canbo.apps.people.queries import State
from canbo.core.people.record import OfficialChange, OfficialRecord
from canbo.core.policy.model import Pack
from canbo.files.importing.draft import Draft
from canbo.files.importing.fields import FIELDS, assessed_in, column_titles, competency_title
from canbo.files.importing.problems import LATER, OTHER, SKIP, Problem, Severity, question


class Kind(StrEnum):
    """What a row comes to. Every row is exactly one of these, so the counters add up."""

    ERROR = "error"
    LOOK = "look"
    UPDATE = "update"
    NEW = "new"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    DONE = "done"


@dataclass(frozen=True)
class RowPlan:
    """One row: what it comes to, its problems, and what would be written: a `record` or a `change`.

    `answered` are the questions that people have answered; `into` is the row of the same person it goes into.
    """

    draft: Draft
    kind: Kind
    problems: tuple[Problem, ...] = ()
    answered: tuple[Problem, ...] = ()
    record: OfficialRecord | None = None
    change: OfficialChange | None = None
    shown: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    official_id: int | None = None
    into: int | None = None

    @property
    def is_ready(self) -> bool:
        return self.kind in (Kind.NEW, Kind.UPDATE)

    @property
    def digest(self) -> str:
        """What would be written, in short: two plans with one digest write the same upon the same version."""
        return digest_of(self.record, self.change)


def digest_of(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def kind_of(problems: Sequence[Problem], otherwise: Kind) -> Kind:
    """An open error first, then an open question, then what the row would do."""
    if any(problem.severity is Severity.ERROR for problem in problems):
        return Kind.ERROR
    return Kind.LOOK if problems else otherwise


@dataclass(frozen=True)
class Decisions:
    """What people answered, by question. An answer that the question does not offer is none."""

    given: Mapping[str, str]

    def answer(self, problem: Problem | None) -> str:
        said = self.given.get(problem.key, "") if problem is not None else ""
        return said if problem is not None and said in problem.allowed else ""

    def is_later(self, problem: Problem) -> bool:
        return self.given.get(problem.key) == LATER

    def parted(self, problems: Sequence[Problem]) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
        """The problems that are still open, and those that were answered."""
        still_open = tuple(problem for problem in problems if not self.answer(problem))
        return still_open, tuple(problem for problem in problems if self.answer(problem))

    def is_dropped(self, row: int) -> bool:
        return self.given.get(row_key(row)) == SKIP

    def identity(self, draft: Draft, state: State) -> str:
        """Whether people said that a row is about an official: the same, another, or nothing yet."""
        row, pk = draft.row.number, state.official.pk
        said = self.given.get(question(row, identity_of(pk)), "")
        if not said and state.main is not None:
            asked = question(row, elsewhere(pk, state.main.unit.code, str(draft.unit)))
            return OTHER if self.given.get(asked) == OTHER else ""
        return said


def row_key(row: int) -> str:
    """The question whether a row is to be taken at all."""
    return question(row, "row")


def identity_of(official_id: int) -> str:
    """The question whether a row is about an official, however it came up."""
    return f"identity:{official_id}"


def elsewhere(official_id: int, held: str, wanted: str) -> str:
    """The question whether an official moves from one commune to another."""
    return f"elsewhere:{official_id}:{held}:{wanted}"


def made_problem(
    code: str,
    draft: Draft,
    name: str,
    found: object = "",
    *,
    severity: Severity = Severity.ERROR,
    ask: str = "",
    answers: tuple[str, ...] = (),
    title: str = "",
    **values: object,
) -> Problem:
    """A problem of a row as a whole. `title` is for fields that only a pack can name."""
    column = title or title_of(name)
    return Problem(code, severity, draft.row.number, column, name, str(found), values, ask=ask, answers=answers)


def title_of(name: str, pack: Pack | None = None) -> str:
    """The title of a field in the language of the page; that of a column of marks or a competency needs the pack."""
    if name in FIELDS:
        return FIELDS[name].title
    if pack is None:
        return name
    assessed = (item for item in pack.competencies if item.code == assessed_in(name))
    return next(map(competency_title, assessed), "") or column_titles(pack).get(name, name)
