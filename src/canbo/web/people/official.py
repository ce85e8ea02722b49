"""S5: one official: what the position asks, what is held, what is missing; and the record around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from canbo.apps.audit.queries import entries_of, last_write_about
from canbo.apps.people.queries import State, history, serves, state_of
from canbo.apps.people.services import NotTheirs, reveal_national_id, subject_of
from canbo.core.facts.scales import QUALIFICATIONS
from canbo.core.policy.describe import BASES
from canbo.core.policy.model import Basis
from canbo.core.review.compile import GAP, MET, UNKNOWN
from canbo.core.review.findings import Awaited, Finding, awaited_of, findings_of
from canbo.web.people.listing import Listing
from canbo.web.people.trail import acts
from canbo.web.policy.cited import number_of
from canbo.web.shell.asked import Asked, asked_of
from canbo.web.shell.charts import Kind, Part

TABS = ("yeu-cau", "thong-tin", "cong-tac", "dao-tao", "danh-gia", "lich-su")
STUDYING = 2
"""Beside the states of a finding: a gap that is being closed."""
_LOOKS = {MET: "ok", UNKNOWN: "unknown", GAP: "bad", STUDYING: "study"}


@require_GET
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """One official on a day, among the list of the address. Outside one's scope there is nobody.

    Of somebody who has left it since, what was written and what began by that day is shown, and no number.
    """
    asked = asked_of(request)
    tab = request.GET.get("muc", "")
    context = _context(Listing.of(asked, request.GET), _state(asked, pk), tab if tab in TABS else TABS[0])
    return render(request, "people/official.html", context)


@require_POST
def reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the national identity number once, to who says why; the trail keeps who asked."""
    asked = asked_of(request)
    state = _state(asked, pk)
    reason = request.POST.get("ly_do", "").strip()
    digits = _digits(asked, state, reason) if reason else None
    context = _context(Listing.of(asked, request.GET), state, "thong-tin")
    return render(request, "people/official.html", context | {"digits": digits})


def _digits(asked: Asked, state: State, reason: str) -> str | None:
    try:
        return reveal_national_id(state.official, user=asked.user, reason=reason, on=asked.today)
    except NotTheirs as refusal:
        raise Http404 from refusal


def _state(asked: Asked, pk: int) -> State:
    state = state_of(pk, asked.as_of, asked.scope)
    if state is None:
        raise Http404
    return state


def _context(listing: Listing, state: State, tab: str) -> dict[str, Any]:
    asked, official = listing.asked, state.official
    found = findings_of(asked.review, official.pk, asked.language)
    asks = [_answer(finding, state, asked) for finding in found if finding.standard.basis is not Basis.COMPETENCY]
    rows = asked.review.officials.filter(official_id=official.pk).sort("is_main", descending=True)
    return {
        "asked": asked,
        "as_of": asked.as_of,
        "listing": listing,
        "state": state,
        "official": official,
        "main": state.main,
        "tab": tab,
        "part": f"people/official_{tab.replace('-', '_')}.html",
        "tabs": _tabs(listing, official.pk, asks),
        "answers": asks,
        "parts": _parts(asks),
        "facts": rows.row(0, named=True) if rows.height else {},
        "ethnic_group": asked.words.code("ethnic_groups", official.ethnic_group or ""),
        "position": asked.words.code("positions", state.main.position.code) if state.main else "",
        "awaited": _awaited(found, official.pk, asked),
        "competencies": [f for f in found if f.standard.basis is Basis.COMPETENCY],
        "ours": _until(state, asked) is None,
        "last": last_write_about(subject_of(official), _until(state, asked)),
        "links": _links(asked, state),
        **_beside(listing, official.pk),
        **(_MORE[tab](state, asked) if tab in _MORE else {}),
    }


def _links(asked: Asked, state: State) -> dict[str, str]:
    """Pages about the same day."""
    main = state.main
    return {
        "today": asked.link("people:official", state.official.pk, ngay=asked.today.isoformat()),
        "unit": asked.link("people:roster", xa=main.unit.code) if main else "",
        "position": asked.link("policy:position", main.position.code) if main else "",
    }


def _until(state: State, asked: Asked) -> date | None:
    """Up to which day the past is shown: of those still in scope today all of it."""
    return None if serves(state.official.pk, asked.today, asked.scope) else asked.as_of


def _beside(listing: Listing, pk: int) -> dict[str, Any]:
    """Who stands before and after in the list, and where in it this one stands."""
    ids = listing.ids
    if pk not in ids:
        return {}
    at = ids.index(pk)
    near = {"before": ids[at - 1] if at else None, "after": ids[at + 1] if at + 1 < len(ids) else None}
    links = {name: listing.link("people:official", other, cot="") for name, other in near.items() if other}
    return {"place": at + 1, "places": len(ids), **links}


