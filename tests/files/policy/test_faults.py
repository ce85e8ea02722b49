"""Integration: bad packs, one fault each: where it is told and in which words, and that nothing is a traceback."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from canbo.core.policy.model import Pack
from canbo.core.policy.problems import Problem
from canbo.files.policy.reader import read_pack
from factories.pack_files import (
    COMMUNES,
    PACK,
    PARAMETER,
    POSITION,
    STANDARD,
    SYNONYMS,
    TARGET,
    faults,
    write,
)


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
