"""Template tags and filters of every page; built in, no {% load %} needed. Examples: docs/developer/components.md."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import template
from django.http import HttpRequest
from django.template.context import RequestContext
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from canbo.apps.language import said
from canbo.core.dates import PartialDate
from canbo.core.facts.scales import QUALIFICATIONS, RATING
from canbo.core.policy.explain import Words
from canbo.core.policy.titles import Title
from canbo.core.review.targets import Light
from canbo.web.shell.charts import Part, Tile, bullet, segments
from canbo.web.shell.icons import ICONS

register = template.Library()

NOTHING = "–"
CHIP_ICONS = {
    "bad": "cross",
    "risk": "cross",
    "warn": "warn",
    "study": "half",
    "ok": "check",
    "done": "check",
    "new": "check",
    "track": "arrow",
    "unknown": "ask",
    "quiet": "",
}
SORT_PARAMETER = "sap"
PAGE_PARAMETER = "trang"


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon, drawn where it stands. It is decoration unless a label says what it means."""
    meaning = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html('<svg class="i" viewBox="0 0 24 24" {}>{}</svg>', meaning, ICONS[name])


@register.simple_tag
def chip(state: str, text: object) -> SafeString:
    """A state as icon, word and fill; never by colour alone. Raises `KeyError` for a state that does not exist."""
    sign = CHIP_ICONS[state]
    mark = format_html('<svg class="i" aria-hidden="true"><use href="#i-{}"/></svg>', sign) if sign else ""
    return format_html('<span class="chip {}">{}{}</span>', state, mark, text)


@register.simple_tag
def signs() -> SafeString:
    """What the chips of a page point at: a list has hundreds, and a fragment of it brings no drawing along."""
    drawn = ((name, ICONS[name]) for name in sorted({*CHIP_ICONS.values()} - {""}))
    symbols = format_html_join("", '<symbol id="i-{}" viewBox="0 0 24 24">{}</symbol>', drawn)
    return format_html('<svg class="sprite" aria-hidden="true">{}</svg>', symbols)


@register.simple_tag
def light(state: str) -> SafeString:
    """The forecast of a target at its deadline, as a chip."""
    look, words = {
        Light.ACHIEVED: ("done", _("Đã đạt")),
        Light.ON_TRACK: ("track", _("Đúng tiến độ")),
        Light.WATCH: ("warn", _("Chú ý")),
        Light.AT_RISK: ("risk", _("Nguy cơ")),
        Light.NO_DATA: ("unknown", _("Chưa đủ số liệu")),
    }[Light(state)]
    return chip(look, words)


@register.filter
def percent(value: float | Decimal | None, decimals: int = 1) -> str:
    """A share between 0 and 1: 97,3%, or 97.3% in English; a dash if there is none.

    A share that is not whole never reads as 0% or 100%, however close it comes.
    """
    if value is None:
        return NOTHING
    share = Decimal(str(value)) * 100
    step = Decimal(1).scaleb(-decimals)
    shown = share.quantize(step, ROUND_HALF_UP)
    if 0 < share < 100:
        shown = min(max(shown, step), 100 - step)
    return number_format(shown.normalize() if share in {0, 100} else shown, 0 if share in {0, 100} else decimals) + "%"


@register.filter
def number(value: float | Decimal | None, decimals: int | None = None) -> str:
    """1.833, or 1,833 in English; a dash if there is none."""
    if value is None:
        return NOTHING
    return number_format(value, decimals, force_grouping=True)


@register.filter
def partial_date(value: PartialDate | date | int | None) -> str:
    """A date as far as it is known: 02/9/1985, 9/1985, 1985. Takes the stored number YYYYMMDD as well."""
    if isinstance(value, int) and value:
        return PartialDate.from_code(value).display()
    if isinstance(value, date):
        return PartialDate.of(value).display()
    return value.display() if isinstance(value, PartialDate) else NOTHING


@register.filter
def day(value: date | None) -> str:
    """A day as dd/mm/yyyy, in the time of the province."""
    if value is None:
        return NOTHING
    local = timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value
    return f"{local:%d/%m/%Y}"


@register.filter
def short(title: Title | str) -> str:
    """A title in its short form, which gives its full one to whoever points at it, hears it, or prints it."""
    if not isinstance(title, Title) or title.short == title.full:
        return str(title)
    return format_html('<abbr class="short" title="{}">{}</abbr>', title.full, title.short)


@register.filter
def place(value: str | None) -> str:
    """A place in a document, with the words for its kind: Điều 20.5, or Article 20.5 in English."""
    return (value or "").replace("Điều", _("Điều")).replace("Phụ lục", _("Phụ lục"))


