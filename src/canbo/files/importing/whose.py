"""Whom the rows of a file are about, with every question and problem on the way there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from canbo.apps.people.queries import State
from canbo.core.access import Scope
from canbo.files.importing.draft import Draft
from canbo.files.importing.identity import Match, Register, Said
from canbo.files.importing.plan import Decisions, identity_of, made_problem
from canbo.files.importing.problems import MATCHED, OTHER, SAME, Problem, Severity
from canbo.files.importing.twice import Repeated


@dataclass
class Found:
    """A row with whom it is about and the problems met on the way."""

    draft: Draft
    match: Match
    problems: list[Problem]
    state: State | None = None

    @property
    def row(self) -> int:
        return self.draft.row.number


def find(
    drafts: Sequence[Draft], repeated: Repeated, said: Decisions, done: Mapping[str, int], on: date, scope: Scope
) -> list[Found]:
    """Each row with its official. `done` are rows written before, with whose they are."""
    register = Register(drafts, on, scope)
    found = []
    for draft in drafts:
        again = repeated.problems.get(draft.row.number)
        problems = [*draft.problems, *_of_row(draft, scope, said), *([again] if again else ())]
        item = Found(draft, register.match(draft, _said(said, draft)), problems)
        _settle(item, register)
        found.append(item)
    _claims(found, said, done)
    return found


def _said(said: Decisions, draft: Draft) -> Said:
    return lambda state: said.identity(draft, state)


def _of_row(draft: Draft, scope: Scope, said: Decisions) -> list[Problem]:
    problems = []
    unlisted = [problem for problem in draft.problems if problem.code in ("unknown_position", "which_position")]
    if unlisted and not draft.positions and all(said.answer(problem) for problem in unlisted):
        problems.append(made_problem("missing_position", draft, "position", draft.shown.get("position", "")))
    if draft.unit and not scope.covers(draft.unit):
        problems.append(made_problem("other_unit", draft, "unit", draft.shown.get("unit") or draft.unit))
    if draft.row.hidden:
        problems.append(made_problem("hidden_row", draft, "full_name", severity=Severity.LOOK, ask="hidden"))
    return problems


def _settle(item: Found, register: Register) -> None:
    """The official the row is about; whom the account does not reach is not shown to it."""
    match, draft = item.match, item.draft
    met = [state for state in (match.state, match.conflict) if state is not None]
    if not all(register.reaches(state) for state in met):
        item.problems.append(made_problem("out_of_reach", draft, "full_name", draft.name))
        return
    item.state = match.state
    if match.conflict is not None:
        other = match.conflict.official.full_name
        item.problems.append(made_problem("id_of_another", draft, "national_id", other=other))
    if match.state is not None and match.question:
        place = f", {match.state.main.unit}" if match.state.main else ""
        item.problems.append(
            made_problem(
                match.question, draft, "full_name", draft.name, severity=Severity.LOOK,
                ask=identity_of(match.state.official.pk), other=f"{match.state.official.full_name}{place}",
                matched=MATCHED.get(match.matched, ""),
            )
        )  # fmt: skip


def _claims(found: Sequence[Found], said: Decisions, done: Mapping[str, int]) -> None:
    """Two rows that are certain to be about one official are not: somebody says which of them is."""
    claims: dict[int, list[Found]] = {}
    for item in found:
        if item.state is not None and not item.match.question:
            claims.setdefault(item.state.official.pk, []).append(item)
    written = {pk: int(row) for row, pk in done.items()}
    for pk, items in claims.items():
        rows = [item.row for item in items] + ([written[pk]] if pk in written else [])
        if len(rows) > 1:
            taken = [item.row for item in items if said.identity(item.draft, _state(item)) == SAME]
            for item in items:
                others = [row for row in rows if row != item.row]
                _claim(item, others, taken, is_written=pk in written)


def _state(item: Found) -> State:
    assert item.state is not None
    return item.state


def _claim(item: Found, others: Sequence[int], taken: Sequence[int], *, is_written: bool) -> None:
    """Ask, unless people said it is this row and no other."""
    free = not is_written and not set(taken) - {item.row}
    if free and taken:
        return
    official = _state(item).official
    item.problems.append(
        made_problem(
            "claimed_twice", item.draft, "full_name", item.draft.name, severity=Severity.LOOK,
            ask=identity_of(official.pk), answers=(SAME, OTHER) if free else (OTHER,),
            other=official.full_name, rows=", ".join(map(str, others)),
        )
    )  # fmt: skip
