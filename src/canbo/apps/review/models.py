"""Reviews of past dates, kept so that trends compare like with like."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from canbo.apps.policy.models import PackVersion
from canbo.core.review.targets import Light


class Snapshot(models.Model):
    """The province's review at a date, with the version of the rules that gave it.

    `findings` and `positions` are the frames of `Review.findings` and `Balance.positions`, as Parquet.
    """

    as_of = models.DateField()
    pack = models.ForeignKey(PackVersion, models.PROTECT, related_name="snapshots")
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    officials = models.PositiveIntegerField()
    findings = models.BinaryField()
    positions = models.BinaryField()

    class Meta:
        constraints = (models.UniqueConstraint(name="one_snapshot_a_date_and_pack", fields=("as_of", "pack")),)

    def __str__(self) -> str:
        return str(self.as_of)


class TargetResult(models.Model):
    """One target of a snapshot, for the province (no unit) or for one commune."""

    snapshot = models.ForeignKey(Snapshot, models.CASCADE, related_name="results")
    target = models.CharField(max_length=30)
    unit = models.CharField(max_length=20, blank=True)
    met = models.PositiveIntegerField()
    gap = models.PositiveIntegerField()
    unknown = models.PositiveIntegerField()
    unsure = models.PositiveIntegerField()
    studying = models.PositiveIntegerField()
    missing = models.PositiveIntegerField()
    lower = models.FloatField(null=True)
    upper = models.FloatField(null=True)
    forecast = models.FloatField(null=True)
    light = models.CharField(max_length=10, choices=[(light.value, light.value) for light in Light])

    class Meta:
        constraints = (models.UniqueConstraint(name="one_result_a_target", fields=("snapshot", "target", "unit")),)

    def __str__(self) -> str:
        return f"{self.target} {self.unit}"
