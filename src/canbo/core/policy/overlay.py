"""What if: a changed copy of a pack. The pack itself is never touched."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from canbo.core.policy.cited import Text
from canbo.core.policy.conditions import Condition, Frozen, Scalar, Several
from canbo.core.policy.model import Goal, Pack, Parameter, ParameterValue, Standard, Target


class Overlay(Frozen):
    """Changes to a pack: goals and measures of targets, values of parameters, requirements of standards.

    A mapping, so that two changes to one thing cannot be written.
    """

    title: Text
    parameters: dict[str, Scalar | Several] = Field(default_factory=dict)
    goals: dict[str, Goal] = Field(default_factory=dict)
    requires: dict[str, Condition] = Field(default_factory=dict)


class UnknownChange(Exception):
    """The overlay names something that the pack does not have."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(", ".join(names))
        self.names = names


def overlay(pack: Pack, changes: Overlay) -> Pack:
    """The pack with the changes laid over it. Raises `UnknownChange` with every name that leads nowhere."""
    unknown = [
        *(changes.parameters.keys() - {item.id for item in pack.parameters}),
        *(changes.goals.keys() - {item.id for item in pack.targets}),
        *(changes.requires.keys() - {item.id for item in pack.standards}),
    ]
    if unknown:
        raise UnknownChange(sorted(unknown))
    return pack.model_copy(
        update={
            "parameters": [_parameter(item, changes) for item in pack.parameters],
            "targets": [_target(item, changes) for item in pack.targets],
            "standards": [_standard(item, changes) for item in pack.standards],
        }
    )


def _parameter(item: Parameter, changes: Overlay) -> Parameter:
    if item.id not in changes.parameters:
        return item
    value = ParameterValue(since=date.min, value=changes.parameters[item.id], cites=item.values[0].cites)
    return item.model_copy(update={"values": [value]})


def _target(item: Target, changes: Overlay) -> Target:
    goal = changes.goals.get(item.id)
    return item.model_copy(update={"goal": goal}) if goal else item


def _standard(item: Standard, changes: Overlay) -> Standard:
    requires = changes.requires.get(item.id)
    return item.model_copy(update={"requires": requires}) if requires else item
