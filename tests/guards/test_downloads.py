"""Every download of the pages: never cached, and whose names it carries stands in the trail."""

from __future__ import annotations

import io

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, reverse
from django.urls.resolvers import get_resolver
from openpyxl import load_workbook

from canbo.apps.accounts.models import Role
from canbo.apps.audit.models import Action, Entry
from canbo.apps.people.models import SUBJECT, Official
from factories.province import DAY, add, degree, person, signed_in, small_province

pytestmark = pytest.mark.django_db

ARGUMENTS = {"review:target_export": ["5a"], "review:matrix_export": ["csv"]}
OWN = {"importing:errors", "importing:original"}
"""Give back to an account what it gave."""


def exports() -> list[str]:
    """The names of the addresses that end in a file."""
    found = []
    for space in get_resolver().namespace_dict:
        for item in get_resolver().namespace_dict[space][1].url_patterns:
            route = str(item.pattern)
            if isinstance(item, URLPattern) and any(part in route for part in ("xlsx", "csv", "xuat", "tep-")):
                found.append(f"{space}:{item.name}")
    return sorted(set(found) - OWN)


def words_in(response: HttpResponse) -> str:
    if response.headers["Content-Type"].startswith("text/csv"):
        return response.content.decode("utf-8-sig")
    book = load_workbook(io.BytesIO(response.content))
    return "\n".join(str(value) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row)


@pytest.fixture
def people() -> list[int]:
    here, there, _ = small_province()
    return list(add([
        person("Lò Thị Hằng", here, "land", degree("bachelor", "7850103")),
        person("Giàng A Páo", here, "land", degree("bachelor", "7340301")),
        person("Tẩn A Sần", there, "accountant", degree("bachelor", "7850103")),
        person("Đỗ Văn Em", there, "committee_vice_chair", degree("master")),
    ]))  # fmt: skip


def test_all_of_them_are_known() -> None:
    assert exports() == [
        "organisation:balance_export", "people:export", "review:matrix_export", "review:target_export",
    ]  # fmt: skip


@pytest.mark.parametrize("name", exports())
def test_a_download_is_not_kept_by_anybody_and_leaves_an_entry_for_each_name(name: str, people: list[int]) -> None:
    client: Client = signed_in(Role.PROVINCE)
    response = client.get(f"{reverse(name, args=ARGUMENTS.get(name, []))}?ngay={DAY}")
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Content-Disposition"].startswith("attachment")
    said = words_in(response)
    named = {f"{SUBJECT}{one.pk}" for one in Official.objects.all() if one.full_name in said}
    assert set(Entry.objects.filter(action=Action.READ).values_list("subject", flat=True)) == named
    assert bool(named) is (name != "review:matrix_export")
