"""The columns of the roster, declared once for page, print and choice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from canbo.apps.people.queries import State
from canbo.core.facts.scales import QUALIFICATIONS
from canbo.core.policy.explain import Words
from canbo.core.policy.model import Basis, Subject
from canbo.core.review.compile import GAP, UNKNOWN
from canbo.core.review.review import Review


@dataclass(frozen=True)
class Cell:
    """What a cell shows; `look` is the chip: ok, bad, warn, study, unknown, or none for plain text."""

    label: str
    text: str
    look: str = ""
    long: bool = False


@dataclass(frozen=True)
class RowData:
    """An official of the page with what the review found: findings by standard, the facts of the main post."""

    state: State
    findings: Mapping[str, int]
    facts: Mapping[str, Any]
    review: Review
    words: Words


@dataclass(frozen=True)
class Column:
    """`order` is the order of the list that this column heads; `long` texts are cut where the row is one line."""

    name: str
    label: Promise
    cell: Callable[[RowData], tuple[str, str]]
    order: str = ""
    long: bool = False


def _birth(row: RowData) -> tuple[str, str]:
    birth = row.state.official.birth
    return (str(birth.year), "") if birth else (_("chưa rõ"), "unknown")


def _fact(list_id: str, name: str) -> Callable[[RowData], tuple[str, str]]:
    def shown(row: RowData) -> tuple[str, str]:
        value = row.facts[name]
        return (row.words.code(list_id, value), "") if value else (_("chưa rõ"), "unknown")

    return shown


def _place(row: RowData) -> tuple[str, str]:
    return row.words.code("communes", row.facts["unit"]), ""


def _of(kind: str, subject: Subject) -> Callable[[RowData], tuple[str, str]]:
    """The level held of a kind, with the answer to the requirements about it."""

    def shown(row: RowData) -> tuple[str, str]:
        level = row.facts[kind]
        if level is None:
            return _("chưa rõ"), "unknown"
        look = _look(row, subject)
        if look == "bad" and (until := _studied(row, kind)) is not None:
            return until, "study"
        return row.words.level(QUALIFICATIONS[kind].level(level)), look

    return shown


def _look(row: RowData, subject: Subject) -> str:
    states = [
        row.findings[s.id]
        for s in row.review.pack.standards
        if s.subject is subject and s.basis is not Basis.COMPETENCY and row.findings.get(s.id) is not None
    ]
    if not states:
        return ""
    if min(states) == GAP:
        return "bad"
    return "unknown" if UNKNOWN in states else "ok"


def _studied(row: RowData, kind: str) -> str | None:
    """The highest level of a kind that is being studied for, in words."""
    levels = [q.level for q in row.state.qualifications if q.kind == kind and q.state == "studying"]
    if not levels:
        return None
    level = row.words.level(QUALIFICATIONS[kind].level(max(levels)))
    return _("Đang học {level}").format(level=level[0].lower() + level[1:])


def _suits(row: RowData) -> tuple[str, str]:
    suits = row.facts["field_suits"]
    if suits is None:
        return _("chưa rõ"), "unknown"
    if suits:
        return _("Phù hợp"), "ok"
    return (_("Đang học"), "study") if _studied(row, "degree") else (_("Chưa phù hợp"), "bad")


def _trained(kind: str) -> Callable[[RowData], tuple[str, str]]:
    def shown(row: RowData) -> tuple[str, str]:
        level = row.facts[kind]
        if level is None:
            return _("chưa rõ"), "unknown"
        return (_("Đã qua"), "ok") if level else (_("Chưa qua"), "warn")

    return shown


def _rating(row: RowData) -> tuple[str, str]:
    short = (_("Không HT"), _("Hoàn thành"), _("Tốt"), _("Xuất sắc"))
    level = row.facts["rating"]
    if level is not None:
        return short[level], "bad" if level == 0 else ""
    return (_("không xếp loại"), "quiet") if row.facts["rating_exempt"] else (_("chưa rõ"), "unknown")


def _years_left(row: RowData) -> tuple[str, str]:
    left = row.facts["years_left"]
    if left is None:
        return _("chưa rõ"), "unknown"
    return ngettext("%(n)s năm", "%(n)s năm", int(left)) % {"n": int(left)}, ""


def _stored(name: str) -> Callable[[RowData], tuple[str, str]]:
    def shown(row: RowData) -> tuple[str, str]:
        value = getattr(row.state.official, name)
        return (value.display(), "") if value else ("", "")

    return shown


COLUMNS: Mapping[str, Column] = {
    column.name: column
    for column in (
        Column("sinh", gettext_lazy("Sinh"), _birth, "tuoi"),
        Column("dan_toc", gettext_lazy("Dân tộc"), _fact("ethnic_groups", "ethnic_group")),
        Column("vi_tri", gettext_lazy("Vị trí việc làm"), _fact("positions", "position"), "chuc_vu", long=True),
        Column("xa", gettext_lazy("Xã, phường"), _place, "xa"),
        Column("chuyen_mon", gettext_lazy("Chuyên môn"), _of("degree", Subject.DEGREE)),
        Column("phu_hop", gettext_lazy("Phù hợp"), _suits),
        Column("llct", gettext_lazy("LLCT"), _of("political_theory", Subject.POLITICAL_THEORY)),
        Column("boi_duong", gettext_lazy("Bồi dưỡng"), _trained("position_skills")),
        Column("xep_loai", gettext_lazy("Xếp loại"), _rating),
        Column("gioi", gettext_lazy("Giới tính"), _fact("sexes", "sex")),
        Column("don_vi", gettext_lazy("Đơn vị"), _fact("bodies", "body"), long=True),
        Column("khoi", gettext_lazy("Khối"), _fact("blocks", "block")),
        Column("doi_tuong", gettext_lazy("Đối tượng"), _fact("categories", "category")),
        Column("qlnn", gettext_lazy("QLNN"), _of("state_management", Subject.STATE_MANAGEMENT)),
        Column("tin_hoc", gettext_lazy("Tin học"), _of("it_skills", Subject.DIGITAL)),
        Column("ngoai_ngu", gettext_lazy("Ngoại ngữ"), _of("foreign_language", Subject.LANGUAGE)),
        Column("tieng_dtts", gettext_lazy("Tiếng dân tộc thiểu số"), _of("ethnic_language", Subject.LANGUAGE)),
        Column("du_lieu", gettext_lazy("Quản trị dữ liệu"), _trained("data_governance")),
        Column("hai_cap", gettext_lazy("Chính quyền 2 cấp"), _trained("two_level_government")),
        Column("cap_nhat", gettext_lazy("Cập nhật kiến thức"), _trained("knowledge_update")),
        Column("con_cong_tac", gettext_lazy("Còn công tác"), _years_left),
        Column("vao_dang", gettext_lazy("Vào Đảng"), _stored("party_joined")),
        Column("tuyen_dung", gettext_lazy("Tuyển dụng"), _stored("recruited")),
    )
}
WIDEST = 11
"""As many columns as this scroll sideways within the card."""
DEFAULT = ("sinh", "dan_toc", "vi_tri", "xa", "chuyen_mon", "phu_hop", "llct", "boi_duong", "xep_loai")


def cells_of(row: RowData, names: tuple[str, ...]) -> list[Cell]:
    made = []
    for name in names:
        column = COLUMNS[name]
        text, look = column.cell(row)
        made.append(Cell(str(column.label), text, look, column.long))
    return made
