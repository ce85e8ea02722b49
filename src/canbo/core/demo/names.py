"""Invented names, put together from parts that are common in each ethnic group of the province."""

from __future__ import annotations

from random import Random

FAMILY = {
    "01": ("Nguyễn", "Trần", "Lê", "Phạm", "Vũ", "Đỗ", "Hoàng", "Bùi", "Đặng", "Ngô", "Đinh", "Phan"),
    "03": ("Lò", "Lường", "Quàng", "Cầm", "Điêu", "Tòng", "Vì", "Hoàng", "Lù", "Nùng", "Cà", "Mào"),
    "08": ("Giàng", "Vàng", "Sùng", "Mùa", "Thào", "Cứ", "Hảng", "Lý", "Chang", "Ma", "Hạng", "Tráng"),
    "09": ("Tẩn", "Phàn", "Chẻo", "Lý", "Phùng", "Vàng", "Tao"),
    "23": ("Lò", "Quàng", "Cút", "Moong", "Lường"),
    "26": ("Vàng", "Lù", "Hoàng", "Lý", "Nông", "Sần"),
    "33": ("Lỳ", "Pờ", "Chu", "Sừng", "Khoàng", "Vù", "Phùng", "Mạ"),
    "39": ("Giàng", "Phàn", "Vàng", "Ly", "Kha"),
    "42": ("Tao", "Lò", "Vàng", "Nùng"),
    "46": ("Lùng", "Chìn", "Pàn", "Lò"),
    "49": ("Lò", "Chang", "Hù"),
    "50": ("Hù", "Pờ", "Lỳ"),
}  # fmt: skip
"""Family names by the code of the ethnic group (list of 2008)."""

_MIDDLE = {
    "male": ("Văn", "Văn", "Văn", "Đức", "Xuân", "Minh", "Quang", "Hữu", "Thanh", "Ngọc", "Trung"),
    "female": ("Thị", "Thị", "Thị", "Thị Thu", "Thị Kim", "Thị Hồng", "Ngọc", "Thị Lan", "Thanh", "Thị Minh"),
}
_GIVEN = {
    "male": (
        "An", "Bảo", "Bình", "Chung", "Cường", "Dũng", "Duy", "Đạt", "Đông", "Đức", "Hải", "Hiệp", "Hòa", "Hùng",
        "Huy", "Khánh", "Kiên", "Lâm", "Long", "Mạnh", "Nam", "Nghĩa", "Phong", "Phúc", "Quân", "Quyết", "Sơn",
        "Thắng", "Thành", "Thiện", "Tiến", "Toàn", "Trường", "Tuấn", "Tùng", "Việt", "Vinh",
    ),
    "female": (
        "An", "Ánh", "Bích", "Chi", "Dung", "Duyên", "Đào", "Giang", "Hà", "Hạnh", "Hằng", "Hiền", "Hoa", "Huệ",
        "Huyền", "Hương", "Lan", "Liên", "Linh", "Loan", "Mai", "Minh", "Nga", "Ngân", "Ngọc", "Nhung", "Oanh",
        "Phương", "Quyên", "Thảo", "Thủy", "Trang", "Uyên", "Vân", "Xuân", "Yến",
    ),
}  # fmt: skip
_OWN: dict[str, dict[str, tuple[str, ...]]] = {
    "03": {
        "male": ("Văn Ín", "Văn Hặc", "Văn Pâng", "Văn Phớ", "Văn Chựa", "Văn Ọi"),
        "female": ("Thị Ơn", "Thị Phớ", "Thị Piêng", "Thị Hặc", "Thị Inh", "Thị Ươi"),
    },
    "08": {
        "male": ("A Páo", "A Chứ", "A Dế", "A Lử", "A Sính", "A Tủa", "A Vừ", "A Chua", "A Sà", "A Dơ"),
        "female": ("Thị Mỷ", "Thị Máy", "Thị Dợ", "Thị Xay", "Thị Sua", "Thị Pàng", "Thị Súa"),
    },
    "09": {
        "male": ("A Phù", "Sần Lềnh", "Phù Chiêu", "A Pao", "Chỉn Quẩy", "Láo Lở", "A Sài"),
        "female": ("Mẩy Tả", "Tả Mẩy", "San Mẩy", "U Mẩy", "Lở Mẩy", "Nải Mẩy"),
    },
    "33": {
        "male": ("Cà Xừ", "Hừ Cà", "Lòng Go", "Xá Cà", "Gia Hừ", "Pố Xá", "Go Tư"),
        "female": ("Mì De", "Xá Nu", "Bớ De", "Lò Mé", "Gó Nu", "Mì Xá"),
    },
    "39": {
        "male": ("Hù Chừ", "Lóng Xè", "Phí Hừ", "Lò Chừ", "Xè Po"),
        "female": ("Mì Nu", "Lò Mé", "Nu Cà", "Mé Nó"),
    },
}  # fmt: skip
"""What follows the family name where a group gives names of its own."""

_OWN_SHARE = {"03": 0.2, "08": 0.6, "09": 0.55, "33": 0.6, "39": 0.65}


def invent_name(draw: Random, ethnic_group: str, sex: str) -> str:
    """A name as an official of this group and sex might bear it."""
    family = draw.choice(FAMILY.get(ethnic_group, FAMILY["01"]))
    if draw.random() < _OWN_SHARE.get(ethnic_group, 0.0):
        return f"{family} {draw.choice(_OWN[ethnic_group][sex])}"
    return f"{family} {draw.choice(_MIDDLE[sex])} {draw.choice(_GIVEN[sex])}"
