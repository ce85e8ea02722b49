"""The catalogues of a policy pack: organs, lists of codes, bodies, job positions, competencies, communes."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from canbo.core.policy.cited import Citation, Dated, Filled, Id, Name, Replacing, Text
from canbo.core.policy.conditions import Frozen


class Titled(Frozen):
    """What has a title, and perhaps a short one as people write it where room is scarce."""

    title: Text
    short: Text | None = None


class Organ(Titled):
    id: Id


class CodeItem(Frozen):
    code: Id
    vi: Filled
    en: Filled
    aliases: list[str] = Field(default_factory=list)


class CodeList(Replacing):
    """A closed list of codes. `aliases` are other spellings met in rosters."""

    id: Id
    title: Text
    items: list[CodeItem]
    cites: Citation | None = None

    def get(self, code: str) -> CodeItem | None:
        return next((item for item in self.items if item.code == code), None)


class TitleGroup(Frozen):
    code: Id
    title: Text
    leadership: bool
    rank: int


class Body(Titled):
    """A kind of body within a commune; `unit_kinds` says where it exists, `unit_titles` where it has another name."""

    code: Id
    block: str
    unit_kinds: list[str]
    unit_titles: dict[str, Text] = Field(default_factory=dict)
    aliases: list[str] = Field(default_factory=list)
    cites: Citation


class Counting(Dated):
    """For some time a position counts in staffing, or does not."""

    counts: bool
    cites: Citation


CompetencyLevel = Annotated[int, Field(ge=1, le=5)]


class Position(Titled):
    """A job position of the catalogue. `fields` are prefixes of accepted field codes; none means any field.

    `posts` is the usual number of seats in one commune, used when a province has not yet set its establishment.
    `cites` is for the title; what the fields and the number of seats come from is cited apart. On days that
    `counting` speaks of, it overrules `counts_in_staffing`.
    """

    code: Id
    title_group: str
    body: str
    category: str
    fields: list[str] = Field(default_factory=list)
    posts: int = Field(ge=0)
    counts_in_staffing: bool = True
    counting: list[Counting] = Field(default_factory=list)
    competencies: dict[str, CompetencyLevel] = Field(default_factory=dict)
    aliases: list[str] = Field(default_factory=list)
    cites: Citation
    fields_cites: Citation | None = None
    posts_cites: Citation | None = None

    def counts_on(self, day: date) -> bool:
        """Whether its seats count in staffing on a day."""
        return next((part.counts for part in self.counting if part.in_force(day)), self.counts_in_staffing)


class Competency(Frozen):
    """A competency; `cites` is for its name, `level_cites` for the levels that positions ask."""

    code: Name
    group: Filled
    title: Text
    cites: Citation
    level_cites: Citation | None = None


class CommuneSeat(Frozen):
    """A commune with its place on the ground and on the tile map; `since` is the day it began to work as it is now."""

    code: Id
    name: Filled
    kind: Literal["xa", "phuong"]
    former_district: Filled
    merged_from: Filled
    seat: Filled
    area_km2: float = Field(gt=0)
    population: int | None = Field(ge=0)
    border: bool
    lat: float = Field(ge=-90, le=90)
    lon: float = Field(ge=-180, le=180)
    tile_row: int = Field(ge=0)
    tile_column: int = Field(ge=0)
    since: date
    source: Filled


class Synonyms(Frozen):
    """Spellings met in rosters for the levels of one scale or the codes of one list."""

    of: str
    words: dict[str, list[str]]
