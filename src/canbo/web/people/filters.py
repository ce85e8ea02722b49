"""The filters of the roster in words: labels, choices, the tokens of those in force, the views everybody has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from canbo.apps.language import said
from canbo.core.facts.columns import FACTS, Fact, Grain
from canbo.core.facts.scales import Scale
from canbo.core.policy.explain import Words
from canbo.core.policy.model import Subject
from canbo.core.review.filtering import ANYTHING, FACT_OF_FILTER, VIEWS
from canbo.core.review.parts import NOT_MET
from canbo.core.review.quality import ANY
from canbo.core.review.review import Review
from canbo.web.people.listing import PICKED, QUERY, Listing
from canbo.web.policy.naming import full_title

Choices = list[tuple[str, str]]

SUBJECTS: Mapping[Subject, Promise] = {
    Subject.DEGREE: gettext_lazy("Trình độ chuyên môn"),
    Subject.FIELD: gettext_lazy("Chuyên môn phù hợp"),
    Subject.POLITICAL_THEORY: gettext_lazy("Lý luận chính trị"),
    Subject.STATE_MANAGEMENT: gettext_lazy("Quản lý nhà nước"),
    Subject.LEADERSHIP: gettext_lazy("Bồi dưỡng lãnh đạo, quản lý"),
    Subject.DIGITAL: gettext_lazy("Tin học, dữ liệu số"),
    Subject.POSITION_SKILLS: gettext_lazy("Bồi dưỡng theo vị trí"),
    Subject.UPDATE: gettext_lazy("Cập nhật kiến thức"),
}

MISSING_DATA: Mapping[str, Promise] = {
    "birth": gettext_lazy("Ngày sinh"),
    "sex": gettext_lazy("Giới tính"),
    "ethnic_group": gettext_lazy("Dân tộc"),
    "category": gettext_lazy("Đối tượng"),
    "start": gettext_lazy("Giữ vị trí từ"),
    "recruited": gettext_lazy("Tuyển dụng"),
    "party": gettext_lazy("Đảng viên"),
    "degree": gettext_lazy("Chuyên môn"),
    "field": gettext_lazy("Ngành"),
    "political_theory": gettext_lazy("LLCT"),
    "position_skills": gettext_lazy("Bồi dưỡng VTVL"),
    "knowledge_update": pgettext_lazy("course", "Cập nhật"),
    "rating": gettext_lazy("Xếp loại"),
}

FIRST_FILTERS = ("xa", "nhom", "don_vi", "thieu")
"""The filters that always stand in the bar; the others open under "Thêm điều kiện"."""

SPEAKING = frozenset({"nhom", "don_vi", "vi_tri", "khoi", "doi_tuong", "gioi", "tru_dang_hoc", "chinh"})
"""Filters whose values say by themselves what they are about."""

VIEW_LABELS: Mapping[str, Promise] = {
    "": gettext_lazy("Tất cả"),
    "chua-dat": gettext_lazy("Chưa đạt chuẩn"),
    "chua-phu-hop": gettext_lazy("Chưa phù hợp chuyên môn"),
    "chua-boi-duong": gettext_lazy("Chưa bồi dưỡng theo vị trí"),
    "thieu-so-lieu": gettext_lazy("Hồ sơ thiếu số liệu"),
    "sap-nghi-huu": gettext_lazy("Sắp nghỉ hưu"),
}


def filter_choices(review: Review, words: Words) -> dict[str, tuple[str, Choices]]:
    """Label and choices of each filter, with the units and titles of the pack."""
    pack = review.pack.pack
    titles = {item.id: item for item in pack.lists}
    language = words.language

    def listed(list_id: str) -> Choices:
        return [(item.code, getattr(item, language)) for item in titles[list_id].items]

    def scale(levels: Scale) -> Choices:
        return [*((str(level.rank), words.level(level)) for level in levels.levels), ("?", _("chưa rõ"))]

    units = sorted(set(review.facts.communes["unit"].to_list()), key=lambda code: words.code("communes", code))
    groups = set(review.officials["ethnic_group"].drop_nulls().to_list())
    listing: dict[str, Callable[[], Choices]] = {
        "communes": lambda: [(code, words.code("communes", code)) for code in units],
        "title_groups": lambda: [(g.code, g.title.get(language)) for g in pack.title_groups],
        "bodies": lambda: [(b.code, b.title.get(language)) for b in pack.bodies],
        "positions": lambda: [(p.code, p.title.get(language)) for p in pack.positions],
        "ethnic_groups": lambda: [(code, label) for code, label in listed("ethnic_groups") if code in groups],
    }

    def of_fact(fact: Fact) -> tuple[str, Choices]:
        if fact.scale:
            return said(fact), scale(fact.scale)
        return said(fact), listing[fact.codes]() if fact.codes in listing else listed(fact.codes or "")

    return {
        **{name: of_fact(FACTS[Grain.OFFICIAL][fact]) for name, fact in FACT_OF_FILTER.items()},
        "thieu": (
            _("Nội dung còn thiếu"),
            [(ANYTHING, _("ít nhất một nội dung")), *((subject, str(label)) for subject, label in SUBJECTS.items())],
        ),
        "chi_tieu": (_("Chỉ tiêu"), [(t.code, f"{t.code} {t.label.get(language)}") for t in pack.targets]),
        "tinh_trang": (
            _("Tình trạng"),
            [
                ("gap", _("còn thiếu")),
                (NOT_MET, _("tất cả chưa đạt")),
                ("unknown", _("chưa rõ")),
                ("met", _("đạt")),
                ("studying", _("đang học")),
            ],
        ),
        "yeu_cau": (_("Yêu cầu"), [("chuan", _("theo quy định")), ("chuong-trinh", _("của chương trình"))]),
        "thieu_so_lieu": (
            _("Thiếu số liệu"),
            [(ANY, _("ít nhất một mục")), *((r, str(label)) for r, label in MISSING_DATA.items())],
        ),
        "tru_dang_hoc": (_("Đang học"), [("1", _("trừ người đang học"))]),
        "chinh": (_("Xét vị trí"), [("1", _("chỉ vị trí chính"))]),
    }


@dataclass(frozen=True)
class Token:
    """A condition in force: its words, and the address of the list without it."""

    text: str
    without: str


class InWords:
    """The filters of one list, as bars, tokens and advice."""

    def __init__(self, listing: Listing) -> None:
        self.listing = listing
        self._review = listing.asked.review
        self._choices = filter_choices(self._review, listing.asked.words)

    @property
    def first(self) -> list[dict[str, Any]]:
        return [self._field(name) for name in FIRST_FILTERS if len(self._choices[name][1]) > 1]

    @property
    def more(self) -> list[dict[str, Any]]:
        return [self._field(name) for name in self._choices if name not in FIRST_FILTERS]

    @property
    def every(self) -> list[dict[str, Any]]:
        return [*self.first, *self.more]

    def _field(self, name: str) -> dict[str, Any]:
        """A select; a value in force that is none of its choices, as one standard, becomes one."""
        label, choices = self._choices[name]
        value = self.listing.filters.get(name, "")
        if value and value not in dict(choices):
            choices = [*choices, (value, self._said(name, value))]
        return {"name": name, "label": label, "choices": choices, "value": value}

    def _said(self, name: str, value: str) -> str:
        words = self.listing.asked.words
        standards = {s.id: full_title(words, s) for s in self._review.pack.standards if s.id == value}
        return dict(self._choices[name][1]).get(value) or standards.get(value, value)

    def _label(self, name: str) -> str:
        return {QUERY: _("tên"), PICKED: _("người đã chọn")}.get(name) or self._choices[name][0]

    def _text(self, name: str) -> str:
        if name == QUERY:
            return f"“{self.listing.query}”"
        if name == PICKED:
            n = len(self.listing.picked or ())
            return ngettext("{n} người đã chọn", "{n} người đã chọn", n).format(n=n)
        said = self._said(name, self.listing.filters[name])
        return said[0].upper() + said[1:] if name in SPEAKING else f"{self._label(name)}: {said}"

    @property
    def tokens(self) -> list[Token]:
        return [Token(self._text(name), self.listing.without(name).link()) for name in self.listing.conditions]

    @property
    def conditions(self) -> list[str]:
        """Everything that narrows the list, in words: the view that it starts from, then each condition."""
        view = self.listing.filters.get("xem", "")
        start = [str(VIEW_LABELS.get(view, view))] if view else []
        return [*start, *(self._text(name) for name in self.listing.conditions)]

    @property
    def advice(self) -> Token | None:
        """Of an empty list, the one condition whose removal brings most people back."""
        rests = {name: self.listing.without(name) for name in self.listing.conditions}
        counts = {name: len(rest.ids) for name, rest in rests.items()}
        best = max(counts, key=lambda name: counts[name], default="")
        if not counts.get(best):
            return None
        said = ngettext(
            "Bỏ điều kiện “{label}” sẽ có {count} người", "Bỏ điều kiện “{label}” sẽ có {count} người", counts[best]
        )
        return Token(said.format(label=self._label(best), count=counts[best]), rests[best].link())


def views(listing: Listing, own: Iterable[tuple[str, str]]) -> list[dict[str, Any]]:
    """The tabs: the views that everybody has with their counts, then one's own."""
    review = listing.asked.review
    now, here = listing.filters.get("xem", ""), listing.text(ngay="")
    bare = listing.unfiltered()
    made = [
        {
            "label": label,
            "url": bare.link(xem=name),
            "count": len(VIEWS[name](review)) if name else review.people.height,
            "current": name == now,
        }
        for name, label in VIEW_LABELS.items()
    ]
    day = {"ngay": listing.parameters["ngay"]} if "ngay" in listing.parameters else {}
    for label, text in own:
        kept = Listing.of(listing.asked, QueryDict(text))
        made.append({"label": label, "url": kept.link(**day), "count": None, "current": kept.text(ngay="") == here})
    return made
