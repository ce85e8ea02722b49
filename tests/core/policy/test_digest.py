"""Unit: the version of the rules changes with all that can change a result, and with nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from enum import Enum
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from canbo.core.policy.cited import Citation, Status, Text
from canbo.core.policy.conditions import All, AnyOf, Not
from canbo.core.policy.conditions import Test as Single
from canbo.core.policy.model import LISTS, Closing, Pack
from canbo.core.policy.resolve import digest

CHANGES: Mapping[str, str] = {
    "targets": "id grain population among measure goal.at_least goal.more_than goal.by goal.yearly",
    "standards": "id subject basis title_standard applies_to requires since until",
    "parameters": "id values values.value values.since values.until",
    "positions": "code title_group body category fields counts_in_staffing counting counting.counts counting.since "
    "counting.until competencies",
    "title_groups": "code leadership",
    "bodies": "code block",
    "communes": "code",
    "lists": "id items items.code",
}
CHANGES_NOTHING: Mapping[str, str] = {
    "targets": "code title label clause lead note",
    "standards": "title cites target closes_with replaces",
    "parameters": "title unit replaces values.cites values.last_reviewed",
    "positions": "title short posts aliases cites fields_cites posts_cites counting.cites",
    "title_groups": "title rank",
    "bodies": "title short unit_kinds unit_titles aliases cites",
    "communes": "name kind former_district merged_from seat area_km2 population border lat lon tile_row tile_column "
    "since source",
    "lists": "title cites replaces items.vi items.en items.aliases",
    "documents": "id number title issuer signed in_force replaced_by source",
    "clauses": "id says asks",
    "organs": "id title short",
    "tasks": "id clause organ title by",
    "competencies": "code group title cites level_cites",
    "synonyms": "of words",
}
"""Of each kind of thing in a pack the fields that belong to the version, and those that do not."""


def pairs(told: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(name, path) for name, paths in told.items() for path in paths.split()]


@pytest.mark.parametrize(("name", "path"), pairs(CHANGES))
def test_what_can_change_a_result_changes_the_version(pack: Pack, name: str, path: str) -> None:
    assert digest(changed(pack, name, path)) != digest(pack)


@pytest.mark.parametrize(("name", "path"), pairs(CHANGES_NOTHING))
def test_what_can_change_no_result_leaves_the_version(pack: Pack, name: str, path: str) -> None:
    assert digest(changed(pack, name, path)) == digest(pack)


def test_every_field_of_a_pack_is_one_or_the_other() -> None:
    told = pairs(CHANGES) + pairs(CHANGES_NOTHING)
    assert sorted(told) == sorted({*told})
    whole = {("targets", "goal")}
    assert {(name, path) for name in LISTS for path in fields_of(name)} - whole == set(told)


def test_the_order_in_which_things_stand_is_no_part_of_the_version(pack: Pack) -> None:
    turned = pack.model_copy(update={name: getattr(pack, name)[::-1] for name in LISTS})
    assert digest(turned) == digest(pack)


def test_a_value_that_is_confirmed_or_a_spelling_more_ends_no_trend(pack: Pack) -> None:
    unsure = next(p for p in pack.parameters if p.values[0].cites.status is Status.UNCONFIRMED)
    sure = unsure.values[0].model_copy(update={"cites": Citation(document="law", place="Điều 1", status=Status.TEXT)})
    parameters = [p.model_copy(update={"values": [sure]}) if p is unsure else p for p in pack.parameters]
    assert digest(pack.model_copy(update={"parameters": parameters, "synonyms": pack.synonyms[1:]})) == digest(pack)


# --- changing one field ----------------------------------------------------------------------------------------


def fields_of(name: str) -> Iterator[str]:
    """The fields of the things of a list, and of the dated parts, goals and codes inside them."""
    model = get_args(Pack.model_fields[name].annotation)[0]
    for field, info in model.model_fields.items():
        yield field
        inner = [one for one in (info.annotation, *get_args(info.annotation)) if isinstance(one, type)]
        if field in ("values", "counting", "items", "goal"):
            yield from (f"{field}.{part}" for one in inner if issubclass(one, BaseModel) for part in one.model_fields)


def changed(pack: Pack, name: str, path: str) -> Pack:
    """The pack with one field of one of its things changed."""
    items = getattr(pack, name)
    at = next((n for n, item in enumerate(items) if wanted(name, item) and filled(item, path)), None)
    at = at if at is not None else next(n for n, item in enumerate(items) if wanted(name, item) and reaches(item, path))
    return pack.model_copy(update={name: [*items[:at], with_other(items[at], path), *items[at + 1 :]]})


def wanted(name: str, item: Any) -> bool:
    return name != "lists" or item.id == "fields_of_study"


def filled(item: Any, path: str) -> bool:
    field, _, rest = path.partition(".")
    value = getattr(item, field)
    if rest and isinstance(value, list):
        return bool(value) and filled(value[0], rest)
    return filled(value, rest) if rest else value not in (None, [], {})


def reaches(item: Any, path: str) -> bool:
    field, _, rest = path.partition(".")
    return not rest or bool(getattr(item, field))


def with_other(item: Any, path: str) -> Any:
    field, _, rest = path.partition(".")
    value = getattr(item, field)
    if rest and isinstance(value, list):
        new: Any = [with_other(value[0], rest), *value[1:]]
    else:
        new = with_other(value, rest) if rest else other(value, type(item).model_fields[field].annotation)
    return item.model_copy(update={field: new})


OTHER: Mapping[type, Callable[[Any], Any]] = {
    bool: lambda value: not value,
    Enum: lambda value: next(member for member in type(value) if member is not value),
    str: lambda value: value + "x",
    int: lambda value: value + 1,
    float: lambda value: value + 1,
    date: lambda value: value + timedelta(days=1),
    list: lambda value: value[1:],
    dict: lambda value: dict(list(value.items())[1:]),
    **dict.fromkeys((All, AnyOf, Not, Single), lambda value: Not(not_=value)),
    Citation: lambda value: value.model_copy(update={"place": "x", "status": Status.LOCAL}),
    Text: lambda value: value.model_copy(update={"vi": "x", "en": "x"}),
    Closing: lambda value: value.model_copy(update={"kind": "x"}),
}
"""Another value of the same kind."""
NEW: Mapping[type, Any] = {date: date(2026, 1, 1), str: "x", float: 0.5, Text: Text(vi="x", en="x")}
"""A value where there is none."""


def other(value: Any, annotation: Any) -> Any:
    if value is None:
        return next(NEW[kind] for kind in NEW if kind in get_args(annotation))
    return next(make(value) for kind, make in OTHER.items() if isinstance(value, kind))
