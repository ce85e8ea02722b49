"""Integration: the base template, the display switches and the error pages, without any record."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import Settings

from canbo.web.shell import views
from canbo.web.shell.display import CHOICES, Display

pytestmark = pytest.mark.filterwarnings("ignore:No directory at:UserWarning")
"""WhiteNoise: nothing is collected for a test."""

SHELL = Path(views.__file__).parent
PAGES = sorted(SHELL.glob("templates/**/*.html"))


def test_a_choice_is_kept_in_a_cookie_and_the_page_comes_back() -> None:
    client = Client()

    answer = client.post(reverse("shell:display"), {"contrast": "high", "size": "2", "next": "/dang-nhap/?next=/"})

    assert (answer.status_code, answer["Location"]) == (302, "/dang-nhap/?next=/")
    assert {name: cookie.value for name, cookie in client.cookies.items()} == {
        "canbo_contrast": "high",
        "canbo_size": "2",
    }


@pytest.mark.parametrize("target", ["https://example.org/", "//example.org", "javascript:alert(1)", ""])
def test_the_way_back_never_leaves_the_site(target: str) -> None:
    assert Client().post(reverse("shell:display"), {"size": "1", "next": target})["Location"] == "/"


def test_a_choice_that_does_not_exist_is_refused() -> None:
    answer = Client().post(reverse("shell:display"), {"size": "9"})

    assert (answer.status_code, answer.cookies) == (400, {})


def test_a_cookie_nobody_set_is_not_believed() -> None:
    request = RequestFactory().get("/")
    request.COOKIES = {"canbo_size": '1" onload="x', "canbo_contrast": "high"}

    assert Display.of(request) == Display("high", "0", "auto", "compact", "on")
    assert [known[0] for known in CHOICES.values()] == ["auto", "0", "auto", "compact", "on"]


@pytest.mark.django_db
def test_the_sign_in_page_obeys_the_switches() -> None:
    client = Client()
    client.cookies.load({"canbo_contrast": "high", "canbo_size": "1"})

    page = client.get(reverse("login")).content.decode()

    assert 'data-contrast="high" data-size="1"' in page


def test_a_fault_is_answered_with_a_code_that_the_log_has_too(caplog: pytest.LogCaptureFixture) -> None:
    try:
        raise RuntimeError("a fault")
    except RuntimeError:
        answer = views.server_error(RequestFactory().get("/can-bo/"))

    code = re.search(r"<b>([0-9A-F]{4})</b>", answer.content.decode())
    assert code is not None
    assert (answer.status_code, caplog.messages) == (500, [f"error {code[1]} on /can-bo/"])
    assert "RuntimeError: a fault" in caplog.text


@pytest.mark.parametrize("name", ["500.html", "403_csrf.html"])
def test_pages_that_django_renders_without_a_request_stand_alone(name: str) -> None:
    assert "<h1>" in render_to_string(name)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_nothing_is_written_that_the_content_policy_would_block(path: Path) -> None:
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:", path.read_text()) == []


def test_the_stylesheet_and_the_script_keep_to_the_old_browsers_and_the_budget() -> None:
    css = (SHELL / "static/canbo/canbo.css").read_text(encoding="utf-8")
    script = (SHELL / "static/canbo/canbo.js").read_text(encoding="utf-8")

    assert re.findall(r"light-dark\(|oklch\(|color-mix\(|popover|anchor\(|^\s*&", css, re.MULTILINE) == []
    assert css.count("{") == css.count("}")
    htmx = finders.find("django_htmx/htmx-2.min.js")
    assert len(gzip.compress(css.encode())) <= 12 * 1024
    assert len(gzip.compress(script.encode())) + len(gzip.compress(Path(str(htmx)).read_bytes())) <= 22 * 1024


@pytest.mark.django_db
def test_help_stands_on_every_page_and_says_whom_to_ask(settings: Settings) -> None:
    settings.HELP_CONTACT = "Nguyễn Thu Hà, 0213 000 111"
    page = Client().get(reverse("shell:help")).content.decode()
    assert "Nguyễn Thu Hà, 0213 000 111" in page
    assert "<kbd>J</kbd>" in page
    assert f'href="{reverse("shell:help")}">Trợ giúp' in Client().get(reverse("login")).content.decode()
