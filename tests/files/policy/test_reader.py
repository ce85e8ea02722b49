"""Integration: packs read from disk: every fault at once, each with its file and line, and nothing half loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

from canbo.core.policy.cited import Status
from canbo.core.policy.model import Basis, Pack
from canbo.core.policy.problems import Problem
from canbo.files.policy.reader import read_pack

PACK = """\
id: test
title: {vi: Gói, en: Pack}
documents:
  - {id: law, number: "1/2026", title: {vi: Luật, en: Law}}
"""

STANDARD = """\
standards:
  - id: bachelor
    title: {vi: Đại học, en: Degree}
    subject: degree
    basis: legal
    applies_to: {fact: holds_leadership, is: true}
    requires: {fact: degree, at_least: bachelor}
    cites: {document: law, status: text}
"""


def write(folder: Path, **files: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in ({"pack": PACK.replace("test", folder.name)} | files).items():
        path = folder / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def faults(folder: Path) -> list[tuple[str, int, str]]:
    found = read_pack(folder)
    assert isinstance(found, list), found
    return [(problem.place.file, problem.place.line, problem.found) for problem in found]


def test_a_good_pack_is_read_from_all_its_files(tmp_path: Path) -> None:
    found = read_pack(write(tmp_path / "p", standards__heads=STANDARD, cases__heads="cases: []"))
    assert isinstance(found, Pack)
    assert [standard.id for standard in found.standards] == ["bachelor"]


def test_every_fault_comes_at_once_with_its_file_and_line(tmp_path: Path) -> None:
    bad = STANDARD.replace("subject: degree", "subject: diploma").replace("status: text", "status: text, page: 3")
    more = "parameters:\n  - id: age\n    title: {vi: Tuổi}\n    unit: years\n    values: []\n"
    assert faults(write(tmp_path / "p", heads=bad, more=more)) == [
        ("p/heads.yaml", 4, "diploma"),
        ("p/heads.yaml", 8, "page"),
        ("p/more.yaml", 3, "en"),
        ("p/more.yaml", 5, "[]"),
    ]


@pytest.mark.parametrize(
    ("change", "line", "found"),
    [
        (("fact: degree,", "fact: diploma,"), 7, "diploma"),
        (("at_least: bachelor", "at_least: bachelors"), 7, "bachelors"),
        (("at_least: bachelor", "within_years: 3"), 7, "within_years"),
        (("at_least: bachelor", "at_least: {parameter: no.such}"), 7, "no.such"),
        (("document: law", "document: decree"), 8, "decree"),
        (("is: true", "is: maybe"), 6, "maybe"),
    ],
)
def test_a_reference_that_leads_nowhere_is_found(
    tmp_path: Path, change: tuple[str, str], line: int, found: str
) -> None:
    assert faults(write(tmp_path / "p", heads=STANDARD.replace(*change))) == [("p/heads.yaml", line, found)]


def test_the_same_key_twice_is_a_fault(tmp_path: Path) -> None:
    twice = STANDARD + "    subject: field\n"
    assert faults(write(tmp_path / "p", heads=twice)) == [("p/heads.yaml", 9, "subject")]


def test_broken_yaml_is_a_fault_with_its_line(tmp_path: Path) -> None:
    assert faults(write(tmp_path / "p", heads="standards:\n  - id: [\n"))[0][:2] == ("p/heads.yaml", 2)


def test_two_values_in_force_on_one_day_are_a_fault(tmp_path: Path) -> None:
    text = """\
parameters:
  - id: age
    title: {vi: Tuổi, en: Age}
    unit: years
    values:
      - {since: 2026-01-01, until: 2026-12-31, value: 45, cites: {document: law, status: press}}
      - {since: 2026-12-31, value: 50, cites: {document: law, status: press}}
"""
    assert faults(write(tmp_path / "p", more=text)) == [("p/more.yaml", 7, "2026-12-31")]
    apart = text.replace("since: 2026-12-31", "since: 2027-01-01")
    assert isinstance(read_pack(write(tmp_path / "q", more=apart)), Pack)


def test_packs_stack_and_the_upper_one_sees_the_lower(tmp_path: Path) -> None:
    write(tmp_path / "vietnam")
    top = "id: top\ntitle: {vi: Trên, en: Top}\nextends: vietnam\n"
    found = read_pack(write(tmp_path / "top", pack=top, heads=STANDARD))
    assert isinstance(found, Pack)
    assert (found.id, found.documents[0].id, found.standards[0].id) == ("top", "law", "bachelor")


def test_an_id_of_the_lower_pack_cannot_be_taken_again(tmp_path: Path) -> None:
    write(tmp_path / "vietnam")
    top = PACK.replace("id: test", "id: top\nextends: vietnam")
    assert faults(write(tmp_path / "top", pack=top)) == [("top/pack.yaml", 5, "law")]


REPLACED = """\
parameters:
  - id: age
    title: {vi: Tuổi, en: Age}
    unit: years
    values: [{value: 45, cites: {document: law, status: text}}]
