"""Which versions of the policy packs have been in use."""

from __future__ import annotations

from django.db import models


class PackVersion(models.Model):
    """A pack as it was used, known by the hash of its content; never edited."""

    pack = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    first_used_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.pack} {self.digest[:12]}"
