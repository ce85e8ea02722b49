"""Reads of officials' records, on a date and within a scope."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, Exists, F, OrderBy, OuterRef, Prefetch, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce, Greatest

from canbo.apps.audit.models import Action, Batch, Entry
from canbo.apps.audit.queries import last_days, last_write
from canbo.apps.people.models import SUBJECT, Assignment, CompetencyLevel, Official, Qualification, Rating
from canbo.core.access import Scope
from canbo.core.dates import PartialDate
from canbo.core.facts.scales import QUALIFICATIONS
from canbo.core.policy.conditions import code_of
from canbo.core.text.names import search_tokens, title_key


def in_force(as_of: date) -> Q:
    """Assignments that count on a day: begun, and not ended by that day.

    A start known in part is its first day, an end known in part its last; but a main post counts no longer once the
    next one has begun.
    """
    code = code_of(as_of)
    begun = Q(start__isnull=True) | Q(start__lte=code)
    lasting = Q(end__isnull=True) | Q(end__gt=code)
    perhaps = Q(end__in=_unfinished(as_of)) & (Q(is_main=False) | Q(~Exists(_next_main(code))))
    return begun & (lasting | perhaps)


def _unfinished(as_of: date) -> list[int]:
    """The year and the month of a day, as partial dates, unless the day is their last."""
    parts = (PartialDate(as_of.year), PartialDate(as_of.year, as_of.month))
    return [part.code for part in parts if part.latest > as_of]


def _next_main(code: int) -> QuerySet[Assignment]:
    """The main posts begun by a day, since the month or year began in which the one in question ended."""
    own = Q(pk=OuterRef("pk"))
    return Assignment.objects.filter(
        ~own,
        official=OuterRef("official"),
        is_main=True,
        start__lte=code,
        start__gte=Greatest(OuterRef("end"), Coalesce(OuterRef("start"), 0)),
    )


def in_scope(scope: Scope, prefix: str = "") -> Q:
    """Rows whose unit the scope covers."""
    return Q() if scope.units is None else Q(**{f"{prefix}unit__code__in": scope.units})


def on_record(as_of: date) -> Q:
    """The qualifications and studies that count on a day.

    What was obtained by then; of what has no date, or one of which only the year or month is known and the day lies
    inside, what was on record by then.
    """
    code = code_of(as_of)
    inside = [code // 10000 * 10000, code // 100 * 100]
    dated = Q(obtained__lte=code) & ~Q(obtained__in=inside)
    return dated | (Q(recorded_on__lte=as_of) & (Q(obtained__isnull=True) | Q(obtained__in=inside)))


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
    """An official's record as it was true on a day, as far as its parts carry dates.

    Name, ethnic group, residence and the other facts that carry none stand in `official` as they are recorded now; so
    do grade and pay in the assignments.
    """

    official: Official
    as_of: date
    assignments: Sequence[Assignment]
    qualifications: Sequence[Qualification]
    ratings: Sequence[Rating]
    competencies: Sequence[CompetencyLevel]

    @property
    def main(self) -> Assignment | None:
        return next((item for item in self.assignments if item.is_main), None)

    @property
    def party_member(self) -> bool | None:
        """Whether a member on the day; None when that is not known, or the day lies within a joining known in part."""
        member: bool | None = self.official.party_member
        joined: PartialDate | None = self.official.party_joined
        if not member or joined is None or joined.latest <= self.as_of:
            return member
        return False if joined.earliest > self.as_of else None


def states(found: QuerySet[Official], as_of: date) -> list[State]:
    """The records of these officials as they were true on a day, in four further queries.

    Main posts come first, and the latest of ratings and assessments.
    """
    posts = Assignment.objects.filter(in_force(as_of)).select_related("unit", "position__body")
    posts = posts.order_by("-is_main", "position__rank", "pk")
    held = Qualification.objects.filter(on_record(as_of)).order_by(_place_of_kind(), "-level", "pk")
    rated = Rating.objects.filter(recorded_on__lte=as_of).order_by("-year")
    assessed = CompetencyLevel.objects.filter(assessed__lte=code_of(as_of)).order_by("competency", "-assessed", "pk")
    loaded = found.prefetch_related(
        Prefetch("assignments", posts, to_attr="posts_then"),
        Prefetch("qualifications", held, to_attr="held_then"),
        Prefetch("ratings", rated, to_attr="rated_then"),
        Prefetch("competency_levels", assessed, to_attr="assessed_then"),
    )
    return [State(o, as_of, o.posts_then, o.held_then, o.rated_then, o.assessed_then) for o in loaded]


def _place_of_kind() -> Case:
    """The place of a qualification's kind in the list of kinds: no two databases sort texts alike."""
    return Case(*(When(kind=kind, then=place) for place, kind in enumerate(QUALIFICATIONS)))


def serves(official_id: int, on: date, scope: Scope) -> bool:
    """Whether an official is of a scope on a day: holds a post there. The province has everybody, always."""
    return scope.is_province or assignments(on, scope).filter(official_id=official_id).exists()


