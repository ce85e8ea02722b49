"""One row under way: its cells, what was read of them so far, and the problems met."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from canbo.core.dates import PartialDate
from canbo.core.people.record import Held, Rated
from canbo.core.text.dates import DateProblem, parse_partial_date
from canbo.files.importing.mapping import ColumnMap
from canbo.files.importing.meaning import Meaning
from canbo.files.importing.problems import Problem, Severity
from canbo.files.importing.reading.model import CellValue, Row, ShortDate
from canbo.files.importing.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class AssessedAs:
    """The level that a cell gives a competency; without a day it counts from the day of the import."""

    level: int
    day: PartialDate | None = None


@dataclass
class Draft:
    """What a row says. `values` are fields of the official, `assignment` of the main post,
    `assessed` levels by competency.

    `notices` are remarks on what was read: nobody has to answer them.
    """

    row: Row
    shown: dict[str, str] = field(default_factory=dict)
    hidden_id: int | None = None
    version: int | None = None
    values: dict[str, Any] = field(default_factory=dict)
    unit: str | None = None
    positions: list[str] = field(default_factory=list)
    start: PartialDate | None = None
    assignment: dict[str, Any] = field(default_factory=dict)
    held: list[Held] = field(default_factory=list)
    rating: Rated | None = None
    assessed: dict[str, AssessedAs] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)

    @property
    def name(self) -> str:
        return str(self.values.get("full_name") or "")


@dataclass(frozen=True)
class Job:
    """A draft with all that it is read with; `cells` are the row's cells by field."""

    draft: Draft
    cells: Mapping[str, CellValue]
    columns: ColumnMap
    words: Vocabulary
    rating_year: int
    on: date

    def text(self, name: str) -> str:
        value = self.cells.get(name)
        return "" if value is None else str(value)

    def problem(
        self, code: str, name: str, found: object = "", *, severity: Severity = Severity.ERROR,
        meaning: Meaning | None = None, kind: str = "", answers: tuple[str, ...] = (), **values: object,
    ) -> None:  # fmt: skip
        """Note what is wrong with a cell. An answer is remembered for words of `kind`, unless it is the row's own."""
        choices = meaning.choices if meaning else ()
        kept = "" if meaning and meaning.of_row else kind
        made = self._made(code, severity, name, found, values)
        self.draft.problems.append(replace(made, choices=choices, kind=kept, answers=answers))

    def notice(self, code: str, name: str, found: object = "", **values: object) -> None:
        self.draft.notices.append(self._made(code, Severity.LOOK, name, found, values))

    def _made(self, code: str, severity: Severity, name: str, found: object, values: Mapping[str, object]) -> Problem:
        column = self.columns.header_of(name, self.words.pack)
        return Problem(code, severity, self.draft.row.number, column, name, shown(found), values)

    def code_of(self, name: str, kind: str, meaning: Meaning, word: str) -> str | None:
        """The code of a word, or a question."""
        if meaning.code is None:
            self.problem("unknown_word", name, word, meaning=meaning, kind=kind)
        return meaning.code

    def when(self, name: str, cell: object) -> PartialDate | None:
        """The date of a cell; one that is none, or still to come, is a problem."""
        try:
            value = parse_partial_date(cell)
        except DateProblem as problem:
            code = "impossible_date" if problem.reason == "impossible" else "unreadable_date"
            self.problem(code, name, cell)
            return None
        if value is not None and value.earliest > self.on:
            self.problem("future_date", name, cell)
            return None
        return value


def shown(value: object) -> str:
    """A cell as people see it."""
    if isinstance(value, date) and not isinstance(value, ShortDate):
        return f"{value:%d/%m/%Y}"
    return str(value)
