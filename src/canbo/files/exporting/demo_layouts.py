"""Eight shapes of roster as communes send them: what stands in which column, under which merged headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from canbo.core.policy.catalogue import Competency
from canbo.files.exporting.demo_words import Style
from canbo.files.importing.fields import competency_field


@dataclass(frozen=True)
class Layout:
    """One shape. `letters` is how the whole sheet is typed; `groups` the headings among its rows.

    `columns` are `header=key`, parted by ` | `, the levels of a header by ` › `; the key says what stands below,
    `marks:<kind>` being a column of marks for each level, `classes` one for each short course, `competencies` one
    for each competency, beside a header that ends with a colon. `numbers` is the row of column numbers below the
    header, `ditto` the mark for "as above" in the columns of `dittos`, `merged` the columns whose equal cells are
    merged downwards, `upright` a last header row turned by 90 degrees.
    """

    title: str
    columns: str
    style: Style
    issuer: Literal["party", "government"] = "party"
    letters: Literal["nfc", "nfd", "tcvn3"] = "nfc"
    groups: Literal["none", "blocks", "bodies"] = "none"
    numbers: Literal["none", "plain", "lettered", "brackets"] = "none"
    ditto: str = ""
    dittos: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    sheet: str = "Sheet1"
    cover: bool = False
    upright: bool = False

    def pairs(self, competencies: Sequence[Competency] = ()) -> list[tuple[str, str]]:
        """Every column's header and key."""
        given = (text.strip().split("=") for text in self.columns.split(" |"))
        return [pair for header, key in given for pair in _spread(header, key, competencies)]


_MARKS = {
    "degree": "TS=doctor ThS=master ĐH=bachelor CĐ=college TC=intermediate SC=elementary Chưa=none",
    "political_theory": "Cử_nhân=bachelor Cao_cấp=advanced Trung_cấp=intermediate Sơ_cấp=elementary Chưa=none",
    "it_skills": "Trung_cấp_trở_lên=degree Nâng_cao=advanced Cơ_bản=basic Chưa=none",
}
_CLASSES = (
    ("Theo vị trí việc làm", "position_skills"),
    ("Quản trị dữ liệu", "data_governance"),
    ("Chính quyền 2 cấp", "two_level_government"),
    ("Cập nhật kiến thức", "knowledge_update"),
    ("Lãnh đạo, quản lý", "leadership_training"),
)


def _spread(header: str, key: str, competencies: Sequence[Competency]) -> Iterator[tuple[str, str]]:
    kind = key.removeprefix("marks:")
    if kind in _MARKS and kind != key:
        for label, level in (mark.split("=") for mark in _MARKS[kind].split()):
            yield f"{header} › {label.replace('_', ' ')}", f"{kind}:{level}"
    elif key == "classes":
        yield from ((f"{header} › {label}", course) for label, course in _CLASSES)
    elif key == "competencies":
        between = " " if header.endswith(":") else " › "
        yield from ((f"{header}{between}{item.title.vi}", competency_field(item.code)) for item in competencies)
    else:
        yield header, key


_STATISTICS = Layout(
    title="BIỂU THỐNG KÊ SỐ LƯỢNG, CHẤT LƯỢNG CÁN BỘ, CÔNG CHỨC, VIÊN CHỨC",
    columns="""
        STT=order | Họ và tên=full_name | Ngày, tháng, năm sinh › Nam=birth_male |
        Ngày, tháng, năm sinh › Nữ=birth_female | Số CCCD=national_id | Dân tộc=ethnic_group | Tôn giáo=religion |
        Quê quán=native_unit | Chức vụ, chức danh=position | Thời gian giữ chức vụ=start | Diện=category |
        Ngạch công chức=grade | Lương hiện hưởng › Hệ số=salary_coefficient | Lương hiện hưởng › Bậc=salary_step |
        Ngày tuyển dụng=recruited | Đảng viên=party_member | Ngày vào Đảng=party_joined |
        Trình độ đào tạo › Văn hóa=general_education | Trình độ đào tạo › Chuyên môn=marks:degree |
        Trình độ đào tạo › Chuyên ngành=marked_field | Trình độ đào tạo › Bằng cấp=other_degrees |
        Trình độ đào tạo › Chính trị=marks:political_theory | Trình độ đào tạo › Đang học=studying |
        Trình độ đào tạo › Tin học=marks:it_skills | Trình độ đào tạo › Ngoại ngữ=foreign_language |
        Trình độ đào tạo › Tiếng dân tộc=ethnic_language | Trình độ đào tạo › QLNN=state_management |
        Trình độ đào tạo › Kỹ năng số=digital_skills | Bồi dưỡng=classes | Khung năng lực=competencies |
        Xếp loại năm {year}=rating | Ghi chú=note
    """,
    style=Style(apart=True),
    issuer="government",
    groups="blocks",
    numbers="lettered",
    upright=True,
    sheet="Biểu 02",
)

