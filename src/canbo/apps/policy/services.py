"""Which pack versions were used."""

from __future__ import annotations

from canbo.apps.audit.clock import written_at
from canbo.apps.policy.models import PackVersion
from canbo.core.policy.model import Pack
from canbo.core.policy.resolve import digest


def record_version(pack: Pack) -> PackVersion:
    """The stored version of a pack, added the first time it is used."""
    version, _ = PackVersion.objects.get_or_create(
        digest=digest(pack), defaults={"pack": pack.id, "first_used_at": written_at()}
    )
    return version
