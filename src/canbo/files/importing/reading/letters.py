"""Text of old fonts (TCVN3, VNI) as Unicode: the font proposes, Vietnamese syllables decide.

Fonts lie both ways: Unicode typed into a sheet whose font is still `.VnTime`, old letters pasted into one of Times New
Roman. A text is converted when that makes more of its words syllables; where both ways read, as with `Lò` (VNI `Lị`),
its column decides, then its sheet. A text with a letter that only Unicode has is never touched.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from typing import Literal

from canbo.core.text.legacy import Encoding, font_encoding, from_tcvn3, from_vni, guess_encoding, prints_capitals
from canbo.core.text.syllables import is_syllable
from canbo.files.importing.reading.model import CellValue, Sheet
from canbo.files.importing.reading.raw import Legacy, RawSheet, Run, filled

_UNICODE_ONLY = re.compile("[ĂăĐđĨĩŨũƠơƯư\u0300-\u0323\u1ea0-\u1ef9]")
_OTHER_LETTERS = re.compile("[^\x00-\x7f]")
_NOT_LETTERS = re.compile(r"[\s\d!-@\[-`{-~]+")
Vote = Literal["convert", "keep", "either"]


def to_unicode(raw: RawSheet) -> Sheet:
    """The sheet with every text in Unicode, and what stood in the cells that were converted."""
    candidates = _candidates(raw)
    opinion = _Opinion()
    for place, runs in candidates.items():
        for run in runs:
            if font_encoding(run[1]):
                opinion.add(place[1], _vote(run))
    height, width = raw.size
    rows: list[list[CellValue]] = [[None] * width for _ in range(height)]
    before: dict[tuple[int, int], str] = {}
    for row, column, value in filled(raw):
        shown = str(value) if isinstance(value, Legacy) else value
        if (row, column) in candidates:
            runs = candidates[row, column]
            text = "".join(_converted(run) if opinion.converts(column, _vote(run)) else run[0] for run in runs)
            if text != shown:
                before[row, column], shown = str(value), text
        rows[row - 1][column] = shown
    hidden_rows, hidden_columns = frozenset(raw.hidden_rows), frozenset(raw.hidden_columns)
    return Sheet(raw.name, raw.hidden, tuple(map(tuple, rows)), hidden_rows, hidden_columns, tuple(raw.merged), before)


@dataclass
class _Opinion:
    """What the columns and the sheet say of cells that read both ways."""

    columns: dict[int, Counter[Vote]] = field(default_factory=dict)
    sheet: Counter[Vote] = field(default_factory=Counter)

    def add(self, column: int, vote: Vote) -> None:
        self.columns.setdefault(column, Counter())[vote] += 1
        self.sheet[vote] += 1

    def converts(self, column: int, vote: Vote) -> bool:
        """Whether to convert; the font has the last word, and every cell asked for was proposed by one."""
        if vote != "either":
            return vote == "convert"
        for counted in (self.columns[column], self.sheet):
            if counted["convert"] != counted["keep"]:
                return counted["convert"] > counted["keep"]
        return True


def _candidates(raw: RawSheet) -> dict[tuple[int, int], tuple[Run, ...]]:
    """The cells that may hold old letters: those in such a font, and the others where the letters of all tell so."""
    found: dict[tuple[int, int], tuple[Run, ...]] = {}
    plain: dict[tuple[int, int], str] = {}
    for row, column, value in filled(raw):
        if isinstance(value, Legacy):
            found[row, column] = _joined(value.runs)
        elif isinstance(value, str) and _OTHER_LETTERS.search(value):
            plain[row, column] = value
    guessed = _guessed(plain.values())
    if guessed is not None:
        font = {"tcvn3": ".VnTime", "vni": "VNI-Times"}[guessed]
        found |= {place: ((text, font),) for place, text in plain.items()}
    return found


def _joined(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Neighbours of one font in one piece, so that words are whole."""
    found = ((font, "".join(text for text, _ in pieces)) for font, pieces in groupby(runs, key=lambda run: run[1]))
    return tuple((text, font) for font, text in found)


def _guessed(texts: Iterable[str]) -> Encoding | None:
    """The encoding that the letters speak of, unless most cells are Unicode beyond doubt."""
    texts = list(texts)
    old = [text for text in texts if not _is_unicode(text)]
    return guess_encoding(old) if 2 * len(old) > len(texts) else None


def _is_unicode(text: str) -> bool:
    return _UNICODE_ONLY.search(unicodedata.normalize("NFC", text)) is not None


@lru_cache(maxsize=20_000)
def _vote(run: Run) -> Vote:
    """What the words of a run say."""
    text, font = run
    if font_encoding(font) is None or _is_unicode(text):
        return "keep"
    kept, converted = _syllables(text), _syllables(_converted(run))
    if kept == converted:
        return "either"
    return "convert" if converted > kept else "keep"


def _syllables(text: str) -> int:
    """How many words with other than plain letters are Vietnamese syllables, less those that are none."""
    words = [word for word in _NOT_LETTERS.split(unicodedata.normalize("NFC", text)) if _OTHER_LETTERS.search(word)]
    return sum(1 if is_syllable(word) else -1 for word in words)


@lru_cache(maxsize=20_000)
def _converted(run: Run) -> str:
    text, font = run
    encoding = font_encoding(font)
    if encoding is None or _is_unicode(text):
        return text
    return from_vni(text) if encoding == "vni" else from_tcvn3(text, capitals=prints_capitals(font))


def as_was(sheet: Sheet, row: int, column: int) -> tuple[str, str] | None:
    """A converted cell before and after; None where nothing was converted."""
    old = sheet.before.get((row, column))
    return None if old is None else (old, str(sheet.rows[row - 1][column]))
