"""Writes to the organisation: the catalogue that a pack brings, and the establishment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from django.db import models, transaction

from canbo.apps.audit import journal
from canbo.apps.audit.journal import Author
from canbo.apps.organisation.models import Body, Establishment, Position, Unit, UnitKind
from canbo.core.policy.catalogue import Body as PackBody
from canbo.core.policy.catalogue import CommuneSeat
from canbo.core.policy.catalogue import Position as PackPosition
from canbo.core.policy.model import Pack
from canbo.core.text.names import search_key, title_key

M = TypeVar("M", bound=models.Model)
PROVINCE_CODE = "province"


@transaction.atomic
def load_catalogue(pack: Pack, *, author: Author, year: int) -> None:
    """Bring the units, bodies and positions of a pack up to date, and give new communes an establishment.

    Loading twice changes nothing; what somebody set by hand in an establishment stays.
    """
    journal.take_turn()
    author = author if author.reason else replace(author, reason=f"Nạp danh mục của gói {pack.id}")
    name = pack.province.vi if pack.province else ""
    _bring(Unit, [{"code": PROVINCE_CODE, "kind": UnitKind.PROVINCE, "name": name} | _unit_keys(name)], author)
    parent = Unit.objects.get(code=PROVINCE_CODE).pk
    _bring(Unit, [_unit(seat) | {"parent_id": parent} for seat in pack.communes], author)
    _bring(Body, [_body(body) for body in pack.bodies], author)
    bodies = dict(Body.objects.values_list("code", "pk"))
    ranks = {group.code: group.rank for group in pack.title_groups}
    _bring(Position, [_position(p, bodies, ranks) for p in pack.positions], author)
    _default_establishment(pack, author, year)


def _unit_keys(name: str, former: str = "") -> dict[str, str]:
    return {"sort_key": title_key(name), "search_key": search_key(f"{name} {former}")[:400]}


def _unit(seat: CommuneSeat) -> dict[str, Any]:
    return {
        "code": seat.code,
        "kind": seat.kind,
        "name": seat.name,
        **_unit_keys(seat.name, seat.merged_from),
        "valid_from": seat.since,
        "former_names": seat.merged_from,
        "former_district": seat.former_district,
        "seat": seat.seat,
        "area_km2": seat.area_km2,
        "population": seat.population,
        "border": seat.border,
        "latitude": seat.lat,
        "longitude": seat.lon,
        "tile_row": seat.tile_row,
        "tile_column": seat.tile_column,
    }


def _body(body: PackBody) -> dict[str, Any]:
    return {"code": body.code, "title_vi": body.title.vi, "title_en": body.title.en, "block": body.block}


def _position(position: PackPosition, bodies: Mapping[str, int], ranks: Mapping[str, int]) -> dict[str, Any]:
    return {
        "code": position.code,
        "title_vi": position.title.vi,
        "title_en": position.title.en,
        "body_id": bodies[position.body],
        "title_group": position.title_group,
        "category": position.category,
        "rank": ranks[position.title_group],
        "sort_key": title_key(position.title.vi),
    }


def _bring(model: type[M], wanted: Iterable[Mapping[str, Any]], author: Author) -> None:
    """Create the rows that are missing by their code, and update the others."""
    stored = {getattr(row, "code"): row for row in model._default_manager.all()}  # noqa: B009 - every one has a code
    new, known, names = [], [], set()
    for values in wanted:
        names |= set(values)
        row = stored.get(values["code"])
        if row is None:
            new.append(model(**values))
            continue
        for name, value in values.items():
            setattr(row, name, value)
        known.append(row)
    journal.create(new, author, _subject)
    journal.update(known, names, author, _subject)


def _subject(row: Any) -> str:
    return f"{row._meta.model_name}:{row.pk}"


# --- the establishment -----------------------------------------------------------------------------------------


class UnknownPlaces(Exception):
    """No such commune or position: the pairs of codes that lead nowhere."""

    def __init__(self, places: Sequence[tuple[str, str]]) -> None:
        super().__init__(f"unknown unit or position: {places}")
        self.places = places


@transaction.atomic
def set_establishment(lines: Mapping[tuple[str, str], int], *, year: int, author: Author, basis: str) -> None:
    """Set the seats of positions, by (unit code, position code), for a year; the other lines stay as they are.

    Raises `UnknownPlaces`.
    """
    journal.take_turn()
    author = author if author.reason else replace(author, reason=basis[:300])
    units = dict(Unit.objects.values_list("code", "pk"))
    positions = dict(Position.objects.values_list("code", "pk"))
    unknown = [(unit, position) for unit, position in lines if unit not in units or position not in positions]
    if unknown:
        raise UnknownPlaces(unknown)
    _begin_year(year, author)
    stored = {(row.unit_id, row.position_id): row for row in Establishment.objects.filter(year=year)}
    counting = {row.position_id: row.counts_in_staffing for row in stored.values()}
    changed, new = [], []
    for (unit, position), posts in lines.items():
        place = (units[unit], positions[position])
        row = stored.get(place)
        if row is None:
            new.append(_line(place, year, posts, basis, counts=counting.get(place[1], True)))
        else:
            row.posts, row.basis = posts, basis
            changed.append(row)
    journal.create(new, author, _subject)
    journal.update(changed, ["posts", "basis"], author, _subject)


def _begin_year(year: int, author: Author) -> None:
    """A year without any line begins with those of the latest year before it: a review reads one year only."""
    lines = Establishment.objects.filter(year__lte=year)
    latest = lines.aggregate(latest=models.Max("year"))["latest"]
    if latest in (None, year):
        return
    copied = [
        _line((row.unit_id, row.position_id), year, row.posts, row.basis, counts=row.counts_in_staffing)
        for row in lines.filter(year=latest)
    ]
    journal.create(copied, author, _subject)


def _line(place: tuple[int, int], year: int, posts: int, basis: str, *, counts: bool) -> Establishment:
    unit, position = place
    return Establishment(
        unit_id=unit, position_id=position, year=year, posts=posts, counts_in_staffing=counts, basis=basis
    )


def _default_establishment(pack: Pack, author: Author, year: int) -> None:
    """The usual seats of the pack, where a commune has no line for a position of a body that it has."""
    _begin_year(year, author)
    units = dict(Unit.objects.values_list("code", "pk"))
    positions = dict(Position.objects.values_list("code", "pk"))
    kinds = {body.code: body.unit_kinds for body in pack.bodies}
    present = set(Establishment.objects.filter(year=year).values_list("unit_id", "position_id"))
    places = {
        (units[seat.code], positions[position.code]): position
        for seat in pack.communes
        for position in pack.positions
        if position.posts and seat.kind in kinds[position.body]
    }
    rows = [
        _line(place, year, position.posts, pack.id, counts=position.counts_in_staffing)
        for place, position in places.items()
        if place not in present
    ]
    journal.create(rows, author, _subject)
