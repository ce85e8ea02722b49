"""Sentences made from results by fixed rules: they say what was computed and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from canbo.core.facts.columns import Grain
from canbo.core.facts.scales import QUALIFICATIONS
from canbo.core.policy.conditions import tests_in
from canbo.core.policy.explain import Words
from canbo.core.policy.model import Target
from canbo.core.review.decisions import Decision
from canbo.core.review.parts import Parts
from canbo.core.review.targets import Light, TargetResult
from canbo.web.review import figures
from canbo.web.shell.templatetags.canbo import number

_PLACES_COUNTED, _PLACES_NAMED, _GROUPS_NAMED = 8, 3, 2


# --- what to decide --------------------------------------------------------------------------------------------


def action(decision: Decision, words: Words) -> str:
    """What would close the gap, and for how many."""
    target = decision.result.target
    said = {
        "counted": figures.counted(target.grain, decision.open),
        "label": target.label.get(words.language),
        "asked": words.brief(target.measure) if target.grain is Grain.OFFICIAL else "",
        "course": decision.closing.title.get(words.language) if decision.closing else "",
    }
    wanted = _action(decision, target) % said
    if not decision.unclear:
        return wanted
    told = {"action": wanted, "counted": figures.counted(target.grain, decision.unclear)}
    return _("%(action)s, và làm rõ %(counted)s chưa đủ dữ liệu") % told


def _action(decision: Decision, target: Target) -> str:
    if decision.result.light is Light.NO_DATA:
        return _unclear(target)
    if target.grain is Grain.POST:
        return _("Bố trí người phù hợp vào %(counted)s")
    if target.grain is Grain.COMMUNE:
        return _("Khắc phục ở %(counted)s: %(label)s")
    if decision.closing:
        return _("Mở chỗ học cho %(counted)s: %(course)s")
    if any(test.fact in QUALIFICATIONS for test in tests_in(target.measure)):
        return _("Cử %(counted)s đi học: %(asked)s")
    return _("Còn %(counted)s phải đạt: %(asked)s")


def _unclear(target: Target) -> str:
    if target.asks_title_standards:
        return _("Xác nhận chuẩn của chức danh, bổ sung số liệu của %(counted)s: %(label)s")
    return _("Bổ sung số liệu của %(counted)s: %(label)s")


def reason(decision: Decision) -> str:
    """Why it asks for a decision: the measure, what it will come to, its deadline."""
    result = decision.result
    said = {"code": result.target.code, "year": result.deadline.year, **_shares(result)}
    if result.light is Light.NO_DATA:
        return _("chỉ tiêu %(code)s: mới rõ %(known)s") % said
    return _("chỉ tiêu %(code)s: đến %(year)s đạt %(forecast)s / %(goal)s") % said


def _shares(result: TargetResult) -> dict[str, str]:
    return {
        "forecast": figures.forecast(result),
        "goal": figures.goal_mark(result.target.goal),
        "known": figures.share(result.known),
        "upper": figures.share(result.counts.upper, result.target.goal),
    }


# --- why a target stands where it stands ------------------------------------------------------------------------


def why(
    result: TargetResult, parts: Parts, places: Mapping[str, Parts], groups: Mapping[str, Parts], group_word: str
) -> list[str]:
    """Why, in up to four sentences, the first of which is the answer. `places` and `groups` go by their names."""
    first = _first(result, parts)
    if not parts.total or result.light in (Light.ACHIEVED, Light.NO_DATA):
        return [first, *_doubt(result, parts)]
    return [first, *_where(result, parts, places, groups, group_word), *_outlook(result), *_doubt(result, parts)]


def _first(result: TargetResult, parts: Parts) -> str:
    said = {
        "open": number(parts.gap),
        "total": figures.counted(result.target.grain, parts.total),
        "met": number(parts.met),
        "unknown": number(parts.unknown),
        "missing": figures.counted_missing(result),
        **_shares(result),
    }
    if not parts.total:
        return _("Chưa có số liệu.")
    if result.light is Light.ACHIEVED:
        return _("Đã đạt: %(met)s trong %(total)s, chỉ tiêu %(goal)s.") % said
    if result.light is Light.NO_DATA:
        return _("Chưa kết luận: mới rõ số liệu của %(known)s trong %(total)s.") % said
    if result.target.grain is Grain.OFFICIAL:
        return _("%(open)s trong %(total)s chưa đạt và chưa có nguồn bù; còn thiếu %(missing)s.") % said
    if parts.unknown:
        return _("%(open)s trong %(total)s chưa đạt, %(unknown)s chưa rõ; còn thiếu %(missing)s.") % said
    return _("%(open)s trong %(total)s chưa đạt; còn thiếu %(missing)s.") % said


def _where(
    result: TargetResult, parts: Parts, places: Mapping[str, Parts], groups: Mapping[str, Parts], group_word: str
) -> list[str]:
    said = []
    worst = [(name, part.gap) for name, part in places.items() if part.gap][:_PLACES_COUNTED]
    if result.target.grain is not Grain.COMMUNE and len(worst) > 1:
        said.append(
            _("%(n)s trong số đó ở %(places)s, nhiều nhất: %(named)s.")
            % {
                "n": figures.counted(result.target.grain, sum(n for _name, n in worst)),
                "places": figures.counted(Grain.COMMUNE, len(worst)),
                "named": _named(worst[:_PLACES_NAMED]),
            }
        )
    leading = [(name, part.gap) for name, part in groups.items() if name and part.gap][:_GROUPS_NAMED]
    if leading and len(groups) > 1:
        said.append(_("Theo %(word)s, nhiều nhất: %(named)s.") % {"word": group_word, "named": _named(leading)})
    return said


def _named(items: Sequence[tuple[str, int]]) -> str:
    return ", ".join(f"{name} ({number(n)})" for name, n in items)


def _outlook(result: TargetResult) -> list[str]:
    if result.light is Light.ON_TRACK:
        return [_("Những người đang học xong đúng hạn thì đạt %(forecast)s.") % _shares(result)]
    return [_("Nếu không thêm nguồn, đến hạn đạt %(forecast)s, chỉ tiêu %(goal)s.") % _shares(result)]


def _doubt(result: TargetResult, parts: Parts) -> list[str]:
    if not parts.unknown:
        return []
    said = {"counted": figures.counted(result.target.grain, parts.unknown), **_shares(result)}
    return [_("%(counted)s chưa rõ; nếu đều đạt thì hiện nay là %(upper)s.") % said]
