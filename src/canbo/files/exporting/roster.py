"""The roster as Excel: what goes out is the form that comes in again."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

import xlsxwriter

from canbo.apps.people.queries import State
from canbo.core.dates import PartialDate
from canbo.core.demo.mark import FICTIONAL, INVENTED
from canbo.core.facts.scales import QUALIFICATIONS, RATING
from canbo.core.people.record import Held, OfficialRecord, Post, Rated
from canbo.core.policy.model import Pack
from canbo.files.importing.fields import FIELDS, ImportField

FORM = [field for field in FIELDS.values() if field.kind not in ("split_birth", "sex_mark") and field.name != "field"]
"""The columns of our own form, in their order."""

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


class Writing:
    """Records as the words of a roster, with the titles of a pack."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack

    @cached_property
    def titles(self) -> dict[str, dict[str, str]]:
        lists = {item.id: {i.code: i.vi for i in item.items} for item in self.pack.lists}
        lists["positions"] = {p.code: p.title.vi for p in self.pack.positions}
        lists["bodies"] = {b.code: b.title.vi for b in self.pack.bodies}
        lists["communes"] = {c.code: f"{'Phường' if c.kind == 'phuong' else 'Xã'} {c.name}" for c in self.pack.communes}
        return lists

    @cached_property
    def body_of(self) -> dict[str, str]:
        return {p.code: p.body for p in self.pack.positions}

    def cells(self, record: OfficialRecord) -> dict[str, str]:
        """The text of every field of our form for a record and all its posts; main post first."""
        posts = sorted(record.posts, key=lambda p: not p.is_main)
        main = posts[0] if posts else None
        made = {
            "full_name": record.full_name,
            "birth": _day(record.birth),
            "sex": self._title("sexes", record.sex),
            "national_id": record.national_id or "",
            "ethnic_group": self._title("ethnic_groups", record.ethnic_group),
            "religion": record.religion or "",
            "native_unit": self._title("communes", record.native_unit) or record.native_place,
            "residence": record.residence,
            "unit": self._title("communes", main.unit) if main else "",
            "body": self._title("bodies", self.body_of.get(main.position)) if main else "",
            "position": "; ".join(self._title("positions", post.position) for post in posts),
            "start": _day(main.start) if main else "",
            "category": self._title("categories", main.category) if main else "",
            "grade": main.grade if main else "",
            "salary_coefficient": _decimal(main.salary_coefficient) if main else "",
            "salary_step": main.salary_step if main else "",
            "recruited": _day(record.recruited),
            "general_education": record.general_education,
            "party_member": {True: "Có", False: "Không", None: ""}[record.party_member],
            "party_joined": _day(record.party_joined),
            "party_official": _day(record.party_official),
            "degree": "; ".join(self.degree(h) for h in record.qualifications if _is(h, "degree", "held")),
            "studying": "; ".join(
                self.study(h) for h in record.qualifications if h.state == "studying" and h.kind in _STUDIED
            ),
            "rating": self.rating(record),
            "note": record.note,
        }
        return made | {kind: self.levels(record, kind) for kind in QUALIFICATIONS if kind != "degree"}

    def _title(self, list_id: str, code: str | None) -> str:
        return self.titles[list_id].get(code, code) if code else ""

    def degree(self, held: Held) -> str:
        level = QUALIFICATIONS["degree"].level(held.level).vi
        return f"{level} {self.field(held)}".strip() + _when(held.obtained)

    def field(self, held: Held) -> str:
        names = self.titles["fields_of_study"]
        code = held.field_code
        return names.get("7" + code[1:]) or names.get(code) or held.field_text if code else held.field_text

    def study(self, held: Held) -> str:
        level = QUALIFICATIONS[held.kind].level(held.level).vi.lower()
        what = f"{level} {self.field(held)}" if held.kind == "degree" else f"{level} LLCT"
        return what.strip() + _when(held.expected)

    def levels(self, record: OfficialRecord, kind: str) -> str:
        """The highest level held of a kind, and when; then what is being studied for, unless it has its own column."""
        scale = QUALIFICATIONS[kind]
        held = [item for item in record.qualifications if _is(item, kind, "held")]
        best = [max(held, key=lambda item: item.level)] if held else []
        parts = [scale.level(item.level).vi + _when(item.obtained) for item in best]
        if kind not in _STUDIED:
            studied = [item for item in record.qualifications if _is(item, kind, "studying")]
            parts += [f"đang học {scale.level(item.level).vi}{_when(item.expected)}" for item in studied]
        return "; ".join(parts)

    def rating(self, record: OfficialRecord) -> str:
        if not record.ratings:
            return ""
        latest = max(record.ratings, key=lambda item: item.year)
        return "Không xếp loại" if latest.level is None else RATING.level(latest.level).vi


_STUDIED = ("degree", "political_theory")
"""Kinds whose studies under way have a column of their own."""


def _is(held: Held, kind: str, state: str) -> bool:
    return held.kind == kind and held.state == state


def _day(value: PartialDate | None) -> str:
    return value.display() if value else ""


def _when(value: PartialDate | None) -> str:
    return f" ({value.display()})" if value else ""


def _decimal(value: Any) -> str:
    return str(value).replace(".", ",") if value is not None else ""


# --- the workbook ------------------------------------------------------------------------------------------------

_GUIDE = (
    "Sửa thẳng vào trang “Cán bộ” rồi nhập lại vào Canbo. Không xóa, không sửa hai cột ẩn đầu trang.",
    "Ô để trống nghĩa là chưa rõ, không phải là không có. Không có thì ghi “Chưa” hoặc “Không”.",
    "Ngày ghi ngày/tháng/năm; không nhớ ngày thì ghi tháng/năm hoặc chỉ ghi năm.",
    "Một người giữ nhiều vị trí: ghi cách nhau bằng dấu chấm phẩy, vị trí chính trước.",
    "Bằng cấp: ghi trình độ, ngành và năm, như: Đại học Luật (2010); Thạc sĩ Quản lý công (2019).",
    "Không nhập nội dung mật.",
)


def roster_workbook(
    states: Sequence[State], pack: Pack, *, year: int, fictional: bool, columns: Iterable[str] | None = None
) -> bytes:
    """Officials as our own form: hidden id and version, drop-down lists, a guide. `columns` limits what is shown.

    `fictional` marks the file as the demonstration's, by which an import knows it again.
    """
    wanted = set(columns) | {"id", "version", "full_name"} if columns is not None else None
    chosen = [f for f in FORM if f.name not in PRIVATE and (wanted is None or f.name in wanted)]
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


def _lists(book: Any, sheet: Any, fields: Sequence[ImportField], writing: Writing, rows: int) -> None:
    """Drop-down lists from the catalogues; a hint, not a fence, for what is written otherwise is understood too."""
    store = book.add_worksheet("Danh mục")
    store.hide()
    for place, field in enumerate(fields):
        values = list(_DROPDOWNS[field.name](writing)) if field.name in _DROPDOWNS else []
        for number, value in enumerate(values):
            store.write_string(number, place, value)
        if values:
            column = xlsxwriter.utility.xl_col_to_name(place)
            source = f"='Danh mục'!${column}$1:${column}${len(values)}"
            rule = {"validate": "list", "source": source, "error_type": "information"}
            sheet.data_validation(1, place, rows + 50, place, rule)
