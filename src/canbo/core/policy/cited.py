"""What every part of a policy pack is made of: texts in both languages, sources and how sure they are, days."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from canbo.core.policy.conditions import Frozen, Language
from canbo.core.policy.messages import FILLED, ID, NAME

Id = Annotated[str, StringConstraints(pattern=ID)]
Name = Annotated[str, StringConstraints(pattern=NAME)]
"""What also becomes the name of a column."""
Filled = Annotated[str, StringConstraints(pattern=FILLED)]


class Text(Frozen):
    """One text in both languages."""

    vi: Filled
    en: Filled

    def get(self, language: Language) -> str:
        return self.vi if language == "vi" else self.en


class Status(StrEnum):
    """How sure a citation is: the text was read, the press reports it, a local text says so, or nobody checked."""

    TEXT = "text"
    PRESS = "press"
    LOCAL = "local"
    UNCONFIRMED = "unconfirmed"


class Citation(Frozen):
    """Where a rule comes from: a document of the pack and the place in it, or a clause of the resolution."""

    document: str
    place: str | None = None
    status: Status = Field(strict=False)
    note: Text | None = None


class Document(Frozen):
    id: Id
    number: Filled
    title: Text
    issuer: Text | None = None
    signed: date | None = None
    in_force: date | None = None
    replaced_by: str | None = None
    source: str | None = None


class Clause(Frozen):
    """A clause of the resolution in our own words: what it says and what the software must let somebody do."""

    id: Id
    says: Text
    asks: Text


class Dated(Frozen):
    """Something in force from `since` (or as long as is known) until `until` (or further notice), both included."""

    since: date | None = None
    until: date | None = None

    def in_force(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    @model_validator(mode="after")
    def _order(self) -> Dated:
        if self.since and self.until and self.until < self.since:
            raise ValueError("until lies before since; a later day expected")
        return self


class Replacing(Frozen):
    """What may stand for the part of the same id in a pack below, which `replaces` says."""

    replaces: bool = False
