"""The gap matrix: how many people lack what, by commune or by kind of post. Each person counts once a cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import polars as pl

from canbo.core.policy.model import Basis, Standard, Subject
from canbo.core.review.compile import GAP, MET, UNKNOWN
from canbo.core.review.review import Review


class Rows(StrEnum):
    """What a line of the matrix stands for; a person belongs to the line of the main post."""

    UNIT = "unit"
    BODY = "body"
    TITLE_GROUP = "title_group"
    POSITION = "position"


@dataclass(frozen=True)
class Cell:
    """Of those `asked`, how many lack it, and of how many it is not known."""

    lacking: int = 0
    unknown: int = 0
    asked: int = 0

    @property
    def share(self) -> float | None:
        return self.lacking / self.asked if self.asked else None

    def __add__(self, other: Cell) -> Cell:
        return Cell(self.lacking + other.lacking, self.unknown + other.unknown, self.asked + other.asked)


@dataclass(frozen=True)
class Line:
    """One line: a cell per subject, and `people`, in which whoever lacks several things counts once."""

    code: str
    cells: Mapping[Subject, Cell]
    people: Cell

    @cached_property
    def gaps(self) -> int:
        """The gaps of the line: whoever lacks two things counts twice."""
        return sum(cell.lacking for cell in self.cells.values())


@dataclass(frozen=True)
class Matrix:
    """The lines by their code, and the line of all of them, which is their sum."""

    subjects: Sequence[Subject]
    lines: Sequence[Line]
    total: Line


BASES: Mapping[str, frozenset[Basis]] = {
    "tat-ca": frozenset({Basis.LEGAL, Basis.PROGRAMME}),
    "chuan": frozenset({Basis.LEGAL}),
    "chuong-trinh": frozenset({Basis.PROGRAMME}),
    "tham-khao": frozenset({Basis.REFERENCE}),
}
"""Which requirements count, by the word for it in an address."""


def matrix(review: Review, rows: Rows, bases: frozenset[Basis], *, without_studying: bool) -> Matrix:
    """Who lacks what among the requirements of these bases; competencies are not part of it.

    With `without_studying`, a gap that a study under way will close in time is not counted.
    """
    wanted = _wanted(review, bases)
    subjects = [subject for subject in Subject if any(s.subject is subject for s in wanted)]
    people = _people(_findings(review, wanted, without_studying=without_studying), rows, subjects, wanted)
    lines = [_line(row, subjects) for row in _counted(people, subjects).iter_rows(named=True)]
    return Matrix(subjects, lines, _sum(lines, subjects))


def who_lacks(review: Review, subject: Subject | None, bases: frozenset[Basis], *, without_studying: bool) -> set[int]:
    """The officials behind the cells of a subject; without one, whoever lacks anything."""
    wanted = _wanted(review, bases, subject)
    subjects = list(dict.fromkeys(standard.subject for standard in wanted))
    people = _people(_findings(review, wanted, without_studying=without_studying), Rows.UNIT, subjects, wanted)
    return set(people.filter(pl.col("all") == GAP)["official_id"])


def _wanted(review: Review, bases: frozenset[Basis], subject: Subject | None = None) -> list[Standard]:
    """The standards of these bases, of one subject or of all but the competencies."""
    found = [standard for standard in review.pack.standards if standard.basis in bases]
    return [s for s in found if (s.subject is subject if subject else s.subject is not Subject.COMPETENCY)]


def _findings(review: Review, wanted: list[Standard], *, without_studying: bool) -> pl.DataFrame:
    """The findings, a row per assignment, with the title group."""
    found = review.findings.with_columns(review.officials["title_group"]).join(
        review.people, on="official_id", how="semi", maintain_order="left"
    )
    if not without_studying or not wanted:
        return found
    later = review.after_studies.select(
        "assignment_id", *(pl.col(standard.id).alias(f"later:{standard.id}") for standard in wanted)
    )
    closed = [
        pl.when((pl.col(s.id) == GAP) & (pl.col(f"later:{s.id}") == MET))
        .then(pl.lit(MET, pl.Int8))
        .otherwise(pl.col(s.id))
        .alias(s.id)
        for s in wanted
    ]
    return found.join(later, on="assignment_id", how="left", maintain_order="left").with_columns(closed)


def _people(found: pl.DataFrame, rows: Rows, subjects: list[Subject], wanted: list[Standard]) -> pl.DataFrame:
    """A row per official: the line, and the worst answer of each subject over all posts."""
    worst = [
        pl.min_horizontal(*(s.id for s in wanted if s.subject is subject)).alias(subject.value) for subject in subjects
    ]
    people = (
        found.select("official_id", "is_main", pl.col(rows.value).alias("line"), *worst)
        .sort("is_main", descending=True)
        .group_by("official_id", maintain_order=True)
        .agg(pl.col("line").first(), *(pl.col(subject.value).min() for subject in subjects))
    )
    return people.with_columns(pl.min_horizontal(*(s.value for s in subjects)).alias("all") if subjects else _NOTHING)


_NOTHING = pl.lit(None, pl.Int8).alias("all")


def _counted(people: pl.DataFrame, subjects: list[Subject]) -> pl.DataFrame:
    columns = [*(subject.value for subject in subjects), "all"]
    counts = [
        count
        for name in columns
        for count in (
            (pl.col(name) == GAP).sum().alias(f"{name}:lacking"),
            (pl.col(name) == UNKNOWN).sum().alias(f"{name}:unknown"),
            pl.col(name).count().alias(f"{name}:asked"),
        )
    ]
    return people.group_by(pl.col("line").fill_null("")).agg(counts).sort("line")


def _line(row: dict[str, int | str], subjects: list[Subject]) -> Line:
    def cell(name: str) -> Cell:
        return Cell(*(int(row[f"{name}:{part}"]) for part in ("lacking", "unknown", "asked")))

    return Line(str(row["line"]), {subject: cell(subject.value) for subject in subjects}, cell("all"))


def _sum(lines: list[Line], subjects: list[Subject]) -> Line:
    cells = {subject: sum((line.cells[subject] for line in lines), Cell()) for subject in subjects}
    return Line("", cells, sum((line.people for line in lines), Cell()))
