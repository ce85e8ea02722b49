"""What a word of a roster means, and the answers to offer when nobody knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

from canbo.files.importing.problems import Choice

_LOOKED_AT = 100
"""So much of a word is compared; longer ones are no names."""


@dataclass(frozen=True)
class Meaning:
    """What a word means: a code where that is certain, else None with every answer there is, the likeliest first.

    Certain is what a list names, what a synonym says, what people answered before; likeness only orders the answers.
    `of_row` says that the word means something else in every row, so that an answer is not to be remembered. One
    answer may be several codes, parted by semicolons.
    """

    code: str | None
    choices: tuple[Choice, ...] = ()
    of_row: bool = False


def likest(key: str, words: Iterable[tuple[str, str]], preferred: Mapping[str, float] | None = None) -> list[str]:
    """The codes of `words`, pairs of code and folded word, the likest to `key` first; `preferred` adds to a code."""
    best: dict[str, float] = {}
    key = key[:_LOOKED_AT]
    for code, word in words:
        score = fuzz.token_sort_ratio(key, word) + fuzz.token_set_ratio(key, word) / 2
        best[code] = max(best.get(code, 0.0), score)
    more = preferred or {}
    return sorted(best, key=lambda code: -best[code] - more.get(code, 0.0))
