"""Unit: conditions become predicates with three values, the same in every engine, and explain themselves."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from canbo.core.facts.columns import FACTS, Grain, Kind, schema
from canbo.core.policy.conditions import OPERATORS, Condition, Context, sql, years_before

AS_OF = date(2026, 11, 23)
OFFICIAL = FACTS[Grain.OFFICIAL]
DERIVED = {"fields": pl.String(), "fields_complete": pl.Boolean(), "years_left": pl.Float64()}
read = TypeAdapter(Condition).validate_python


def answers(condition: Any, rows: list[dict[str, Any]], **parameters: Any) -> list[bool | None]:
    context = Context(OFFICIAL, AS_OF, parameters)
    frame = pl.DataFrame(rows, schema={**schema(Grain.OFFICIAL), **DERIVED})
    return frame.select(pl.sql_expr(sql(read(condition), context)).alias("x"))["x"].to_list()


@pytest.mark.parametrize(
    ("operator", "expected"),
    [
        ("at_least", [False, True, True, None]),
        ("more_than", [False, False, True, None]),
        ("at_most", [True, True, False, None]),
        ("less_than", [True, False, False, None]),
        ("is", [False, True, False, None]),
    ],
)
def test_scale_below_at_above_and_unknown(operator: str, expected: list[bool | None]) -> None:
    rows = [{"degree": 3}, {"degree": 4}, {"degree": 5}, {"degree": None}]
    assert answers({"fact": "degree", operator: "bachelor"}, rows) == expected


def test_one_of_a_code_list() -> None:
    rows = [{"position": "a"}, {"position": "b"}, {"position": "c"}, {"position": None}]
    assert answers({"fact": "position", "one_of": ["a", "b"]}, rows) == [True, True, False, None]


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(45, 45, True), (44, 45, True), (45, 46, None), (46, 46, False), (None, None, None)],
)
def test_span_is_unknown_only_when_the_limit_lies_inside_it(low: int, high: int, expected: bool | None) -> None:
    assert answers({"fact": "age", "at_most": 45}, [{"age_min": low, "age_max": high}]) == [expected]


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (20231123, 20231123, True),
        (20231122, 20231122, False),
        (20230101, 20231231, None),
        (20240101, 20241231, True),
        (20261123, 20261123, True),
        (20261124, 20261124, False),
        (20260101, 20261231, None),
    ],
)
def test_within_years_counts_back_from_the_date_of_review(first: int, last: int, expected: bool | None) -> None:
    row = {"knowledge_update_on_min": first, "knowledge_update_on_max": last}
    assert answers({"fact": "knowledge_update_on", "within_years": 3}, [row]) == [expected]


def test_before_is_strict() -> None:
    rows = [{"assigned_on_min": day, "assigned_on_max": day} for day in (20260630, 20260701)]
    assert answers({"fact": "assigned_on", "before": date(2026, 7, 1)}, rows) == [True, False]


def test_lists_are_searched_by_whole_codes() -> None:
    rows = [
        {"fields": ";7480201;7380101;", "fields_complete": True},
        {"fields": ";7480201;", "fields_complete": False},
        {"fields": ";7480202;", "fields_complete": True},
        {"fields": ";7480202;", "fields_complete": False},
        {"fields": None, "fields_complete": True},
        {"fields": None, "fields_complete": None},
    ]
    expected = [True, True, False, None, False, None]
    assert answers({"fact": "fields", "includes": "7480201"}, rows) == expected
    assert answers({"fact": "fields", "any_of": ["748020", "7480201"]}, rows) == expected


def test_logic_has_three_values() -> None:
    rows = [{"degree": 4, "sex": None}, {"degree": 3, "sex": None}]
    degree, sex = {"fact": "degree", "at_least": "bachelor"}, {"fact": "sex", "is": "female"}
    assert answers({"all": [degree, sex]}, rows) == [None, False]
    assert answers({"any": [degree, sex]}, rows) == [True, None]
    assert answers({"not": sex}, rows) == [None, None]


def test_a_value_may_come_from_a_parameter() -> None:
    rows = [{"years_left": 6.0}, {"years_left": 6.0833}]
    condition = {"fact": "years_left", "more_than": {"parameter": "limit"}}
    assert answers(condition, rows, limit=6) == [False, True]


@pytest.mark.parametrize(
    "bad",
    [
        {"fact": "degree"},
        {"fact": "degree", "at_least": "master", "at_most": "doctor"},
        {"fact": "degree", "atleast": "master"},
        {"all": []},
        {"fact": 3, "is": "x"},
    ],
)
def test_a_malformed_condition_is_refused(bad: Any) -> None:
    with pytest.raises(ValidationError):
        read(bad)


@pytest.mark.parametrize(
    ("day", "years", "expected"),
    [
        (date(2024, 2, 29), 1, date(2023, 2, 28)),
        (date(2024, 2, 29), 4, date(2020, 2, 29)),
        (date(2026, 3, 31), 0.5, date(2025, 9, 30)),
        (date(2000, 2, 29), 100, date(1900, 2, 28)),
    ],
)
def test_years_before(day: date, years: float, expected: date) -> None:
    assert years_before(day, years) == expected


# --- the same predicate gives the same answer in a database ---------------------------------------------------

_CODES = {
    "degree": ["none", "college", "bachelor", "master"],
    "sex": ["male", "female"],
    "title_group": ["commune_leader", "specialist"],
    "fields": ["7480201", "7380101"],
}


def _leaf() -> st.SearchStrategy[dict[str, Any]]:
    scales = st.builds(
        lambda operator, level: {"fact": "degree", operator: level},
        st.sampled_from([op for op in OPERATORS[Kind.SCALE] if op != "one_of"]),
        st.sampled_from(_CODES["degree"]),
    )
    codes = st.builds(lambda code: {"fact": "sex", "is": code}, st.sampled_from(_CODES["sex"]))
    several = st.builds(
        lambda group: {"fact": "title_group", "one_of": group},
        st.lists(st.sampled_from(_CODES["title_group"]), min_size=1),
    )
    spans = st.builds(
        lambda operator, age: {"fact": "age", operator: age},
        st.sampled_from(OPERATORS[Kind.SPAN]),
        st.integers(25, 60),
    )
    fields = st.builds(
        lambda found: {"fact": "fields", "any_of": found}, st.lists(st.sampled_from(_CODES["fields"]), min_size=1)
    )
    days = st.builds(lambda years: {"fact": "knowledge_update_on", "within_years": years}, st.sampled_from([0.5, 1, 3]))
    return st.one_of(scales, codes, several, spans, fields, days)


_CONDITIONS = st.recursive(
    _leaf(),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all": parts}),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts}),
        inner.map(lambda part: {"not": part}),
    ),
    max_leaves=6,
)


def _maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), values)


_ROWS = st.fixed_dictionaries(
    {
        "degree": _maybe(st.integers(0, 6)),
        "sex": _maybe(st.sampled_from(_CODES["sex"])),
        "title_group": _maybe(st.sampled_from(_CODES["title_group"])),
        "age": _maybe(st.tuples(st.integers(25, 60), st.integers(0, 1))),
        "fields": _maybe(st.sampled_from([";7480201;", ";7380101;", ";7480201;7380101;", ";7440201;"])),
        "fields_complete": _maybe(st.booleans()),
        "knowledge_update_on": _maybe(
            st.sampled_from([(20231122, 20231123), (20260101, 20261231), (20270101, 20270101)])
        ),
    }
)


@given(_CONDITIONS, st.lists(_ROWS, min_size=1, max_size=8))
def test_polars_and_sqlite_answer_alike(condition: Any, drawn: list[dict[str, Any]]) -> None:
    rows = [
        {
            **{name: row[name] for name in ("degree", "sex", "title_group", "fields", "fields_complete")},
            "age_min": row["age"][0] if row["age"] else None,
            "age_max": sum(row["age"]) if row["age"] else None,
            "knowledge_update_on_min": row["knowledge_update_on"][0] if row["knowledge_update_on"] else None,
            "knowledge_update_on_max": row["knowledge_update_on"][1] if row["knowledge_update_on"] else None,
        }
        for row in drawn
    ]
    columns = list(rows[0])
    context = Context(OFFICIAL, AS_OF, {})
    with sqlite3.connect(":memory:") as database:
        database.execute(f"create table t ({', '.join(columns)})")
        places = ", ".join(f":{name}" for name in columns)
        database.executemany(f"insert into t values ({places})", rows)  # noqa: S608
        query = f"select {sql(read(condition), context, 'sqlite')} from t order by rowid"  # noqa: S608
        stored = [None if value is None else bool(value) for (value,) in database.execute(query)]
    database.close()
    assert answers(condition, rows) == stored