_FULL = Layout(
    title="DANH SÁCH TRÍCH NGANG CÁN BỘ, CÔNG CHỨC, VIÊN CHỨC",
    columns="""
        TT=order | Họ và tên khai sinh=full_name | Ngày tháng năm sinh=birth | Giới tính=sex | Dân tộc=ethnic_group |
        Tôn giáo=religion | Số định danh cá nhân=national_id | Quê quán (xã, phường)=native_unit |
        Cơ quan, đơn vị=body | Vị trí việc làm=position | Ngày bổ nhiệm=start | Đối tượng=category | Mã ngạch=grade |
        Bậc lương=salary_step | Hệ số lương=salary_coefficient | Ngày tuyển dụng=recruited | Đảng viên=party_member |
        Ngày vào Đảng=party_joined | Trình độ giáo dục phổ thông=general_education |
        Trình độ chuyên môn, chuyên ngành=degree | Lý luận chính trị=political_theory |
        Quản lý nhà nước=state_management | Ngoại ngữ=foreign_language | Tin học=it_skills |
        Năng lực số=digital_skills | Tiếng dân tộc thiểu số=ethnic_language |
        Bồi dưỡng theo vị trí việc làm=position_skills | Bồi dưỡng quản trị dữ liệu=data_governance |
        Bồi dưỡng chính quyền 2 cấp=two_level_government | Bồi dưỡng cập nhật kiến thức=knowledge_update |
        Bồi dưỡng lãnh đạo, quản lý=leadership_training | Năng lực:=competencies |
        Kết quả xếp loại {year}=rating | Ghi chú=note
    """,
    style=Style(dates="excel", between="\n"),
    sheet="Trich ngang",
    cover=True,
)

_SHORTHAND = Layout(
    title="DANH SÁCH CB, CC, VC VÀ NGƯỜI LAO ĐỘNG",
    columns="""
        TT=order | Họ và tên=full_name | Năm sinh › Nam=birth_male | Năm sinh › Nữ=birth_female |
        DÂN TỘC=ethnic_group | Tôn giáo=religion | Quê quán=native_unit | CCCD=national_id | Bộ phận=body |
        Chức vụ=position | Từ ngày=start | CB/CC/VC=category | Ngạch=grade | HSL=salary_coefficient | Bậc=salary_step |
        Tuyển dụng=recruited | Đảng › Đảng viên=party_member | Đảng › Ngày kết nạp=party_joined |
        Trình độ › Văn hóa=general_education | Trình độ › Chuyên môn=degree | Trình độ › LLCT=political_theory |
        Trình độ › QLNN=state_management | Trình độ › NN=blank | Trình độ › Ngoại ngữ=foreign_language |
        Trình độ › Tin học=it_skills | Trình độ › Tiếng dân tộc=ethnic_language |
        Trình độ › Kỹ năng số=digital_skills | BD theo VTVL=position_skills | BD quản trị dữ liệu=data_governance |
        BD chính quyền 2 cấp=two_level_government | BD cập nhật kiến thức=knowledge_update |
        BD lãnh đạo cấp phòng=leadership_training | Đánh giá năng lực=competencies |
        Xếp loại {year}=rating | Ghi chú=note
    """,
    style=Style(short=True, dates="dots", between="; ", bodies=True, capitals=True, old_places=True),
    numbers="plain",
    ditto="nt",
    dittos=("ethnic_group", "religion", "native_unit", "body", "start", "category"),
    sheet="DS",
)

