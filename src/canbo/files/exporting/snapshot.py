"""The figures of a day that were kept, as a workbook: what was reported then, whatever the records say today."""

from __future__ import annotations

from collections.abc import Mapping

from canbo.apps.review.trends import Kept
from canbo.core.policy.explain import Words
from canbo.core.review.compile import GAP, MET, UNKNOWN
from canbo.core.review.review import FINDING_KEYS
from canbo.files.exporting.lists import Sheet, workbook

_STATES = {MET: "met", UNKNOWN: "unknown", GAP: "gap", None: ""}
_COUNTS = ("met", "gap", "unknown", "unsure", "studying", "missing", "lower", "upper", "forecast", "light")
_SEATS = ("posts", "holders", "suitable", "unsuitable", "unknown", "vacant", "surplus")


def snapshot_workbook(kept: Kept, names: Mapping[int, str], words: Words) -> bytes:
    """Three sheets: the measures, the findings of every assignment, the staffing balance. Codes as in the JSON."""
    return workbook(_targets(kept, words), _findings(kept, names, words), _positions(kept, words))


def _targets(kept: Kept, words: Words) -> Sheet:
    rows = [
        (
            result.target,
            words.code("communes", result.unit) if result.unit else "",
            *(getattr(result, n) for n in _COUNTS),
        )
        for result in kept.results
    ]
    return Sheet("targets", ("target", "unit", *_COUNTS), rows)


def _findings(kept: Kept, names: Mapping[int, str], words: Words) -> Sheet:
    standards = [name for name in kept.findings.columns if name not in FINDING_KEYS]
    rows = [
        (
            row["official_id"],
            names.get(row["official_id"], ""),
            words.code("communes", row["unit"]),
            words.code("positions", row["position"]),
            *(_STATES[row[name]] for name in standards),
        )
        for row in kept.findings.iter_rows(named=True)
    ]
    return Sheet("findings", ("official_id", "name", "unit", "position", *standards), rows)


def _positions(kept: Kept, words: Words) -> Sheet:
    rows = [
        (words.code("communes", row["unit"]), words.code("positions", row["position"]), *(row[n] for n in _SEATS))
        for row in kept.positions.iter_rows(named=True)
    ]
    return Sheet("balance", ("unit", "position", *_SEATS), rows)
