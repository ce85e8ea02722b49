"""One row of a roster as values: what it says about an official, and every problem of its cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from canbo.core.dates import PartialDate
from canbo.core.facts.scales import QUALIFICATIONS, RATING
from canbo.core.people.record import Held, Rated
from canbo.core.text.dates import DateProblem, parse_partial_date
from canbo.core.text.names import normalise, tidy_name
from canbo.core.text.numbers import NationalIdProblem, parse_decimal, parse_national_id
from canbo.files.importing.fields import FIELDS, ImportField
from canbo.files.importing.mapping import ColumnMap
from canbo.files.importing.problems import Problem, Severity
from canbo.files.importing.reading.model import CellValue, Row
from canbo.files.importing.reading.table import fold
from canbo.files.importing.vocabulary import Meaning, Vocabulary

_MARKS = frozenset({"x", "×", "✓", "v", "1", "có"})
_EXCEL_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"})
_PARTS = re.compile(r"[\n;+]")
_WHEN = re.compile(r"\(([^()]*\d[^()]*)\)\s*$|[,\s-]+((?:\d{1,2}/)?(?:\d{1,2}/)?(?:19|20)\d{2})\s*$")
_STUDYING = re.compile(r"^(đang học|đang theo học)\s+", re.IGNORECASE)
_THEORY = re.compile(r"LLCT|lý luận|chính trị", re.IGNORECASE)
_YEAR = re.compile(r"(19|20)\d{2}")


@dataclass
class Draft:
    """What a row says. `values` are fields of the official; `kinds` the kinds of qualification the row speaks of."""

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
    problems: list[Problem] = field(default_factory=list)

    @property
    def name(self) -> str:
        return str(self.values.get("full_name") or "")


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
        """Every value of a row, and every problem at once."""
        draft = Draft(row)
        cells = self._cells(row, draft)
        self._body_and_unit(cells, draft)
        marks: dict[str, list[str]] = {}
        for name, cell in cells.items():
            if ":" in name:
                kind, level = name.split(":")
                if fold(str(cell)) in _MARKS or str(cell).strip() in _MARKS:
                    marks.setdefault(kind, []).append(level)
            elif name in FIELDS and name not in ("unit", "body", "field", "institution"):
                self._one(FIELDS[name], cell, draft, cells)
        self._from_marks(marks, cells, draft)
        self._whole(draft)
        return draft

    def _cells(self, row: Row, draft: Draft) -> dict[str, CellValue]:
        """The row's cells by field, with corrections put in; a cell that shows an Excel error is a problem."""
        found: dict[str, CellValue] = {}
        for index, name in self.columns.by_index.items():
            value: CellValue = self.corrections.get(f"{row.number}:{name}", row.values.get(index))
            if isinstance(value, str) and value.strip() in _EXCEL_ERRORS:
                self._problem(draft, "cell_error", name, value)
            elif value is not None and value != "" and name != "ignored":
                found[name] = value
                draft.shown[name] = _shown(value)
        for key, value in self.corrections.items():
            number, name = key.split(":", 1)
            if int(number) == row.number and name not in found and value:
                found[name] = value
                draft.shown[name] = value
        return found

    def _problem(self, draft: Draft, code: str, name: str, found: object = "", **more: Any) -> None:
        severity = more.pop("severity", Severity.ERROR)
        choices, kind = more.pop("choices", ()), more.pop("kind", "")
        column = self.columns.header_of(name)
        draft.problems.append(Problem(code, severity, draft.row.number, column, name, str(found), more, choices, kind))

    # --- where: commune and body -----------------------------------------------------------------------------------

    def _body_and_unit(self, cells: Mapping[str, CellValue], draft: Draft) -> None:
        body = self.words.body(str(cells["body"])) if "body" in cells else None
        for group in reversed(draft.row.groups):
            body = body or self.words.body(group)
        draft.assignment["body"] = body
        written = str(cells["unit"]) if "unit" in cells else ""
        unit = self.words.commune(written) if written else None
        for group in reversed(draft.row.groups):
            unit = unit or (None if written else self.words.commune(group))
        draft.unit = unit or (None if written else self.unit)
        if draft.unit is None:
            code = "unknown_word" if written else "missing_unit"
            self._problem(draft, code, "unit", written)

    # --- one cell --------------------------------------------------------------------------------------------------

    def _one(self, item: ImportField, cell: CellValue, draft: Draft, cells: Mapping[str, CellValue]) -> None:
        _READERS[item.kind](self, item, cell, draft, cells)

    def _id(self, item: ImportField, cell: CellValue, draft: Draft, _: Any) -> None:
        text = str(cell).strip()
        if text.isdigit():
            setattr(draft, "hidden_id" if item.name == "id" else "version", int(text))

    def _name(self, item: ImportField, cell: CellValue, draft: Draft, _: Any) -> None:
        """Every syllable of a name begins with a capital, which old fonts could not always write."""
        words = tidy_name(str(cell)).split()
        draft.values["full_name"] = " ".join(word[:1].upper() + word[1:] for word in words)

    def _text(self, item: ImportField, cell: CellValue, draft: Draft, _: Any) -> None:
        text = normalise(str(cell))
        if item.key in ("grade", "salary_step"):
            draft.assignment[item.key] = text[:20]
        else:
            draft.values[item.key] = text[:200]

    def _date(self, item: ImportField, cell: CellValue, draft: Draft, _: Any) -> None:
        value = self._read_date(item.name, cell, draft)
        if value is None:
            return
        if item.key == "start":
            draft.start = value
        elif item.key == "birth":
            self._birth(item.name, value, cell, draft)
        else:
            draft.values[item.key] = value
            if item.key == "party_joined":
                draft.values["party_member"] = True

    def _read_date(self, name: str, cell: CellValue, draft: Draft) -> PartialDate | None:
        try:
            value = parse_partial_date(cell)
        except DateProblem as problem:
            code = "impossible_date" if problem.reason == "impossible" else "unreadable_date"
            self._problem(draft, code, name, _shown(cell))
            return None
        if value is not None and value.earliest > self.on:
            self._problem(draft, "future_date", name, _shown(cell))
            return None
        return value

    def _birth(self, name: str, value: PartialDate, cell: CellValue, draft: Draft) -> None:
        age = self.on.year - value.year
        if not _WORKING[0] <= age <= _WORKING[1]:
            self._problem(draft, "odd_age", name, _shown(cell), age=age, severity=Severity.LOOK)
        draft.values["birth"] = value

    def _split_birth(self, item: ImportField, cell: CellValue, draft: Draft, cells: Mapping[str, CellValue]) -> None:
        if "birth_male" in cells and "birth_female" in cells:
            if item.key == "male":
                self._problem(draft, "two_births", item.name, f"{cells['birth_male']} | {cells['birth_female']}")
            return
        value = self._read_date(item.name, cell, draft)
        if value is not None:
            self._birth(item.name, value, cell, draft)
            draft.values["sex"] = item.key

    def _sex_mark(self, item: ImportField, cell: CellValue, draft: Draft, cells: Mapping[str, CellValue]) -> None:
        if fold(str(cell)) in _MARKS:
            draft.values["sex"] = item.key

    def _yes(self, item: ImportField, cell: CellValue, draft: Draft, _: Any) -> None:
        word = fold(str(cell))
        if word in _MARKS | {"co", "dang vien", "chinh thuc", "du bi"}:
            draft.values[item.key] = True
        elif word in {"khong", "chua", "0"}:
            draft.values[item.key] = False
        else:
            self._problem(draft, "unknown_word", item.name, cell)

    def _national_id(self, item: ImportField, cell: CellValue, draft: Draft, _: Any) -> None:
        try:
            read = parse_national_id(cell)
        except NationalIdProblem as problem:
            old = problem.reason == "old_card"
            self._problem(draft, "old_national_id" if old else "bad_national_id", item.name, _shown(cell))
            return
        if read is not None:
            digits, restored = read
            draft.values["national_id"] = digits
            if restored:
                self._problem(draft, "restored_zero", item.name, digits, severity=Severity.LOOK)

    def _decimal(self, item: ImportField, cell: CellValue, draft: Draft, _: Any) -> None:
        value = parse_decimal(cell)
        if value is None:
            self._problem(draft, "bad_number", item.name, cell)
        else:
            draft.assignment[item.key] = value

    def _code(self, item: ImportField, cell: CellValue, draft: Draft, _: Any) -> None:
        list_id = {"sex": "sexes", "ethnic_group": "ethnic_groups", "category": "categories"}[item.key]
        code = self._meaning(item.name, list_id, self.words.code(list_id, str(cell)), str(cell), draft)
        if code is not None:
            (draft.assignment if item.key == "category" else draft.values)[item.key] = code

    def _commune(self, item: ImportField, cell: CellValue, draft: Draft, _: Any) -> None:
        """A native place outside the province's communes is kept as text."""
        code = self.words.commune(str(cell))
        draft.values["native_unit"] = code
        draft.values["native_place"] = "" if code else normalise(str(cell))[:200]

    def _meaning(self, name: str, kind: str, meaning: Meaning, word: str, draft: Draft) -> str | None:
        if meaning.code is None:
            self._problem(draft, "unknown_word", name, word, choices=meaning.choices, kind=kind)
        return meaning.code or None

    # --- positions -------------------------------------------------------------------------------------------------

    def _positions(self, item: ImportField, cell: CellValue, draft: Draft, _: Any) -> None:
        """The positions of a cell, the main one first. A body written beside decides between equal titles."""
        body = draft.assignment.get("body")
        for part in _PARTS.split(str(cell)):
            word = normalise(part)
            if not word:
                continue
            meaning = self.words.position(word, body)
            if meaning.code:
                draft.positions.append(meaning.code)
            elif meaning.code is None:
                kind = f"position@{body}" if body else "position"
                self._problem(draft, "unknown_position", "position", word, choices=meaning.choices, kind=kind)

    # --- qualifications --------------------------------------------------------------------------------------------

    def _levels(self, item: ImportField, cell: CellValue, draft: Draft, _: Any) -> None:
        """A level, or several in one cell: `Trung cấp (2015); đang học Cao cấp (3/2027)`; or only when it was taken."""
        scale = QUALIFICATIONS[item.key]
        if isinstance(cell, int | float | date | datetime) or _is_date(str(cell)):
            when = self._read_date(item.name, cell, draft) if str(cell) not in ("0", "1") else None
            level = 0 if str(cell) == "0" else 1
            draft.held.append(Held(item.key, min(level, len(scale.levels) - 1), obtained=when))
            return
        for part in _PARTS.split(str(cell)):
            if normalise(part):
                self._level(item, normalise(part), draft)

    def _level(self, item: ImportField, part: str, draft: Draft) -> None:
        word, studying, when = self._when(item.name, part, draft)
        code = self._meaning(item.name, item.key, self.words.level(item.key, word), word, draft)
        if code is None:
            return
        level = QUALIFICATIONS[item.key].rank(code)
        draft.held.append(_held(item.key, level, studying=studying, when=when if level else None))

    def _when(self, name: str, part: str, draft: Draft) -> tuple[str, bool, PartialDate | None]:
        """The words of a part, whether it is being studied for, and the date that stands at its end."""
        studying = bool(_STUDYING.match(part))
        word = _STUDYING.sub("", part)
        found = _WHEN.search(word)
        if not found:
            return word, studying, None
        try:
            when = parse_partial_date((found.group(1) or found.group(2)).strip())
        except DateProblem:
            return word, studying, None
        return word[: found.start()].strip(), studying, when

    def _degree(self, item: ImportField, cell: CellValue, draft: Draft, cells: Mapping[str, CellValue]) -> None:
        """Degrees with their fields: `Đại học Luật (2010); Thạc sĩ Quản lý công (2019)`."""
        parts = [normalise(part) for part in _PARTS.split(str(cell)) if normalise(part)]
        for part in parts:
            word, studying, when = self._when(item.name, part, draft)
            level, rest = self._split_degree(word)
            if level is None:
                meaning = self.words.level("degree", word)
                self._problem(draft, "unknown_word", item.name, word, choices=meaning.choices, kind="degree")
                continue
            written = rest or (str(cells.get("field") or "") if len(parts) == 1 else "")
            held = self._with_field(_held("degree", level, studying=studying, when=when), written, cells, draft)
            draft.held.append(held)

    def _studying(self, item: ImportField, cell: CellValue, draft: Draft, cells: Mapping[str, CellValue]) -> None:
        """Studies under way: `thạc sĩ Quản lý công (6/2028); cao cấp LLCT (11/2027)`."""
        for part in _PARTS.split(str(cell)):
            word, _, when = self._when(item.name, normalise(part), draft)
            if not word:
                continue
            theory = self.words.level("political_theory", word).code if _THEORY.search(word) else None
            if theory is not None:
                level = QUALIFICATIONS["political_theory"].rank(theory)
                draft.held.append(_held("political_theory", level, studying=True, when=when))
                continue
            degree, rest = self._split_degree(word)
            if degree is None:
                meaning = self.words.level("degree", word)
                self._problem(draft, "unknown_word", item.name, word, choices=meaning.choices, kind="degree")
            else:
                held = _held("degree", degree, studying=True, when=when)
                draft.held.append(self._with_field(held, rest, {}, draft))

    def _split_degree(self, text: str) -> tuple[int | None, str]:
        """The level that the first words name, the longest that is known, and the words after it."""
        words = text.replace(".", ". ").split()
        for count in range(min(5, len(words)), 0, -1):
            code = self.words.level("degree", " ".join(words[:count])).code
            if code is not None:
                return QUALIFICATIONS["degree"].rank(code), " ".join(words[count:]).strip(" ,-")
        return None, ""

    def _with_field(self, held: Held, written: str, cells: Mapping[str, CellValue], draft: Draft) -> Held:
        """A degree with its field; a field that is not recognised stays as written and is asked about."""
        held = replace(held, institution=normalise(str(cells.get("institution") or ""))[:200])
        text = normalise(written)
        if not text or held.level == 0:
            return held
        meaning = self.words.field_of_study(text)
        if meaning.code is None:
            self._problem(
                draft, "unknown_field", "field" if "field" in cells else "degree", text,
                choices=meaning.choices, kind="field_of_study", severity=Severity.LOOK,
            )  # fmt: skip
        code = meaning.code or ""
        if code and held.level >= _MASTER:
            code = _LEVEL_DIGIT.get(held.level, "7") + code[1:]
        return replace(held, field_code=code, field_text=text[:200])

    def _from_marks(self, marks: Mapping[str, list[str]], cells: Mapping[str, CellValue], draft: Draft) -> None:
        for kind, levels in marks.items():
            if len(levels) > 1:
                shown = ", ".join(QUALIFICATIONS[kind].level(QUALIFICATIONS[kind].rank(code)).vi for code in levels)
                self._problem(draft, "two_marks", f"{kind}:{levels[1]}", shown)
                continue
            held = Held(kind, QUALIFICATIONS[kind].rank(levels[0]))
            if kind == "degree":
                held = self._with_field(held, str(cells.get("field") or ""), cells, draft)
            draft.held.append(held)

    def _field_alone(self, item: ImportField, cell: CellValue, draft: Draft, _: Any) -> None:
        """Read together with the degree."""

    def _rating(self, item: ImportField, cell: CellValue, draft: Draft, _: Any) -> None:
        code = self._meaning(item.name, "rating", self.words.level("rating", str(cell)), str(cell), draft)
        if code == "exempt":
            draft.rating = Rated(self.rating_year, exempt=True)
        elif code is not None:
            draft.rating = Rated(self.rating_year, RATING.rank(code))

    def _ignored(self, item: ImportField, cell: CellValue, draft: Draft, _: Any) -> None:
        """A column such as the running number."""

    # --- the row as a whole ----------------------------------------------------------------------------------------

    def _whole(self, draft: Draft) -> None:
        if not draft.name:
            self._problem(draft, "missing_name", "full_name")
        told = draft.hidden_id is not None or draft.values.get("birth") or draft.values.get("national_id")
        if not told and not any(problem.field_name.startswith(("birth", "national")) for problem in draft.problems):
            self._problem(draft, "missing_identity", "birth")
        if not draft.positions and not any(problem.field_name == "position" for problem in draft.problems):
            self._problem(draft, "missing_position", "position")


