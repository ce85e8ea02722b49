"""The dry run: what each row would do, without writing anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from canbo.apps.people.queries import State, of_unit
from canbo.core.access import Scope
from canbo.core.policy.model import Pack
from canbo.core.text.names import same_name_key
from canbo.files.importing.absent import Absent, absent_of
from canbo.files.importing.compare import Answered, Difference, compare, new_record
from canbo.files.importing.draft import Draft, Reader
from canbo.files.importing.impossible import impossible
from canbo.files.importing.meanwhile import changed_since
from canbo.files.importing.plan import Decisions, Kind, RowPlan, elsewhere, kind_of, made_problem, title_of
from canbo.files.importing.problems import KEEP, OTHER, SAME, TAKE, Problem, Severity
from canbo.files.importing.reading.model import Row
from canbo.files.importing.twice import Repeated, join_repeated
from canbo.files.importing.whose import Found, find


@dataclass(frozen=True)
class Check:
    """All rows of a file, and the officials of its communes whom it does not mention."""

    plans: tuple[RowPlan, ...]
    absent: tuple[Absent, ...]

    @property
    def counts(self) -> dict[str, int]:
        tally = Counter(plan.kind for plan in self.plans)
        return {kind: tally.get(kind, 0) for kind in Kind}

    @cached_property
    def ready(self) -> list[RowPlan]:
        return [plan for plan in self.plans if plan.is_ready]

    @cached_property
    def leaving(self) -> list[Absent]:
        """The absent of whom somebody said that they left."""
        return [item for item in self.absent if item.change is not None]

    @property
    def waiting(self) -> int:
        return sum(plan.kind in (Kind.ERROR, Kind.LOOK) for plan in self.plans)

    def problem(self, key: str) -> Problem | None:
        """The question of a name, open or answered."""
        asked = (problem for plan in self.plans for problem in (*plan.problems, *plan.answered))
        return next((problem for problem in asked if problem.key == key), None)

    @cached_property
    def digests(self) -> dict[str, str]:
        """What people are shown of everything that would be written, by row or absent official."""
        shown = {str(plan.draft.row.number): plan.digest for plan in self.ready}
        return shown | {item.key: item.digest for item in self.leaving}


@dataclass(frozen=True)
class Checker:
    """What a file is checked with.

    `decisions` are people's answers by question; `done` the rows written before and whose they are; `meanwhile` the
    rows whose records somebody changed while they were being written.
    """

    pack: Pack
    scope: Scope
    on: date
    decisions: Mapping[str, str] = field(default_factory=dict)
    done: Mapping[str, int] = field(default_factory=dict)
    meanwhile: frozenset[int] = frozenset()
    sheet: str = ""

    def check(self, rows: Sequence[Row], reader: Reader) -> Check:
        """Read every row, find whom it is about, and plan it."""
        drafts = [reader.read(row) for row in rows]
        live = [d for d in drafts if str(d.row.number) not in self.done and not self._said.is_dropped(d.row.number)]
        repeated = join_repeated(live, self._said)
        alone = [draft for draft in live if draft.row.number not in repeated.joined]
        found = find(alone, repeated, self._said, self.done, self.on, self.scope)
        planned = dict(zip((item.row for item in found), self._plans(found), strict=True))
        plans = tuple(self._placed(planned.get(d.row.number) or self._aside(d, repeated)) for d in drafts)
        return Check(plans, self._absent(drafts, plans))

    @cached_property
    def _said(self) -> Decisions:
        return Decisions(self.decisions)

    @cached_property
    def _categories(self) -> dict[str, str]:
        return {position.code: position.category for position in self.pack.positions}

    def _aside(self, draft: Draft, repeated: Repeated) -> RowPlan:
        """A row that is written, dropped, or goes into another one."""
        number = draft.row.number
        if str(number) in self.done:
            return RowPlan(draft, Kind.DONE, official_id=self.done[str(number)])
        answered = (repeated.answered[number],) if number in repeated.answered else ()
        return RowPlan(draft, Kind.SKIPPED, answered=answered, into=repeated.joined.get(number))

    def _placed(self, plan: RowPlan) -> RowPlan:
        """The plan, its problems with the sheet they stand in."""
        problems, answered = (tuple(replace(p, sheet=self.sheet) for p in g) for g in (plan.problems, plan.answered))
        return replace(plan, problems=problems, answered=answered)

    def _absent(self, drafts: Sequence[Draft], plans: Sequence[RowPlan]) -> tuple[Absent, ...]:
        """Who serves in the file's communes and is neither found nor named in it."""
        units = {draft.unit for draft in drafts if draft.unit and self.scope.covers(draft.unit)}
        mentioned = {plan.official_id for plan in plans}
        names = {same_name_key(draft.name) for draft in drafts}
        left = [
            state
            for state in of_unit(units, self.on)
            if state.official.pk not in mentioned and same_name_key(state.official.full_name) not in names
        ]
        return absent_of(left, units, self.decisions)

    # --- what becomes of a row ---------------------------------------------------------------------------------------

    def _plans(self, found: Sequence[Found]) -> list[RowPlan]:
        stale = {
            item.state.official.pk: (item.state, item.draft.version)
            for item in found
            if item.state is not None and item.draft.version not in (None, item.state.official.version)
        }
        written = changed_since({pk: (state, v) for pk, (state, v) in stale.items() if v is not None})
        return [self._plan(item, written.get(item.state.official.pk) if item.state else None) for item in found]

    def _plan(self, item: Found, contested: frozenset[str] | None) -> RowPlan:
        still_open, answered = self._said.parted(item.problems)
        if any(problem.severity is Severity.ERROR for problem in still_open):
            official_id = item.state.official.pk if item.state else None
            return RowPlan(item.draft, Kind.ERROR, still_open, answered, official_id=official_id)
        if item.state is None:
            record = new_record(item.draft, self._categories, self.on)
            return self._asked(RowPlan(item.draft, Kind.NEW, record=record), item.problems, None)
        return self._change(item, contested or frozenset())

    def _change(self, item: Found, contested: frozenset[str]) -> RowPlan:
        """What differs from the record, once without answers to ask about it, and once with them."""
        assert item.state is not None
        first = compare(item.draft, item.state, self._categories, self.on, Answered())
        moves = _elsewhere(item, first, self._said)
        problems = [*item.problems, *moves, *_questions(item, first, contested, self.pack)]
        plan = RowPlan(item.draft, Kind.UNCHANGED, official_id=item.state.official.pk)
        if any(self._said.answer(problem) == KEEP for problem in moves):
            return replace(plan, answered=tuple(problems))
        found = compare(
            item.draft, item.state, self._categories, self.on, _answered(problems, contested, self._said)
        )  # fmt: skip
        if not found.is_empty:
            plan = replace(plan, kind=Kind.UPDATE, change=found.change, shown=found.shown)
        return self._asked(plan, problems, item.state)

    def _asked(self, plan: RowPlan, problems: Sequence[Problem], state: State | None) -> RowPlan:
        """The plan with its questions; what somebody changed while it was being written is asked about too."""
        asked = [*problems, *impossible(plan, state, self.on)]
        if plan.draft.row.number in self.meanwhile and plan.is_ready:
            changed = made_problem(
                "has_meanwhile_changed", plan.draft, "full_name", plan.draft.name, severity=Severity.LOOK,
                ask=f"meanwhile:{plan.digest}",
            )  # fmt: skip
            asked.append(changed)
            if self._said.answer(changed) == KEEP:
                return RowPlan(plan.draft, Kind.UNCHANGED, answered=tuple(asked), official_id=plan.official_id)
        still_open, answered = self._said.parted(asked)
        return replace(plan, kind=kind_of(still_open, plan.kind), problems=still_open, answered=answered)


