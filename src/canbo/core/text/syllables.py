"""What a Vietnamese syllable is made of: an onset, a rime and one of six tones."""

from __future__ import annotations

import unicodedata
from functools import cache

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"

TONE_MARKS = "\u0300\u0309\u0303\u0301\u0323"  # huyền hỏi ngã sắc nặng: the order of the dictionaries

# "g" stands beside "gi" because "gì" hides one of its two i.
_ONSET_LIST = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
_RIME_LIST = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oem oen oeo oet oi om on ong
ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt uơ up ut
uy uya uych uyên uyêt uyn uynh uyp uyt uyu ư ưa ưc ưi ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
y ych yêm yên yêng yêt yêu ynh yt
"""
ONSETS = ("", *_ONSET_LIST.split())
RIMES = tuple(_RIME_LIST.split())


def split_tone(word: str) -> tuple[str, int]:
    """Give the letters of a syllable (NFC) without its tone mark, and the tone from 0 (none) to 5 (nặng).

    Where the mark stood is forgotten, so "hoà" and "hòa" give the same answer.
    """
    decomposed = unicodedata.normalize("NFD", word)
    tone = next((TONE_MARKS.index(char) + 1 for char in decomposed if char in TONE_MARKS), 0)
    letters = "".join(char for char in decomposed if char not in TONE_MARKS)
    return unicodedata.normalize("NFC", letters), tone


def is_syllable(word: str) -> bool:
    """Say whether `word` is spelled as a Vietnamese syllable, in either style of placing the tone mark."""
    lowered = unicodedata.normalize("NFC", word).lower()
    toned = toned_rimes()
    return any(lowered.startswith(onset) and lowered[len(onset) :] in toned for onset in ONSETS)


@cache
def toned_rimes() -> frozenset[str]:
    """Every rime with every tone it can bear, written with the mark where writers put it."""
    return frozenset(
        unicodedata.normalize("NFC", rime[: place + 1] + mark + rime[place + 1 :])
        for rime in RIMES
        for place in _tone_places(rime)
        for mark in _possible_marks(rime)
    )


def _possible_marks(rime: str) -> tuple[str, ...]:
    stopped = rime.endswith(("c", "ch", "p", "t"))  # such rimes know only sắc and nặng
    return tuple(TONE_MARKS[-2:]) if stopped else ("", *TONE_MARKS)


def _tone_places(rime: str) -> tuple[int, ...]:
    marked = [index for index, letter in enumerate(rime) if letter in "ăâêôơư"]
    if marked:
        return (marked[-1],)
    if rime in {"oa", "oe", "uy"}:  # the two styles: hòa and hoà
        return (0, 1)
    return (1,) if rime.startswith(("oa", "oe", "oo", "uy")) else (0,)
