"""Who a row is about: hidden id, then national number, then name and birth date, then the same name nearby: ask."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from canbo.apps.people.models import Official
from canbo.apps.people.queries import State, candidates, states
from canbo.apps.people.services import index_national_id
from canbo.core.access import Scope
from canbo.core.dates import PartialDate
from canbo.core.text.names import same_name_key, search_key
from canbo.files.importing.draft import Draft

_ALIKE = 92.0


@dataclass(frozen=True)
class Match:
    """The official a row is about, or None; `sure` is false when people have to say whether it is the same."""

    state: State | None
    sure: bool = True
    conflict: State | None = None


class Register:
    """The officials that a file's rows could be about, read in a constant number of queries."""

    def __init__(self, drafts: Sequence[Draft], on: date, scope: Scope) -> None:
        found = candidates(
            ids=[d.hidden_id for d in drafts if d.hidden_id is not None],
            indexes=[index_national_id(d.values["national_id"]) for d in drafts if d.values.get("national_id")],
            names={search_key(d.name) for d in drafts if d.name},
            births={d.values["birth"].code for d in drafts if d.values.get("birth")},
        )
        self.scope = scope
        self.by_id: dict[int, State] = {state.official.pk: state for state in states(found, on)}
        self.by_index = {s.official.national_id_index: s for s in self.by_id.values() if s.official.national_id_index}
        self.by_name: dict[str, list[State]] = defaultdict(list)
        for state in self.by_id.values():
            self.by_name[same_name_key(state.official.full_name)].append(state)

    def match(self, draft: Draft) -> Match:
        """Whose row this is; `conflict` when the national number belongs to somebody of another name."""
        if draft.hidden_id is not None and draft.hidden_id in self.by_id:
            return Match(self.by_id[draft.hidden_id])
        digits = draft.values.get("national_id")
        numbered = self.by_index.get(index_national_id(digits)) if digits else None
        if numbered is not None:
            same = _alike(numbered.official, draft) >= _ALIKE
            return Match(numbered) if same else Match(None, conflict=numbered)
        return self._by_name_and_birth(draft)

    def _by_name_and_birth(self, draft: Draft) -> Match:
        birth = draft.values.get("birth")
        named = [s for s in self.by_name.get(same_name_key(draft.name), ()) if not _other_number(s.official, draft)]
        certain = [s for s in named if birth and s.official.birth and compatible(s.official.birth, birth)]
        here = [s for s in certain if s.main and s.main.unit.code == draft.unit]
        if len(certain) == 1 or len(here) == 1:
            return Match((here or certain)[0])
        if certain:
            return Match(certain[0], sure=False)
        unsure = [s for s in named if not birth or not s.official.birth]
        same_place = [s for s in unsure if s.main and s.main.unit.code == draft.unit]
        if same_place:
            return Match(same_place[0], sure=False)
        return self._alike_name(draft, birth)

    def _alike_name(self, draft: Draft, birth: PartialDate | None) -> Match:
        """Another spelling of the name with the very same birth date: perhaps the same person."""
        if birth is None or birth.day is None:
            return Match(None)
        near = [
            state
            for state in self.by_id.values()
            if state.official.birth == birth
            and not _other_number(state.official, draft)
            and _alike(state.official, draft) >= _ALIKE
        ]
        return Match(near[0], sure=False) if near else Match(None)


def _alike(official: Official, draft: Draft) -> float:
    return float(fuzz.ratio(official.search_key.strip(), search_key(draft.name).strip()))


def _other_number(official: Official, draft: Draft) -> bool:
    """Two different national numbers are two people, whatever the name."""
    digits = draft.values.get("national_id")
    return bool(digits and official.national_id_index and official.national_id_index != index_national_id(digits))


def compatible(one: PartialDate, other: PartialDate) -> bool:
    """Whether two partial dates can be the same day."""
    return one.earliest <= other.latest and other.earliest <= one.latest


def duplicates(drafts: Iterable[Draft]) -> dict[int, tuple[str, int]]:
    """Rows that repeat an earlier row of the file: row number to (problem code, the earlier row)."""
    found: dict[int, tuple[str, int]] = {}
    people: dict[tuple[str, int], int] = {}
    numbers: dict[str, int] = {}
    for draft in drafts:
        row, birth = draft.row.number, draft.values.get("birth")
        digits = draft.values.get("national_id")
        if digits and digits in numbers:
            found[row] = ("same_id_twice", numbers[digits])
        elif birth and draft.name:
            key = (same_name_key(draft.name), birth.code)
            if key in people and not (digits and digits not in numbers):
                found[row] = ("same_twice", people[key])
            people.setdefault(key, row)
        if digits:
            numbers.setdefault(digits, row)
    return found
