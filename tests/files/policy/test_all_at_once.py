"""Integration: faults of a pack come all at once, none causes another, and what holds between parts is checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from canbo.core.policy.model import Pack
from canbo.core.policy.named import NAMED
from canbo.files.policy.reader import read_pack
from factories.pack_files import PACK, PARAMETER, POSITION, STANDARD, TARGET, faults, places, write

LIST = "lists:\n  - id: x\n    title: {vi: a, en: a}\n"


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


# --- values that a parameter gives ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("test", "values", "found", "vi"),
    [
        ("fact: degree, at_least: ", "{value: mastr, ", "mastr", "giá trị của limit: không có bậc này"),
        ("fact: degree, at_least: ", "{value: 5, ", "5", "giá trị của limit: không có bậc này"),
        ("fact: age, at_most: ", "{value: 2026-01-01, ", "2026-01-01", "giá trị của limit: cần một số"),
        ("fact: age, at_most: ", "{value: [45, 50], ", "[45, 50]", "không phải danh sách"),
        ("fact: degree, one_of: ", "{value: master, ", "master", "giá trị của limit: cần một danh sách"),
        ("fact: degree, one_of: ", "{value: [master, phd], ", "phd", "không có bậc này"),
        ("fact: born_on, before: ", "{value: 1990, ", "1990", "giá trị của limit: cần một ngày"),
        ("fact: born_on, within_years: ", "{value: 0, ", "0", "giá trị của limit: cần số năm trên 0"),
        ("fact: age, at_most: ", "{since: 2026-01-01, value: 45, ", "limit", "không có giá trị trước ngày 01/01/2026"),
        ("fact: age, at_most: ", "{until: 2026-01-31, value: 45, ", "limit", "không có giá trị từ ngày 01/02/2026"),
    ],
)
def test_what_a_parameter_gives_must_fit_as_long_as_the_rule_lives(
    tmp_path: Path, test: str, values: str, found: str, vi: str
) -> None:
    target = TARGET.replace("fact: degree, at_least: master", f"{test}{{parameter: limit}}")
    folder = write(tmp_path / "p", t=target, n=PARAMETER.replace("{value: 6, ", values))
    problems = faults(folder)
    assert [(p.place.file, p.place.line, p.found) for p in problems] == [("p/t.yaml", 8, found)]
    assert vi in problems[0].vi


def test_a_parameter_need_not_outlive_the_rule(tmp_path: Path) -> None:
    days = "since: 2026-01-01, until: 2026-12-31"
    standard = STANDARD.replace("fact: degree, at_least: bachelor", "fact: age, at_most: {parameter: limit}")
    standard = standard.replace("    basis:", "    since: 2026-01-01\n    until: 2026-12-31\n    basis:")
    folder = write(tmp_path / "p", s=standard, n=PARAMETER.replace("{value", f"{{{days}, value"))
    assert isinstance(read_pack(folder), Pack)


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
