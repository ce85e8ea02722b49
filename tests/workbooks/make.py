"""Write the sample workbooks: python tests/workbooks/make.py

`pass/` holds rosters that must be read as they are, `fail/` files that must be refused or rows that must be told
about. All people are invented. The files are committed; run this again after a change and look at the difference.
"""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import xlsxwriter
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from canbo.core.text.legacy import to_tcvn3, to_vni

HERE = Path(__file__).parent
Cells = Sequence[Sequence[Any]]

HEAD = ["TT", "Họ và tên", "Ngày sinh", "Giới tính", "Dân tộc", "Xã, phường", "Chức vụ", "Trình độ chuyên môn", "LLCT"]
PEOPLE = [
    [
        1,
        "Lò Thị Hằng",
        "14/9/1988",
        "Nữ",
        "Thái",
        "Nậm Tăm",
        "Chuyên viên quản lý đất đai",
        "Đại học Nông học",
        "Sơ cấp",
    ],
    [2, "Giàng A Páo", "02/3/1985", "Nam", "Mông", "Nậm Tăm", "Kế toán", "Đại học Kế toán", "Trung cấp"],
    [3, "Tẩn A Sần", "1993", "Nam", "Dao", "Nậm Tăm", "Chuyên viên nội vụ", "Cao đẳng Luật", "Trung cấp"],
    [4, "Tòng Văn Ọi", "7/1979", "Nam", "Thái", "Nậm Tăm", "Văn thư", "Thạc sĩ Quản lý công", "Cao cấp"],
]
NOTE = "Số liệu minh họa, nhân vật hư cấu"


def xlsx(rows: Cells, *, merges: Sequence[tuple[int, int, int, int, str]] = (), font: str = "", sheets: Any = None,
         hide: Sequence[int] = (), name: str = "Biểu 01", dates: bool = False) -> bytes:  # fmt: skip
    """A workbook of these rows; `merges` are (first row, first column, last row, last column, text) from 0."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": NOTE, "created": datetime(2026, 11, 23, tzinfo=UTC)})
        style = book.add_format({"font_name": font}) if font else None
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for title, content in {name: rows, **(sheets or {})}.items():
            sheet = book.add_worksheet(title)
            for number, row in enumerate(content):
                for column, value in enumerate(row):
                    if isinstance(value, date):
                        sheet.write_datetime(number, column, datetime.combine(value, time.min), day)
                    elif isinstance(value, str) and value.startswith("="):
                        formula, result = value[1:].split("→")
                        sheet.write_formula(number, column, "=" + formula, None, result)
                    elif value not in (None, ""):
                        sheet.write(number, column, value, style)
            for number in hide:
                sheet.set_row(number, None, None, {"hidden": True})
            for merge in merges if title == name else ():
                sheet.merge_range(*merge, style)
    return buffer.getvalue()


def xls(rows: Cells) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Bieu 01")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value not in (None, ""):
                sheet.write(number, column, value)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def ods(rows: Cells) -> bytes:
    book = OpenDocumentSpreadsheet()
    table = Table(name="Biểu 01")
    for row in rows:
        line = TableRow()
        for value in row:
            number = isinstance(value, int)
            cell = TableCell(valuetype="float", value=value) if number else TableCell(valuetype="string")
            if value not in (None, ""):
                cell.addElement(P(text=str(value)))
            line.addElement(cell)
        table.addElement(line)
    book.spreadsheet.addElement(table)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def csv_text(rows: Cells, mark: str = ",") -> str:
    return "\n".join(mark.join(f'"{cell}"' for cell in row) for row in rows) + "\n"


def titled(rows: Cells) -> list[list[Any]]:
    return [
        ["ĐẢNG ỦY XÃ NẬM TĂM"],
        [NOTE],
        ["DANH SÁCH CÁN BỘ, CÔNG CHỨC"],
        ["(Kèm theo Báo cáo số 05-BC/ĐU)"],
        [],
        *rows,
    ]


def cp1258(text: str) -> bytes:
    """Windows-1258: base letters with ă â ê ô ơ ư đ as one code, tones as marks of their own."""
    made = bytearray()
    for letter in unicodedata.normalize("NFC", text):
        try:
            made += letter.encode("cp1258")
            continue
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", letter)
        tone = next(mark for mark in parts if mark in "\u0300\u0301\u0303\u0309\u0323")
        base = unicodedata.normalize("NFC", parts.replace(tone, ""))
        made += base.encode("cp1258") + tone.encode("cp1258")
    return bytes(made)


def with_row(index: int, **changes: Any) -> list[list[Any]]:
    """The roster with one person's cells changed, by header."""
    rows = [list(row) for row in PEOPLE]
    for header, value in changes.items():
        rows[index][HEAD.index(_HEADERS[header])] = value
    return [HEAD, *rows]


