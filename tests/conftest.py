"""What every test shares: the packs of this tree, and a clock that stands on the day the tests speak of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from time import monotonic

import pytest
from django.utils import timezone, translation
from hypothesis import settings

from canbo.core.policy.model import Pack
from canbo.files.policy.reader import read_pack

ROOT = Path(__file__).resolve().parents[1]

settings.register_profile("canbo", deadline=None)
settings.load_profile("canbo")


@pytest.fixture(scope="session", autouse=True)
def clock() -> Iterator[None]:
    """It is the morning of 23 November 2026 when the tests begin; from then on the clock goes as usual.

    Set below `timezone.now`, which is itself the default of a column and must stay the same function.
    """
    began = monotonic()

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return (datetime(2026, 11, 23, 1, tzinfo=UTC) + timedelta(seconds=monotonic() - began)).astimezone(tz)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "datetime", Clock)
        yield


@pytest.fixture(autouse=True)
def language() -> Iterator[None]:
    """Whatever language a test's last page was in, the next test begins in that of the settings."""
    yield
    translation.deactivate()


@pytest.fixture(scope="session")
def pack() -> Pack:
    """The Lai Châu pack on top of the national one."""
    found = read_pack(ROOT / "policy" / "lai-chau")
    assert isinstance(found, Pack), "\n".join(map(str, found))
    return found
