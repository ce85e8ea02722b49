"""Officials of the file's communes whom it does not mention: they stay, unless somebody says that they left."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from canbo.apps.people.queries import State
from canbo.core.dates import PartialDate
from canbo.core.people.record import OfficialChange
from canbo.files.importing.plan import digest_of

STAY, MOVED, RETIRED = "stay", "moved", "retired"


class BadDay(ValueError):
    """A day on which nobody can have left: before the post began, or still to come."""


@dataclass(frozen=True)
class Absent:
    """An absent official: what was said (`stay`, `moved`, `retired` or nothing), and the change it comes to."""

    state: State
    said: str = ""
    day: PartialDate | None = None
    change: OfficialChange | None = None

    @property
    def key(self) -> str:
        return absent_key(self.state.official.pk)

    @property
    def digest(self) -> str:
        return digest_of(self.change)


def absent_key(official_id: int) -> str:
    return f"absent:{official_id}"


def absent_of(states: Iterable[State], units: Collection[str], decisions: Mapping[str, str]) -> tuple[Absent, ...]:
    """The absent with what was said about each."""
    return tuple(_absent(state, units, decisions.get(absent_key(state.official.pk), "")) for state in states)


def _absent(state: State, units: Collection[str], decision: str) -> Absent:
    said, _, text = decision.partition(" ")
    if said not in (MOVED, RETIRED):
        return Absent(state, said)
    day = PartialDate.from_iso(text)
    ends = {a.pk: {"end": day} for a in state.assignments if a.unit.code in units}
    return Absent(state, said, day, OfficialChange(state.official.pk, state.official.version, assignments=ends))


def decision_of(absent: Absent, said: str, day: PartialDate | None) -> str:
    """An answer as it is kept. Raises `BadDay` when the posts cannot have ended then."""
    if said not in (MOVED, RETIRED):
        return said if said == STAY else ""
    begun = [a.start for a in absent.state.assignments if a.start]
    if day is None or day.earliest > absent.state.as_of or any(start.earliest > day.latest for start in begun):
        raise BadDay
    return f"{said} {day}"
