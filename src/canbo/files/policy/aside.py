"""What lies beside the rules of a pack: worked cases and what-ifs. Both are read as strictly as the rules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from canbo.core.policy.model import Pack
from canbo.core.policy.problems import Place, Problem, Source
from canbo.core.review.case_check import check_cases
from canbo.files.policy.overlay import read_overlay
from canbo.files.policy.reader import folders_of, tree_of, yaml_files
from canbo.files.policy.scalars import NoValue, plain


def read_aside(folder: Path, pack: Pack) -> list[Problem]:
    """Every fault of the cases and what-ifs of a pack and of those below it, which hold for the whole `pack`."""
    problems: list[Problem] = []
    for one in folders_of(folder):
        for file in yaml_files(one / "cases"):
            problems += _cases(file, _name(one, file), pack)
        for file in yaml_files(one / "scenarios"):
            found = read_overlay(file, pack, _name(one, file))
            problems += found if isinstance(found, list) else []
    return sorted(problems, key=lambda problem: problem.place)


def _name(folder: Path, file: Path) -> str:
    return f"{folder.name}/{file.relative_to(folder).as_posix()}"


def _cases(file: Path, name: str, pack: Pack) -> list[Problem]:
    tree = tree_of(file, name)
    if tree.unread or tree.value is None:
        return tree.problems
    for case in tree.value.get("cases") or ():
        if isinstance(case, dict) and isinstance(case.get("values"), dict):
            case["values"] = {_day(key): value for key, value in case["values"].items()}
    source = Source(name, tree.value, {(): Place(name, 1), **tree.places})
    return [*tree.problems, *check_cases(source, pack)]


def _day(key: str) -> Any:
    """The values of a parameter are written by day; any other key stays as it is and is told as a fault."""
    try:
        return plain(key)
    except NoValue:
        return key
