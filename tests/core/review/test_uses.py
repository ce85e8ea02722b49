"""Unit: where the parts of a pack are used, and what bodies and fields are called."""

from __future__ import annotations

from datetime import date

import pytest

from canbo.core.policy.explain import Words
from canbo.core.review.uses import Code, bound, uses_of
from canbo.files.policy.current import current_pack_at

PACK = current_pack_at(date(2026, 11, 23))
STANDARDS = {standard.id: standard for standard in PACK.standards}


@pytest.mark.parametrize(
    ("standard", "codes"),
    [
        ("programme.position_skills", ["2a"]),
        ("section_leader.degree", ["2d", "6a"]),
        ("specialist.degree", ["7a"]),
        ("specialist.it_skills", []),
    ],
)
def test_a_standard_is_looked_at_by_targets_of_the_same_fact_and_people(standard: str, codes: list[str]) -> None:
    assert [target.code for target in bound(PACK).targets(STANDARDS[standard])] == codes


def test_a_standard_binds_positions_and_a_position_has_it() -> None:
    found = bound(PACK)
    positions = [position.code for position in found.positions(STANDARDS["programme.vice_chair_theory"])]
    assert sorted(positions) == ["committee_vice_chair", "council_vice_chair"]
    assert STANDARDS["programme.vice_chair_theory"] in found.standards("committee_vice_chair")
    assert STANDARDS["programme.vice_chair_theory"] not in found.standards("land")


@pytest.mark.parametrize(
    ("parameter", "standards", "targets", "code"),
    [
        ("programme.start", ["programme.knowledge_update"], ["3"], None),
        ("programme.baseline", ["programme.suitable_field"], ["1b"], Code.BASELINE),
        ("completeness.minimum", [], [], Code.COLOURS),
        ("retirement.age_months.male", [], [], Code.YEARS_LEFT),
        ("training.commitment_factor", [], [], None),
    ],
)
def test_a_parameter_is_read_by_rules_and_by_code(
    parameter: str, standards: list[str], targets: list[str], code: Code | None
) -> None:
    uses = uses_of(parameter, PACK)
    assert [s.id for s in uses.standards] == standards
    assert [t.code for t in uses.targets] == targets
    assert uses.code == code
    assert bool(uses) is bool(standards or targets or code)


def test_a_ward_has_its_own_title_of_a_body_and_a_commune_has_not() -> None:
    words = Words(PACK, "vi")
    kinds = {commune.kind: commune.code for commune in PACK.pack.communes}
    assert words.body(kinds["phuong"], "economy") == "Phòng Kinh tế, Hạ tầng và Đô thị"
    assert words.body(kinds["xa"], "economy") == "Phòng Kinh tế"
    assert words.body(kinds["phuong"], "council") == "Hội đồng nhân dân"


def test_a_field_that_the_list_lacks_goes_by_its_group() -> None:
    words = Words(PACK, "vi")
    assert words.field("7340201") == "Tài chính – Ngân hàng"
    assert words.field("7310") == "Khoa học xã hội và hành vi (7310)"
    assert words.field("999") == "999"
