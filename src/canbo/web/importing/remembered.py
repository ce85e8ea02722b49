"""What the import remembers (ux.md 6.1.6): words and headers once explained, to be changed or forgotten."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from canbo.apps.importing import queries, services
from canbo.apps.importing.models import RememberedColumn, RememberedWord
from canbo.apps.language import said
from canbo.core.facts.scales import QUALIFICATIONS, RATING
from canbo.core.policy.explain import Words
from canbo.files.importing.plan import title_of
from canbo.web.importing.guard import number, writer
from canbo.web.shell.asked import Asked

_PER_PAGE = 100
_LISTS = {"field_of_study": "fields_of_study", "position": "positions", "body": "bodies"}


@dataclass(frozen=True)
class Remembered:
    """A word or a header, what it is taken for, and whose memory it is in."""

    key: str
    about: str
    word: str
    meaning: str
    place: str


@require_http_methods(["GET", "POST"])
@writer
def page(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The list; posting forgets what was chosen, so that the next file asks again."""
    if request.method == "POST":
        return _forget(request, asked)
    words = queries.words_to_manage(asked.scope)
    columns = queries.columns_to_manage(asked.scope)
    listed = [*(_word(row, asked.words) for row in words), *(_column(row, asked.words) for row in columns)]
    shown = Paginator(listed, _PER_PAGE).get_page(number(request.GET.get("trang"), 1))
    return render(request, "importing/remembered.html", {"page": shown, "rows": shown.object_list})


def _forget(request: HttpRequest, asked: Asked) -> HttpResponse:
    kind, _colon, pk = request.POST.get("quen", "").partition(":")
    if kind == "tu":
        services.forget(list(queries.words_to_manage(asked.scope).filter(pk=number(pk))), asked.user)
    elif kind == "cot":
        services.forget(list(queries.columns_to_manage(asked.scope).filter(pk=number(pk))), asked.user)
    messages.success(request, _("Đã quên. Lần sau máy hỏi lại."))
    return redirect("importing:remembered")


def _word(row: RememberedWord, words: Words) -> Remembered:
    kind = row.kind.partition("@")[0]
    codes = [code.strip() for code in row.code.split(";")]
    meaning = "; ".join(_meaning(kind, code, words) for code in codes)
    return Remembered(f"tu:{row.pk}", _about(kind), row.word, meaning, _place(row.unit_code, words))


def _column(row: RememberedColumn, words: Words) -> Remembered:
    name, _colon, level = row.field.partition(":")
    meaning = title_of(name) + (f": {_meaning(name, level, words)} (x)" if level else "")
    return Remembered(
        f"cot:{row.pk}", _("tiêu đề cột"), row.header, meaning or _("bỏ qua"), _place(row.unit_code, words)
    )


def _meaning(kind: str, code: str, words: Words) -> str:
    if kind in QUALIFICATIONS or kind == "rating":
        scale = RATING if kind == "rating" else QUALIFICATIONS[kind]
        return next((said(level) for level in scale.levels if level.code == code), code)
    return words.code(_LISTS.get(kind, kind), code)


def _about(kind: str) -> str:
    names = {
        "field_of_study": "field", "sexes": "sex", "ethnic_groups": "ethnic_group", "categories": "category",
        "religions": "religion",
    }  # fmt: skip
    return title_of(names.get(kind, kind))


def _place(unit: str, words: Words) -> str:
    return words.code("communes", unit) if unit else _("cả tỉnh")
