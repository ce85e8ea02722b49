"""The rows below a header: people, and what is none: groups, totals, notes, signatures, a header said again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from canbo.core.text.names import normalise
from canbo.files.importing.reading.header import Header
from canbo.files.importing.reading.model import CellValue, Row, Sheet, Skipped
from canbo.files.importing.reading.words import (
    DITTO,
    HEADING,
    LETTER,
    NOTE,
    OUTER,
    PREFIXED,
    ROMAN,
    RUNNING,
    SIGNATURE,
    TOTAL,
    fold,
    is_short_form,
    text_of,
)

_NUMBERING = re.compile(r"\(?(\d{1,3}|[A-Z]|\d{1,3}\s*=.*)\)?")
_SHOWN = 120
_LONGEST_DITTO = 16
_FEW, _MANY = 2, 3


def read_rows(sheet: Sheet, header: Header, last: int) -> tuple[list[Row], list[Skipped]]:
    """The data rows from below the header to row `last`, and every other row with the reason why it is none."""
    judged = _judge(sheet, header, last)
    rows: list[Row] = []
    skipped: list[Skipped] = []
    groups = _Groups()
    fill = _Filler(sheet, header)
    for number, reason in judged.items():
        cells = sheet.rows[number - 1]
        if reason == "group":
            groups.enter(_heading(cells))
        if reason:
            skipped.append(Skipped(number, reason, _shown(cells)))
        else:
            rows.append(Row(number, fill.values(number), groups.labels, number in sheet.hidden_rows))
    return rows, skipped


def _shown(cells: Sequence[CellValue]) -> str:
    return " | ".join(normalise(str(cell)[:_SHOWN]) for cell in cells if cell is not None)[:_SHOWN]


# --- what a row is ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Line:
    """A row's filled cells, with what speaks for a person: a running number, a birth date, a name, other texts."""

    filled: Mapping[int, CellValue]
    name: str
    left: str
    numbered: bool
    born: bool
    others: int

    @property
    def is_sure(self) -> bool:
        """Surely a person: what looks like a signature or a heading elsewhere in the row does not matter."""
        if not self.name or _is_wording(self.name):
            return bool(self.name) and self.numbered and (self.born or self.others >= _FEW)
        return self.numbered or self.born or self.others >= _FEW


def _line(cells: Sequence[CellValue], header: Header) -> _Line:
    filled = {
        c: cell for c, cell in enumerate(cells) if cell is not None and not (isinstance(cell, str) and cell.isspace())
    }
    name = text_of(filled.get(header.name_column))
    number = filled.get(header.number_column) if header.number_column is not None else None
    texts = (text for c, cell in filled.items() if c <= header.name_column and (text := text_of(cell)))
    aside = {header.number_column, header.name_column, *header.joined}
    return _Line(
        filled,
        name if any(letter.isalpha() for letter in name) else "",
        next(texts, ""),
        isinstance(number, int) or (isinstance(number, str) and bool(RUNNING.fullmatch(number.strip()))),
        any(_is_birth(filled.get(column)) for column in header.birth_columns),
        sum(c not in aside and isinstance(cell, str) for c, cell in filled.items()),
    )


def _is_birth(cell: CellValue) -> bool:
    if isinstance(cell, str):
        return any(letter.isdigit() for letter in cell)
    return isinstance(cell, date) or (isinstance(cell, int) and cell >= 1900)


def _is_wording(text: str) -> bool:
    """Whether a text is a total, a note, a signature or a heading, so no person's name."""
    return bool(TOTAL.match(text.lower()) or NOTE.match(fold(text)) or SIGNATURE.match(fold(text)) or _is_heading(text))


def _is_heading(text: str) -> bool:
    if PREFIXED.fullmatch(text) or HEADING.match(text.lower()):
        return True
    return any(is_short_form(word) for word in re.split(r"[\s\-&,]+", text))


def _judge(sheet: Sheet, header: Header, last: int) -> dict[int, str | None]:
    """For each row why it is no data, None where it is. After the last person, a signature ends the table."""
    wide = _merged_headings(sheet, header)
    found: dict[int, str | None] = {}
    last_sure = header.last
    for number in range(header.last + 1, last + 1):
        line = _line(sheet.rows[number - 1], header)
        found[number] = _reason(line, header, is_wide=number in wide)
        if found[number] is None and line.is_sure:
            last_sure = number
    signed = next((n for n, reason in found.items() if n > last_sure and reason == "signature"), last + 1)
    return {n: "signature" if n >= signed and reason != "blank" else reason for n, reason in found.items()}


def _reason(line: _Line, header: Header, *, is_wide: bool) -> str | None:
    if not line.filled or (line.numbered and line.filled.keys() == {header.number_column}):
        return "blank"
    if _is_numbering(line.filled.values()):
        return "column_numbers"
    if header.repeats(line.filled):
        return "header"
    if line.is_sure:
        return None
    for reason, fits in (
        ("total", TOTAL.match(line.left.lower())),
        ("signature", _is_signed(line)),
        ("note", NOTE.match(fold(line.left)) and len(line.filled) <= _FEW),
        ("group", _is_group(line, header, is_wide=is_wide)),
    ):
        if fits:
            return reason
    return None if line.name or line.numbered or line.born or len(line.filled) >= _MANY else "note"


