"""What a file really is, and what is refused from its outside: passwords, macros, wrong types, sizes that cannot be.

Cells are counted later, while the parts stream by: nothing here or there trusts a size that the file declares.
"""

from __future__ import annotations

import io
import zipfile

import olefile
from django.utils.translation import gettext_noop as noop

from canbo.files.importing.reading.limits import MAX_BYTES, MAX_PARTS, MAX_UNPACKED, Budget, Refused
from canbo.files.importing.reading.xls import count_records

_OTHER_TYPES = {
    b"%PDF": "PDF",
    b"\x89PNG": noop("ảnh PNG"),
    b"\xff\xd8\xff": noop("ảnh JPEG"),
    b"GIF8": noop("ảnh GIF"),
    b"{\\rtf": "RTF",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
}
_ZIPPED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def look(name: str, content: bytes, budget: Budget) -> str:
    """What the file really is: `xlsx`, `ods`, `xls` or `csv`. Raises `Refused`."""
    if len(content) > MAX_BYTES:
        raise Refused("too_large", megabytes=round(len(content) / 1024 / 1024, 1))
    if not content.strip():
        raise Refused("empty")
    for magic, kind in _OTHER_TYPES.items():
        if content.startswith(magic):
            raise Refused("wrong_type", kind=kind)
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _zip(archive)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return _ole(content, budget)
    return _text(name, content)


# --- zip: xlsx and ods ---------------------------------------------------------------------------------------------


def _zip(archive: zipfile.ZipFile) -> str:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise Refused("zip_bomb")
    if any(part.flag_bits & 1 for part in parts):
        raise Refused("encrypted")
    if any(part.compress_type not in _ZIPPED for part in parts):
        raise Refused("unreadable", why="compression")
    if any(name.lower().endswith("vbaproject.bin") for name in names) or any(
        name.startswith("Basic/") and name.endswith(".xml") and "script-lc" not in name for name in names
    ):
        raise Refused("macros")
    return _office_kind(archive, names)


def _office_kind(archive: zipfile.ZipFile, names: set[str]) -> str:
    if "mimetype" in names and "content.xml" in names:
        if b"encryption-data" in _start(archive, "META-INF/manifest.xml", names):
            raise Refused("encrypted")
        if b"spreadsheet" in _start(archive, "mimetype", names):
            return "ods"
        raise Refused("wrong_type", kind="ODF")
    for part, kind in (
        ("xl/workbook.bin", "xlsb"),
        ("word/document.xml", "Word"),
        ("ppt/presentation.xml", "PowerPoint"),
    ):
        if part in names:
            raise Refused("wrong_type", kind=kind)
    if "[Content_Types].xml" in names and "_rels/.rels" in names:
        return "xlsx"
    raise Refused("wrong_type", kind="zip")


def _start(archive: zipfile.ZipFile, name: str, names: set[str]) -> bytes:
    if name not in names:
        return b""
    with archive.open(name) as handle:
        return handle.read(1024 * 1024)


# --- OLE: xls ------------------------------------------------------------------------------------------------------


def _ole(content: bytes, budget: Budget) -> str:
    with olefile.OleFileIO(io.BytesIO(content)) as container:
        streams = {"/".join(path) for path in container.listdir(streams=True, storages=True)}
        if "EncryptedPackage" in streams:
            raise Refused("encrypted")
        if any(name.startswith("_VBA_PROJECT_CUR") for name in streams):
            raise Refused("macros")
        book = next((name for name in ("Workbook", "Book") if name in streams), None)
        if book is None:
            raise Refused("wrong_type", kind="Word" if "WordDocument" in streams else "OLE")
        count_records(container.openstream(book).read(MAX_BYTES), budget)
        return "xls"


# --- text: csv -----------------------------------------------------------------------------------------------------


def _text(name: str, content: bytes) -> str:
    start = content[:2000].lower()
    if b"<html" in start or b"<table" in start or b"<!doctype" in start or b"<?xml" in start:
        raise Refused("wrong_type", kind="HTML")
    if b"\x00" in content[:2000] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused("wrong_type", kind=noop("nhị phân"))
    if not name.lower().endswith((".csv", ".txt", ".tsv")):
        raise Refused("wrong_type", kind=noop("văn bản thường"))
    return "csv"
