"""A review as data for scripts, as a table for a terminal, as a workbook for a desk."""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter

from canbo.apps.people.models import Official
from canbo.core.policy.conditions import Language
from canbo.core.policy.explain import Words
from canbo.core.policy.resolve import digest
from canbo.core.review.review import Review
from canbo.core.review.targets import Counts, TargetResult

_STATES = {1: "met", 0: "unknown", -1: "gap"}


def as_data(review: Review, *, names: bool = False) -> dict[str, Any]:
    """The review as JSON values; docs/admin/json.md describes every key. With `names`, who is behind a number."""
    people = _names(review) if names else None
    return {
        "as_of": review.pack.as_of.isoformat(),
        "pack": {"id": review.pack.pack.id, "digest": digest(review.pack.pack)},
        "officials": review.people.height,
        "below_standard": int(review.people["below"].sum()),
        "missing_data": int(review.people["unknown"].sum()),
        "targets": [_target(result, people) for result in review.targets],
        "balance": {
            "totals": {
                name: int(review.balance.positions[name].sum()) for name in ("posts", "holders", "vacant", "surplus")
            },
            "positions": review.balance.positions.to_dicts(),
            "fields": review.balance.fields.to_dicts(),
        },
    }


def _target(result: TargetResult, people: dict[int, str] | None) -> dict[str, Any]:
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
        "goal": {"at_least": goal.at_least, "more_than": goal.more_than, "by": goal.by.isoformat()},
        "reached": result.reached,
        "missing": result.missing,
        "studying": result.studying,
        "forecast": result.forecast,
        "light": str(result.light),
        "units": {unit: _counts(counts) for unit, counts in sorted(result.by_unit.items())},
    }
    if people is not None:
        made["members"] = [_member(row, people) for row in result.members.iter_rows(named=True)]
    return made


def _counts(counts: Counts) -> dict[str, int]:
    return {"met": counts.met, "gap": counts.gap, "unknown": counts.unknown, "unsure": counts.unsure}


def _member(row: dict[str, Any], people: dict[int, str]) -> dict[str, Any]:
    return row | {"state": _STATES[row["state"]], "name": people.get(row.get("official_id") or 0)}


def _names(review: Review) -> dict[int, str]:
    ids = review.people["official_id"].to_list()
    return dict(Official.objects.filter(pk__in=ids).values_list("pk", "full_name"))


# --- a table for the terminal -------------------------------------------------------------------------------------

_HEADS = {
    "vi": ("Mã", "Chỉ tiêu", "Đạt", "Trên", "Chưa rõ", "Hiện nay", "Chỉ tiêu", "Còn thiếu", "Dự báo"),
    "en": ("Code", "Target", "Met", "Of", "Unknown", "Now", "Goal", "Missing", "Forecast"),
}


def as_table(review: Review, language: Language) -> str:
    """The targets, a line each, under the date and the counts of people."""
    rows = [_HEADS[language], *(_line(result, language) for result in review.targets)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)
    people = review.people
    head = f"{review.pack.as_of:%d/%m/%Y} · {people.height} · {people['below'].sum()} · {people['unknown'].sum()}"
    told = {
        "vi": "ngày · cán bộ · chưa đạt chuẩn · thiếu số liệu",
        "en": "day · officials · below standard · missing data",
    }
    return "\n".join([f"{head}   ({told[language]})", "", *lines])


def _line(result: TargetResult, language: Language) -> tuple[str, ...]:
    counts, goal = result.counts, result.target.goal
    sign = "≥" if goal.more_than is None else ">"
    return (
        result.target.code,
        result.target.label.get(language),
        str(counts.met),
        str(counts.total),
        str(counts.unknown + counts.unsure),
        _share(counts),
        f"{sign} {goal.share:.0%}",
        str(result.missing),
        str(result.light),
    )


def _share(counts: Counts) -> str:
    if counts.lower is None or counts.upper is None:
        return "–"
    low, high = f"{counts.lower:.1%}", f"{counts.upper:.1%}"
    return low if low == high else f"{low}–{high}"


# --- a workbook ------------------------------------------------------------------------------------------------


def as_workbook(review: Review, language: Language) -> bytes:
    """Three sheets: targets, staffing balance by position, and by field of study."""
    buffer = io.BytesIO()
    words = Words(review.pack, language)
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "bottom": 1})
        _sheet(book, bold, *_targets_sheet(review, language))
        _sheet(book, bold, *_positions_sheet(review, words))
        _sheet(book, bold, *_fields_sheet(review, words))
    return buffer.getvalue()


def _sheet(book: Any, bold: Any, title: str, heads: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    sheet = book.add_worksheet(title)
    sheet.write_row(0, 0, heads, bold)
    for number, row in enumerate(rows, 1):
        sheet.write_row(number, 0, row)
    sheet.freeze_panes(1, 1)
    sheet.autofit()


def _targets_sheet(review: Review, language: Language) -> tuple[str, tuple[str, ...], list[tuple[Any, ...]]]:
    return _HEADS[language][1], _HEADS[language], [_line(result, language) for result in review.targets]


_POSITION_HEADS = {
    "vi": ("Xã, phường", "Đơn vị", "Vị trí việc làm", "Định biên", "Có mặt", "Phù hợp", "Chưa phù hợp", "Chưa rõ",
           "Trống", "Thừa"),
    "en": ("Commune", "Body", "Job position", "Posts", "Present", "Suitable", "Not suitable", "Unknown",
           "Vacant", "Surplus"),
}  # fmt: skip


def _positions_sheet(review: Review, words: Words) -> tuple[str, tuple[str, ...], list[tuple[Any, ...]]]:
    columns = ("posts", "holders", "suitable", "unsuitable", "unknown", "vacant", "surplus")
    rows = [
        (
            words.code("communes", row["unit"]),
            words.code("bodies", row["body"]),
            words.code("positions", row["position"]),
            *(row[name] for name in columns),
        )
        for row in review.balance.positions.iter_rows(named=True)
    ]
    return {"vi": "Thừa, thiếu", "en": "Balance"}[words.language], _POSITION_HEADS[words.language], rows


_FIELD_HEADS = {
    "vi": ("Xã, phường", "Khối", "Ngành", "Cần", "Đúng ngành", "Thiếu", "Có ở vị trí khác cùng khối", "Có ở khối khác"),
    "en": ("Commune", "Block", "Field", "Needed", "In place", "Short", "Elsewhere in the block", "In other blocks"),
}


def _fields_sheet(review: Review, words: Words) -> tuple[str, tuple[str, ...], list[tuple[Any, ...]]]:
    columns = ("needed", "in_place", "short", "same_block", "other_block")
    rows = [
        (
            words.code("communes", row["unit"]),
            words.code("blocks", row["block"]),
            words.code("fields_of_study", row["field"]),
            *(row[name] for name in columns),
        )
        for row in review.balance.fields.iter_rows(named=True)
    ]
    return {"vi": "Theo ngành", "en": "By field"}[words.language], _FIELD_HEADS[words.language], rows
