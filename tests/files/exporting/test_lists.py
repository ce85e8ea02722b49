"""Unit: lists as files: nothing in them runs as a formula, and Excel reads the letters."""

from __future__ import annotations

import io

import openpyxl

from canbo.files.exporting.lists import Sheet, csv_file, workbook


def test_no_text_of_a_csv_is_a_formula() -> None:
    text = csv_file(["a"], [["=1+1"], ["-2"], [-2], ["Lò Thị Hằng"]]).decode("utf-8-sig")
    assert text.splitlines() == ["a", "'=1+1", "'-2", "-2", "Lò Thị Hằng"]


def test_a_workbook_keeps_texts_as_texts_and_cuts_long_titles() -> None:
    made = workbook(Sheet("x" * 40, ["a", "b"], [["=1+1", 2]]), Sheet("y", ["c"], []))
    book = openpyxl.load_workbook(io.BytesIO(made))
    assert book.sheetnames == ["x" * 31, "y"]
    assert book["y"]["A1"].value == "c"
    cell = book.worksheets[0]["A2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
