"""Qualifications of a row: levels, degrees with their fields, studies under way, columns of marks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from canbo.apps.language import said
from canbo.core.dates import PartialDate
from canbo.core.facts.scales import QUALIFICATIONS
from canbo.core.people.record import Held
from canbo.core.text.dates import DateProblem, parse_partial_date
from canbo.core.text.names import normalise
from canbo.files.importing.fields import ABOVE, ABOVE_LABELS, ImportField, mark_field
from canbo.files.importing.job import Job
from canbo.files.importing.marks import is_mark, is_no
from canbo.files.importing.meaning import Meaning
from canbo.files.importing.problems import TAKE, Choice, Severity
from canbo.files.importing.reading.model import CellValue
from canbo.files.importing.reading.words import fold

_PARTS = re.compile(r"[\n;+]")
_WHEN = re.compile(r"\(([^()]*\d[^()]*)\)\s*$|(?<![,\s-])[,\s-]+((?:\d{1,2}/)?(?:\d{1,2}/)?(?:19|20)\d{2})\s*$")
_STUDYING = re.compile(
    r"^(đang học|đang theo học|đang đào tạo)(\s+|$)|\s*\((đang học|đang theo học|đang đào tạo)\)$", re.IGNORECASE
)
_MODE = re.compile(
    r"(?<![\s,-])[\s,-]*\(?\b(CQ|TC|VLVH|VHVL|TX|LT|chính quy|tại chức|từ xa|vừa làm vừa học|vừa học vừa làm"
    r"|liên thông)\)?$",
    re.IGNORECASE,
)
_THEORY = re.compile(r"LLCT|lý luận|chính trị", re.IGNORECASE)
_DATE = re.compile(r"\s*(\d{1,2}[/.-]){0,2}(19|20)\d{2}\s*")
_MASTER = QUALIFICATIONS["degree"].rank("master")
_LEVEL_DIGIT = {_MASTER: "8", _MASTER + 1: "9"}
_OPEN = frozenset((ABOVE, "certificate", "basic"))
"""Levels of a column below which a higher one may be written: a certificate of which level."""
_WORDS = 5
"""The most words that a level's name has."""


def read_levels(job: Job, item: ImportField, cell: CellValue) -> None:
    """A level, or several in one cell: `Trung cấp (2015); đang học Cao cấp (3/2027)`; or only when it was taken."""
    is_course = len(QUALIFICATIONS[item.key].levels) == 2
    if is_no(cell) or (is_course and is_mark(cell)):
        job.draft.held.append(Held(item.key, 0 if is_no(cell) else 1))
    elif isinstance(cell, int | float | date) or _DATE.fullmatch(str(cell)):
        _dated(job, item, cell, is_course=is_course)
    else:
        for part in _levels(job, item.key, str(cell)):
            _level(job, item, part)


def _levels(job: Job, kind: str, text: str) -> list[str]:
    """The levels of a cell; a comma parts two where each is one."""
    found: list[str] = []
    for part in filter(None, map(normalise, _PARTS.split(text))):
        pieces = [normalise(piece) for piece in part.split(",")]
        known = all(job.words.rank(kind, _when(piece)[0]) is not None for piece in pieces)
        found += pieces if known else [part]
    return found


def _dated(job: Job, item: ImportField, cell: CellValue, *, is_course: bool) -> None:
    """A course by the day it was taken. Of a scale with more levels a day does not tell which."""
    if not is_course:
        job.problem("unknown_word", item.name, cell, meaning=job.words.level(item.key, str(cell)))
        return
    when = job.when(item.name, cell)
    if when is not None:
        job.draft.held.append(Held(item.key, 1, obtained=when))


def _level(job: Job, item: ImportField, part: str) -> None:
    word, studying, when = _when(part)
    code = job.code_of(item.name, item.key, job.words.level(item.key, word), word)
    if code is not None:
        level = QUALIFICATIONS[item.key].rank(code)
        job.draft.held.append(_held(item.key, level, studying=studying, when=when if level else None))


