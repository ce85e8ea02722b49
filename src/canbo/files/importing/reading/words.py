"""The words by which the parts of a roster are told apart."""

from __future__ import annotations

import re
import unicodedata

from canbo.core.text.names import normalise, search_key
from canbo.core.text.syllables import is_syllable
from canbo.files.importing.reading.model import CellValue

_LONGEST = 300
"""Longer texts are no labels; only so much of them is looked at."""


def fold(text: str) -> str:
    """A label without accents, case and punctuation."""
    return search_key(text).strip()


def text_of(cell: CellValue) -> str:
    """A text cell with single blanks; empty for anything else."""
    return normalise(cell[:_LONGEST]) if isinstance(cell, str) else ""


# --- headers, folded -------------------------------------------------------------------------------------------------

NAME = re.compile(
    r"(ho va ten|ho ten|ho dem va ten|ho (va )?chu dem va ten|ten (can bo|cong chuc|vien chuc)|full name)"
    r"(?! (vo|chong|bo|cha|me|con|than nhan|nguoi (lap|ky|khai|nhan|giao|than))\b)( .{0,60})?"
)
"""The column of names, whatever is added: `ghi in hoa`, `công chức`. Not the names of kin, nor of who made the list."""

MAYBE_NAME = re.compile("t(ê|e\u0302|e)n|name|tªn|teân", re.IGNORECASE)

_WORDS = """
stt|tt|so thu tu|ho va ten|ho ten|ngay sinh|ngay thang nam sinh|nam sinh|nam|nu|gioi tinh|dan toc|ton giao|que quan
chuc vu|chuc danh|vi tri viec lam|don vi|co quan|trinh do|chuyen mon|chuyen nganh|ly luan chinh tri|llct|chinh tri
tin hoc|ngoai ngu|qlnn|quan ly nha nuoc|ngay vao dang|dang vien|ghi chu|he so luong|bac luong|phu cap|xa phuong
so dinh danh|so cccd|cccd|ngach|xep loai|thong tin|muc luong|thoi gian|sinh ngay|noi sinh|noi cong tac
"""
_LABELS = frozenset(re.split(r"[|\n]", _WORDS.strip()))
_BEGINNINGS = tuple(f"{label} " for label in _LABELS if len(label) >= 6)
NUMBER_LABELS = frozenset({"stt", "tt", "so tt", "so thu tu", "s tt", "no"})
BIRTH = re.compile(r"(ngay|thang|nam)( [a-z]+)* sinh\b|sinh (ngay|nam)|^nam sinh")


def is_known(folded: str) -> bool:
    """Whether a label is one that rosters use, perhaps with more words after it."""
    return folded in _LABELS or folded.startswith(_BEGINNINGS)


# --- rows ------------------------------------------------------------------------------------------------------------

ROMAN = re.compile(r"(?=[IVX])(X{0,3})(IX|IV|V?I{0,3})[.)]?")
LETTER = re.compile(r"[A-ZĐ][.)]?")
RUNNING = re.compile(r"\d{1,4}[.)]?")
PREFIXED = re.compile(r"([IVX]{1,5}|[A-OQ-ZĐ]|\d{1,2})[.)/]\s*(\D.+)")
"""A numeral or a letter and a heading in one cell; `P. Kinh tế` is a section."""

_DITTO = ("nt", "-nt-", "- nt -", '"', "''", "”", "“", "như trên", "//", "-//-")
DITTO = frozenset(unicodedata.normalize(form, mark) for mark in _DITTO for form in ("NFC", "NFD"))

TOTAL = re.compile(r"(tổng cộng|tổng số|tổng|cộng|tong cong|tong so)\b")
"""Read with its accents: Tòng is a family name."""

NOTE = re.compile(r"(ghi chu|luu y|chu thich)\b")

_SIGNER = "bi thu|chu tich|chanh van phong|truong phong|truong ban|giam doc|thu truong( don vi| co quan)?"
SIGNATURE = re.compile(
    rf"(nguoi lap|nguoi tong hop|(t m|tm|k t|kt|t l|tl|tuq|noi nhan|xac nhan cua)\b|(pho )?({_SIGNER})"
    r"( (dang uy|ubnd|hdnd|uy ban nhan dan|xa|phuong)( .*)?)?$)|.*\bngay( \d+)? thang( \d+)? nam( \d+)?$"
)

OUTER = re.compile(r"(khối|xã|phường|thị trấn|đảng bộ|cơ quan)\b")
"""Headings that stand above others."""

HEADING = re.compile(
    r"p\.|"
    r"(khối|văn phòng|phòng|ban|(ủ|u)y ban|uỷ ban|đảng (ủy|uỷ|bộ)|mặt trận|mttq|ubmttq|ubnd|hđnd|hội|trung tâm|trạm|"
    r"trường|công an|quân sự|bộ phận|tổ|cơ quan|đơn vị|chi (bộ|cục|hội)|lãnh đạo|thường (trực|vụ)|cán bộ|công chức|"
    r"viên chức|hợp đồng|người hoạt động|những người|xã|phường|thị trấn|thôn|bản|các|danh sách|phụ lục|biểu|"
    r"đoàn (thanh|tncs|thể|tn)|công đoàn|dân quân|ban chấp hành|bch|bchqs|vp|vpđu|ubkt|bxdđ|tt|ttpvhcc|ttct|đvsn)\b"
)
"""How the name of a body begins, with its accents: Bàn and Đoàn are family names."""


def is_short_form(word: str) -> bool:
    """Whether a word is an abbreviation, such as VP or UBKT: capitals that nobody can pronounce."""
    return len(word) > 1 and word.isalpha() and word.isupper() and not is_syllable(word)