def state_of(official_id: int, as_of: date, scope: Scope) -> State | None:
    """One official's record on a day; None when the official is not of the scope on it."""
    if not serves(official_id, as_of, scope):
        return None
    found = states(Official.objects.filter(pk=official_id), as_of)
    return found[0] if found else None


DEMO_TITLE = "Dữ liệu minh họa (nhân vật hư cấu)"


def is_demo() -> bool:
    """Whether the records hold the fictional people of the demonstration: every page then says so."""
    return Batch.objects.filter(fictional=True, undone_at__isnull=True).exists()


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
    """Officials whom the rows of a file could be about: by id, keyed national number, name or birth date.

    `names` are keys of full names (`same_name_key`).
    """
    alike = Q(pk__in=ids) | Q(national_id_index__in=indexes) | Q(name_key__in=names) | Q(birth__in=births)
    return Official.objects.filter(alike)


def of_unit(units: Iterable[str], as_of: date) -> list[State]:
    """The officials who hold a post in these communes on a day, by name."""
    held = Assignment.objects.filter(in_force(as_of), unit__code__in=units).values("official_id")
    return states(Official.objects.filter(pk__in=held).order_by("sort_key", "pk"), as_of)


def names_in_order(ids: Iterable[str]) -> list[str]:
    """The names of officials by their ids as text, in Vietnamese order."""
    wanted = [pk for pk in ids if pk.isdigit()]
    return list(Official.objects.filter(pk__in=wanted).order_by("sort_key", "pk").values_list("full_name", flat=True))


_ORDERS: Mapping[str, tuple[str | OrderBy, ...]] = {
    "ten": (),
    "chuc_vu": ("rank",),
    "xa": ("place",),
    "tuoi": (F("birth").asc(nulls_last=True),),
}


def ordered_ids(as_of: date, scope: Scope, query: str, order: str) -> list[int]:
    """The ids of those who hold a post on a day, in an order: by name, rank, commune or age, then by name."""
    held = Assignment.objects.filter(in_force(as_of), in_scope(scope), official=OuterRef("pk"))
    found = matching(Official.objects.filter(Exists(held)), query).annotate(
        rank=Subquery(held.order_by("position__rank").values("position__rank")[:1]),
        place=Subquery(held.order_by("-is_main", "pk").values("unit__sort_key")[:1]),
    )
    return list(found.order_by(*_ORDERS[order], "sort_key", "pk").values_list("pk", flat=True))


def states_of(ids: Sequence[int], as_of: date) -> list[State]:
    """The records of these officials on a day, in the order given."""
    found = {state.official.pk: state for state in states(Official.objects.filter(pk__in=ids), as_of)}
    return [found[pk] for pk in ids if pk in found]


def history(official_id: int, until: date | None = None) -> QuerySet[Assignment]:
    """All posts of an official, past ones too: the main ones first, the newest first, those of unknown start last.

    With `until` those begun by that day.
    """
    found = Assignment.objects.filter(official_id=official_id).select_related("unit", "position__body")
    if until is not None:
        found = found.filter(Q(start__isnull=True) | Q(start__lte=code_of(until)))
    return found.order_by("-is_main", F("start").desc(nulls_last=True), F("end").desc(nulls_first=True), "-pk")


def twins(as_of: date, scope: Scope) -> list[list[Official]]:
    """Officials who may be on record twice: the same name and birth date."""
    mine = officials(as_of, scope).exclude(birth__isnull=True)
    again = mine.order_by().values("name_key", "birth").annotate(n=Count("pk")).filter(n__gt=1)
    found: dict[tuple[str, int], list[Official]] = {}
    for official in mine.filter(name_key__in=again.values("name_key")).order_by("sort_key", "pk"):
        found.setdefault((official.name_key, official.birth.code), []).append(official)
    return [group for group in found.values() if len(group) > 1]


_MOST = 50


def unmatched_fields(as_of: date, scope: Scope) -> list[tuple[str, int]]:
    """Fields of study as written that no code was found for, with how many degrees carry them."""
    degrees = Qualification.objects.filter(kind="degree", level__gt=0, field_code="").exclude(field_text="")
    mine = degrees.filter(official__in=officials(as_of, scope))
    counted = mine.order_by().values_list("field_text").annotate(n=Count("pk"))
    return sorted(counted, key=lambda item: (-item[1], title_key(item[0]), item[0]))[:_MOST]


def last_changes() -> dict[int, date]:
    """For each official the day of the last write to the record or any part of it."""
    days = last_days(last_write(), SUBJECT)
    return {int(subject.removeprefix(SUBJECT)): day for subject, day in days.items()}


def ever_within(official_ids: Iterable[int], scope: Scope) -> set[int]:
    """Of these officials those who hold or held a post within the scope."""
    held = Assignment.objects.filter(in_scope(scope), official_id__in=list(official_ids))
    return set(held.values_list("official_id", flat=True))


def main_posts_begun(batch_ids: Sequence[int]) -> int:
    """How many main posts that still last were begun by batches."""
    begun = Entry.objects.filter(batch__in=batch_ids, action=Action.CREATE, table=Assignment._meta.label_lower)
    return Assignment.objects.filter(pk__in=list(begun.values_list("row", flat=True)), is_main=True, end=None).count()
