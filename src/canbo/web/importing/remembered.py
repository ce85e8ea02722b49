"""What the import remembers (ux.md 6.1.6): words and headers once explained, to be changed or forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from canbo.apps.importing import queries, services
from canbo.apps.importing.models import RememberedColumn, RememberedWord
from canbo.apps.language import said
from canbo.core.facts.scales import QUALIFICATIONS, RATING
from canbo.core.policy.explain import Words
from canbo.files.importing.answers import choices_of, is_code, is_column, takes_several, typed_code
from canbo.files.importing.fields import column_titles
from canbo.files.importing.plan import title_of
from canbo.files.importing.problems import Choice
from canbo.web.importing.guard import is_part, number, sent_to, writer
from canbo.web.shell.asked import Asked

_PER_PAGE = 100
_FEW = 12
"""So many meanings of a word stand in a list; more are searched."""

_LISTS = {"field_of_study": "fields_of_study", "position": "positions", "body": "bodies"}

Row = RememberedWord | RememberedColumn


@dataclass(frozen=True)
class Remembered:
    """A word or a header, what it is taken for, and whose memory it is in."""

    key: str
    about: str
    word: str
    meaning: str
    place: str
    code: str


@dataclass(frozen=True)
class Edited:
    """A remembered answer under change: what it can mean, and what was typed that it cannot."""

    row: Remembered
    choices: tuple[Choice, ...]
    several: bool
    searched: bool
    typed: str
    fault: str = ""


@require_http_methods(["GET", "POST"])
@writer
def page(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The list; an answer of it can be changed in its place, or forgotten, so that the next file asks again."""
    key = request.POST.get("quen") or request.POST.get("sua") or request.GET.get("sua") or request.GET.get("mot") or ""
    row = _found(key, asked) if key else None
    if key and row is None:
        messages.error(request, _("Câu này không còn được nhớ."))
        return sent_to(request, reverse("importing:remembered"))
    if row is None:
        return _listed(request, asked, None)
    if request.method == "POST":
        return _forget(request, asked, row) if request.POST.get("quen") else _change(request, asked, row)
    return _shown(request, asked, _edited(row, asked) if "sua" in request.GET else row)


def _found(key: str, asked: Asked) -> Row | None:
    """The answer of a key, where the account may change it."""
    kind, _colon, pk = key.partition(":")
    if kind == "tu":
        return queries.words_to_manage(asked.scope).filter(pk=number(pk)).first()
    return queries.columns_to_manage(asked.scope).filter(pk=number(pk)).first() if kind == "cot" else None


# --- showing ---------------------------------------------------------------------------------------------------------


def _shown(request: HttpRequest, asked: Asked, one: Edited | Row) -> HttpResponse:
    """The row alone where a script asks, else the list with it."""
    edited = one if isinstance(one, Edited) else None
    if not is_part(request):
        return _listed(request, asked, edited)
    row = one.row if isinstance(one, Edited) else _remembered(one, asked)
    context = {"row": row, "edited": edited, "place": _place(request), "alone": True}
    return render(request, "importing/remembered_row.html", context)


def _listed(request: HttpRequest, asked: Asked, edited: Edited | None) -> HttpResponse:
    rows: list[Row] = [*queries.words_to_manage(asked.scope), *queries.columns_to_manage(asked.scope)]
    shown = Paginator(rows, _PER_PAGE).get_page(_place(request))
    first = (shown.number - 1) * _PER_PAGE
    listed = [_remembered(row, asked) for row in rows[first : first + _PER_PAGE]]
    context = {"page": shown, "rows": listed, "edited": edited, "place": shown.number}
    return render(request, "importing/remembered.html", context)


def _remembered(row: Row, asked: Asked) -> Remembered:
    place = asked.words.code("communes", row.unit_code) if row.unit_code else _("cả tỉnh")
    if isinstance(row, RememberedColumn):
        meaning = column_titles(asked.pack.pack).get(row.field, row.field) or _("bỏ qua")
        return Remembered(f"cot:{row.pk}", _("tiêu đề cột"), row.header, meaning, place, row.field)
    kind = row.kind.partition("@")[0]
    meaning = "; ".join(_meaning(kind, code.strip(), asked.words) for code in row.code.split(";"))
    return Remembered(f"tu:{row.pk}", _about(kind), row.word, meaning, place, row.code)


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


# --- changing --------------------------------------------------------------------------------------------------------


def _edited(row: Row, asked: Asked, typed: str | None = None) -> Edited:
    shown = _remembered(row, asked)
    fault = "" if typed is None else _("“{typed}” không có trong danh mục. Chọn một giá trị trong danh sách.")
    text = shown.meaning if typed is None else typed
    fault = fault.format(typed=text)
    if isinstance(row, RememberedColumn):
        titles = column_titles(asked.pack.pack)
        choices = (Choice("", _("bỏ qua")), *(Choice(code, title) for code, title in titles.items()))
        return Edited(shown, choices, several=False, searched=False, typed=text, fault=fault)
    choices, several = choices_of(asked.pack.pack, row.kind), takes_several(row.kind)
    return Edited(shown, choices, several, several or len(choices) > _FEW, text, fault)


def _change(request: HttpRequest, asked: Asked, row: Row) -> HttpResponse:
    """Another meaning from now on; one that there is not is told beside what was typed."""
    typed = request.POST.get("nghia", "").strip()[:300]
    if not _kept(row, typed, asked):
        return _shown(request, asked, _edited(row, asked, typed))
    if is_part(request):
        changed = _found(_remembered(row, asked).key, asked)
        return _shown(request, asked, changed or row)
    messages.success(request, _("Đã sửa. Lần nhập sau dùng nghĩa mới."))
    return _back(request)


def _kept(row: Row, typed: str, asked: Asked) -> bool:
    """Keep the new meaning, unless it is none."""
    pack = asked.pack.pack
    if isinstance(row, RememberedColumn):
        if not is_column(typed, pack):
            return False
        services.remember_columns({row.header: typed}, row.unit_code, asked.user)
        return True
    code = typed_code(choices_of(pack, row.kind), typed)
    if not is_code(pack, row.kind, code):
        return False
    services.remember_word(row.kind, row.word, code, row.unit_code, asked.user)
    return True


def _forget(request: HttpRequest, asked: Asked, row: Row) -> HttpResponse:
    services.forget(row, asked.user)
    messages.success(request, _("Đã quên. Lần sau máy hỏi lại."))
    return _back(request)


def _place(request: HttpRequest) -> int:
    return number(request.GET.get("trang") or request.POST.get("trang"), 1)


def _back(request: HttpRequest) -> HttpResponse:
    """The page of the list that the answer stands on."""
    place = _place(request)
    query = f"?{urlencode({'trang': place})}" if place > 1 else ""
    return redirect(f"{reverse('importing:remembered')}{query}")
