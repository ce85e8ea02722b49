"""The dry run: what each row would do, without writing anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from canbo.apps.people.queries import State, of_unit
from canbo.core.access import Scope
from canbo.core.people.record import OfficialChange, OfficialRecord
from canbo.core.policy.model import Pack
from canbo.files.importing.compare import Difference, compare, new_record
from canbo.files.importing.draft import Draft, Reader
from canbo.files.importing.fields import FIELDS
from canbo.files.importing.identity import Match, Register, duplicates
from canbo.files.importing.problems import Choice, Problem, Severity
from canbo.files.importing.reading.model import Row


class Kind(StrEnum):
    """What a row comes to. Every row is exactly one of these, so the counters add up."""

    ERROR = "error"
    LOOK = "look"
    UPDATE = "update"
    NEW = "new"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class RowPlan:
    """One row: what it comes to, its problems, and what would be written: a `record` or a `change`."""

    draft: Draft
    kind: Kind
    problems: tuple[Problem, ...]
    record: OfficialRecord | None = None
    change: OfficialChange | None = None
    shown: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    official_id: int | None = None

    @property
    def is_ready(self) -> bool:
        return self.kind in (Kind.NEW, Kind.UPDATE)


@dataclass(frozen=True)
class Check:
    """All rows of a file, and the officials of its communes whom it does not mention (who are left alone)."""

    plans: tuple[RowPlan, ...]
    absent: tuple[State, ...]

    @property
    def counts(self) -> dict[str, int]:
        tally = Counter(plan.kind for plan in self.plans)
        return {kind: tally.get(kind, 0) for kind in Kind}

    @property
    def ready(self) -> list[RowPlan]:
        return [plan for plan in self.plans if plan.is_ready]


KEEP, TAKE, SAME, OTHER, SKIP = "keep", "take", "same", "other", "skip"


@dataclass(frozen=True)
class Checker:
    """What a file is checked with. `decisions` are people's answers by row number: keep, take, same, other or skip."""

    pack: Pack
    scope: Scope
    on: date
    decisions: Mapping[str, str]

    def check(self, rows: Sequence[Row], reader: Reader) -> Check:
        """Read every row, find whom it is about, and plan it."""
        rows = [row for row in rows if self.decisions.get(str(row.number)) != SKIP]
        drafts = [reader.read(row) for row in rows]
        register = Register(drafts, self.on, self.scope)
        repeated = duplicates(drafts)
        plans = tuple(self._plan(draft, register, repeated) for draft in drafts)
        return Check(plans, tuple(self._absent(drafts, plans)))

    def _absent(self, drafts: Sequence[Draft], plans: Sequence[RowPlan]) -> list[State]:
        units = {draft.unit for draft in drafts if draft.unit and self.scope.covers(draft.unit)}
        mentioned = {plan.official_id for plan in plans}
        return [state for state in of_unit(units, self.on) if state.official.pk not in mentioned]

    # --- one row -----------------------------------------------------------------------------------------------------

    def _plan(self, draft: Draft, register: Register, repeated: Mapping[int, tuple[str, int]]) -> RowPlan:
        problems = list(draft.problems)
        decision = self.decisions.get(str(draft.row.number), "")
        match = register.match(draft)
        self._check_place(draft, match, problems)
        self._check_repeated(draft, decision, repeated, problems)
        state = self._settle(draft, match, decision, problems)
        if any(p.severity is Severity.ERROR for p in problems):
            return RowPlan(draft, Kind.ERROR, tuple(problems), official_id=state.official.pk if state else None)
        if state is None:
            kind = Kind.LOOK if _open(problems, decision) else Kind.NEW
            return RowPlan(draft, kind, tuple(problems), record=new_record(draft, self._categories))
        return self._plan_change(draft, state, decision, problems)

    def _plan_change(self, draft: Draft, state: State, decision: str, problems: list[Problem]) -> RowPlan:
        found = compare(draft, state, self._categories, self.on, take_lower=decision == TAKE)
        self._look_at(draft, state, found, decision, problems)
        official_id = state.official.pk
        if _open(problems, decision):
            return RowPlan(draft, Kind.LOOK, tuple(problems), None, found.change, found.shown, official_id)
        if found.from_unit and decision == KEEP:
            return RowPlan(draft, Kind.UNCHANGED, tuple(problems), official_id=official_id)
        kind = Kind.UNCHANGED if found.is_empty else Kind.UPDATE
        return RowPlan(draft, kind, tuple(problems), None, found.change, found.shown, official_id)

    @property
    def _categories(self) -> dict[str, str]:
        return {position.code: position.category for position in self.pack.positions}

    def _check_place(self, draft: Draft, match: Match, problems: list[Problem]) -> None:
        if draft.unit and not self.scope.covers(draft.unit):
            problems.append(_problem("other_unit", draft, "unit", draft.shown.get("unit") or draft.unit))
        if match.conflict is not None:
            other = match.conflict.official.full_name
            problems.append(_problem("id_of_another", draft, "national_id", "", other=other))

    def _check_repeated(
        self, draft: Draft, decision: str, repeated: Mapping[int, tuple[str, int]], problems: list[Problem]
    ) -> None:
        if draft.row.number in repeated:
            code, other = repeated[draft.row.number]
            if code != "same_twice" or decision != OTHER:
                problems.append(_problem(code, draft, "full_name", draft.name, other=other))

    def _settle(self, draft: Draft, match: Match, decision: str, problems: list[Problem]) -> State | None:
        """The official the row is about, once people have said so where the machine cannot know."""
        if match.state is None or match.sure or decision == SAME:
            return match.state
        if decision == OTHER:
            return None
        official = match.state.official
        place = f", {match.state.main.unit}" if match.state.main else ""
        choices = (Choice(SAME, "Cùng một người"), Choice(OTHER, "Người khác"))
        problems.append(
            _problem("perhaps_same", draft, "full_name", draft.name, Severity.LOOK, choices,
                     other=f"{official.full_name}{place}")
        )  # fmt: skip
        return match.state

    def _look_at(self, draft: Draft, state: State, found: Difference, decision: str, problems: list[Problem]) -> None:
        choices = (Choice(KEEP, "Giữ hồ sơ"), Choice(TAKE, "Lấy theo tệp"))
        if found.from_unit and decision not in (TAKE, KEEP):
            problems.append(
                _problem("elsewhere", draft, "unit", draft.name, Severity.LOOK, choices, other=found.from_unit)
            )
        if decision not in (TAKE, KEEP):
            for kind, (old, new) in found.lower.items():
                problems.append(_problem("downgrade", draft, kind, new, Severity.LOOK, choices, other=old))
        stale = draft.version is not None and draft.version != state.official.version
        if stale and found.shown and decision not in (TAKE, KEEP):
            problems.append(_problem("changed_meanwhile", draft, "full_name", draft.name, Severity.LOOK, choices))


def _open(problems: Sequence[Problem], decision: str) -> bool:
    """Whether somebody still has to look: an answer to the row settles what was asked of it."""
    return bool(problems) and not decision


def _problem(
    code: str,
    draft: Draft,
    name: str,
    found: str,
    severity: Severity = Severity.ERROR,
    choices: tuple[Choice, ...] = (),
    **values: object,
) -> Problem:
    label = FIELDS[name].label if name in FIELDS else name
    return Problem(code, severity, draft.row.number, label, name, str(found), values, choices)
