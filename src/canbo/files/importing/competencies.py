"""Assessed levels of the competency framework: what a cell says, and how it goes into what is on record."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from canbo.apps.language import said
from canbo.apps.people.models import CompetencyLevel
from canbo.core.dates import PartialDate
from canbo.core.facts.scales import COMPETENCY
from canbo.core.people.record import Assessed
from canbo.core.text.names import normalise
from canbo.files.importing.fields import assessed_in, competency_field
from canbo.files.importing.job import AssessedAs, Job
from canbo.files.importing.reading.model import CellValue
from canbo.files.importing.reading.words import fold

_HIGHEST = len(COMPETENCY.levels) - 1
_LEVEL = re.compile(
    rf"(?:(?:mức|cấp độ|cấp|bậc|level) ?)?([0-{_HIGHEST}])(?:[.,]0)?(?: ?/ ?{_HIGHEST})?", re.IGNORECASE
)
_WHEN = re.compile(
    r"\((?:ngày )?([^()]*\d[^()]*)\)$|(?:, ?| (?:[-–] )?)(?:ngày )?((?:\d{1,2}[/.-]){0,2}(?:19|20)\d{2})$",
    re.IGNORECASE,
)
_BELOW = frozenset(
    ("chua dat", "duoi muc 1", *(fold(said) for said in (COMPETENCY.level(0).vi, COMPETENCY.level(0).en)))
)


# --- what a cell says ------------------------------------------------------------------------------------------------


def read_competencies(job: Job, cells: Mapping[str, CellValue]) -> None:
    """The cells of columns of competencies: a level, perhaps with the day it was assessed: `3 (15/3/2026)`."""
    for name, cell in cells.items():
        word, day = _parted(normalise(str(cell)))
        level = _level(word)
        if level is None:
            job.problem("bad_competency", name, cell, highest=_HIGHEST)
            continue
        when = job.when(name, day) if day else None
        if when is not None or not day:
            job.draft.assessed[assessed_in(name)] = AssessedAs(level, when)


def _parted(text: str) -> tuple[str, str]:
    """The level and the day behind it."""
    found = _WHEN.search(text)
    return (text[: found.start()].strip(), found[1] or found[2]) if found else (text, "")


def _level(word: str) -> int | None:
    found = _LEVEL.fullmatch(word)
    return int(found[1]) if found else 0 if fold(word) in _BELOW else None


# --- and what is on record -------------------------------------------------------------------------------------------


@dataclass
class Merged:
    """The assessments that would be added, what changes by them, and what is lower than the latest on record."""

    added: list[Assessed] = field(default_factory=list)
    shown: dict[str, tuple[str, str]] = field(default_factory=dict)
    lower: dict[str, tuple[str, str]] = field(default_factory=dict)


def assessments(told: Mapping[str, AssessedAs], on: date) -> tuple[Assessed, ...]:
    """What a row says; without a day, as of the import."""
    return tuple(_dated(code, item, on) for code, item in told.items())


def merge(
    told: Mapping[str, AssessedAs],
    known: Sequence[CompetencyLevel],
    on: date,
    *,
    kept: Collection[str],
    lowered: Collection[str],
) -> Merged:
    """Compare with the latest assessment of each competency; `known` begins with the newest.

    Fields in `kept` stay as they are, those in `lowered` follow the file down. Earlier assessments stay on record.
    """
    merged = Merged()
    for code, item in told.items():
        name, mine = competency_field(code), [row for row in known if row.competency == code]
        if _is_on_record(item, mine):
            continue
        new, latest = _dated(code, item, on), next(iter(mine), None)
        shown = (text_of(latest.level, latest.assessed) if latest else "", text_of(new.level, new.assessed))
        if latest is not None and new.level < latest.level:
            merged.lower[name] = shown
            if name not in lowered:
                continue
        if name not in kept:
            merged.added.append(new)
            merged.shown[name] = shown
    return merged


def _is_on_record(item: AssessedAs, mine: Sequence[CompetencyLevel]) -> bool:
    """Whether a row says nothing new: the latest level, or one of a day that is known at least as exactly."""
    if item.day is None:
        return bool(mine) and mine[0].level == item.level
    return any(row.level == item.level and row.assessed.says(item.day) for row in mine)


def _dated(code: str, item: AssessedAs, on: date) -> Assessed:
    return Assessed(code, item.level, item.day or PartialDate.of(on))


def text_of(level: int, day: PartialDate | None) -> str:
    """A level with its day, in the language of the page."""
    return said(COMPETENCY.level(level)) + (f" ({day.display()})" if day else "")
