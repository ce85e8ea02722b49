"""Facts, and the frames that rules are read against, as folders of Parquet files: for archives and other engines."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from canbo.core.facts.bundle import Facts
from canbo.core.review.evaluate import Frames

_ABOUT = "about.json"
_FACTS = ("officials", "fields", "studies", "posts", "communes")
_FRAMES = ("officials", "seats", "communes")
_LATER = "later_{day}"


def write_facts(facts: Facts, folder: Path) -> None:
    """One file for each frame of the bundle, and what they are about: the day and the communes."""
    folder.mkdir(parents=True, exist_ok=True)
    units = None if facts.units is None else sorted(facts.units)
    about = {"as_of": facts.as_of.isoformat(), "units": units, "posts_year": facts.posts_year}
    (folder / _ABOUT).write_text(json.dumps(about), encoding="utf-8")
    for name in _FACTS:
        getattr(facts, name).write_parquet(frame_file(folder, name))


def read_facts(folder: Path) -> Facts:
    """The bundle that `write_facts` wrote. Raises `OSError` where a file is missing."""
    about = json.loads((folder / _ABOUT).read_text(encoding="utf-8"))
    frames: dict[str, Any] = {name: pl.read_parquet(frame_file(folder, name)) for name in _FACTS}
    units = None if about["units"] is None else frozenset(about["units"])
    day = date.fromisoformat(about["as_of"])
    return Facts(as_of=day, units=units, posts_year=about["posts_year"], **frames)


def write_frames(frames: Frames, folder: Path) -> None:
    """What `core.review.review.prepare` made, for an engine that evaluates the rules elsewhere."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in _FRAMES:
        getattr(frames, name).write_parquet(frame_file(folder, name))
    for day, frame in frames.later.items():
        frame.write_parquet(frame_file(folder, _LATER.format(day=day)))


def later_file(folder: Path, day: int) -> Path:
    """The officials who study, as they will be on a deadline `YYYYMMDD`."""
    return frame_file(folder, _LATER.format(day=day))


def frame_file(folder: Path, name: str) -> Path:
    return folder / f"{name}.parquet"
