"""The competency framework as standards: one for each competency and level that some position asks."""

from __future__ import annotations

from collections import defaultdict

from canbo.core.facts.columns import FACTS, Fact, Grain, Kind
from canbo.core.facts.scales import COMPETENCY
from canbo.core.policy.catalogue import Competency
from canbo.core.policy.cited import Text
from canbo.core.policy.conditions import Test
from canbo.core.policy.model import Basis, Pack, Standard, Subject


def fact_name(competency: str) -> str:
    """The fact that holds the assessed level of a competency."""
    return f"competency_{competency}"


def facts_of(pack: Pack) -> dict[str, Fact]:
    """The facts of officials under a pack: the fixed ones and one for each competency."""
    own = {
        name: Fact(name, Kind.SCALE, c.title.vi, c.title.en, scale=COMPETENCY)
        for c in pack.competencies
        for name in [fact_name(c.code)]
    }
    return {**FACTS[Grain.OFFICIAL], **own}


def expand(pack: Pack) -> Pack:
    """The pack with the requirements of its competency framework written out as standards."""
    asking: dict[tuple[str, int], list[str]] = defaultdict(list)
    for position in pack.positions:
        for code, level in position.competencies.items():
            asking[code, level].append(position.code)
    titles = {competency.code: competency for competency in pack.competencies}
    added = [_standard(titles[code], level, positions) for (code, level), positions in sorted(asking.items())]
    kept = [standard for standard in pack.standards if standard.basis is not Basis.COMPETENCY]
    return pack.model_copy(update={"standards": [*kept, *added]})


def _standard(competency: Competency, level: int, positions: list[str]) -> Standard:
    return Standard(
        id=f"competency.{competency.code}.{level}",
        title=Text(vi=competency.title.vi, en=competency.title.en),
        subject=Subject.COMPETENCY,
        basis=Basis.COMPETENCY,
        applies_to=Test(fact="position", one_of=list(positions)),
        requires=Test(fact=fact_name(competency.code), at_least=f"level_{level}"),
        cites=competency.level_cites or competency.cites,
    )
