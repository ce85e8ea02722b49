"""Fields of study by the words people write: names, short forms, answers given before; else the likeliest are asked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from canbo.apps.language import said
from canbo.core.policy.catalogue import CodeItem
from canbo.core.policy.model import Pack
from canbo.files.importing.meaning import Meaning, likest
from canbo.files.importing.problems import Choice
from canbo.files.importing.reading.words import fold

KIND = "field_of_study"
_LIST = "fields_of_study"
_CODE_LENGTH = 7
_LEAD = re.compile(r"^(chuyên ngành|ngành|chuyên môn)\s*:?\s+", re.IGNORECASE)
_SHORT = {"ql": "quan li", "sp": "su pham"}
_LIKELY = {
    "cn": "cong nghe", "gd": "giao duc", "hc": "hanh chinh", "kt": "kinh te", "mt": "moi truong", "nn": "nong nghiep",
    "nv": "nghiep vu", "nvsp": "nghiep vu su pham", "qt": "quan tri", "vh": "van hoa", "xd": "xay dung", "xh": "xa hoi",
}  # fmt: skip
"""Short forms that mean several things: good enough to order the answers, not to give one."""
_ACRONYM = 80.0


@dataclass(frozen=True)
class Studies:
    """The fields of study of a pack, and the `remembered` answers of an import by kind and folded word."""

    pack: Pack
    remembered: Mapping[tuple[str, str], str]

    def find(self, word: str) -> Meaning:
        """What field a word means. A bachelor's and a master's field of one name are the bachelor's."""
        text = _LEAD.sub("", word.strip())
        known = self.remembered.get((KIND, fold(word))) or self.remembered.get((KIND, fold(text)))
        known = known or self._codes.get(text) or self._codes.get(_spelt(text))
        return Meaning(known) if known else Meaning(None, self._asked(_spelt(text)))

    def _asked(self, key: str) -> tuple[Choice, ...]:
        if key not in self._answers:
            wide = " ".join(_LIKELY.get(token, token) for token in key.split())
            acronym = {code: _ACRONYM for code, short in self._acronyms.items() if short == key.replace(" ", "")}
            order = likest(wide, ((code, name) for name, code in self._names.items()), acronym)
            self._answers[key] = tuple(self._choices[code] for code in order)
        return self._answers[key]

    # --- tables, made once ---------------------------------------------------------------------------------------

    @cached_property
    def _items(self) -> list[CodeItem]:
        listed = next((found.items for found in self.pack.lists if found.id == _LIST), [])
        return [item for item in listed if len(item.code) == _CODE_LENGTH]

    @cached_property
    def _names(self) -> dict[str, str]:
        """Every name and short form with its code, the first field of a name."""
        found: dict[str, str] = {}
        for item in self._items:
            for word in (item.vi, *item.aliases):
                found.setdefault(_spelt(word), item.code)
        for synonyms in self.pack.synonyms:
            for code, words in synonyms.words.items() if synonyms.of == _LIST else ():
                found.update(dict.fromkeys(map(_spelt, words), code))
        return found

    @cached_property
    def _codes(self) -> dict[str, str]:
        return self._names | {item.code: item.code for item in self._items}

    @cached_property
    def _acronyms(self) -> dict[str, str]:
        """The first letters of each field's own name, as `qlkt`."""
        return {item.code: "".join(token[0] for token in fold(item.vi).split()) for item in self._items}

    @cached_property
    def _choices(self) -> dict[str, Choice]:
        return {item.code: Choice(item.code, said(item)) for item in self._items}

    @cached_property
    def _answers(self) -> dict[str, tuple[Choice, ...]]:
        """Questions already thought about: a roster asks the same ones again and again."""
        return {}


def _spelt(word: str) -> str:
    """A word without case, accents and marks, i for y at the end of a syllable, and plain short forms written out."""
    tokens = (re.sub(r"(?<=[bcdghklmnpqrstvx])y$", "i", token) for token in fold(word).split())
    return " ".join(_SHORT.get(token, token) for token in tokens)
