"""What is wrong with a row, and the one catalogue of words for it: where, what was found, how to mend it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from canbo.files.importing.reading.model import Refusal


class Severity(StrEnum):
    ERROR = "error"
    LOOK = "look"


KEEP, TAKE, SAME, OTHER, JOIN, NONE, SKIP, LATER = "keep", "take", "same", "other", "join", "none", "skip", "later"


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer that can be picked: its code and its title."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about one cell or row. `kind` names the vocabulary that an answer would be remembered in.

    `ask` says what exactly is asked, in codes: an answer counts for this question and no other. `answers` limits what
    can be answered when the code alone does not tell.
    """

    code: str
    severity: Severity
    row: int
    column: str
    field_name: str
    found: str
    values: Mapping[str, object] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    kind: str = ""
    ask: str = ""
    answers: tuple[str, ...] = ()
    sheet: str = ""

    @property
    def key(self) -> str:
        """The question's name, under which its answer is kept."""
        return question(self.row, self.ask or f"{self.code}:{self.field_name}:{self.found}")

    @property
    def allowed(self) -> tuple[str, ...]:
        """What can be answered about the row; an error without an answer has to be mended or dropped.

        A word that no list has stands as it is written, or for nothing.
        """
        known = self.answers or _ANSWERS.get(self.code, ())
        if known or not (self.kind or self.choices):
            return known or ((TAKE,) if self.severity is Severity.LOOK else ())
        return (NONE,)


def question(row: int, ask: str) -> str:
    """The name of a question about a row; what it is about is not readable in it."""
    return f"{row}-{hashlib.sha256(ask.encode()).hexdigest()[:12]}"


_ANSWERS: Mapping[str, tuple[str, ...]] = {
    "or_higher": (TAKE,),
    "perhaps_same": (SAME, OTHER),
    "other_id": (SAME, OTHER),
    "other_number": (SAME,),
    "claimed_twice": (SAME, OTHER),
    "elsewhere": (TAKE, KEEP),
    "downgrade": (KEEP, TAKE),
    "contradicts": (KEEP, TAKE),
    "changed_meanwhile": (KEEP, TAKE),
    "has_meanwhile_changed": (KEEP, TAKE),
}

_TITLES = {
    KEEP: gettext_lazy("Giữ hồ sơ"),
    TAKE: gettext_lazy("Lấy theo tệp"),
    SAME: gettext_lazy("Cùng một người"),
    OTHER: gettext_lazy("Người khác"),
    JOIN: gettext_lazy("Kiêm nhiệm: cùng một người"),
    NONE: gettext_lazy("Không có trong danh mục"),
}

_SAID = {
    ("same_twice", OTHER): gettext_lazy("Là hai người"),
    ("elsewhere", TAKE): gettext_lazy("Chuyển về đây"),
    ("has_meanwhile_changed", TAKE): gettext_lazy("Đã xem, ghi theo tệp"),
    ("hidden_row", TAKE): gettext_lazy("Nhập dòng này"),
    ("or_higher", TAKE): gettext_lazy("Ghi là thạc sĩ"),
}

_RIGHT = gettext_lazy("Đúng rồi")
_COMPARED = frozenset({"elsewhere", "downgrade", "contradicts", "changed_meanwhile", "has_meanwhile_changed"})


def answers(problem: Problem) -> tuple[Choice, ...]:
    """The answers to a question, with their titles in the language of the page."""
    return tuple(Choice(code, _title(problem.code, code)) for code in problem.allowed)


def _title(code: str, answer: str) -> str:
    if (code, answer) in _SAID:
        return str(_SAID[code, answer])
    return str(_RIGHT if answer == TAKE and code not in _COMPARED else _TITLES[answer])


