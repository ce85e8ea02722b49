"""Integration: what is read from every sample that must pass, value by value, as `workbooks/expected.yaml` says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from canbo.core.access import Scope
from canbo.core.facts.scales import QUALIFICATIONS, RATING
from canbo.core.people.record import Held
from canbo.core.policy.model import Pack
from canbo.files.importing import session
from canbo.files.importing.draft import Draft
from canbo.files.importing.job import AssessedAs
from canbo.files.importing.reading.model import Table
from factories.province import DAY, small_province
from workbooks.faults import FAIL
from workbooks.rosters import PASS

SAMPLES = Path(__file__).resolve().parents[2] / "workbooks"
EVERYWHERE = Scope.province()
EXPECTED: dict[str, Any] = yaml.safe_load((SAMPLES / "expected.yaml").read_text())["samples"]


def spoken(draft: Draft) -> dict[str, Any]:
    """All that a row says, in plain words; what it says nothing of is not there."""
    rating = draft.rating and ("exempt" if draft.rating.exempt else RATING.levels[draft.rating.level or 0].code)
    said = {
        **{name: _plain(value) for name, value in draft.values.items()},
        **{name: _plain(value) for name, value in draft.assignment.items()},
        "unit": draft.unit,
        "positions": list(draft.positions),
        "start": _plain(draft.start),
        "held": [held(item) for item in draft.held],
        "assessed": [assessed(code, item) for code, item in draft.assessed.items()],
        "rating": rating and f"{draft.rating.year} {rating}" if draft.rating else None,
        "problems": [problem.code for problem in draft.problems],
        "notices": [problem.code for problem in draft.notices],
    }
    return {name: value for name, value in said.items() if value not in (None, "", [])}


def _plain(value: object) -> Any:
    return value if value is None or isinstance(value, bool) else str(value)


def held(item: Held) -> str:
    parts = [
        item.kind,
        QUALIFICATIONS[item.kind].levels[item.level].code,
        item.field_code,
        item.field_text,
        item.detail,
    ]
    parts += [item.institution, item.mode, "" if item.state == "held" else item.state]
    parts += [str(when) for when in (item.obtained, item.expected) if when]
    return " ".join(part for part in parts if part)


def assessed(code: str, item: AssessedAs) -> str:
    return " ".join(filter(None, (code, str(item.level), str(item.day or ""))))


def skipped(table: Table) -> list[str]:
    return [f"{item.number} {item.reason}" for item in table.skipped]


def test_every_sample_has_its_values_written_down() -> None:
    assert EXPECTED.keys() == PASS.keys()
    assert len(PASS) >= 25
    assert len(FAIL) >= 25


@pytest.mark.django_db
@pytest.mark.parametrize("name", EXPECTED)
def test_a_sample_says_what_is_written_down(name: str, pack: Pack) -> None:
    small_province(len(pack.communes))
    upload = session.receive(name, (SAMPLES / "pass" / name).read_bytes(), None, pack, EVERYWHERE)
    preview = session.preview(upload, pack, EVERYWHERE, DAY)
    assert preview.check is not None
    plans, expected = preview.check.plans, EXPECTED[name]
    assert len(plans) == expected["rows"]
    assert skipped(preview.table) == expected.get("skipped", [])
    people = {plan.draft.row.number: {"row": plan.draft.row.number} | spoken(plan.draft) for plan in plans}
    told = {person["row"]: person for person in expected["people"]}
    assert {row: people[row] for row in told} == told
    assert {min(people), max(people)} <= told.keys()
    others = [table for table in preview.tables if table is not preview.table]
    assert {table.key: len(table.rows) for table in others} == expected.get("other_tables", {})
    samples = {notice.code: [list(pair) for pair in notice.samples] for notice in preview.notices}
    assert samples == expected.get("notices", {})


@pytest.mark.parametrize(
    ("folder", "name"),
    [*(("pass", name) for name in PASS), *(("fail", name) for name in FAIL)],
    ids=lambda value: value,
)
def test_a_committed_sample_is_what_the_script_makes(folder: str, name: str) -> None:
    make = (PASS if folder == "pass" else FAIL)[name]
    assert (SAMPLES / folder / name).read_bytes() == make()


def test_no_other_file_lies_among_the_samples() -> None:
    for folder, files in (("pass", PASS), ("fail", FAIL)):
        assert {path.name for path in (SAMPLES / folder).iterdir()} == files.keys()
