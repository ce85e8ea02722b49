"""Page: on the demonstration province every page keeps its budgets of bytes and elements, in both languages."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from hashlib import md5

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from canbo.apps.accounts.models import User
from canbo.files.policy.current import current_pack
from canbo.web.people.official import TABS

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="what a page weighs does not depend on the database"),
]
KB = 1024
LIST, DASHBOARD, FORM, FRAGMENT, ELEMENTS = 8 * KB, 9 * KB, 7 * KB, 3 * KB, 1500
"""Bytes of a page as it goes over the wire, by its kind, and elements of any."""

DASHBOARDS = ["/"]
LISTS = [
    *("/can-bo/", "/can-bo/?trang=40", "/can-bo/?sap=chuc_vu", "/can-bo/?xem=chua-dat", "/can-bo/?xem=chua-phu-hop"),
    *("/can-bo/?xem=chua-boi-duong", "/can-bo/?xem=thieu-so-lieu", "/can-bo/?xem=sap-nghi-huu", "/can-bo/?q=lo"),
    *("/can-bo/?thieu=political_theory&gioi=female&khoi=party", "/can-bo/chat-luong/", "/can-bo/che-do-xem/"),
    *("/xa/", "/bo-tri/", "/bo-tri/?theo=vi-tri", "/bo-tri/?trang=3", "/bo-tri/danh-sach/", "/chi-tieu/"),
    *("/ma-tran/", "/ma-tran/?don_vi_do=phan-tram", "/ma-tran/?hang=nhom", "/ma-tran/?hang=don-vi"),
    *("/ma-tran/?hang=vi-tri", "/ma-tran/?yeu_cau=chuan", "/ma-tran/?yeu_cau=chuong-trinh&tru_dang_hoc=1"),
    *("/quy-dinh/", "/quy-dinh/chuan/", "/quy-dinh/vi-tri/", "/quy-dinh/tham-so/", "/quy-dinh/can-xac-nhan/"),
]
FRAGMENTS = [
    *("/can-bo/?nhom=specialist", "/can-bo/?xem=chua-dat&nhom=specialist", "/can-bo/dieu-kien/"),
    *("/can-bo/?thieu=political_theory&gioi=female&khoi=party", "/can-bo/?xem=thieu-so-lieu&don_vi=party_committee"),
]
FORMS = ["/can-bo/dieu-kien/", "/tro-giup/", "/nhap/"]


def kinds(user: User, official: str) -> Iterator[tuple[str, int]]:
    """Every address that somebody may open, with the bytes it may take."""
    pack = current_pack()
    yield from ((address, DASHBOARD) for address in DASHBOARDS)
    yield from ((address, LIST) for address in LISTS)
    yield from ((address, FORM) for address in FORMS if address != "/nhap/" or user.may_write)
    yield f"/xa/{user.unit_code or pack.communes[0].code}/", LIST
    yield from ((f"/can-bo/{official}/?muc={tab}", FORM) for tab in TABS)
    for target in pack.targets:
        yield from ((f"/chi-tieu/{target.code}/{query}", LIST) for query in ("", "?phan=met", "?phan=unknown"))


def first_of(client: Client) -> str:
    """The id of the first official of the list."""
    found = re.search(r'class="name" href="/can-bo/(\d+)/', client.get("/can-bo/").content.decode())
    assert found is not None
    return found[1]


@pytest.fixture(scope="module")
def demonstration(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The demonstration province, gone after the last test of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("demo", "--competencies", verbosity=0)
        yield
        transaction.set_rollback(True)


def wire(html: bytes) -> int:
    """The bytes of a page as it is served: its static files have a digest in their names, its text is compressed."""

    def named(found: re.Match[bytes]) -> bytes:
        path = finders.find(found[1].decode() + "." + found[2].decode())
        assert isinstance(path, str)
        return b"/static/%s.%s.%s" % (found[1], md5(path.encode()).hexdigest()[:12].encode(), found[2])  # noqa: S324 - a name, no secret

    return len(gzip.compress(re.sub(rb"/static/([^\"]+)\.(\w+)", named, html), 6))


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("username", ["tinh", "lanhdao", "xa"])
def test_every_page_of_the_demonstration_keeps_its_budgets(demonstration: None, username: str, language: str) -> None:
    client = Client()
    user = User.objects.get(username=username)
    client.force_login(user)
    client.cookies["django_language"] = language

    over = []
    for address, budget in kinds(user, first_of(client)):
        response = client.get(address, follow=True)
        assert response.status_code == 200, address
        size, elements = wire(response.content), len(re.findall(rb"<[a-zA-Z]", response.content))
        over += [(address, size, elements)] if size > budget or elements > ELEMENTS else []

    for address in FRAGMENTS:
        response = client.get(address, headers={"HX-Request": "true"})
        assert response.status_code == 200, address
        over += [(address, size, 0)] if (size := wire(response.content)) > FRAGMENT else []
    assert not over
