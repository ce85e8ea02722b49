"""What is wrong with a row, and the one catalogue of words for it: where, what was found, how to mend it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from canbo.files.importing.reading.model import Refusal


class Severity(StrEnum):
    ERROR = "error"
    LOOK = "look"


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer that can be picked: its code and its title."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about one cell or row. `kind` names the vocabulary that an answer would be remembered in."""

    code: str
    severity: Severity
    row: int
    column: str
    field_name: str
    found: str
    values: Mapping[str, object] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    kind: str = ""


_TEXTS = {
    "missing_name": gettext_lazy("Thiếu họ và tên. Ghi họ và tên, hoặc bỏ dòng này."),
    "missing_identity": gettext_lazy("Thiếu cả ngày sinh lẫn số định danh. Ghi ít nhất một trong hai."),
    "missing_position": gettext_lazy("Thiếu vị trí việc làm. Ghi chức vụ hoặc vị trí việc làm."),
    "missing_unit": gettext_lazy("Không rõ người này thuộc xã, phường nào. Ghi tên xã, hoặc chọn xã cho cả tệp."),
    "other_unit": gettext_lazy("“{found}” không thuộc phạm vi của tài khoản này. Xã khác phải tự nhập."),
    "impossible_date": gettext_lazy("“{found}” không có thật. Ghi ngày/tháng/năm, hoặc chỉ ghi năm."),
    "unreadable_date": gettext_lazy("“{found}” không đọc được là ngày. Ghi ngày/tháng/năm, tháng/năm hoặc năm."),
    "future_date": gettext_lazy("“{found}” là ngày chưa tới. Xem lại năm."),
    "odd_age": gettext_lazy("“{found}” cho tuổi {age}, ngoài độ tuổi công tác. Xem lại năm sinh."),
    "two_births": gettext_lazy("Có ngày sinh ở cả cột Nam và cột Nữ. Chỉ ghi ở một cột."),
    "two_marks": gettext_lazy("Đánh dấu hai bậc: {found}. Chỉ để một dấu, ở bậc cao nhất."),
    "unknown_word": gettext_lazy("Không rõ “{found}” là gì. Chọn giá trị đúng; lần sau máy tự nhận."),
    "unknown_position": gettext_lazy("“{found}” không có trong danh mục vị trí việc làm. Chọn vị trí đúng."),
    "unknown_field": gettext_lazy("Chưa rõ “{found}” là ngành nào. Chọn ngành, hoặc để sau."),
    "bad_national_id": gettext_lazy("“{found}” không phải số định danh 12 chữ số. Ghi đủ 12 chữ số, dạng văn bản."),
    "old_national_id": gettext_lazy("“{found}” là số chứng minh nhân dân cũ. Ghi số định danh 12 chữ số."),
    "restored_zero": gettext_lazy("Số định danh “{found}” mất số 0 ở đầu; máy đã thêm lại. Xem có đúng không."),
    "bad_number": gettext_lazy("“{found}” không phải là số. Ghi số, như 3,33."),
    "cell_error": gettext_lazy("Ô báo lỗi của Excel “{found}”. Sửa công thức hoặc ghi giá trị."),
    "same_twice": gettext_lazy("Người này có ở cả dòng {other}. Bỏ một dòng, hoặc ghi rõ là hai người."),
    "same_id_twice": gettext_lazy("Số định danh này có ở cả dòng {other}. Hai người không thể cùng số."),
    "id_of_another": gettext_lazy("Số định danh này trong hồ sơ là của {other}. Xem lại số, hoặc họ tên."),
    "perhaps_same": gettext_lazy("Giống {other} trong hồ sơ (tên gần giống, cùng ngày sinh). Cùng một người?"),
    "elsewhere": gettext_lazy("Hồ sơ hiện ghi người này ở {other}. Chuyển về đây theo tệp?"),
    "downgrade": gettext_lazy("Hồ sơ hiện có ghi {other}. Tệp ghi thấp hơn: {found}. Giữ hồ sơ hay lấy theo tệp?"),
    "changed_meanwhile": gettext_lazy("Hồ sơ đã được sửa sau khi xuất tệp này. Xem lại rồi chọn giữ hay lấy theo tệp."),
    "has_meanwhile_changed": gettext_lazy("Hồ sơ vừa được người khác sửa trong lúc ghi. Xem lại dòng này."),
}

_REFUSALS = {
    "too_large": gettext_lazy("Tệp nặng {megabytes} MB, quá 5 MB. Xóa ảnh và trang thừa, hoặc chia tệp."),
    "empty": gettext_lazy("Tệp không có dữ liệu."),
    "wrong_type": gettext_lazy("Đây là tệp {kind}, không phải bảng tính. Mở bằng Excel rồi lưu thành .xlsx."),
    "truncated": gettext_lazy("Tệp bị cụt hoặc hỏng. Lấy lại tệp gốc rồi gửi lại."),
    "encrypted": gettext_lazy("Tệp có mật khẩu. Mở bằng Excel, bỏ mật khẩu rồi lưu lại."),
    "zip_bomb": gettext_lazy("Tệp bung ra lớn bất thường nên không được mở. Chép dữ liệu sang tệp mới."),
    "entity_bomb": gettext_lazy("Tệp chứa khai báo nguy hiểm nên không được mở. Chép dữ liệu sang tệp mới."),
    "macros": gettext_lazy("Tệp có macro. Lưu lại thành .xlsx (không có macro) rồi gửi."),
    "too_wide": gettext_lazy("Có ô ở cột thứ {columns}, quá {limit} cột. Xóa các cột thừa bên phải."),
    "too_many_rows": gettext_lazy("Có {rows} dòng, quá {limit} dòng. Chia tệp, hoặc xóa dòng thừa phía dưới."),
    "unreadable": gettext_lazy("Không đọc được tệp. Mở bằng Excel rồi lưu lại thành .xlsx."),
    "no_table": gettext_lazy("Không thấy bảng nào có cột “Họ và tên”. Xem mẫu, hoặc ghi rõ dòng tiêu đề."),
}


def text_of(problem: Problem) -> str:
    """The whole message in the language of the page: where, what was found, what to do."""
    said = str(_TEXTS[problem.code]).format(found=problem.found, **problem.values)
    return _("Dòng {row}, {column}: {said}").format(row=problem.row, column=problem.column, said=said)


def advice(problem: Problem) -> str:
    """The message without its place, for the line below the row or a comment in the cell."""
    return str(_TEXTS[problem.code]).format(found=problem.found, **problem.values)


def refusal_text(refusal: Refusal) -> str:
    """Why a file was refused, and what to do."""
    return str(_REFUSALS[refusal.code]).format(**refusal.detail)
