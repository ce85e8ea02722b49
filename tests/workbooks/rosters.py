"""Rosters that must be read as they are, of invented people of Nậm Tăm."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from canbo.core.text.legacy import to_tcvn3, to_vni
from workbooks.writers import NOTE, Cells, Shown, cp1258, csv_text, ods, xls, xlsx

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


def titled(rows: Cells) -> list[list[Any]]:
    return [
        ["ĐẢNG ỦY XÃ NẬM TĂM"],
        [NOTE],
        ["DANH SÁCH CÁN BỘ, CÔNG CHỨC"],
        ["(Kèm theo Báo cáo số 05-BC/ĐU)"],
        [],
        *rows,
    ]


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


def signers() -> list[list[Any]]:
    """Posts that look like signatures and totals, above a real signature."""
    rows = [list(row) for row in PEOPLE]
    rows[0][6], rows[1][6] = "Bí thư Đảng ủy", "Chủ tịch UBND"
    tail = [
        ["Cộng", "", "4 người"],
        ["", "", "", "", "Nậm Tăm, ngày 05 tháng 02 năm 2026"],
        ["", "BÍ THƯ"],
        [],
        ["", "Lò Văn Ký"],
    ]
    return [HEAD, *rows, *tail]


def pages() -> list[list[Any]]:
    numbers = list(range(1, len(HEAD) + 1))
    return titled([HEAD, numbers, ["I", "KHỐI ĐẢNG"], *PEOPLE[:2], HEAD, numbers, *PEOPLE[2:]])


def steps() -> list[list[Any]]:
    """`4/9` and `12/12` typed into cells without a format: Excel makes dates of them."""
    typed = [Shown(46269, "d-mmm"), "4/9", Shown(46083, "dd/mm"), "2/12"]
    school = [Shown(46368, "d-mmm"), "12/12", "10/10", Shown(46305, "d-mmm")]
    head = [*HEAD, "Bậc lương", "Trình độ văn hóa"]
    return [head, *([*row, *more] for row, *more in zip(PEOPLE, typed, school, strict=True))]


def months() -> list[list[Any]]:
    """`9/1985` typed becomes a date shown as month and year; a date may be shown as its year alone."""
    births = [Shown(31291, "mm/yyyy"), Shown(31291, "mmm-yy"), Shown(31291, "yyyy"), Shown(31291, "dd/mm/yyyy")]
    return [HEAD, *([*row[:2], birth, *row[3:]] for row, birth in zip(PEOPLE, births, strict=True))]


def rich() -> list[list[Any]]:
    """Names of two fonts: the family in .VnTime, the given name in Times New Roman."""
    rows = []
    for row in PEOPLE:
        family, given = row[1].rsplit(" ", 1)
        rows.append([row[0], ((".VnTime", to_tcvn3(family)), ("Times New Roman", f" {given}")), *row[2:]])
    return [HEAD, *rows]


def default_font(content: bytes) -> bytes:
    """The workbook with .VnTime as the font of every cell that has no style."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            part = source.read(name).replace(b'<name val="Calibri"/>', b'<name val=".VnTime"/>')
            target.writestr(zipfile.ZipInfo(name, (2026, 11, 23, 0, 0, 0)), part, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def half_merged() -> bytes:
    """Every heading is merged down, only the one over Nam | Nữ is not merged at all."""
    top = ["TT", "Họ và tên", "Ngày tháng năm sinh", "", "Xã", "Chức vụ"]
    people = [
        [1, "Lò Thị Hằng", "", "14/9/1988", "Nậm Tăm", "Kế toán"],
        [2, "Giàng A Páo", "3/1985", "", "Nậm Tăm", "Văn thư"],
    ]
    merges = [(0, column, 1, column, top[column]) for column in (0, 1, 4, 5)]
    return xlsx([top, ["", "", "Nam", "Nữ", "", ""], *people], merges=merges)


def upper_heading() -> bytes:
    """The label of names stands in the lower of two rows, with what else is personal."""
    top = ["TT", "Thông tin cá nhân", "", "", "Xã", "Chức vụ"]
    low = ["", "Họ và tên", "Ngày sinh", "Dân tộc", "", ""]
    merges = [(5, 1, 5, 3, top[1]), *((5, column, 6, column, top[column]) for column in (0, 4, 5))]
    return xlsx(titled([top, low, *([*row[:3], row[4], *row[5:7]] for row in PEOPLE)]), merges=merges)


def assessed() -> bytes:
    """An assessment of competencies: a heading over three titles, a title beside its heading, levels as people write them."""
    top = ["TT", "Họ và tên", "Ngày sinh", "Xã", "Chức vụ", "Khung năng lực", "", "", "Năng lực: Ra quyết định"]
    low = ["", "", "", "", "", "Đạo đức và bản lĩnh", "Giao tiếp, ứng xử", "Sử dụng ngoại ngữ", ""]
    levels = [
        [3, "Mức 2 (15/03/2026)", "chưa đạt", ""],
        ["3/5", "mức 5", 0, "4 (3/2026)"],
        [Shown(46145, "d-mmm"), "3, 15/3/2026", "", "1 (2025)"],
        ["", "", "", ""],
    ]
    merges = [(0, 5, 0, 7, "Khung năng lực"), *((0, column, 1, column, top[column]) for column in (0, 1, 2, 3, 4, 8))]
    people = [[*row[:3], *row[5:7], *more] for row, more in zip(PEOPLE, levels, strict=True)]
    return xlsx([top, low, *people], merges=merges)


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
    "26_abbreviations.xlsx": lambda: xlsx(with_row(1, degree="ThS. QTKD", theory="CCLLCT", post="PCT UBND")),
    "27_unit_in_file_name_Nam_Tam.xlsx": lambda: xlsx([[c for i, c in enumerate(r) if i != 5] for r in [HEAD, *PEOPLE]]),
    "28_extra_columns.xlsx": lambda: xlsx(added("Số giày", [38, 41, 40, 42])),
    "29_posts_like_signatures.xlsx": lambda: xlsx(signers()),
    "30_months_and_years.xlsx": lambda: xlsx(months()),
    "31_steps_as_dates.xlsx": lambda: xlsx(steps()),
    "32_two_blocks.xlsx": lambda: xlsx([HEAD, *PEOPLE[:3]], name="Khối Đảng", sheets={"Khối chính quyền": [HEAD, PEOPLE[3]]}),
    "33_two_pages.xlsx": lambda: xlsx(pages()),
    "34_tcvn3_default_font.xlsx": lambda: default_font(xlsx(converted([HEAD, *PEOPLE], to_tcvn3))),
    "35_vni_font.xls": lambda: xls(converted([HEAD, *PEOPLE], to_vni), font="VNI-Times"),
    "36_rich_text.xlsx": lambda: xlsx(rich()),
    "37_unicode_in_vni_font.xlsx": lambda: xlsx([HEAD, *PEOPLE], font="VNI-Times"),
    "38_open_document_merged.ods": lambda: ods([HEAD, *([*row[:5], "" if n else "Nậm Tăm", *row[6:]] for n, row in enumerate(PEOPLE))], down=[(1, 5, 4)]),
    "39_lines_end_with_cr.csv": lambda: csv_text([HEAD, *PEOPLE]).replace("\n", "\r").encode(),
    "40_half_merged_header.xlsx": half_merged,
    "41_upper_heading.xlsx": upper_heading,
    "42_longer_headings.xlsx": lambda: xlsx([["Số TT", "Họ và tên (ghi in hoa)", *HEAD[2:]], *PEOPLE]),
    "43_competencies.xlsx": assessed,
}  # fmt: skip
