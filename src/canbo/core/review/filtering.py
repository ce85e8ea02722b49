"""Which officials a list is about: filters over the frames of a review. Pure, and the same for page and export."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import polars as pl

from canbo.core.facts.columns import FACTS, Grain
from canbo.core.policy.model import Basis, Subject
from canbo.core.policy.named import RETIRING
from canbo.core.review.compile import GAP, MET, UNKNOWN
from canbo.core.review.matrix import BASES, who_lacks
from canbo.core.review.parts import parts_named, with_part
from canbo.core.review.quality import lacking
from canbo.core.review.review import Review

STATES = {"gap": GAP, "unknown": UNKNOWN, "met": MET}
ANYTHING = "bat-ky"
"""Stands for every subject: whoever lacks something."""


def officials_where(review: Review, asked: Mapping[str, str]) -> set[int]:
    """The ids of the officials who pass every filter of `asked`; a filter that says nothing is left out.

    Raises `KeyError` for a filter or a value that does not exist.
    """
    found = _ids(review.facts.inside(review.officials))
    for name, value in asked.items():
        if value:
            found &= FILTERS[name](review, value, asked)
    return found


def _column(name: str) -> Callable[[Review, str, Mapping[str, str]], set[int]]:
    """A value of any post held, or with `chinh` of the main post."""

    def chosen(review: Review, value: str, asked: Mapping[str, str]) -> set[int]:
        posts = review.officials.filter("is_main") if asked.get("chinh") else review.officials
        return _ids(posts.filter(pl.col(name) == value))

    return chosen


def _level(name: str) -> Callable[[Review, str, Mapping[str, str]], set[int]]:
    """A level of a scale by its rank; `?` is who has no data."""

    def chosen(review: Review, value: str, _: Mapping[str, str]) -> set[int]:
        column = pl.col(name)
        return _ids(review.officials.filter(column.is_null() if value == "?" else column == int(value)))

    return chosen


def _ids(frame: pl.DataFrame) -> set[int]:
    return set(frame["official_id"].to_list())


def _lacking(review: Review, value: str, asked: Mapping[str, str]) -> set[int]:
    """Who has a finding of the asked state (by default a gap) in a subject or in one standard.

    With `yeu_cau` or `tru_dang_hoc`, the people behind a cell of the gap matrix; `ANYTHING` is all its subjects.
    """
    if value == ANYTHING or asked.get("yeu_cau") or asked.get("tru_dang_hoc"):
        bases, studying = BASES[asked.get("yeu_cau") or "tat-ca"], bool(asked.get("tru_dang_hoc"))
        subject = None if value == ANYTHING else Subject(value)
        return who_lacks(review, subject, bases, without_studying=studying)
    standards = [s.id for s in review.pack.standards if value == s.id or value == s.subject]
    if not standards:
        raise KeyError(value)
    state = STATES[asked.get("tinh_trang") or "gap"]
    return _ids(review.findings.filter(pl.any_horizontal(pl.col(name) == state for name in standards)))


def _target(review: Review, value: str, asked: Mapping[str, str]) -> set[int]:
    """Who stands behind a measure, in one of its parts (`core.review.parts`) or all."""
    result = next((item for item in review.targets if item.target.code == value), None)
    if result is None:
        raise KeyError(value)
    part = asked.get("tinh_trang")
    members = with_part(result.members)
    if part:
        members = members.filter(pl.col("part").is_in(list(parts_named(part))))
    if "official_id" not in members.columns:
        return _ids(review.officials.filter(pl.col("unit").is_in(members["unit"].to_list())))
    return _ids(members.drop_nulls("official_id"))


def _view(review: Review, value: str, _: Mapping[str, str]) -> set[int]:
    return VIEWS[value](review)


def _below(review: Review) -> set[int]:
    return _ids(review.people.filter("below"))


def _incomplete(review: Review) -> set[int]:
    return _ids(review.people.filter("unknown"))


def _gap_in(*subjects: Subject) -> Callable[[Review], set[int]]:
    def chosen(review: Review) -> set[int]:
        names = [s.id for s in review.pack.standards if s.subject in subjects and s.basis is not Basis.COMPETENCY]
        if not names:
            return set()
        return _ids(review.findings.filter(pl.any_horizontal(pl.col(name) == GAP for name in names)))

    return chosen


def _retiring(review: Review) -> set[int]:
    return _ids(review.officials.filter(pl.col("years_left") <= pl.lit(review.pack.parameters[RETIRING])))


VIEWS: Mapping[str, Callable[[Review], set[int]]] = {
    "chua-dat": _below,
    "chua-phu-hop": _gap_in(Subject.FIELD),
    "chua-boi-duong": _gap_in(Subject.POSITION_SKILLS),
    "thieu-so-lieu": _incomplete,
    "sap-nghi-huu": _retiring,
}
"""The saved views that everybody has."""


def _kept(review: Review, _value: str, _asked: Mapping[str, str]) -> set[int]:
    """What only narrows another filter; alone it leaves everybody in."""
    return _ids(review.people)


FACT_OF_FILTER: Mapping[str, str] = {
    "xa": "unit",
    "khoi": "block",
    "don_vi": "body",
    "vi_tri": "position",
    "nhom": "title_group",
    "doi_tuong": "category",
    "gioi": "sex",
    "dan_toc": "ethnic_group",
    "trinh_do": "degree",
    "llct": "political_theory",
    "qlnn": "state_management",
    "tin_hoc": "it_skills",
    "ngoai_ngu": "foreign_language",
    "so": "digital_skills",
    "tieng_dtts": "ethnic_language",
}
"""The filters that ask for one value of a fact, by their names in an address."""

FILTERS: Mapping[str, Callable[[Review, str, Mapping[str, str]], set[int]]] = {
    "xem": _view,
    **{name: (_level if FACTS[Grain.OFFICIAL][fact].scale else _column)(fact) for name, fact in FACT_OF_FILTER.items()},
    "thieu": _lacking,
    "chi_tieu": _target,
    "tinh_trang": _kept,
    "yeu_cau": _kept,
    "tru_dang_hoc": _kept,
    "chinh": _kept,
    "thieu_so_lieu": lambda review, value, _: lacking(review, value),
}
"""Every filter of the roster, by its name in the address."""
