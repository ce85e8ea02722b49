"""What is known of an official, a post and a commune on a date: every fact, declared once.

Rules, filters, exports and the import template all name these facts. A fact of kind SPAN or DATE is known
only to lie between two bounds and stands in a frame as two columns, `<name>_min` and `<name>_max`; dates are
numbers `YYYYMMDD`. A DERIVED fact is computed by `core.review.derive` from the others and the policy pack.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import polars as pl

from canbo.core.facts.scales import QUALIFICATIONS, RATING, Scale


class Kind(StrEnum):
    CODE = "code"
    CODES = "codes"
    SCALE = "scale"
    BOOL = "bool"
    NUMBER = "number"
    SPAN = "span"
    DATE = "date"


class Grain(StrEnum):
    """What one row of a frame stands for."""

    OFFICIAL = "official"
    POST = "post"
    COMMUNE = "commune"


CODE = pl.Categorical()
"""Codes of lists stand in frames as numbers of a dictionary: conditions and joins then compare numbers, not text."""

_TYPES: Mapping[Kind, pl.DataType] = {
    Kind.CODE: CODE,
    Kind.CODES: pl.String(),
    Kind.SCALE: pl.Int8(),
    Kind.BOOL: pl.Boolean(),
    Kind.NUMBER: pl.Float64(),
    Kind.SPAN: pl.Int32(),
    Kind.DATE: pl.Int32(),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: `codes` names the list its values come from, `scale` its levels, `unit` what it counts."""

    name: str
    kind: Kind
    vi: str
    en: str
    codes: str | None = None
    scale: Scale | None = None
    unit: str | None = None
    derived: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        if self.kind in (Kind.SPAN, Kind.DATE):
            return (f"{self.name}_min", f"{self.name}_max")
        return (self.name,)

    @property
    def dtype(self) -> pl.DataType:
        return _TYPES[self.kind]


def _qualifications() -> Iterable[Fact]:
    for scale in QUALIFICATIONS.values():
        yield Fact(scale.code, Kind.SCALE, scale.vi, scale.en, scale=scale)


_OFFICIAL = (
    Fact("unit", Kind.CODE, "Xã, phường", "Commune", codes="communes"),
    Fact("body", Kind.CODE, "Đơn vị", "Body", codes="bodies"),
    Fact("block", Kind.CODE, "Khối", "Block", codes="blocks"),
    Fact("position", Kind.CODE, "Vị trí việc làm", "Job position", codes="positions"),
    Fact("title_group", Kind.CODE, "Nhóm chức danh", "Title group", codes="title_groups"),
    Fact("is_main", Kind.BOOL, "Vị trí chính", "Main post"),
    Fact("category", Kind.CODE, "Đối tượng", "Legal category", codes="categories"),
    Fact("assigned_on", Kind.DATE, "Giữ vị trí từ", "In the position since"),
    Fact("sex", Kind.CODE, "Giới tính", "Sex", codes="sexes"),
    Fact("ethnic_group", Kind.CODE, "Dân tộc", "Ethnic group", codes="ethnic_groups"),
    Fact("native_unit", Kind.CODE, "Quê ở xã, phường", "Native commune", codes="communes"),
    Fact("born_on", Kind.DATE, "Ngày sinh", "Date of birth"),
    Fact("age", Kind.SPAN, "Tuổi", "Age", unit="years"),
    Fact("party_member", Kind.BOOL, "Đảng viên", "Party member"),
    Fact("recruited_on", Kind.DATE, "Ngày tuyển dụng", "Recruited on"),
    *_qualifications(),
    Fact("fields", Kind.CODES, "Chuyên ngành", "Fields of study", codes="fields_of_study", derived=True),
    Fact("knowledge_update_on", Kind.DATE, "Lần cập nhật kiến thức gần nhất", "Last knowledge update"),
    Fact("rating", Kind.SCALE, "Xếp loại năm gần nhất", "Latest yearly rating", scale=RATING),
    Fact("rating_exempt", Kind.BOOL, "Không thuộc diện xếp loại", "Exempt from rating"),
    Fact("holds_leadership", Kind.BOOL, "Giữ chức vụ lãnh đạo, quản lý", "Holds a leadership title", derived=True),
    Fact("years_left", Kind.NUMBER, "Số năm công tác còn lại", "Years of service left", unit="years", derived=True),
    Fact("field_suits", Kind.BOOL, "Chuyên môn phù hợp vị trí", "Field of study suits the position", derived=True),
    Fact(
        "field_suited_before", Kind.BOOL, "Chuyên môn phù hợp tại mốc gốc",
        "Field of study suited the position at the baseline", derived=True,
    ),
    Fact(
        "meets_title_standards", Kind.BOOL, "Đạt tiêu chuẩn chức danh",
        "Meets the standards of the title", derived=True,
    ),
)  # fmt: skip

_POST = (
    Fact("unit", Kind.CODE, "Xã, phường", "Commune", codes="communes"),
    Fact("body", Kind.CODE, "Đơn vị", "Body", codes="bodies"),
    Fact("block", Kind.CODE, "Khối", "Block", codes="blocks"),
    Fact("position", Kind.CODE, "Vị trí việc làm", "Job position", codes="positions"),
    Fact("counts_in_staffing", Kind.BOOL, "Tính vào biên chế", "Counts in staffing"),
    Fact("filled", Kind.BOOL, "Đã có người", "Filled", derived=True),
    Fact("holder_suits", Kind.BOOL, "Người giữ vị trí phù hợp", "Filled by a suitable holder", derived=True),
)

_COMMUNE = (
    Fact("unit", Kind.CODE, "Xã, phường", "Commune", codes="communes"),
    Fact("unit_kind", Kind.CODE, "Loại đơn vị", "Kind of unit", codes="unit_kinds"),
    Fact("border", Kind.BOOL, "Xã biên giới", "Border commune"),
    Fact(
        "equipment_meets_norm", Kind.BOOL, "Trang thiết bị đủ định mức", "Equipment meets the norm",
    ),
)  # fmt: skip

FACTS: Mapping[Grain, Mapping[str, Fact]] = {
    Grain.OFFICIAL: {fact.name: fact for fact in _OFFICIAL},
    Grain.POST: {fact.name: fact for fact in _POST},
    Grain.COMMUNE: {fact.name: fact for fact in _COMMUNE},
}


def schema(grain: Grain) -> dict[str, pl.DataType]:
    """Column types of the frame as read from the records: no derived facts."""
    return {column: fact.dtype for fact in FACTS[grain].values() if not fact.derived for column in fact.columns}
