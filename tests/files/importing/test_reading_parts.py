"""Unit: cells and parts of xlsx and ods as other programs write them, and files of other kinds."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import openpyxl
import pytest

from canbo.apps.importing.models import Upload
from canbo.core.text.legacy import to_vni
from canbo.files.importing.reading.book import read_book
from canbo.files.importing.reading.limits import Budget
from canbo.files.importing.reading.model import Book, Refusal, Table
from canbo.files.importing.reading.open import open_workbook
from canbo.files.importing.reading.raw import RawSheet
from workbooks.hostile import book, dimensions, ods, zipped
from workbooks.ole import ole

LABELS = ("TT", "Họ và tên", "Chức vụ", "Ngày sinh", "Đảng viên")
HEADER = "<row>" + "".join(f'<c t="inlineStr"><is><t>{label}</t></is></c>' for label in LABELS) + "</row>"


def first(content: bytes, name: str = "tep.xlsx") -> Table:
    found = read_book(name, content)
    assert isinstance(found, Book), found
    return found.tables[0]


def refused(content: bytes, name: str = "tep.xlsx") -> str:
    found = read_book(name, content)
    assert isinstance(found, Refusal)
    return found.code


def patched(content: bytes, old: bytes, new: bytes) -> bytes:
    """A workbook with a piece of its parts changed."""
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        return zipped({name: source.read(name).replace(old, new) for name in source.namelist()})


def values(row: str, **more: Any) -> dict[int, Any]:
    return dict(first(book(HEADER + row, **more)).rows[0].values)


# --- xlsx ------------------------------------------------------------------------------------------------------------


def test_every_type_of_cell_is_read() -> None:
    cells = '<c><v>1</v></c><c t="s"><v>0</v></c><c t="str"><v>Văn thư_x000D_</v></c><c t="d"><v>1985-09-02</v></c>'
    strings = "<si><r><t>Lò Thị </t></r><r><t>Hằng</t></r><rPh><t>không đọc</t></rPh></si>"
    found = values(f'<row>{cells}<c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c></row>', strings=strings)
    assert found == {0: 1, 1: "Lò Thị Hằng", 2: "Văn thư\r", 3: "1985-09-02", 4: True, 5: "#N/A"}


def test_inline_text_has_runs_fonts_and_readings_too() -> None:
    runs = f'<r><rPr><rFont val="VNI-Times"/></rPr><t>{to_vni("Lò Thị ")}</t></r><r><t>Hằng</t></r>'
    name = f'<c t="inlineStr"><is>{runs}<rPh sb="0" eb="1"><t>không đọc</t></rPh></is></c>'
    assert values(f"<row><c><v>1</v></c>{name}</row>")[1] == "Lò Thị Hằng"


def test_dates_from_1904_and_styles_that_are_not_declared() -> None:
    date_style = '<cellXfs><xf numFmtId="14"/></cellXfs>'
    row = '<row><c s="99"><v>1</v></c><c t="inlineStr"><is><t>Lò Thị Hằng</t></is></c><c/><c><v>29830</v></c></row>'
    assert values(row, styles=date_style)[3] == date(1981, 9, 1)
    made = patched(book(HEADER + row, styles=date_style), b"<sheets>", b'<workbookPr date1904="1"/><sheets>')
    assert first(made).rows[0].values[3] == date(1985, 9, 2)


def test_hidden_columns_and_empty_cells_far_out() -> None:
    person = '<row hidden="1"><c><v>1</v></c><c t="inlineStr"><is><t>Lò Thị Hằng</t></is></c><c><v>7</v></c></row>'
    far = '<row r="1048576"><c r="XFD1048576" s="0"/></row>'
    table = first(book(HEADER + person + far, before='<cols><col min="3" max="16384" hidden="1"/></cols>'))
    assert [column.header for column in table.hidden_columns] == list(LABELS[2:])
    assert table.hidden_rows == (2,)


def test_what_openpyxl_writes_is_read() -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.append(list(LABELS))
    sheet.append([1, "Lò Thị Hằng", "Văn thư", date(1985, 9, 2), True])
    sheet.column_dimensions["C"].hidden = True
    buffer = io.BytesIO()
    made.save(buffer)
    table = first(buffer.getvalue())
    assert dict(table.rows[0].values) == {0: 1, 1: "Lò Thị Hằng", 2: "Văn thư", 3: date(1985, 9, 2), 4: True}
    assert len(table.hidden_columns) == 1


def test_a_sheet_of_old_macros_is_refused() -> None:
    macros = "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet"
    link = f'<Relationship Id="r9" Type="{macros}" Target="m.xml"/></Relationships>'
    assert refused(patched(book(HEADER), b"</Relationships>", link.encode())) == "macros"


def test_twenty_tables_of_a_sheet_are_enough() -> None:
    people = "".join(
        f'<row><c t="inlineStr"><is><t>Họ và tên</t></is></c><c t="inlineStr"><is><t>Chức vụ {n}</t></is></c></row>'
        f'<row><c t="inlineStr"><is><t>Lò Thị {n}</t></is></c><c t="inlineStr"><is><t>Văn thư</t></is></c></row>'
        for n in range(100)
    )
    found = read_book("tep.xlsx", book(people))
    assert isinstance(found, Book)
    assert len(found.tables) == 20


# --- ods -------------------------------------------------------------------------------------------------------------


def test_ods_numbers_spans_and_paragraphs() -> None:
    def text(content: str) -> str:
        return f'<table:table-cell office:value-type="string">{content}</table:table-cell>'

    def cell(kind: str, attribute: str) -> str:
        return f'<table:table-cell office:value-type="{kind}" office:{attribute}/>'

    head = "".join(text(f"<text:p>{label}</text:p>") for label in LABELS)
    name = "<text:p>Lò<text:tab/><text:span>Thị</text:span></text:p><text:p>Hằng</text:p>"
    row = cell("float", 'value="1"') + text(name) + cell("percentage", 'value="0.07"')
    row += cell("date", 'date-value="không"') + cell("boolean", 'boolean-value="true"')
    table = first(ods(f"<table:table-row>{head}</table:table-row><table:table-row>{row}</table:table-row>"), "tep.ods")
    assert dict(table.rows[0].values) == {0: 1, 1: "Lò Thị\nHằng", 2: 0.07, 3: "không", 4: True}


# --- other files -----------------------------------------------------------------------------------------------------


def archive(parts: dict[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return buffer.getvalue()


def with_password() -> bytes:
    """A zip whose first entry says that it is encrypted."""
    content = bytearray(book(HEADER))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + place] |= 1
    return bytes(content)


ODS = {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (with_password(), "encrypted"),
        (archive(ODS | {"META-INF/manifest.xml": b"<m:encryption-data/>"}), "encrypted"),
        (archive(ODS | {"Basic/Standard/Module1.xml": b"<a/>"}), "macros"),
        (archive(ODS | {"mimetype": b"application/vnd.oasis.opendocument.text"}), "wrong_type"),
        (archive({"xl/workbook.bin": b""}), "wrong_type"),
        (archive({"ppt/presentation.xml": b""}), "wrong_type"),
        (archive({"thu.txt": b"a"}), "wrong_type"),
        (archive({"[Content_Types].xml": b"<a/>", "_rels/.rels": b"<a/>"}, zipfile.ZIP_BZIP2), "unreadable"),
        (archive({f"{n}": b"" for n in range(2001)}), "zip_bomb"),
        (b"PK\x03\x04" + bytes(100), "truncated"),
        (ole({"WordDocument": b""}), "wrong_type"),
        (ole({"Anything": b""}), "wrong_type"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "truncated"),
        (bytes(range(256)) * 20, "wrong_type"),
        (b" \n" * 100, "empty"),
        (b"a" * (5 * 1024 * 1024 + 1), "too_large"),
    ],
)  # fmt: skip
def test_a_file_of_another_kind_is_named(content: bytes, code: str) -> None:
    assert refused(content) == code


def test_csv_in_utf16_and_wrong_declarations_of_size_are_read() -> None:
    text = "TT\tHọ và tên\tChức vụ\r\n1\tLò Thị Hằng\tVăn thư\r\n"
    assert first(text.encode("utf-16"), "tep.csv").rows[0].values[1] == "Lò Thị Hằng"
    assert len(first(dimensions(65535, 255), "tep.xls").rows) == 4
    assert len(first(dimensions(0, 0), "tep.xls").rows) == 4


def test_the_reason_is_logged_not_shown(caplog: pytest.LogCaptureFixture) -> None:
    found = open_workbook("tep.xlsx", patched(book(HEADER), b"strings", b"nowhere").replace(b"ws/s.xml", b"ws/t.xml"))
    assert isinstance(found, Refusal)
    assert (found.code, "tep.xlsx" in caplog.text) == ("unreadable", True)


def test_no_name_of_a_sheet_is_longer_than_its_record_holds() -> None:
    longest = Upload._meta.get_field("sheet").max_length
    assert longest is not None
    assert len(RawSheet("Danh sách " * 30, hidden=False, budget=Budget()).name) <= longest
