"""Time, CPU time and memory of a piece of work, and the machine they were measured on."""

from __future__ import annotations

import os
import platform
import resource
import time
from pathlib import Path

import polars as pl


class Watch:
    """Takes the time of one piece of work after another, `laps`: seconds on the wall and of the processor.

    `whole` is all of them together.
    """

    def __init__(self) -> None:
        self.laps: dict[str, dict[str, float]] = {"whole": {"wall": 0.0, "cpu": 0.0}}
        self._last = time.perf_counter(), time.process_time()

    def lap(self, name: str) -> None:
        now = time.perf_counter(), time.process_time()
        spent = {unit: end - start for unit, start, end in zip(("wall", "cpu"), self._last, now, strict=True)}
        self.laps[name] = spent
        self.laps["whole"] = {unit: self.laps["whole"][unit] + spent[unit] for unit in spent}
        self._last = now


def peak_memory() -> int:
    """The most memory this process or a child it waited for has held, in MB."""
    held = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(held) // 1024


def machine() -> str:
    cpu = next(
        (line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line),
        platform.processor() or platform.machine(),
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**30
    return (
        f"{cpu}, {os.cpu_count()} cores, {memory} GiB; {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, Polars {pl.__version__}"
    )
