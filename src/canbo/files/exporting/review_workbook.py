"""A review as a workbook for a desk: targets, who lacks what, staffing balance."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from canbo.core.policy.conditions import Language
from canbo.core.policy.describe import BASES, goal_text
from canbo.core.policy.explain import Words
from canbo.core.policy.model import Standard
from canbo.core.review.compile import GAP, MET, UNKNOWN
from canbo.core.review.findings import findings_of_all
from canbo.core.review.review import Review
from canbo.core.review.targets import TargetResult
from canbo.core.text.names import sort_key
from canbo.files.exporting.lists import Sheet, workbook
from canbo.files.exporting.review import LIGHTS


def as_workbook(review: Review, names: Mapping[int, str], language: Language) -> bytes:
    """Four sheets: targets, who lacks what, staffing balance by position, and by field. Numbers are numbers."""
    words = Words(review.pack, language)
    return workbook(
        _targets_sheet(review, language),
        _gaps_sheet(review, names, words),
        _positions_sheet(review, words),
        _fields_sheet(review, words),
    )


_TARGET_HEADS: Mapping[Language, tuple[str, ...]] = {
    "vi": ("Mã", "Thước đo", "Đạt", "Trên", "Chưa rõ", "Hiện nay, ít nhất (%)", "Hiện nay, nhiều nhất (%)", "Chỉ tiêu",
           "Hạn", "Còn thiếu, ít nhất", "Còn thiếu, nhiều nhất", "Dự báo tại hạn, ít nhất (%)",
           "Dự báo tại hạn, nhiều nhất (%)", "Tiến độ"),
    "en": ("Code", "Measure", "Met", "Of", "Unknown", "Now, at least (%)", "Now, at most (%)", "Target",
           "Due", "Shortfall, at least", "Shortfall, at most", "Forecast at deadline, at least (%)",
           "Forecast at deadline, at most (%)", "Progress"),
}  # fmt: skip


def _targets_sheet(review: Review, language: Language) -> Sheet:
    rows = [_target_row(result, language) for result in review.targets]
    return Sheet({"vi": "Chỉ tiêu", "en": "Targets"}[language], _TARGET_HEADS[language], rows)


def _target_row(result: TargetResult, language: Language) -> tuple[Any, ...]:
    counts, goal = result.counts, result.target.goal
    lower, upper, worst, best = (
        None if share is None else round(goal.rounded(share) * 100, 1)
        for share in (counts.lower, counts.upper, result.forecast, result.forecast_upper)
    )
    return (
        result.target.code,
        result.target.label.get(language),
        counts.met,
        counts.total,
        counts.unknown + counts.unsure,
        lower,
        upper,
        goal_text(goal, language),
        f"{goal.by:%d/%m/%Y}",
        result.missing_least,
        result.missing,
        worst,
        best,
        LIGHTS[language][result.light],
    )


_GAP_HEADS: Mapping[Language, tuple[str, ...]] = {
    "vi": ("Xã, phường", "Họ và tên", "Vị trí việc làm", "Yêu cầu", "Cần có", "Hiện có", "Kết quả", "Căn cứ"),
    "en": ("Commune", "Name", "Job position", "Requirement", "Needed", "Held", "Result", "Basis"),
}
_OPEN: Mapping[Language, Mapping[int, str]] = {
    "vi": {GAP: "chưa đạt", UNKNOWN: "chưa có số liệu"},
    "en": {GAP: "gap", UNKNOWN: "no data"},
}


def _gaps_sheet(review: Review, names: Mapping[int, str], words: Words) -> Sheet:
    """A row for each requirement that an official does not meet, or of which it is not known."""
    units = dict(review.people.select("official_id", "unit").iter_rows())
    rows = [
        (
            words.code("communes", units[official_id]),
            names.get(official_id, ""),
            words.code("positions", finding.position),
            finding.standard.title.get(words.language),
            finding.needed,
            finding.held,
            _OPEN[words.language][finding.state],
            _basis(finding.standard, words.language),
        )
        for official_id, found in findings_of_all(review, words.language)
        for finding in found
        if finding.state != MET
    ]
    rows.sort(key=lambda row: (row[0], sort_key(row[1])))
    return Sheet({"vi": "Còn thiếu", "en": "Gaps"}[words.language], _GAP_HEADS[words.language], rows)


def _basis(standard: Standard, language: Language) -> str:
    """Where it is written, and what kind of requirement that makes it."""
    written = " ".join(filter(None, (standard.cites.document, standard.cites.place)))
    return f"{written} · {BASES[standard.basis][language]}"


_POSITION_HEADS: Mapping[Language, tuple[str, ...]] = {
    "vi": ("Xã, phường", "Đơn vị", "Vị trí việc làm", "Định biên", "Có mặt", "Phù hợp", "Chưa phù hợp", "Chưa rõ",
           "Trống", "Thừa"),
    "en": ("Commune", "Body", "Job position", "Posts", "Present", "Suitable", "Not suitable", "Unknown",
           "Vacant", "Surplus"),
}  # fmt: skip


def _positions_sheet(review: Review, words: Words) -> Sheet:
    columns = ("posts", "holders", "suitable", "unsuitable", "unknown", "vacant", "surplus")
    rows = [
        (
            words.code("communes", row["unit"]),
            words.body(row["unit"], row["body"]),
            words.code("positions", row["position"]),
            *(row[name] for name in columns),
        )
        for row in review.balance.positions.iter_rows(named=True)
    ]
    return Sheet({"vi": "Thừa, thiếu", "en": "Balance"}[words.language], _POSITION_HEADS[words.language], rows)


_FIELD_HEADS: Mapping[Language, tuple[str, ...]] = {
    "vi": ("Xã, phường", "Khối", "Vị trí việc làm", "Ngành", "Cần", "Đúng ngành", "Chưa rõ", "Thiếu", "Thừa",
           "Có ở vị trí khác cùng khối", "Có ở khối khác"),
    "en": ("Commune", "Block", "Job position", "Field", "Needed", "In place", "Unknown", "Short", "Surplus",
           "Elsewhere in the block", "In other blocks"),
}  # fmt: skip


def _fields_sheet(review: Review, words: Words) -> Sheet:
    columns = ("needed", "in_place", "unknown", "short", "surplus", "same_block", "other_block")
    rows = [
        (
            words.code("communes", row["unit"]),
            words.code("blocks", row["block"]),
            words.code("positions", row["position"]),
            words.code("fields_of_study", row["field"]),
            *(row[name] for name in columns),
        )
        for row in review.balance.fields.iter_rows(named=True)
    ]
    return Sheet({"vi": "Theo ngành", "en": "By field"}[words.language], _FIELD_HEADS[words.language], rows)
