"""Conditions of a policy pack: a small closed set of tests over documented facts.

A condition is data. `predicate` turns it into one SQL predicate (a sqlglot expression) with SQL's own three
values: true, false, and NULL for "cannot be known from the record". `explain` says it in words.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator
from sqlglot import exp

from canbo.core.facts.columns import Fact, Kind
from canbo.core.policy.problems import Path


class Frozen(BaseModel):
    """A part of a pack: no unknown keys, no silent conversion, never changed after reading."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, populate_by_name=True)


class FromParameter(Frozen):
    """A value that a dated parameter of the pack gives."""

    parameter: str


Scalar = bool | int | float | str | date
Value = Scalar | FromParameter
Several = Annotated[list[Scalar], Field(min_length=1)]

ORDERED = ("at_least", "at_most", "more_than", "less_than")


class Test(Frozen):
    """One fact held against one value."""

    __test__ = False  # not a test case for pytest

    fact: str
    is_: Value | None = Field(default=None, alias="is")
    one_of: Several | FromParameter | None = None
    at_least: Value | None = None
    at_most: Value | None = None
    more_than: Value | None = None
    less_than: Value | None = None
    includes: Value | None = None
    any_of: Several | FromParameter | None = None
    within_years: int | float | FromParameter | None = None
    before: date | FromParameter | None = None

    @model_validator(mode="after")
    def _one_operator(self) -> Test:
        if len(self._given()) != 1:
            raise ValueError("exactly one operator expected")
        return self

    def _given(self) -> list[str]:
        return [name for name in type(self).model_fields if name != "fact" and getattr(self, name) is not None]

    @property
    def operator(self) -> str:
        """The operator's name as written in the pack."""
        return self._given()[0].rstrip("_")

    @property
    def value(self) -> Any:
        return getattr(self, self._given()[0])


class All(Frozen):
    all: list[Condition] = Field(min_length=1)


class AnyOf(Frozen):
    any: list[Condition] = Field(min_length=1)


class Not(Frozen):
    not_: Condition = Field(alias="not")


def _shape(raw: Any) -> str:
    keys = raw.keys() if isinstance(raw, dict) else {"not" if isinstance(raw, Not) else type(raw).__name__.lower()}
    return next((key for key in ("all", "any", "not") if key in keys), "test")


