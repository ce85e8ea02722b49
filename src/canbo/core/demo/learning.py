"""What an invented official has studied and is studying.

The shares are assumptions for a demonstration (domain research, "synthetic frame"), not facts about anybody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from canbo.core.dates import PartialDate
from canbo.core.demo.draws import day_between, happens, month_between, pick
from canbo.core.demo.places import Setting
from canbo.core.people.record import Held
from canbo.core.policy.catalogue import Position

_NO, _COLLEGE, _BACHELOR, _MASTER = 0, 3, 4, 5
_ELEMENTARY, _INTERMEDIATE, _ADVANCED = 1, 2, 3


@dataclass(frozen=True)
class _Learner:
    draw: Random
    position: Position
    setting: Setting
    recruited: PartialDate
    age: int

    @property
    def group(self) -> str:
        return self.position.title_group

    @property
    def leads(self) -> bool:
        return self.group not in ("specialist", "support")

    @property
    def commune_leader(self) -> bool:
        return self.group == "commune_leader"

    @property
    def vice_chair(self) -> bool:
        return self.position.code in ("council_vice_chair", "committee_vice_chair")

    def year(self, first: int, last: int) -> PartialDate:
        """A year between two, but none before service began or after last year."""
        last = min(last, self.setting.as_of.year - 1)
        return PartialDate(self.draw.randint(min(max(first, self.recruited.year), last), last))

    def later(self, first: int, last: int) -> PartialDate:
        """A month when a study will end, so many years ahead."""
        return PartialDate(self.setting.as_of.year + self.draw.randint(first, last), self.draw.choice((6, 11)))

    def soon(self) -> PartialDate:
        """The day a short class under way will end."""
        start = self.setting.as_of + timedelta(days=10)
        return day_between(self.draw, start, start + timedelta(days=100))


def invent_qualifications(
    draw: Random, position: Position, setting: Setting, recruited: PartialDate, age: int, *, suited: bool
) -> tuple[Held, ...]:
    """Degrees, political theory, certificates and courses."""
    learner = _Learner(draw, position, setting, recruited, age)
    found = [*_degrees(learner, suited=suited), *_theory(learner), *_state_management(learner)]
    if position.title_group != "support":
        found += _languages_and_it(learner)
    return (*found, *_courses(learner))


# --- degrees ---------------------------------------------------------------------------------------------------


def _degrees(learner: _Learner, *, suited: bool) -> Iterator[Held]:
    draw, position, majors = learner.draw, learner.position, learner.setting.majors
    level = _level(learner)
    if level == _NO:
        yield Held("degree", _NO)
        return
    field = majors.suiting(draw, position) if suited else majors.other(draw, position)
    graduated = PartialDate(min(learner.setting.as_of.year - 2, learner.recruited.year - draw.randint(0, 1)))
    yield Held("degree", min(level, _BACHELOR), field_code=field, obtained=graduated)
    if level == _MASTER:
        master = majors.master(draw, position, field, fits=suited)
        yield Held("degree", _MASTER, field_code=master, obtained=learner.year(2013, 2025))
    yield from _studies(learner, level, field, suited=suited)


def _level(learner: _Learner) -> int:
    draw, strain = learner.draw, learner.setting.strain
    if learner.group == "support":
        return pick(draw, {_NO: 25, 2: 40, _COLLEGE: 20, _BACHELOR: 15})
    if learner.commune_leader:
        return _MASTER if happens(draw, 0.64 - 0.1 * strain) else _BACHELOR
    if learner.leads:
        return _MASTER if happens(draw, 0.215 - 0.055 * strain) else _BACHELOR
    if happens(draw, 0.125 * strain):
        return pick(draw, {2: 55, _COLLEGE: 45})
    return _MASTER if happens(draw, 0.025) else _BACHELOR


def _studies(learner: _Learner, level: int, field: str, *, suited: bool) -> Iterator[Held]:
    """A second degree that suits, finished since the baseline or under way; a first one; a master's."""
    draw, majors = learner.draw, learner.setting.majors
    if level >= _BACHELOR and not suited:
        chance = draw.random()
        if chance < 0.2 and learner.setting.as_of > learner.setting.baseline:
            yield Held("degree", _BACHELOR, field_code=majors.suiting(draw, learner.position), obtained=_since(learner))
        elif chance < 0.66 and learner.age < 54:
            fitting = majors.suiting(draw, learner.position)
            yield Held("degree", _BACHELOR, "studying", field_code=fitting, expected=learner.later(1, 2))
    elif level < _BACHELOR and learner.group == "specialist" and learner.age < 54 and happens(draw, 0.78):
        fitting = majors.suiting(draw, learner.position)
        yield Held("degree", _BACHELOR, "studying", field_code=fitting, expected=learner.later(1, 3))
    elif level == _BACHELOR and learner.leads and learner.age < 48 and happens(draw, 0.16):
        master = majors.master(draw, learner.position, field, fits=suited)
        yield Held("degree", _MASTER, "studying", field_code=master, expected=learner.later(1, 2))


