"""Look at a file's bytes before anything parses them, and refuse what is broken or hostile.

A library that lays a sheet out as a grid needs memory for its farthest cell, so positions are read from the raw parts
first. Everything is streamed with a cap; nothing here trusts a size that the file declares.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Iterator

import olefile

from canbo.files.importing.reading.model import Refusal

MAX_BYTES = 5 * 1024 * 1024
MAX_UNPACKED = 80 * 1024 * 1024
MAX_PARTS = 2000
MAX_ROWS = 5000
MAX_COLUMNS = 300
_MARGIN = 500
"""Title, header and signature rows around the data."""

_CHUNK = 256 * 1024
_CELL = re.compile(rb'<(?:\w+:)?c [^>]*?\br="([A-Z]{1,4})(\d{1,8})"')
_ROW = re.compile(rb'<(?:\w+:)?row [^>]*?\br="(\d{1,8})"')
_REPEATED = re.compile(rb'number-(columns|rows)-repeated="(\d{1,9})"[^>]*?(office:value|table:formula)')
_OTHER_TYPES = {
    b"%PDF": "PDF",
    b"\x89PNG": "ảnh PNG",
    b"\xff\xd8\xff": "ảnh JPEG",
    b"GIF8": "ảnh GIF",
    b"{\\rtf": "RTF",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
}


def look(name: str, content: bytes) -> str | Refusal:
    """What the file really is (`xlsx`, `ods`, `xls`, `csv`), or why it is refused."""
    if len(content) > MAX_BYTES:
        return Refusal("too_large", {"megabytes": round(len(content) / 1024 / 1024, 1)})
    if not content.strip():
        return Refusal("empty")
    for magic, kind in _OTHER_TYPES.items():
        if content.startswith(magic):
            return Refusal("wrong_type", {"kind": kind})
    if content.startswith(b"PK"):
        return _zip(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return _ole(content)
    return _text(name, content)


# --- zip: xlsx and ods ---------------------------------------------------------------------------------------------


def _zip(content: bytes) -> str | Refusal:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _parts(archive)
    except (zipfile.BadZipFile, EOFError, struct.error):
        return Refusal("truncated")
    except (RuntimeError, NotImplementedError):
        return Refusal("encrypted")
    except Exception as error:
        return Refusal("unreadable", {"why": type(error).__name__})


def _parts(archive: zipfile.ZipFile) -> str | Refusal:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        return Refusal("zip_bomb")
    if any(name.lower().endswith("vbaproject.bin") for name in names) or any(
        name.startswith("Basic/") and name.endswith(".xml") and "script-lc" not in name for name in names
    ):
        return Refusal("macros")
    kind = _office_kind(archive, names)
    if isinstance(kind, Refusal):
        return kind
    return _stream(archive, parts, kind) or kind


def _office_kind(archive: zipfile.ZipFile, names: set[str]) -> str | Refusal:
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        return Refusal("wrong_type", {"kind": "xlsb"})
    if "mimetype" in names and "content.xml" in names:
        if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml")[:MAX_BYTES]:
            return Refusal("encrypted")
        return "ods" if b"spreadsheet" in archive.read("mimetype")[:200] else Refusal("wrong_type", {"kind": "ODF"})
    if "word/document.xml" in names:
        return Refusal("wrong_type", {"kind": "Word"})
    return Refusal("wrong_type", {"kind": "zip"})


def _stream(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], kind: str) -> Refusal | None:
    """Unpack every part once, chunk by chunk: real sizes, entities, and cells that lie too far out."""
    unpacked = 0
    for part in parts:
        sheet = part.filename.startswith("xl/worksheets/") or part.filename == "content.xml"
        tail = b""
        for chunk in _chunks(archive, part):
            unpacked += len(chunk)
            if unpacked > MAX_UNPACKED:
                return Refusal("zip_bomb")
            window = tail + chunk
            if part.filename.endswith((".xml", ".rels")) and (b"<!DOCTYPE" in window or b"<!ENTITY" in window):
                return Refusal("entity_bomb")
            if sheet and (far := _too_far(window, kind)):
                return far
            tail = window[-400:]
    return None


def _chunks(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(part) as handle:
        while chunk := handle.read(_CHUNK):
            yield chunk


def _too_far(window: bytes, kind: str) -> Refusal | None:
    if kind == "ods":
        wide = [int(n) for axis, n, _ in _REPEATED.findall(window) if axis == b"columns"]
        tall = [int(n) for axis, n, _ in _REPEATED.findall(window) if axis == b"rows"]
        return _limits(max(tall, default=0), max(wide, default=0))
    cells = _CELL.findall(window)
    rows = [int(row) for _, row in cells] + [int(row) for row in _ROW.findall(window)]
    return _limits(max(rows, default=0), max((_column(letters) for letters, _ in cells), default=0))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _limits(rows: int, columns: int) -> Refusal | None:
    if columns > MAX_COLUMNS:
        return Refusal("too_wide", {"columns": columns, "limit": MAX_COLUMNS})
    if rows > MAX_ROWS + _MARGIN:
        return Refusal("too_many_rows", {"rows": rows, "limit": MAX_ROWS})
    return None


# --- OLE: xls ------------------------------------------------------------------------------------------------------

_FILEPASS, _DIMENSIONS = 0x2F, 0x200
_CELL_RECORDS = {0xFD, 0x203, 0x27E, 0x204, 0x205, 0x6, 0xBD, 0xBE, 0x201, 0xD6}


def _ole(content: bytes) -> str | Refusal:
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as container:
            streams = {"/".join(path) for path in container.listdir(streams=True, storages=True)}
            if "EncryptedPackage" in streams:
                return Refusal("encrypted")
            if any(name.startswith("_VBA_PROJECT_CUR") for name in streams):
                return Refusal("macros")
            book = next((name for name in ("Workbook", "Book") if name in streams), None)
            if book is None:
                return Refusal("wrong_type", {"kind": "Word" if "WordDocument" in streams else "OLE"})
            return _biff(container.openstream(book).read(MAX_BYTES)) or "xls"
    except Exception as error:
        return Refusal("truncated", {"why": type(error).__name__})


def _biff(stream: bytes) -> Refusal | None:
    """Walk the records of an xls: a password, or a cell too far out."""
    at = 0
    rows = columns = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == _FILEPASS:
            return Refusal("encrypted")
        if kind in _CELL_RECORDS and length >= 4:
            row, column = struct.unpack_from("<HH", stream, at + 4)
            rows, columns = max(rows, row + 1), max(columns, column + 1)
        at += 4 + length
    return _limits(rows, columns)


# --- text: csv -----------------------------------------------------------------------------------------------------


def _text(name: str, content: bytes) -> str | Refusal:
    start = content[:2000].lower()
    if b"<html" in start or b"<table" in start or b"<!doctype" in start or b"<?xml" in start:
        return Refusal("wrong_type", {"kind": "HTML"})
    if b"\x00" in content[:2000] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Refusal("wrong_type", {"kind": "nhị phân"})
    if not name.lower().endswith((".csv", ".txt", ".tsv")):
        return Refusal("wrong_type", {"kind": "văn bản thường"})
    lines = content.count(b"\n")
    if lines > MAX_ROWS + _MARGIN:
        return Refusal("too_many_rows", {"rows": lines, "limit": MAX_ROWS})
    widest = max((line.count(b",") + line.count(b";") for line in content.split(b"\n")[:200]), default=0)
    return _limits(0, widest) or "csv"
