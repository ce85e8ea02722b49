"""Conditions: every fact, operator and value fits, and a parameter gives such values as long as the rule lives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from canbo.core.facts.columns import Fact, Grain, Kind
from canbo.core.policy.checks.known import Known
from canbo.core.policy.checks.parameters import without_value
from canbo.core.policy.cited import Dated, Status
from canbo.core.policy.conditions import OPERATORS, Condition, FromParameter, Test, walk
from canbo.core.policy.model import Basis
from canbo.core.policy.problems import Path, Problem, one_of
from canbo.core.policy.shape import Layer

_MANY = ("one_of", "any_of")
_LONGEST = 100
"""Years: what reaches further back is no rule about people at work."""

Told = tuple[str, str]


@dataclass(frozen=True)
class Rule:
    """A condition of a pack: where it stands, what a row of its frame is, and the days on which it holds."""

    path: Path
    grain: Grain
    condition: Condition
    life: Dated


def conditions(known: Known) -> Iterator[Problem]:
    for rule in rules(known.top):
        for path, test in walk(rule.condition, rule.path):
            yield from _test(known, rule, path, test)


def rules(layer: Layer) -> Iterator[Rule]:
    for index, standard in layer.items["standards"].items():
        for key in ("applies_to", "requires"):
            yield Rule(("standards", index, key), Grain.OFFICIAL, getattr(standard, key), standard)
    for index, target in layer.items["targets"].items():
        measured = Grain.OFFICIAL if target.among else target.grain
        for key, grain in (("population", target.grain), ("among", Grain.OFFICIAL), ("measure", measured)):
            if (condition := getattr(target, key)) is not None:
                yield Rule(("targets", index, key), grain, condition, Dated())


def rules_below(known: Known) -> Iterator[Problem]:
    """What replaces a parameter or a list must still fit the rules of the packs below."""
    replaced = {
        (name, item.id): (name, index)
        for name in ("parameters", "lists")
        for index, item in known.items(name)
        if item.replaces
    }
    for layer in known.layers[:-1] if replaced else ():
        for rule in rules(layer):
            for path, test in walk(rule.condition, rule.path):
                where = replaced.get(_leans_on(known, rule, test))
                for problem in _test(known, rule, path, test) if where else ():
                    yield replace(problem, place=known.top.source.place(where or ()))


def _leans_on(known: Known, rule: Rule, test: Test) -> tuple[str, str]:
    """The part of a pack from which a test takes its value, or which says what values there are."""
    if isinstance(test.value, FromParameter):
        return ("parameters", test.value.parameter)
    fact = known.facts[rule.grain].get(test.fact)
    return ("lists", str(fact.codes if fact else None))


def _test(known: Known, rule: Rule, path: Path, test: Test) -> Iterator[Problem]:
    facts = known.facts[rule.grain]
    fact = facts.get(test.fact)
    if fact is None:
        yield from known.unknown((*path, "fact"), test.fact, facts, "không có dữ kiện này ở đây", "no such fact here")
    elif test.operator not in OPERATORS[fact.kind]:
        vi, en = one_of(OPERATORS[fact.kind])
        told = (
            f"phép so không hợp với dữ kiện {fact.name}; {vi}",
            f"the operator does not fit the fact {fact.name}; {en}",
        )
        yield known.problem((*path, test.operator), test.operator, *told)
    elif isinstance(test.value, FromParameter):
        yield from _parameter(known, rule, (*path, test.operator, "parameter"), test, fact)
    else:
        yield from _written(known, (*path, test.operator), test, fact)


def _written(known: Known, path: Path, test: Test, fact: Fact) -> Iterator[Problem]:
    many = isinstance(test.value, list)
    for index, value in enumerate(test.value if many else [test.value]):
        told = misfit(known, fact, test.operator, value)
        if told:
            yield known.problem((*path, index) if many else path, value, *told)


def _parameter(known: Known, rule: Rule, path: Path, test: Test, fact: Fact) -> Iterator[Problem]:
    name = test.value.parameter
    parameter = known.parameters.get(name)
    if parameter is None:
        yield from known.unknown(path, name, known.parameter_ids, "không có tham số này", "no such parameter")
        return
    told = without_value(parameter, rule.life)
    if told:
        yield known.problem(path, name, *told)
    for dated in parameter.values:
        for value, told in _misfits(known, fact, test.operator, dated.value):
            yield known.problem(path, value, f"giá trị của {name}: {told[0]}", f"value of {name}: {told[1]}")


def _misfits(known: Known, fact: Fact, operator: str, given: Any) -> Iterator[tuple[Any, Told]]:
    if isinstance(given, list) is not (operator in _MANY):
        yield given, _LIST if operator in _MANY else _SINGLE
        return
    for value in given if isinstance(given, list) else [given]:
        if told := misfit(known, fact, operator, value):
            yield value, told


_LIST = ("cần một danh sách", "list expected")
_SINGLE = ("cần một giá trị, không phải danh sách", "one value expected, not a list")
_NUMBER = ("cần một số từ 0 trở lên", "number of 0 or more expected")
_YEARS = (f"cần số năm trên 0, không quá {_LONGEST}", f"number of years above 0 and at most {_LONGEST} expected")
_DAY = ("cần một ngày như 2026-01-31", "day as 2026-01-31 expected")
_YES = ("cần true hoặc false", "true or false expected")


def misfit(known: Known, fact: Fact, operator: str, value: Any) -> Told | None:
    """What a value of a fact should be, if it is not that."""
    if operator == "within_years":
        return None if _is_number(value) and 0 < value <= _LONGEST else _YEARS
    match fact.kind:
        case Kind.DATE:
            return None if isinstance(value, date) else _DAY
        case Kind.BOOL:
            return None if isinstance(value, bool) else _YES
        case Kind.NUMBER | Kind.SPAN:
            return None if _is_number(value) and value >= 0 else _NUMBER
        case Kind.SCALE:
            levels = fact.scale.codes if fact.scale else ()
            return None if value in levels else _no_such("bậc", "level", levels, value)
        case _:
            return _code(known, fact, value)


def _code(known: Known, fact: Fact, value: Any) -> Told | None:
    listed = str(fact.codes) in known.lists
    codes = known.codes(str(fact.codes)) if listed else frozenset()
    if not isinstance(value, str) or (codes is not None and value not in codes and not known.perhaps(value)):
        return _no_such("mã", "code", codes or (), value, f" trong danh mục {fact.codes}", f" in the list {fact.codes}")
    return None


def _no_such(vi: str, en: str, allowed: Any, value: Any, where_vi: str = "", where_en: str = "") -> Told:
    more_vi, more_en = one_of(allowed, str(value))
    return (f"không có {vi} này{where_vi}; {more_vi}", f"no such {en}{where_en}; {more_en}")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


# --- what a whole rule may not do ------------------------------------------------------------------------------------


def among(known: Known) -> Iterator[Problem]:
    """Only a commune is looked at through its officials."""
    for index, target in known.items("targets"):
        if target.among is not None and target.grain is not Grain.COMMUNE:
            told = ("among chỉ dùng cho xã; cần grain: commune", "among is for communes; grain: commune expected")
            yield known.problem(("targets", index, "among"), str(target.grain), *told)


def no_circles(known: Known) -> Iterator[Problem]:
    """Whether the title's standards are met follows from them, so none of them may ask it."""
    for index, standard in known.items("standards"):
        for key in ("applies_to", "requires"):
            for path, test in walk(getattr(standard, key), ("standards", index, key)):
                if standard.title_standard and test.fact == "meets_title_standards":
                    told = (
                        "tiêu chuẩn chức danh không được dựa vào chính kết quả này; cần dữ kiện khác",
                        "a title standard cannot ask this of itself; another fact expected",
                    )
                    yield known.problem((*path, "fact"), test.fact, *told)


_SURE = (Status.TEXT, Status.PRESS)
_NOT_BINDING = (
    "căn cứ chưa xác nhận hoặc của nơi khác thì chưa ràng buộc; cần basis: reference, hoặc status text, press",
    "not confirmed or of another place, so it does not bind; basis: reference expected, or status text or press",
)
_NO_TITLE = (
    "mức tham khảo không phải là tiêu chuẩn chức danh; bỏ khóa này, hoặc cần basis: legal",
    "a reference is no standard of the title; leave this key out, or basis: legal expected",
)


def what_binds(known: Known) -> Iterator[Problem]:
    """What nobody has confirmed, and what binds elsewhere, is no law here; and what is no law is no title standard."""
    for index, standard in known.items("standards"):
        if standard.basis is Basis.LEGAL and standard.cites.status not in _SURE:
            yield known.problem(("standards", index, "basis"), str(standard.basis), *_NOT_BINDING)
        if standard.basis is Basis.REFERENCE and standard.title_standard:
            yield known.problem(("standards", index, "title_standard"), "true", *_NO_TITLE)
