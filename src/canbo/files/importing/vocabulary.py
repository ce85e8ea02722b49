"""What the words of a roster mean: the pack's lists and synonyms, and the answers people gave before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from canbo.apps.language import said
from canbo.core.facts.scales import QUALIFICATIONS, RATING, Scale
from canbo.core.policy.model import Pack
from canbo.core.text.names import same_name_key
from canbo.files.importing.fields import competency_field
from canbo.files.importing.meaning import Meaning, likest
from canbo.files.importing.places import Place, Places
from canbo.files.importing.problems import Choice
from canbo.files.importing.reading.words import fold
from canbo.files.importing.studies import Studies
from canbo.files.importing.titles import Titles


@dataclass(frozen=True)
class Vocabulary:
    """The words of a pack, and `remembered` answers as {(kind, folded word): code}."""

    pack: Pack
    remembered: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def level(self, kind: str, word: str) -> Meaning:
        """A level of a scale of qualifications, or of the rating."""
        return self._look_up(kind, word)

    def rank(self, kind: str, word: str) -> int | None:
        """The rank of a level of qualification, where the word names one."""
        code = self._known(kind, word)
        return None if code is None else QUALIFICATIONS[kind].rank(code)

    def code(self, list_id: str, word: str) -> Meaning:
        """A code of a list: sexes, ethnic groups, religions, categories."""
        return self._look_up(list_id, word)

    def title(self, list_id: str, code: str) -> str:
        """The Vietnamese name of a code."""
        return next((item.vi for found in self.pack.lists if found.id == list_id for item in found.items
                     if item.code == code), code)  # fmt: skip

    def commune(self, word: str) -> str | None:
        """A commune by its present name, or by a former one that only one commune has."""
        found = self.places.find(word)
        return found.code if found else None

    def place(self, word: str) -> Place | None:
        """A commune, and the former name by which it was written."""
        return self.places.find(word)

    def body(self, word: str) -> str | None:
        return self.titles.body(word)

    def position(self, word: str, body: str | None, studied: Iterable[str] = ()) -> Meaning:
        """A position by its title or a short form; the body decides between several of the same name."""
        return self.titles.find(word, body, studied)

    def field_of_study(self, word: str) -> Meaning:
        """A field of study: by name or short form; else it asks."""
        return self._studies.find(word)

    @cached_property
    def places(self) -> Places:
        return Places(self.pack)

    @cached_property
    def titles(self) -> Titles:
        return Titles(self.pack, self.remembered, self.places)

    @cached_property
    def _studies(self) -> Studies:
        return Studies(self.pack, self.remembered)

    @cached_property
    def competencies(self) -> Mapping[str, str]:
        """The columns of the competency framework by their folded titles."""
        return {fold(item.title.vi): competency_field(item.code) for item in self.pack.competencies}

    # --- lists and scales --------------------------------------------------------------------------------------------

    def _look_up(self, kind: str, word: str) -> Meaning:
        known = self._known(kind, word)
        if known is not None:
            return Meaning(known)
        titles = self._answers(kind)
        order = likest(fold(word), ((choice.code, fold(choice.title)) for choice in titles.values()))
        return Meaning(None, tuple(titles[code] for code in order))

    def _known(self, kind: str, word: str) -> str | None:
        """A word as written counts before the same without accents, which may mean several things."""
        exact, plain = self._words.get(kind, ({}, {}))
        word = _APOSTROPHE.sub("'", word)
        found = self.remembered.get((kind, fold(word))) or exact.get(same_name_key(word))
        several = plain.get(fold(word), ())
        return found or (next(iter(several)) if len(several) == 1 else None)

    def _answers(self, kind: str) -> dict[str, Choice]:
        if kind in _SCALES:
            return {level.code: Choice(level.code, said(level)) for level in _SCALES[kind].levels}
        items = next((found.items for found in self.pack.lists if found.id == kind), [])
        return {item.code: Choice(item.code, said(item)) for item in items}

    @cached_property
    def _words(self) -> dict[str, tuple[dict[str, str], dict[str, set[str]]]]:
        """For each list and scale its words with accents and without, the pack's synonyms with them.

        Numbers that are codes are no words: two official lists of ethnic groups give them different meanings.
        """
        found: dict[str, tuple[dict[str, str], dict[str, set[str]]]] = {}
        for kind, code, word in self._pairs():
            exact, plain = found.setdefault(kind, ({}, {}))
            exact.setdefault(same_name_key(word), code)
            plain.setdefault(fold(word), set()).add(code)
        return found

    def _pairs(self) -> Iterator[tuple[str, str, str]]:
        for synonyms in self.pack.synonyms:
            yield from ((synonyms.of, code, word) for code, words in synonyms.words.items() for word in words)
        for scale in _SCALES.values():
            yield from ((scale.code, level.code, level.vi) for level in scale.levels)
        for listed in self.pack.lists:
            for item in listed.items:
                words = (item.vi, *item.aliases, *(() if item.code.isdigit() else (item.code,)))
                yield from ((listed.id, item.code, word) for word in words)


_APOSTROPHE = re.compile(r"\s*['’‘`´]\s*")
_SCALES: Mapping[str, Scale] = {**QUALIFICATIONS, "rating": RATING}
