"""Reads of units and positions."""

from __future__ import annotations

from django.db.models import QuerySet

from canbo.apps.organisation.models import Position, Unit, UnitKind
from canbo.core.access import Scope
from canbo.core.text.names import search_tokens

_KIND_WORDS = {"xa", "phuong"}


def communes(scope: Scope) -> QuerySet[Unit]:
    """The communes of a scope, by name."""
    found = Unit.objects.exclude(kind=UnitKind.PROVINCE).order_by("name")
    return found if scope.units is None else found.filter(code__in=scope.units)


def commune(code: str, scope: Scope) -> Unit | None:
    """One commune of the scope by its code."""
    return communes(scope).filter(code=code).first()


def matching(query: str, scope: Scope) -> QuerySet[Unit]:
    """Communes whose present or former name holds every word, with or without `xã` and `phường`."""
    found = communes(scope)
    tokens = [token for token in search_tokens(query) if token not in _KIND_WORDS]
    for token in tokens:
        found = found.filter(search_key__contains=f" {token}")
    return found if tokens else found.none()


def positions() -> QuerySet[Position]:
    return Position.objects.select_related("body").order_by("rank", "title_vi")