def _questions(item: Found, found: Difference, contested: frozenset[str], pack: Pack) -> list[Problem]:
    """Where the file says less than the record, or denies it, or knows it of old."""
    asked = []
    told = f"{found.change.version}:{item.draft.held}:{item.draft.start}:{item.draft.assessed}"
    for code, groups in (("downgrade", found.lower), ("contradicts", found.against)):
        for name, (old, new) in groups.items():
            ask = f"{code}:{name}:{told}"
            asked.append(
                made_problem(
                    code, item.draft, name, new, severity=Severity.LOOK, ask=ask, title=title_of(name, pack), other=old
                )
            )  # fmt: skip
    differing = [name for name in (*found.shown, *found.lower) if name in contested]
    if differing:
        names, ask = ", ".join(title_of(name, pack) for name in differing), f"changed:{told}"
        asked.append(made_problem("changed_meanwhile", item.draft, "full_name", names, severity=Severity.LOOK, ask=ask))
    return asked


def _elsewhere(item: Found, found: Difference, said: Decisions) -> list[Problem]:
    """Whether the official moves here; found by name alone, it can also be somebody else."""
    if found.leaves is None or item.state is None:
        return []
    by_name = item.match.by_name and said.identity(item.draft, item.state) != SAME
    ask = elsewhere(item.state.official.pk, found.leaves.unit.code, str(item.draft.unit))
    answers = (TAKE, KEEP, OTHER) if by_name else (TAKE, KEEP)
    place = str(found.leaves.unit)
    return [
        made_problem(
            "elsewhere", item.draft, "unit", item.draft.name, severity=Severity.LOOK, ask=ask, answers=answers,
            other=place,
        )
    ]  # fmt: skip


def _answered(problems: Sequence[Problem], contested: frozenset[str], said: Decisions) -> Answered:
    kept: set[str] = set()
    lowered: set[str] = set()
    for problem in problems:
        answer = said.answer(problem)
        if problem.code == "downgrade" and answer == TAKE:
            lowered.add(problem.field_name)
        elif problem.code == "contradicts" and answer == KEEP:
            kept.add(problem.field_name)
        elif problem.code == "changed_meanwhile" and answer == KEEP:
            kept |= contested
    return Answered(frozenset(kept), frozenset(lowered - kept))
