"""What the words of a roster mean: the pack's lists and synonyms, and the answers people gave before."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from rapidfuzz import fuzz, process

from canbo.core.facts.scales import QUALIFICATIONS, RATING
from canbo.core.policy.model import CodeList, Pack
from canbo.files.importing.problems import Choice
from canbo.files.importing.reading.table import fold

_SURE, _MAYBE = 92.0, 70.0
_FEW = 6


@dataclass(frozen=True)
class Meaning:
    """What a word means: a code, or None when it is not known, with the likeliest answers."""

    code: str | None
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Vocabulary:
    """The words of a pack, and `remembered` answers as {(kind, folded word): code}."""

    pack: Pack
    remembered: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def level(self, kind: str, word: str) -> Meaning:
        """A level of a scale of qualifications, or of the rating."""
        return self._look_up(kind, word, self._levels[kind])

    def code(self, list_id: str, word: str) -> Meaning:
        """A code of a list: sexes, ethnic groups, categories."""
        return self._look_up(list_id, word, self._lists[list_id])

    def commune(self, word: str) -> str | None:
        """A commune by its present name, or by a former one that only one commune has."""
        key = re.sub(r"^(xa|phuong|thi tran|ubnd xa|ubnd phuong|dang uy xa|dang uy phuong) ", "", fold(word))
        known = self._communes.get(key)
        return known if known is not None else self._former.get(key)

    def body(self, word: str) -> str | None:
        return self._bodies.get(_without_place(fold(word)))

    def position(self, word: str, body: str | None) -> Meaning:
        """A position by its title or a short form; the body decides between several of the same name."""
        key = fold(word)
        remembered = self.remembered.get(("position", key)) or self.remembered.get((f"position@{body}", key))
        if remembered:
            return Meaning(remembered)
        found = self._positions.get(key, [])
        near = [code for code in found if self._body_of[code] == body]
        if len(near) == 1 or len(found) == 1:
            return Meaning((near or found)[0])
        return Meaning(None, self._choices(near or found or self._alike(key, body)))

    def field_of_study(self, word: str) -> Meaning:
        """A field of study: by name or short form, then by likeness; in doubt it asks."""
        key = fold(re.sub(r"^(ngành|chuyên ngành)\s+", "", word.strip(), flags=re.IGNORECASE))
        if ("field_of_study", key) in self.remembered:
            return Meaning(self.remembered["field_of_study", key])
        exact = self._fields.get(key)
        if exact:
            return Meaning(exact)
        return self._alike_field(key)

    # --- tables, made once ---------------------------------------------------------------------------------------

    def _look_up(self, kind: str, word: str, known: Mapping[str, str]) -> Meaning:
        key = fold(word)
        code = self.remembered.get((kind, key)) or known.get(key)
        if code is not None:
            return Meaning(code)
        return Meaning(None, tuple(Choice(code, title) for code, title in self._titles(kind).items()))

    def _titles(self, kind: str) -> dict[str, str]:
        if kind in QUALIFICATIONS or kind == "rating":
            scale = RATING if kind == "rating" else QUALIFICATIONS[kind]
            return {level.code: level.vi for level in scale.levels}
        return {item.code: item.vi for item in self._list(kind).items[:60]}

    def _list(self, list_id: str) -> CodeList:
        return next(item for item in self.pack.lists if item.id == list_id)

    @cached_property
    def _lists(self) -> dict[str, dict[str, str]]:
        return {
            code_list.id: {
                fold(word): item.code for item in code_list.items for word in (item.vi, item.code, *item.aliases)
            }
            for code_list in self.pack.lists
        }

    @cached_property
    def _levels(self) -> dict[str, dict[str, str]]:
        """For each scale its words, the pack's synonyms with them."""
        known = {
            scale.code: {fold(level.vi): level.code for level in scale.levels}
            for scale in (*QUALIFICATIONS.values(), RATING)
        }
        for synonyms in self.pack.synonyms:
            for code, words in synonyms.words.items():
                known.setdefault(synonyms.of, {}).update({fold(word): code for word in words})
        return known

    @cached_property
    def _communes(self) -> dict[str, str]:
        return {fold(commune.name): commune.code for commune in self.pack.communes}

    @cached_property
    def _former(self) -> dict[str, str]:
        """Former units that went into exactly one commune."""
        found = defaultdict(set)
        for commune in self.pack.communes:
            for name in commune.merged_from.split(";"):
                found[re.sub(r"^(xa|phuong|thi tran) ", "", fold(name))].add(commune.code)
        return {name: next(iter(codes)) for name, codes in found.items() if len(codes) == 1}

    @cached_property
    def _bodies(self) -> dict[str, str]:
        return {fold(word): b.code for b in self.pack.bodies for word in (b.title.vi, *b.aliases)}

    @cached_property
    def _body_of(self) -> dict[str, str]:
        return {position.code: position.body for position in self.pack.positions}

    @cached_property
    def _positions(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for position in self.pack.positions:
            for word in {fold(w) for w in (position.title.vi, *position.aliases)}:
                found[word].append(position.code)
        for position in self.pack.positions:
            short = _GENERIC.get(position.title_group)
            for word in short or ():
                if position.code not in found[word]:
                    found[word].append(position.code)
        return found

    @cached_property
    def _titles_of_positions(self) -> dict[str, str]:
        return {position.code: position.title.vi for position in self.pack.positions}

    def _choices(self, codes: Iterable[str]) -> tuple[Choice, ...]:
        return tuple(Choice(code, self._titles_of_positions[code]) for code in codes)

    def _alike(self, key: str, body: str | None) -> list[str]:
        folded = {code: fold(title) for code, title in self._titles_of_positions.items()}
        scored = process.extract(key, folded, scorer=fuzz.token_set_ratio, limit=_FEW)
        inside = [code for code, at in self._body_of.items() if at == body]
        return list(dict.fromkeys([*(code for _, score, code in scored if score >= 50), *inside]))[:12]

    @cached_property
    def _fields(self) -> dict[str, str]:
        """Names and short forms of fields; where a bachelor's and a master's field share one, the bachelor's."""
        found: dict[str, str] = {}
        for item in self._list("fields_of_study").items:
            if len(item.code) == 7:
                for word in (item.vi, *item.aliases):
                    found.setdefault(fold(word), item.code)
        return found

    def _alike_field(self, key: str) -> Meaning:
        if len(key) < 4:
            return Meaning(None)
        scored = process.extract(key, self._fields.keys(), scorer=fuzz.token_sort_ratio, limit=_FEW)
        best = scored[0][1] if scored else 0.0
        margin = best - scored[1][1] if len(scored) > 1 else best
        if best >= _SURE and margin >= 3:
            return Meaning(self._fields[scored[0][0]])
        titles = {item.code: item.vi for item in self._list("fields_of_study").items}
        codes = dict.fromkeys(self._fields[word] for word, score, _ in scored if score >= _MAYBE)
        return Meaning(None, tuple(Choice(code, titles[code]) for code in codes))


_GENERIC: Mapping[str, tuple[str, ...]] = {
    "section_head": ("truong phong", "tp", "truong ban", "chanh van phong", "giam doc"),
    "section_deputy": ("pho truong phong", "ptp", "pho phong", "pho truong ban", "pho chanh van phong", "pho giam doc"),
    "specialist": ("chuyen vien", "cv", "cong chuc"),
}
"""Short titles that only the body makes definite."""


def _without_place(key: str) -> str:
    """A body's name without the commune that follows it: "van phong dang uy xa bum to"."""
    return re.sub(r" (xa|phuong) .*$", "", key)
