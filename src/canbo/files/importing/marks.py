"""Columns of marks: which signs are one, which say no, and what else may stand there."""

from __future__ import annotations

from canbo.core.text.names import normalise
from canbo.files.importing.reading.model import CellValue

_MARKS = frozenset((*"x×✕✗✘☒✓✔√☑v+*•●1", "1.0", "có", "co", "đúng", "true", "yes"))
_NO = frozenset(("0", "0.0", "-", "–", "—", "không", "khong", "chưa", "chua", "false", "no"))


def is_mark(cell: CellValue) -> bool:
    """Whether a cell ticks its column: an x, a tick as other programmes write it, TRUE, 1."""
    return _plain(cell) in _MARKS


def is_no(cell: CellValue) -> bool:
    """Whether a cell says that its column does not apply, as leaving it blank does."""
    return _plain(cell) in _NO


def _plain(cell: CellValue) -> str:
    text = normalise(str(cell)).lower().strip(" .,;()[]")
    return "x" if text and set(text) == {"x"} else text or normalise(str(cell))
