"""Keeping a snapshot is a write like any other: it leaves its trail, or it is not kept."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

import pytest

from canbo.apps.audit import journal
from canbo.apps.audit.models import Action, Entry, Source
from canbo.apps.audit.queries import entries_of
from canbo.apps.review.models import Snapshot, TargetResult
from canbo.apps.review.services import StillToCome, take_snapshot
from canbo.files.policy.current import current_pack_at

pytestmark = pytest.mark.django_db
JUNE = date(2026, 6, 30)


def test_a_snapshot_leaves_an_entry_with_the_digest_of_its_findings() -> None:
    kept = take_snapshot(current_pack_at(JUNE), None)
    (entry,) = entries_of("snapshot:2026-06-30")
    assert (entry.action, entry.source, entry.row) == (Action.CREATE, Source.COMMAND, kept.pk)
    assert entry.after["findings"] == sha256(kept.findings).hexdigest()


def test_taken_again_the_one_it_replaces_stays_in_the_trail() -> None:
    first = take_snapshot(current_pack_at(JUNE), None).pk
    take_snapshot(current_pack_at(JUNE), None)
    entries = list(entries_of("snapshot:2026-06-30"))
    assert [entry.action for entry in entries] == [Action.CREATE, Action.DELETE, Action.CREATE]
    assert (entries[1].row, entries[1].before["as_of"]) == (first, "2026-06-30")
    assert Snapshot.objects.count() == 1


def test_of_a_day_still_to_come_nothing_is_kept() -> None:
    with pytest.raises(StillToCome):
        take_snapshot(current_pack_at(date(2026, 11, 24)), None)
    assert not Snapshot.objects.exists()


def test_without_its_entry_it_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(journal, "_write", refuse)
    with pytest.raises(RuntimeError):
        take_snapshot(current_pack_at(JUNE), None)
    assert not Snapshot.objects.exists()
    assert not TargetResult.objects.exists()
    assert not Entry.objects.exists()