Condition = Annotated[
    Annotated[All, Tag("all")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[Not, Tag("not")]
    | Annotated[Test, Tag("test")],
    Discriminator(_shape),
]

All.model_rebuild()
AnyOf.model_rebuild()
Not.model_rebuild()


def tests_in(condition: Condition) -> list[Test]:
    """Every single test inside a condition, in the order written."""
    return [test for _, test in walk(condition)]


def walk(condition: Condition, path: Path = ()) -> Iterator[tuple[Path, Test]]:
    """Every single test inside a condition that stands at `path`, with its own path."""
    match condition:
        case All(all=parts):
            for index, part in enumerate(parts):
                yield from walk(part, (*path, "all", index))
        case AnyOf(any=parts):
            for index, part in enumerate(parts):
                yield from walk(part, (*path, "any", index))
        case Not(not_=part):
            yield from walk(part, (*path, "not"))
        case _:
            yield path, condition


# --- into SQL ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Context:
    """What a condition is read against: the facts of its grain, the date, the parameters in force."""

    facts: Mapping[str, Fact]
    as_of: date
    parameters: Mapping[str, Any]

    def resolve(self, value: Any) -> Any:
        return self.parameters[value.parameter] if isinstance(value, FromParameter) else value


def predicate(condition: Condition, context: Context) -> exp.Expr:
    """One SQL predicate over the columns of the frame. Raises `KeyError` for an unknown fact or parameter."""
    match condition:
        case All(all=parts):
            return exp.and_(*(predicate(part, context) for part in parts), wrap=True)
        case AnyOf(any=parts):
            return exp.or_(*(predicate(part, context) for part in parts), wrap=True)
        case Not(not_=part):
            return exp.not_(exp.paren(predicate(part, context)))
        case _:
            return _test(condition, context)


def sql(condition: Condition, context: Context, dialect: str = "duckdb") -> str:
    """The predicate as SQL text of a dialect (`duckdb` is what Polars reads)."""
    return predicate(condition, context).sql(dialect=dialect)


def _test(test: Test, context: Context) -> exp.Expr:
    fact = context.facts[test.fact]
    value = context.resolve(test.value)
    return _BY_KIND[fact.kind](fact, test.operator, value, context)


_COMPARISONS: Mapping[str, type[exp.Binary]] = {
    "is": exp.EQ,
    "at_least": exp.GTE,
    "at_most": exp.LTE,
    "more_than": exp.GT,
    "less_than": exp.LT,
}


def _column(name: str) -> exp.Column:
    return exp.column(name)


def _compare(fact: Fact, operator: str, value: Any, _: Context) -> exp.Expr:
    if operator == "one_of":
        return exp.In(this=_column(fact.name), expressions=[exp.convert(item) for item in value])
    return _COMPARISONS[operator](this=_column(fact.name), expression=exp.convert(value))


def _scale(fact: Fact, operator: str, value: Any, context: Context) -> exp.Expr:
    assert fact.scale is not None
    rank: Any = [fact.scale.rank(v) for v in value] if operator == "one_of" else fact.scale.rank(value)
    return _compare(fact, operator, rank, context)


def _codes(fact: Fact, operator: str, value: Any, _: Context) -> exp.Expr:
    """False only where every code is known, which `<fact>_complete` says."""
    wanted = value if operator == "any_of" else [value]
    found = exp.or_(*(exp.Like(this=_column(fact.name), expression=exp.convert(f"%;{v};%")) for v in wanted))
    return exp.Case().when(found, exp.true()).when(_column(f"{fact.name}_complete"), exp.false())


def _bounds(
    fact: Fact, true_if: tuple[str, type[exp.Binary]], false_if: tuple[str, type[exp.Binary]], value: Any
) -> exp.Expr:
    """True when the whole span passes, false when all of it fails, unknown in between."""
    (true_end, true_op), (false_end, false_op) = true_if, false_if
    limit = exp.convert(value)
    return (
        exp.Case()
        .when(true_op(this=_column(f"{fact.name}_{true_end}"), expression=limit), exp.true())
        .when(false_op(this=_column(f"{fact.name}_{false_end}"), expression=limit.copy()), exp.false())
    )


_SPAN_RULES: Mapping[str, tuple[tuple[str, type[exp.Binary]], tuple[str, type[exp.Binary]]]] = {
    "at_least": (("min", exp.GTE), ("max", exp.LT)),
    "more_than": (("min", exp.GT), ("max", exp.LTE)),
    "at_most": (("max", exp.LTE), ("min", exp.GT)),
    "less_than": (("max", exp.LT), ("min", exp.GTE)),
}


def _span(fact: Fact, operator: str, value: Any, _: Context) -> exp.Expr:
    true_if, false_if = _SPAN_RULES[operator]
    return _bounds(fact, true_if, false_if, value)


def _date(fact: Fact, operator: str, value: Any, context: Context) -> exp.Expr:
    if operator == "before":
        return _bounds(fact, *_SPAN_RULES["less_than"], code_of(value))
    since = _bounds(fact, *_SPAN_RULES["at_least"], code_of(years_before(context.as_of, value)))
    by_then = _bounds(fact, *_SPAN_RULES["at_most"], code_of(context.as_of))
    return exp.and_(since, by_then, wrap=True)


def code_of(day: date) -> int:
    """A day as the number `YYYYMMDD`."""
    return day.year * 10000 + day.month * 100 + day.day


def years_before(day: date, years: float) -> date:
    """The same day so many years earlier; half years count six months; 29 February becomes 28."""
    months = day.year * 12 + day.month - 1 - round(years * 12)
    year, month = divmod(months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


_BY_KIND: Mapping[Kind, Callable[[Fact, str, Any, Context], exp.Expr]] = {
    Kind.CODE: _compare,
    Kind.BOOL: _compare,
    Kind.NUMBER: _compare,
    Kind.SCALE: _scale,
    Kind.CODES: _codes,
    Kind.SPAN: _span,
    Kind.DATE: _date,
}

OPERATORS: Mapping[Kind, Sequence[str]] = {
    Kind.CODE: ("is", "one_of"),
    Kind.BOOL: ("is",),
    Kind.NUMBER: ("is", *ORDERED),
    Kind.SCALE: ("is", "one_of", *ORDERED),
    Kind.CODES: ("includes", "any_of"),
    Kind.SPAN: ORDERED,
    Kind.DATE: ("before", "within_years"),
}
"""The operators that make sense for each kind of fact."""

Language = Literal["vi", "en"]
