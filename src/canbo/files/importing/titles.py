"""Positions and bodies by the words people write: titles, short forms, several in one cell, general ones in a body."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from canbo.apps.language import said
from canbo.core.policy.catalogue import Position
from canbo.core.policy.model import Pack
from canbo.files.importing.meaning import Meaning, likest
from canbo.files.importing.places import Places
from canbo.files.importing.problems import Choice
from canbo.files.importing.reading.words import fold
from canbo.files.importing.shortforms import GENERIC, GROUPS, STAFF, is_membership, short

_STRONG = re.compile(r"[\n;+]|(?:\s+|\(|^)kiêm(?:\s+nhiệm)?[\s:]+(?:chức\s+)?", re.IGNORECASE)
_WEAK = re.compile(r"(\s*[,/–—-]\s*|\s+và\s+)")
_MOST = 15
"""Pieces of a cell, what stands between them with them: a longer text is no list of titles."""
_IN_CHARGE = re.compile(r"\s*\(?\s*phụ trách\s[^,;/\n–-]*$", re.IGNORECASE)
_NEAR = 40.0
_PART = re.compile(r"(hoi (lhpn|nd|ccb)|doan tn)\b")
_OF_PART = GENERIC | {"bi thu", "pho bi thu"}


@dataclass(frozen=True)
class Titles:
    """The positions and bodies of a pack, and the `remembered` answers of an import by kind and folded word.

    Where a body is asked for (`within`), the code of a block stands for all its bodies.
    """

    pack: Pack
    remembered: Mapping[tuple[str, str], str]
    places: Places

    # --- bodies ------------------------------------------------------------------------------------------------------

    def body(self, text: str) -> str | None:
        """The body a text names, with or without its commune."""
        answer = self.remembered.get(("body", fold(text)))
        if answer is not None:
            return answer or None
        return next((self._bodies[key] for key in self._keys(text) if key in self._bodies), None)

    def block(self, text: str) -> str | None:
        return next((self._blocks[key] for key in self.places.variants(text) if key in self._blocks), None)

    def bodies_like(self, text: str) -> tuple[Choice, ...]:
        """Every body, the likest first."""
        titles = {body.code: Choice(body.code, said(body.title)) for body in self.pack.bodies}
        return tuple(titles[code] for code in likest(short(fold(text)), ((c, k) for k, c in self._bodies.items())))

    # --- positions ---------------------------------------------------------------------------------------------------

    def split(self, text: str, within: str | None) -> list[str]:
        """The titles of a cell, in their order. What joins titles parts them only where each part is a known one."""
        parts = [part.removesuffix(")") if "(" not in part else part for part in _STRONG.split(text)]
        parts = [part.strip(" ,.-(") for part in parts]
        return [title for part in parts if part for title in self._split_weakly(part, within)]

    def find(self, word: str, within: str | None, studied: Iterable[str] = ()) -> Meaning:
        """The position a title means. `studied` are codes of fields: among equals, who studied for it stands first.

        The body's own titles come first, then answers given for the body, then what is one position anywhere.
        """
        sure, several = self._read(word, within)
        if sure:
            return Meaning(sure)
        if several:
            return Meaning(None, self._choices(self._by_study(several, studied)), of_row=True)
        asked = (word, within or "")
        if asked not in self._asked:
            self._asked[asked] = self._choices(self._like(word, within))
        return Meaning(None, self._asked[asked])

    def is_membership(self, word: str) -> bool:
        return any(is_membership(key) for key in self.places.variants(word))

    def with_part(self, word: str, body: str) -> str:
        """A title with the part of a body that alone makes it definite: the chair of an association of the Front."""
        if not any(_PART.match(key) for key in self._keys(body)):
            return word
        whole = f"{word} {body}"
        return whole if self._named(whole, None) or short(fold(word)) in _OF_PART else word

    def _split_weakly(self, text: str, within: str | None) -> list[str]:
        if self._is_known(text, within):
            return [text]
        pieces = _WEAK.split(text)
        return (self._parted(pieces, within) if len(pieces) <= _MOST else []) or [text]

    def _parted(self, pieces: Sequence[str], within: str | None) -> list[str]:
        """Pieces joined to known titles, as few as possible; none when some piece fits nowhere.

        Every second piece is what stood between two others.
        """
        if not pieces:
            return []
        for end in range(len(pieces), 0, -2):
            title = "".join(pieces[:end])
            if self._is_known(title, within):
                rest = self._parted(pieces[end + 1 :], within)
                if rest or end == len(pieces):
                    return [title, *rest]
        return []

    def _is_known(self, title: str, within: str | None) -> bool:
        sure, several = self._read(title, within)
        return bool(sure or several) or self.is_membership(title)

    def _read(self, word: str, within: str | None) -> tuple[str | None, Sequence[Position]]:
        """The one position that a title means, or the several that only its row can tell apart."""
        if word in self._by_code:
            return word, ()
        answer = self.remembered.get((f"position@{within}", fold(word))) if within else None
        sure = answer or self._named(word, within)
        several = [] if sure else self._general(word, within)
        if len(several) == 1:
            return several[0].code, ()
        if not sure and not several:
            sure = self.remembered.get(("position", fold(word)))
        return sure, several

    def _named(self, word: str, within: str | None) -> str | None:
        """The one position that bears this title, in the body or anywhere; a general one only as the pack writes it."""
        as_written = within is None and not self._written.isdisjoint(self.places.variants(word))
        for key in self._keys(word):
            codes = self._titles.get(key, [])
            near = [code for code in codes if within and self._is_within(code, within)]
            if len(near) == 1:
                return near[0]
            is_own = as_written or (key not in GENERIC and not self._begin(key, within))
            if len(codes) == 1 and is_own:
                return codes[0]
        return None

    def _general(self, word: str, within: str | None) -> list[Position]:
        """The positions that a general title can mean in a body, or in one that the title itself names."""
        for key in self._keys(word):
            if key in GENERIC or self._begin(key, within):
                return self._of_kind(key, within)
            title, body = self._with_body(key)
            if body:
                return self._of_kind(title, body)
        return []

    def _with_body(self, key: str) -> tuple[str, str | None]:
        """A general title and the whole body that follows it."""
        tokens = key.split()
        for at in range(len(tokens) - 1, 0, -1):
            title, rest = " ".join(tokens[:at]), " ".join(tokens[at:])
            if title in GENERIC and rest in self._bodies and not _PART.match(rest):
                return title, self._bodies[rest]
        return key, None

    def _of_kind(self, key: str, within: str | None) -> list[Position]:
        """The positions of a body that a general title means; those of its block when the body has none."""
        for place in dict.fromkeys((within, self._block_of.get(within or ""), None)):
            if place is None and within is not None and key not in GENERIC:
                continue
            inside = [position for position in self.pack.positions if self._is_within(position.code, place)]
            group = [p for p in inside if key in GROUPS.get(p.title_group, ())]
            found = (group if key in STAFF else []) or self._begin(key, place) or group
            if found:
                return found
        return []

    def _begin(self, key: str, within: str | None) -> list[Position]:
        """The positions of a body whose titles begin with these words."""
        if within is None and key not in GENERIC:
            return []
        inside = (p for p in self.pack.positions if self._is_within(p.code, within))
        return [p for p in inside if f"{self._own[p.code]} ".startswith(f"{key} ")]

    def _is_within(self, code: str, within: str | None) -> bool:
        body = self._by_code[code].body
        return within in (None, body, self._block_of[body])

    def _by_study(self, positions: Sequence[Position], studied: Iterable[str]) -> list[str]:
        codes = tuple(studied)
        suits = {p.code: any(code.startswith(tuple(p.fields)) for code in codes) for p in positions}
        return sorted(suits, key=lambda code: not suits[code])

    def _like(self, word: str, within: str | None) -> list[str]:
        words = ((code, key) for key, codes in self._titles.items() for code in codes)
        near = {code: _NEAR for code in self._by_code if within and self._is_within(code, within)}
        return likest(self._keys(word)[-1], words, near)

    def _choices(self, codes: Iterable[str]) -> tuple[Choice, ...]:
        return tuple(Choice(code, said(self._by_code[code].title)) for code in codes)

    def _keys(self, text: str) -> list[str]:
        """The spellings under which a text is looked up: in short forms, whole, without its commune or its field."""
        texts = dict.fromkeys((text, _IN_CHARGE.sub("", text)))
        return list(dict.fromkeys(short(variant) for one in texts for variant in self.places.variants(one)))

    def counts(self, code: str, day: date) -> bool:
        """Whether a position's seats count in staffing on a day."""
        return self._by_code[code].counts_on(day)

    # --- tables, made once ---------------------------------------------------------------------------------------

    @cached_property
    def _by_code(self) -> dict[str, Position]:
        return {position.code: position for position in self.pack.positions}

    @cached_property
    def _block_of(self) -> dict[str, str]:
        return {body.code: body.block for body in self.pack.bodies}

    @cached_property
    def _bodies(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for body in self.pack.bodies:
            for word in (body.title.vi, *(title.vi for title in body.unit_titles.values()), *body.aliases):
                for key in _spellings(word):
                    found.setdefault(key, body.code)
        return found

    @cached_property
    def _blocks(self) -> dict[str, str]:
        listed = next((found.items for found in self.pack.lists if found.id == "blocks"), [])
        return {fold(word): item.code for item in listed for word in (item.vi, *item.aliases)}

    @cached_property
    def _titles(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for position in self.pack.positions:
            for key in {key for word in (position.title.vi, *position.aliases) for key in _spellings(word)}:
                found[key].append(position.code)
        return dict(found)

    @cached_property
    def _asked(self) -> dict[tuple[str, str], tuple[Choice, ...]]:
        """Questions already thought about: a roster asks the same ones again and again."""
        return {}

    @cached_property
    def _own(self) -> dict[str, str]:
        """Each position's own title in short forms."""
        return {position.code: short(fold(position.title.vi)) for position in self.pack.positions}

    @cached_property
    def _written(self) -> frozenset[str]:
        """Titles and short forms exactly as the pack has them."""
        return frozenset(fold(word) for p in self.pack.positions for word in (p.title.vi, *p.aliases))


def _spellings(word: str) -> set[str]:
    """A title or body as folded, in short forms, and both run together: `CNUBKT` is `CN UBKT`."""
    keys = {fold(word), short(fold(word))}
    return keys | {key.replace(" ", "") for key in keys}
