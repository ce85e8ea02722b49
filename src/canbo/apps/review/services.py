"""Reviews of the stored records, and the snapshots kept of them."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

import polars as pl
from django.db import transaction

from canbo.apps.accounts.models import User
from canbo.apps.audit import journal
from canbo.apps.audit.clock import written_at, written_on
from canbo.apps.audit.models import Source
from canbo.apps.audit.queries import Version, last_write
from canbo.apps.policy.services import record_version
from canbo.apps.review.consistent import one_state
from canbo.apps.review.models import Snapshot, TargetResult
from canbo.apps.review.queries import facts
from canbo.core.access import Scope
from canbo.core.facts.bundle import Facts
from canbo.core.policy.resolve import PackAt
from canbo.core.review.review import Review, review
from canbo.core.review.targets import TargetResult as Result


def review_records(pack: PackAt, scope: Scope) -> Review:
    """The review of the records on the pack's date within a scope. The same records are reviewed once.

    Every write raises the version of the records. What is read is of one state, which is not older than the version.
    """
    return _reviewed(last_write(), pack, scope)


@lru_cache(maxsize=6)
def _facts(version: Version, as_of: date, scope: Scope) -> Facts:
    with one_state():
        return facts(as_of, scope)


@lru_cache(maxsize=6)
def _reviewed(version: Version, pack: PackAt, scope: Scope) -> Review:
    return review(_facts(version, pack.as_of, scope), pack)


# --- snapshots -------------------------------------------------------------------------------------------------


class StillToCome(Exception):
    """Of a day that has not come nothing can be kept. Nothing was written."""


@transaction.atomic
def take_snapshot(pack: PackAt, user: User | None) -> Snapshot:
    """Keep the province's review of the pack's date. Taken again for the same date and pack, it is replaced.

    Nobody writes between the look and the last row. Raises `StillToCome`.
    """
    if pack.as_of > written_on():
        raise StillToCome
    journal.take_turn()
    found = review_records(pack, Scope.province())
    version = record_version(pack.pack)
    reason = f"Chốt số liệu ngày {pack.as_of:%d/%m/%Y}"
    author = journal.Author(user, Source.PAGE if user else Source.COMMAND, reason=reason)
    journal.delete(list(Snapshot.objects.filter(as_of=pack.as_of, pack=version)), author, _subject)
    snapshot = Snapshot(
        as_of=pack.as_of,
        pack=version,
        taken_at=written_at(),
        taken_by=user,
        officials=found.officials["official_id"].n_unique(),
        findings=_parquet(found.findings),
        positions=_parquet(found.balance.positions),
    )
    journal.create([snapshot], author, _subject)
    TargetResult.objects.bulk_create(row for result in found.targets for row in _rows(snapshot, result))
    return snapshot


def _subject(snapshot: Snapshot) -> str:
    return f"snapshot:{snapshot.as_of}"


def _parquet(frame: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    frame.write_parquet(buffer)
    return buffer.getvalue()


def _rows(snapshot: Snapshot, result: Result) -> Iterable[TargetResult]:
    yield _row(snapshot, result, "")
    for unit in result.by_unit:
        yield _row(snapshot, result.within(unit), unit)


def _row(snapshot: Snapshot, result: Result, unit: str) -> TargetResult:
    counts = result.counts
    return TargetResult(
        snapshot=snapshot,
        target=result.target.id,
        unit=unit,
        met=counts.met,
        gap=counts.gap,
        unknown=counts.unknown,
        unsure=counts.unsure,
        studying=result.studying,
        missing=result.missing,
        lower=counts.lower,
        upper=counts.upper,
        forecast=result.forecast,
        light=result.light,
    )
