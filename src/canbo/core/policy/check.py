"""What a pack says holds together: one check, one function; `CHECKS` says which run. All faults at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from canbo.core.policy.checks import conditions, ids, parameters, references
from canbo.core.policy.checks.known import Known
from canbo.core.policy.problems import Problem

CHECKS: tuple[Callable[[Known], Iterator[Problem]], ...] = (
    ids.the_name_of_the_pack,
    ids.unique_ids,
    ids.replacements,
    ids.short_codes,
    ids.codes_in_lists,
    ids.no_two_in_force,
    ids.names_of_standards,
    ids.spellings,
    references.citations,
    references.references,
    references.fields_of_study,
    references.closings,
    references.synonyms,
    conditions.conditions,
    conditions.rules_below,
    conditions.among,
    conditions.no_circles,
    conditions.what_binds,
    parameters.all_there,
    parameters.values_of_named,
)


def check(known: Known) -> list[Problem]:
    """Every fault of the upper pack as far as its parts have the right shape."""
    return [problem for run in CHECKS for problem in run(known)]