def _when(part: str) -> tuple[str, bool, PartialDate | None]:
    """The words of a part, whether it is being studied for, and the date that stands at its end."""
    studying = bool(_STUDYING.search(part))
    word = _STUDYING.sub("", part)
    found = _WHEN.search(word)
    if not found:
        return word, studying, None
    try:
        when = parse_partial_date((found.group(1) or found.group(2)).strip())
    except DateProblem:
        return word, studying, None
    return word[: found.start()].strip(), studying, when


def _held(kind: str, level: int, *, studying: bool, when: PartialDate | None) -> Held:
    if studying:
        return Held(kind, level, state="studying", expected=when)
    return Held(kind, level, obtained=when)


# --- degrees ---------------------------------------------------------------------------------------------------------


def read_degree(job: Job, item: ImportField, cell: CellValue) -> None:
    """Degrees with their fields: `Đại học Luật (2010); Thạc sĩ Quản lý công (2019)`."""
    if is_no(cell):
        job.draft.held.append(Held("degree", 0))
        return
    parts = _degrees(job, str(cell))
    for part, beside in zip(parts, _fields_beside(job, parts), strict=True):
        _one_degree(job, item, part, beside)


def _fields_beside(job: Job, parts: list[str]) -> list[str]:
    """The column of fields, for each degree its own; where they do not pair, that is looked at."""
    text = job.text("field")
    found = [text] if len(parts) == 1 else [field for part in _PARTS.split(text) if (field := normalise(part))]
    if len(found) == len(parts):
        return found
    if found:
        job.problem("fields_apart", "field", text, severity=Severity.LOOK)
    return [""] * len(parts)


def read_studying(job: Job, item: ImportField, cell: CellValue) -> None:
    """Studies under way: `thạc sĩ Quản lý công (6/2028); cao cấp LLCT (11/2027)`."""
    for part in _degrees(job, str(cell)):
        _one_degree(job, item, f"đang học {_STUDYING.sub('', part)}", "")


def _one_degree(job: Job, item: ImportField, part: str, beside: str) -> None:
    word, studying, when = _when(part)
    theory = job.words.rank("political_theory", word) if _THEORY.search(word) else None
    level, rest = _split_degree(job, word)
    if theory is not None and (level is None or not job.words.field_of_study(rest).code):
        job.draft.held.append(_held("political_theory", theory, studying=studying, when=when))
    elif level is None:
        _unknown_degree(job, item, word)
    else:
        held = _held("degree", level, studying=studying, when=when)
        name = item.name if rest or not beside else "field"
        job.draft.held.append(_with_field(job, held, rest or beside or _field_within(job, word), name))


def _unknown_degree(job: Job, item: ImportField, word: str) -> None:
    """A degree without its level: which one is asked. Of a field alone, or of "above bachelor", the row tells."""
    scale = QUALIFICATIONS["degree"]
    if fold(word) in ABOVE_LABELS:
        _ask_above(job, item.name, word, "")
        job.draft.held.append(Held("degree", _MASTER))
    elif job.words.field_of_study(word).code:
        levels = tuple(Choice(f"{level.vi} {word}", said(level)) for level in reversed(scale.levels[1:]))
        job.problem("no_level", item.name, word, meaning=Meaning(None, levels, of_row=True))
    else:
        job.problem("unknown_word", item.name, word, meaning=job.words.level("degree", word), kind="degree")


def _ask_above(job: Job, name: str, found: object, written: str) -> None:
    levels = QUALIFICATIONS["degree"].levels[_MASTER:]
    choices = tuple(Choice(f"{level.vi} {written}".strip(), said(level)) for level in levels)
    meaning = Meaning(None, choices, of_row=True)
    job.problem("or_higher", name, found, meaning=meaning, severity=Severity.LOOK, answers=(TAKE,))


def _degrees(job: Job, text: str) -> list[str]:
    """The degrees of a cell; a comma parts two where a level follows it."""
    found: list[str] = []
    for part in _PARTS.split(text):
        pieces = [normalise(piece) for piece in part.split(",") if normalise(piece)]
        for index, piece in enumerate(pieces):
            word = _STUDYING.sub("", piece)
            begins = _split_degree(job, word)[0] is not None or job.words.rank("political_theory", word) is not None
            if index and not begins:
                found[-1] += f", {piece}"
            else:
                found.append(piece)
    return found


