"""Audit entries as sentences: who, when, what before and after, from where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from canbo.apps.audit.models import Entry
from canbo.apps.language import said
from canbo.apps.organisation.queries import name_of
from canbo.core.dates import PartialDate
from canbo.core.facts.scales import COMPETENCY, QUALIFICATIONS, RATING, Scale
from canbo.core.policy.explain import Words

_HIDDEN = {
    "id", "official_id", "sort_key", "search_key", "name_key", "version", "national_id_index", "position_id", "unit_id",
    "recorded_on",
}  # fmt: skip


@dataclass(frozen=True)
class Sentence:
    at: datetime
    who: str
    what: str
    changes: tuple[tuple[str, str, str], ...]
    source: str
    reason: str


def sentences(entries: Iterable[Entry], words: Words) -> list[Sentence]:
    """The trail of one official, the newest first."""
    names = {
        "people.official": _("hồ sơ"),
        "people.assignment": _("vị trí công tác"),
        "people.qualification": _("trình độ, bồi dưỡng"),
        "people.rating": _("xếp loại"),
        "people.competencylevel": _("mức năng lực"),
    }
    return [
        Sentence(
            entry.at,
            entry.actor_name,
            f"{entry.get_action_display()} {names.get(entry.table, entry.table)}",
            tuple(_changes(entry, words)),
            entry.get_source_display(),
            entry.reason,
        )
        for entry in entries
    ]


def _changes(entry: Entry, words: Words) -> Iterable[tuple[str, str, str]]:
    fields = {f.attname: f for f in apps.get_model(entry.table)._meta.concrete_fields}
    scale = _scale(entry)
    for name in {**entry.before, **entry.after}:
        if name in _HIDDEN or name not in fields:
            continue
        chosen = dict(fields[name].flatchoices)
        old, new = (_shown(name, side.get(name), chosen, scale, words) for side in (entry.before, entry.after))
        if old != new:
            yield str(_LABELS.get(name, name)), old, new


def _scale(entry: Entry) -> Scale | None:
    """The scale in which the level of an entry is counted."""
    kind = entry.after.get("kind") or entry.before.get("kind")
    return QUALIFICATIONS.get(kind) or {"people.rating": RATING, "people.competencylevel": COMPETENCY}.get(entry.table)


def _shown(name: str, value: Any, chosen: Mapping[Any, Any], scale: Scale | None, words: Words) -> str:
    """A stored value in words: `chosen` are the words of the choices of its field."""
    if value in (None, "", []):
        return ""
    if name == "national_id":
        return "••••"
    if isinstance(value, bool):
        return _("Có") if value else _("Không")
    if name in _DATES and isinstance(value, int):
        return PartialDate.from_code(value).display()
    return _coded(name, value, chosen, scale, words)


def _coded(name: str, value: Any, chosen: Mapping[Any, Any], scale: Scale | None, words: Words) -> str:
    if name == "kind":
        return said(QUALIFICATIONS[value])
    if name == "level" and scale is not None:
        return said(scale.level(value))
    if name == "native_unit_id":
        return name_of(value)
    return words.code("ethnic_groups", value) if name == "ethnic_group" else str(chosen.get(value, value))


_DATES = {"birth", "party_joined", "party_official", "recruited", "start", "end", "obtained", "expected", "assessed"}
_LABELS: Mapping[str, Promise] = {
    "full_name": gettext_lazy("Họ và tên"),
    "birth": gettext_lazy("Ngày sinh"),
    "sex": gettext_lazy("Giới tính"),
    "ethnic_group": gettext_lazy("Dân tộc"),
    "religion": gettext_lazy("Tôn giáo"),
    "national_id": gettext_lazy("Số định danh"),
    "party_member": gettext_lazy("Đảng viên"),
    "other_name": gettext_lazy("Tên gọi khác"),
    "native_place": gettext_lazy("Quê quán"),
    "native_unit_id": gettext_lazy("Quê quán"),
    "residence": gettext_lazy("Nơi ở hiện nay"),
    "general_education": gettext_lazy("Giáo dục phổ thông"),
    "note": gettext_lazy("Ghi chú"),
    "party_joined": gettext_lazy("Vào Đảng"),
    "party_official": gettext_lazy("Ngày chính thức"),
    "recruited": gettext_lazy("Tuyển dụng"),
    "start": gettext_lazy("Từ"),
    "end": gettext_lazy("Đến"),
    "kind": pgettext_lazy("qualification", "Nội dung"),
    "level": gettext_lazy("Bậc"),
    "state": gettext_lazy("Tình trạng"),
    "field_code": gettext_lazy("Mã ngành"),
    "field_text": gettext_lazy("Ngành"),
    "obtained": gettext_lazy("Ngày đạt"),
    "expected": gettext_lazy("Dự kiến xong"),
    "category": gettext_lazy("Đối tượng"),
    "grade": gettext_lazy("Ngạch"),
    "salary_coefficient": gettext_lazy("Hệ số lương"),
    "salary_step": gettext_lazy("Bậc lương"),
    "basis": gettext_lazy("Căn cứ"),
    "detail": gettext_lazy("Chi tiết"),
    "institution": gettext_lazy("Cơ sở đào tạo"),
    "mode": gettext_lazy("Hình thức đào tạo"),
    "document": gettext_lazy("Văn bản"),
    "competency": gettext_lazy("Năng lực"),
    "assessed": gettext_lazy("Ngày đánh giá"),
    "assessor": gettext_lazy("Người đánh giá"),
    "year": gettext_lazy("Năm"),
    "evidence": gettext_lazy("Minh chứng"),
    "is_main": gettext_lazy("Vị trí chính"),
    "exempt": gettext_lazy("Không xếp loại"),
}