def _is_signed(line: _Line) -> bool:
    """The words of a signature, and nobody's name or birth date."""
    if line.born or (line.name and not _is_wording(line.name)):
        return False
    return any(SIGNATURE.match(fold(text)) for cell in line.filled.values() if (text := text_of(cell)))


def _is_numbering(cells: Iterable[CellValue]) -> bool:
    """A row such as `A, B, 1, 2, 3`: every cell a number or a letter, and the numbers rise by one."""
    texts = [str(cell)[:20].strip() for cell in cells]
    if len(texts) < 3 or not all(_NUMBERING.fullmatch(text) for text in texts):
        return False
    numbers = [int(text.strip("()")) for text in texts if text.strip("()").isdigit()]
    return len(numbers) >= 2 and all(b - a == 1 for a, b in pairwise(numbers))


# --- groups ----------------------------------------------------------------------------------------------------------


def _is_group(line: _Line, header: Header, *, is_wide: bool) -> bool:
    """A heading among the data: nothing but counts beside it, and a mark before it, a body's name, or a wide cell.

    A text alone in the column of names that is none of these is a person of whom the rest is missing.
    """
    if line.born or any(isinstance(c, str) for k, c in line.filled.items() if k > header.name_column):
        return False
    if is_wide or _mark(line.filled, header):
        return True
    if line.name:
        return _is_heading(line.name)
    return bool(line.left) and not line.numbered


def _mark(filled: Mapping[int, CellValue], header: Header) -> bool:
    """A Roman numeral or a letter before the names."""
    before = (text_of(cell) for column, cell in filled.items() if column < header.name_column)
    return any(ROMAN.fullmatch(text) or LETTER.fullmatch(text) for text in before if text)


def _merged_headings(sheet: Sheet, header: Header) -> frozenset[int]:
    """Rows in which one merged cell reaches over the column of names and beyond."""
    name = header.name_column
    return frozenset(
        r0
        for r0, c0, r1, c1 in sheet.merged
        if r0 == r1 > header.last and c0 <= name < c1 and c1 - name > len(header.joined)
    )


def _heading(cells: Sequence[CellValue]) -> tuple[str, str]:
    """The kind of a heading, by what stands before it, and its words."""
    texts = [text for cell in cells if (text := text_of(cell))]
    marks = [text for text in texts if _kind(text)]
    words = [text for text in texts if not _kind(text)] or texts
    prefixed = PREFIXED.fullmatch(words[0])
    if prefixed:
        return _kind(prefixed[1]) or "digit", prefixed[2]
    if marks:
        return _kind(marks[0]), words[0]
    numbered = any(isinstance(cell, int) for cell in cells[:1])
    if numbered:
        return "digit", words[0]
    return ("outer" if OUTER.match(words[0].lower()) else "inner"), words[0]


def _kind(text: str) -> str:
    if ROMAN.fullmatch(text):
        return "roman"
    return "letter" if LETTER.fullmatch(text) else ""


@dataclass
class _Groups:
    """The headings in force. One of a kind that is open closes it and all below it; else it stands below."""

    _open: list[tuple[str, str]] = field(default_factory=list)

    def enter(self, heading: tuple[str, str]) -> None:
        kinds = [kind for kind, _ in self._open]
        at = kinds.index(heading[0]) if heading[0] in kinds else len(kinds)
        if heading[0] == "outer":
            at = 0
        self._open[at:] = [heading]

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(label for _, label in self._open)


# --- values ----------------------------------------------------------------------------------------------------------


class _Filler:
    """Gives the values of rows, with ditto marks and merged cells replaced by what they stand for.

    A ditto mark means the person above, across a group's heading too; without one it stays as it is.
    """

    def __init__(self, sheet: Sheet, header: Header) -> None:
        self.sheet, self.header = sheet, header
        self.above: dict[int, CellValue] = {}
        self.done: dict[int, dict[int, CellValue]] = {}
        self.covers = {
            (row, c0): r0 for r0, c0, r1, _ in sheet.merged if r0 > header.last for row in range(r0 + 1, r1 + 1)
        }

    def values(self, number: int) -> dict[int, CellValue]:
        found: dict[int, CellValue] = {}
        for column, cell in enumerate(self.sheet.rows[number - 1]):
            value = self._value(number, column, cell)
            if value is not None and not (isinstance(value, str) and not value.strip()):
                found[column] = value
        for column in self.header.joined:
            parts = (found.get(self.header.name_column), found.pop(column, None))
            found[self.header.name_column] = " ".join(str(part) for part in parts if part is not None)
        self.above = self.done[number] = found
        return found

    def _value(self, number: int, column: int, cell: CellValue) -> CellValue:
        if cell is None:
            anchor = self.covers.get((number, column))
            if anchor is None:
                return None
            known = self.done.get(anchor)
            return self.sheet.rows[anchor - 1][column] if known is None else known.get(column)
        if isinstance(cell, str) and len(cell) < _LONGEST_DITTO and cell.strip().lower() in DITTO and self.above:
            return self.above.get(column)
        return cell
