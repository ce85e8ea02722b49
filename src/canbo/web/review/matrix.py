"""S7, the gap matrix: where is what lacking most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_safe

from canbo.core.policy.model import Subject
from canbo.core.review import matrix as core
from canbo.core.review.filtering import ANYTHING
from canbo.core.review.matrix import BASES, Cell, Matrix, Rows
from canbo.files.exporting.lists import Sheet, csv_file, workbook
from canbo.web.review.common import common
from canbo.web.review.downloads import download
from canbo.web.review.steps import quarters, words_of
from canbo.web.shell.asked import Asked, asked_of
from canbo.web.shell.charts import level
from canbo.web.shell.templatetags.canbo import number, percent

ROWS: dict[str, tuple[Rows, str | Promise, str, str]] = {
    "xa": (Rows.UNIT, _lazy("Xã, phường"), "communes", "xa"),
    "nhom": (Rows.TITLE_GROUP, _lazy("Nhóm chức danh"), "title_groups", "nhom"),
    "don-vi": (Rows.BODY, _lazy("Đơn vị"), "bodies", "don_vi"),
    "vi-tri": (Rows.POSITION, _lazy("Vị trí việc làm"), "positions", "vi_tri"),
}
"""What the lines may stand for: its heading, its list of codes, and the roster's filter for it."""

BASIS_WORDS: dict[str, str | Promise] = {
    "tat-ca": _lazy("tiêu chuẩn và chương trình"),
    "chuan": _lazy("chỉ tiêu chuẩn theo quy định"),
    "chuong-trinh": _lazy("chỉ yêu cầu của chương trình"),
    "tham-khao": _lazy("chỉ mức tham khảo, chưa ràng buộc"),
}

SUBJECTS: dict[Subject, str | Promise] = {
    Subject.DEGREE: _lazy("Trình độ"),
    Subject.FIELD: _lazy("Chuyên môn phù hợp"),
    Subject.POLITICAL_THEORY: _lazy("Lý luận chính trị"),
    Subject.STATE_MANAGEMENT: _lazy("Quản lý nhà nước"),
    Subject.LANGUAGE: _lazy("Ngoại ngữ, tiếng dân tộc"),
    Subject.DIGITAL: _lazy("Kỹ năng số"),
    Subject.POSITION_SKILLS: _lazy("Bồi dưỡng vị trí"),
    Subject.UPDATE: _lazy("Cập nhật kiến thức"),
    Subject.LEADERSHIP: _lazy("Lãnh đạo, quản lý"),
    Subject.CONDUCT: _lazy("Phẩm chất, xếp loại"),
    Subject.COMPETENCY: _lazy("Năng lực"),
}


_MANY = 40
"""With more lines, the cells go without an element for their smaller figures: a page has a budget of elements."""


@dataclass(frozen=True)
class Choice:
    """How the matrix is to be shown."""

    rows: str
    basis: str
    share: bool
    without_studying: bool

    @classmethod
    def of(cls, request: HttpRequest) -> Choice:
        rows, basis = request.GET.get("hang", ""), request.GET.get("yeu_cau", "")
        return cls(
            rows if rows in ROWS else "xa",
            basis if basis in BASES else "tat-ca",
            request.GET.get("don_vi_do") == "phan-tram",
            request.GET.get("tru_dang_hoc") == "1",
        )

    def query(self) -> dict[str, str]:
        return {
            "hang": self.rows,
            "yeu_cau": self.basis,
            "don_vi_do": "phan-tram" if self.share else "nguoi",
            "tru_dang_hoc": "1" if self.without_studying else "",
        }


def computed(asked: Asked, choice: Choice) -> Matrix:
    rows = ROWS[choice.rows][0]
    return core.matrix(asked.review, rows, BASES[choice.basis], without_studying=choice.without_studying)


# --- the page --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shown:
    """A cell in words: what it says, of how many, the unknown apart, its shade, where its names are."""

    text: str
    asked: str
    unknown: str
    level: int
    url: str


@dataclass(frozen=True)
class Row:
    """A line in words: its page if it has one, its cells, who lacks anything, and all gaps."""

    name: str
    url: str
    cells: Sequence[Shown]
    people: str
    people_url: str
    gaps: str


