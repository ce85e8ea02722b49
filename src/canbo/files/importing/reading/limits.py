"""How much of a file is read: counted while it streams by, never believed from what the file declares."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import IO
from xml.parsers import expat

from canbo.files.importing.reading.model import Refusal

MAX_BYTES = 5 * 1024 * 1024
MAX_UNPACKED = 80 * 1024 * 1024
MAX_PARTS = 2000
MAX_ROWS = 5000
MAX_COLUMNS = 300
MAX_ELEMENTS = 800_000
"""XML elements, or cells of an xls: 5,000 rows of 75 filled columns. What only other parts refer to costs half."""
MAX_TEXT = 20_000_000
"""Letters of a file, and of its cells where many show the same."""
MAX_AREA = 3_000_000
"""Cells, empty ones too, of all sheets laid out from A1 to their last filled row and column."""
MAX_CELL = 32_767
"""Letters in a cell, as in Excel."""
MARGIN = 500
"""Title, header, group and signature rows around the people."""

_CHUNK = 64 * 1024
_LONGEST = 1024 * 1024
"""Bytes of one tag or comment."""
_USUAL = 20
"""Attributes of one tag; more cost expat more than an element does."""
_FARTHEST = (1_048_576, 16_384)
"""Rows and columns of Excel: what lies beyond is not even counted."""


class Refused(Exception):
    """Reading ends here; `refusal` says why."""

    def __init__(self, code: str, **detail: object) -> None:
        super().__init__(code)
        self.refusal = Refusal(code, detail)


@dataclass
class Budget:
    """What the parts of one file have used up so far; raises `Refused` when it is too much."""

    elements: float = 0
    unpacked: int = 0
    letters: int = 0
    area: int = 0
    row: int = 0

    def count(self, elements: float = 1) -> None:
        self.elements += elements
        if self.elements > MAX_ELEMENTS:
            check_size(self.row, 0)
            raise Refused("too_many_cells", limit=MAX_ELEMENTS)

    def unpack(self, size: int) -> None:
        self.unpacked += size
        if self.unpacked > MAX_UNPACKED:
            raise Refused("zip_bomb")

    def read(self, text: str) -> str:
        """Count a text, and cut it at what a cell can hold."""
        self.letters += len(text)
        if self.letters > MAX_TEXT:
            raise Refused("zip_bomb")
        return text[:MAX_CELL]

    def open_sheet(self) -> None:
        """Each sheet costs something, however small it is."""
        self.count(1000)

    def lay_out(self, rows: int, columns: int) -> None:
        self.area += rows * columns
        if self.area > MAX_AREA:
            raise Refused("too_many_cells", limit=MAX_AREA)


def is_beyond(row: int, column: int) -> bool:
    """Whether a cell (row from 1, column from 0) lies where no program can put one."""
    return row > _FARTHEST[0] or column >= _FARTHEST[1]


def check_size(rows: int, columns: int) -> None:
    """Refuse cells that lie too far out; an empty cell may lie anywhere."""
    if columns > MAX_COLUMNS:
        raise Refused("too_wide", columns=columns, limit=MAX_COLUMNS)
    if rows > MAX_ROWS + MARGIN:
        raise Refused("too_many_rows", rows=rows, limit=MAX_ROWS)


Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]


def parse_xml(
    handle: IO[bytes], budget: Budget, start: Start, end: End, data: Callable[[str], None], *, cost: float = 1
) -> None:
    """Stream a part through expat. Names come without their prefix; a part that declares entities is refused.

    `cost` is what each of its elements counts.
    """
    local: dict[str, str] = {}

    def on_start(name: str, attributes: dict[str, str]) -> None:
        budget.count(cost if len(attributes) < _USUAL else 3 * len(attributes))
        start(local.get(name) or local.setdefault(name, name.rpartition(":")[2]), attributes)

    def on_end(name: str) -> None:
        end(local[name])

    def on_data(text: str) -> None:
        budget.read(text)
        data(text)

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = on_start
    parser.EndElementHandler = on_end
    parser.CharacterDataHandler = on_data
    parser.StartDoctypeDeclHandler = _refuse_declarations
    fed = 0
    while chunk := handle.read(_CHUNK):
        budget.unpack(len(chunk))
        parser.Parse(chunk, False)
        fed += len(chunk)
        if fed - parser.CurrentByteIndex > _LONGEST:
            raise Refused("zip_bomb")
    parser.Parse(b"", True)


def _refuse_declarations(*_: object) -> None:
    raise Refused("entity_bomb")
