"""Unit: one requirement held against one assignment, in words."""

from __future__ import annotations

from typing import Any

from canbo.core.policy.catalogue import CodeItem, CodeList, Competency
from canbo.core.policy.expand import expand
from canbo.core.policy.resolve import PackAt
from canbo.core.review.compile import GAP, MET, UNKNOWN
from canbo.core.review.findings import findings_of
from canbo.core.review.review import Review, review
from factories.packs import AS_OF, CITES, facts, official, pack, pack_at, position, standard, text

DEGREE = standard("degree", {"fact": "title_group", "is": "specialist"}, {"fact": "degree", "at_least": "bachelor"})
FIELD = standard(
    "field", {"fact": "title_group", "is": "specialist"}, {"fact": "field_suits", "is": True}, subject="field"
)
STUDY = CodeList(
    id="fields_of_study",
    title=text(),
    items=[
        CodeItem(code="7850103", vi="Quản lý đất đai", en="Land management"),
        CodeItem(code="7380101", vi="Luật", en="Law"),
    ],
)
LAND = position("land", fields=["7850103"])


def reviewed(rows: list[dict[str, Any]], held: list[tuple[int, str | None, int | None]] | None = None) -> Review:
    at = pack_at(standards=[DEGREE, FIELD], positions=[LAND, position("chair", "commune_leader")], lists=[STUDY])
    return review(facts(rows, fields=held or []), at)


def clerk(number: int, degree: int | None, **known: Any) -> dict[str, Any]:
    return official(number, **({"position": "land", "title_group": "specialist", "degree": degree} | known))


def test_met_gap_unknown_and_not_asked() -> None:
    rows = [
        clerk(1, 3),
        clerk(2, 4),
        clerk(3, 5),
        clerk(4, None),
        official(5, position="chair", title_group="commune_leader"),
    ]
    assert reviewed(rows).findings["degree"].to_list() == [GAP, MET, MET, UNKNOWN, None]


def test_a_finding_says_what_is_needed_and_what_is_held() -> None:
    found = findings_of(reviewed([clerk(1, 3)], [(1, "7380101", None)]), 1, "vi")
    assert [(f.standard.id, f.needed, f.held, f.state) for f in found] == [
        ("degree", "Đại học trở lên", "Cao đẳng", GAP),
        ("field", "Quản lý đất đai", "Luật", GAP),
    ]
    assert findings_of(reviewed([clerk(1, 3)]), 1, "en")[0].needed == "Bachelor or higher"


def test_what_is_not_known_is_held_as_nothing_and_stays_unknown() -> None:
    found = findings_of(reviewed([clerk(1, None)]), 1, "vi")
    assert [(f.held, f.state) for f in found] == [("", UNKNOWN), ("", UNKNOWN)]


def test_below_standard_and_missing_data_are_counted_by_person() -> None:
    rows = [clerk(1, 3), clerk(1, 3, assignment_id=11, is_main=False), clerk(2, None), clerk(3, 4)]
    held: list[tuple[int, str | None, int | None]] = [(n, "7850103", None) for n in (1, 2, 3)]
    people = reviewed(rows, held).people.sort("official_id")
    assert people.select("official_id", "below", "unknown").rows() == [
        (1, True, False),
        (2, False, True),
        (3, False, False),
    ]


def test_what_is_only_for_reference_is_found_and_puts_nobody_below_standard() -> None:
    reference = standard("hint", {"fact": "title_group", "is": "specialist"},
                         {"fact": "it_skills", "at_least": "basic"}, basis="reference")  # fmt: skip
    made = review(facts([clerk(1, 4, it_skills=0)]), pack_at(standards=[DEGREE, reference], positions=[LAND]))
    assert made.findings.select("degree", "hint").rows() == [(MET, GAP)]
    assert made.people["below"].to_list() == [False]


def test_the_competency_framework_is_reviewed_like_any_standard() -> None:
    framework = expand(
        pack(
            positions=[position("clerk", competencies={"it": 2}), position("head", competencies={"it": 3})],
            competencies=[Competency(code="it", group="general", title=text("IT"), cites=CITES)],
        )
    )
    assert [s.id for s in framework.standards] == ["competency.it.2", "competency.it.3"]
    rows = [
        official(1, position="clerk", title_group="specialist"),
        official(2, position="head", title_group="specialist"),
    ]
    known = facts(rows)
    known.officials.insert_column(0, (known.officials["official_id"] * 0 + 2).cast(int).alias("competency_it"))
    found = review(known, PackAt(framework, AS_OF)).findings
    assert (found["competency.it.2"].to_list(), found["competency.it.3"].to_list()) == ([MET, None], [None, GAP])


def test_a_review_is_the_same_every_time() -> None:
    rows = [clerk(1, 3), clerk(2, None)]
    one, other = reviewed(rows), reviewed(rows)
    assert one.findings.equals(other.findings)
    assert one.officials.equals(other.officials)