_LEGACY = Layout(
    title="DANH SÁCH CÁN BỘ, CÔNG CHỨC XÃ",
    columns="""
        STT=order | Họ và tên=full_name | Ngày sinh=birth | Nữ=female | Nam=male | Số CMND/CCCD=national_id |
        Dân tộc=ethnic_group | Tôn giáo=religion | Nguyên quán=native_unit | Chức danh=position |
        Ngày giữ chức vụ=start | Loại cán bộ=category | Mã ngạch=grade | Hệ số lương=salary_coefficient |
        Bậc lương=salary_step | Ngày vào cơ quan=recruited | Đảng viên=party_member | Vào Đảng=party_joined |
        Trình độ văn hóa=general_education | Trình độ CM=degree_level | Chuyên ngành đào tạo=degree_field |
        Lý luận CT=political_theory | Quản lý NN=state_management | Trình độ ngoại ngữ=foreign_language |
        Trình độ tin học=it_skills | Kỹ năng số=digital_skills | Chứng chỉ tiếng dân tộc=ethnic_language |
        Bồi dưỡng=classes | Năng lực=competencies | Đánh giá, xếp loại năm {year}=rating | Ghi chú=note
    """,
    style=Style(bodies=True),
    issuer="government",
    letters="tcvn3",
    groups="bodies",
    sheet="Sheet1",
)

_DECOMPOSED = Layout(
    title="DANH SÁCH CÁN BỘ CẤP XÃ",
    columns="""
        Số TT=order | Họ tên=full_name | Giới tính=sex | Sinh ngày=birth | Dân tộc=ethnic_group | Tôn giáo=religion |
        Quê quán=native_unit | Căn cước công dân=national_id | Công tác › Chức vụ/chức danh=position |
        Công tác › Từ ngày=start | Công tác › Đối tượng=category | Công tác › Ngày tuyển dụng=recruited |
        Lương › Ngạch=grade | Lương › Bậc lương hiện hưởng=salary_step | Lương › Hệ số lương=salary_coefficient |
        Đảng › Là đảng viên=party_member | Đảng › Ngày vào Đảng=party_joined | Văn hóa=general_education |
        Trình độ chuyên môn=degree | Đang theo học=studying | Trình độ LLCT=political_theory |
        Trình độ QLNN=state_management | Tiếng Anh=foreign_language | CNTT=it_skills | Kỹ năng số=digital_skills |
        Tiếng dân tộc=ethnic_language | Bồi dưỡng=classes | Khung năng lực=competencies |
        Xếp loại chất lượng năm {year}=rating | Ghi chú khác=note
    """,
    style=Style(bodies=True, apart=True, between="\n", address="Đ/c "),
    letters="nfd",
    groups="bodies",
    numbers="brackets",
    sheet="Danh sách",
)

_PAY = Layout(
    title="BÁO CÁO DANH SÁCH VÀ TIỀN LƯƠNG CÁN BỘ, CÔNG CHỨC CẤP XÃ",
    columns="""
        Stt=order | Họ và tên=full_name | Ngày tháng năm sinh › Nam=birth_male |
        Ngày tháng năm sinh › Nữ=birth_female | Chức vụ hoặc chức danh công tác=position |
        Cơ quan, đơn vị đang làm việc=body | Thời gian giữ chức vụ, chức danh=start |
        Mức lương hiện hưởng › Mã ngạch=grade | Mức lương hiện hưởng › Hệ số lương=salary_coefficient |
        Mức lương hiện hưởng › Bậc lương hiện hưởng=salary_step | Phụ cấp › Trách nhiệm=blank |
        Phụ cấp › Khu vực=blank | Phụ cấp › Phụ cấp vượt khung=blank | Diện=category | Ngày tuyển dụng=recruited |
        Số định danh=national_id | Dân tộc=ethnic_group | Tôn giáo=religion | Quê=native_unit |
        Đảng viên=party_member | Ngày vào Đảng=party_joined | GDPT=general_education |
        Trình độ chuyên môn cao nhất=degree | Trình độ lý luận chính trị=political_theory |
        Trình độ quản lý nhà nước=state_management | Ngoại ngữ=foreign_language | Tin học=it_skills |
        Kỹ năng số=digital_skills | Tiếng dân tộc=ethnic_language | Bồi dưỡng=classes |
        Đánh giá năng lực=competencies | Kết quả xếp loại năm {year}=rating | Ghi chú=note
    """,
    style=Style(short=True, bodies=True),
    issuer="government",
    groups="blocks",
    numbers="lettered",
    ditto="-nt-",
    dittos=("body", "start"),
    sheet="TT11",
)