def _split_degree(job: Job, text: str) -> tuple[int | None, str]:
    """The level that the first words name, the longest that is known, and the words after it."""
    words = re.sub(r"\.(?=\S)", ". ", text).split()
    for count in range(min(_WORDS, len(words)), 0, -1):
        level = job.words.rank("degree", " ".join(words[:count]))
        if level is not None:
            return level, " ".join(words[count:]).strip(" ,-:")
    return None, ""


def _field_within(job: Job, word: str) -> str:
    """The field that the title of a degree tells by itself: a physician's."""
    return word if job.words.field_of_study(word).code else ""


def _with_field(job: Job, held: Held, written: str, name: str) -> Held:
    """A degree with its field from a column; one that is not recognised stays as written and is asked about."""
    held = replace(held, institution=normalise(job.text("institution"))[:200])
    written = normalise(written)
    mode, text = _MODE.search(written), _MODE.sub("", written).strip(" ()")
    if mode:
        held = replace(held, mode=mode.group(1))
    if not text or held.level == 0:
        return held
    meaning = job.words.field_of_study(text)
    if meaning.code is None:
        job.problem("unknown_field", name, text, meaning=meaning, kind="field_of_study", severity=Severity.LOOK)
    code = meaning.code or ""
    if code and held.level >= _MASTER:
        code = _LEVEL_DIGIT.get(held.level, "7") + code[1:]
    return replace(held, field_code=code, field_text=text[:200])


# --- columns of marks ------------------------------------------------------------------------------------------------


def read_marks(job: Job, marks: Mapping[str, CellValue]) -> None:
    """The cells of columns that stand for one level each, by `kind:level`. Two levels of one kind are a problem."""
    found: dict[str, list[tuple[str, Held]]] = {}
    for name, cell in marks.items():
        kind = name.partition(":")[0]
        held = None if is_no(cell) else _marked(job, name, cell)
        if held is not None:
            found.setdefault(kind, []).append((name, held))
    for kind, several in found.items():
        if len({held.level for _, held in several if held.state == "held"}) > 1:
            scale = QUALIFICATIONS[kind]
            told = ", ".join(said(scale.level(held.level)) for _, held in several)
            job.problem("two_marks", several[1][0], told)
        else:
            job.draft.held += [held for _, held in several]


def _marked(job: Job, name: str, cell: CellValue) -> Held | None:
    """What a cell below a level says: a mark, when it was taken, the level again, or the field of a degree."""
    kind, _, level = name.partition(":")
    rank = QUALIFICATIONS[kind].rank("master" if level == ABOVE else level)
    if is_mark(cell):
        return _completed(job, name, Held(kind, rank), "")
    if isinstance(cell, int | float | date) or _DATE.fullmatch(str(cell)):
        when = job.when(name, cell)
        return _completed(job, name, Held(kind, rank, obtained=when), "") if when else None
    word, studying, when = _when(normalise(str(cell)))
    held = _held(kind, rank, studying=studying, when=when)
    if is_mark(word) or not word:
        return _completed(job, name, held, "")
    again, rest = _split_degree(job, word) if kind == "degree" else (job.words.rank(kind, word), "")
    if kind == "degree" and again is None:
        return _completed(job, name, held, word)
    if again is None or again < rank or (again > rank and level not in _OPEN):
        job.problem("not_a_mark", name, cell)
        return None
    held = replace(held, level=again)
    return _with_field(job, held, rest or job.text("field"), name if rest else "field") if kind == "degree" else held


def _completed(job: Job, name: str, held: Held, written: str) -> Held:
    """A mark of a degree with its field. Below "above bachelor" it is at least a master's: which one is asked."""
    if held.kind != "degree":
        return held
    if name == mark_field("degree", ABOVE):
        _ask_above(job, name, job.cells[name], written)
    return _with_field(job, held, written or job.text("field"), name if written else "field")
