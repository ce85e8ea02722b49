"""Communes by the names people write: of today or of before July 2025, with their kind, their district, or neither."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from canbo.core.policy.model import Pack
from canbo.core.text.names import normalise, same_name_key
from canbo.files.importing.reading.words import fold

_KINDS = {"x": "xa", "xa": "xa", "p": "phuong", "phuong": "phuong", "tt": "thi_tran", "thi tran": "thi_tran"}
_KIND = re.compile(r"^(xã|xa|phường|phuong|thị trấn|thi tran|tt|x|p)(?:\s*\.\s*|\s+)(?=\S)", re.IGNORECASE)
_ORGAN = re.compile(r"^(ubnd|hđnd|đảng ủy|đảng uỷ|đảng bộ|ủy ban nhân dân|uỷ ban nhân dân)\s+", re.IGNORECASE)
_DISTRICT = re.compile(r"^(huyện|huyen|thành phố|thanh pho|thị xã|thi xa|tp|tx|h)(?:\s*\.\s*|\s+)(?=\S)", re.IGNORECASE)
_PROVINCE = re.compile(r"^(tỉnh|tinh|t)(?:\s*\.\s*|\s+)(?=\S)", re.IGNORECASE)
_BELOW = re.compile(r"^(bản|thôn|tổ|tdp|khu|khối|phố|đường|số|ngõ|xóm|đội|tiểu khu)\b", re.IGNORECASE)
_PARTS = re.compile(r"\s*[,;\n]\s*|\s+[-–—]\s+|\s+(?=(?:huyện|tỉnh|thành phố|thị xã|tp)\s)", re.IGNORECASE)
_KIND_NAMES = {"xa": "Xã", "phuong": "Phường", "thi_tran": "Thị trấn"}


@dataclass(frozen=True)
class Place:
    """A commune of today; `former` is the name of before July 2025 by which it was written."""

    code: str
    former: str = ""


@dataclass(frozen=True)
class _Named:
    """A name that leads to a commune. `name` keeps its accents; `present` when it is the name of today."""

    kind: str
    name: str
    code: str
    districts: frozenset[str]
    present: bool

    @property
    def written(self) -> str:
        return f"{_KIND_NAMES[self.kind]} {self.name}"


@dataclass(frozen=True)
class Places:
    """The communes of a pack and the units that went into them."""

    pack: Pack

    def find(self, text: str) -> Place | None:
        """The commune a text names; None when it names none, or a place outside the province.

        A district beside it says that the unit of before July 2025 is meant. `Sìn Hồ, Lai Châu` can be the district.
        """
        parts = [part for part in _PARTS.split(normalise(text)) if part and not _BELOW.match(part)]
        first = next((at for at, part in enumerate(parts) if _KIND.match(_ORGAN.sub("", part))), 0)
        named, above = parts[first : first + 1], parts[first + 1 :]
        districts = [fold(_DISTRICT.sub("", part)) for part in above if self._is_district(part)]
        strange = any(not self._is_district(part) and not self._is_province(part) for part in above)
        if not named or strange or _DISTRICT.match(named[0]) or _PROVINCE.match(named[0]):
            return None
        if above and not districts and fold(named[0]) in self._districts:
            return None
        return self._match(_ORGAN.sub("", named[0]), next(iter(districts), ""))

    def title(self, code: str) -> str:
        """A commune with its kind: `xã Nậm Tăm`."""
        return next((f"{_KIND_NAMES[c.kind].lower()} {c.name}" for c in self.pack.communes if c.code == code), code)

    def variants(self, text: str) -> Iterator[str]:
        """A folded name of a body or a post, then the same without the commune that follows it."""
        key = fold(text)
        yield key
        for pattern in self._endings:
            shorter = pattern.sub("", key)
            if shorter and shorter != key:
                yield shorter

    def _is_district(self, part: str) -> bool:
        return not self._is_province(part) and fold(_DISTRICT.sub("", part)) in self._districts

    def _is_province(self, part: str) -> bool:
        """Also by its bare name; the city of that name was a district."""
        return fold(_PROVINCE.sub("", part)) == self._province

    def _match(self, text: str, district: str) -> Place | None:
        found = _KIND.match(text)
        kind = _KINDS[fold(found.group(1))] if found else ""
        name = text[found.end() :] if found else text
        same = self._by_name.get(same_name_key(name)) or self._by_name.get(f"~{fold(name)}") or []
        return self._only(_narrowed(same, kind, district))

    def _only(self, items: Sequence[_Named]) -> Place | None:
        if len({item.code for item in items}) != 1:
            return None
        code, today = items[0].code, self.title(items[0].code)
        is_old = all(item.written.lower() != today.lower() for item in items)
        return Place(code, items[0].written if is_old else "")

    @cached_property
    def _province(self) -> str:
        return fold(_PROVINCE.sub("", self.pack.province.vi)) if self.pack.province else ""

    @cached_property
    def _named(self) -> tuple[_Named, ...]:
        found = []
        for commune in self.pack.communes:
            districts = frozenset(fold(_DISTRICT.sub("", part.strip())) for part in commune.former_district.split(";"))
            found.append(_Named(commune.kind, commune.name, commune.code, districts, present=True))
            for part in commune.merged_from.split(";"):
                kind = _KIND.match(part.strip())
                if kind:
                    name = part.strip()[kind.end() :]
                    found.append(_Named(_KINDS[fold(kind.group(1))], name, commune.code, districts, present=False))
        return tuple(found)

    @cached_property
    def _by_name(self) -> dict[str, list[_Named]]:
        """The names with their accents, and without them behind a tilde."""
        found: dict[str, list[_Named]] = {}
        for item in self._named:
            for key in (same_name_key(item.name), f"~{fold(item.name)}"):
                found.setdefault(key, []).append(item)
        return found

    @cached_property
    def _districts(self) -> frozenset[str]:
        return frozenset(district for item in self._named for district in item.districts)

    @cached_property
    def _endings(self) -> tuple[re.Pattern[str], ...]:
        """What may stand at the end of a name, from the most said to the least: kind and name, name, kind."""
        names = "|".join(sorted({fold(item.name) for item in self._named}, key=len, reverse=True)) or "(?!)"
        above = "|".join(sorted(self._districts | {self._province}, key=len, reverse=True))
        tail = rf"(?: (?:huyen|h|thanh pho|tp|tinh|t) (?:{above}))*$"
        return (
            re.compile(rf" (?:xa|phuong|thi tran|tt|x|p) (?:{names}){tail}"),
            re.compile(rf" (?:{names}){tail}"),
            re.compile(r" (?:xa|phuong)$"),
        )


def _narrowed(same: Sequence[_Named], kind: str, district: str) -> Sequence[_Named]:
    """Of equal names those of the kind, of the district where one is said, and of today before those of the past."""
    right = [item for item in same if kind in ("", item.kind)]
    if not right:
        return same if kind != "thi_tran" else ()
    if district:
        near = [item for item in right if district in item.districts]
        return [item for item in near if not item.present] or near
    return [item for item in right if item.present] or right
