"""The columns of the roster, declared once for page, print and choice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from canbo.apps.language import said
from canbo.apps.people.queries import State
from canbo.core.facts.columns import FACTS, Grain
from canbo.core.facts.scales import QUALIFICATIONS
from canbo.core.policy.explain import Words
from canbo.core.policy.model import Basis, Subject
from canbo.core.policy.titles import Title
from canbo.core.review.compile import GAP, UNKNOWN
from canbo.core.review.review import Review


@dataclass(frozen=True)
class Cell:
    """What a cell shows; `look` is the chip: ok, bad, warn, study, unknown, or none for plain text."""

    label: str
    text: str | Title
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


Shows = Callable[[RowData], tuple[str | Title, str]]
"""What a cell says of an official, and its chip."""


@dataclass(frozen=True)
class Column:
    """`order` is the order of the list that this column heads; `long` texts are cut where the row is one line.

    A column about a `fact` is called as it is, unless that is too long for its head: then `own` says it.
    """

    name: str
    own: str | Promise
    cell: Shows
    order: str = ""
    long: bool = False
    fact: str = ""

    @property
    def label(self) -> str:
        return str(self.own) or said(FACTS[Grain.OFFICIAL][self.fact])


def _birth(row: RowData) -> tuple[str, str]:
    birth = row.state.official.birth
    return (str(birth.year), "") if birth else (_("chưa rõ"), "unknown")


def _body(row: RowData) -> tuple[str | Title, str]:
    body = row.facts["body"]
    return (row.words.body_title(row.facts["unit"], body), "") if body else (_("chưa rõ"), "unknown")


def _position(row: RowData) -> tuple[str | Title, str]:
    position = row.facts["position"]
    return (row.words.title("positions", position), "") if position else (_("chưa rõ"), "unknown")


def _fact(list_id: str, name: str) -> Shows:
    def shown(row: RowData) -> tuple[str, str]:
        value = row.facts[name]
        return (row.words.code(list_id, value), "") if value else (_("chưa rõ"), "unknown")

    return shown


def _place(row: RowData) -> tuple[str, str]:
    return row.words.code("communes", row.facts["unit"]), ""


def _of(kind: str, subject: Subject) -> Shows:
    """The level held of a kind, with the answer to the requirements about it."""

    def shown(row: RowData) -> tuple[str, str]:
        level = row.facts[kind]
        if level is None:
            return _("chưa rõ"), "unknown"
        look = _look(row, subject)
        if look in ("bad", "warn") and (until := _studied(row, kind)) is not None:
            return until, "study"
        return row.words.level(QUALIFICATIONS[kind].level(level)), look

    return shown


def _look(row: RowData, subject: Subject) -> str:
    """How the requirements about a subject are answered; a gap in one for reference only is no more than a hint."""
    found = [
        (row.findings[s.id], s.basis)
        for s in row.review.pack.standards
        if s.subject is subject and s.basis is not Basis.COMPETENCY and row.findings.get(s.id) is not None
    ]
    gaps = {basis for state, basis in found if state == GAP}
    if gaps:
        return "warn" if gaps == {Basis.REFERENCE} else "bad"
    if not found:
        return ""
    return "unknown" if UNKNOWN in {state for state, _basis in found} else "ok"


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


def _trained(kind: str) -> Shows:
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


def _stored(name: str) -> Shows:
    def shown(row: RowData) -> tuple[str, str]:
        value = getattr(row.state.official, name)
        return (value.display(), "") if value else ("", "")

    return shown


def _level(name: str, own: str | Promise, kind: str, subject: Subject) -> Column:
    return Column(name, own, _of(kind, subject), fact=kind)


def _course(name: str, own: str | Promise, kind: str) -> Column:
    return Column(name, own, _trained(kind), fact=kind)


COLUMNS: Mapping[str, Column] = {
    column.name: column
    for column in (
        Column("sinh", gettext_lazy("Sinh"), _birth, "tuoi", fact="born_on"),
        Column("dan_toc", "", _fact("ethnic_groups", "ethnic_group"), fact="ethnic_group"),
        Column("vi_tri", "", _position, "chuc_vu", long=True, fact="position"),
        Column("xa", "", _place, "xa", fact="unit"),
        _level("chuyen_mon", gettext_lazy("Chuyên môn"), "degree", Subject.DEGREE),
        Column("phu_hop", gettext_lazy("Phù hợp"), _suits, fact="field_suits"),
        Column(
            "llct", gettext_lazy("LLCT"), _of("political_theory", Subject.POLITICAL_THEORY), fact="political_theory"
        ),
        _course("boi_duong", gettext_lazy("Bồi dưỡng"), "position_skills"),
        Column("xep_loai", gettext_lazy("Xếp loại"), _rating, fact="rating"),
        Column("gioi", "", _fact("sexes", "sex"), fact="sex"),
        Column("don_vi", "", _body, long=True, fact="body"),
        Column("khoi", "", _fact("blocks", "block"), fact="block"),
        Column("doi_tuong", "", _fact("categories", "category"), fact="category"),
        Column(
            "qlnn", gettext_lazy("QLNN"), _of("state_management", Subject.STATE_MANAGEMENT), fact="state_management"
        ),
        _level("tin_hoc", "", "it_skills", Subject.DIGITAL),
        _level("ngoai_ngu", "", "foreign_language", Subject.LANGUAGE),
        _level("tieng_dtts", "", "ethnic_language", Subject.LANGUAGE),
        _course("du_lieu", gettext_lazy("Quản trị dữ liệu"), "data_governance"),
        Column(
            "hai_cap", gettext_lazy("Chính quyền 2 cấp"), _trained("two_level_government"), fact="two_level_government"
        ),
        _course("cap_nhat", gettext_lazy("Cập nhật kiến thức"), "knowledge_update"),
        Column("con_cong_tac", gettext_lazy("Còn công tác"), _years_left, fact="years_left"),
        Column("vao_dang", gettext_lazy("Vào Đảng"), _stored("party_joined")),
        Column("tuyen_dung", gettext_lazy("Tuyển dụng"), _stored("recruited"), fact="recruited_on"),
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
