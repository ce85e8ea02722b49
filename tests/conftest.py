"""What every test shares: the packs of this tree."""

from __future__ import annotations

from pathlib import Path

import pytest

from canbo.core.policy.model import Pack
from canbo.files.policy.reader import read_pack

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def pack() -> Pack:
    """The Lai Châu pack on top of the national one."""
    found = read_pack(ROOT / "policy" / "lai-chau")
    assert isinstance(found, Pack), "\n".join(map(str, found))
    return found
