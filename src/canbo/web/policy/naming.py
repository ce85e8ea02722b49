"""What parts of a pack are called where several have the same title, and how long they hold."""

from __future__ import annotations

from collections import Counter

from django.utils.translation import gettext as _

from canbo.core.facts.columns import Grain
from canbo.core.policy.cited import Dated
from canbo.core.policy.conditions import FromParameter, Test, tests_in
from canbo.core.policy.explain import Words
from canbo.core.policy.model import Standard
from canbo.web.shell.templatetags.canbo import day

_GROUPING = ("block", "title_group", "position")
"""Facts that say whom a standard is for."""


def group_of(words: Words, standard: Standard) -> str:
    """Whom a standard is for, by name: "Công chức chuyên môn"; "" where it names no group."""
    tests = [test for test in tests_in(standard.applies_to) if test.fact in _GROUPING]
    return ", ".join(name for test in tests for name in _names(words, test))


def _names(words: Words, test: Test) -> list[str]:
    fact = words.pack.facts[Grain.OFFICIAL][test.fact]
    if isinstance(test.value, FromParameter):
        return []
    values = test.value if isinstance(test.value, list) else [test.value]
    return [words.value(fact, value) for value in values]


def full_title(words: Words, standard: Standard) -> str:
    """The title of a standard, with its group where another standard has the same title."""
    title = standard.title.get(words.language)
    titles = Counter(other.title.get(words.language) for other in words.pack.standards)
    group = group_of(words, standard) if titles[title] > 1 else ""
    return f"{title} ({group})" if group else title


def span(dated: Dated) -> str:
    """From when until when something holds, in words."""
    said = {"since": day(dated.since), "until": day(dated.until)}
    if dated.since and dated.until:
        return _("từ %(since)s đến %(until)s") % said
    if dated.since:
        return _("từ %(since)s") % said
    return _("đến %(until)s") % said if dated.until else _("không ghi thời hạn")
