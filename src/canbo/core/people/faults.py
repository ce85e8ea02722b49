"""What can never be true of an official: values that a service refuses and an import asks about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from canbo.core.dates import PartialDate

_NATIONAL_ID = re.compile(r"[0-9]{12}")


class Person(Protocol):
    """What is looked at; records and stored officials both have it."""

    @property
    def full_name(self) -> str: ...
    @property
    def national_id(self) -> str | None: ...
    @property
    def birth(self) -> PartialDate | None: ...
    @property
    def recruited(self) -> PartialDate | None: ...
    @property
    def party_member(self) -> bool | None: ...
    @property
    def party_joined(self) -> PartialDate | None: ...
    @property
    def party_official(self) -> PartialDate | None: ...


@dataclass(frozen=True)
class Fault:
    """One such value: whose, in which field, and why not. Why is one of `not_12_digits`, `in_the_future`,
    `before_birth`, `before_joining` and `not_a_member`; `found` never holds an identity number.
    """

    who: str
    field: str
    found: str
    why: str

    def __str__(self) -> str:
        return f"{self.who}: {self.field} {self.found} {self.why.replace('_', ' ')}"


def faults_of(person: Person, starts: Iterable[PartialDate], today: date) -> list[Fault]:
    """Everything wrong with a person who began in posts at `starts`; a date known in part, if all of it is."""
    return [Fault(person.full_name, *found) for found in _faults(person, starts, today)]


def _faults(person: Person, starts: Iterable[PartialDate], today: date) -> Iterator[tuple[str, str, str]]:
    digits, birth, joined, official = person.national_id, person.birth, person.party_joined, person.party_official
    if digits is not None and not _NATIONAL_ID.fullmatch(digits):
        yield "national_id", f"({len(digits)})", "not_12_digits"
    if birth and birth.earliest > today:
        yield "birth", str(birth), "in_the_future"
    later = [("recruited", person.recruited), ("party_joined", joined), *(("start", start) for start in starts)]
    for field, day in later:
        if birth and day and day.latest < birth.earliest:
            yield field, str(day), "before_birth"
    if joined and official and official.latest < joined.earliest:
        yield "party_official", str(official), "before_joining"
    for field, day in (("party_joined", joined), ("party_official", official)):
        if day and not person.party_member:
            yield field, str(day), "not_a_member"
