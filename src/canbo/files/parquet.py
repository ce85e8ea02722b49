"""Facts, and the frames that rules are read against, as folders of Parquet files: for archives and other engines."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date
from pathlib import Path

import polars as pl

from canbo.core.facts.bundle import Facts
from canbo.core.review.evaluate import Frames

_DAY = "as_of.json"
_FACTS = [field.name for field in fields(Facts) if field.name != "as_of"]
_FRAMES = ("officials", "seats", "communes")
_LATER = "later_{day}"


def write_facts(facts: Facts, folder: Path) -> None:
    """One file for each frame of the bundle, and the day."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _DAY).write_text(json.dumps({"as_of": facts.as_of.isoformat()}), encoding="utf-8")
    for name in _FACTS:
        getattr(facts, name).write_parquet(frame_file(folder, name))


def read_facts(folder: Path) -> Facts:
    """The bundle that `write_facts` wrote. Raises `OSError` where a file is missing."""
    day = date.fromisoformat(json.loads((folder / _DAY).read_text(encoding="utf-8"))["as_of"])
    return Facts(day, *(pl.read_parquet(frame_file(folder, name)) for name in _FACTS))


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
