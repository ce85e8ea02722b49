"""What stands in the columns of a demonstration roster, by the keys of `demo_layouts`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from canbo.core.facts.scales import QUALIFICATIONS
from canbo.core.people.record import Held, OfficialRecord
from canbo.files.exporting.demo_words import Cell, Wording, main_post, when
from canbo.files.importing.fields import assessed_in

_RATINGS = {0: "KHTNV", 1: "HTNV", 2: "HTTNV", 3: "HTXSNV", None: "KXL"}
_CLASSES = ("position_skills", "data_governance", "two_level_government", "knowledge_update", "leadership_training")


def row(words: Wording, record: OfficialRecord, keys: Sequence[str]) -> list[Cell]:
    """What stands in the columns of these keys for an official; None where nobody knows."""
    plain = words.cells(replace(record, posts=tuple(post for post in record.posts if post.end is None)))
    return [_cell(words, record, key, plain) for key in keys]


def _cell(words: Wording, record: OfficialRecord, key: str, plain: Mapping[str, str]) -> Cell:
    if assessed_in(key):
        return words.told_level(record, assessed_in(key))
    if ":" in key:
        kind, level = key.split(":")
        return "x" if _marked(record, kind) == QUALIFICATIONS[kind].rank(level) else None
    if key in _CELLS:
        return _CELLS[key](words, record)
    if key in _CLASSES:
        return words.told_class(record, key)
    return words.told_levels(record, key) if key in QUALIFICATIONS else plain[key] or None


def _split_birth(sex: str) -> Callable[[Wording, OfficialRecord], Cell]:
    return lambda words, record: words.birth(record.birth) if record.sex == sex else None


def _sex_mark(sex: str) -> Callable[[Wording, OfficialRecord], Cell]:
    return lambda _, record: "x" if record.sex == sex else None


def _name(words: Wording, record: OfficialRecord) -> Cell:
    name = record.full_name.upper() if words.style.capitals else record.full_name
    return f"{words.style.address}{name}"


def _positions(words: Wording, record: OfficialRecord) -> Cell:
    main = words.position(main_post(record).position, within=words.style.bodies)
    others = [words.position(post.position, within=False) for post in record.posts if not post.is_main]
    return words.style.between.join((main, *others))


def _coefficient(words: Wording, record: OfficialRecord) -> Cell:
    value = main_post(record).salary_coefficient
    if value is None or words.style.dates == "excel":
        return float(value) if value is not None else None
    return str(value).replace(".", ",")


def _category(words: Wording, record: OfficialRecord) -> Cell:
    listed = next(found for found in words.pack.lists if found.id == "categories")
    found = listed.get(main_post(record).category or "")
    return (found.aliases[0] if words.style.short and found.aliases else found.vi.capitalize()) if found else None


def _member(_: Wording, record: OfficialRecord) -> Cell:
    return {True: "x", False: "Không", None: None}[record.party_member]


def _rating(words: Wording, record: OfficialRecord) -> Cell:
    if not record.ratings or not words.style.short:
        return words.rating(record) or None
    return _RATINGS[record.ratings[0].level]


def _degrees(words: Wording, record: OfficialRecord) -> Cell:
    said = [(item.state, words.degree(item)) for item in words.told(record, "degree")]
    return words.style.between.join(f"đang học {text}" if state == "studying" else text for state, text in said) or None


def _alone(words: Wording, record: OfficialRecord) -> Held | None:
    """The only degree of somebody who has and studies for no other: its field may stand in a column beside."""
    found = words.told(record, "degree")
    return found[0] if len(found) == 1 and found[0].state == "held" else None


def _degree_level(words: Wording, record: OfficialRecord) -> Cell:
    alone = _alone(words, record)
    return f"{words.level('degree', alone.level)}{when(alone.obtained)}" if alone else _degrees(words, record)


def _degree_field(words: Wording, record: OfficialRecord) -> Cell:
    alone = _alone(words, record)
    return words.field(alone) or None if alone else None


def _main_degree(record: OfficialRecord) -> Held | None:
    """The degree that a column of marks shows: the highest, of several the first."""
    held = [item for item in record.qualifications if item.kind == "degree" and item.state == "held"]
    return max(held, key=lambda item: item.level, default=None)


def _marked(record: OfficialRecord, kind: str) -> int | None:
    held = [item.level for item in record.qualifications if item.kind == kind and item.state == "held"]
    return max(held, default=None)


def _marked_field(words: Wording, record: OfficialRecord) -> Cell:
    main = _main_degree(record)
    return words.field(main) or None if main else None


def _other_degrees(words: Wording, record: OfficialRecord) -> Cell:
    """The degrees beside the one that is marked, those of later with their dates among them."""
    main = _main_degree(record)
    others = [item for item in record.qualifications if item.kind == "degree" and item.state == "held"]
    return words.style.between.join(words.degree(item) for item in others if item is not main) or None


_CELLS: Mapping[str, Callable[[Wording, OfficialRecord], Cell]] = {
    "full_name": _name,
    "birth": lambda words, record: words.birth(record.birth),
    "birth_male": _split_birth("male"),
    "birth_female": _split_birth("female"),
    "female": _sex_mark("female"),
    "male": _sex_mark("male"),
    "native_unit": Wording.native_place,
    "body": lambda words, record: words.body(words.body_of[main_post(record).position]),
    "position": _positions,
    "start": lambda words, record: words.date(main_post(record).start),
    "category": _category,
    "salary_coefficient": _coefficient,
    "recruited": lambda words, record: words.date(record.recruited),
    "party_member": _member,
    "party_joined": lambda words, record: words.date(record.party_joined),
    "degree": _degrees,
    "degree_level": _degree_level,
    "degree_field": _degree_field,
    "marked_field": _marked_field,
    "other_degrees": _other_degrees,
    "rating": _rating,
    "blank": lambda _, __: None,
    "note": lambda _, __: "Hư cấu",
}