_DATE = gettext_lazy("ngày/tháng/năm, tháng/năm hoặc năm")
_LISTED = gettext_lazy("một giá trị trong danh mục")
_NUMBER = gettext_lazy("12 chữ số, dạng văn bản")

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
    "bad_competency": gettext_lazy(
        "“{found}” không phải mức năng lực. Ghi mức từ 0 đến {highest}, như 3 hoặc 3 (15/3/2026); "
        "chưa đánh giá thì để trống."
    ),
    "bad_step": gettext_lazy("“{found}” không phải bậc lương. Ghi bậc trên số bậc, như 4/9."),
    "too_long": gettext_lazy("“{found}” dài quá {longest} chữ; phần sau bị cắt. Ghi ngắn lại."),
    "not_a_mark": gettext_lazy("“{found}” không phải dấu đánh. Ghi x nếu có, để trống nếu không."),
    "two_sexes": gettext_lazy("Đánh dấu cả cột Nam và cột Nữ. Chỉ để một dấu."),
    "no_level": gettext_lazy("“{found}” là ngành, chưa rõ trình độ. Chọn trình độ của người này."),
    "fields_apart": gettext_lazy("Không rõ “{found}” là ngành của bằng nào. Ghi ngành ngay sau trình độ."),
    "or_higher": gettext_lazy("Cột này gộp thạc sĩ và tiến sĩ. Chọn trình độ đúng."),
    "which_position": gettext_lazy("“{found}” có thể là nhiều vị trí. Chọn vị trí của người này."),
    "unknown_body": gettext_lazy("Không rõ “{found}” là cơ quan nào của xã. Chọn cơ quan; lần sau máy tự nhận."),
    "former_name": gettext_lazy("“{found}” nay thuộc {now}."),
    "no_position": gettext_lazy("“{found}” không phải vị trí việc làm, không ghi vào hồ sơ."),
    "cell_error": gettext_lazy("Ô báo lỗi của Excel “{found}”. Sửa công thức hoặc ghi giá trị."),
    "hidden_row": gettext_lazy("Dòng này bị ẩn trong tệp. Có nhập không?"),
    "not_a_member": gettext_lazy("Có ngày vào Đảng nhưng ghi không là đảng viên. Sửa một trong hai."),
    "before_birth": gettext_lazy("“{found}” trước ngày sinh. Xem lại ngày này, hoặc ngày sinh."),
    "before_joining": gettext_lazy("“{found}” trước ngày vào Đảng. Xem lại hai ngày."),
    "in_the_future": gettext_lazy("“{found}” là ngày chưa tới. Xem lại năm."),
    "not_12_digits": gettext_lazy("“{found}” không phải số định danh 12 chữ số. Ghi đủ 12 chữ số, dạng văn bản."),
    "same_twice": gettext_lazy("Người này có ở cả dòng {other}. Bỏ một dòng, hoặc ghi rõ là hai người."),
    "same_id_twice": gettext_lazy("Số định danh này có ở cả dòng {other}. Hai người không thể cùng số."),
    "id_of_another": gettext_lazy("Số định danh này trong hồ sơ là của {other}. Xem lại số, hoặc họ tên."),
    "out_of_reach": gettext_lazy("Đã có hồ sơ ở nơi khác. Đề nghị tỉnh xử lý dòng này."),
    "perhaps_same": gettext_lazy("Giống {other} trong hồ sơ ({matched}). Cùng một người?"),
    "other_id": gettext_lazy(
        "Mã hồ sơ (cột ẩn) của dòng này là của {other}, nhưng tên, ngày sinh hoặc số định danh khác. Cùng một người?"
    ),
    "other_number": gettext_lazy(
        "Số định danh này trong hồ sơ là của {other}, nhưng tên hoặc ngày sinh khác. Cùng một người, hay sửa lại số?"
    ),
    "claimed_twice": gettext_lazy("Dòng {rows} cũng là {other} trong hồ sơ. Dòng nào là người đó?"),
    "elsewhere": gettext_lazy("Hồ sơ hiện ghi người này ở {other}. Chuyển về đây theo tệp?"),
    "downgrade": gettext_lazy("Hồ sơ hiện có ghi {other}. Tệp ghi thấp hơn: {found}. Giữ hồ sơ hay lấy theo tệp?"),
    "contradicts": gettext_lazy("Hồ sơ hiện ghi {other}. Tệp ghi khác: {found}. Giữ hồ sơ hay lấy theo tệp?"),
    "changed_meanwhile": gettext_lazy(
        "Hồ sơ đã được sửa sau khi xuất tệp này: {found}. Giữ hồ sơ ở những mục đó, hay lấy theo tệp?"
    ),
    "has_meanwhile_changed": gettext_lazy("Hồ sơ vừa được người khác sửa trong lúc ghi. Xem lại dòng này."),
}

MATCHED = {
    "birth": gettext_lazy("cùng họ tên, ngày sinh khớp"),
    "like_name": gettext_lazy("tên gần giống, cùng ngày sinh"),
    "no_birth_in_file": gettext_lazy("cùng họ tên, cùng xã; tệp không có ngày sinh đọc được"),
    "no_birth_on_record": gettext_lazy("cùng họ tên, cùng xã; hồ sơ chưa có ngày sinh"),
}
"""What a row and an official have in common who are perhaps the same."""

