"""Names of persons and places: cleaning, comparing, searching and ordering them."""

from __future__ import annotations

import re
import unicodedata

from canbo.core.text.syllables import ALPHABET, split_tone

_EXACT = str.maketrans({"Ð": "Đ", "ð": "đ", "\u200b": " "})  # U+00D0, U+00F0 look like Đ, đ
_UNSEEN = frozenset({"Cc", "Cf", "Cs"})

_ADDRESS = re.compile(r"(?:(?:đ[/.]c|đồng chí|ông\s*[/,(]?\s*bà\)?|ông|bà)(?:\s*[.:]\s*|\s+))+", re.IGNORECASE)
_NOTE = re.compile(r"\s*[(\[{][^()\[\]{}]*[)\]}]?$")
_EDGES = " ,;:.*-–"

_APOSTROPHES = re.compile("['’‘ʼ`´]")
_WORD = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+")

_SORTED = "0123456789" + ALPHABET
_CODES = {letter: f"{place:02d}" for place, letter in enumerate(_SORTED, start=1)}
_OTHER = "99"


def normalise(text: str) -> str:
    """Give `text` in NFC with true Đ/đ, single plain blanks, and no invisible characters."""
    replaced = text.translate(_EXACT)
    seen = "".join(c for c in replaced if c.isspace() or unicodedata.category(c) not in _UNSEEN)
    return " ".join(unicodedata.normalize("NFC", seen).split())


def tidy_name(text: str) -> str:
    """Give a person's name as it is to be stored: no form of address, no trailing notes, not all in capitals.

    A form of address is taken off only where at least two words remain, because Ông and Đồng are family
    names too.
    """
    name = _without_notes(normalise(text))
    address = _ADDRESS.match(name)
    if address and " " in name[address.end() :]:
        name = name[address.end() :].strip(_EDGES)
    return name.title() if name.isupper() else name


def search_key(text: str) -> str:
    """Give the unaccented lower-case words of `text`, a blank around each; empty if there are none.

    A query's token is found with LIKE '% token%'. An apostrophe joins (H'Mông: hmong), other marks part.
    """
    words = _words(_fold(text))
    return f" {' '.join(words)} " if words else ""


def search_tokens(query: str) -> list[str]:
    """Give the distinct folded words of a query, each to be looked for by itself."""
    return list(dict.fromkeys(_words(_fold(query))))


def sort_key(full_name: str) -> str:
    """Give digits that order names the Vietnamese way: given name, then family name, then the rest.

    Within a word the letters weigh first, then the tone. A letter is two digits, 00 ends the word, one more
    digit is the tone: no key begins like another's middle, so every collation orders them alike.
    """
    words = _words(normalise(full_name).lower())
    return "".join(_word_key(word) for word in words[-1:] + words[:-1])


def title_key(text: str) -> str:
    """Give digits that order names of places, positions and lists as a dictionary does: the first word first."""
    return "".join(_word_key(word) for word in _words(normalise(text).lower()))


def same_name_key(text: str) -> str:
    """Give one text for all spellings of the same name: accents count, the place of a tone mark does not."""
    parts = (split_tone(word) for word in _words(normalise(text).lower()))
    return " ".join(f"{letters}{tone}" for letters, tone in parts)


def _without_notes(name: str) -> str:
    bare = _NOTE.sub("", name).strip(_EDGES)
    return bare if bare == name else _without_notes(bare)


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", normalise(text).lower().replace("đ", "d"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _words(text: str) -> list[str]:
    return _WORD.findall(_APOSTROPHES.sub("", text))


def _word_key(word: str) -> str:
    letters, tone = split_tone(word)
    return "".join(_letter_code(letter) for letter in letters) + f"00{tone}"


def _letter_code(letter: str) -> str:
    if unicodedata.combining(letter):
        return ""
    plain = unicodedata.normalize("NFD", letter)[0]  # foreign accents do not weigh: ö is o
    return _CODES.get(letter) or _CODES.get(plain, _OTHER)
