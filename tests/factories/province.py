"""A small province in the database: a few communes of the real pack, people in posts, accounts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.test import Client

from canbo.apps.accounts.models import Role, User
from canbo.apps.audit.journal import Author
from canbo.apps.audit.models import Source
from canbo.apps.organisation.services import load_catalogue
from canbo.apps.people.services import register
from canbo.core.dates import PartialDate
from canbo.core.people.record import Held, OfficialRecord, Post, Rated
from canbo.files.policy.current import current_pack

DAY = date(2026, 11, 23)
AUTHOR = Author(None, Source.COMMAND, reason="kiểm thử")

DEGREE = {"bachelor": 4, "master": 5}
THEORY = {"intermediate": 2, "advanced": 3}


def small_province(communes: int = 3) -> list[str]:
    """Load the catalogue with the first communes of the pack; gives their codes."""
    pack = current_pack()
    chosen = pack.communes[:communes]
    load_catalogue(pack.model_copy(update={"communes": chosen}), author=AUTHOR, year=DAY.year)
    return [commune.code for commune in chosen]


def person(name: str, unit: str, position: str, *held: Held, **known: Any) -> OfficialRecord:
    """A civil servant in a main post since 2025, rated "completed well"."""
    post = Post(unit=unit, position=position, category="civil_servant", start=PartialDate(2025, 7, 1))
    values: dict[str, Any] = {
        "birth": PartialDate(1985, 5, 19),
        "sex": "female",
        "ethnic_group": "02",
        "posts": (post,),
        "ratings": (Rated(2025, 2),),
    }
    return OfficialRecord(full_name=name, qualifications=held, **(values | known))


def degree(level: str, field: str = "7380101", **known: Any) -> Held:
    return Held("degree", DEGREE[level], field_code=field, **known)


def theory(level: str) -> Held:
    return Held("political_theory", THEORY[level])


def studying(level: str, until: int, field: str = "7380101") -> Held:
    return Held("degree", DEGREE[level], state="studying", field_code=field, expected=PartialDate(until, 6))


def add(people: Iterable[OfficialRecord]) -> Sequence[int]:
    return register(list(people), author=AUTHOR)


def account(role: Role, unit: str = "") -> User:
    return User.objects.create_user(f"{role}{unit}", full_name=f"Người dùng {role}", role=role, unit_code=unit)


def signed_in(role: Role, unit: str = "") -> Client:
    """A browser in which somebody of that role is signed in."""
    client = Client()
    client.force_login(account(role, unit))
    return client
