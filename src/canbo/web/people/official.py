"""S5: one official: what the position asks, what is held, what is missing; and the record around it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from canbo.apps.audit.queries import entries_of
from canbo.apps.people.queries import State, history, state_of
from canbo.apps.people.services import reveal_national_id, subject_of
from canbo.core.policy.model import Basis
from canbo.core.review.compile import GAP, MET, UNKNOWN
from canbo.core.review.findings import Finding, findings_of
from canbo.web.people.trail import sentences
from canbo.web.policy.cited import number_of
from canbo.web.shell.asked import Asked, asked_of
from canbo.web.shell.charts import Part

TABS = ("yeu-cau", "thong-tin", "cong-tac", "dao-tao", "danh-gia", "lich-su")
_LOOKS = {MET: "ok", UNKNOWN: "unknown", GAP: "bad"}


@require_GET
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """One official on a day. Outside one's scope there is nobody."""
    asked = asked_of(request)
    return render(request, "people/official.html", _context(request, asked, _state(asked, pk)))


def _state(asked: Asked, pk: int) -> State:
    state = state_of(pk, asked.as_of, asked.scope)
    if state is None:
        raise Http404
    return state


def _context(request: HttpRequest, asked: Asked, state: State, **more: Any) -> dict[str, Any]:
    tab = request.GET.get("muc", TABS[0])
    found = findings_of(asked.review, state.official.pk, asked.language)
    asks = [f for f in found if f.standard.basis is not Basis.COMPETENCY]
    documents = {document.id: number_of(document, asked.language) for document in asked.pack.pack.documents}
    rows = asked.review.officials.filter(official_id=state.official.pk).sort("is_main", descending=True)
    context = {
        "asked": asked,
        "as_of": asked.as_of,
        "state": state,
        "official": state.official,
        "main": state.main,
        "tab": tab if tab in TABS else TABS[0],
        "tabs": _tabs(asks),
        "findings": [_row(finding, state, documents) for finding in asks],
        "competencies": [f for f in found if f.standard.basis is Basis.COMPETENCY],
        "parts": _parts(asks),
        "met": sum(f.state == MET for f in asks),
        "facts": rows.row(0, named=True) if rows.height else {},
        "ethnic_group": asked.words.code("ethnic_groups", state.official.ethnic_group or ""),
        "position": asked.words.code("positions", state.main.position.code) if state.main else "",
        "kept": request.GET.get("ngay", ""),
    }
    if context["tab"] == "cong-tac":
        context["posts"] = history(state.official.pk)
    if context["tab"] == "lich-su":
        context["trail"] = sentences(entries_of(subject_of(state.official)), asked.words)
    return context | more


def _tabs(asks: list[Finding]) -> list[tuple[str, str, int | None]]:
    missing = sum(f.state == GAP for f in asks)
    return [
        ("yeu-cau", _("Yêu cầu vị trí, còn thiếu"), missing),
        ("thong-tin", _("Thông tin chung"), None),
        ("cong-tac", _("Quá trình công tác"), None),
        ("dao-tao", _("Đào tạo, bồi dưỡng"), None),
        ("danh-gia", _("Đánh giá"), None),
        ("lich-su", _("Lịch sử sửa"), None),
    ]


def _row(finding: Finding, state: State, documents: dict[str, str]) -> dict[str, Any]:
    """A requirement with its answer; a gap that is being studied for says so."""
    closing = finding.standard.closes_with
    studying = closing is not None and any(
        q.kind == closing.kind and q.state == "studying" for q in state.qualifications
    )
    words = {MET: _("Đạt"), UNKNOWN: _("Chưa rõ"), GAP: _("Chưa đạt")}
    look, word = _LOOKS[finding.state], words[finding.state]
    if finding.state == GAP and studying:
        look, word = "study", _("Đang học")
    document = documents[finding.standard.cites.document]
    closing = closing if finding.state != MET else None
    return {"finding": finding, "look": look, "word": word, "closing": closing, "document": document}


def _parts(asks: list[Finding]) -> list[Part]:
    counts = {state: sum(f.state == state for f in asks) for state in (MET, UNKNOWN, GAP)}
    return [
        Part("done", _("đạt"), counts[MET]),
        Part("unknown", _("chưa rõ"), counts[UNKNOWN]),
        Part("missing", _("chưa đạt"), counts[GAP]),
    ]


@require_POST
def reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the national identity number once, to who says why; the trail keeps who asked."""
    asked = asked_of(request)
    state = _state(asked, pk)
    reason = request.POST.get("ly_do", "").strip()
    digits = reveal_national_id(state.official, user=asked.user, reason=reason) if reason else None
    context = _context(request, asked, state, tab="thong-tin", digits=digits, no_reason=not reason)
    return render(request, "people/official.html", context)
