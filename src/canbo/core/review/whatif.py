"""What if: one target under changed rules. Nothing is stored and the pack stays as it is."""

from __future__ import annotations

from canbo.core.policy.conditions import FromParameter, tests_in
from canbo.core.policy.model import Parameter, Target
from canbo.core.policy.named import BASELINE, MARGIN, MINIMUM, NEAR_DEADLINE
from canbo.core.policy.overlay import Overlay, overlay
from canbo.core.policy.resolve import PackAt
from canbo.core.review.review import Review, review
from canbo.core.review.targets import TargetResult

_OF_FACTS = {"field_suited_before": BASELINE}
"""Parameters that a condition uses through a derived fact."""

LIGHT_SETTINGS = (MARGIN, NEAR_DEADLINE, MINIMUM)


def what_if(base: Review, changes: Overlay, target_id: str) -> TargetResult:
    """A target's result had the rules been those of the overlay. Raises `UnknownChange`."""
    changed = overlay(base.pack.pack, changes)
    only = [target for target in changed.targets if target.id == target_id]
    pack = PackAt(changed.model_copy(update={"targets": only}), base.pack.as_of)
    return review(base.facts, pack).targets[0]


def parameters_of(target: Target, pack: PackAt) -> list[Parameter]:
    """The parameters in force on which a target's result depends: those of its conditions, then of its light."""
    conditions = [part for part in (target.population, target.among, target.measure) if part is not None]
    tests = [test for condition in conditions for test in tests_in(condition)]
    named = [test.value.parameter for test in tests if isinstance(test.value, FromParameter)]
    through = [_OF_FACTS[test.fact] for test in tests if test.fact in _OF_FACTS]
    wanted = dict.fromkeys([*named, *through, *LIGHT_SETTINGS])
    known = {parameter.id: parameter for parameter in pack.pack.parameters if parameter.id in pack.parameters}
    return [known[name] for name in wanted if name in known]
