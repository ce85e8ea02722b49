"""What sets the invented people of one commune apart from those of another: who lives there, how hard life is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import cos, hypot, radians
from random import Random

from canbo.core.demo.majors import Majors
from canbo.core.policy.catalogue import CommuneSeat
from canbo.core.policy.model import Pack

_EVERYWHERE = {"03": 32, "08": 22, "01": 20, "09": 12, "33": 5, "26": 3, "39": 2, "23": 1.5, "42": 1.5, "46": 1}
_ETHNIC = {
    "Thành phố Lai Châu": {"01": 42, "03": 20, "08": 14, "26": 12, "09": 8, "42": 2, "02": 2},
    "Huyện Tam Đường": {"08": 28, "01": 22, "03": 18, "09": 14, "26": 10, "42": 6, "02": 2},
    "Huyện Phong Thổ": {"09": 28, "08": 22, "03": 22, "01": 18, "33": 5, "26": 5},
    "Huyện Sìn Hồ": {"08": 27, "09": 26, "03": 22, "01": 15, "42": 5, "23": 3, "46": 2},
    "Huyện Nậm Nhùn": {"03": 32, "08": 25, "01": 17, "09": 8, "46": 9, "33": 4, "49": 3, "39": 2},
    "Huyện Mường Tè": {"33": 26, "03": 20, "01": 18, "39": 15, "08": 12, "46": 4, "49": 3, "50": 2},
    "Huyện Tân Uyên": {"03": 44, "08": 18, "01": 20, "09": 8, "23": 7, "26": 3},
    "Huyện Than Uyên": {"03": 54, "08": 16, "01": 20, "23": 5, "09": 3, "02": 2},
}
"""Shares of the ethnic groups among officials by former district: assumptions for a demonstration."""

_FAR_KM = 100.0


@dataclass(frozen=True)
class Setting:
    """Where officials serve: `hardship` from 0 to 1 makes shortages likelier.

    `as_of` is the day for which people are invented, `opened` the one on which the commune began to work, `baseline`
    the one on which unsuited fields are counted.
    """

    commune: CommuneSeat
    neighbours: Sequence[str]
    communes: Sequence[str]
    ethnic_groups: Mapping[str, float]
    majors: Majors
    hardship: float
    as_of: date
    opened: date
    baseline: date

    @property
    def strain(self) -> float:
        """A factor around 1 by which hardship raises what is lacking."""
        return 0.45 + 1.2 * self.hardship


def setting_of(commune: CommuneSeat, pack: Pack, majors: Majors, draw: Random, as_of: date) -> Setting:
    """The setting of one commune of a pack."""
    district = commune.former_district.split(";")[0].strip()
    return Setting(
        commune=commune,
        neighbours=[c.code for c in pack.communes if district in c.former_district and c.code != commune.code],
        communes=[c.code for c in pack.communes],
        ethnic_groups=_ETHNIC.get(district, _EVERYWHERE),
        majors=majors,
        hardship=_hardship(commune, pack, draw),
        as_of=as_of,
        opened=commune.since,
        baseline=_baseline(pack, commune.since),
    )


def _hardship(commune: CommuneSeat, pack: Pack, draw: Random) -> float:
    """Far from the largest commune, at the border, and a share of chance; little of it in a ward."""
    centre = max(pack.communes, key=lambda other: other.population or 0)
    far = min(1.0, _kilometres(commune, centre) / _FAR_KM)
    found = 0.45 * far + (0.25 if commune.border else 0.0) + 0.3 * draw.random()
    return round(found * (0.3 if commune.kind == "phuong" else 1.0), 3)


def _kilometres(one: CommuneSeat, other: CommuneSeat) -> float:
    north = (one.lat - other.lat) * 111.2
    return hypot(north, (one.lon - other.lon) * 111.2 * cos(radians(one.lat)))


def _baseline(pack: Pack, opened: date) -> date:
    values = [p.values[0].value for p in pack.parameters if p.id == "programme.baseline"]
    return values[0] if values and isinstance(values[0], date) else opened