def _since(learner: _Learner) -> PartialDate:
    """A day after the baseline on which unsuited fields are counted."""
    first = learner.setting.baseline + timedelta(days=1)
    return day_between(learner.draw, first, learner.setting.as_of)


# --- political theory and state management ---------------------------------------------------------------------

Weights = Mapping[int, float]


def _theory(learner: _Learner) -> Iterator[Held]:
    level = pick(learner.draw, _theory_levels(learner))
    obtained = learner.year(2008, 2025) if level else None
    yield Held("political_theory", level, obtained=obtained)
    aim, chance = _theory_aim(learner, level)
    if level < aim and happens(learner.draw, chance):
        yield Held("political_theory", aim, "studying", expected=learner.later(1, 1))


def _theory_levels(learner: _Learner) -> Weights:
    strain = learner.setting.strain
    if learner.commune_leader:
        return {_ADVANCED: 83, 4: 3, _INTERMEDIATE: 14}
    if learner.leads:
        return {_ADVANCED: 38, 4: 2, _INTERMEDIATE: 58, _ELEMENTARY: 2 * strain}
    if learner.group == "support":
        return {_NO: 70, _ELEMENTARY: 30}
    missing = 37 * strain
    return {_INTERMEDIATE: 100 - missing, _ADVANCED: 2, _ELEMENTARY: 0.55 * missing, _NO: 0.45 * missing}


def _theory_aim(learner: _Learner, level: int) -> tuple[int, float]:
    """The level an official is studying for, and how likely."""
    if learner.vice_chair:
        return _ADVANCED, 1.0
    if learner.leads:
        return (_ADVANCED, 0.14) if level >= _INTERMEDIATE else (_INTERMEDIATE, 0.6)
    return _INTERMEDIATE, 0.0 if learner.group == "support" else 0.55


def _state_management(learner: _Learner) -> Iterator[Held]:
    if learner.group == "support":
        return
    levels: Weights = {3: 45, 2: 53, _NO: 2} if learner.leads else {2: 72, 1: 7, _NO: 21 * learner.setting.strain}
    level = pick(learner.draw, levels)
    yield Held("state_management", level, obtained=learner.year(2010, 2025) if level else None)
    if level < 2 and happens(learner.draw, 0.3):
        yield Held("state_management", 2, "studying", expected=learner.soon())


# --- certificates and courses ----------------------------------------------------------------------------------


def _languages_and_it(learner: _Learner) -> Iterator[Held]:
    draw = learner.draw
    native = learner.setting.hardship
    levels: Mapping[str, Weights] = {
        "foreign_language": {0: 30, 1: 45, 3: 15, 4: 9, 8: 1},
        "it_skills": {0: 6, 1: 79, 2: 11, 3: 4},
        "digital_skills": {0: 45, 1: 45, 2: 10},
        "ethnic_language": {0: 45 - 20 * native, 1: 35 + 20 * native, 2: 20},
    }
    for kind, weights in levels.items():
        level = pick(draw, weights)
        yield Held(kind, level, obtained=learner.year(2009, 2025) if level and kind != "ethnic_language" else None)


def _courses(learner: _Learner) -> Iterator[Held]:
    """Courses taken since the communes opened, and classes under way."""
    for kind, (taken, attending) in _course_shares(learner).items():
        if happens(learner.draw, taken):
            yield Held(kind, 1, obtained=_taken(learner, kind))
            continue
        yield Held(kind, 0)
        if happens(learner.draw, attending):
            yield Held(kind, 1, "studying", expected=learner.soon())


def _course_shares(learner: _Learner) -> Mapping[str, tuple[float, float]]:
    """For each course the share who took it, and of the others the share who attend one now."""
    if learner.group == "support":
        return {
            "position_skills": (0.2, 0.0), "data_governance": (0.0, 0.0),
            "two_level_government": (0.4, 0.5), "knowledge_update": (0.4, 0.0),
        }  # fmt: skip
    easier = 1.12 - 0.12 * learner.setting.strain
    shares = {
        "position_skills": (0.555 * easier, 0.3),
        "data_governance": (0.31 * easier, 0.15),
        "two_level_government": (0.61 * easier, 0.82),
        "knowledge_update": (0.8 * easier, 0.2),
    }
    return shares | {"leadership_training": (0.93, 0.5)} if learner.leads else shares


def _taken(learner: _Learner, kind: str) -> PartialDate:
    """When a course was taken; an update now and then long before the programme began."""
    setting = learner.setting
    if kind == "knowledge_update":
        if happens(learner.draw, 0.07):
            return PartialDate(setting.as_of.year - 2)
        return day_between(learner.draw, date(setting.as_of.year, 1, 10), setting.as_of)
    if kind == "leadership_training":
        return learner.year(2014, 2025)
    return month_between(learner.draw, setting.opened, setting.as_of)
