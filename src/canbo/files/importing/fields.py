"""What a roster can carry: every field once, with the headers under which it has been met.

The same declaration names the columns of the form that Canbo writes, so that what goes out can come in again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from canbo.apps.language import said
from canbo.core.facts.columns import FACTS, Grain
from canbo.core.facts.scales import QUALIFICATIONS
from canbo.core.policy.catalogue import Competency
from canbo.core.policy.model import Pack
from canbo.files.importing.reading.words import fold


@dataclass(frozen=True)
class ImportField:
    """A field: its header in our own form, other headers met, and how its cells are read (`kind`).

    `key` is the name on the official's record, or the kind of qualification; `fact` the fact that it fills, from which
    the field has its label unless rosters call it otherwise.
    """

    name: str
    label: str
    kind: str
    key: str = ""
    headers: tuple[str, ...] = ()
    width: int = 14
    group: str = ""
    required: bool = False
    fact: str = ""

    @property
    def title(self) -> str:
        """The label in the language of the page; in files it is the same in every language."""
        fact = _OFFICIAL.get(self.fact)
        return said(fact) if fact and fact.vi == self.label else _(self.label)


_OFFICIAL = FACTS[Grain.OFFICIAL]


def _fact(name: str, fact: str, kind: str, key: str, headers: tuple[str, ...] = (), width: int = 14, *,
          group: str = "", required: bool = False) -> ImportField:  # fmt: skip
    """A field that fills a fact and is called as it is."""
    return ImportField(name, _OFFICIAL[fact].vi, kind, key, headers, width, group, required, fact)


def _qualification(kind: str, *headers: str, width: int = 16) -> ImportField:
    return _fact(kind, kind, "levels", kind, headers, width, group=_MARK_GROUPS.get(kind, ""))


_MARK_GROUPS = {
    "political_theory": "chinh tri|ly luan chinh tri|ly luan ct|llct|trinh do ly luan chinh tri|trinh do ly luan"
    "|trinh do chinh tri|trinh do llct",
    "state_management": "qlnn|quan ly nha nuoc",
    "it_skills": "tin hoc|cntt",
    "foreign_language": "ngoai ngu|tieng anh",
}

_MORE = ("Chức vụ Đảng", "Chức vụ chính quyền", "Chức vụ đoàn thể", "Chức vụ kiêm nhiệm", "Kiêm nhiệm")
MORE_POSITIONS = frozenset(map(fold, (*_MORE, *(more.replace("Chức vụ", "Chức vụ › ") for more in _MORE))))
"""Columns of positions of which a roster may have several: together they are one cell."""

_FIELDS = (
    ImportField("id", noop("Mã hồ sơ"), "id", headers=("Ma ho so (khong sua)",), width=8),
    ImportField("version", noop("Phiên bản"), "id", headers=("Phien ban (khong sua)",), width=8),
    ImportField("order", noop("STT"), "ignored", headers=("TT", "Số TT", "Số thứ tự"), width=5),
    ImportField("full_name", noop("Họ và tên"), "name", "full_name", (
        "Họ tên", "Họ và tên khai sinh", "Tên cán bộ", "Họ và tên cán bộ, công chức", "Họ, tên"), 26, required=True),
    _fact("birth", "born_on", "date", "birth", (
        "Ngày tháng năm sinh", "Ngày, tháng, năm sinh", "Năm sinh", "Sinh ngày", "Ngày/tháng/năm sinh"), 12),
    ImportField("birth_male", noop("Ngày sinh › Nam"), "split_birth", "male"),
    ImportField("birth_female", noop("Ngày sinh › Nữ"), "split_birth", "female"),
    _fact("sex", "sex", "code", "sex", ("Giới", "Nam/Nữ", "Phái"), 8),
    ImportField("female", noop("Nữ"), "sex_mark", "female", ("Là nữ",), 6),
    ImportField("male", noop("Nam"), "sex_mark", "male", (), 6),
    ImportField("national_id", noop("Số định danh cá nhân"), "national_id", "national_id", (
        "CCCD", "Số CCCD", "Số định danh", "Số căn cước", "Số CMND/CCCD", "Căn cước công dân", "Số CMND"), 15),
    _fact("ethnic_group", "ethnic_group", "code", "ethnic_group", (), 10),
    ImportField("religion", noop("Tôn giáo"), "religion", "religion", (), 10),
    ImportField("native_unit", noop("Quê quán"), "native", "native_unit", (
        "Quê quán (xã)", "Nguyên quán", "Quê", "Quê quán (xã, phường)"), 18, fact="native_unit"),
    ImportField("residence", noop("Nơi ở hiện nay"), "text", "residence", ("Nơi ở", "Chỗ ở hiện nay", "Địa chỉ"), 20),
    _fact("unit", "unit", "commune", "unit", (
        "Xã/phường", "Xã", "Phường", "Tên xã", "Địa phương"), 16, required=True),
    _fact("body", "body", "body", "body", (
        "Cơ quan, đơn vị đang làm việc", "Cơ quan đơn vị", "Cơ quan", "Phòng, ban", "Bộ phận", "Phòng ban",
        "Cơ quan, đơn vị", "Đơn vị công tác"), 26),
    _fact("position", "position", "positions", "position", (
        "Chức vụ", "Chức danh", "Chức vụ, chức danh", "Chức vụ hoặc chức danh công tác", "Vị trí việc làm hiện tại",
        "Chức vụ/chức danh", "Chức vụ, vị trí việc làm", "VTVL", "Chức vụ, chức danh công tác", "Chức vụ hiện tại",
        "Chức vụ, đơn vị công tác", "Chức vụ, chức danh hiện nay", *_MORE), 34, required=True),
    _fact("start", "assigned_on", "date", "start", (
        "Thời gian giữ chức vụ, chức danh", "Thời gian giữ chức vụ", "Ngày giữ chức vụ", "Ngày bổ nhiệm",
        "Từ ngày"), 12),
    _fact("category", "category", "code", "category", ("Loại cán bộ", "CB/CC/VC", "Diện"), 12),
    ImportField("grade", noop("Mã ngạch"), "grade", "grade", ("Ngạch", "Ngạch công chức", "Mã ngạch công chức"), 10),
    ImportField("salary_coefficient", noop("Hệ số lương"), "decimal", "salary_coefficient", ("Hệ số", "HSL"), 8),
    ImportField("salary_step", noop("Bậc lương"), "step", "salary_step", ("Bậc", "Bậc lương hiện hưởng"), 8),
    _fact("recruited", "recruited_on", "date", "recruited", ("Tuyển dụng", "Ngày vào cơ quan"), 12),
    ImportField("general_education", noop("Giáo dục phổ thông"), "school", "general_education", (
        "Văn hóa", "Trình độ văn hóa", "Trình độ giáo dục phổ thông", "Trình độ GDPT", "GDPT"), 10),
    _fact("party_member", "party_member", "yes", "party_member", ("Là đảng viên",), 8),
    ImportField("party_joined", noop("Ngày vào Đảng"), "date", "party_joined", (
        "Vào Đảng", "Ngày kết nạp", "Ngày kết nạp Đảng", "Ngày vào Đảng dự bị", "Ngày vào Đảng CSVN", "Dự bị"), 12),
    ImportField("party_official", noop("Ngày chính thức"), "date", "party_official", (
        "Ngày vào Đảng chính thức", "Chính thức"), 12),
    ImportField("degree", noop("Trình độ chuyên môn"), "degree", "degree", (
        "Chuyên môn", "Trình độ", "Trình độ đào tạo", "Trình độ chuyên môn cao nhất", "Bằng cấp",
        "Trình độ chuyên môn, chuyên ngành", "Trình độ CM"), 34, fact="degree"),
    ImportField("field", noop("Chuyên ngành"), "field_of_study", "degree", (
        "Chuyên ngành đào tạo", "Ngành đào tạo", "Ngành", "Ngành học", "Chuyên ngành được đào tạo"), 24),
    ImportField("institution", noop("Cơ sở đào tạo"), "institution", "institution", (
        "Trường đào tạo", "Nơi đào tạo"), 20),
    _qualification("political_theory", "LLCT", "Trình độ LLCT", "Lý luận CT", "Chính trị", "Trình độ chính trị",
                   "Trình độ lý luận chính trị", "Trình độ lý luận", width=18),
    _qualification("state_management", "QLNN", "Trình độ QLNN", "Quản lý NN", "Trình độ quản lý nhà nước"),
    _qualification("foreign_language", "Trình độ ngoại ngữ", "Tiếng Anh"),
    _qualification("it_skills", "Trình độ tin học", "CNTT"),
    _qualification("digital_skills", "Kỹ năng số"),
    _qualification("ethnic_language", "Tiếng dân tộc", "Chứng chỉ tiếng dân tộc"),
    _qualification("position_skills", "BD theo VTVL", "Bồi dưỡng VTVL", "Bồi dưỡng theo VTVL", "Bồi dưỡng vị trí"),
    _qualification("data_governance", "BD quản trị dữ liệu", "Quản trị dữ liệu", "Bồi dưỡng quản trị dữ liệu"),
    _qualification("two_level_government", "BD chính quyền 2 cấp", "Chính quyền 2 cấp", "Bồi dưỡng chính quyền 2 cấp"),
    _qualification("knowledge_update", "Cập nhật kiến thức", "BD cập nhật kiến thức", "Bồi dưỡng cập nhật kiến thức"),
    _qualification("leadership_training", "BD lãnh đạo quản lý", "Bồi dưỡng lãnh đạo", "BD lãnh đạo cấp phòng"),
    ImportField("studying", noop("Đang học"), "studying", "studying", (
        "Đang theo học", "Đang đào tạo", "Đang học (dự kiến xong)"), 30),
    ImportField("rating", noop("Xếp loại"), "rating", "rating", (
        "Xếp loại chất lượng", "Đánh giá, xếp loại", "Kết quả xếp loại", "Xếp loại năm"), 14, fact="rating"),
    ImportField("note", noop("Ghi chú"), "note", "note", ("Ghi chú khác",), 20),
)  # fmt: skip

FIELDS: Mapping[str, ImportField] = {field.name: field for field in _FIELDS}

HEADERS: Mapping[str, str] = {fold(header): field.name for field in _FIELDS for header in (field.label, *field.headers)}
"""Every known header, folded, with the name of its field."""

_DEGREE_GROUP = (
    "trinh do|trinh do dao tao|trinh do cm|bang cap|chuyen mon|chuyen mon nghiep vu|trinh do chuyen mon"
    "|trinh do chuyen mon nghiep vu|trinh do chuyen mon cao nhat|trinh do chuyen mon dao tao"
)
DEGREE_GROUP = frozenset(_DEGREE_GROUP.split("|"))
BIRTH_GROUP = frozenset(("ngay sinh", "ngay thang nam sinh", "nam sinh", "ngay thang sinh"))


ABOVE = "above"
"""In the place of a level: a master's degree or a higher one, as forms count them in one column."""

