"""Who a row is about: hidden id, then national number, then name and birth date, then the same name nearby: ask."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from canbo.apps.people.models import Official
from canbo.apps.people.queries import State, candidates, ever_within, states
from canbo.apps.people.services import index_national_id
from canbo.core.access import Scope
from canbo.core.dates import PartialDate
from canbo.core.text.names import same_name_key, search_key
from canbo.files.importing.draft import Draft
from canbo.files.importing.problems import OTHER, SAME

_ALIKE = 92.0
_LARGEST = 2**63
Said = Callable[[State], str]
"""What people said about a row and an official: the same, another, or "" when they said nothing."""


@dataclass(frozen=True)
class Match:
    """The official a row is about, or None.

    `question` is the code of what people have to answer before it is certain. `conflict` holds the national number of
    the row under another name. `by_name` says that nothing but name and birth date led there, `matched` what of them
    agrees (a key of `problems.MATCHED`).
    """

    state: State | None = None
    question: str = ""
    conflict: State | None = None
    by_name: bool = False
    matched: str = ""


class Register:
    """The officials that a file's rows could be about, read in a constant number of queries."""

    def __init__(self, drafts: Sequence[Draft], on: date, scope: Scope) -> None:
        found = candidates(
            ids=[d.hidden_id for d in drafts if d.hidden_id is not None and d.hidden_id < _LARGEST],
            indexes=[index_national_id(d.values["national_id"]) for d in drafts if d.values.get("national_id")],
            names={same_name_key(d.name) for d in drafts if d.name},
            births={d.values["birth"].code for d in drafts if d.values.get("birth")},
        )
        self.scope = scope
        self.by_id: dict[int, State] = {state.official.pk: state for state in states(found, on)}
        self.by_index = {s.official.national_id_index: s for s in self.by_id.values() if s.official.national_id_index}
        self.past = set() if scope.is_province else ever_within(self.by_id, scope)
        self.by_name: dict[str, list[State]] = defaultdict(list)
        self.by_birth: dict[int, list[State]] = defaultdict(list)
        for state in sorted(self.by_id.values(), key=lambda state: not self.reaches(state)):
            self.by_name[same_name_key(state.official.full_name)].append(state)
            if state.official.birth:
                self.by_birth[state.official.birth.code].append(state)

    def reaches(self, state: State) -> bool:
        """Whether the account's scope covers where the official serves, or last served when in no post now."""
        if self.scope.is_province:
            return True
        if state.main is not None:
            return self.scope.covers(state.main.unit.code)
        return any(self.scope.covers(a.unit.code) for a in state.assignments) or (
            not state.assignments and state.official.pk in self.past
        )

    def match(self, draft: Draft, said: Said) -> Match:
        """Whose row this is, after what people said about it."""
        holder = self._holder(draft)
        own = self.by_id.get(draft.hidden_id) if draft.hidden_id is not None else None
        if own is not None and said(own) != OTHER:
            certain = _agrees(own.official, draft) or said(own) == SAME
            conflict = holder if holder is not own else None
            return Match(own, "" if certain else "other_id", conflict)
        if holder is not None:
            if _alike(holder.official, draft) < _ALIKE:
                return Match(conflict=holder)
            certain = _agrees(holder.official, draft) or said(holder) == SAME
            return Match(holder, "" if certain else "other_number")
        return self._by_name_and_birth(draft, said)

    def _holder(self, draft: Draft) -> State | None:
        digits = draft.values.get("national_id")
        return self.by_index.get(index_national_id(digits)) if digits else None

    def _by_name_and_birth(self, draft: Draft, said: Said) -> Match:
        birth = draft.values.get("birth")
        found = self.by_name.get(same_name_key(draft.name), ())
        named = [s for s in found if not _other_number(s.official, draft) and said(s) != OTHER]
        chosen = next((s for s in named if said(s) == SAME), None)
        if chosen is not None:
            return Match(chosen, by_name=True)
        certain = [s for s in named if birth and s.official.birth and compatible(s.official.birth, birth)]
        here = [s for s in certain if s.main and s.main.unit.code == draft.unit]
        if len(certain) == 1 or len(here) == 1:
            return Match((here or certain)[0], by_name=True)
        if certain:
            return Match(certain[0], "perhaps_same", by_name=True, matched="birth")
        unsure = [s for s in named if not birth or not s.official.birth]
        same_place = [s for s in unsure if s.main and s.main.unit.code == draft.unit]
        if same_place:
            matched = "no_birth_on_record" if birth else "no_birth_in_file"
            return Match(same_place[0], "perhaps_same", by_name=True, matched=matched)
        return self._alike_name(draft, birth, said)

    def _alike_name(self, draft: Draft, birth: PartialDate | None, said: Said) -> Match:
        """Another spelling of the name with the very same birth date: perhaps the same person."""
        if birth is None or birth.day is None:
            return Match()
        near = [
            state
            for state in self.by_birth.get(birth.code, ())
            if said(state) != OTHER
            and not _other_number(state.official, draft)
            and _alike(state.official, draft) >= _ALIKE
        ]
        if not near:
            return Match()
        best = max(near, key=lambda state: (said(state) == SAME, self.reaches(state)))
        question = "" if said(best) == SAME else "perhaps_same"
        return Match(best, question, by_name=True, matched="like_name")


def _agrees(official: Official, draft: Draft) -> bool:
    """Whether name, birth date and number of a row can all be this official's."""
    birth = draft.values.get("birth")
    return (
        same_name_key(official.full_name) == same_name_key(draft.name)
        and (not birth or not official.birth or compatible(official.birth, birth))
        and not _other_number(official, draft)
    )


def _alike(official: Official, draft: Draft) -> float:
    return float(fuzz.ratio(search_key(official.full_name).strip(), search_key(draft.name).strip()))


def _other_number(official: Official, draft: Draft) -> bool:
    """Two different national numbers are two people, whatever the name."""
    digits = draft.values.get("national_id")
    return bool(digits and official.national_id_index and official.national_id_index != index_national_id(digits))


def compatible(one: PartialDate, other: PartialDate) -> bool:
    """Whether two partial dates can be the same day."""
    return one.earliest <= other.latest and other.earliest <= one.latest


def duplicates(drafts: Iterable[Draft]) -> dict[int, tuple[str, Draft]]:
    """Rows that repeat an earlier row of the file: row number to (problem code, the earlier row)."""
    found: dict[int, tuple[str, Draft]] = {}
    people: dict[str, list[Draft]] = defaultdict(list)
    numbers: dict[str, Draft] = {}
    for draft in drafts:
        digits = draft.values.get("national_id")
        if digits and digits in numbers:
            found[draft.row.number] = ("same_id_twice", numbers[digits])
            continue
        earlier = next((other for other in people[same_name_key(draft.name)] if _same_person(draft, other)), None)
        if earlier is not None and draft.name:
            found[draft.row.number] = ("same_twice", earlier)
        else:
            people[same_name_key(draft.name)].append(draft)
        if digits:
            numbers.setdefault(digits, draft)
    return found


def _same_person(draft: Draft, other: Draft) -> bool:
    if draft.hidden_id and other.hidden_id:
        return draft.hidden_id == other.hidden_id  # our own form names each record
    birth, born = draft.values.get("birth"), other.values.get("birth")
    digits, known = draft.values.get("national_id"), other.values.get("national_id")
    if digits and known:
        return False  # equal ones were met before: two numbers are two people
    return bool(birth and born and compatible(birth, born))
