"""Which answers there are: what an import remembers is checked against the pack, and so is what a page sends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from canbo.apps.language import said
from canbo.core.facts.scales import QUALIFICATIONS, RATING
from canbo.core.policy.model import Pack
from canbo.core.text.names import same_name_key
from canbo.files.importing.fields import ABOVE, FIELDS, assessed_in, mark_field
from canbo.files.importing.problems import Choice, Problem

if TYPE_CHECKING:
    from canbo.files.importing.session import Preview


MOST_POSTS = 5
"""So many posts one answer can name."""


class NotAsked(Exception):
    """An answer to something that the file does not ask, or one that is not among the answers."""


def codes_of(pack: Pack, kind: str) -> frozenset[str]:
    """The codes that a word of a kind can mean."""
    if kind.partition("@")[0] == "position":
        return frozenset(position.code for position in pack.positions)
    if kind == "body":
        return frozenset(body.code for body in pack.bodies) | {body.block for body in pack.bodies}
    if kind == "rating" or kind in QUALIFICATIONS:
        return frozenset(level.code for level in (RATING if kind == "rating" else QUALIFICATIONS[kind]).levels)
    wanted = "fields_of_study" if kind == "field_of_study" else kind
    return frozenset(item.code for listed in pack.lists if listed.id == wanted for item in listed.items)


def choices_of(pack: Pack, kind: str) -> tuple[Choice, ...]:
    """What a word of a kind can mean, with titles in the language of the page."""
    if takes_several(kind):
        return tuple(Choice(position.code, said(position.title)) for position in pack.positions)
    if kind == "rating" or kind in QUALIFICATIONS:
        levels = (RATING if kind == "rating" else QUALIFICATIONS[kind]).levels
        return tuple(Choice(level.code, said(level)) for level in levels)
    bodies = pack.bodies if kind == "body" else ()
    wanted = {"field_of_study": "fields_of_study", "body": "blocks"}.get(kind, kind)
    items = (item for listed in pack.lists if listed.id == wanted for item in listed.items)
    return (
        *(Choice(body.code, said(body.title)) for body in bodies), *(Choice(item.code, said(item)) for item in items)
    )  # fmt: skip


def takes_several(kind: str) -> bool:
    """Whether one answer can be several codes, parted by semicolons: the posts of a person."""
    return kind.partition("@")[0] == "position"


def is_code(pack: Pack, kind: str, code: str) -> bool:
    """Whether a word of a kind can mean this."""
    codes = code.split(";")
    fits = len(codes) == 1 or (takes_several(kind) and len(codes) <= MOST_POSTS)
    return fits and set(codes) <= codes_of(pack, kind)


def is_answer(pack: Pack, problem: Problem, code: str) -> bool:
    """Whether a question can be answered so: by one of its choices, or, about posts, by several of the pack."""
    several = ";" in code and is_code(pack, problem.field_name, code)
    return several or code in {choice.code for choice in problem.choices}


def typed_code(choices: Iterable[Choice], typed: str) -> str:
    """The code of an answer, which may be typed as its title; of several, each. What is neither stays as it was."""
    codes: dict[str, str] = {}
    for choice in choices:
        codes.setdefault(same_name_key(choice.title), choice.code)
    parts = [part.strip() for part in typed.split(";")]
    return codes.get(same_name_key(typed)) or ";".join(
        dict.fromkeys(codes.get(same_name_key(part), part) for part in parts if part)
    )


def known_words(pack: Pack, remembered: Mapping[tuple[str, str], str]) -> dict[tuple[str, str], str]:
    """The remembered words whose meaning the pack still has; a code of an older pack is asked about again."""
    codes = {kind: codes_of(pack, kind) for kind, _ in remembered}
    return {
        (kind, word): code
        for (kind, word), code in remembered.items()
        if all(part in codes[kind] for part in code.split(";"))
    }


def is_column(name: str, pack: Pack) -> bool:
    """Whether a column can hold this: a field, a level that is marked with x, a competency of the pack, or nothing."""
    if assessed_in(name):
        return any(item.code == assessed_in(name) for item in pack.competencies)
    kind, colon, level = name.partition(":")
    if not colon:
        return not name or name in FIELDS
    above = name == mark_field("degree", ABOVE)
    return above or (kind in QUALIFICATIONS and level in QUALIFICATIONS[kind].codes)


def correction_of(found: Preview, problem: Problem, code: str) -> str:
    """The cell with the word that was asked about put right; other words of the cell stay."""
    assert found.check is not None
    plan = next(plan for plan in found.check.plans if plan.draft.row.number == problem.row)
    cell = plan.draft.shown.get(problem.field_name, "")
    return cell.replace(problem.found, code) if problem.found and problem.found in cell else code
