"""Reads of officials' records, on a date and within a scope."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from canbo.apps.audit.models import Batch, Source
from canbo.apps.audit.queries import last_days, last_write
from canbo.apps.people.models import SUBJECT, Assignment, Official, Qualification, Rating
from canbo.core.access import Scope
from canbo.core.policy.conditions import code_of
from canbo.core.text.names import search_tokens


def in_force(as_of: date, prefix: str = "") -> Q:
    """Assignments that count on a day: begun, and not ended by that day."""
    code = code_of(as_of)
    begun = Q(**{f"{prefix}start__isnull": True}) | Q(**{f"{prefix}start__lte": code})
    lasting = Q(**{f"{prefix}end__isnull": True}) | Q(**{f"{prefix}end__gt": code})
    return begun & lasting


def in_scope(scope: Scope, prefix: str = "") -> Q:
    """Rows whose unit the scope covers."""
    return Q() if scope.units is None else Q(**{f"{prefix}unit__code__in": scope.units})


def assignments(as_of: date, scope: Scope) -> QuerySet[Assignment]:
    """The assignments in force on a day within a scope."""
    return Assignment.objects.filter(in_force(as_of), in_scope(scope))


def officials(as_of: date, scope: Scope) -> QuerySet[Official]:
    """The officials who hold a post on a day within a scope."""
    held = assignments(as_of, scope).values("official_id")
    return Official.objects.filter(pk__in=held)


def matching(found: QuerySet[Official], query: str) -> QuerySet[Official]:
    """Those whose name holds every word of the query, accents and word order aside."""
    for token in search_tokens(query):
        found = found.filter(search_key__contains=f" {token}")
    return found


@dataclass(frozen=True)
class State:
    """An official's record as it was true on a day."""

    official: Official
    as_of: date
    assignments: Sequence[Assignment]
    qualifications: Sequence[Qualification]
    ratings: Sequence[Rating]

    @property
    def main(self) -> Assignment | None:
        return next((item for item in self.assignments if item.is_main), None)


def states(found: QuerySet[Official], as_of: date) -> list[State]:
    """The records of these officials as they were true on a day, in three further queries."""
    code = code_of(as_of)
    posts = Assignment.objects.filter(in_force(as_of)).select_related("unit", "position__body")
    held = Qualification.objects.filter(Q(obtained__isnull=True) | Q(obtained__lte=code)).order_by("kind", "-level")
    rated = Rating.objects.filter(year__lte=as_of.year).order_by("-year")
    loaded = found.prefetch_related(
        Prefetch("assignments", posts, to_attr="posts_then"),
        Prefetch("qualifications", held, to_attr="held_then"),
        Prefetch("ratings", rated, to_attr="rated_then"),
    )
    return [State(o, as_of, o.posts_then, o.held_then, o.rated_then) for o in loaded]


def state_of(official_id: int, as_of: date, scope: Scope) -> State | None:
    """One official's record on a day; None when there is none within the scope."""
    visible = Assignment.objects.filter(in_scope(scope)).values("official_id")
    found = states(Official.objects.filter(pk=official_id, pk__in=visible), as_of)
    return found[0] if found else None


DEMO_TITLE = "Dữ liệu minh họa (nhân vật hư cấu)"


def is_demo() -> bool:
    """Whether the records hold the fictional people of the demonstration: every page then says so."""
    return Batch.objects.filter(source=Source.DEMO, undone_at__isnull=True).exists()


def has_officials() -> bool:
    """Whether anybody is on record at all."""
    return Official.objects.exists()


def names_by_id(official_ids: Sequence[int], scope: Scope) -> dict[int, str]:
    """The names of those officials who hold or held a post within the scope, by their ids."""
    found = Official.objects.filter(pk__in=official_ids)
    if not scope.is_province:
        found = found.filter(pk__in=Assignment.objects.filter(in_scope(scope)).values("official_id"))
    return dict(found.values_list("pk", "full_name"))


def candidates(
    *, ids: Sequence[int], indexes: Sequence[str], names: Iterable[str], births: Iterable[int]
) -> QuerySet[Official]:
    """Officials whom the rows of a file could be about: by id, keyed national number, name or birth date."""
    alike = Q(pk__in=ids) | Q(national_id_index__in=indexes) | Q(search_key__in=names) | Q(birth__in=births)
    return Official.objects.filter(alike)


def of_unit(units: Iterable[str], as_of: date) -> list[State]:
    """The officials who hold a post in these communes on a day, by name."""
    held = Assignment.objects.filter(in_force(as_of), unit__code__in=units).values("official_id")
    return states(Official.objects.filter(pk__in=held).order_by("sort_key"), as_of)


def names_in_order(ids: Iterable[str]) -> list[str]:
    """The names of officials by their ids as text, in Vietnamese order."""
    wanted = [pk for pk in ids if pk.isdigit()]
    return list(Official.objects.filter(pk__in=wanted).order_by("sort_key").values_list("full_name", flat=True))


_ORDERS = {
    "ten": ("sort_key",),
    "chuc_vu": ("rank", "sort_key"),
    "xa": ("place", "sort_key"),
    "tuoi": ("birth", "sort_key"),
}


def ordered_ids(as_of: date, scope: Scope, query: str, order: str) -> list[int]:
    """The ids of those who hold a post on a day, in an order: by name, rank, commune or age."""
    held = Assignment.objects.filter(in_force(as_of), in_scope(scope), official=OuterRef("pk"))
    found = matching(Official.objects.filter(Exists(held)), query).annotate(
        rank=Subquery(held.order_by("position__rank").values("position__rank")[:1]),
        place=Subquery(held.order_by("-is_main").values("unit__name")[:1]),
    )
    return list(found.order_by(*_ORDERS[order]).values_list("pk", flat=True))


def states_of(ids: Sequence[int], as_of: date) -> list[State]:
    """The records of these officials on a day, in the order given."""
    found = {state.official.pk: state for state in states(Official.objects.filter(pk__in=ids), as_of)}
    return [found[pk] for pk in ids if pk in found]


def history(official_id: int) -> QuerySet[Assignment]:
    """All posts of an official, past ones too, the newest first."""
    found = Assignment.objects.filter(official_id=official_id).select_related("unit", "position__body")
    return found.order_by("-is_main", "-start")


def twins(as_of: date, scope: Scope) -> list[list[Official]]:
    """Officials who may be on record twice: the same name and birth date."""
    found: dict[tuple[str, int], list[Official]] = {}
    for official in officials(as_of, scope).exclude(birth__isnull=True).order_by("sort_key"):
        found.setdefault((official.search_key, official.birth.code), []).append(official)
    return [group for group in found.values() if len(group) > 1]


def unmatched_fields(as_of: date, scope: Scope) -> list[tuple[str, int]]:
    """Fields of study as written that no code was found for, with how many degrees carry them."""
    degrees = Qualification.objects.filter(kind="degree", level__gt=0, field_code="").exclude(field_text="")
    mine = degrees.filter(official__in=officials(as_of, scope))
    counted = mine.values_list("field_text").annotate(n=Count("pk")).order_by("-n", "field_text")
    return list(counted[:50])


def last_changes() -> dict[int, date]:
    """For each official the day of the last write to the record or any part of it."""
    days = last_days(last_write(), SUBJECT)
    return {int(subject.removeprefix(SUBJECT)): day for subject, day in days.items()}
