"""The roster as Excel: what goes out is the form that comes in again."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import xlsxwriter

from canbo.apps.people.queries import State
from canbo.core.dates import PartialDate
from canbo.core.demo.mark import FICTIONAL, INVENTED
from canbo.core.facts.scales import COMPETENCY
from canbo.core.people.record import Assessed, Held, OfficialRecord, Post, Rated
from canbo.core.policy.model import Pack
from canbo.files.exporting.writing import Writing
from canbo.files.importing.fields import FIELDS, ImportField, competency_fields

PRIVATE = ("national_id", "residence", "religion")
"""Columns that are left out unless asked for."""


def record_of(state: State) -> OfficialRecord:
    """A stored record as plain values, with the assignments and the Party standing of the state's day."""
    official = state.official
    joined = state.party_member is not False
    return OfficialRecord(
        full_name=official.full_name,
        birth=official.birth,
        sex=official.sex,
        ethnic_group=official.ethnic_group,
        religion=official.religion,
        native_place=official.native_place,
        native_unit=official.native_unit.code if official.native_unit else None,
        residence=official.residence,
        national_id=official.national_id,
        general_education=official.general_education,
        party_member=official.party_member if joined else False,
        party_joined=official.party_joined if joined else None,
        party_official=official.party_official if joined and _by(official.party_official, state.as_of) else None,
        recruited=official.recruited,
        note=official.note,
        posts=tuple(_post(assignment) for assignment in state.assignments),
        qualifications=tuple(
            Held(q.kind, q.level, q.state, q.field_code, q.field_text, obtained=q.obtained, expected=q.expected)
            for q in state.qualifications
        ),
        ratings=tuple(Rated(r.year, r.level, r.exempt) for r in state.ratings),
        competencies=tuple(Assessed(c.competency, c.level, c.assessed, c.assessor) for c in state.competencies),
    )


def _by(day: PartialDate | None, as_of: date) -> bool:
    """Whether something can have happened by a day."""
    return day is not None and day.earliest <= as_of


def _post(assignment: Any) -> Post:
    return Post(
        unit=assignment.unit.code,
        position=assignment.position.code,
        is_main=assignment.is_main,
        category=assignment.category,
        grade=assignment.grade,
        salary_coefficient=assignment.salary_coefficient,
        salary_step=assignment.salary_step,
        start=assignment.start,
        end=assignment.end,
    )


_GUIDE = (
    "Sửa thẳng vào trang “Cán bộ” rồi nhập lại vào Canbo. Không xóa, không sửa hai cột ẩn đầu trang.",
    "Ô để trống nghĩa là chưa rõ, không phải là không có. Không có thì ghi “Chưa” hoặc “Không”.",
    "Ngày ghi ngày/tháng/năm; không nhớ ngày thì ghi tháng/năm hoặc chỉ ghi năm.",
    "Một người giữ nhiều vị trí: ghi cách nhau bằng dấu chấm phẩy, vị trí chính trước.",
    "Bằng cấp: ghi trình độ, ngành và năm, như: Đại học Luật (2010); Thạc sĩ Quản lý công (2019).",
    "Năng lực: ghi mức từ 0 (chưa đạt mức 1) đến 5, kèm ngày đánh giá nếu có, như: 3 hoặc 3 (15/3/2026). "
    "Không ghi ngày thì tính là ngày nhập. Chưa đánh giá thì để trống.",
    "Không nhập nội dung mật.",
)


def form_of(pack: Pack) -> list[ImportField]:
    """The columns of our own form, in their order: the competencies of the pack stand after the qualifications."""
    apart = ("split_birth", "sex_mark", "field_of_study")
    own = [field for field in FIELDS.values() if field.kind not in apart]
    after = next(place for place, field in enumerate(own, 1) if field.name == "studying")
    return [*own[:after], *competency_fields(pack), *own[after:]]


def roster_workbook(
    states: Sequence[State], pack: Pack, *, year: int, fictional: bool, columns: Iterable[str] | None = None
) -> bytes:
    """Officials as our own form: hidden id and version, drop-down lists, a guide. `columns` limits what is shown.

    `fictional` marks the file as the demonstration's, by which an import knows it again.
    """
    wanted = set(columns) | {"id", "version", "full_name"} if columns is not None else None
    chosen = [f for f in form_of(pack) if f.name not in PRIVATE and (wanted is None or f.name in wanted)]
    writing = Writing(pack)
    rows = [
        {"id": str(s.official.pk), "version": str(s.official.version), "order": str(n)} | writing.cells(record_of(s))
        for n, s in enumerate(states, 1)
    ]
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        sheet = book.add_worksheet(f"Cán bộ ({INVENTED})" if fictional else "Cán bộ")
        _fill(book, sheet, chosen, rows, year=year)
        _lists(book, sheet, chosen, writing, len(rows))
        guide = book.add_worksheet("Hướng dẫn")
        lines = (f"{FICTIONAL}.", *_GUIDE) if fictional else _GUIDE
        for number, line in enumerate(lines):
            guide.write_string(number, 0, line)
        guide.set_column(0, 0, 110)
    return buffer.getvalue()


def _fill(
    book: Any, sheet: Any, fields: Sequence[ImportField], rows: Sequence[Mapping[str, str]], *, year: int
) -> None:
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "bottom": 1, "bg_color": "#EEF1F4"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    for place, field in enumerate(fields):
        label = f"{field.label} {year - 1}" if field.name == "rating" else field.label
        sheet.write_string(0, place, label, head)
        sheet.set_column(place, place, field.width, wrap, {"hidden": field.kind == "id"})
    for number, row in enumerate(rows, 1):
        for place, field in enumerate(fields):
            sheet.write_string(number, place, row.get(field.name, ""))
    sheet.freeze_panes(1, 4)
    sheet.autofilter(0, 0, max(1, len(rows)), len(fields) - 1)


_DROPDOWNS: Mapping[str, Callable[[Writing], Iterable[str]]] = {
    "sex": lambda w: w.titles["sexes"].values(),
    "ethnic_group": lambda w: w.titles["ethnic_groups"].values(),
    "category": lambda w: w.titles["categories"].values(),
    "unit": lambda w: w.titles["communes"].values(),
    "body": lambda w: w.titles["bodies"].values(),
    "party_member": lambda _: ("Có", "Không"),
}
_ASSESSED = {
    "input_title": "Mức năng lực",
    "input_message": "Mức từ 0 đến 5, kèm ngày đánh giá nếu có: 3 (15/3/2026). Chưa đánh giá thì để trống.",
}


def _lists(book: Any, sheet: Any, fields: Sequence[ImportField], writing: Writing, rows: int) -> None:
    """Drop-down lists from the catalogues; a hint, not a fence, for what is written otherwise is understood too."""
    store = book.add_worksheet("Danh mục")
    store.hide()
    for place, field in enumerate(fields):
        values = list(_DROPDOWNS[field.name](writing)) if field.name in _DROPDOWNS else []
        hint = _ASSESSED if field.kind == "competency" else {}
        values = values or [str(level.rank) for level in COMPETENCY.levels if hint]
        for number, value in enumerate(values):
            store.write_string(number, place, value)
        if values:
            column = xlsxwriter.utility.xl_col_to_name(place)
            source = f"='Danh mục'!${column}$1:${column}${len(values)}"
            rule = {"validate": "list", "source": source, "error_type": "information", **hint}
            sheet.data_validation(1, place, rows + 50, place, rule)
