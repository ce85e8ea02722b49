"""Invented names, put together from parts that are common in each ethnic group of the province."""

from __future__ import annotations

from random import Random

FAMILY = {
    "01": ("Nguyễn", "Trần", "Lê", "Phạm", "Vũ", "Đỗ", "Hoàng", "Bùi", "Đặng", "Ngô"),
    "03": ("Lò", "Lường", "Quàng", "Cầm", "Điêu", "Tòng", "Vì", "Hoàng", "Lù", "Nùng"),
    "08": ("Giàng", "Vàng", "Sùng", "Mùa", "Thào", "Cứ", "Hảng", "Lý", "Chang", "Ma"),
    "09": ("Tẩn", "Phàn", "Chẻo", "Lý", "Phùng", "Vàng", "Tao"),
    "33": ("Lỳ", "Pờ", "Chu", "Sừng", "Khoàng", "Vù", "Phùng"),
    "26": ("Vàng", "Lù", "Hoàng", "Lý", "Nông"),
    "39": ("Giàng", "Phàn", "Vàng", "Ly"),
    "23": ("Lò", "Quàng", "Cút", "Moong"),
    "42": ("Tao", "Lò", "Vàng"),
    "46": ("Lùng", "Chìn", "Pàn"),
}
_MIDDLE = {
    "male": ("Văn", "Đức", "Xuân", "Minh", "Quang", "Hữu", "Thanh"),
    "female": ("Thị", "Thị Thu", "Thị Kim", "Thị Hồng", "Ngọc", "Thị Lan"),
}
_GIVEN = {
    "male": (
        "An", "Bảo", "Bình", "Chung", "Cường", "Dũng", "Duy", "Đạt", "Đông", "Hải", "Hiệp", "Hòa", "Hùng", "Khánh",
        "Kiên", "Long", "Nam", "Nghĩa", "Phong", "Quân", "Sơn", "Thắng", "Thành", "Tiến", "Toàn", "Tuấn", "Vinh",
    ),
    "female": (
        "Ánh", "Bích", "Chi", "Dung", "Duyên", "Đào", "Hà", "Hạnh", "Hằng", "Hiền", "Hoa", "Huệ", "Hương", "Lan",
        "Liên", "Linh", "Mai", "Minh", "Nga", "Ngọc", "Nhung", "Oanh", "Phương", "Quyên", "Thảo", "Thủy", "Trang",
        "Yến",
    ),
}  # fmt: skip
_OWN_GIVEN = {
    "08": {
        "male": ("Páo", "Chứ", "Dế", "Lử", "Sính", "Tủa", "Vừ", "Chua"),
        "female": ("Mỷ", "Máy", "Dợ", "Xay", "Sua"),
    },
    "09": {"male": ("Sần", "Phù", "Lềnh", "Pao", "Chiêu"), "female": ("Mẩy", "Nải", "Tả", "Lở")},
    "33": {"male": ("Cà", "Hừ", "Lòng", "Xá", "Go"), "female": ("Xá", "Bớ", "De", "Nu")},
    "39": {"male": ("Hù", "Chừ", "Lóng"), "female": ("Nu", "Mé")},
}


def invent_name(draw: Random, ethnic_group: str, sex: str) -> str:
    """A name as an official of this group and sex might bear it."""
    family = draw.choice(FAMILY.get(ethnic_group, FAMILY["01"]))
    own = _OWN_GIVEN.get(ethnic_group)
    if own and draw.random() < 0.55:
        return f"{family} {'A' if sex == 'male' else 'Thị'} {draw.choice(own[sex])}"
    return f"{family} {draw.choice(_MIDDLE[sex])} {draw.choice(_GIVEN[sex])}"
