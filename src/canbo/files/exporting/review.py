"""A review as plain data for scripts, and as a table for a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from canbo.core.policy.conditions import Language
from canbo.core.policy.describe import goal_text
from canbo.core.policy.model import Goal
from canbo.core.policy.resolve import digest
from canbo.core.review.compile import GAP, MET, UNKNOWN
from canbo.core.review.findings import findings_of_all
from canbo.core.review.review import Review
from canbo.core.review.targets import Counts, Light, TargetResult

_STATES = {MET: "met", UNKNOWN: "unknown", GAP: "gap"}


def as_data(review: Review, names: Mapping[int, str] | None = None) -> dict[str, Any]:
    """The review as JSON values; docs/admin/json.md describes every key. With names, who is behind a number."""
    made: dict[str, Any] = {
        "as_of": review.pack.as_of.isoformat(),
        "pack": {"id": review.pack.pack.id, "digest": digest(review.pack.pack)},
        "officials": review.people.height,
        "below_standard": int(review.people["below"].sum()),
        "missing_data": int(review.people["unknown"].sum()),
        "targets": [_target(result, names) for result in review.targets],
        "balance": {
            "totals": {
                name: int(review.balance.positions[name].sum()) for name in ("posts", "holders", "vacant", "surplus")
            },
            "positions": review.balance.positions.to_dicts(),
            "fields": review.balance.fields.to_dicts(),
        },
    }
    if names is not None:
        made["people"] = _people(review, names)
    return made


def _people(review: Review, names: Mapping[int, str]) -> list[dict[str, Any]]:
    """Who lacks what, by the ids of the standards."""
    open_ids = {
        official_id: {state: [f.standard.id for f in found if f.state == state] for state in (GAP, UNKNOWN)}
        for official_id, found in findings_of_all(review, "vi")
    }
    return [
        {
            "official_id": row["official_id"],
            "name": names.get(row["official_id"]),
            "unit": row["unit"],
            "position": row["position"],
            "gaps": open_ids[row["official_id"]][GAP],
            "unknown": open_ids[row["official_id"]][UNKNOWN],
        }
        for row in review.people.iter_rows(named=True)
    ]


def _target(result: TargetResult, people: Mapping[int, str] | None) -> dict[str, Any]:
    goal = result.target.goal
    made = {
        "id": result.target.id,
        "code": result.target.code,
        "numerator": result.counts.met,
        "denominator": result.counts.total,
        "unknown": result.counts.unknown,
        "unsure": result.counts.unsure,
        "share": result.counts.share,
        "lower": result.counts.lower,
        "upper": result.counts.upper,
        "goal": goal.model_dump(mode="json"),
        "reached": result.reached,
        "missing": result.missing,
        "missing_least": result.missing_least,
        "studying": result.studying,
        "forecast": result.forecast,
        "forecast_upper": result.forecast_upper,
        "light": str(result.light),
        "units": {unit: _counts(counts) for unit, counts in sorted(result.by_unit.items())},
    }
    if people is not None:
        made["members"] = [_member(row, people) for row in result.members.iter_rows(named=True)]
    return made


def _counts(counts: Counts) -> dict[str, int]:
    return {"met": counts.met, "gap": counts.gap, "unknown": counts.unknown, "unsure": counts.unsure}


def _member(row: dict[str, Any], people: Mapping[int, str]) -> dict[str, Any]:
    return row | {"state": _STATES[row["state"]], "name": people.get(row.get("official_id") or 0)}


# --- a table for the terminal -------------------------------------------------------------------------------------

_HEADS: Mapping[Language, tuple[str, ...]] = {
    "vi": (
        "Mã",
        "Thước đo",
        "Đạt",
        "Trên",
        "Chưa rõ",
        "Hiện nay",
        "Chỉ tiêu",
        "Còn thiếu",
        "Dự báo tại hạn",
        "Tiến độ",
    ),
    "en": ("Code", "Measure", "Met", "Of", "Unknown", "Now", "Target", "Shortfall", "Forecast", "Progress"),
}
LIGHTS: Mapping[Language, Mapping[Light, str]] = {
    "vi": {
        Light.AT_RISK: "nguy cơ không đạt",
        Light.WATCH: "cần chú ý",
        Light.ON_TRACK: "đúng tiến độ",
        Light.ACHIEVED: "đã đạt",
        Light.NO_DATA: "chưa đủ số liệu",
    },
    "en": {
        Light.AT_RISK: "at risk",
        Light.WATCH: "watch",
        Light.ON_TRACK: "on track",
        Light.ACHIEVED: "achieved",
        Light.NO_DATA: "insufficient data",
    },
}


def as_table(review: Review, language: Language) -> str:
    """The targets, a line each, under the date and the counts of people."""
    rows = [_HEADS[language], *(_line(result, language) for result in review.targets)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)
    return "\n".join([_summary(review, language), "", *lines])


def _summary(review: Review, language: Language) -> str:
    people = review.people
    told = {
        "vi": "Số liệu đến ngày {day}: {all} cán bộ, {below} chưa đạt chuẩn, {unknown} thiếu số liệu.",
        "en": "Figures as of {day}: {all} officials, {below} below standard, {unknown} with missing data.",
    }
    return told[language].format(
        day=f"{review.pack.as_of:%d/%m/%Y}",
        all=people.height,
        below=people["below"].sum(),
        unknown=people["unknown"].sum(),
    )


def _line(result: TargetResult, language: Language) -> tuple[str, ...]:
    counts, goal = result.counts, result.target.goal
    return (
        result.target.code,
        result.target.label.get(language),
        str(counts.met),
        str(counts.total),
        str(counts.unknown + counts.unsure),
        _between(counts.lower, counts.upper, goal, language),
        goal_text(goal, language),
        _missing(result),
        _between(result.forecast, result.forecast_upper, goal, language),
        LIGHTS[language][result.light],
    )


def _missing(result: TargetResult) -> str:
    least, most = result.missing_least, result.missing
    return str(most) if least == most else f"{least}–{most}"


def _between(lower: float | None, upper: float | None, goal: Goal, language: Language) -> str:
    low, high = (_share(bound, goal, language) for bound in (lower, upper))
    return low if low == high else f"{low}–{high}"


def _share(share: float | None, goal: Goal, language: Language) -> str:
    if share is None:
        return "–"
    text = f"{goal.rounded(share):.1%}"
    return text.replace(".", ",") if language == "vi" else text
