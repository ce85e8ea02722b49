"""Text files of a pack as text: UTF-8 and nothing that cannot be seen."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from canbo.core.policy.problems import Place, Problem

_UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufffe\uffff]"
)


@dataclass(frozen=True)
class Text:
    """The text, or the fault and whatever of it can be made out."""

    text: str
    problem: Problem | None = None


def read_text(file: Path, name: str) -> Text:
    """The text of a file that is called `name` in messages."""
    if not file.is_file():
        told = (
            "đây không phải là tệp đọc được; cần một tệp văn bản",
            "not a file that can be read; a text file expected",
        )
        return Text("", Problem(Place(name, 1), file.name, *told))
    try:
        raw = file.read_bytes()
    except OSError:
        told = ("không mở được tệp; cần quyền đọc", "the file cannot be opened; permission to read is needed")
        return Text("", Problem(Place(name, 1), file.name, *told))
    return _decoded(raw, name)


def _decoded(raw: bytes, name: str) -> Text:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = Place(name, raw[: error.start].count(b"\n") + 1)
        told = ("tệp phải lưu theo bảng mã UTF-8", "the file must be saved as UTF-8")
        found = f"byte {raw[error.start]:02X}"
        return Text(raw.decode("utf-8", "replace").replace("\0", ""), Problem(place, found, *told))
    unseen = _UNSEEN.search(text)
    if unseen is None:
        return Text(text)
    place = Place(name, text.count("\n", 0, unseen.start()) + 1)
    told = ("ký tự điều khiển; cần xóa đi", "a control character; remove it")
    return Text(_UNSEEN.sub("", text), Problem(place, f"U+{ord(unseen.group()):04X}", *told))
