"""How tests of facts are said, plainly and denied, in Vietnamese and English."""

from __future__ import annotations

from collections.abc import Mapping

from canbo.core.facts.columns import Grain
from canbo.core.policy.conditions import Language

Said = Mapping[Language, str]

OPPOSITE = {"at_least": "less_than", "less_than": "at_least", "at_most": "more_than", "more_than": "at_most"}
"""What holds exactly where the other does not, and is unknown where the other is."""

PLAIN = {"one_of": "is", "not one_of": "not is", "any_of": "includes", "not any_of": "not includes"}
"""What is asked of several values is said as of one: a list of values ends in "or"."""

SENTENCES: Mapping[str, Said] = {
    "is": {"vi": "{fact} là {value}", "en": "{fact} {be} {value}"},
    "not is": {"vi": "{fact} không phải là {value}", "en": "{fact} {be} not {value}"},
    "at_least": {"vi": "{fact} từ {value} trở lên", "en": "{fact} {be} at least {value}"},
    "at_most": {"vi": "{fact} không quá {value}", "en": "{fact} {be} at most {value}"},
    "more_than": {"vi": "{fact} trên {value}", "en": "{fact} {be} more than {value}"},
    "less_than": {"vi": "{fact} dưới {value}", "en": "{fact} {be} less than {value}"},
    "includes": {"vi": "có {fact} {value}", "en": "{fact} include {value}"},
    "not includes": {"vi": "không có {fact} {value}", "en": "{fact} do not include {value}"},
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
    "taken": {"vi": "đã hoàn thành nội dung {fact}", "en": "has completed {fact}"},
    "not taken": {"vi": "chưa hoàn thành nội dung {fact}", "en": "has not completed {fact}"},
}

OF_PEOPLE: Mapping[tuple[str, str], Said] = {
    (fact, said): {"vi": vi, "en": en}
    for fact, said, vi, en in (
        ("unit", "is", "công tác tại {value}", "works in {value}"),
        ("unit", "not is", "không công tác tại {value}", "does not work in {value}"),
        ("body", "is", "công tác tại {value}", "works in the {value}"),
        ("body", "not is", "không công tác tại {value}", "does not work in the {value}"),
        ("block", "is", "thuộc {value}", "is in the {value}"),
        ("block", "not is", "không thuộc {value}", "is not in the {value}"),
        ("position", "is", "giữ vị trí {value}", "holds the position of {value}"),
        ("position", "not is", "không giữ vị trí {value}", "does not hold the position of {value}"),
        ("title_group", "is", "thuộc nhóm {value}", "is among the {value}"),
        ("title_group", "not is", "không thuộc nhóm {value}", "is not among the {value}"),
        ("category", "is", "là {value}", "is a {value}"),
        ("category", "not is", "không phải là {value}", "is not a {value}"),
        ("sex", "is", "là {value}", "is {value}"),
        ("sex", "not is", "không phải là {value}", "is not {value}"),
        ("native_unit", "is", "quê ở {value}", "is a native of {value}"),
        ("native_unit", "not is", "không phải quê ở {value}", "is not a native of {value}"),
        ("age", "at_least", "từ {value} tuổi trở lên", "is aged {value} or over"),
        ("age", "at_most", "không quá {value} tuổi", "is aged {value} or under"),
        ("age", "more_than", "trên {value} tuổi", "is aged over {value}"),
        ("age", "less_than", "dưới {value} tuổi", "is aged under {value}"),
        ("born_on", "before", "sinh trước ngày {value}", "was born before {value}"),
        ("born_on", "not before", "sinh từ ngày {value} trở đi", "was born on {value} or later"),
        ("years_left", "at_least", "còn từ {value} năm công tác trở lên", "has at least {years} of service left"),
        ("years_left", "at_most", "còn không quá {value} năm công tác", "has at most {years} of service left"),
        ("years_left", "more_than", "còn trên {value} năm công tác", "has more than {years} of service left"),
        ("years_left", "less_than", "còn dưới {value} năm công tác", "has less than {years} of service left"),
        ("rating", "at_least", "năm gần nhất được xếp loại {value} trở lên", "was last rated {value} or higher"),
        ("rating", "at_most", "năm gần nhất xếp loại {value} trở xuống", "was last rated {value} or lower"),
        ("rating", "more_than", "năm gần nhất được xếp loại trên {value}", "was last rated above {value}"),
        ("rating", "less_than", "năm gần nhất xếp loại dưới {value}", "was last rated below {value}"),
        ("assigned_on", "within_years", "giữ vị trí không quá {value} năm", "in the position for at most {years}"),
        ("assigned_on", "not within_years", "giữ vị trí trên {value} năm", "in the position for more than {years}"),
        ("assigned_on", "before", "giữ vị trí từ trước ngày {value}", "in the position since before {value}"),
        ("assigned_on", "not before", "giữ vị trí từ ngày {value} trở đi", "in the position since {value} or later"),
        ("recruited_on", "within_years", "tuyển dụng trong {value} năm gần đây", "recruited within the last {years}"),
        ("recruited_on", "not within_years", "tuyển dụng đã trên {value} năm", "recruited more than {years} ago"),
        ("recruited_on", "before", "tuyển dụng trước ngày {value}", "recruited before {value}"),
        ("recruited_on", "not before", "tuyển dụng từ ngày {value} trở đi", "recruited on {value} or later"),
        (
            "knowledge_update_on", "within_years",
            "đã cập nhật kiến thức trong {value} năm gần đây", "updated knowledge within the last {years}",
        ),
        (
            "knowledge_update_on", "not within_years",
            "không cập nhật kiến thức trong {value} năm gần đây", "has not updated knowledge within the last {years}",
        ),
        (
            "knowledge_update_on", "before",
            "cập nhật kiến thức lần gần nhất trước ngày {value}", "last updated knowledge before {value}",
        ),
        (
            "knowledge_update_on", "not before",
            "cập nhật kiến thức lần gần nhất từ ngày {value} trở đi", "last updated knowledge on {value} or later",
        ),
    )
}  # fmt: skip
"""What is said of an official in another way than "the fact is the value"."""

NEITHER: Mapping[str, Mapping[Language, tuple[str, str]]] = {
    "ethnic_group": {
        "vi": ("{fact} không phải {value}", ", không phải "),
        "en": ("{fact} is neither {value}", " nor "),
    },
}
"""Facts of which none of several values is said value by value: the phrase, and what stands between two values."""

WHO: Mapping[Grain, Said] = {
    Grain.OFFICIAL: {"vi": "người {}", "en": "whoever {}"},
    Grain.POST: {"vi": "chỗ {}", "en": "whichever seat {}"},
    Grain.COMMUNE: {"vi": "xã, phường {}", "en": "whichever commune {}"},
}
"""A condition as a name for those that it selects."""

SMALL = frozenset({"title_group", "sex"})
"""Code lists whose titles are common nouns: within a sentence they begin with a small letter."""

PLURAL = frozenset({"fields"})
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
        ("is_main", "ở vị trí chính", "không ở vị trí chính", "is in the main post", "is not in the main post"),
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
            "field_suited_before", "có chuyên môn phù hợp tại mốc gốc", "có chuyên môn không phù hợp tại mốc gốc",
            "had a field of study that suited the position at the baseline",
            "had no field of study that suited the position at the baseline",
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
