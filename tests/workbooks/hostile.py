"""Files made to exhaust or end the program: each with the refusal it must get. Built when the tests run."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from typing import Any

from workbooks.faults import replaced, workbook_stream
from workbooks.ole import ole
from workbooks.rosters import HEAD, PEOPLE
from workbooks.writers import csv_text, xls, xlsx

_NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEADER = "".join(f'<c t="inlineStr"><is><t>{label}</t></is></c>' for label in ("TT", "Họ và tên", "Chức vụ"))
_SHEET = "xl/worksheets/sheet1.xml"


def zipped(parts: dict[str, bytes | str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def book(
    data: bytes | str,
    *,
    part: str = "ws/s.xml",
    sheets: int = 1,
    strings: str = "",
    styles: str = "",
    before: str = "",
    after: str = "",
) -> bytes:
    """An xlsx around the rows of one sheet, whose part lies where the relations say. Bytes are the whole part."""
    rels = f'<Relationship Id="r1" Type="{_DOCUMENT}/worksheet" Target="{part}"/>'
    rels += f'<Relationship Id="r2" Type="{_DOCUMENT}/sharedStrings" Target="strings.xml"/>' if strings else ""
    rels += f'<Relationship Id="r3" Type="{_DOCUMENT}/styles" Target="styles.xml"/>' if styles else ""
    tabs = "".join(f'<sheet name="DS{n}" sheetId="{n}" r:id="r1"/>' for n in range(1, sheets + 1))
    packed = data.encode() if isinstance(data, str) else data
    whole = (
        f"<worksheet {_NAMESPACE}>{before}<sheetData>".encode() + packed + f"</sheetData>{after}</worksheet>".encode()
    )
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": f'<Relationships><Relationship Id="m" Type="{_DOCUMENT}/officeDocument" Target="xl/b.xml"/></Relationships>',
            "xl/b.xml": f'<workbook {_NAMESPACE} xmlns:r="{_DOCUMENT}"><sheets>{tabs}</sheets></workbook>',
            "xl/_rels/b.xml.rels": f"<Relationships>{rels}</Relationships>",
            f"xl/{part}": data if isinstance(data, bytes) and data.startswith(b"\xff") else whole,
            **({"xl/strings.xml": f"<sst {_NAMESPACE}>{strings}</sst>"} if strings else {}),
            **({"xl/styles.xml": f"<styleSheet {_NAMESPACE}>{styles}</styleSheet>"} if styles else {}),
        }
    )


def cell(place: str) -> str:
    return f"<row>{_HEADER}</row><row><c {place}><v>1</v></c></row>"


def people(count: int) -> list[list[Any]]:
    return [HEAD, *([n, f"Lò Thị {n}", *PEOPLE[0][2:]] for n in range(1, count + 1))]


def ods(table: str) -> bytes:
    names = 'xmlns:office="o" xmlns:table="t" xmlns:text="x"'
    body = f'<office:body><office:spreadsheet><table:table table:name="DS">{table}</table:table></office:spreadsheet></office:body>'
    content = f"<office:document-content {names}>{body}</office:document-content>"
    return zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def repeated(rows: int, columns: int) -> bytes:
    filled = f'<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="{columns}"/>'
    return ods(f'<table:table-row table:number-rows-repeated="{rows}">{filled}</table:table-row>')


def records(*extra: bytes) -> bytes:
    """A good xls with records put before the end of its sheet."""
    stream = workbook_stream(xls([HEAD, *PEOPLE]))
    end = stream.rindex(b"\x0a\x00\x00\x00")
    return ole({"Workbook": stream[:end] + b"".join(extra) + stream[end:]})


def record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def dimensions(rows: int, columns: int) -> bytes:
    """A good xls that declares another size than it has."""
    content = xls([HEAD, *PEOPLE])
    at = content.index(b"\x00\x02\x0e\x00") + 4
    return content[:at] + struct.pack("<IIHH", 0, rows, 0, columns) + content[at + 12 :]


def _stacked_merges() -> str:
    return "<mergeCells>" + '<mergeCell ref="A1:XFD1048576"/>' * 100_000 + "</mergeCells>"


_FULL_SHEET = "".join(f"<row>{_HEADER}</row>" for _ in range(2)) + '<row r="5000"><c r="KN5000"><v>1</v></c></row>'
_BRACKETS = (
    f'<numFmts><numFmt numFmtId="200" formatCode="{"[" * 900_000}"/></numFmts><cellXfs><xf numFmtId="200"/></cellXfs>'
)
_UTF16 = f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY b "c">]><worksheet {_NAMESPACE}/>'

HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "far_single_quotes.xlsx": (lambda: book(cell("r='XFD1048576'")), "too_wide"),
    "far_after_tab.xlsx": (lambda: book(cell('s="0"\tr="XFD1048576"')), "too_wide"),
    "far_lower_case.xlsx": (lambda: book(cell('r="xfd9"')), "too_wide"),
    "far_row_in_other_folder.xlsx": (lambda: book(cell('r="A1048576"'), part="other/place.xml"), "too_many_rows"),
    "far_prefixed.xlsx": (
        lambda: replaced(_SHEET, b"<sheetData>", b'<x:row xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:c r="XFD7"><x:v>1</x:v></x:c></x:row><sheetData>'),
        "too_wide",
    ),
    "no_such_place.xlsx": (lambda: book(cell('r="AAAAAAA99999999999"')), "unreadable"),
    "rows_without_place.xlsx": (lambda: book("<row/>" * 1_500_000), "too_many_cells"),
    "cells_without_place.xlsx": (lambda: book("<row>" + "<c><v>1</v></c>" * 5_000_000 + "</row>"), "too_wide"),
    "rows_of_cells_without_place.xlsx": (lambda: book(("<row>" + "<c><v>1</v></c>" * 250 + "</row>") * 15_000), "too_many_cells"),
    "deep.xlsx": (lambda: book("<a>" * 3_000_000), "too_many_cells"),
    "attributes.xlsx": (lambda: book("<row " + " ".join(f'a{n}=""' for n in range(1_000_000)) + "/>"), "zip_bomb"),
    "attributes_of_many.xlsx": (lambda: book(("<row " + " ".join(f'a{n}=""' for n in range(2_500)) + "/>") * 1500), "too_many_cells"),
    "one_long_text.xlsx": (lambda: book("<row><c t='inlineStr'><is><t>" + "😀 ạ" * 9_000_000 + "</t></is></c></row>"), "zip_bomb"),
    "one_text_in_many_cells.xlsx": (
        lambda: book(('<row>' + '<c t="s"><v>0</v></c>' * 100 + "</row>") * 5000, strings=f"<si><t>{'a' * 32_000}</t></si>"),
        "zip_bomb",
    ),
    "entities_in_utf16.xlsx": (lambda: book(_UTF16.encode("utf-16")), "entity_bomb"),
    "entities_in_styles.xlsx": (
        lambda: replaced("xl/styles.xml", b"<styleSheet", b'<!DOCTYPE a [<!ENTITY b "c">]><styleSheet'), "entity_bomb",
    ),
    "stacked_merges.xlsx": (lambda: book(_FULL_SHEET, after=_stacked_merges()), "unreadable"),
    "hidden_columns.xlsx": (lambda: book(_FULL_SHEET, before="<cols>" + '<col min="1" max="16384" hidden="1"/>' * 300_000 + "</cols>"), "too_many_cells"),
    "many_sheets.xlsx": (lambda: book(_FULL_SHEET, sheets=1100), "too_many_cells"),
    "many_empty_sheets.xlsx": (lambda: book("", sheets=100_000), "too_many_cells"),
    "format_of_brackets.xlsx": (
        lambda: book(f"<row>{_HEADER}</row><row>{_HEADER.replace('Họ và tên', 'Lò Thị Hằng')}<c><v>1</v></c></row>", styles=_BRACKETS),
        "",
    ),
    "font_without_number.xlsx": (lambda: book("<row/>", styles='<cellXfs><xf fontId="abc"/></cellXfs>'), "unreadable"),
    "style_without_number.xlsx": (lambda: book('<row><c s="x"><v>1</v></c></row>'), "unreadable"),
    "string_without_number.xlsx": (lambda: book('<row><c t="s"><v>7</v></c></row>'), "unreadable"),
    "no_workbook.xlsx": (lambda: zipped({"[Content_Types].xml": "<Types/>", "_rels/.rels": "<Relationships/>"}), "unreadable"),
    "no_sheet_part.xlsx": (lambda: replaced("xl/_rels/workbook.xml.rels", b"sheet1.xml", b"sheet9.xml"), "unreadable"),
    "no_xml.xlsx": (lambda: replaced(_SHEET, b"<sheetData>", b"<sheetData"), "truncated"),
    "people_5400.xlsx": (lambda: xlsx(people(5400)), "too_many_rows"),
    "people_5001.xlsx": (lambda: xlsx(people(5001)), "too_many_rows"),
    "people_in_two_sheets.xlsx": (lambda: xlsx(people(2600), sheets={"Khối B": people(2600)}), "too_many_rows"),
    "repeated_rows.ods": (lambda: repeated(1_000_000, 1), "too_many_rows"),
    "repeated_columns.ods": (lambda: repeated(1, 16_000), "too_wide"),
    "repeated_both.ods": (lambda: repeated(5000, 300), "too_many_cells"),
    "repeated_beyond_numbers.ods": (lambda: repeated(10**30, 1), "too_many_rows"),
    "rows.ods": (lambda: ods("<table:table-row/>" * 2_000_000), "too_many_cells"),
    "blanks.ods": (lambda: ods("<table:table-row>" + '<table:table-cell><text:p><text:s text:c="99999999"/></text:p></table:table-cell>' * 200_000 + "</table:table-row>"), "zip_bomb"),
    "dimensions.xls": (lambda: dimensions(65535, 65535), ""),
    "far_cell.xls": (lambda: records(record(0x203, struct.pack("<HHHd", 65000, 3, 0, 1.0))), "too_many_rows"),
    "far_column.xls": (lambda: records(record(0x203, struct.pack("<HHHd", 1, 60000, 0, 1.0))), "too_wide"),
    "far_blanks.xls": (lambda: records(*(record(0x201, struct.pack("<HHH", n, 255, 0)) for n in range(65535))), "too_many_cells"),
    "blanks.xls": (lambda: records(*(record(0xBE, struct.pack("<HH", n, 0) + bytes(512) + struct.pack("<H", 255)) for n in range(9000))), "too_many_cells"),
    "noise.xls": (lambda: ole({"Workbook": bytes(range(256)) * 4000}), "unreadable"),
    "tabs.csv": (lambda: b"x" + b"\tx" * 1_000_000, "too_wide"),
    "empty_tabs.csv": (lambda: b"\t" * 2_000_000, "empty"),
    "lines.csv": (lambda: b"a\n" * 2_400_000, "too_many_rows"),
    "one_quote.csv": (lambda: b'"' + b"a,b\n" * 1_000_000, "unreadable"),
    "tabs.tsv": (lambda: b'"x' + b"\tx" * 2_400_000, "too_wide"),
    "one_quote.tsv": (lambda: b'"' + b"a\tb\n" * 1_000_000, "too_many_rows"),
    "people_5001.csv": (lambda: csv_text(people(5001)).encode(), "too_many_rows"),
    "cut.csv": (lambda: "TT,Họ và tên,Chức vụ".encode("utf-16") + b"\x00", "unreadable"),
}  # fmt: skip
"""By name: how to make the file, and the code of its refusal; empty for a file that must be read nevertheless."""
