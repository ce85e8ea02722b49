"""The text of a small good pack, from which tests of the reader make bad ones."""

from __future__ import annotations

from pathlib import Path

from canbo.core.policy.catalogue import CommuneSeat
from canbo.core.policy.problems import Problem
from canbo.files.policy.reader import read_pack

PACK = """\
id: p
title: {vi: Gói, en: Pack}
documents:
  - {id: law, number: "1/2026", title: {vi: Luật, en: Law}}
  - {id: decree, number: "2/2026", title: {vi: Nghị định, en: Decree}}
clauses:
  - {id: "I.1", says: {vi: a, en: a}, asks: {vi: a, en: a}}
title_groups:
  - {code: head, title: {vi: Trưởng, en: Head}, leadership: true, rank: 1}
competencies:
  - {code: ethics, group: g, title: {vi: a, en: a}, cites: {document: law, status: text}}
lists:
  - id: blocks
    title: {vi: Khối, en: Block}
    items: [{code: party, vi: Đảng, en: Party}]
  - id: unit_kinds
    title: {vi: Loại, en: Kind}
    items: [{code: xa, vi: xã, en: commune}]
  - id: categories
    title: {vi: Đối tượng, en: Category}
    items: [{code: cadre, vi: cán bộ, en: cadre}]
  - id: fields_of_study
    title: {vi: Ngành, en: Field}
    items: [{code: "7480201", vi: CNTT, en: IT}]
bodies:
  - {code: office, title: {vi: VP, en: Office}, block: party, unit_kinds: [xa], cites: {document: law, status: text}}
"""

STANDARD = """\
standards:
  - id: head.degree
    title: {vi: Đại học, en: Degree}
    subject: degree
    basis: legal
    title_standard: true
    applies_to: {fact: title_group, is: head}
    requires:
      all:
        - {fact: degree, at_least: bachelor}
        - any:
            - not: {fact: sex, is: male}
            - {fact: party_member, is: true}
    cites: {document: law, status: text}
lists:
  - id: sexes
    title: {vi: Giới, en: Sex}
    items:
      - {code: male, vi: Nam, en: Male}
"""

TARGET = """\
targets:
  - id: "I.1a"
    code: "1a"
    title: {vi: a, en: a}
    label: {vi: a, en: a}
    clause: "I.1"
    grain: official
    measure: {fact: degree, at_least: master}
    goal: {at_least: 0.5, by: 2030-12-31}
"""

PARAMETER = """\
parameters:
  - id: limit
    title: {vi: a, en: a}
    unit: years
    values:
      - {value: 6, cites: {document: law, status: text}}
"""

POSITION = """\
positions:
  - code: clerk
    title: {vi: a, en: a}
    title_group: head
    body: office
    category: cadre
    posts: 1
    fields: ["748"]
    competencies: {ethics: 2}
    cites: {document: law, status: text}
"""

SYNONYMS = """\
synonyms:
  - of: degree
    words:
      master: [ThS]
      bachelor: [ĐH]
"""

SEAT = {
    "code": "03390", "name": "Bình Lư", "kind": "xa", "former_district": "Tam Đường", "merged_from": "Sơn Bình",
    "seat": "Bình Lư", "area_km2": "173.9", "population": "18606", "border": "false", "lat": "22.3", "lon": "103.6",
    "tile_row": "5", "tile_column": "7", "since": "2025-07-01", "source": "QĐ 19",
}  # fmt: skip
WIDTH = len(CommuneSeat.model_fields)
COMMUNES = "".join(
    f"{','.join(cells)}\n" for cells in (CommuneSeat.model_fields, map(SEAT.get, CommuneSeat.model_fields))
)


def write(folder: Path, **files: str | bytes) -> Path:
    """A pack; in the name of a file `__` stands for a folder, and it is YAML unless another ending follows `_dot_`."""
    for name, text in ({"pack": PACK} | files).items():
        stem, _, ending = name.partition("_dot_")
        path = folder / f"{stem.replace('__', '/')}.{ending or 'yaml'}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
    return folder


def faults(folder: Path) -> list[Problem]:
    found = read_pack(folder)
    assert isinstance(found, list), "a good pack"
    return found


def places(problems: list[Problem]) -> list[str]:
    return [f"{p.place.file}:{p.place.line} {p.found}" for p in problems]
