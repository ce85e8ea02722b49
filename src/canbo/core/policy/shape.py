"""The shape of plain data: each part of a pack by itself, so that a fault in one hides nothing in another."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from canbo.core.policy.messages import MISSING, TYPES, told
from canbo.core.policy.model import LISTS, Pack
from canbo.core.policy.problems import UNREADABLE, Path, Problem, Source


@dataclass(frozen=True)
class Layer:
    """One pack as far as its shape is right: `items` by list and place in it, `singles` by key."""

    source: Source
    items: Mapping[str, Mapping[int, Any]]
    singles: Mapping[str, Any]
    problems: Sequence[Problem]


def shape(source: Source) -> Layer:
    """What of a pack has the right shape, and every fault of the rest."""
    problems: list[Problem] = []
    items = {name: _items(source, name, problems) for name in LISTS}
    singles = {name: _single(source, name, problems) for name in Pack.model_fields if name not in LISTS}
    return Layer(source, items, {name: value for name, value in singles.items() if value is not None}, problems)


def _items(source: Source, name: str, problems: list[Problem]) -> dict[int, Any]:
    kind = get_args(Pack.model_fields[name].annotation)[0]
    raw = source.data.get(name)
    made = {
        index: checked(kind, item, (name, index), source, problems)
        for index, item in enumerate(raw if isinstance(raw, list) else [])
    }
    return {index: value for index, value in made.items() if value is not None}


def _single(source: Source, name: str, problems: list[Problem]) -> Any:
    field = Pack.model_fields[name]
    if name in source.data:
        return checked(field.rebuild_annotation(), source.data[name], (name,), source, problems)
    if field.is_required() and not source.torn and not source.unread:
        problems.append(Problem(source.place(()), name, *MISSING))
    return None


def checked(kind: Any, raw: Any, path: Path, source: Source, problems: list[Problem]) -> Any:
    """The value of a kind that plain data at `path` stands for; or None, and its faults among `problems`."""
    if raw is UNREADABLE:
        return None
    try:
        return _adapter(kind).validate_python(raw, by_alias=True, by_name=False)
    except ValidationError as error:
        problems += _problems(error.errors(include_url=False), kind, raw, path, source)
        return None


@lru_cache(maxsize=64)
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind, config=None if hasattr(kind, "model_fields") else {"strict": True})


def _problems(errors: list[ErrorDetails], kind: Any, raw: Any, path: Path, source: Source) -> Iterator[Problem]:
    """One problem for each place."""
    places: dict[Path, list[ErrorDetails]] = {}
    for details in errors:
        if details["input"] is not UNREADABLE:
            places.setdefault(_written_path(details, raw), []).append(details)
    for place, found in places.items():
        if not _tried_in_vain(place, found, places) and not _misspelt(place, found, places):
            yield told(found, (*path, *place), source, keys_at(kind, place[:-1]))


def _tried_in_vain(place: Path, found: list[ErrorDetails], places: Collection[Path]) -> bool:
    """Whether these are only other alternatives for a value in which one alternative found a fault further in."""
    further_in = any(len(other) > len(place) and other[: len(place)] == place for other in places)
    return further_in and all(details["type"] in TYPES for details in found)


def _misspelt(place: Path, found: list[ErrorDetails], places: Mapping[Path, list[ErrorDetails]]) -> bool:
    """Whether a key is missing only because it stands there with a letter or two wrong, which is told."""
    if found[0]["type"] != "missing":
        return False
    beside = [
        str(other[-1])
        for other, told in places.items()
        if told[0]["type"] == "extra_forbidden" and other[:-1] == place[:-1]
    ]
    return bool(get_close_matches(str(place[-1]), beside, cutoff=0.7))


def keys_at(kind: Any, path: Path) -> set[str]:
    """The keys that may stand at a path in a value of a kind."""
    kinds = _models(kind)
    for part in path:
        inner = [_inside(one, part) for one in kinds]
        kinds = [found for one in inner if one is not None for found in _models(one)]
    return {field.alias or name for one in kinds if _is_model(one) for name, field in one.model_fields.items()}


def _models(kind: Any) -> list[Any]:
    """A kind without what is said about it, or all alternatives of it."""
    if get_origin(kind) is Annotated:
        return _models(get_args(kind)[0])
    if get_origin(kind) in (Union, UnionType):
        return [found for one in get_args(kind) for found in _models(one)]
    return [kind]


def _inside(kind: Any, part: str | int) -> Any:
    if _is_model(kind):
        return next((f.annotation for name, f in kind.model_fields.items() if part == (f.alias or name)), None)
    return get_args(kind)[-1] if get_args(kind) else None


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _written_path(details: ErrorDetails, data: Any) -> Path:
    """The path in the file: pydantic also names the alternatives it tried, which nobody wrote."""
    path: list[str | int] = []
    for part in details["loc"]:
        if (isinstance(data, Mapping) and part in data) or (
            isinstance(data, list) and isinstance(part, int) and part < len(data)
        ):
            path.append(part)
            data = data[part]  # type: ignore[index]  # part was just seen to be a key of data
    if details["type"] == "missing":
        path.append(details["loc"][-1])
    return tuple(path)
