"""Integration: bad packs, one fault each: where it is told and in which words, and that nothing is a traceback."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from canbo.core.policy.model import CommuneSeat, Pack
from canbo.core.policy.named import NAMED
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


def check(problems: list[Problem], place: str, found: str, vi: str, en: str) -> None:
    """Exactly one problem, there, and with these words in it."""
    assert [f"{p.place.file}:{p.place.line}" for p in problems] == [place], [str(p) for p in problems]
    (problem,) = problems
    assert problem.found == found
    assert vi in problem.vi
    assert en in problem.en
    for told in (problem.found, problem.vi, problem.en):
        assert "\n" not in told
        assert not any(word in told for word in ("datetime", "None", "True", "{'", "Input should", "<class"))
    assert not any(word in problem.vi for word in (" expected", "should", " the ", "must"))


def test_the_pack_on_which_the_bad_ones_are_built_is_good(tmp_path: Path) -> None:
    parts = {"s": STANDARD, "t": TARGET, "n": PARAMETER, "o": POSITION, "y": SYNONYMS}
    folder = write(tmp_path / "p", **parts, c="communes_from: c.csv\n", c_dot_csv=COMMUNES)
    found = read_pack(folder)
    assert isinstance(found, Pack), [str(problem) for problem in found]


BAD = yaml.safe_load((Path(__file__).parent / "bad_packs.yaml").read_text(encoding="utf-8"))
PARTS = {"pack": PACK, "s": STANDARD, "t": TARGET, "n": PARAMETER, "o": POSITION, "y": SYNONYMS}


@pytest.mark.parametrize("bad", BAD, ids=[bad["name"] for bad in BAD])
def test_a_bad_pack_says_what_and_where(tmp_path: Path, bad: dict[str, Any]) -> None:
    text, (old, new) = PARTS[bad["file"]], bad["change"]
    assert old in text
    folder = write(tmp_path / "p", **{bad["file"]: text.replace(old, new, 1)})
    check(faults(folder), f"p/{bad['file']}.yaml:{bad['line']}", *bad["told"])


# --- files and folders -----------------------------------------------------------------------------------------------


def csv(table: str | bytes) -> dict[str, str | bytes]:
    return {"s": STANDARD, "c": "communes_from: c.csv\n", "c_dot_csv": table}


GOOD = csv(COMMUNES)
LIST = "lists:\n  - id: x\n    title: {vi: a, en: a}\n"


@pytest.mark.parametrize(
    ("files", "place", "found", "vi", "en"),
    [
        ({"x": b"title: \xff\xfe"}, "x.yaml:1", "byte FF", "UTF-8", "UTF-8"),
        ({"x": b"a: 1\nb: 2\nc: \xe1\xbb"}, "x.yaml:3", "byte E1", "UTF-8", "UTF-8"),
        ({"x": "tasks:\n\n\x01"}, "x.yaml:3", "U+0001", "ký tự điều khiển", "control character"),
        ({"x": "tasks:\n  - \u200bid: 1"}, "x.yaml:2", "U+200B", "ký tự điều khiển", "control character"),
        ({"x_dot_yml": "tasks: []"}, "x.yml:1", "x.yml", "đổi đuôi thành .yaml", "rename it to .yaml"),
        ({"x": "[" * 5000}, "x.yaml:1", "…", "quá 40 lớp", "more than 40"),
        ({"x": "- a"}, "x.yaml:1", "[a]", "khóa: giá trị", "mapping"),
        ({"x": "id: p"}, "x.yaml:1", "id", "đã có ở p/pack.yaml:1", "stands at p/pack.yaml:1"),
        ({"x": "extends: p"}, "x.yaml:1", "p", "dựa vào chính nó", "extends itself"),
        ({"x": "extends: ../q"}, "x.yaml:1", "../q", "không có gói này", "no such pack"),
        ({"x": "communes_from: ../../../etc/passwd"}, "x.yaml:1", "../../../etc/passwd", ".csv", ".csv"),
        ({"x": "communes_from: ../c.csv", "x/../../c_dot_csv": COMMUNES}, "x.yaml:1", "../c.csv", ".csv", "folder"),
        ({**GOOD, "d": "communes_from: c.csv"}, "d.yaml:1", "communes_from", "đã có", "listed already"),
        ({**GOOD, "d": "communes: []"}, "d.yaml:1", "communes", "đã có", "listed already"),
        (csv(COMMUNES.encode("utf-16")), "c.csv:1", "byte FF", "UTF-8", "UTF-8"),
        (csv(COMMUNES + "03394,x,xa\n"), "c.csv:3", "03394 …", "có 3 ô; cần 15 ô", "3 cells; 15 expected"),
        (csv(COMMUNES.replace(",22.3,", ",north,")), "c.csv:2", "north", "cần số", "number expected"),
        (csv(COMMUNES.replace(",22.3,", ",nan,")), "c.csv:2", "nan", "cần số", "number expected"),
        (csv(COMMUNES.replace(",xa,", ",huyen,")), "c.csv:2", "huyen", "xa, phuong", "xa, phuong"),
        (csv(COMMUNES.replace("03390", "")), "c.csv:2", "", "không để trống", "not empty"),
        (csv(COMMUNES.replace("03390", '"03390')), "c.csv:1", "c.csv", "ngoặc kép", "quotation marks"),
        ({"x": f"{LIST}    items: []\n    items_from: c.csv"}, "x.yaml:5", "items_from", "hai", "one of"),
        ({"x": f"{LIST}    items_from: [a]"}, "x.yaml:4", "[a]", ".csv", ".csv"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_says_so(
    tmp_path: Path, files: dict[str, str | bytes], place: str, found: str, vi: str, en: str
) -> None:
    check(faults(write(tmp_path / "p", **files)), f"p/{place}", found, vi, en)


def test_a_folder_and_a_dead_link_are_no_files(tmp_path: Path) -> None:
    folder = write(tmp_path / "p")
    (folder / "x.yaml").mkdir()
    (folder / "y.yaml").symlink_to("nowhere")
    assert [(p.place.file, p.found) for p in faults(folder)] == [("p/x.yaml", "x.yaml"), ("p/y.yaml", "y.yaml")]


def test_packs_that_extend_each_other_are_told(tmp_path: Path) -> None:
    write(tmp_path / "q", pack="id: q\ntitle: {vi: a, en: a}\nextends: p\n")
    check(faults(write(tmp_path / "p", x="extends: q")), "q/pack.yaml:3", "p", "dựa vào chính nó", "extends itself")


# --- all at once, and nothing twice ----------------------------------------------------------------------------------


def places(problems: list[Problem]) -> list[str]:
    return [f"{p.place.file}:{p.place.line} {p.found}" for p in problems]


def test_no_stage_hides_the_next(tmp_path: Path) -> None:
    write(tmp_path / "q", pack=PACK.replace("id: p", "id: q").replace("leadership: true", "leadership: maybe"))
    top = "id: p\ntitle: {vi: a, en: a}\nextends: q\n"
    bad = PARAMETER.replace("unit: years", "units: years")
    folder = write(tmp_path / "p", pack=top, a="x: [", n=bad, t=TARGET.replace('clause: "I.1"', 'clause: "I.2"'))
    assert places(faults(folder)) == [
        "p/a.yaml:1 x: [",
        "p/n.yaml:4 units",
        "p/t.yaml:6 I.2",
        "q/pack.yaml:9 maybe",
    ]


def test_a_reference_to_something_faulty_is_no_fault(tmp_path: Path) -> None:
    parameter = PARAMETER.replace("unit: years", "units: years")
    target = TARGET.replace("fact: degree, at_least: master", "fact: age, at_most: {parameter: limit}")
    pack = PACK.replace('number: "1/2026", ', "").replace("leadership: true", "leadership: 1")
    folder = write(tmp_path / "p", pack=pack, n=parameter, t=target, o=POSITION)
    assert places(faults(folder)) == ["p/n.yaml:4 units", "p/pack.yaml:4 number", "p/pack.yaml:9 1"]


def test_what_may_stand_in_a_broken_file_is_not_missed(tmp_path: Path) -> None:
    target = TARGET.replace("fact: degree, at_least: master", "fact: age, at_most: {parameter: limit}")
    folder = write(tmp_path / "p", n=PARAMETER + "x: [", t=target)
    assert places(faults(folder)) == ["p/n.yaml:7 x: ["]
    (folder / "t.yaml").write_text(target.replace("limit", "other"), encoding="utf-8")
    assert places(faults(folder)) == ["p/n.yaml:7 x: [", "p/t.yaml:8 other"]


def test_what_a_misspelt_key_holds_is_not_missed(tmp_path: Path) -> None:
    pack = PACK.replace("documents:", "document:").replace("bodies:", "bodys:")
    assert places(faults(write(tmp_path / "p", pack=pack, o=POSITION))) == [
        "p/pack.yaml:3 document",
        "p/pack.yaml:25 bodys",
    ]


def test_what_lies_below_is_not_missed_while_it_is_not_known(tmp_path: Path) -> None:
    write(tmp_path / "q", pack=PACK.replace("id: p", "id: q"))
    folder = write(tmp_path / "p", pack="id: p\ntitle: {vi: a, en: a}\nextend: q\n", o=POSITION)
    assert places(faults(folder)) == ["p/pack.yaml:3 extend"]
    write(folder, pack="id: p\ntitle: {vi: a, en: a}\nextends: q\ntasks: [\n")
    assert places(faults(folder)) == ["p/pack.yaml:4 tasks: ["]


def test_a_table_named_in_a_broken_file_is_not_missed(tmp_path: Path) -> None:
    lists = LIST.replace("id: x", "id: sexes") + "    items_from: sexes.csv\n"
    target = TARGET.replace("fact: degree, at_least: master", "fact: sex, is: male")
    folder = write(
        tmp_path / "p", x=lists, x_dot_csv="", sexes_dot_csv="code,vi,en,aliases\nmale,Nam,Male,\n", t=target
    )
    assert isinstance(read_pack(folder), Pack)
    write(folder, x=lists + "x: [")
    assert places(faults(folder)) == ["p/x.yaml:5 x: ["]


def test_a_missing_table_is_told_once(tmp_path: Path) -> None:
    lists = STANDARD.partition("    items:")[0] + "    items_from: none.csv\n"
    assert places(faults(write(tmp_path / "p", s=lists))) == ["p/s.yaml:18 none.csv"]


# --- a province ------------------------------------------------------------------------------------------------------


def test_a_province_needs_every_parameter_that_code_looks_up(tmp_path: Path) -> None:
    found = faults(write(tmp_path / "p", x="province: {vi: Tỉnh, en: Province}\n"))
    assert {p.found for p in found} == set(NAMED)
    assert all("thiếu tham số" in p.vi and "expected" in p.en for p in found)


def test_every_parameter_that_code_names_is_declared(pack: Pack) -> None:
    source = Path(__file__).resolve().parents[3] / "src"
    texts = [file.read_text(encoding="utf-8") for file in source.rglob("*.py")]
    named = {item.id for item in pack.parameters if any(f'"{item.id}"' in text for text in texts)}
    assert named - NAMED.keys() == set()
