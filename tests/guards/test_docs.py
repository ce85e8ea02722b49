"""Guard: what the documents say of the tree is so: links, files, names in code, measures, dependencies."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from canbo.core.policy.model import Pack, Target

ROOT = Path(__file__).resolve().parents[2]
DEVELOPER = ROOT / "docs/developer"
LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`\n]+)`")
FILE = re.compile(r"[\w.*-]+(?:/[\w.*-]+)+\.\w+")
FOLDER = re.compile(r"(?:src|tests|docs|policy|tools|benchmarks)(?:/[\w.*-]+)*/?")
BASES = (ROOT, ROOT / "src/canbo", ROOT / "src/canbo/web/shell")
"""Where a path in a document may begin: the tree, the package, and the shell whose parts components.md names."""

MADE = ("var/",)
"""What is made when the program runs."""


def documents() -> list[Path]:
    """The Markdown files of the tree, without what is installed or made at run time."""
    tops = [top for top in ROOT.iterdir() if not top.name.startswith(".") and top.name != "var"]
    return sorted(path for top in tops for path in ([top] if top.suffix == ".md" else top.rglob("*.md")))


def broken_links(path: Path, text: str) -> list[str]:
    """Relative links that lead to no file."""
    relative = [link.partition("#")[0] for link in LINK.findall(_without_code(text)) if not re.match(r"\w+:|#", link)]
    return [link for link in relative if not (path.parent / link).exists()]


def _without_code(text: str) -> str:
    return CODE.sub("", re.sub(r"```.*?```", "", text, flags=re.DOTALL))


def missing_files(text: str) -> list[str]:
    """Paths in `code` that look like a file or folder of the tree and are none."""
    named = [code for code in CODE.findall(text) if FILE.fullmatch(code) or FOLDER.fullmatch(code)]
    return [code for code in named if not code.startswith(MADE) and not any(list(base.glob(code)) for base in BASES)]


def rows(path: Path) -> Iterator[list[str]]:
    """The cells of the lines of tables, without their heads."""
    lines = path.read_text(encoding="utf-8").splitlines()
    for line, following in pairwise([*lines, ""]):
        if line.startswith("| ") and not following.startswith("|--"):
            yield [cell.strip() for cell in line.strip("|").split(" | ")]


def goal_in_words(target: Target) -> str:
    sign = "≥" if target.goal.more_than is None else ">"
    return f"{sign} {target.goal.share:.0%}"


def day_in_words(target: Target) -> str:
    return f"{target.goal.by}{', each year' if target.goal.yearly else ''}"


def dependencies() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    return {re.split(r"[\[<>=]", line)[0] for group in groups for line in group}


def test_the_guards_see_a_broken_link_and_a_missing_file() -> None:
    text = "[a](b.md) [c](../../README.md) [d](https://e.vn) `src/none.py` `pyproject.toml` `core/dates.py` `tests/no/`"
    assert broken_links(DEVELOPER / "x.md", text) == ["b.md"]
    assert missing_files(text) == ["src/none.py", "tests/no/"]


@pytest.mark.parametrize("path", documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_and_every_path_leads_somewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert broken_links(path, text) == []
    assert missing_files(text) == []


def test_the_code_names_of_the_glossary_exist() -> None:
    names = {name for row in rows(DEVELOPER / "glossary.md") for name in CODE.findall(row[-1])}
    sources = [*(ROOT / "src").rglob("*.py"), *(ROOT / "policy").rglob("*.yaml")]
    words = {word for path in sources for word in re.findall(r"\w+", path.read_text(encoding="utf-8"))}
    assert len(names) > 60
    assert names - words == set()


def test_the_measures_are_those_of_the_pack(pack: Pack) -> None:
    told = [
        (row[0], row[1].strip("`"), row[4], row[5])
        for row in rows(DEVELOPER / "algorithms/measures.md")
        if len(row) == 6
    ]
    assert told == [(t.code, t.id, goal_in_words(t), day_in_words(t)) for t in pack.targets]


def test_every_dependency_says_why_it_is_there() -> None:
    told = {row[0].strip("`") for row in rows(DEVELOPER / "dependencies.md")}
    assert told == dependencies()
