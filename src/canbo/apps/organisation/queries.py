"""Reads of units and positions."""

from __future__ import annotations

from django.db.models import QuerySet

from canbo.apps.organisation.models import Establishment, Position, Unit, UnitKind
from canbo.core.access import Scope
from canbo.core.text.names import search_tokens

_KIND_WORDS = {"xa", "phuong"}


def communes(scope: Scope) -> QuerySet[Unit]:
    """The communes of a scope, by name in the Vietnamese order: no two databases sort Vietnamese alike."""
    found = Unit.objects.exclude(kind=UnitKind.PROVINCE).order_by("sort_key", "code")
    return found if scope.units is None else found.filter(code__in=scope.units)


def commune(code: str, scope: Scope) -> Unit | None:
    """One commune of the scope by its code."""
    return communes(scope).filter(code=code).first()


def name_of(pk: int) -> str:
    """A unit by its row, as the trail keeps it; "" when there is no such row any more."""
    found = Unit.objects.filter(pk=pk).first()
    return str(found) if found else ""


def matching(query: str, scope: Scope) -> QuerySet[Unit]:
    """Communes whose present or former name holds every word, with or without `xã` and `phường`."""
    found = communes(scope)
    tokens = [token for token in search_tokens(query) if token not in _KIND_WORDS]
    for token in tokens:
        found = found.filter(search_key__contains=f" {token}")
    return found if tokens else found.none()


def positions() -> QuerySet[Position]:
    return Position.objects.select_related("body").order_by("rank", "sort_key", "pk")


def establishment(year: int, scope: Scope) -> QuerySet[Establishment]:
    """The lines of a year within a scope, commune by commune, the highest positions first."""
    found = Establishment.objects.filter(year=year).select_related("unit", "position__body")
    ordered = found.order_by("unit__sort_key", "position__rank", "position__sort_key", "pk")
    return ordered if scope.units is None else ordered.filter(unit__code__in=scope.units)
