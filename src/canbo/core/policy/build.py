"""From plain data to a checked `Pack`: the shape first, then every reference in it. All faults at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from canbo.core.policy.check import check
from canbo.core.policy.expand import expand
from canbo.core.policy.model import Pack
from canbo.core.policy.problems import Path, Problem, Source


def build(source: Source, base: Pack | None = None) -> Pack | list[Problem]:
    """A checked pack, stacked on `base` when given; or every fault found, and nothing loaded."""
    try:
        pack = Pack.model_validate(source.data)
    except ValidationError as error:
        return [_problem(details, source) for details in error.errors()]
    problems = check(pack, base, source)
    return problems or expand(stack(base, pack) if base else pack)


def stack(base: Pack, top: Pack) -> Pack:
    """Both packs as one: the lists of the base first; name and title of the one on top."""
    merged = {
        name: [*getattr(base, name), *value] if isinstance(value, list) else value
        for name in type(top).model_fields
        for value in [getattr(top, name)]
    }
    return top.model_copy(update=merged)


def _problem(details: ErrorDetails, source: Source) -> Problem:
    path = _written_path(details["loc"], source.data)
    say = _MESSAGES.get(details["type"], _other)
    vi, en = say(details)
    found = path[-1] if details["type"] in ("extra_forbidden", "missing") and path else details["input"]
    shown = str(details["loc"][-1]) if details["type"] == "missing" else _short(found)
    return Problem(source.place(path), shown, vi, en)


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 80 else text[:77] + "…"


def _written_path(loc: Sequence[str | int], data: object) -> Path:
    """The path in the file: pydantic also names the alternatives it tried, which nobody wrote."""
    path: list[str | int] = []
    for part in loc:
        if (isinstance(data, Mapping) and part in data) or (
            isinstance(data, list) and isinstance(part, int) and part < len(data)
        ):
            path.append(part)
            data = data[part]  # type: ignore[index]  # part was just seen to be a key of data
    return tuple(path)


Message = Callable[[ErrorDetails], tuple[str, str]]


def _fixed(vi: str, en: str) -> Message:
    return lambda _: (vi, en)


def _other(details: ErrorDetails) -> tuple[str, str]:
    return (f"không đúng dạng: {details['msg']}", details["msg"])


def _expected(vi: str, en: str) -> Message:
    def say(details: ErrorDetails) -> tuple[str, str]:
        wanted: Any = details.get("ctx", {}).get("expected") or details.get("ctx", {}).get("ge", "")
        return (vi.format(wanted), en.format(wanted))

    return say


def _value_error(details: ErrorDetails) -> tuple[str, str]:
    reason = str(details.get("ctx", {}).get("error", details["msg"]))
    return (_REASONS_VI.get(reason, reason), reason)


_REASONS_VI = {
    "exactly one operator": "mỗi điều kiện phải có đúng một phép so",
    "exactly one of at_least and more_than": "chỉ tiêu phải có đúng một trong hai: at_least hoặc more_than",
    "until lies before since": "ngày hết hiệu lực (until) trước ngày có hiệu lực (since)",
}

_MESSAGES: Mapping[str, Message] = {
    "extra_forbidden": _fixed("khóa này không có trong mẫu", "unknown key"),
    "missing": _fixed("thiếu khóa bắt buộc này", "required key is missing"),
    "string_type": _fixed("cần một đoạn chữ", "text expected"),
    "int_type": _fixed("cần một số nguyên", "whole number expected"),
    "float_type": _fixed("cần một số", "number expected"),
    "bool_type": _fixed("cần true hoặc false", "true or false expected"),
    "date_type": _fixed("cần một ngày dạng 2026-01-31", "date expected, as 2026-01-31"),
    "list_type": _fixed("cần một danh sách", "list expected"),
    "model_type": _fixed("cần một nhóm khóa: giá trị", "mapping expected"),
    "dict_type": _fixed("cần một nhóm khóa: giá trị", "mapping expected"),
    "string_too_short": _fixed("không được để trống", "must not be empty"),
    "too_short": _fixed("danh sách không được rỗng", "list must not be empty"),
    "enum": _expected("cần một trong: {}", "expected one of {}"),
    "literal_error": _expected("cần một trong: {}", "expected one of {}"),
    "value_error": _value_error,
}
