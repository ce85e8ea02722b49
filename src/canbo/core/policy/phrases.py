"""How tests of facts are said, plainly and denied, in Vietnamese and English."""

from __future__ import annotations

from collections.abc import Mapping

from canbo.core.policy.conditions import Language

Said = Mapping[Language, str]

OPPOSITE = {"at_least": "less_than", "less_than": "at_least", "at_most": "more_than", "more_than": "at_most"}
"""What holds exactly where the other does not, and is unknown where the other is."""

SENTENCES: Mapping[str, Said] = {
    "is": {"vi": "{fact} là {value}", "en": "{fact} {be} {value}"},
    "not is": {"vi": "{fact} không phải là {value}", "en": "{fact} {be} not {value}"},
    "one_of": {"vi": "{fact} là một trong ({value})", "en": "{fact} {be} one of ({value})"},
    "not one_of": {"vi": "{fact} không phải là ({value})", "en": "{fact} {be} none of ({value})"},
    "at_least": {"vi": "{fact} từ {value} trở lên", "en": "{fact} {be} at least {value}"},
    "at_most": {"vi": "{fact} không quá {value}", "en": "{fact} {be} at most {value}"},
    "more_than": {"vi": "{fact} trên {value}", "en": "{fact} {be} more than {value}"},
    "less_than": {"vi": "{fact} dưới {value}", "en": "{fact} {be} less than {value}"},
    "includes": {"vi": "{fact} có {value}", "en": "{fact} include {value}"},
    "not includes": {"vi": "{fact} không có {value}", "en": "{fact} do not include {value}"},
    "any_of": {"vi": "{fact} có ít nhất một trong ({value})", "en": "{fact} include one of ({value})"},
    "not any_of": {"vi": "{fact} không có ngành nào trong ({value})", "en": "{fact} include none of ({value})"},
    "within_years": {"vi": "{fact} trong {value} năm gần đây", "en": "{fact} {be} within the last {years}"},
    "not within_years": {
        "vi": "{fact} không trong {value} năm gần đây", "en": "{fact} {be} not within the last {years}"
    },
    "before": {"vi": "{fact} trước ngày {value}", "en": "{fact} {be} before {value}"},
    "not before": {"vi": "{fact} từ ngày {value} trở đi", "en": "{fact} {be} on {value} or later"},
}  # fmt: skip

OF_LEVELS: Mapping[str, Said] = {
    "at_least": {"vi": "{fact} từ {value} trở lên", "en": "{fact} {be} {value} or higher"},
    "at_most": {"vi": "{fact} từ {value} trở xuống", "en": "{fact} {be} {value} or lower"},
    "more_than": {"vi": "{fact} trên {value}", "en": "{fact} {be} above {value}"},
    "less_than": {"vi": "{fact} dưới {value}", "en": "{fact} {be} below {value}"},
    "taken": {"vi": "đã qua {fact}", "en": "{fact} {be} completed"},
    "not taken": {"vi": "chưa qua {fact}", "en": "{fact} {be} not completed"},
}

OF_FACTS: Mapping[tuple[str, str], Said] = {
    ("assigned_on", "within_years"): {
        "vi": "giữ vị trí không quá {value} năm", "en": "in the position for at most {years}"
    },
    ("assigned_on", "not within_years"): {
        "vi": "giữ vị trí trên {value} năm", "en": "in the position for more than {years}"
    },
    ("assigned_on", "before"): {"vi": "giữ vị trí từ trước ngày {value}", "en": "in the position since before {value}"},
    ("assigned_on", "not before"): {
        "vi": "giữ vị trí từ ngày {value} trở đi", "en": "in the position since {value} or later"
    },
    ("recruited_on", "within_years"): {
        "vi": "tuyển dụng trong {value} năm gần đây", "en": "recruited within the last {years}"
    },
    ("recruited_on", "not within_years"): {
        "vi": "tuyển dụng đã trên {value} năm", "en": "recruited more than {years} ago"
    },
    ("recruited_on", "before"): {"vi": "tuyển dụng trước ngày {value}", "en": "recruited before {value}"},
    ("recruited_on", "not before"): {"vi": "tuyển dụng từ ngày {value} trở đi", "en": "recruited on {value} or later"},
}  # fmt: skip
"""Facts that are no noun of which something is said."""

PLURAL = frozenset({"fields", "years_left"})
"""Facts whose English name is a plural."""

BRIEF: Mapping[str, Said] = {
    "at_least": {"vi": "từ {value} trở lên", "en": "at least {value}"},
    "at_most": {"vi": "không quá {value}", "en": "at most {value}"},
    "more_than": {"vi": "trên {value}", "en": "more than {value}"},
    "less_than": {"vi": "dưới {value}", "en": "less than {value}"},
    "within_years": {"vi": "trong {value} năm gần đây", "en": "within {years}"},
    "before": {"vi": "trước {value}", "en": "before {value}"},
}
BRIEF_LEVELS: Mapping[str, Said] = {
    "at_least": {"vi": "{value} trở lên", "en": "{value} or higher"},
    "at_most": {"vi": "{value} trở xuống", "en": "{value} or lower"},
    "more_than": {"vi": "trên {value}", "en": "above {value}"},
    "less_than": {"vi": "dưới {value}", "en": "below {value}"},
}

YES_NO: Mapping[str, tuple[Said, Said]] = {
    name: ({"vi": vi, "en": en}, {"vi": not_vi, "en": not_en})
    for name, vi, not_vi, en, not_en in (
        ("is_main", "là vị trí chính", "không phải vị trí chính", "is the main post", "is not the main post"),
        ("party_member", "là đảng viên", "không phải đảng viên", "is a Party member", "is not a Party member"),
        (
            "rating_exempt", "không thuộc diện xếp loại", "thuộc diện xếp loại",
            "is exempt from rating", "is not exempt from rating",
        ),
        (
            "holds_leadership", "giữ chức vụ lãnh đạo, quản lý", "không giữ chức vụ lãnh đạo, quản lý",
            "holds a leadership title", "holds no leadership title",
        ),
        (
            "field_suits", "chuyên môn phù hợp vị trí", "chuyên môn không phù hợp vị trí",
            "field of study suits the position", "field of study does not suit the position",
        ),
        (
            "field_suited_before", "chuyên môn phù hợp tại mốc gốc", "chuyên môn không phù hợp tại mốc gốc",
            "field of study suited the position at the baseline",
            "field of study did not suit the position at the baseline",
        ),
        (
            "meets_title_standards", "đạt tiêu chuẩn chức danh", "không đạt tiêu chuẩn chức danh",
            "meets the standards of the title", "does not meet the standards of the title",
        ),
        (
            "counts_in_staffing", "tính vào biên chế", "không tính vào biên chế",
            "counts in staffing", "does not count in staffing",
        ),
        ("filled", "đã có người", "chưa có người", "is filled", "is not filled"),
        (
            "holder_suits", "người giữ vị trí phù hợp", "không có người giữ phù hợp",
            "is filled by a suitable holder", "is not filled by a suitable holder",
        ),
        ("border", "là xã biên giới", "không phải xã biên giới", "is a border commune", "is not a border commune"),
        (
            "equipment_meets_norm", "trang thiết bị đủ định mức", "trang thiết bị chưa đủ định mức",
            "equipment meets the norm", "equipment does not meet the norm",
        ),
    )
}  # fmt: skip
"""Facts that are so or not."""
