"""The columns and filters of the roster, declared once for page, filter bar and tokens."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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
    name: str
    label: Promise
    cell: Callable[[RowData], tuple[str, str]]


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
        text = row.words.level(QUALIFICATIONS[kind].level(level)) if level is not None else _("chưa rõ")
        return text, _look(row, subject, kind) if level is not None else "unknown"

    return shown


def _look(row: RowData, subject: Subject, kind: str) -> str:
    states = [
        row.findings[s.id]
        for s in row.review.pack.standards
        if s.subject is subject and s.basis is not Basis.COMPETENCY and row.findings.get(s.id) is not None
    ]
    if not states:
        return ""
    if min(states) == GAP:
        return "study" if _studies(row, kind) else "bad"
    return "unknown" if UNKNOWN in states else "ok"


def _studies(row: RowData, kind: str) -> bool:
    return any(q.kind == kind and q.state == "studying" for q in row.state.qualifications)


def _suits(row: RowData) -> tuple[str, str]:
    suits = row.facts["field_suits"]
    if suits is None:
        return _("chưa rõ"), "unknown"
    if suits:
        return _("Phù hợp"), "ok"
    return (_("Đang học"), "study") if _studies(row, "degree") else (_("Chưa phù hợp"), "bad")


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
    return (_("{n} năm").format(n=int(left)), "") if left is not None else (_("chưa rõ"), "unknown")


def _stored(name: str) -> Callable[[RowData], tuple[str, str]]:
    def shown(row: RowData) -> tuple[str, str]:
        value = getattr(row.state.official, name)
        return (value.display(), "") if value else ("", "")

    return shown


COLUMNS: Mapping[str, Column] = {
    column.name: column
    for column in (
        Column("sinh", gettext_lazy("Sinh"), _birth),
        Column("dan_toc", gettext_lazy("Dân tộc"), _fact("ethnic_groups", "ethnic_group")),
        Column("vi_tri", gettext_lazy("Vị trí việc làm"), _fact("positions", "position")),
        Column("xa", gettext_lazy("Xã, phường"), _place),
        Column("chuyen_mon", gettext_lazy("Chuyên môn"), _of("degree", Subject.DEGREE)),
        Column("phu_hop", gettext_lazy("Phù hợp"), _suits),
        Column("llct", gettext_lazy("LLCT"), _of("political_theory", Subject.POLITICAL_THEORY)),
        Column("boi_duong", gettext_lazy("Bồi dưỡng VTVL"), _trained("position_skills")),
        Column("xep_loai", gettext_lazy("Xếp loại"), _rating),
        Column("gioi", gettext_lazy("Giới tính"), _fact("sexes", "sex")),
        Column("don_vi", gettext_lazy("Đơn vị"), _fact("bodies", "body")),
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
DEFAULT = ("sinh", "dan_toc", "vi_tri", "xa", "chuyen_mon", "phu_hop", "llct", "boi_duong", "xep_loai")


def cells_of(row: RowData, names: tuple[str, ...]) -> list[Cell]:
    made = []
    for name in names:
        text, look = COLUMNS[name].cell(row)
        made.append(Cell(str(COLUMNS[name].label), text, look))
    return made


# --- filters ---------------------------------------------------------------------------------------------------------

SUBJECTS: Mapping[Subject, Promise] = {
    Subject.DEGREE: gettext_lazy("Trình độ chuyên môn"),
    Subject.FIELD: gettext_lazy("Chuyên môn phù hợp"),
    Subject.POLITICAL_THEORY: gettext_lazy("Lý luận chính trị"),
    Subject.STATE_MANAGEMENT: gettext_lazy("Quản lý nhà nước"),
    Subject.LEADERSHIP: gettext_lazy("Bồi dưỡng lãnh đạo, quản lý"),
    Subject.DIGITAL: gettext_lazy("Tin học, dữ liệu số"),
    Subject.POSITION_SKILLS: gettext_lazy("Bồi dưỡng theo vị trí"),
    Subject.UPDATE: gettext_lazy("Cập nhật kiến thức"),
}

Choices = list[tuple[str, str]]


def filter_choices(review: Review, words: Words) -> dict[str, tuple[str, Choices]]:
    """Label and choices of each filter of the bar, with the units and titles of the pack."""
    pack = review.pack.pack
    titles = {item.id: item for item in pack.lists}
    language = words.language

    def listed(list_id: str) -> Choices:
        return [(item.code, getattr(item, language)) for item in titles[list_id].items]

    def scale(kind: str) -> Choices:
        levels = [(str(level.rank), words.level(level)) for level in QUALIFICATIONS[kind].levels]
        return [*levels, ("?", _("chưa rõ"))]

    units = sorted(set(review.facts.communes["unit"].to_list()), key=lambda code: words.code("communes", code))
    groups = set(review.officials["ethnic_group"].drop_nulls().to_list())
    return {
        "xa": (_("Xã, phường"), [(code, words.code("communes", code)) for code in units]),
        "nhom": (_("Nhóm chức danh"), [(g.code, g.title.get(language)) for g in pack.title_groups]),
        "don_vi": (_("Đơn vị"), [(b.code, b.title.get(language)) for b in pack.bodies]),
        "thieu": (_("Nội dung còn thiếu"), [(subject, str(label)) for subject, label in SUBJECTS.items()]),
        "khoi": (_("Khối"), listed("blocks")),
        "doi_tuong": (_("Đối tượng"), listed("categories")),
        "gioi": (_("Giới tính"), listed("sexes")),
        "dan_toc": (_("Dân tộc"), [(code, label) for code, label in listed("ethnic_groups") if code in groups]),
        "trinh_do": (_("Chuyên môn"), scale("degree")),
        "llct": (_("LLCT"), scale("political_theory")),
        "chi_tieu": (_("Chỉ tiêu"), [(t.code, f"{t.code} {t.label.get(language)}") for t in pack.targets]),
        "tinh_trang": (
            _("Tình trạng"),
            [("gap", _("còn thiếu")), ("unknown", _("chưa rõ")), ("met", _("đạt")), ("studying", _("đang học"))],
        ),
        "yeu_cau": (_("Yêu cầu"), [("chuan", _("theo quy định")), ("chuong-trinh", _("của chương trình"))]),
        "tru_dang_hoc": (_("Đang học"), [("1", _("trừ người đang học"))]),
        "chinh": (_("Xét vị trí"), [("1", _("chỉ vị trí chính"))]),
    }


FIRST_FILTERS = ("xa", "nhom", "don_vi", "thieu")
"""The filters that always stand in the bar; the others open under "Thêm điều kiện"."""

VIEW_LABELS: Mapping[str, Promise] = {
    "": gettext_lazy("Tất cả"),
    "chua-dat": gettext_lazy("Chưa đạt chuẩn"),
    "chua-phu-hop": gettext_lazy("Chưa phù hợp chuyên môn"),
    "chua-boi-duong": gettext_lazy("Chưa bồi dưỡng theo vị trí"),
    "thieu-so-lieu": gettext_lazy("Hồ sơ thiếu số liệu"),
    "sap-nghi-huu": gettext_lazy("Sắp nghỉ hưu"),
}
