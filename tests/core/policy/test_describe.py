"""Unit: what an id of a pack stands for: goals as they are, days, notes, citations by number and title."""

from __future__ import annotations

from datetime import date

import pytest

from canbo.core.policy.catalogue import Organ
from canbo.core.policy.cited import Citation, Document, Status
from canbo.core.policy.describe import describe, goal_text
from canbo.core.policy.explain import Words
from canbo.core.policy.model import Goal
from factories.packs import AS_OF, pack_at, parameter, standard, target, text, value

MASTERS = {"fact": "degree", "at_least": "master"}
LAW = Document(id="law", number="1/2026", title=text("Luật"))


@pytest.mark.parametrize(
    ("share", "vi", "en"),
    [
        (0.75, "≥ 75%", "≥ 75%"),
        (0.725, "≥ 72,5%", "≥ 72.5%"),
        (0.995, "≥ 99,5%", "≥ 99.5%"),
        (0.1, "≥ 10%", "≥ 10%"),
        (1.0, "≥ 100%", "≥ 100%"),
        (0.0, "≥ 0%", "≥ 0%"),
        (0.3333, "≥ 33,33%", "≥ 33.33%"),
    ],
)
def test_a_goal_is_printed_as_it_is(share: float, vi: str, en: str) -> None:
    goal = Goal(at_least=share, by=AS_OF)
    assert (goal_text(goal, "vi"), goal_text(goal, "en")) == (vi, en)


def test_a_strict_goal_says_more_than() -> None:
    assert goal_text(Goal(more_than=0.95, by=AS_OF), "vi") == "> 95%"


def test_a_target_says_whether_it_is_yearly_who_leads_and_the_note() -> None:
    goal = Goal(at_least=0.5, by=date(2030, 12, 31), yearly=True)
    pack = pack_at(targets=[target("5a", measure=MASTERS, goal=goal, lead=["school"], note=text("ghi chú"))])
    (found,) = describe("5a", Words(pack, "vi"))
    assert found.kind == "target"
    assert found.parts["yearly"] is True
    assert (found.parts["by"], found.parts["lead"], found.parts["note"]) == (date(2030, 12, 31), ["school"], "ghi chú")
    assert "population" not in found.parts


def test_a_standard_says_when_it_holds_and_where_it_comes_from() -> None:
    cites = Citation(document="law", place="Điều 4", status=Status.PRESS, note=text("chưa đọc"))
    pack = pack_at(documents=[LAW], standards=[standard("s", MASTERS, MASTERS, since=date(2026, 1, 1), cites=cites)])
    (found,) = describe("s", Words(pack, "vi"))
    assert (found.parts["since"], found.parts["until"]) == (date(2026, 1, 1), None)
    assert found.parts["cites"] == {
        "document": "law",
        "number": "1/2026",
        "title": "Luật",
        "place": "Điều 4",
        "status": "press",
        "note": "chưa đọc",
    }


def test_every_kind_is_found_by_its_id_or_code() -> None:
    pack = pack_at(
        documents=[LAW], organs=[Organ(id="x", title=text("Trường"))], parameters=[parameter("limit", value(6))]
    )
    words = Words(pack, "en")
    assert [(one.kind, one.title) for one in describe("law", words)] == [("document", "Luật")]
    assert [(one.kind, one.parts) for one in describe("x", words)] == [("organ", {})]
    assert describe("limit", words)[0].parts["values"][0]["value"] == 6
    assert describe("none", words) == []
