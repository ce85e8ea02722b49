"""The policy pack that this installation runs on, read once a process."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from django.conf import settings

from canbo.core.policy.model import Pack
from canbo.core.policy.problems import Place, Problem
from canbo.core.policy.resolve import PackAt, digest
from canbo.files.policy.reader import read_pack


class BadPack(Exception):
    """The pack cannot be used; carries every fault found."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


@lru_cache(maxsize=1)
def current_pack() -> Pack:
    """The pack named in the settings. Raises `BadPack`."""
    found = read_pack(settings.POLICY_DIR / settings.POLICY_PACK)
    if isinstance(found, list):
        raise BadPack(found)
    if found.province is None:
        place = Place(f"{settings.POLICY_PACK}/pack.yaml", 1)
        told = (
            "gói đang dùng phải là gói của một tỉnh; cần khóa này",
            "the pack in use must be a province's; key expected",
        )
        raise BadPack([Problem(place, "province", *told)])
    return found


@lru_cache(maxsize=16)
def current_pack_at(as_of: date) -> PackAt:
    """The pack in use on a date."""
    return PackAt(current_pack(), as_of)


@lru_cache(maxsize=1)
def current_version() -> str:
    """The version of the pack in use, under which snapshots are comparable."""
    return digest(current_pack())