_WIDE = Layout(
    title="TỔNG HỢP TRÌNH ĐỘ CÁN BỘ, CÔNG CHỨC, VIÊN CHỨC",
    columns="""
        TT=order | Tên xã=unit | Phòng, ban=body | Họ và tên cán bộ, công chức=full_name |
        Chức vụ, vị trí việc làm=position | Ngày giữ chức vụ=start | Diện=category |
        Thông tin cá nhân › Ngày sinh=birth | Thông tin cá nhân › Giới=sex | Thông tin cá nhân › Dân tộc=ethnic_group |
        Thông tin cá nhân › Tôn giáo=religion | Thông tin cá nhân › Nguyên quán=native_unit |
        Thông tin cá nhân › Số CCCD=national_id | Ngạch, bậc › Mã ngạch=grade | Ngạch, bậc › Bậc=salary_step |
        Ngạch, bậc › Hệ số=salary_coefficient | Tuyển dụng=recruited | Đảng viên=party_member |
        Ngày kết nạp=party_joined | Trình độ › Trình độ văn hóa=general_education |
        Trình độ › Chuyên môn=marks:degree | Trình độ › Ngành đào tạo=marked_field |
        Trình độ › Bằng cấp=other_degrees | Trình độ › Đang đào tạo=studying |
        Trình độ › Lý luận chính trị=marks:political_theory | Trình độ › Quản lý nhà nước=state_management |
        Trình độ › Ngoại ngữ=foreign_language | Trình độ › Tin học=it_skills | Trình độ › Kỹ năng số=digital_skills |
        Trình độ › Tiếng dân tộc=ethnic_language | Bồi dưỡng=classes | Năng lực=competencies |
        Xếp loại {year}=rating | Ghi chú=note
    """,
    style=Style(apart=True, bodies=True, dates="excel"),
    merged=("unit", "body"),
    numbers="plain",
    sheet="TongHop",
)

_PARTY = Layout(
    title="DANH SÁCH CÁN BỘ THUỘC ĐẢNG BỘ XÃ",
    columns="""
        Số thứ tự=order | Họ, tên=full_name | Ngày, tháng, năm sinh=birth | Là nữ=female | Nam=male |
        Dân tộc=ethnic_group | Tôn giáo=religion | Quê quán (xã)=native_unit | Số căn cước=national_id |
        Chức vụ, chức danh công tác=position | Giữ vị trí từ=start | Đối tượng=category | Mã ngạch công chức=grade |
        Bậc lương=salary_step | Hệ số lương=salary_coefficient | Ngày tuyển dụng=recruited | Đảng viên=party_member |
        Ngày vào Đảng=party_joined | Trình độ GDPT=general_education | Chuyên môn=degree |
        Đang học (dự kiến xong)=studying | Trình độ chính trị=political_theory | Trình độ QLNN=state_management |
        Trình độ ngoại ngữ=foreign_language | Trình độ tin học=it_skills | Năng lực số=digital_skills |
        Tiếng dân tộc=ethnic_language | Bồi dưỡng VTVL=position_skills | Quản trị dữ liệu=data_governance |
        Chính quyền 2 cấp=two_level_government | Cập nhật kiến thức=knowledge_update |
        Bồi dưỡng lãnh đạo=leadership_training | Năng lực:=competencies |
        Đánh giá, xếp loại {year}=rating | Ghi chú=note
    """,
    style=Style(short=True, bodies=True, apart=True, between=" + ", capitals=True),
    groups="bodies",
    ditto='"',
    dittos=("ethnic_group", "religion", "start"),
    sheet="Đảng bộ",
)

LAYOUTS = (_STATISTICS, _FULL, _SHORTHAND, _LEGACY, _DECOMPOSED, _PAY, _WIDE, _PARTY)
