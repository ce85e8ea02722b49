"""Integration: what cells of xlsx, xls, ods and csv mean: dates cut to what is shown, kept zeros, merged cells."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import xlsxwriter
import xlwt

from canbo.core.dates import PartialDate
from canbo.core.text.dates import parse_partial_date
from canbo.core.text.legacy import to_tcvn3
from canbo.core.text.numbers import parse_step
from canbo.files.importing.reading.book import read_book
from canbo.files.importing.reading.formats import shown, shown_parts
from canbo.files.importing.reading.model import Book, ShortDate, Table

HEAD = ["TT", "Họ và tên", "Chức vụ", "Ngày sinh"]
Writer = Callable[[Any, Any], None]


def xlsx(write: Writer) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("DS")
        sheet.write_row(0, 0, HEAD)
        write(book, sheet)
    return buffer.getvalue()


def first(content: bytes, name: str = "tep.xlsx") -> Table:
    book = read_book(name, content)
    assert isinstance(book, Book), book
    return book.tables[0]


def born(number: float, form: str) -> Any:
    """The birth date of a person whose cell holds this number in this format."""

    def write(book: Any, sheet: Any) -> None:
        sheet.write_row(1, 0, [1, "Lò Thị Hằng", "Văn thư"])
        sheet.write_number(1, 3, number, book.add_format({"num_format": form}))

    return first(xlsx(write)).rows[0].values[3]


# --- dates -----------------------------------------------------------------------------------------------------------

SEPTEMBER = 31291  # 1/9/1985


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("dd/mm/yyyy", PartialDate(1985, 9, 1)),
        ("d-mmm-yy", PartialDate(1985, 9, 1)),
        ("dd/mm/yyyy hh:mm", PartialDate(1985, 9, 1)),
        ('"ngày "dd" tháng "mm" năm "yyyy', PartialDate(1985, 9, 1)),
        ("[$-42A]dd/mm/yyyy;@", PartialDate(1985, 9, 1)),
        ("mm/yyyy", PartialDate(1985, 9)),
        ("m/yyyy;@", PartialDate(1985, 9)),
        ("mmm-yy", PartialDate(1985, 9)),
        ("yyyy", PartialDate(1985)),
        ("yy", PartialDate(1985)),
        ("dd/mm", PartialDate(1985, 9, 1)),
    ],
)
def test_a_date_is_known_as_far_as_its_cell_shows_it(form: str, expected: PartialDate) -> None:
    assert parse_partial_date(born(SEPTEMBER, form)) == expected


def test_a_typed_step_that_excel_made_a_date_is_read_back() -> None:
    """`4/9` and `12/12` in a cell without a format become dates shown as day and month."""
    step = born(46269, "d-mmm")  # 4/9/2026
    assert isinstance(step, ShortDate)
    assert (str(step), parse_step(step)) == ("4/9", (4, 9))
    assert str(born(46368, "dd/mm")) == "12/12"
    assert step == date(2026, 9, 4), "it is a date for a column of dates"


@pytest.mark.parametrize(
    ("form", "parts"),
    [
        ("General", ""), ("0", ""), ("0.00", ""), ("#,##0", ""), ("@", ""), ('0" năm"', ""), ("[Red]0", ""), (9, ""),
        ("h:mm AM/PM", "h"), ("mm:ss", "h"), (14, "dmy"), (16, "dm"), (17, "my"), (20, "h"), ("[h]:mm", "h"),
    ],
)  # fmt: skip
def test_formats_of_numbers_and_of_the_clock_are_no_dates(form: str | int, parts: str) -> None:
    assert shown_parts(form) == parts


def test_numbers_keep_the_zeros_that_their_format_shows() -> None:
    assert shown(12088000123, "000000000000") == "012088000123"
    assert shown(3.33, "0.00") == 3.33
    assert shown(7.0, "General") == 7
    assert shown(1e300, "dd/mm/yyyy") == 1e300
    assert shown(0.5, "h:mm") == "12:00"
    assert shown(1, "dd/mm/yyyy", from_1904=True) == date(1904, 1, 2)


def test_an_old_xls_keeps_the_precision_of_its_dates_too() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("DS")
    for row, values in enumerate(
        [HEAD, [1, "Lò Thị Hằng", "Văn thư"], [2, "Giàng A Páo", "Kế toán"], [3, "Tẩn A Sần"]]
    ):
        for column, value in enumerate(values):
            sheet.write(row, column, value)
    for row, form in enumerate(("mm/yyyy", "yyyy", "dd/mm/yyyy"), 1):
        sheet.write(row, 3, date(1985, 9, 1), xlwt.easyxf(num_format_str=form))
    buffer = io.BytesIO()
    book.save(buffer)
    table = first(buffer.getvalue(), "tep.xls")
    assert [row.values[3] for row in table.rows] == ["9/1985", 1985, date(1985, 9, 1)]


# --- ods -------------------------------------------------------------------------------------------------------------

ODS = """<office:document-content xmlns:office="o" xmlns:style="s" xmlns:number="n" xmlns:table="t" xmlns:text="x"
 xmlns:fo="f"><office:automatic-styles>
 <number:date-style style:name="N1"><number:month/><number:text>/</number:text><number:year/></number:date-style>
 <style:style style:name="ce1" style:family="table-cell" style:data-style-name="N1"/>
 <style:style style:name="ce2" style:family="table-cell">
 <style:text-properties style:font-name=".VnTime"/></style:style>
 <style:style style:name="ta1" style:family="table"><style:table-properties table:display="false"/></style:style>