_WORKING = (18, 66)
"""Ages outside which a birth date is looked at: a slip of the pen, not a rule of law."""

_MASTER = QUALIFICATIONS["degree"].rank("master")
_LEVEL_DIGIT = {_MASTER: "8", _MASTER + 1: "9"}

_READERS: Mapping[str, Callable[[Reader, ImportField, CellValue, Draft, Mapping[str, CellValue]], None]] = {
    "id": Reader._id,
    "name": Reader._name,
    "text": Reader._text,
    "date": Reader._date,
    "split_birth": Reader._split_birth,
    "sex_mark": Reader._sex_mark,
    "yes": Reader._yes,
    "national_id": Reader._national_id,
    "decimal": Reader._decimal,
    "code": Reader._code,
    "commune": Reader._commune,
    "positions": Reader._positions,
    "levels": Reader._levels,
    "degree": Reader._degree,
    "field_of_study": Reader._field_alone,
    "studying": Reader._studying,
    "rating": Reader._rating,
    "ignored": Reader._ignored,
}


def _held(kind: str, level: int, *, studying: bool, when: PartialDate | None) -> Held:
    if studying:
        return Held(kind, level, state="studying", expected=when)
    return Held(kind, level, obtained=when)


def _is_date(text: str) -> bool:
    return bool(re.fullmatch(r"\s*(\d{1,2}[/.-]){0,2}(19|20)\d{2}\s*", text))


def _shown(value: object) -> str:
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y}"
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


def rating_year(header: str, on: date) -> int:
    """The year a rating column is about: the one its header names, else last year."""
    found = _YEAR.search(header)
    return int(found.group()) if found else on.year - 1