_HEADERS = {"name": "Họ và tên", "birth": "Ngày sinh", "sex": "Giới tính", "ethnic": "Dân tộc", "unit": "Xã, phường",
            "post": "Chức vụ", "degree": "Trình độ chuyên môn", "theory": "LLCT"}  # fmt: skip


def added(header: str, values: Sequence[Any]) -> list[list[Any]]:
    """The roster with one more column."""
    return [[*HEAD, header], *([*row, value] for row, value in zip(PEOPLE, values, strict=True))]


# --- must pass -------------------------------------------------------------------------------------------------------


def merged_header(*, numbering: bool) -> bytes:
    """Three header levels: birth split by sex, marks per level of degree and theory."""
    top = ["TT", "Họ và tên", "Ngày tháng năm sinh", "", "Xã", "Chức vụ", "Trình độ đào tạo"] + [""] * 6
    middle = [""] * 6 + ["Chuyên môn", "", "", "", "Chính trị", "", ""]
    low = ["", "", "Nam", "Nữ", "", "", "ThS", "ĐH", "CĐ", "TC", "CC", "TC", "SC"]
    people = [
        [1, "Lò Thị Hằng", "", "14/9/1988", "Nậm Tăm", "Chuyên viên nội vụ", "", "x", "", "", "", "", "x"],
        [2, "Giàng A Páo", "02/3/1985", "", "Nậm Tăm", "Kế toán", "X", "", "", "", "x", "", ""],
    ]
    numbers = [["A", "B", *range(1, 12)]] if numbering else []
    merges = [(0, 0, 2, 0, "TT"), (0, 1, 2, 1, "Họ và tên"), (0, 2, 1, 3, "Ngày tháng năm sinh"), (0, 4, 2, 4, "Xã"),
              (0, 5, 2, 5, "Chức vụ"), (0, 6, 0, 12, "Trình độ đào tạo"), (1, 6, 1, 9, "Chuyên môn"),
              (1, 10, 1, 12, "Chính trị")]  # fmt: skip
    return xlsx([top, middle, low, *numbers, *people], merges=merges)


def salary_list() -> bytes:
    """The form of the salary list of commune officials (circular 11/2012)."""
    top = [
        "Stt",
        "Họ và tên",
        "Ngày tháng năm sinh",
        "",
        "Chức vụ hoặc chức danh công tác",
        "Cơ quan, đơn vị đang làm việc",
        "Thời gian giữ chức vụ, chức danh",
        "Mức lương hiện hưởng",
        "",
        "Ghi chú",
    ]
    low = ["", "", "Nam", "Nữ", "", "", "", "Hệ số lương", "Bậc lương hiện hưởng", ""]
    people = [
        [1, "Lò Thị Hằng", "", "14/9/1988", "Chuyên viên", "Ban Xây dựng Đảng", "01/7/2025", "3,33", "4/9", ""],
        [2, "Giàng A Páo", "02/3/1985", "", "Trưởng phòng", "Phòng Kinh tế", "7/2025", "4,65", "8/9", "kiêm nhiệm"],
    ]
    people[0][4] = "Chuyên viên tổ chức, cán bộ"
    merges = [(5, 2, 5, 3, "Ngày tháng năm sinh"), (5, 7, 5, 8, "Mức lương hiện hưởng")]
    merges += [(5, column, 6, column, top[column]) for column in (0, 1, 4, 5, 6, 9)]
    return xlsx(titled([top, low, *people]), merges=merges)


def grouped() -> list[list[Any]]:
    body = [
        ["I", "KHỐI ĐẢNG"],
        ["", "Văn phòng Đảng ủy"],
        PEOPLE[0],
        PEOPLE[1],
        ["II", "KHỐI CHÍNH QUYỀN"],
        PEOPLE[2],
        PEOPLE[3],
    ]
    tail = [["Tổng cộng", "", 4], [], ["", "NGƯỜI LẬP BIỂU", "", "", "T/M ĐẢNG ỦY"], ["", "", "", "", "BÍ THƯ"]]
    return [HEAD, *body, *tail]


