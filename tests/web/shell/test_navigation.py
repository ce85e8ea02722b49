"""Unit: who sees which menu item, and which one is current."""

from __future__ import annotations

import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from django.urls import NoReverseMatch, ResolverMatch

from canbo.web.shell.navigation import NavItem, render_navigation

PROVINCE = frozenset({"province"})


def asking(url_name: str, namespace: str = "") -> HttpRequest:
    request = RequestFactory().get("/")
    request.resolver_match = ResolverMatch(
        asking, (), {}, url_name=url_name, namespaces=[namespace] if namespace else []
    )
    return request


def test_an_item_is_shown_to_its_roles_and_to_all_if_it_names_none() -> None:
    items = (NavItem("A", "login", roles=PROVINCE), NavItem("B", "logout"))

    assert [item.label for item in render_navigation(items, asking("x"), "leader")] == ["B"]
    assert [item.label for item in render_navigation(items, asking("x"), "province")] == ["A", "B"]


def test_a_heading_opens_its_first_child_and_is_open_on_it() -> None:
    items = (NavItem("A", "", children=(NavItem("B", "login"), NavItem("C", "logout"))),)

    (item,) = render_navigation(items, asking("logout"), "province")

    assert (item.url, item.current, item.open) == ("/dang-nhap/", "", True)
    assert [child.current for child in item.children] == ["", "page"]


def test_a_page_below_marks_the_item_that_names_it() -> None:
    items = (NavItem("A", "login"), NavItem("B", "logout", also=("people:person",)))

    assert [item.current for item in render_navigation(items, asking("person", "people"), "")] == ["", "true"]


def test_a_page_of_no_item_marks_the_first_of_its_namespace() -> None:
    items = (NavItem("A", "login"), NavItem("B", "shell:display"))

    assert [item.current for item in render_navigation(items, asking("other", "shell"), "")] == ["", "true"]


def test_counts_are_asked_of_the_request() -> None:
    items = (NavItem("A", "login", count=lambda _request: 7, urgent=True),)

    (item,) = render_navigation(items, asking("x"), "")

    assert (item.count, item.urgent) == (7, True)


def test_an_item_without_an_address_is_a_mistake() -> None:
    with pytest.raises(NoReverseMatch):
        render_navigation((NavItem("A", ""),), asking("x"), "")