# --- the parts of the page -------------------------------------------------------------------------------------------


def _tabs(listing: Listing, pk: int, asks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    missing = sum(row["state"] in {GAP, STUDYING} for row in asks)
    labels = (
        _("Yêu cầu vị trí, còn thiếu"),
        _("Thông tin chung"),
        _("Quá trình công tác"),
        _("Đào tạo, bồi dưỡng"),
        _("Đánh giá"),
        _("Lịch sử sửa"),
    )
    return [
        {
            "name": name,
            "label": label,
            "count": missing if name == TABS[0] else None,
            "url": listing.link("people:official", pk, cot="", muc=name if name != TABS[0] else ""),
        }
        for name, label in zip(TABS, labels, strict=True)
    ]


def _answer(finding: Finding, state: State, asked: Asked) -> dict[str, Any]:
    """A requirement with its answer; a gap that is being studied for says which level."""
    standard = finding.standard
    kind = standard.closes_with.kind if standard.closes_with else ""
    levels = [q.level for q in state.qualifications if q.kind == kind and q.state == "studying"]
    answer = STUDYING if finding.state == GAP and levels else finding.state
    words = {MET: _("Đạt"), UNKNOWN: _("Chưa rõ"), GAP: _("Chưa đạt")}
    documents = {document.id: document for document in asked.pack.pack.documents}
    target = next((t for t in asked.pack.pack.targets if t.id == standard.target), None)
    return {
        "finding": finding,
        "standard": standard,
        "title": standard.title.get(asked.language),
        "url": asked.link("policy:standard", standard.id),
        "basis": BASES[standard.basis][asked.language],
        "state": answer,
        "look": "warn" if answer == GAP and standard.basis is Basis.REFERENCE else _LOOKS[answer],
        "word": _studying(kind, max(levels), asked) if answer == STUDYING else words[answer],
        "closing": standard.closes_with.title.get(asked.language) if standard.closes_with and answer != MET else "",
        "document": number_of(documents[standard.cites.document], asked.language),
        "target": target,
        "target_url": asked.link("review:target", target.code) if target else "",
    }


def _awaited(found: list[Finding], official_id: int, asked: Asked) -> list[dict[str, Any]]:
    """The measures of the programme that still wait for the official and of which no requirement speaks already."""
    named = {finding.standard.target for finding in found}
    awaited = (item for item in awaited_of(asked.review, official_id) if item.target.id not in named)
    return [_measure(item, asked) for item in awaited]


def _measure(item: Awaited, asked: Asked) -> dict[str, Any]:
    """What a measure asks, and where the official stands."""
    state = STUDYING if item.studying else item.state
    words = {STUDYING: _("Đang học"), UNKNOWN: _("Chưa rõ"), GAP: _("Chưa đạt")}
    return {
        "target": item.target,
        "label": item.target.label.get(asked.language),
        "url": asked.link("review:target", item.target.code),
        "needed": asked.words.brief(item.target.measure),
        "look": _LOOKS[state],
        "word": _("Chưa rõ có thuộc diện") if item.unsure else words[state],
    }


def _studying(kind: str, level: int, asked: Asked) -> str:
    words = asked.words.level(QUALIFICATIONS[kind].level(level))
    trained = len(QUALIFICATIONS[kind].levels) <= 2
    return _("Đang học") if trained else _("Đang học {level}").format(level=words[0].lower() + words[1:])


def _parts(asks: list[dict[str, Any]]) -> list[Part]:
    """How many are met, studied for, missing, unknown: as many boxes as requirements."""
    kinds: tuple[tuple[int, Kind, str], ...] = (
        (MET, "done", _("đạt")),
        (STUDYING, "study", _("đang học")),
        (GAP, "missing", _("chưa đạt")),
        (UNKNOWN, "unknown", _("chưa rõ")),
    )
    return [Part(kind, label, sum(row["state"] == state for row in asks)) for state, kind, label in kinds]


def _posts(state: State, asked: Asked) -> dict[str, Any]:
    return {"posts": history(state.official.pk, _until(state, asked))}


def _training(state: State, _asked: Asked) -> dict[str, Any]:
    """Degrees first, then political theory and the rest in the order of the scales, the highest first."""
    order = {kind: place for place, kind in enumerate(QUALIFICATIONS)}
    held = sorted(state.qualifications, key=lambda item: (order[item.kind], -item.level))
    return {"qualifications": held, "declared": all(item.evidence == "declared" for item in held)}


def _trail(state: State, asked: Asked) -> dict[str, Any]:
    return {"trail": acts(entries_of(subject_of(state.official), _until(state, asked)), asked.words)}


_MORE: Mapping[str, Callable[[State, Asked], dict[str, Any]]] = {
    "cong-tac": _posts,
    "dao-tao": _training,
    "lich-su": _trail,
}
