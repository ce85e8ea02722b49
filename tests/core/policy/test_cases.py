"""Integration: the worked cases of both packs; and that every measure and every standard has some."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from canbo.core.policy.model import Basis, Pack
from canbo.core.review.cases import Case, CaseFile, run

POLICY = Path(__file__).resolve().parents[3] / "policy"
FILES = sorted(POLICY.glob("*/cases/*.yaml"))


def cases_of(path: Path) -> list[Case]:
    return CaseFile.model_validate(yaml.safe_load(path.read_text(encoding="utf-8"))).cases


CASES = [case for path in FILES for case in cases_of(path)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.case.en)
def test_the_rules_give_what_the_case_expects(case: Case, pack: Pack) -> None:
    found = run(case, pack)
    assert {name: found[name] for name in case.expect} == case.expect


def test_every_measure_and_every_standard_has_cases(pack: Pack) -> None:
    told = {case.target or case.standard for case in CASES}
    standards = {s.id for s in pack.standards if s.basis is not Basis.COMPETENCY}
    assert {t.id for t in pack.targets} - told == set()
    assert standards - told == set()


def test_a_derived_fact_cannot_be_given(pack: Pack) -> None:
    case = CASES[0].model_copy(update={"officials": [{"position": "land", "field_suits": True}]})
    with pytest.raises(KeyError, match="derived"):
        run(case, pack)
