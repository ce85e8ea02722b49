"""A list of officials as its address asks for it: read once, the same for page, neighbours, export and saved view."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, QueryDict
from django.urls import reverse

from canbo.apps.people.queries import ordered_ids
from canbo.core.review.filtering import FILTERS, officials_where
from canbo.web.people.columns import COLUMNS, DEFAULT
from canbo.web.shell.asked import DAY, Asked

ORDERS = ("ten", "chuc_vu", "xa", "tuoi")
QUERY, ORDER, SHOWN, PICKED = "q", "sap", "cot", "chon"
STANDARD = "mac-dinh"
"""Among the columns asked for: those that stand without a choice."""
_MOST_LETTERS = 100


@dataclass(frozen=True)
class Listing:
    """Filters, words of a name, an order, chosen columns, and who was picked; `picked` is None when nobody was."""

    asked: Asked
    filters: Mapping[str, str]
    query: str = ""
    order: str = ORDERS[0]
    columns: tuple[str, ...] = DEFAULT
    picked: frozenset[int] | None = None

    @classmethod
    def of(cls, asked: Asked, given: QueryDict) -> Self:
        """Read an address. Raises `BadRequest` for picks that cannot be read: they must never become everybody."""
        order = given.get(ORDER, "")
        shown = ",".join(given.getlist(SHOWN)).split(",")
        columns = () if STANDARD in shown else tuple(name for name in shown if name in COLUMNS)
        return cls(
            asked,
            {name: str(given[name]) for name in FILTERS if given.get(name)},
            given.get(QUERY, "").strip()[:_MOST_LETTERS],
            order if order.removeprefix("-") in ORDERS else ORDERS[0],
            columns or DEFAULT,
            _picked(given) if PICKED in given else None,
        )

    @cached_property
    def ids(self) -> list[int]:
        """The officials of the list, in its order. Raises `Http404` for a filter that does not exist."""
        try:
            wanted = officials_where(self.asked.review, self.filters)
        except (KeyError, ValueError) as error:
            raise Http404 from error
        if self.picked is not None:
            wanted &= self.picked
        name = self.order.removeprefix("-")
        found = [pk for pk in ordered_ids(self.asked.as_of, self.asked.scope, self.query, name) if pk in wanted]
        return found[::-1] if name != self.order else found

    @property
    def narrowed(self) -> bool:
        return bool(self.query or self.picked is not None or self.filters.keys() - {"xem"})

    @property
    def parameters(self) -> dict[str, str]:
        """What its address says, without what goes without saying."""
        asked = self.asked
        said = {
            **self.filters,
            QUERY: self.query,
            ORDER: self.order if self.order != ORDERS[0] else "",
            SHOWN: ",".join(self.columns) if self.columns != DEFAULT else "",
            PICKED: "" if self.picked is None else ",".join(map(str, sorted(self.picked))),
            DAY: asked.as_of.isoformat() if asked.as_of != asked.today else "",
        }
        return {name: value for name, value in said.items() if value}

    def text(self, **changed: str) -> str:
        """The query string with some parameters changed; an empty one is left out."""
        return urlencode({name: value for name, value in (self.parameters | changed).items() if value})

    def link(self, name: str = "people:roster", *args: int, **changed: str) -> str:
        """The address of a page about this list: itself, its export, one of its officials."""
        text = self.text(**changed)
        return reverse(name, args=args) + (f"?{text}" if text else "")

    def without(self, name: str) -> Self:
        """The same list with one condition less."""
        if name == PICKED:
            return replace(self, picked=None)
        rest = {key: value for key, value in self.filters.items() if key != name}
        return replace(self, filters=rest, query="" if name == QUERY else self.query)

    @property
    def conditions(self) -> tuple[str, ...]:
        """The names of what narrows the list, a view apart."""
        own = [name for name, on in ((QUERY, self.query), (PICKED, self.picked is not None)) if on]
        return (*(name for name in self.filters if name != "xem"), *own)

    def unfiltered(self) -> Self:
        """The same view, day, order and columns, with no condition."""
        return replace(self, filters={k: v for k, v in self.filters.items() if k == "xem"}, query="", picked=None)


def _picked(given: QueryDict) -> frozenset[int]:
    texts = ",".join(given.getlist(PICKED)).split(",")
    if not all(text.isascii() and text.isdigit() for text in texts):
        raise BadRequest(PICKED)
    return frozenset(map(int, texts))


def untidy(request: HttpRequest) -> bool:
    """Whether the address holds what a form without script sends: empty fields, a name given several times."""
    return any(len(values) > 1 or not values[0] for _name, values in request.GET.lists())