def ditto() -> list[list[Any]]:
    rows = [list(row) for row in PEOPLE]
    for row, mark in zip(rows[1:], ("nt", '"', "-nt-"), strict=True):
        row[5] = mark
    return [HEAD, *rows]


def capitals() -> list[list[Any]]:
    return [HEAD, *([r[0], r[1].upper().replace("Đ", "Ð"), *r[2:]] for r in PEOPLE)]


def converted(rows: Cells, convert: Callable[[str], str]) -> list[list[Any]]:
    return [[convert(cell) if isinstance(cell, str) else cell for cell in row] for row in rows]


def vertical_merge() -> bytes:
    rows = [list(row) for row in PEOPLE]
    for row in rows[1:]:
        row[5] = ""
    return xlsx([HEAD, *rows], merges=[(1, 5, 4, 5, "Nậm Tăm")])


PASS: dict[str, Callable[[], bytes]] = {
    "01_tidy.xlsx": lambda: xlsx([HEAD, *PEOPLE]),
    "02_title_block.xlsx": lambda: xlsx(titled([HEAD, *PEOPLE])),
    "03_three_header_levels.xlsx": lambda: merged_header(numbering=False),
    "04_column_numbers.xlsx": lambda: merged_header(numbering=True),
    "05_salary_list_Nam_Tam.xlsx": salary_list,
    "06_groups_totals_signature.xlsx": lambda: xlsx(titled(grouped())),
    "07_ditto_marks.xlsx": lambda: xlsx(ditto()),
    "08_capitals_and_d_stroke.xlsx": lambda: xlsx(capitals()),
    "09_nfd.xlsx": lambda: xlsx(converted([HEAD, *PEOPLE], lambda t: unicodedata.normalize("NFD", t))),
    "10_tcvn3_font.xlsx": lambda: xlsx(converted([HEAD, *PEOPLE], to_tcvn3), font=".VnTime"),
    "11_vni_font.xlsx": lambda: xlsx(converted([HEAD, *PEOPLE], to_vni), font="VNI-Times"),
    "12_tcvn3_by_letters.xls": lambda: xls(converted(titled([HEAD, *PEOPLE]), to_tcvn3)),
    "13_old_excel.xls": lambda: xls([HEAD, *PEOPLE]),
    "14_open_document.ods": lambda: ods([HEAD, *PEOPLE]),
    "15_utf8.csv": lambda: csv_text([HEAD, *PEOPLE]).encode(),
    "16_utf8_bom_semicolon.csv": lambda: csv_text([HEAD, *PEOPLE], ";").encode("utf-8-sig"),
    "17_windows_1258.csv": lambda: cp1258(csv_text([HEAD, *PEOPLE])),
    "18_real_dates.xlsx": lambda: xlsx(with_row(0, birth=date(1988, 9, 14))),
    "19_merged_unit.xlsx": vertical_merge,
    "20_hidden_row.xlsx": lambda: xlsx([HEAD, *PEOPLE], hide=[2]),
    "21_second_sheet.xlsx": lambda: xlsx([["Hướng dẫn"], ["Điền vào trang sau"]], sheets={"DS": [HEAD, *PEOPLE]}, name="Bìa"),
    "22_formulas.xlsx": lambda: xlsx(with_row(0, unit='="Nậm "&"Tăm"→Nậm Tăm')),
    "23_two_posts_two_degrees.xlsx": lambda: xlsx(
        with_row(0, post="Bí thư Đảng ủy\nChủ tịch HĐND", degree="ĐH Luật (2010); ThS Quản lý công (2019)")),
    "24_lost_zero.xlsx": lambda: xlsx(added("Số CCCD", [12088000123, "012085000124", "012093000125", "012079000126"])),
    "25_decimal_comma.xlsx": lambda: xlsx(added("Hệ số lương", ["3,33", "2,34", 3.66, "4,98 + 7% VK"])),
    "26_abbreviations.xlsx": lambda: xlsx(with_row(1, degree="ThS. KT", theory="CCLLCT", post="PCT UBND")),
    "27_unit_in_file_name_Nam_Tam.xlsx": lambda: xlsx([[c for i, c in enumerate(r) if i != 5] for r in [HEAD, *PEOPLE]]),
    "28_extra_columns.xlsx": lambda: xlsx(added("Số giày", [38, 41, 40, 42])),
}  # fmt: skip


