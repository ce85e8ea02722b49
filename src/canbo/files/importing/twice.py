"""The same person in two rows of one file: dropped, two people, or one with concurrent posts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from canbo.core.text.names import same_name_key
from canbo.files.importing.draft import Draft
from canbo.files.importing.identity import duplicates
from canbo.files.importing.plan import Decisions, made_problem
from canbo.files.importing.problems import JOIN, OTHER, Problem


@dataclass
class Repeated:
    """The problems of rows that repeat an earlier one; and the rows joined into another, with the question answered."""

    problems: dict[int, Problem] = field(default_factory=dict)
    joined: dict[int, int] = field(default_factory=dict)
    answered: dict[int, Problem] = field(default_factory=dict)


def join_repeated(drafts: Sequence[Draft], said: Decisions) -> Repeated:
    """Ask about repeated rows; those said to be one person with concurrent posts give them to the earlier row."""
    repeated = Repeated()
    by_number = {draft.row.number: draft for draft in drafts}
    for number, (code, earlier) in duplicates(drafts).items():
        draft = by_number[number]
        target = by_number[repeated.joined.get(earlier.row.number, earlier.row.number)]
        problem = made_problem(
            code, draft, "full_name", draft.name, ask=f"twice:{target.row.number}",
            answers=_answers(code, draft, target), other=target.row.number,
        )  # fmt: skip
        if said.answer(problem) == JOIN and not draft.problems:
            _join(target, draft)
            repeated.joined[number], repeated.answered[number] = target.row.number, problem
        else:
            repeated.problems[number] = problem
    return repeated


def _answers(code: str, draft: Draft, target: Draft) -> tuple[str, ...]:
    one_place = draft.unit == target.unit and same_name_key(draft.name) == same_name_key(target.name)
    return ((JOIN,) if one_place else ()) + ((OTHER,) if code == "same_twice" else ())


def _join(target: Draft, draft: Draft) -> None:
    """Posts that the earlier row does not have become concurrent ones; what it leaves blank is filled."""
    target.positions += [position for position in draft.positions if position not in target.positions]
    target.held += [item for item in draft.held if item not in target.held]
    target.values = draft.values | {name: value for name, value in target.values.items() if value not in (None, "")}
    target.rating = target.rating or draft.rating
    target.assessed = draft.assessed | target.assessed
