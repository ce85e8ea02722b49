"""Communes and their bodies, job positions, and the seats of the establishment."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _


class UnitKind(models.TextChoices):
    PROVINCE = "province", _("tỉnh")
    XA = "xa", _("xã")
    PHUONG = "phuong", _("phường")


class Unit(models.Model):
    """The province or one of its communes, from the day it began to work until the day it ended.

    `sort_key` and `search_key` are derived from its names by the service that writes them.
    """

    code = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=10, choices=UnitKind)
    name = models.CharField(max_length=100)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    sort_key = models.CharField(max_length=500)
    search_key = models.CharField(max_length=400)
    former_names = models.TextField(blank=True)
    former_district = models.CharField(max_length=100, blank=True)
    seat = models.CharField(max_length=200, blank=True)
    area_km2 = models.FloatField(null=True)
    population = models.PositiveIntegerField(null=True)
    border = models.BooleanField(default=False)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    tile_row = models.PositiveSmallIntegerField(null=True)
    tile_column = models.PositiveSmallIntegerField(null=True)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="unit_ends_after_start",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
            ),
        )

    def __str__(self) -> str:
        return gettext("%(kind)s %(name)s") % {"kind": self.get_kind_display(), "name": self.name}


class Body(models.Model):
    """A kind of body that stands in each commune: a Party board, a division, the Front."""

    code = models.CharField(max_length=40, unique=True)
    title_vi = models.CharField(max_length=150)
    title_en = models.CharField(max_length=150)
    block = models.CharField(max_length=20)

    def __str__(self) -> str:
        return self.title_vi

    @property
    def title(self) -> str:
        """The title in the language of the page."""
        return self.title_en if get_language() == "en" else self.title_vi


class Position(models.Model):
    """A job position of the catalogue. What it asks stands in the policy pack under the same code."""

    code = models.CharField(max_length=60, unique=True)
    title_vi = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    body = models.ForeignKey(Body, models.PROTECT, related_name="positions")
    title_group = models.CharField(max_length=40, db_index=True)
    category = models.CharField(max_length=20)
    rank = models.PositiveSmallIntegerField()
    sort_key = models.CharField(max_length=1000)

    def __str__(self) -> str:
        return self.title_vi

    @property
    def title(self) -> str:
        """The title in the language of the page."""
        return self.title_en if get_language() == "en" else self.title_vi


class Establishment(models.Model):
    """How many seats of a position a commune has in a year, and whether they count in its staffing."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="establishment")
    position = models.ForeignKey(Position, models.PROTECT, related_name="establishment")
    year = models.PositiveSmallIntegerField()
    posts = models.PositiveSmallIntegerField()
    counts_in_staffing = models.BooleanField(default=True)
    basis = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="one_establishment_line_a_year", fields=("unit", "position", "year")),
        )

    def __str__(self) -> str:
        return f"{self.unit} · {self.position} · {self.year}: {self.posts}"
