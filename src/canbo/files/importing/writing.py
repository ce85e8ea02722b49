"""Write what was checked and seen, in one transaction and one batch; and take it back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from canbo.apps.accounts.models import User
from canbo.apps.audit import undo as trail
from canbo.apps.audit.journal import Author, open_batch
from canbo.apps.audit.models import Source
from canbo.apps.importing import services
from canbo.apps.importing.models import RECORDED, State, Upload
from canbo.apps.people.services import OutOfDate, UnknownParts, apply_changes, register
from canbo.core.access import Scope
from canbo.core.policy.model import Pack
from canbo.files.importing.absent import Absent
from canbo.files.importing.check import Check
from canbo.files.importing.fictional import is_fictional
from canbo.files.importing.plan import Kind, RowPlan, digest_of
from canbo.files.importing.session import Preview, preview
from canbo.files.importing.token import rows_of

_TRIES = 3


class NotMapped(Exception):
    """The columns of the upload are not clear yet: nothing can be written."""


class NotSeen(Exception):
    """Something else than what was shown would be written; nothing was."""


@dataclass(frozen=True)
class _Due:
    """What is to be written now, and the rows held back because their records have changed since they were shown."""

    plans: Sequence[RowPlan]
    leaving: Sequence[Absent]
    held_back: Sequence[int]


def write(upload: Upload, user: User | None, pack: Pack, scope: Scope, on: date, token: str = "") -> Upload:
    """Write the rows that are ready and were seen as they are; the others go on waiting.

    A row whose record somebody changed since it was shown is held back and asked about. `token` is that of the preview
    which the person saw. Raises `services.Closed`, `NotMapped`, `NotSeen`, and `people.services.OutOfDate` when
    records do not stop changing.
    """
    for _ in range(_TRIES - 1):
        try:
            return _write(upload, user, pack, scope, on, token)
        except (OutOfDate, UnknownParts, IntegrityError):  # somebody wrote a moment ago: look again
            continue
    try:
        return _write(upload, user, pack, scope, on, token)
    except (UnknownParts, IntegrityError) as error:
        raise OutOfDate([]) from error


@transaction.atomic
def _write(upload: Upload, user: User | None, pack: Pack, scope: Scope, on: date, token: str) -> Upload:
    services.one_at_a_time()
    locked = services.lock(upload)
    found = preview(locked, pack, scope, on)
    if found.check is None or locked.state not in (State.CHECKED, State.PARTLY):
        raise NotMapped
    due = _due(found.check, locked, token)
    locked.meanwhile = sorted({*locked.meanwhile, *due.held_back})
    if not due.plans and not due.leaving and (found.check.waiting or due.held_back):
        return services.change(locked, meanwhile=locked.meanwhile, summary=_summary(locked, found.check, due))
    author = Author(user, Source.IMPORT, reason=f"Nhập từ {locked.name}"[:300])
    batch, author = open_batch(f"Nhập từ {locked.name}", author, fictional=is_fictional(found.table))
    done = _apply(due, author)
    waiting = bool(found.check.waiting or due.held_back)
    services.mark_written(locked, batch, done=done, summary=_summary(locked, found.check, due), waiting=waiting)
    _tell_origin(found, done, pack, scope, on)
    return locked


def _due(check: Check, upload: Upload, token: str) -> _Due:
    """Of what is ready, what was seen just so. What nobody was shown yet is written as it is."""
    if token and token != digest_of(sorted(upload.seen.items())):
        raise NotSeen
    seen = upload.seen
    plans = [p for p in check.ready if not seen or seen.get(str(p.draft.row.number)) == p.digest]
    leaving = [item for item in check.leaving if not seen or seen.get(item.key) == item.digest]
    kept = {plan.draft.row.number for plan in plans}
    return _Due(plans, leaving, [p.draft.row.number for p in check.ready if p.draft.row.number not in kept])


def _apply(due: _Due, author: Author) -> dict[str, int]:
    """Write; the rows written by their number, with whose they are now."""
    new = [plan for plan in due.plans if plan.record is not None]
    ids = register([plan.record for plan in new if plan.record is not None], author=author)
    changes = [plan.change for plan in due.plans if plan.change is not None]
    apply_changes([*changes, *(item.change for item in due.leaving if item.change)], author=author)
    done = {str(plan.draft.row.number): pk for plan, pk in zip(new, ids, strict=True)}
    known: dict[str, int] = {str(p.draft.row.number): p.official_id for p in due.plans if p.official_id is not None}
    return {**done, **known}


def _summary(upload: Upload, check: Check, due: _Due) -> dict[str, int]:
    before = upload.summary
    counts = {
        "written": len(due.plans),
        "left": len(due.leaving),
        "added": sum(plan.kind is Kind.NEW for plan in due.plans),
        "changed": sum(plan.kind is Kind.UPDATE for plan in due.plans),
    }
    total = {name: before.get(name, 0) + count for name, count in counts.items()}
    still = Counter(plan.kind for plan in check.ready if plan.draft.row.number in due.held_back)
    now = {kind: still.get(kind, 0) for kind in (Kind.NEW, Kind.UPDATE)}
    return {**before, **check.counts, **now, **total, "held_back": len(due.held_back)}


def _tell_origin(found: Preview, done: dict[str, int], pack: Pack, scope: Scope, on: date) -> None:
    """Rows that came back mended no longer wait in the file they were taken from, which may be done with them."""
    origin = found.upload.origin
    if origin is None or origin.state not in (*RECORDED, State.CHECKED):
        return
    was = rows_of(found.table, origin)
    services.supersede(origin, {str(was[int(row)]): pk for row, pk in done.items() if int(row) in was})
    check = preview(origin, pack, scope, on).check if origin.is_kept else None
    if check is not None and not check.waiting and not check.ready:
        services.change(origin, state=State.WRITTEN)


def undo(upload: Upload, user: User | None) -> trail.UndoPlan:
    """Take an upload's writes back, sparing officials edited since; when all were, nothing is undone."""
    with transaction.atomic():
        services.one_at_a_time()
        batches = list(upload.batches.filter(undone_at__isnull=True).order_by("pk"))
        plan = trail.undo(batches, Author(user, Source.IMPORT, reason=f"Hoàn tác {upload.name}"[:300]))
        if plan.reverts:
            services.mark_undone(upload, reverted=len(plan.subjects), spared=len(plan.spared))
    return plan