_EXPECTED = {
    "missing_name": gettext_lazy("họ và tên"),
    "missing_identity": gettext_lazy("ngày sinh hoặc số định danh"),
    "missing_position": gettext_lazy("một vị trí trong danh mục"),
    "missing_unit": gettext_lazy("tên xã, phường"),
    "other_unit": gettext_lazy("xã, phường của tài khoản này"),
    "impossible_date": _DATE,
    "unreadable_date": _DATE,
    "future_date": gettext_lazy("ngày đã qua"),
    "odd_age": gettext_lazy("năm sinh của người trong độ tuổi công tác"),
    "two_births": gettext_lazy("ngày sinh ở một cột"),
    "before_birth": gettext_lazy("ngày sau ngày sinh"),
    "before_joining": gettext_lazy("ngày sau ngày vào Đảng"),
    "two_marks": gettext_lazy("một dấu"),
    "unknown_word": _LISTED,
    "unknown_position": _LISTED,
    "unknown_field": _LISTED,
    "bad_national_id": _NUMBER,
    "old_national_id": _NUMBER,
    "restored_zero": _NUMBER,
    "bad_number": gettext_lazy("số, như 3,33"),
    "bad_competency": gettext_lazy("mức năng lực từ 0 đến 5, như 3 (15/3/2026)"),
    "bad_step": gettext_lazy("bậc lương, như 4/9"),
    "not_a_mark": gettext_lazy("dấu x hoặc để trống"),
    "two_sexes": gettext_lazy("một dấu"),
    "no_level": gettext_lazy("trình độ và ngành, như Đại học Luật"),
    "or_higher": _LISTED,
    "which_position": _LISTED,
    "unknown_body": _LISTED,
    "cell_error": gettext_lazy("giá trị của ô"),
    "same_twice": gettext_lazy("mỗi người một dòng"),
    "same_id_twice": gettext_lazy("mỗi số định danh một dòng"),
    "id_of_another": gettext_lazy("số định danh của người này"),
}

_REFUSALS = {
    "too_large": gettext_lazy("Tệp nặng {megabytes} MB, quá 5 MB. Xóa ảnh và trang thừa, hoặc chia tệp."),
    "empty": gettext_lazy("Tệp không có dữ liệu."),
    "wrong_type": gettext_lazy("Đây là tệp {kind}, không phải bảng tính. Mở bằng Excel rồi lưu thành .xlsx."),
    "truncated": gettext_lazy("Tệp bị cụt hoặc hỏng. Lấy lại tệp gốc rồi gửi lại."),
    "encrypted": gettext_lazy("Tệp có mật khẩu. Mở bằng Excel, bỏ mật khẩu rồi lưu lại."),
    "zip_bomb": gettext_lazy("Tệp bung ra lớn bất thường nên không được mở. Chép dữ liệu sang tệp mới."),
    "too_many_cells": gettext_lazy(
        "Tệp có hơn {limit} ô và giá trị, kể cả ô trống đã định dạng. Xóa dòng, cột trống có định dạng ở dưới và bên "
        "phải danh sách, hoặc chia tệp."
    ),
    "entity_bomb": gettext_lazy("Tệp chứa khai báo nguy hiểm nên không được mở. Chép dữ liệu sang tệp mới."),
    "macros": gettext_lazy("Tệp có macro. Lưu lại thành .xlsx (không có macro) rồi gửi."),
    "too_wide": gettext_lazy("Có ô ở cột thứ {columns}, quá {limit} cột. Xóa các cột thừa bên phải."),
    "too_many_rows": gettext_lazy("Có {rows} dòng, quá {limit} dòng. Chia tệp, hoặc xóa dòng thừa phía dưới."),
    "unreadable": gettext_lazy("Không đọc được tệp. Mở bằng Excel rồi lưu lại thành .xlsx."),
    "no_rows": gettext_lazy("Trang “{sheet}” có tiêu đề ở dòng {row} nhưng không có ai bên dưới."),
    "no_table": gettext_lazy("Không thấy bảng nào có cột “Họ và tên”. Xem mẫu, hoặc ghi rõ dòng tiêu đề."),
}

_SKIPPED = {
    "column_numbers": gettext_lazy("dòng số thứ tự cột"),
    "header": gettext_lazy("tiêu đề lặp lại"),
    "group": gettext_lazy("tiêu đề nhóm"),
    "total": gettext_lazy("dòng cộng"),
    "blank": gettext_lazy("dòng trống"),
    "signature": gettext_lazy("phần ký tên"),
    "note": pgettext_lazy("skipped row", "ghi chú"),
}


def text_of(problem: Problem) -> str:
    """The whole message in the language of the page: where, what was found, what to do."""
    told = {"row": problem.row, "column": problem.column, "said": advice(problem)}
    return _("Dòng {row}, {column}: {said}").format(**told)


def advice(problem: Problem) -> str:
    """The message without its place, for the line below the row or a comment in the cell."""
    return str(_TEXTS[problem.code]).format(found=problem.found, **problem.values)


def expected(problem: Problem) -> str:
    """What should have stood there, in a few words; "" when a person has to decide instead."""
    return str(_EXPECTED.get(problem.code, ""))


def why_skipped(reason: str) -> str:
    """Why a row of the sheet is no data."""
    return str(_SKIPPED.get(reason, reason))


def refusal_text(refusal: Refusal) -> str:
    """Why a file was refused, and what to do."""
    said = {name: _said_of(name, value) for name, value in refusal.detail.items()}
    return str(_REFUSALS[refusal.code]).format(**said)


def _said_of(name: str, value: object) -> object:
    if name in ("limit", "rows", "columns"):
        return number_format(str(value), use_l10n=True, force_grouping=True)
    return _(str(value)) if name == "kind" else value