</office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>
</office:document-content>"""

REPEATED = "table:number-columns-repeated"


def cell(text: object = "", attributes: str = "") -> str:
    kind = ' office:value-type="string"' if text else ""
    return (
        f"<table:table-cell{kind} {attributes}>" + (f"<text:p>{text}</text:p>" if text else "") + "</table:table-cell>"
    )


def ods(*rows: str, style: str = "", columns: str = "") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        table = f'<table:table table:name="DS" table:style-name="{style}">{columns}{"".join(rows)}</table:table>'
        archive.writestr("content.xml", ODS.format(tables=table))
    return buffer.getvalue()


def line(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


HEADS = line(*map(cell, HEAD))


def test_ods_merged_hidden_repeated_and_noted_cells() -> None:
    dated = '<table:table-cell office:value-type="date" office:date-value="1985-09-01" table:style-name="ce1"/>'
    note = "<office:annotation><text:p>xem lại</text:p></office:annotation>"
    hang, pao = "Lò<text:s/>Thị<text:line-break/>Hằng", f"{note}<text:p>Giàng A Páo</text:p>"
    named = f'<table:table-cell office:value-type="string">{pao}</table:table-cell>'
    empty = cell(attributes='table:number-columns-repeated="1000"')
    content = ods(
        HEADS,
        line(cell("1"), cell(hang), cell("Văn thư", 'table:number-rows-spanned="2"'), dated),
        line(cell("2"), named, "<table:covered-table-cell/>", dated, attributes='table:visibility="collapse"'),
        line(empty, attributes='table:number-rows-repeated="1048000"'),
        columns=f'<table:table-column {REPEATED}="2"/><table:table-column table:visibility="collapse"/>',
    )
    table = first(content, "tep.ods")
    assert [row.values for row in table.rows] == [
        {0: "1", 1: "Lò Thị\nHằng", 2: "Văn thư", 3: "9/1985"},
        {0: "2", 1: "Giàng A Páo", 2: "Văn thư", 3: "9/1985"},
    ]
    assert table.hidden_rows == (3,)
    assert [column.header for column in table.hidden_columns] == ["Chức vụ"]


def test_a_hidden_ods_sheet_says_so_and_its_fonts_are_read() -> None:
    names = [cell(to_tcvn3(name), 'table:style-name="ce2"') for name in ("Lò Thị Hằng", "Tẩn A Sần")]
    rows = [line(cell(str(n)), name, cell("Văn thư"), cell("1985")) for n, name in enumerate(names, 1)]
    table = first(ods(HEADS, *rows, style="ta1"), "tep.ods")
    assert table.hidden
    assert [row.values[1] for row in table.rows] == ["Lò Thị Hằng", "Tẩn A Sần"]


# --- csv -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_csv_lines_may_end_and_cells_be_parted_in_any_way(end: str, mark: str) -> None:
    rows = [
        ["TT", "Họ và tên", '"Chức vụ, chức danh"'],
        ["1", "Lò Thị Hằng", '"Văn thư, lưu trữ; kế toán"'],
        ["2", "Tẩn A Sần", ""],
    ]
    table = first(end.join(mark.join(row) for row in rows).encode(), "tep.csv")
    assert [row.values for row in table.rows] == [
        {0: "1", 1: "Lò Thị Hằng", 2: "Văn thư, lưu trữ; kế toán"},
        {0: "2", 1: "Tẩn A Sần"},
    ]


def test_empty_cells_beyond_the_last_do_not_count() -> None:
    content = f"TT,Họ và tên,Chức vụ{',' * 500}\n1,Lò Thị Hằng,Văn thư{',' * 500}\n".encode()
    assert len(first(content, "tep.csv").columns) == 3


# --- rows copied from a spreadsheet ----------------------------------------------------------------------------------


def pasted(*rows: str, end: str = "\r\n") -> list[dict[int, Any]]:
    head = "TT\tHọ và tên\tChức vụ\tGhi chú"
    table = first(end.join((head, *rows, "")).encode(), "dan.tsv")
    return [dict(row.values) for row in table.rows]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_copied_cell_with_lines_of_its_own_stands_in_quotes(end: str) -> None:
    rows = pasted(
        '1\tLò Thị Hằng\t"Bí thư,\nChủ tịch ""HĐND"""\tA', "2\tTẩn A Sần\tVăn thư; kế toán, thủ quỹ\t", end=end
    )
    assert rows == [
        {0: "1", 1: "Lò Thị Hằng", 2: 'Bí thư,\nChủ tịch "HĐND"', 3: "A"},
        {0: "2", 1: "Tẩn A Sần", 2: "Văn thư; kế toán, thủ quỹ"},
    ]


def test_a_mark_of_quotation_that_opens_no_cell_swallows_nothing() -> None:
    rows = pasted(
        '1\tLò Thị Hằng\tVăn thư\tPhòng "Một cửa"',
        '2\tTẩn A Sần\t"\t"',
        '3\tVàng Thị Mỷ\t"\tB',
        '"4\tGiàng A Páo\tKế toán',
    )
    assert [row[1] for row in rows] == ["Lò Thị Hằng", "Tẩn A Sần", "Vàng Thị Mỷ", "Giàng A Páo"]
    assert [row[2] for row in rows] == ["Văn thư", "Văn thư", "Văn thư", "Kế toán"]
    assert [row.get(3) for row in rows] == ['Phòng "Một cửa"', 'Phòng "Một cửa"', "B", None]


def test_pasted_text_without_tabs_is_read_as_csv() -> None:
    table = first(b"TT;H\xe1\xbb\x8d v\xc3\xa0 t\xc3\xaan;Ghi ch\xc3\xba\n1;A B;x", "dan.tsv")
    assert table.rows[0].values == {0: "1", 1: "A B", 2: "x"}


def test_a_long_file_name_does_not_make_a_longer_sheet_name_than_can_be_kept() -> None:
    assert len(first(b"TT,Ho va ten\n1,A B", f"{'d' * 240}.csv").key) <= 100
