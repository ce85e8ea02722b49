"""Two parts that the sheets of an xlsx refer to: the shared strings, and the styles' fonts and number formats."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field

from canbo.files.importing.reading.limits import Budget, parse_xml
from canbo.files.importing.reading.raw import Run

Strings = list[tuple[Run, ...]]
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass
class Styles:
    """The font and the number format of each cell style; what is not declared is plain."""

    fonts: list[str] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=dict)
    cells: list[tuple[int, int]] = field(default_factory=list)

    def font(self, style: int) -> str:
        number = self.cells[style][1] if 0 <= style < len(self.cells) else 0
        return self.fonts[number] if 0 <= number < len(self.fonts) else ""

    def format(self, style: int) -> str | int:
        number = self.cells[style][0] if 0 <= style < len(self.cells) else 0
        return self.formats.get(number, number)


def read_styles(archive: zipfile.ZipFile, part: str | None, budget: Budget) -> Styles:
    """The styles part; a workbook may do without."""
    found = Styles()
    inside: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        parent = inside[-1] if inside else ""
        inside.append(tag)
        if parent == "numFmts" and tag == "numFmt":
            found.formats[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
        elif parent == "fonts" and tag == "font":
            found.fonts.append("")
        elif parent == "font" and tag == "name" and inside[-3] == "fonts":
            found.fonts[-1] = attributes.get("val", "")
        elif parent == "cellXfs" and tag == "xf":
            found.cells.append((int(attributes.get("numFmtId", 0)), int(attributes.get("fontId", 0))))

    def end(_: str) -> None:
        inside.pop()

    if part is not None:
        with archive.open(part) as handle:
            parse_xml(handle, budget, start, end, lambda _: None)
    return found


def read_strings(archive: zipfile.ZipFile, part: str | None, budget: Budget) -> Strings:
    """The shared strings, each as runs with the font they name."""
    if part is None:
        return []
    reader = _StringsReader()
    with archive.open(part) as handle:
        parse_xml(handle, budget, reader.start, reader.end, reader.data, cost=0.5)
    return reader.strings


class _StringsReader:
    def __init__(self) -> None:
        self.strings: Strings = []
        self.runs: list[Run] = []
        self.font = ""
        self.text: list[str] | None = None
        self.in_phonetic = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "si":
            self.runs = []
        elif tag == "t":
            self.text = None if self.in_phonetic else []
        elif tag == "rFont":
            self.font = attributes.get("val", "")
        elif tag == "rPh":
            self.in_phonetic = True

    def end(self, tag: str) -> None:
        if tag == "t" and self.text is not None:
            self.runs.append((unescaped("".join(self.text)), self.font))
            self.text = None
        elif tag == "si":
            self.strings.append(tuple(self.runs))
        elif tag == "r":
            self.font = ""
        elif tag == "rPh":
            self.in_phonetic = False

    def data(self, text: str) -> None:
        if self.text is not None:
            self.text.append(text)


def unescaped(text: str) -> str:
    """Text with the codes that Excel writes for letters XML cannot hold."""
    return _ESCAPED.sub(_letter, text) if "_x" in text else text


def _letter(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return "" if 0xD800 <= code < 0xE000 else chr(code)
