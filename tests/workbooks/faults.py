"""Files that must be refused, and rosters with rows that must be told about."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable

import olefile

from workbooks.ole import ole
from workbooks.rosters import HEAD, PEOPLE, added, with_row
from workbooks.writers import csv_text, xls, xlsx


def patched(change: Callable[[zipfile.ZipFile, zipfile.ZipFile], None]) -> bytes:
    """A good xlsx with its parts copied through a change."""
    buffer = io.BytesIO()
    source = zipfile.ZipFile(io.BytesIO(xlsx([HEAD, *PEOPLE])))
    with source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        change(source, target)
    return buffer.getvalue()


def put(target: zipfile.ZipFile, name: str, content: bytes) -> None:
    target.writestr(zipfile.ZipInfo(name, (2026, 11, 23, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)


def replaced(part: str, old: bytes, new: bytes) -> bytes:
    def change(source: zipfile.ZipFile, target: zipfile.ZipFile) -> None:
        for name in source.namelist():
            content = source.read(name)
            put(target, name, content.replace(old, new, 1) if name == part else content)

    return patched(change)


def extra(name: str, content: bytes) -> bytes:
    def change(source: zipfile.ZipFile, target: zipfile.ZipFile) -> None:
        for part in source.namelist():
            put(target, part, source.read(part))
        put(target, name, content)

    return patched(change)


_SHEET = "xl/worksheets/sheet1.xml"
_ENTITIES = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def _zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for name, content in parts.items():
            put(target, name, content)
    return buffer.getvalue()


def _with_filepass() -> bytes:
    """An xls whose workbook stream says that a password is needed."""
    content = xls([HEAD, *PEOPLE])
    place = content.index(b"\x09\x08\x10\x00")
    after = place + 20
    return content[:after] + b"\x2f\x00\x06\x00" + bytes(6) + content[after + 10 :]


def _two_marks() -> bytes:
    head = ["TT", "Họ và tên", "Ngày sinh", "Xã", "Chức vụ", "LLCT", "", ""]
    low = ["", "", "", "", "", "Cao cấp", "Trung cấp", "Sơ cấp"]
    people = [[1, "Lò Thị Hằng", "1988", "Nậm Tăm", "Kế toán", "x", "x", ""]]
    merges = [(0, c, 1, c, head[c]) for c in range(5)] + [(0, 5, 0, 7, "LLCT")]
    return xlsx([head, low, *people], merges=merges)


def _encrypted() -> bytes:
    """What Excel writes for a workbook with a password: a description of the cipher, and the package as noise."""
    noise = b"".join(hashlib.sha256(bytes([n])).digest() for n in range(200))
    cipher = b'<encryption xmlns="http://schemas.microsoft.com/office/2006/encryption"><keyData cipherAlgorithm="AES"/>'
    described = b"\x04\x00\x04\x00\x40\x00\x00\x00" + cipher + b"</encryption>"
    size = len(noise).to_bytes(8, "little")
    return ole({"EncryptionInfo": described, "EncryptedPackage": size + noise, "\x06DataSpaces": None})


def workbook_stream(content: bytes) -> bytes:
    """The records of an xls."""
    with olefile.OleFileIO(io.BytesIO(content)) as container:
        stream: bytes = container.openstream("Workbook").read()
    return stream


def _with_macros() -> bytes:
    return ole({"Workbook": workbook_stream(xls([HEAD, *PEOPLE])), "_VBA_PROJECT_CUR": None})


FAIL: dict[str, Callable[[], bytes]] = {
    "01_encrypted.xlsx": _encrypted,
    "02_zip_bomb.xlsx": lambda: extra("xl/media/image1.bin", bytes(90_000_000)),
    "03_entity_bomb.xlsx": lambda: replaced(_SHEET, b"<worksheet", _ENTITIES + b"<worksheet"),
    "04_macros.xlsm": lambda: extra("xl/vbaProject.bin", ole({"PROJECT": b"ID=\"{FICTIONAL}\"", "VBA": None, "dir": b"\x01"})),
    "05_far_cell.xlsx": lambda: replaced(_SHEET, b'r="A1"', b'r="XFD1"'),
    "06_far_row.xlsx": lambda: replaced(_SHEET, b'r="A5"', b'r="A1048576"'),
    "07_truncated.xlsx": lambda: xlsx([HEAD, *PEOPLE])[:-400],
    "08_pdf_named.xlsx": lambda: b"%PDF-1.7\nfictional",
    "09_html_named.xls": lambda: b"<html><table><tr><td>TT</td></tr></table></html>",
    "10_word_named.xlsx": lambda: _zipped({"word/document.xml": b"<w/>", "[Content_Types].xml": b"<t/>"}),
    "11_picture_named.xlsx": lambda: b"\x89PNG\r\n\x1a\nfictional",
    "12_empty.xlsx": lambda: xlsx([]),
    "13_no_bytes.xlsx": lambda: b"",
    "14_too_many_rows.csv": lambda: csv_text([HEAD, *(PEOPLE[0] for _ in range(5600))]).encode(),
    "15_no_names.xlsx": lambda: xlsx([["Mã", "Số tiền"], ["A", 1], ["B", 2]]),
    "16_text_named.xls": "không phải bảng tính".encode,
    "17_encrypted_old.xls": _with_filepass,
    "18_impossible_date.xlsx": lambda: xlsx(with_row(1, birth="31/02/1985")),
    "19_unknown_position.xlsx": lambda: xlsx(with_row(1, post="CV 1 cửa liên thông")),
    "20_unknown_theory.xlsx": lambda: xlsx(with_row(2, theory="CCCT")),
    "21_missing_name.xlsx": lambda: xlsx(with_row(3, name="")),
    "22_two_marks.xlsx": _two_marks,
    "23_same_person_twice.xlsx": lambda: xlsx([HEAD, *PEOPLE, [5, *PEOPLE[0][1:]]]),
    "24_same_id_twice.xlsx": lambda: xlsx(added("Số CCCD", ["012088000123", "012088000123", "012093000125", ""])),
    "25_old_card_number.xlsx": lambda: xlsx(added("Số CMND/CCCD", ["045123456", "", "", ""])),
    "26_excel_error.xlsx": lambda: xlsx(with_row(0, theory="#N/A")),
    "27_no_birth_no_id.xlsx": lambda: xlsx(with_row(2, birth="")),
    "28_future_birth.xlsx": lambda: xlsx(with_row(2, birth="1/1/2093")),
    "29_unknown_commune.xlsx": lambda: xlsx(with_row(1, unit="Xã Không Có")),
    "30_macros_old.xls": _with_macros,
    "31_nobody.xlsx": lambda: xlsx([HEAD]),
    "32_bad_competencies.xlsx": lambda: xlsx(added("Năng lực: Ra quyết định", [6, 2.5, "abc", "3 (1/2093)"])),
}  # fmt: skip