@require_safe
def matrix(request: HttpRequest) -> HttpResponse:
    """The matrix as asked for; every cell opens its names."""
    asked, choice = asked_of(request), Choice.of(request)
    found = computed(asked, choice)
    bounds = steps(found)
    context = common(asked, **choice.query()) | {
        "choice": choice,
        "heading": ROWS[choice.rows][1],
        "rows_choices": [(key, words) for key, (_rows, words, _list, _filter) in ROWS.items()],
        "basis_choices": list(BASIS_WORDS.items()),
        "subjects": [SUBJECTS[subject] for subject in found.subjects],
        "rows": [_row(asked, choice, line, found, bounds) for line in _sorted(found, names(asked, choice))],
        "total": _row(asked, choice, found.total, found, bounds),
        "legend": list(enumerate(words_of(bounds, _("từ %(from)s")), start=1)),
        "dense": len(found.lines) > _MANY,
        "gaps": found.total.gaps,
        "export_url": asked.link("review:matrix_export", "xlsx", **choice.query()),
        "csv_url": asked.link("review:matrix_export", "csv", **choice.query()),
    }
    return render(request, "review/matrix.html", context)


def names(asked: Asked, choice: Choice) -> dict[str, str]:
    return {line.code: _name(asked, choice, line.code) for line in computed(asked, choice).lines}


def _name(asked: Asked, choice: Choice, code: str) -> str:
    list_id = ROWS[choice.rows][2]
    if not code:
        return _("không rõ")
    return asked.words.body(asked.user.unit_code, code) if list_id == "bodies" else asked.words.code(list_id, code)


def _sorted(found: Matrix, named: dict[str, str]) -> list[core.Line]:
    """The lines with most gaps first."""
    return sorted(found.lines, key=lambda line: (-line.gaps, named[line.code]))


def steps(found: Matrix) -> list[float]:
    """The bounds of the shades: the quarters of all cells where anybody lacks anything."""
    cells = (cell for line in found.lines for cell in line.cells.values() if cell.lacking)
    return quarters(cell.share for cell in cells if cell.share is not None)


def _row(asked: Asked, choice: Choice, line: core.Line, found: Matrix, bounds: list[float]) -> Row:
    key = ROWS[choice.rows][3]
    total = line is found.total
    kept = {} if total else {key: line.code, "chinh": "1"}
    narrowed = {
        "yeu_cau": choice.basis if choice.basis != "tat-ca" else "",
        "tru_dang_hoc": choice.query()["tru_dang_hoc"],
    }
    name = _("Toàn bộ") if total else _name(asked, choice, line.code)

    def opened(what: str) -> str:
        return asked.link("people:roster", thieu=what, **kept, **narrowed)

    cells = [_cell(choice, line.cells[subject], bounds, opened(subject), total) for subject in found.subjects]
    people = percent(line.people.share) if choice.share else number(line.people.lacking)
    people_url = opened(ANYTHING) if line.people.lacking else ""
    return Row(name, _page(asked, choice, line), cells, people, people_url, number(line.gaps))


def _page(asked: Asked, choice: Choice, line: core.Line) -> str:
    """The page of a commune, or of a position while the lines are few; "" where there is none."""
    pages = {"xa": "organisation:commune", "vi-tri": "policy:position"}
    return asked.link(pages[choice.rows], line.code) if choice.rows in pages and line.code else ""


def _cell(choice: Choice, cell: Cell, bounds: list[float], url: str, total: bool) -> Shown:
    if not cell.asked:
        return Shown("", "", "", 0, "")
    lacking = percent(cell.share) if choice.share else number(cell.lacking)
    shade = 0 if total or not cell.lacking else level(cell.share, bounds)
    unknown = number(cell.unknown) if cell.unknown else ""
    return Shown(lacking if cell.lacking else "·", number(cell.asked), unknown, shade, url if cell.lacking else "")


# --- files -----------------------------------------------------------------------------------------------------


@require_safe
def matrix_export(request: HttpRequest, kind: str) -> HttpResponse:
    """The same as a workbook or as CSV: for each subject lacking, unknown and asked, as plain numbers."""
    asked, choice = asked_of(request), Choice.of(request)
    found = computed(asked, choice)
    parts = (_("thiếu"), _("chưa rõ"), _("phải có"))
    heads = [str(ROWS[choice.rows][1])]
    heads += [f"{SUBJECTS[subject]}: {part}" for subject in found.subjects for part in parts]
    heads += [_("Người thiếu"), _("Lượt thiếu")]
    named = names(asked, choice)
    lines = [*_sorted(found, named), found.total]
    rows = [_values(line, found, _("Toàn bộ") if line is found.total else named[line.code]) for line in lines]
    title = _("Ma trận còn thiếu")
    made = csv_file(heads, rows) if kind == "csv" else workbook(Sheet(title, heads, rows))
    return download(made, f"ma-tran-{asked.as_of}.{kind}")


def _values(line: core.Line, found: Matrix, name: str) -> list[Any]:
    cells = [line.cells[subject] for subject in found.subjects]
    numbers = [value for cell in cells for value in (cell.lacking, cell.unknown, cell.asked)]
    return [name, *numbers, line.people.lacking, line.gaps]
