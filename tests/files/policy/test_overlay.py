"""Integration: what-ifs and worked cases read from disk, as strictly as a pack."""

from __future__ import annotations

from pathlib import Path

import pytest

from canbo.core.policy.model import Pack
from canbo.files.policy.aside import read_aside
from canbo.files.policy.overlay import read_overlay
from canbo.files.policy.reader import read_pack

PACK = """\
id: p
title: {vi: Gói, en: Pack}
documents:
  - {id: law, number: "1/2026", title: {vi: Luật, en: Law}}
clauses:
  - {id: "I.1", says: {vi: a, en: a}, asks: {vi: a, en: a}}
parameters:
  - id: oldest
    title: {vi: a, en: a}
    unit: years
    values: [{value: 45, cites: {document: law, status: text}}]
  - id: completeness.minimum
    title: {vi: a, en: a}
    unit: share
    values: [{value: 0.9, cites: {document: law, status: text}}]
standards:
  - id: head.age
    title: {vi: a, en: a}
    subject: degree
    basis: legal
    applies_to: {fact: is_main, is: true}
    requires: {fact: age, at_most: {parameter: oldest}}
    cites: {document: law, status: text}
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

TITLE = "title: {vi: thử, en: trial}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "p").mkdir()
    (tmp_path / "p/pack.yaml").write_text(PACK, encoding="utf-8")
    return tmp_path / "p"


@pytest.fixture
def small(folder: Path) -> Pack:
    found = read_pack(folder)
    assert isinstance(found, Pack), [str(problem) for problem in found]
    return found


def test_a_what_if_gives_the_changed_pack(folder: Path, small: Pack) -> None:
    file = folder / "trial.yaml"
    changes = 'parameters: {oldest: 50}\ngoals: {"I.1a": {more_than: 0.6, by: 2031-12-31}}\n'
    requires = "requires: {head.age: {fact: age, less_than: {parameter: oldest}}}\n"
    file.write_text(TITLE + changes + requires, encoding="utf-8")
    found = read_overlay(file, small)
    assert isinstance(found, Pack), [str(problem) for problem in found]
    assert found.parameters[0].values[0].value == 50
    assert found.targets[0].goal.more_than == 0.6
    assert found.standards[0].requires.less_than.parameter == "oldest"
    assert small.parameters[0].values[0].value == 45


@pytest.mark.parametrize(
    ("text", "line", "found", "vi"),
    [
        ("goals:\n  x: [\n", 3, "x: [", "thiếu giá trị"),
        ("parameters:\n  oldest: 1\n  oldest: 2\n", 4, "oldest", "khóa viết hai lần"),
        ("goal: {}\n", 2, "goal", "cần một trong: goals, parameters, requires, title"),
        ('goals:\n  "I.1b": {at_least: 0.5, by: 2030-12-31}\n', 3, "I.1b", "cần một trong: I.1a"),
        ('goals:\n  "I.1a": {at_least: 2, by: 2030-12-31}\n', 3, "2", "không quá 1"),
        ('goals:\n  "I.1a":\n    at_least: 0.5\n    by: 2030-13-01\n', 5, "2030-13-01", "lịch"),
        ('goals:\n  "I.1a": {at_least: 0.5}\n', 3, "by", "thiếu khóa"),
        ("parameters:\n  old: 1\n", 3, "old", "completeness.minimum, oldest"),
        ("parameters:\n  oldest: old\n", 3, "old", "giá trị của oldest: cần một số"),
        ("parameters:\n  completeness.minimum: 9\n", 3, "9", "từ 0 đến 1"),
        ("requires:\n  head.age:\n    any:\n      - {fact: sex, is: 1}\n", 5, "1", "chưa khai báo"),
        ("requires:\n  head.age: {fact: degree, at_least: masters}\n", 3, "masters", "master"),
        ("requires:\n  head.age: {fact: age, at_most: {parameter: old}}\n", 3, "old", "oldest"),
        ("requires: 5\n", 2, "5", "các khóa: giá trị"),
    ],
)  # fmt: skip
def test_a_bad_what_if_says_what_and_where(
    folder: Path, small: Pack, text: str, line: int, found: str, vi: str
) -> None:
    file = folder / "trial.yaml"
    file.write_text(TITLE + text, encoding="utf-8")
    problems = read_overlay(file, small)
    assert isinstance(problems, list)
    assert [(p.place.file, p.place.line, p.found) for p in problems] == [("trial.yaml", line, found)]
    assert vi in problems[0].vi


def test_all_faults_of_a_what_if_come_at_once(folder: Path, small: Pack) -> None:
    file = folder / "trial.yaml"
    file.write_text(
        'goals: {"I.1a": 5}\nparameters: {oldest: x, no: 1}\nrequires: {head.age: {fact: a}}\n', encoding="utf-8"
    )
    problems = read_overlay(file, small)
    assert isinstance(problems, list)
    assert [p.found for p in problems] == ["title", "5", "no", "x", "{fact: a}"]


CASE = """\
cases:
  - case: {vi: a, en: a}
    kind: at
    standard: head.age
    as_of: 2030-12-31
    officials:
      - {position: clerk, degree: master, sex: male, it_skills: null}
    expect: {met: 1}
"""


@pytest.mark.parametrize(
    ("file", "text", "line", "found"),
    [
        ("cases/a.yaml", CASE.replace("2030-12-31", "2030-02-30"), 5, "2030-02-30"),
        ("cases/a.yaml", CASE.replace("head.age", "head.ages"), 4, "head.ages"),
        ("cases/a.yaml", CASE.replace("degree: master", "degree: masters"), 7, "masters"),
        ("cases/a.yaml", CASE.replace("degree: master", "degre: master"), 7, "degre"),
        ("cases/a.yaml", CASE.replace("expect:", "expects:"), 8, "expects"),
        (
            "cases/a.yaml",
            CASE.replace("    standard: head.age\n", ""),
            2,
            "{case: {vi: a, en: a}, kind: at, as_of: 2030-12-31, officials: [{position: cler…",
        ),
        ("cases/a.yaml", CASE.replace("cases:", "case:"), 1, "case"),
        ("cases/a.yml", CASE, 1, "a.yml"),
        ("scenarios/a.yaml", TITLE + "parameters: {old: 1}\n", 2, "old"),
    ],
)
def test_a_broken_case_or_scenario_is_a_fault(
    folder: Path, small: Pack, file: str, text: str, line: int, found: str
) -> None:
    (folder / file).parent.mkdir()
    (folder / file).write_text(text, encoding="utf-8")
    problems = read_aside(folder, small)
    assert [(p.place.file, p.place.line, p.found) for p in problems] == [(f"p/{file}", line, found)]


def test_good_cases_and_scenarios_are_no_fault(folder: Path, small: Pack) -> None:
    for file, text in (("cases/a.yaml", CASE), ("scenarios/a.yaml", TITLE)):
        (folder / file).parent.mkdir()
        (folder / file).write_text(text, encoding="utf-8")
    assert read_aside(folder, small) == []
