"""Read a what-if from disk, as strictly as a pack."""

from __future__ import annotations

from pathlib import Path

from canbo.core.policy.model import Pack
from canbo.core.policy.problems import Place, Problem, Source
from canbo.core.policy.trial import trial
from canbo.files.policy.reader import tree_of


def read_overlay(file: Path, pack: Pack, name: str | None = None) -> Pack | list[Problem]:
    """The pack under the what-if in a YAML file, called `name` in messages; or every fault of the file."""
    tree = tree_of(file, name or file.name)
    source = Source(tree.name, tree.value or {}, {(): Place(tree.name, 1), **tree.places})
    found = [] if tree.unread else trial(source, pack)
    if isinstance(found, list):
        return sorted([*tree.problems, *found], key=lambda problem: problem.place)
    return tree.problems or found