@register.inclusion_tag("canbo/bullet.html")
def bullet_bar(
    now: float | None, forecast: float | None = None, goal: float | None = None, *, met: bool | None = None
) -> Mapping[str, object]:
    """What holds now (dark), what is already sourced up to the forecast (hatched), the goal (tick)."""
    return {"bar": bullet(now, forecast, goal, met=met), "now": now, "forecast": forecast, "goal": goal}


@register.inclusion_tag("canbo/partition.html")
def partition_bar(parts: Sequence[Part]) -> Mapping[str, object]:
    """A whole in its parts, wide, with numbers inside and the same as a list for readers, links and narrow screens."""
    placed = segments(parts)
    fits = all(segment.shows_label for segment in placed) and not any(part.url for part in parts)
    return {"segments": placed, "parts": parts, "fits": fits}


@register.inclusion_tag("canbo/small_bar.html")
def small_bar(parts: Sequence[Part], scale: int | None = None) -> Mapping[str, object]:
    """One bar of small multiples; give all the same scale."""
    return {"segments": segments(parts, scale, rounded=True), "look": "smallbar"}


@register.inclusion_tag("canbo/small_bar.html")
def segment_bar(parts: Sequence[Part]) -> Mapping[str, object]:
    """Requirements of one person as equal boxes: 3 of 7 met."""
    boxes = [Part(part.kind, part.label, 1) for part in parts for _box in range(part.count)]
    return {"segments": segments(boxes), "parts": parts, "look": "segbar"}


@register.inclusion_tag("canbo/tiles.html")
def tile_map(
    tiles: Iterable[Tile], steps: Sequence[str] = (), figure: object = None, note: str = ""
) -> Mapping[str, object]:
    """Communes at their place. `steps` are the words of the four levels, `figure` and `note` explain the number."""
    placed = sorted(tiles, key=lambda tile: (tile.row, tile.column))
    return {
        "tiles": placed,
        "steps": [(number_of_step, words) for number_of_step, words in enumerate(steps, start=1)],
        "unknown": any(tile.level == 0 for tile in placed),
        "figure": figure,
        "note": note,
    }


@register.simple_tag(takes_context=True)
def without(context: RequestContext, name: str, value: object = None) -> str:
    """The query string without one filter, or without one of its values, back on the first page."""
    query = _request(context).GET.copy()
    kept = [] if value is None else [item for item in query.getlist(name) if item != str(value)]
    query.setlist(name, kept)
    query.pop(PAGE_PARAMETER, None)
    return f"?{query.urlencode()}"


@register.inclusion_tag("canbo/sort_header.html", takes_context=True)
def sort_header(
    context: RequestContext, name: str, label: str, look: str = "", default: str = ""
) -> Mapping[str, object]:
    """The head of a column that can be sorted: ?sap=ten, then ?sap=-ten. `default` is the order without a choice."""
    query = _request(context).GET.copy()
    now = query.get(SORT_PARAMETER, default)
    query[SORT_PARAMETER] = f"-{name}" if now == name else name
    query.pop(PAGE_PARAMETER, None)
    state = {name: "ascending", f"-{name}": "descending"}.get(now, "")
    return {"url": f"?{query.urlencode()}", "label": label, "state": state, "look": look}


def _request(context: RequestContext) -> HttpRequest:
    request: Any = context["request"]
    if not isinstance(request, HttpRequest):
        raise TypeError("a page without a request")
    return request


@register.simple_tag
def qualification(item: Any) -> str:
    """The level of a stored qualification in the language of the page."""
    return said(QUALIFICATIONS[item.kind].level(item.level))


@register.simple_tag
def qualification_kind(item: Any) -> str:
    """What a stored qualification is about, in the language of the page."""
    return said(QUALIFICATIONS[item.kind])


@register.simple_tag
def field_of_study(item: Any, words: Words) -> str:
    """The field of a stored degree; what was written when no code is known."""
    return field_name(item.field_code, words) or str(item.field_text)


def field_name(code: str, words: Words) -> str:
    """A field of study by its code; of a level whose list the packs lack, by the name it has at university."""
    return _titled(code, words) or _titled(f"7{code[1:]}", words) or code


def _titled(code: str, words: Words) -> str:
    named = words.code("fields_of_study", code)
    return named if named != code else ""


@register.simple_tag
def body_of(post: Any, words: Words) -> str:
    """The body of a stored post as it is called in its commune."""
    return words.body(post.unit.code, post.position.body.code)


@register.simple_tag
def rating(item: Any) -> str:
    """A stored rating in the language of the page."""
    if item.level is None:
        return _("không thuộc diện xếp loại")
    return said(RATING.level(item.level))
