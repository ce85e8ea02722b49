"""What an upload wrote: counts, where to go on, what undoing it would do."""

from __future__ import annotations

from typing import Any

import polars as pl

from canbo.apps.audit.undo import UndoPlan, plan_undo
from canbo.apps.importing.models import RECORDED, State, Upload
from canbo.apps.people.queries import main_posts_begun, names_in_order
from canbo.files.importing.plan import Kind
from canbo.web.importing.listed import place_names, place_of
from canbo.web.importing.shown import LOOKS, labels
from canbo.web.shell.asked import Asked

_MOST = 150
"""So many people still fit into an address."""

_UNDOABLE = RECORDED | {State.DROPPED}
"""States in which something of the file may be on record: of one that was dropped, the part written before."""

_SUMMED = (Kind.ERROR, Kind.LOOK, Kind.UNCHANGED, Kind.SKIPPED)


def result_context(asked: Asked, upload: Upload) -> dict[str, Any]:
    """What the page of the result shows; without a batch only the state."""
    batches = list(upload.batches.filter(undone_at__isnull=True).order_by("pk"))
    plan = plan_undo(batches) if batches and upload.state in _UNDOABLE else None
    return {
        "upload": upload,
        "sums": _sums(upload),
        "plan": plan,
        "spared": names_in_order(subject.partition(":")[2] for subject in plan.spared) if plan else [],
        "place": place_of(upload, place_names(asked)),
        "waiting": upload.state in RECORDED and upload.summary.get("error", 0) + upload.summary.get("look", 0),
        "links": _links(asked, upload, plan) if plan else None,
    }


def _sums(upload: Upload) -> list[tuple[str, int, str]]:
    words = labels()
    return [(LOOKS[kind], upload.summary.get(kind, 0), words[kind]) for kind in _SUMMED]


def _links(asked: Asked, upload: Upload, plan: UndoPlan) -> dict[str, Any]:
    """The people written, those of them below standard, and the posts that somebody new holds."""
    people = sorted({*upload.done.values(), *(int(s.partition(":")[2]) for s in plan.subjects if s[-1].isdigit())})
    picked = {"chon": ",".join(map(str, people))} if len(people) <= _MOST else {"xa": upload.unit_code}
    mine = asked.review.people.filter(pl.col("official_id").is_in(people))
    return {
        "people": len(people),
        "people_url": asked.link("people:roster", **picked),
        "below": int(mine["below"].sum() or 0),
        "below_url": asked.link("people:roster", xem="chua-dat", **picked),
        "posts": main_posts_begun([batch.pk for batch in plan.batches]),
        "posts_url": asked.link("organisation:balance", xa=upload.unit_code),
    }