lists:
  - id: sexes
    title: {vi: Giới, en: Sex}
    items: [{code: male, vi: Nam, en: Male}]
"""


def test_a_pack_replaces_parts_of_the_one_below_by_id(tmp_path: Path) -> None:
    write(tmp_path / "vietnam", more=REPLACED, heads=STANDARD)
    top = "id: top\ntitle: {vi: Trên, en: Top}\nextends: vietnam\n"
    upper = REPLACED.replace("    title:", "    replaces: true\n    title:").replace("45", "50").replace("Nam", "nam")
    master = STANDARD.replace("bachelor}", "master}").replace("    title:", "    replaces: true\n    title:")
    found = read_pack(write(tmp_path / "top", pack=top, more=upper, heads=master))
    assert isinstance(found, Pack), [str(problem) for problem in found]
    assert [parameter.values[0].value for parameter in found.parameters] == [50]
    assert [item.items[0].vi for item in found.lists] == ["nam"]
    assert [standard.requires.at_least for standard in found.standards] == ["master"]


def test_what_replaces_must_fit_the_rules_below(tmp_path: Path) -> None:
    aged = STANDARD.replace("degree, at_least: bachelor", "age, at_most: {parameter: age}")
    write(tmp_path / "vietnam", more=REPLACED, heads=aged.replace("holds_leadership, is: true", "sex, is: male"))
    top = "id: top\ntitle: {vi: Trên, en: Top}\nextends: vietnam\n"
    upper = REPLACED.replace("    title:", "    replaces: true\n    title:").replace("45", "old").replace("male", "man")
    assert faults(write(tmp_path / "top", pack=top, more=upper)) == [
        ("top/more.yaml", 2, "old"),
        ("top/more.yaml", 8, "male"),
    ]


def test_what_is_not_said_to_replace_is_a_fault(tmp_path: Path) -> None:
    write(tmp_path / "vietnam", more=REPLACED, heads=STANDARD)
    top = "id: top\ntitle: {vi: Trên, en: Top}\nextends: vietnam\n"
    found = read_pack(write(tmp_path / "top", pack=top, more=REPLACED, heads=STANDARD))
    assert isinstance(found, list)
    assert [(p.place.file, p.found) for p in found] == [
        ("top/heads.yaml", "bachelor"),
        ("top/more.yaml", "age"),
        ("top/more.yaml", "sexes"),
    ]
    assert all("replaces: true" in p.vi and "replaces: true" in p.en for p in found)


def test_what_every_province_inherits_rests_on_no_text_of_another_province() -> None:
    national = read_pack(Path(__file__).resolve().parents[3] / "policy/vietnam")
    assert isinstance(national, Pack)
    assert {standard.cites.status for standard in national.standards} == {Status.PRESS, Status.UNCONFIRMED}
    assert {s.id for s in national.standards if s.basis is Basis.LEGAL} == {
        "section_leader.degree", "section_leader.field", "section_leader.political_theory",
    }  # fmt: skip


def test_a_table_of_the_pack_is_read_strictly(tmp_path: Path) -> None:
    lists = "lists:\n  - id: sexes\n    title: {vi: Giới, en: Sex}\n    items_from: sexes.csv\n"
    folder = write(tmp_path / "p", lists=lists)
    assert faults(folder) == [("p/lists.yaml", 4, "sexes.csv")]
    (folder / "sexes.csv").write_text("code,vi,en\nmale,Nam,Male\n", encoding="utf-8")
    assert faults(folder) == [("p/sexes.csv", 1, "code, vi, en")]
    (folder / "sexes.csv").write_text("code,vi,en,aliases\nmale,Nam,Male,nam;M\nfemale,Nữ,Female\n", encoding="utf-8")
    assert [(place, line) for place, line, _ in faults(folder)] == [("p/sexes.csv", 3)]
    (folder / "sexes.csv").write_text("code,vi,en,aliases\nmale,Nam,Male,nam;M\n", encoding="utf-8")
    found = read_pack(folder)
    assert isinstance(found, Pack)
    assert found.lists[0].items[0].aliases == ["nam", "M"]


def test_no_pack_where_one_is_expected(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    found = read_pack(tmp_path / "none")
    assert isinstance(found, list)
    assert isinstance(found[0], Problem)
    assert found[0].vi.startswith("không có gói quy định ở đây")
