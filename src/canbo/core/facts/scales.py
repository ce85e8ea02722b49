"""The ordered lists in which qualifications and ratings are measured.

A level is kept as its rank, so that "at least" is a comparison of numbers in every engine. Rank 0 always
means "known to have none"; what is not known has no rank at all. The lists follow the state records forms
(2C-BNV/2008, BM02/BNV) and the national qualification framework (QĐ 1982/QĐ-TTg).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Level:
    rank: int
    code: str
    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class Scale:
    """An ordered list of levels; a level's rank is its place, from 0."""

    code: str
    vi: str
    en: str
    levels: tuple[Level, ...]

    def rank(self, code: str) -> int:
        """The rank of a level's code; raises `KeyError` for a code outside the list."""
        for level in self.levels:
            if level.code == code:
                return level.rank
        raise KeyError(code)

    def level(self, rank: int) -> Level:
        return self.levels[rank]

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(level.code for level in self.levels)


UPDATE = "knowledge_update"
"""The kind that has to be done again, so that the day of the last one is a fact too."""


def _scale(code: str, vi: str, en: str, *levels: tuple[str, str, str]) -> Scale:
    return Scale(code, vi, en, tuple(Level(rank, *names) for rank, names in enumerate(levels)))


def _training(code: str, vi: str, en: str) -> Scale:
    return _scale(code, vi, en, ("none", "Chưa qua", "Not taken"), ("completed", "Đã qua", "Completed"))


_QUALIFICATIONS = (
    _scale(
        "degree", "Trình độ chuyên môn", "Professional qualification",
        ("none", "Chưa qua đào tạo", "None"),
        ("elementary", "Sơ cấp", "Elementary"),
        ("intermediate", "Trung cấp", "Intermediate"),
        ("college", "Cao đẳng", "College"),
        ("bachelor", "Đại học", "Bachelor"),
        ("master", "Thạc sĩ", "Master"),
        ("doctor", "Tiến sĩ", "Doctor"),
    ),
    _scale(
        "political_theory", "Lý luận chính trị", "Political theory",
        ("none", "Chưa có", "None"),
        ("elementary", "Sơ cấp", "Elementary"),
        ("intermediate", "Trung cấp", "Intermediate"),
        ("advanced", "Cao cấp", "Advanced"),
        ("bachelor", "Cử nhân", "Bachelor"),
    ),
    _scale(
        "state_management", "Quản lý nhà nước", "State management",
        ("none", "Chưa có", "None"),
        ("assistant", "Cán sự", "Assistant"),
        ("specialist", "Chuyên viên", "Specialist"),
        ("principal", "Chuyên viên chính", "Principal specialist"),
        ("senior", "Chuyên viên cao cấp", "Senior specialist"),
    ),
    _scale(
        "foreign_language", "Ngoại ngữ", "Foreign language",
        ("none", "Chưa có", "None"),
        ("certificate", "Chứng chỉ A, B, C cũ", "Old certificate A, B, C"),
        ("a1", "Bậc 1 (A1)", "Level 1 (A1)"),
        ("a2", "Bậc 2 (A2)", "Level 2 (A2)"),
        ("b1", "Bậc 3 (B1)", "Level 3 (B1)"),
        ("b2", "Bậc 4 (B2)", "Level 4 (B2)"),
        ("c1", "Bậc 5 (C1)", "Level 5 (C1)"),
        ("c2", "Bậc 6 (C2)", "Level 6 (C2)"),
        ("degree", "Đại học trở lên", "Degree"),
    ),
    _scale(
        "it_skills", "Tin học", "Information technology",
        ("none", "Chưa có", "None"),
        ("basic", "Cơ bản", "Basic"),
        ("advanced", "Nâng cao", "Advanced"),
        ("degree", "Trung cấp trở lên", "Intermediate degree or higher"),
    ),
    _scale(
        "digital_skills", "Năng lực số", "Digital competence",
        ("none", "Chưa có", "None"),
        ("basic", "Cơ bản", "Basic"),
        ("advanced", "Nâng cao", "Advanced"),
    ),
    _scale(
        "ethnic_language", "Tiếng dân tộc thiểu số", "Ethnic-minority language",
        ("none", "Không biết", "None"),
        ("speaks", "Giao tiếp được", "Speaks"),
        ("certificate", "Có chứng chỉ", "Certificate"),
    ),
    _training("position_skills", "Bồi dưỡng theo vị trí việc làm", "Development by job position"),
    _training(
        "data_governance",
        "Quản trị dữ liệu, quản lý hiện đại, hồ sơ điện tử",
        "Data governance, modern management, electronic case handling",
    ),
    _training(
        "two_level_government",
        "Vận hành chính quyền địa phương 2 cấp",
        "Running the two-level local government",
    ),
    _training(
        UPDATE,
        "Cập nhật pháp luật, đạo đức công vụ, chuyển đổi số",
        "Update on law, public-service ethics, digital transformation",
    ),
    _training(
        "leadership_training",
        "Bồi dưỡng lãnh đạo, quản lý",
        "Leadership and management course",
    ),
)  # fmt: skip

QUALIFICATIONS: Mapping[str, Scale] = {scale.code: scale for scale in _QUALIFICATIONS}

RATING = _scale(
    "rating", "Xếp loại chất lượng", "Quality rating",
    ("failed", "Không hoàn thành nhiệm vụ", "Not completed"),
    ("completed", "Hoàn thành nhiệm vụ", "Completed"),
    ("good", "Hoàn thành tốt nhiệm vụ", "Completed well"),
    ("excellent", "Hoàn thành xuất sắc nhiệm vụ", "Excellent"),
)  # fmt: skip

COMPETENCY = _scale(
    "competency", "Mức năng lực", "Competency level",
    ("none", "Chưa đạt mức 1", "Below level 1"),
    *((f"level_{n}", f"Mức {n}", f"Level {n}") for n in range(1, 6)),
)  # fmt: skip