ABOVE_LABELS = frozenset(
    ("tren dh", "tren dai hoc", "sau dh", "sau dai hoc", "sdh", "thac si tro len", "ths tro len", "thac si tien si")
)


def column_titles(pack: Pack) -> Mapping[str, str]:
    """What a column can be taken for, with its title in the language of the page; marks and competencies with them."""
    marks = {
        mark_field(kind, level.code): f"{said(QUALIFICATIONS[kind])}: {said(level)} (x)"
        for kind in dict.fromkeys(mark_groups().values())
        for level in QUALIFICATIONS[kind].levels
    }
    above = f"{said(QUALIFICATIONS['degree'])}: {_('Thạc sĩ trở lên')} (x)"
    assessed = {competency_field(item.code): competency_title(item) for item in pack.competencies}
    return {field.name: field.title for field in _FIELDS} | marks | {mark_field("degree", ABOVE): above} | assessed


def mark_field(kind: str, level: str) -> str:
    """The name of a column of marks: one level of one kind of qualification, as `degree:master`."""
    return f"{kind}:{level}"


def mark_groups() -> Mapping[str, str]:
    """The folded headings above columns of marks, with the kind of qualification they are about."""
    found = {heading: kind for kind, headings in _MARK_GROUPS.items() for heading in headings.split("|")}
    return found | dict.fromkeys(DEGREE_GROUP, "degree")


# --- the competency framework ----------------------------------------------------------------------------------------

_COMPETENCY = "competency:"


def competency_field(code: str) -> str:
    """The name of the column of a competency."""
    return f"{_COMPETENCY}{code}"


def assessed_in(name: str) -> str:
    """The competency whose column has this name; "" for any other column."""
    return name.removeprefix(_COMPETENCY) if name.startswith(_COMPETENCY) else ""


def competency_title(item: Competency) -> str:
    """The title of its column in the language of the page."""
    return _("Năng lực: {title}").format(title=said(item.title))


def competency_fields(pack: Pack) -> list[ImportField]:
    """A column for each competency of the pack, as our own form has them."""
    return [
        ImportField(competency_field(item.code), f"Năng lực: {item.title.vi}", "competency", item.code)
        for item in pack.competencies
    ]
