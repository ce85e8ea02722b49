"""Audit entries as sentences: who, when, what before and after, from where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _

from canbo.apps.audit.models import Entry
from canbo.core.dates import PartialDate
from canbo.core.facts.scales import QUALIFICATIONS

_HIDDEN = {"id", "official_id", "sort_key", "search_key", "version", "national_id_index", "position_id", "unit_id"}


@dataclass(frozen=True)
class Sentence:
    at: datetime
    who: str
    what: str
    changes: tuple[tuple[str, str, str], ...]
    source: str
    reason: str


def sentences(entries: Iterable[Entry]) -> list[Sentence]:
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
            tuple(_changes(entry)),
            entry.get_source_display(),
            entry.reason,
        )
        for entry in entries
    ]


def _changes(entry: Entry) -> Iterable[tuple[str, str, str]]:
    fields = {f.attname: f for f in apps.get_model(entry.table)._meta.concrete_fields}
    kind = entry.after.get("kind") or entry.before.get("kind")
    for name in {**entry.before, **entry.after}:
        if name in _HIDDEN or name not in fields:
            continue
        old, new = (_shown(name, side.get(name), kind) for side in (entry.before, entry.after))
        if old != new:
            yield _LABELS.get(name, name), old, new


def _shown(name: str, value: Any, kind: str | None) -> str:
    if value in (None, "", []):
        return ""
    if name == "national_id":
        return "••••"
    if name in _DATES and isinstance(value, int):
        return PartialDate.from_code(value).display()
    if name == "kind":
        return QUALIFICATIONS[value].vi
    if name == "level" and kind is not None and kind in QUALIFICATIONS:
        return QUALIFICATIONS[kind].level(value).vi
    return str(value)


_DATES = {"birth", "party_joined", "party_official", "recruited", "start", "end", "obtained", "expected"}
_LABELS = {
    "full_name": "Họ và tên",
    "birth": "Ngày sinh",
    "sex": "Giới tính",
    "ethnic_group": "Dân tộc",
    "religion": "Tôn giáo",
    "national_id": "Số định danh",
    "party_member": "Đảng viên",
    "party_joined": "Vào Đảng",
    "recruited": "Tuyển dụng",
    "start": "Từ",
    "end": "Đến",
    "kind": "Nội dung",
    "level": "Bậc",
    "state": "Tình trạng",
    "field_code": "Mã ngành",
    "field_text": "Ngành",
    "obtained": "Ngày đạt",
    "expected": "Dự kiến xong",
    "category": "Đối tượng",
    "grade": "Ngạch",
    "year": "Năm",
    "evidence": "Minh chứng",
    "is_main": "Vị trí chính",
    "exempt": "Không xếp loại",
}
