"""Faults of shape in words of our own: what was found and what was expected, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic_core import ErrorDetails

from canbo.core.policy.problems import Path, Problem, Source, one_of, shown

Told = tuple[str, str]


def told(found: Sequence[ErrorDetails], path: Path, source: Source, keys: Iterable[str]) -> Problem:
    """The problem at one place, said once: alternatives that were tried are told together. `keys` fit there."""
    kinds = [details["type"] for details in found]
    exact = next((details for details in found if details["type"] not in TYPES), None)
    details = exact or found[0]
    words = _words(exact, keys) if exact else _expected_types(kinds)
    about_key = details["type"] in ("extra_forbidden", "missing")
    return Problem(source.place(path), str(path[-1]) if about_key else shown(details["input"]), *words)


def _words(details: ErrorDetails, keys: Iterable[str]) -> Told:
    kind, context = details["type"], details.get("ctx", {})
    if kind == "extra_forbidden":
        vi, en = one_of(keys, str(details["loc"][-1]))
        return (f"khóa này không có trong mẫu; {vi}", f"unknown key; {en}")
    if kind in _BOUNDS:
        limit, (vi, en) = context[_BOUNDS[kind][0]], _BOUNDS[kind][1]
        return (f"cần số {vi} {limit:g}", f"number {en} {limit:g} expected")
    if kind in ("enum", "literal_error"):
        return one_of(re.findall(r"'(.*?)'", str(context["expected"])), str(details["input"]))
    if kind == "string_pattern_mismatch":
        return _PATTERNS.get(str(context["pattern"]), _OTHER)
    if kind == "value_error":
        return _reason(context)
    return _FIXED.get(kind, _OTHER)


def _reason(context: Mapping[str, Any]) -> Told:
    reason = str(context.get("error"))
    return (_REASONS.get(reason, _OTHER[0]), reason)


def _expected_types(kinds: Sequence[str]) -> Told:
    given = [kind for kind in kinds if kind != "int_type" or "float_type" not in kinds]
    nouns = list(dict.fromkeys(TYPES[kind] for kind in given))
    return (f"cần {' hoặc '.join(vi for vi, _ in nouns)}", f"{' or '.join(en for _, en in nouns)} expected")


_MAPPING = ("các khóa: giá trị", "keys with values")
TYPES: Mapping[str, Told] = {
    "string_type": ("chữ (số và mã thì đặt trong ngoặc kép)", "text (numbers and codes in quotation marks)"),
    "int_type": ("số nguyên", "whole number"),
    "float_type": ("số", "number"),
    "bool_type": ("true/false", "true or false"),
    "date_type": ("ngày dạng 2026-01-31", "day as 2026-01-31"),
    "list_type": ("danh sách", "list"),
    "model_type": _MAPPING,
    "model_attributes_type": _MAPPING,
    "dict_type": _MAPPING,
    "is_instance_of": _MAPPING,
}

_BOUNDS: Mapping[str, tuple[str, Told]] = {
    "greater_than_equal": ("ge", ("từ", "at least")),
    "greater_than": ("gt", ("trên", "above")),
    "less_than_equal": ("le", ("không quá", "at most")),
    "less_than": ("lt", ("dưới", "below")),
}

ID = r"^\w[\w.()-]*$"
NAME = r"^[a-z][a-z0-9_]*$"
FILLED = r"\S"
_PATTERNS: Mapping[str, Told] = {
    ID: (
        "mã chỉ gồm chữ, số và _ . ( ) -, không để trống",
        "an id of letters, digits and _ . ( ) - expected, not empty",
    ),
    NAME: (
        "mã này chỉ gồm a-z, 0-9 và _, bắt đầu bằng chữ",
        "a code of a-z, 0-9 and _ that begins with a letter expected",
    ),
    FILLED: ("không được để trống; cần có chữ", "must not be empty; text expected"),
}

_REASONS = {
    "exactly one operator expected": "mỗi điều kiện phải có đúng một phép so",
    "exactly one of at_least and more_than expected": "cần đúng một trong hai: at_least hoặc more_than",
    "exactly one of target, standard and parameter": "cần đúng một trong: target, standard, parameter",
    "as_of is the day of a target or a standard; a parameter has values by day": (
        "as_of là ngày xét của target hoặc standard; parameter thì cần values theo ngày"
    ),
    "nothing is expected": "ví dụ phải nêu kết quả mong đợi (expect hoặc values)",
    "until lies before since; a later day expected": "until trước since; cần một ngày sau",
}

MISSING = ("thiếu khóa bắt buộc này", "required key is missing")
_FIXED: Mapping[str, Told] = {
    "missing": MISSING,
    "too_short": (
        "danh sách không được rỗng; cần ít nhất một mục",
        "list must not be empty; at least one item expected",
    ),
    "finite_number": ("cần một số", "number expected"),
}
_OTHER = ("không đúng dạng; xem mẫu trong tài liệu về gói quy định", "wrong form; see the page on policy packs")
