"""Parameters that code looks up by name, and whether a parameter has a value on every day that it is needed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from canbo.core.policy.checks.known import Known
from canbo.core.policy.cited import Dated
from canbo.core.policy.model import Parameter
from canbo.core.policy.named import NAMED
from canbo.core.policy.problems import Problem


def all_there(known: Known) -> Iterator[Problem]:
    """A province's pack, with those below it, has every parameter that code looks up by name."""
    if "province" not in known.top.source.data:
        return
    for name in sorted(NAMED.keys() - known.parameter_ids):
        if not known.perhaps(name):
            told = (
                f"thiếu tham số mà phần mềm dùng; {NAMED[name].vi}",
                f"a parameter that the software uses is missing; {NAMED[name].en}",
            )
            yield known.problem(("parameters",), name, *told)


def values_of_named(known: Known) -> Iterator[Problem]:
    for index, parameter in known.items("parameters"):
        named = NAMED.get(parameter.id)
        if named is None:
            continue
        for place, dated in enumerate(parameter.values):
            if not named.fits(dated.value):
                yield known.problem(("parameters", index, "values", place, "value"), dated.value, named.vi, named.en)
        since = None if named.always else min(value.since or date.min for value in parameter.values)
        lacking = without_value(parameter, Dated(since=since))
        if lacking:
            yield known.problem(("parameters", index, "values"), parameter.id, *lacking)


def without_value(parameter: Parameter, life: Dated) -> tuple[str, str] | None:
    """What to say of the first day of a life on which a parameter has no value, if there is one."""
    day, last = life.since or date.min, life.until or date.max
    for value in sorted(parameter.values, key=lambda value: value.since or date.min):
        since, until = value.since or date.min, value.until or date.max
        if since > day:
            break
        if until >= last:
            return None
        day = max(day, until + timedelta(days=1))
    return _lacks(parameter.values, day)


def _lacks(values: Sequence[Dated], day: date) -> tuple[str, str]:
    first = min((value.since for value in values if value.since), default=None)
    if day == date.min and first:
        told = f"{first:%d/%m/%Y}"
        return (
            f"không có giá trị trước ngày {told}; cần giá trị cho mọi ngày",
            f"no value before {told}; one for every day expected",
        )
    told = f"{day:%d/%m/%Y}"
    return (
        f"không có giá trị từ ngày {told}; cần giá trị cho mọi ngày",
        f"no value from {told} on; one for every day expected",
    )