# --- must fail -----------------------------------------------------------------------------------------------------


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


def ole(stream: str) -> bytes:
    """A minimal OLE container with one stream of this name: what an encrypted xlsx looks like from outside."""
    sector = 512
    header = bytearray(sector)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    header[24:34] = bytes([0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0])
    header[44:48] = (1).to_bytes(4, "little")
    header[48:52] = (1).to_bytes(4, "little")
    header[56:60] = (4096).to_bytes(4, "little")
    header[60:64] = header[68:72] = b"\xfe\xff\xff\xff"
    header[76:80] = (0).to_bytes(4, "little")
    header[80:512] = b"\xff" * 432
    fat = bytearray(b"\xff" * sector)
    chain = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, 10), 0xFFFFFFFE]
    for place, value in enumerate(chain):
        fat[place * 4 : place * 4 + 4] = value.to_bytes(4, "little")
    root = _entry("Root Entry", 5, 1, 0xFFFFFFFE, 0)
    entries = root + _entry(stream, 2, 0xFFFFFFFF, 2, 4096) + _entry("", 0, 0xFFFFFFFF, 0, 0) * 2
    return bytes(header) + bytes(fat) + entries + bytes(4096)


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    made = bytearray(128)
    text = name.encode("utf-16-le")
    made[: len(text)] = text
    made[64:66] = (len(text) + 2 if name else 0).to_bytes(2, "little")
    made[66], made[67] = kind, 1
    made[68:76] = b"\xff" * 8
    made[76:80] = child.to_bytes(4, "little")
    made[116:120] = start.to_bytes(4, "little")
    made[120:124] = size.to_bytes(4, "little")
    return bytes(made)


FAIL: dict[str, Callable[[], bytes]] = {
    "01_encrypted.xlsx": lambda: ole("EncryptedPackage"),
    "02_zip_bomb.xlsx": lambda: extra("xl/media/image1.bin", bytes(90_000_000)),
    "03_entity_bomb.xlsx": lambda: replaced(_SHEET, b"<worksheet", _ENTITIES + b"<worksheet"),
    "04_macros.xlsm": lambda: extra("xl/vbaProject.bin", b"fictional"),
    "05_far_cell.xlsx": lambda: replaced(_SHEET, b'r="A1"', b'r="XFD1"'),
    "06_far_row.xlsx": lambda: replaced(_SHEET, b'<row r="5"', b'<row r="1048576"'),
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
    "17_encrypted_old.xls": lambda: _with_filepass(),
    "18_impossible_date.xlsx": lambda: xlsx(with_row(1, birth="31/02/1985")),
    "19_unknown_position.xlsx": lambda: xlsx(with_row(1, post="CV 1 cửa liên thông")),
    "20_unknown_theory.xlsx": lambda: xlsx(with_row(2, theory="CCCT")),
    "21_missing_name.xlsx": lambda: xlsx(with_row(3, name="")),
    "22_two_marks.xlsx": lambda: _two_marks(),
    "23_same_person_twice.xlsx": lambda: xlsx([HEAD, *PEOPLE, [5, *PEOPLE[0][1:]]]),
    "24_same_id_twice.xlsx": lambda: xlsx(added("Số CCCD", ["012088000123", "012088000123", "012093000125", ""])),
    "25_old_card_number.xlsx": lambda: xlsx(added("Số CMND/CCCD", ["045123456", "", "", ""])),
    "26_excel_error.xlsx": lambda: xlsx(with_row(0, theory="#N/A")),
    "27_no_birth_no_id.xlsx": lambda: xlsx(with_row(2, birth="")),
    "28_future_birth.xlsx": lambda: xlsx(with_row(2, birth="1/1/2093")),
    "29_unknown_commune.xlsx": lambda: xlsx(with_row(1, unit="Xã Không Có")),
}  # fmt: skip


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


def main() -> None:
    for folder, files in (("pass", PASS), ("fail", FAIL)):
        (HERE / folder).mkdir(exist_ok=True)
        for name, make in files.items():
            (HERE / folder / name).write_bytes(make())


if __name__ == "__main__":
    main()
