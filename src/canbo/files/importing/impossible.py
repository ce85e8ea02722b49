"""What a row would make of a record that can never be true: told at its cell, before a service has to refuse it."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

from canbo.apps.people.queries import State
from canbo.core.dates import PartialDate
from canbo.core.people.faults import faults_of
from canbo.files.importing.plan import RowPlan, made_problem
from canbo.files.importing.problems import Problem

_LOOKED_AT = ("full_name", "national_id", "birth", "recruited", "party_member", "party_joined", "party_official")


def impossible(plan: RowPlan, state: State | None, on: date) -> list[Problem]:
    """The faults of the record as it would be after the row."""
    starts: list[Any]
    if plan.record is not None:
        person: Any = plan.record
        starts = [post.start for post in plan.record.posts]
    elif plan.change is not None and state is not None:
        person = SimpleNamespace(
            **{name: plan.change.values.get(name, getattr(state.official, name)) for name in _LOOKED_AT}
        )
        changed = plan.change.assignments
        starts = [changed.get(a.pk, {}).get("start", a.start) for a in state.assignments]
        starts += [post.start for post in plan.change.posts]
    else:
        return []
    dated = [start for start in starts if isinstance(start, PartialDate)]
    draft = plan.draft
    return [
        made_problem(fault.why, draft, fault.field, draft.shown.get(fault.field, fault.found))
        for fault in faults_of(person, dict.fromkeys(dated), on)
    ]
