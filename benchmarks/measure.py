"""Time, CPU time and memory of a piece of work, and the machine they were measured on."""

from __future__ import annotations

import os
import platform
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl


@dataclass(frozen=True)
class Timed:
    """The quickest of several runs, in seconds: other work on the machine only ever adds."""

    wall: float
    cpu: float

    @staticmethod
    def of(work: Callable[[], Any], runs: int) -> Timed:
        walls, cpus = [], []
        for _ in range(runs):
            wall, cpu = time.perf_counter(), time.process_time()
            work()
            walls.append(time.perf_counter() - wall)
            cpus.append(time.process_time() - cpu)
        return Timed(min(walls), min(cpus))


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
