"""Who signs in, and whose records they may see."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from canbo.core.access import Scope


class Role(models.TextChoices):
    PROVINCE = "province", _("Ban Tổ chức Tỉnh ủy")
    COMMUNE = "commune", _("Đảng ủy xã, phường")
    LEADER = "leader", _("Lãnh đạo tỉnh")


class User(AbstractUser):
    """An account. A commune's account carries its unit's code; the others see the province."""

    not_in_trail = frozenset({"password", "last_login"})

    full_name = models.CharField(max_length=150)
    role = models.CharField(max_length=20, choices=Role)
    unit_code = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="commune_account_has_a_unit",
                condition=~models.Q(role=Role.COMMUNE) | ~models.Q(unit_code=""),
            ),
            models.CheckConstraint(name="role_in_list", condition=models.Q(role__in=Role.values)),
        )

    def __str__(self) -> str:
        return self.full_name or self.username

    @property
    def scope(self) -> Scope:
        """The communes whose records this account may read."""
        return Scope.of(self.unit_code) if self.role == Role.COMMUNE else Scope.province()

    @property
    def may_write(self) -> bool:
        """A leader reads; the commission and the communes keep records."""
        return self.role in (Role.PROVINCE, Role.COMMUNE)


class SavedView(models.Model):
    """A list that somebody keeps: a name, and the address with its filters; `sort_key` is derived from the name."""

    user = models.ForeignKey(User, models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=60)
    sort_key = models.CharField(max_length=300)
    query = models.CharField(max_length=1000)

    class Meta:
        constraints = (models.UniqueConstraint(name="one_view_a_name", fields=("user", "name")),)
        ordering = ("sort_key",)

    def __str__(self) -> str:
        return self.name
