"""The four steps of a scale of shades: at the quarters of what it shades, in whole per cent, with their words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from canbo.web.shell.templatetags.canbo import percent

_NOTHING_KNOWN = [0.25, 0.5, 0.75]


def quarters(shares: Iterable[float]) -> list[float]:
    """Three rising bounds that part the shares into four groups about alike."""
    ordered = sorted(shares)
    if not ordered:
        return _NOTHING_KNOWN
    first = max(round(ordered[len(ordered) // 4], 2), 0.01)
    second = max(round(ordered[len(ordered) // 2], 2), first + 0.01)
    return [first, round(second, 2), round(max(ordered[len(ordered) * 3 // 4], second + 0.01), 2)]


def words_of(bounds: Sequence[float], last: str) -> list[str]:
    """Each step in words; `last` says it of the uppermost, with %(from)s."""
    first, second, third = (percent(bound, 0) for bound in bounds)
    return [
        _("dưới %(to)s") % {"to": first},
        f"{first.removesuffix('%')}–{second}",
        f"{second.removesuffix('%')}–{third}",
        last % {"from": third},
    ]
