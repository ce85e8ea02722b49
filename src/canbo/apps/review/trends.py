"""Reads of the snapshots: what the measures said on earlier dates, under the same rules."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from canbo.apps.review.models import Snapshot, TargetResult
from canbo.core.access import Scope


@dataclass(frozen=True)
class Point:
    """One measure on the date of a snapshot; `share` is the lower bound, as `Counts.lower`."""

    as_of: date
    met: int
    share: float | None


def snapshot_dates(version: str) -> list[date]:
    """The dates of the snapshots taken under a version of the pack (its digest), the latest first."""
    found = Snapshot.objects.filter(pack__digest=version).order_by("-as_of")
    return list(found.values_list("as_of", flat=True))


def previous(before: date, version: str, scope: Scope) -> dict[str, Point]:
    """Each target in the latest snapshot before a date, by the target's id; empty when there is none."""
    unit = _unit(scope)
    latest = Snapshot.objects.filter(as_of__lt=before, pack__digest=version).order_by("-as_of").first()
    if latest is None or unit is None:
        return {}
    rows = latest.results.filter(unit=unit).values_list("target", "met", "lower")
    return {target: Point(latest.as_of, met, lower) for target, met, lower in rows}


def trend(target: str, version: str, scope: Scope) -> list[Point]:
    """One target through the snapshots of a version of the pack, the earliest first."""
    unit = _unit(scope)
    if unit is None:
        return []
    rows = (
        TargetResult.objects.filter(target=target, unit=unit, snapshot__pack__digest=version)
        .order_by("snapshot__as_of")
        .values_list("snapshot__as_of", "met", "lower")
    )
    return [Point(*row) for row in rows]


@dataclass(frozen=True)
class Kept:
    """A snapshot as it was taken: `results` by target and commune ("" for the province), and frames of its review."""

    as_of: date
    results: Sequence[TargetResult]
    findings: pl.DataFrame
    positions: pl.DataFrame


def kept(as_of: date, version: str) -> Kept | None:
    """The snapshot of a date under a version of the pack, whole."""
    found = Snapshot.objects.filter(as_of=as_of, pack__digest=version).prefetch_related("results").first()
    if found is None:
        return None
    findings, positions = (pl.read_parquet(io.BytesIO(bytes(content))) for content in (found.findings, found.positions))
    return Kept(as_of, list(found.results.order_by("pk")), findings, positions)


def _unit(scope: Scope) -> str | None:
    """The province's own row, or that of the one commune in scope; None for several: no row is about them together."""
    if scope.units is None:
        return ""
    return next(iter(scope.units)) if len(scope.units) == 1 else None
