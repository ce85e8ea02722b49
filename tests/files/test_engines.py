"""Integration: facts and frames survive Parquet, and Spark finds by the same pack what Polars finds."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from canbo.apps.audit.journal import Author
from canbo.apps.audit.models import Source
from canbo.apps.organisation.services import load_catalogue
from canbo.apps.people.services import register
from canbo.apps.review.queries import facts
from canbo.core.access import Scope
from canbo.core.demo.province import invent_province
from canbo.core.facts.bundle import Facts
from canbo.core.policy.model import Pack
from canbo.core.policy.resolve import PackAt
from canbo.core.review.review import prepare, review
from canbo.core.review.tally import tally_of
from canbo.files.parquet import read_facts, write_facts, write_frames

AS_OF = date(2026, 11, 23)
SPARK = importlib.util.find_spec("pyspark") is not None
needs_spark = pytest.mark.skipif(
    not SPARK and not os.environ.get("CANBO_REQUIRE_SPARK"), reason="the extra canbo[spark] is not installed"
)


@pytest.fixture
def found(db: None, pack: Pack) -> Facts:
    """The records of four communes of the demonstration, with what is missing, concurrent and under way there."""
    few = pack.model_copy(update={"communes": pack.communes[:4]})
    author = Author(None, Source.DEMO, reason="kiểm thử")
    load_catalogue(few, author=author, year=AS_OF.year)
    register(invent_province(few, 1, AS_OF).records, author=author)
    return facts(AS_OF, Scope.province())


def test_facts_survive_parquet(found: Facts, tmp_path: Path) -> None:
    some = replace(found, units=frozenset({"03388"}))
    write_facts(some, tmp_path / "facts")
    again = read_facts(tmp_path / "facts")

    assert (again.as_of, again.units) == (some.as_of, some.units)
    for field in fields(Facts):
        if isinstance(frame := getattr(some, field.name), pl.DataFrame):
            assert_frame_equal(getattr(again, field.name), frame)


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false")
    started = builder.config("spark.sql.shuffle.partitions", "2").getOrCreate()
    started.sparkContext.setLogLevel("ERROR")
    yield started
    started.stop()


@needs_spark
@pytest.mark.filterwarnings("default")
def test_spark_finds_what_polars_finds(found: Facts, pack: Pack, tmp_path: Path, session: Any) -> None:
    from canbo.files import spark

    at = PackAt(pack, AS_OF)
    write_frames(prepare(found, at), tmp_path)
    wanted = review(found, at)
    assert any(result.studying for result in wanted.targets)
    assert any(result.counts.unknown for result in wanted.targets)
    assert wanted.findings.height > wanted.people.height  # somebody holds two posts

    rows = [row.asDict() for row in spark.findings(session, tmp_path, at).collect()]
    assert_frame_equal(
        pl.DataFrame(rows, schema=wanted.findings.schema).sort("assignment_id"), wanted.findings.sort("assignment_id")
    )
    assert spark.tally(session, tmp_path, at) == tally_of(wanted)
