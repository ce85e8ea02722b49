"""Text typed for the fonts of before Unicode: TCVN3 (.VnTime) and VNI-Windows (VNI-Times).

Such text must be converted before `normalise`: in TCVN3 the letter ư is the soft hyphen, which is invisible.
Windows-1258 needs nothing here, since NFC joins its combining marks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import Literal

from canbo.core.text.syllables import is_syllable

Encoding = Literal["tcvn3", "vni"]

_LETTERS = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"
_TCVN3 = "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\xadõö÷øùúûüýþ"
_VNI_CODES = """
aø aû aõ aù aï aê aè aú aü aé aë aâ aà aå aã aá aä ñ eø eû eõ eù eï eâ eà eå eã eá eä ì æ ó í ò
oø oû oõ où oï oâ oà oå oã oá oä ô ôø ôû ôõ ôù ôï uø uû uõ uù uï ö öø öû öõ öù öï yø yû yõ yù î
"""
_VNI = _VNI_CODES.split()

# The fonts have codes for seven capitals; all others are the small letter's code in a font of capitals.
_TCVN3_CAPITALS = dict(zip("ĂÂĐÊÔƠƯ", "¡¢§£¤¥¦", strict=True))
_TO_TCVN3 = dict(zip(_LETTERS.upper() + _LETTERS, _TCVN3 * 2, strict=True)) | _TCVN3_CAPITALS
_FROM_TCVN3 = str.maketrans(
    dict(zip(_TCVN3, _LETTERS, strict=True))
    | {code: letter for letter, code in _TCVN3_CAPITALS.items()}
    | {"\u03bc": "à", "\u2212": "ư"}  # what copying makes of the micro sign and the soft hyphen
)

_FROM_VNI = dict(zip(_VNI, _LETTERS, strict=True))
_TO_VNI = {letter: code for code, letter in _FROM_VNI.items()}
_TO_VNI |= {letter.upper(): code.upper() for letter, code in _TO_VNI.items()}
_VNI_CODE = re.compile("|".join(sorted(_VNI, key=len, reverse=True)), re.IGNORECASE)

_UNICODE_ONLY = frozenset(letter for letter in _LETTERS + _LETTERS.upper() if ord(letter) > 0xFF)
_NOT_LETTERS = re.compile(r"[\s\d!-@\[-`{-~]+")
_PLAIN_AND_OTHER = re.compile("[A-Za-z][^\\x00-\\x7f]|[^\\x00-\\x7f][A-Za-z]")
_LONGEST_ABBREVIATION = 3
_MIN_MENDED = 2
_MIN_MENDED_SHARE = 0.5
_MIN_READABLE_SHARE = 0.8


def from_tcvn3(text: str, *, capitals: bool = False) -> str:
    """Convert TCVN3 to Unicode; `capitals` for a font that prints capitals only.

    Text whose plain letters are all capitals is taken for such a font's, since nothing else yields them.
    """
    converted = _composed(text).translate(_FROM_TCVN3)
    return converted.upper() if capitals or _typed_in_capitals(text) else converted


def to_tcvn3(text: str) -> str:
    """Convert Unicode to TCVN3; a capital with a tone mark becomes the small letter (no code exists)."""
    return "".join(_TO_TCVN3.get(char, char) for char in _composed(text))


def from_vni(text: str) -> str:
    """Convert VNI-Windows to Unicode."""
    return _VNI_CODE.sub(_vni_letter, _composed(text))


def to_vni(text: str) -> str:
    """Convert Unicode to VNI-Windows."""
    return "".join(_TO_VNI.get(char, char) for char in _composed(text))


def font_encoding(font_name: str) -> Encoding | None:
    """Say in which encoding text set in this font is; None for a Unicode font."""
    name = font_name.strip().lower()
    if name.startswith(".vn"):
        return "tcvn3"
    return "vni" if name.startswith(("vni-", "vni ")) else None


def prints_capitals(font_name: str) -> bool:
    """Say whether a font prints small letters as capitals: .VnTimeH and its like."""
    return font_encoding(font_name) == "tcvn3" and font_name.strip().endswith("H")


def guess_encoding(texts: Sequence[str]) -> Encoding | None:
    """Guess a legacy encoding from the letters of cells that belong together; None when in doubt.

    One letter that only Unicode has settles that this is Unicode. Otherwise conversion must turn words that
    are no Vietnamese syllables into syllables, and leave hardly any word unreadable.
    """
    words = _accented_words(texts)
    if any(not _UNICODE_ONLY.isdisjoint(word) for word in words):
        return None
    tcvn3, vni = _mended(words, from_tcvn3), _mended(words, from_vni)
    if tcvn3 == vni:
        return None
    return "tcvn3" if tcvn3 > vni else "vni"


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _typed_in_capitals(text: str) -> bool:
    return not re.search("[a-z]", text) and re.search("[A-Z]{2}", text) is not None


def _vni_letter(match: re.Match[str]) -> str:
    code = match[0]
    letter = _FROM_VNI[code.lower()]
    return letter.upper() if code[0].isupper() else letter


def _accented_words(texts: Iterable[str]) -> set[str]:
    """Give the words that have both plain and other letters, without abbreviations such as QĐ."""
    words = (word for text in texts for word in _NOT_LETTERS.split(_composed(text)))
    return {word for word in words if _PLAIN_AND_OTHER.search(word) and not _is_abbreviation(word)}


def _is_abbreviation(word: str) -> bool:
    return len(word) <= _LONGEST_ABBREVIATION and word.isupper()


def _mended(words: set[str], convert: Callable[[str], str]) -> int:
    """Count the words that become syllables by conversion; 0 unless it is convincing as a whole."""
    readable = [word for word in words if is_syllable(convert(word))]
    mended = sum(not is_syllable(word) for word in readable)
    convincing = (
        mended >= _MIN_MENDED
        and mended >= _MIN_MENDED_SHARE * len(words)
        and len(readable) >= _MIN_READABLE_SHARE * len(words)
    )
    return mended if convincing else 0
