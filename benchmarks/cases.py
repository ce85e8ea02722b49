"""The measured cases, each in a process of its own: `python -m benchmarks.cases NAME` prints a line of JSON."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import redirect_stdout
from dataclasses import replace
from datetime import date
from itertools import cycle, islice
from pathlib import Path
from typing import Any

WORK = Path(os.environ.setdefault("CANBO_VAR", tempfile.mkdtemp(prefix="canbo-bench-")))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "canbo.config.settings")

import django

django.setup()

import polars as pl
from django.core.management import call_command
from django.db import connection

from benchmarks.database import fill
from benchmarks.measure import Watch, peak_memory
from benchmarks.people import invent
from canbo.apps.review.queries import facts
from canbo.core.access import Scope
from canbo.core.facts.bundle import Facts
from canbo.core.facts.columns import CODE
from canbo.core.policy.model import Pack
from canbo.core.policy.resolve import PackAt
from canbo.core.review.review import prepare, review
from canbo.core.review.tally import tally_of
from canbo.files.parquet import read_facts, write_facts, write_frames
from canbo.files.policy.current import current_pack

AS_OF = date(2026, 11, 23)
REQUIREMENTS = 60
PARQUET, COPIES = "facts", 10


def pack_of_sixty() -> PackAt:
    """The pack in use with some of its standards asked of whom another is asked, too, so that there are sixty."""
    pack: Pack = current_pack()
    asked = PackAt(pack, AS_OF).standards
    more = zip(asked, islice(cycle(asked), 7, None), range(REQUIREMENTS - len(asked)), strict=False)
    again = [
        standard.model_copy(update={"id": f"{standard.id}.of_others_{n}", "applies_to": other.applies_to})
        for standard, other, n in more
    ]
    return PackAt(pack.model_copy(update={"standards": [*asked, *again]}), AS_OF)


def loaded(size: int) -> None:
    call_command("migrate", verbosity=0)
    fill(invent(current_pack(), size), current_pack())


def from_database(size: int, runs: int) -> dict[str, Any]:
    loaded(size)
    return measured(lambda: facts(AS_OF, Scope.province()), connection.vendor, runs)


def measured(read: Callable[[], Facts], source: str, runs: int) -> dict[str, Any]:
    """Everything a review gives, records to findings, targets and balance: the quickest run, and its parts."""
    pack = pack_of_sixty()
    read()
    best = min((run(read, pack) for _ in range(runs)), key=lambda found: found["whole"]["wall"])
    return {"requirements": len(pack.standards), "source": source, **best}


def run(read: Callable[[], Facts], pack: PackAt) -> dict[str, Any]:
    watch = Watch()
    found = read()
    watch.lap("read")
    made = review(found, pack)
    watch.lap("rules")
    assert len(made.balance.positions)
    watch.lap("balance")
    return {"officials": found.officials["official_id"].n_unique(), **watch.laps}


def parquet_of_ten(size: int = 250_000) -> dict[str, Any]:
    """Ten times the people of a database, each copy with ids and communes of its own, as a folder of Parquet."""
    loaded(size)
    one = facts(AS_OF, Scope.province())
    many = replace(
        one,
        **{
            name: pl.concat(_moved(getattr(one, name), copy) for copy in range(COPIES))
            for name in ("officials", "fields", "studies", "posts", "communes")
        },
    )
    write_facts(many, _folder(PARQUET))
    return {"megabytes": sum(file.stat().st_size for file in _folder(PARQUET).iterdir()) // 2**20}


def _moved(frame: pl.DataFrame, copy: int) -> pl.DataFrame:
    ids = [pl.col(name) + copy * 10_000_000 for name in ("official_id", "assignment_id") if name in frame.columns]
    units = [pl.format("{}-{}", "unit", pl.lit(copy)).cast(CODE).alias("unit")] if "unit" in frame.columns else []
    return frame.with_columns(*ids, *units)


def _folder(name: str) -> Path:
    return Path(os.environ["BENCH_FOLDER"]) / name


def from_parquet(runs: int = 3) -> dict[str, Any]:
    return measured(lambda: read_facts(_folder(PARQUET)), "parquet", runs)


def on_spark() -> dict[str, Any]:
    """The rules on Spark local mode, and whether every count is that of Polars."""
    from pyspark.sql import SparkSession

    from canbo.files import spark

    pack = pack_of_sixty()
    found = read_facts(_folder(PARQUET))
    write_frames(prepare(found, pack), _folder("frames"))
    wanted = tally_of(review(found, pack))
    session = (
        SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").config("spark.driver.memory", "6g")
    ).getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    given, walls = [], []
    for _ in range(2):
        watch = Watch()
        given.append(spark.tally(session, _folder("frames"), pack))
        watch.lap("rules")
        walls.append(watch.laps["rules"]["wall"])
    session.stop()
    return {
        "officials": found.officials["official_id"].n_unique(),
        "requirements": len(pack.standards),
        "source": "parquet, Spark",
        "rules": {"wall": min(walls), "cpu": None},
        "identical": all(tally == wanted for tally in given),
    }


CASES: Mapping[str, Callable[[], dict[str, Any]]] = {
    "province": lambda: from_database(2_500, runs=25),
    "region": lambda: from_database(250_000, runs=5),
    "make-parquet": parquet_of_ten,
    "nation": from_parquet,
    "nation-spark": on_spark,
}


if __name__ == "__main__":
    with redirect_stdout(sys.stderr):
        result = CASES[sys.argv[1]]()
    print(json.dumps(result | {"memory": peak_memory()}))
