"""The figures of the README: `make bench`. Of several runs the quickest and its parts; each case is its own process."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from typing import Any

from benchmarks.measure import machine
from tools.with_postgres import cluster

GOALS = {
    ("province", "sqlite"): {"whole": 0.1},
    ("province", "postgresql"): {"whole": 0.1},
    ("region", "postgresql"): {"whole": 2.0, "rules": 0.3},
}
"""Seconds, as the design asks."""

MEANING = """“Reading”: records into frames. “Rules”: derived facts, findings and the 18 measures. “To results”: both,
and the staffing balance. On Spark run the conditions, the merging of posts and the counting; derived facts come from
Polars."""
SETTINGS = "-c shared_buffers=1GB -c work_mem=128MB -c maintenance_work_mem=512MB -c random_page_cost=1.1 -c jit=off"
"""Those that docs/admin/index.md recommends."""


def run(case: str, **environment: str) -> dict[str, Any]:
    """One case in a fresh process, with its own folder for the database and keys."""
    var = tempfile.mkdtemp(prefix="canbo-bench-")
    inherited = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    try:
        found = subprocess.run(
            [sys.executable, "-m", "benchmarks.cases", case],
            env=inherited | environment | {"CANBO_VAR": var},
            check=True, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
    finally:
        shutil.rmtree(var)
    result: dict[str, Any] = json.loads(found.stdout.splitlines()[-1])
    return result


def seconds(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value * 1000:.0f} ms" if value < 1 else f"{value:.2f} s"


def said(case: str, found: dict[str, Any]) -> str:
    """A row of the table."""
    parts = [found.get(name) or {"wall": None, "cpu": None} for name in ("whole", "read", "rules", "balance")]
    verdicts = [
        f"{'met' if found[name]['wall'] <= goal else 'MISSED'}: {name} ≤ {seconds(goal)}"
        for name, goal in GOALS.get((case, found["source"]), {}).items()
    ]
    if "identical" in found:
        verdicts.append("identical to Polars" if found["identical"] else "NOT IDENTICAL to Polars")
    cells = [
        f"{found['officials']:,}",
        str(found["requirements"]),
        found["source"],
        *(seconds(part["wall"]) for part in parts),
        seconds(parts[0]["cpu"]),
        f"{found['memory']:,} MB",
        "; ".join(verdicts),
    ]
    return "| " + " | ".join(cells) + " |"


HEAD = """
| officials | requirements | from | to results | reading | rules | balance | CPU | memory | goal |
|---|---|---|---|---|---|---|---|---|---|"""


def main() -> int:
    print(machine())
    print(HEAD, flush=True)
    rows = []

    def measure(case: str, **environment: str) -> None:
        rows.append(said(case, run(case, **environment)))
        print(rows[-1], flush=True)

    measure("province")
    with tempfile.TemporaryDirectory(prefix="canbo-bench-") as folder:
        with cluster(SETTINGS) as address:
            measure("province", DATABASE_URL=address)
        with cluster(SETTINGS) as address:
            measure("region", DATABASE_URL=address)
        with cluster(SETTINGS) as address:
            run("make-parquet", DATABASE_URL=address, BENCH_FOLDER=folder)
        measure("nation", BENCH_FOLDER=folder)
        measure("nation-spark", BENCH_FOLDER=folder)
    print(f"\n{__doc__}\n{MEANING}")
    return 1 if any("MISSED" in row or "NOT IDENTICAL" in row for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
