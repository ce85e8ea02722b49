"""One row of a roster as values: what it says about an official, and every problem of its cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from canbo.files.importing import cells, learning
from canbo.files.importing.competencies import read_competencies
from canbo.files.importing.fields import FIELDS, ImportField, assessed_in
from canbo.files.importing.job import Draft, Job, shown
from canbo.files.importing.mapping import ColumnMap
from canbo.files.importing.marks import is_mark
from canbo.files.importing.posts import read_place, read_positions
from canbo.files.importing.problems import Severity
from canbo.files.importing.reading.model import CellValue, Row
from canbo.files.importing.vocabulary import Vocabulary

__all__ = ["Draft", "Reader", "rating_year"]

_EXCEL_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"})
_LONGEST = 600
"""Longer texts are cut before anything looks at them; no value of a roster is."""
_YEAR = re.compile(r"(19|20)\d{2}")
_OTHER_SEX = {"female": "male", "male": "female"}


@dataclass(frozen=True)
class Reader:
    """What rows are read with: the column map, the words, the corrections made on the page, and the file's own unit.

    `rating_year` is the year of the rating column; `on` the day of the import.
    """

    columns: ColumnMap
    words: Vocabulary
    corrections: Mapping[str, str]
    unit: str | None
    rating_year: int
    on: date

    def read(self, row: Row) -> Draft:
        """Every value of a row, and every problem at once. Positions come last: what was studied tells them apart."""
        draft = Draft(row)
        values = self._values(row)
        known = {name: value for name, value in values.items() if not _is_error(value)}
        job = Job(draft, known, self.columns, self.words, self.rating_year, self.on)
        draft.shown = {name: shown(value) for name, value in known.items()}
        for name in (name for name in values if name not in known):
            job.problem("cell_error", name, values[name])
        for name in (name for name, value in known.items() if isinstance(value, str) and len(value) == _LONGEST):
            job.problem("too_long", name, f"{str(known[name])[:60]}…", severity=Severity.LOOK, longest=_LONGEST)
        read_place(job, self.unit)
        for name, cell in known.items():
            if name in FIELDS:
                _READERS[FIELDS[name].kind](job, FIELDS[name], cell)
        more = {name: cell for name, cell in known.items() if ":" in name}
        read_competencies(job, {name: cell for name, cell in more.items() if assessed_in(name)})
        learning.read_marks(job, {name: cell for name, cell in more.items() if not assessed_in(name)})
        read_positions(job)
        self._whole(job)
        return draft

    def _values(self, row: Row) -> dict[str, CellValue]:
        """The row's cells by field, with corrections put in."""
        found: dict[str, CellValue] = {}
        for index, name in self.columns.by_index.items():
            value = row.values.get(index)
            if value is not None and value != "":
                found[name] = f"{found[name]};\n{value}" if name in found else value
        for key, value in self.corrections.items():
            number, name = key.split(":", 1)
            if int(number) == row.number:
                found[name] = value
        return {name: _cut(value) for name, value in found.items() if value is not None and value != ""}

    def _whole(self, job: Job) -> None:
        draft = job.draft
        asked = {problem.field_name for problem in draft.problems}
        if not draft.name:
            job.problem("missing_name", "full_name")
        told = draft.hidden_id is not None or draft.values.get("birth") or draft.values.get("national_id")
        if not told and not any(name.startswith(("birth", "national")) for name in asked):
            job.problem("missing_identity", "birth")
        if not draft.positions and "position" not in asked:
            job.problem("missing_position", "position")
        self._unmarked_sex(job, asked)

    def _unmarked_sex(self, job: Job, asked: set[str]) -> None:
        """Where the women of a file are marked, who is not marked is a man; and the other way round."""
        if "sex" in job.draft.values:
            return
        marked = [
            item.field for item in self.columns.columns
            if item.field in _OTHER_SEX and any(is_mark(sample) for sample in item.column.samples)
        ]  # fmt: skip
        if len(marked) == 1 and marked[0] not in job.cells and marked[0] not in asked:
            job.draft.values["sex"] = _OTHER_SEX[marked[0]]


_READERS: Mapping[str, Callable[[Job, ImportField, CellValue], None]] = {
    "id": cells.read_id,
    "name": cells.read_name,
    "text": cells.read_text,
    "note": cells.read_note,
    "date": cells.read_date,
    "split_birth": cells.read_split_birth,
    "sex_mark": cells.read_sex_mark,
    "yes": cells.read_yes,
    "national_id": cells.read_national_id,
    "decimal": cells.read_decimal,
    "step": cells.read_step,
    "grade": cells.read_grade,
    "school": cells.read_school,
    "code": cells.read_code,
    "religion": cells.read_religion,
    "native": cells.read_native,
    "levels": learning.read_levels,
    "degree": learning.read_degree,
    "studying": learning.read_studying,
    "rating": cells.read_rating,
    "commune": cells.ignore,
    "body": cells.ignore,
    "positions": cells.ignore,
    "field_of_study": cells.ignore,
    "institution": cells.ignore,
    "ignored": cells.ignore,
}
"""How the cells of each kind of field are read; what is ignored here is read with another cell."""


def _cut(value: CellValue) -> CellValue:
    return value[:_LONGEST] if isinstance(value, str) else value


def _is_error(value: CellValue) -> bool:
    return isinstance(value, str) and value.strip() in _EXCEL_ERRORS


def rating_year(header: str, on: date) -> int:
    """The year a rating column is about: the one its header names, else last year."""
    found = _YEAR.search(header)
    return int(found.group()) if found else on.year - 1
