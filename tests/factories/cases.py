"""The worked cases of all packs, read once."""

from __future__ import annotations

from pathlib import Path

import yaml

from canbo.core.review.cases import Case, CaseFile

POLICY = Path(__file__).resolve().parents[2] / "policy"


def cases_of(path: Path) -> list[Case]:
    return CaseFile.model_validate(yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)).cases


CASES = [case for path in sorted(POLICY.glob("*/cases/*.yaml")) for case in cases_of(path)]
