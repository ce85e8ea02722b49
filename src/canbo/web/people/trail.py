"""Audit entries in words: who, when, from where, and every value before and after."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from typing import Any

from django.apps import apps
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from canbo.apps.audit.models import Entry
from canbo.apps.language import said
from canbo.apps.organisation.queries import name_of, positions
from canbo.core.dates import PartialDate
from canbo.core.facts.scales import COMPETENCY, QUALIFICATIONS, RATING, Scale
from canbo.core.policy.explain import Words
from canbo.web.shell.templatetags.canbo import field_name

UNTOLD = {"id", "official_id", "sort_key", "search_key", "name_key", "version", "national_id_index", "recorded_on"}
"""What a record holds for itself: nobody typed it."""
TABLES: Mapping[str, Promise] = {
    "people.official": gettext_lazy("hồ sơ"),
    "people.assignment": gettext_lazy("vị trí công tác"),
    "people.qualification": gettext_lazy("trình độ, bồi dưỡng"),
    "people.rating": gettext_lazy("xếp loại"),
    "people.competencylevel": gettext_lazy("mức năng lực"),
}


@dataclass(frozen=True)
class Change:
    """A field, its value before, its value after."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Act:
    """What one person did at one moment, or in one batch: the records it touched, each with its changes."""

    at: datetime
    who: str
    source: str
    batch: str
    reason: str
    touched: tuple[tuple[str, tuple[Change, ...]], ...]


def acts(entries: Iterable[Entry], words: Words) -> list[Act]:
    """The trail of one official, the newest first."""
    tell = _Teller(words)
    return [tell.act(list(together)) for _key, together in groupby(entries, _together)]


def _together(entry: Entry) -> tuple[object, ...]:
    moment = entry.batch_id or entry.at.replace(second=0, microsecond=0)
    return moment, entry.actor_name, entry.source, entry.reason


class _Teller:
    """Says entries in the words of one language."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._units: dict[int, str] = {}
        self._coded: Mapping[str, Callable[[Any], str]] = {
            "kind": lambda value: said(QUALIFICATIONS[value]),
            "native_unit_id": self._unit,
            "unit_id": self._unit,
            "position_id": lambda value: self._positions.get(value, ""),
            "ethnic_group": lambda value: words.code("ethnic_groups", value),
            "field_code": lambda value: field_name(value, words),
            "competency": lambda value: self._competencies.get(value, value),
            "national_id": lambda _value: "••••",
            "salary_coefficient": lambda value: number_format(Decimal(value)),
        }

    @cached_property
    def _positions(self) -> dict[int, str]:
        return {position.pk: position.title for position in positions()}

    @cached_property
    def _competencies(self) -> dict[str, str]:
        return {one.code: one.title.get(self._words.language) for one in self._words.pack.pack.competencies}

    def _unit(self, pk: int) -> str:
        if pk not in self._units:
            self._units[pk] = name_of(pk)
        return self._units[pk]

    def act(self, entries: list[Entry]) -> Act:
        one = entries[0]
        touched = tuple((capfirst(self._what(entry)), tuple(self._changes(entry))) for entry in entries)
        batch = one.batch.title if one.batch else ""
        return Act(one.at, one.actor_name, one.get_source_display(), batch, one.reason, touched)

    def _what(self, entry: Entry) -> str:
        return f"{entry.get_action_display()} {TABLES[entry.table]}"

    def _changes(self, entry: Entry) -> Iterator[Change]:
        fields = {f.attname: f for f in apps.get_model(entry.table)._meta.concrete_fields}
        scale = _scale(entry)
        for name in {**entry.before, **entry.after}:
            if name in UNTOLD or name not in fields:
                continue
            choices = dict(fields[name].flatchoices)
            old, new = (self._said(name, side.get(name), choices, scale) for side in (entry.before, entry.after))
            if old != new and not (name == "exempt" and not entry.after.get(name) and not entry.before):
                yield Change(str(LABELS[name]), old, new)

    def _said(self, name: str, value: Any, choices: Mapping[Any, Any], scale: Scale | None) -> str:
        """A stored value in words: `choices` are the words of the choices of its field."""
        if value in (None, "", []):
            return ""
        if isinstance(value, bool):
            return _("Có") if value else _("Không")
        if name in _DATES and isinstance(value, int):
            return PartialDate.from_code(value).display()
        if name == "level" and scale is not None:
            return said(scale.level(value))
        return self._coded[name](value) if name in self._coded else str(choices.get(value, value))


def _scale(entry: Entry) -> Scale | None:
    """The scale in which the level of an entry is counted."""
    kind = entry.after.get("kind") or entry.before.get("kind")
    return QUALIFICATIONS.get(kind) or {"people.rating": RATING, "people.competencylevel": COMPETENCY}.get(entry.table)


_DATES = {"birth", "party_joined", "party_official", "recruited", "start", "end", "obtained", "expected", "assessed"}
LABELS: Mapping[str, Promise] = {
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
    "field_code": gettext_lazy("Ngành"),
    "field_text": gettext_lazy("Ngành ghi trong tệp"),
    "unit_id": gettext_lazy("Xã, phường"),
    "position_id": gettext_lazy("Vị trí việc làm"),
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
