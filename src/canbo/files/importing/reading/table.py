"""Find the roster in a sheet: its merged header levels, its data rows, and what is neither."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from canbo.core.text.names import normalise, search_key
from canbo.files.importing.reading.model import CellValue, Column, Row, Sheet, Skipped, Table, Workbook

_NAME = re.compile(r"^(ho va ten( khai sinh)?|ho ten|ho va ten can bo.*|ho, ten|ten can bo|full name)$")
_WORDS = """
stt|tt|so thu tu|ho va ten|ho ten|ngay sinh|ngay thang nam sinh|nam sinh|nam|nu|gioi tinh|dan toc|ton giao|que quan
chuc vu|chuc danh|vi tri viec lam|don vi|co quan|trinh do|chuyen mon|chuyen nganh|ly luan chinh tri|llct|chinh tri
tin hoc|ngoai ngu|qlnn|quan ly nha nuoc|ngay vao dang|dang vien|ghi chu|he so luong|bac luong|phu cap|xa phuong
so dinh danh|so cccd|cccd|ngach|xep loai
"""
_LABELS = frozenset(re.split(r"[|\n]", _WORDS.strip()))
_LOOK_AT = 40
_MAX_LEVELS = 4
_NUMBERING = re.compile(r"^\(?(\d{1,3}|[A-Z]|\d{1,3}\s*=.*)\)?$")
_ROMAN = re.compile(r"^(?=[IVX])(X{0,3})(IX|IV|V?I{0,3})[.)]?$")
_LETTER = re.compile(r"^[A-ZĐ][.)]?$")
_DITTO = frozenset({"nt", "-nt-", "- nt -", '"', "''", "”", "“", "như trên", "//", "-//-"})
_TOTAL = re.compile(r"^(tổng cộng|tổng số|tổng|cộng|tong cong|tong so)\b")
"""Read with its accents: Tòng is a family name."""
_SIGNATURE = re.compile(
    r"^(nguoi lap|nguoi tong hop|thu truong|t m |tm |kt |t l |noi nhan|lai chau ngay|ngay thang|chu tich $|bi thu $)"
)
_NOTE = re.compile(r"^(ghi chu|luu y|chu thich)\b")


def find_tables(workbook: Workbook) -> list[Table]:
    """The rosters of a workbook, the likeliest first; a sheet without a column of names has none."""
    found = [table for sheet in workbook.sheets if (table := _find(sheet))]
    return sorted(found, key=lambda table: -table.score)


@dataclass(frozen=True)
class _Header:
    first: int
    last: int
    name_column: int


def _find(sheet: Sheet) -> Table | None:
    header = _header(sheet)
    if header is None:
        return None
    levels = _levels(sheet, header)
    rows, skipped = _rows(sheet, header)
    columns = tuple(
        Column(index, texts, _samples(rows, index)) for index, texts in enumerate(levels) if texts or _used(rows, index)
    )
    titles = tuple(text for row in sheet.rows[: header.first - 1] for cell in row if (text := _text(cell)))
    known = sum(any(fold(text) in _LABELS for text in texts) for texts in levels)
    score = (known + min(len(rows), 50) / 10) * (0.3 if sheet.hidden else 1.0)
    return Table(sheet.name, titles, (header.first, header.last), columns, tuple(rows), tuple(skipped), score)


def fold(text: str) -> str:
    """A label without accents, case and punctuation."""
    return search_key(text).strip()


def _text(cell: CellValue) -> str:
    return normalise(cell) if isinstance(cell, str) else ""


def _samples(rows: Sequence[Row], index: int) -> tuple[str, ...]:
    shown: list[str] = []
    for row in rows:
        value = row.values.get(index)
        text = "" if value is None else normalise(str(value))
        if text and text not in shown:
            shown.append(text)
        if len(shown) == 3:
            break
    return tuple(shown)


def _used(rows: Sequence[Row], index: int) -> bool:
    return any(row.values.get(index) is not None for row in rows)


# --- the header ----------------------------------------------------------------------------------------------------


def _header(sheet: Sheet) -> _Header | None:
    """The row with the column of names and at least one more known label; and how many rows it spans."""
    for number, row in enumerate(sheet.rows[:_LOOK_AT], 1):
        folded = [fold(_text(cell)) for cell in row]
        names = [column for column, label in enumerate(folded) if _NAME.match(label)]
        if names and len([label for label in folded if label in _LABELS]) >= 2:
            return _Header(_top(sheet, number, names[0]), _bottom(sheet, number, names[0]), names[0])
    return None


def _top(sheet: Sheet, number: int, column: int) -> int:
    return next((r0 for r0, c0, r1, c1 in sheet.merged if r0 <= number <= r1 and c0 <= column <= c1), number)


def _bottom(sheet: Sheet, number: int, column: int) -> int:
    merged = next((r1 for r0, c0, r1, c1 in sheet.merged if r0 <= number <= r1 and c0 <= column <= c1), number)
    if merged > number:
        return merged
    last = number
    for following in range(number + 1, min(number + _MAX_LEVELS, len(sheet.rows)) + 1):
        row = sheet.rows[following - 1]
        texts = [cell for cell in row if cell is not None]
        continues = row[column] is None and len(texts) >= 2 and all(isinstance(cell, str) for cell in texts)
        if not continues or _is_numbering(row) or _first_is_number(row):
            break
        last = following
    return last


def _first_is_number(row: Sequence[CellValue]) -> bool:
    first = next((cell for cell in row if cell is not None), None)
    return isinstance(first, int) or (isinstance(first, str) and bool(_ROMAN.match(first.strip())))


def _levels(sheet: Sheet, header: _Header) -> list[tuple[str, ...]]:
    """The header of each column from top to bottom: merged labels spread over what they cover."""
    width = max((len(row) for row in sheet.rows), default=0)
    grid = [
        [_text(sheet.rows[r - 1][c]) if c < len(sheet.rows[r - 1]) else "" for c in range(width)]
        for r in range(header.first, header.last + 1)
    ]
    _spread(sheet, header, grid)
    levels = []
    for column in range(width):
        texts: list[str] = []
        for line in grid:
            if line[column] and (not texts or line[column] != texts[-1]):
                texts.append(line[column])
        levels.append(tuple(texts))
    return levels


def _spread(sheet: Sheet, header: _Header, grid: list[list[str]]) -> None:
    spans = [span for span in sheet.merged if header.first <= span[0] <= header.last]
    for first_row, first_column, last_row, last_column in spans:
        text = grid[first_row - header.first][first_column]
        for row in range(first_row, min(last_row, header.last) + 1):
            for column in range(first_column, min(last_column, len(grid[0]) - 1) + 1):
                grid[row - header.first][column] = text
    if not spans:
        _spread_sideways(grid)


def _spread_sideways(grid: list[list[str]]) -> None:
    """Without merged cells (csv): an upper label reaches over the columns that have only a lower one."""
    for level, line in enumerate(grid[:-1]):
        for column in range(1, len(line)):
            below = any(lower[column] for lower in grid[level + 1 :])
            beside = any(lower[column - 1] for lower in grid[level + 1 :])
            if not line[column] and below and beside:
                line[column] = line[column - 1]


# --- the rows --------------------------------------------------------------------------------------------------------


def _rows(sheet: Sheet, header: _Header) -> tuple[list[Row], list[Skipped]]:
    rows: list[Row] = []
    skipped: list[Skipped] = []
    groups: tuple[str, ...] = ()
    covers = _merged_down(sheet, header)
    for number in range(header.last + 1, len(sheet.rows) + 1):
        cells = sheet.rows[number - 1]
        reason = _reason(cells, header.name_column)
        if reason == "signature":
            skipped += [Skipped(rest, "signature") for rest in range(number, len(sheet.rows) + 1)]
            break
        if reason == "group":
            groups = _group(groups, cells)
        if reason:
            skipped.append(Skipped(number, reason))
            continue
        values = _filled(number, cells, rows[-1] if rows and rows[-1].groups == groups else None, covers)
        rows.append(Row(number, values, groups, number in sheet.hidden_rows))
    return rows, skipped


def _reason(cells: Sequence[CellValue], name_column: int) -> str | None:
    """Why a row is no data; None when it is."""
    filled = [(column, cell) for column, cell in enumerate(cells) if cell is not None and str(cell).strip()]
    if not filled:
        return "blank"
    if _is_numbering(cells):
        return "column_numbers"
    words = [cell for _, cell in filled if isinstance(cell, str)]
    if any(_TOTAL.match(normalise(word).lower()) for word in words[:2]):
        return "total"
    texts = [fold(word) for word in words]
    first = texts[0] if texts else ""
    if any(_SIGNATURE.match(text + " ") for text in texts[:2]) and len(filled) <= 4:
        return "signature"
    if _NOTE.match(first) and len(filled) <= 2:
        return "note"
    return "group" if _is_group(filled, name_column) else None


def _is_numbering(cells: Sequence[CellValue]) -> bool:
    """A row such as `A, B, 1, 2, 3`: every cell a number or a letter, and the numbers rise by one."""
    texts = [str(cell).strip() for cell in cells if cell is not None]
    if len(texts) < 3 or not all(_NUMBERING.match(text) for text in texts):
        return False
    numbers = [int(text.strip("()")) for text in texts if text.strip("()").isdigit()]
    return len(numbers) >= 2 and all(b - a == 1 for a, b in pairwise(numbers))


def _is_group(filled: Sequence[tuple[int, CellValue]], name_column: int) -> bool:
    """A heading among the data: one text alone, or a Roman numeral or letter with one text."""
    texts = {str(cell).strip() for _, cell in filled}
    marks = {text for text in texts if _ROMAN.match(text) or _LETTER.match(text)}
    if marks:
        return len(texts - marks) <= 1
    has_number = any(isinstance(cell, int) for _, cell in filled)
    return len(texts) == 1 and not has_number and not any(column > name_column + 1 for column, _ in filled[:1])


def _group(groups: tuple[str, ...], cells: Sequence[CellValue]) -> tuple[str, ...]:
    """The headings in force: one with a Roman numeral or letter starts anew, another stands below it."""
    texts = [text for cell in cells if (text := _text(cell))]
    marked = any(_ROMAN.match(text) or _LETTER.match(text) for text in texts)
    plain = [text for text in texts if not (_ROMAN.match(text) or _LETTER.match(text))]
    label = plain[0] if plain else texts[0]
    prefixed = re.match(r"^([IVX]+|[A-Z])[.)]\s*(.+)$", label)
    if prefixed:
        marked, label = True, prefixed.group(2)
    return (label,) if marked or not groups else (groups[0], label)


def _merged_down(sheet: Sheet, header: _Header) -> dict[tuple[int, int], tuple[int, int]]:
    """For each data cell covered by a merge that runs down, the cell whose value it shows."""
    return {
        (row, column): (first_row, first_column)
        for first_row, first_column, last_row, last_column in sheet.merged
        if first_row > header.last and last_row > first_row
        for row in range(first_row, last_row + 1)
        for column in range(first_column, last_column + 1)
    }


def _filled(
    number: int, cells: Sequence[CellValue], above: Row | None, covers: dict[tuple[int, int], tuple[int, int]]
) -> dict[int, CellValue]:
    """The values of a row, with ditto marks and merged cells replaced by what they stand for; rows above are done."""
    values: dict[int, CellValue] = {}
    for column, cell in enumerate(cells):
        covered = (number, column) in covers and cell is None
        ditto = isinstance(cell, str) and normalise(cell).lower() in _DITTO
        value = above.values.get(column) if above is not None and (covered or ditto) else cell
        if value is not None and not (isinstance(value, str) and not value.strip()):
            values[column] = value
    return values
