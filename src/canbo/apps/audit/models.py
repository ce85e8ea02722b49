"""What was changed, by whom, when, why, and from which batch: the trail that every write leaves."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Source(models.TextChoices):
    PAGE = "page", _("trang nhập")
    IMPORT = "import", _("nhập từ Excel")
    COMMAND = "command", _("dòng lệnh")
    DEMO = "demo", _("dữ liệu minh họa")


class Action(models.TextChoices):
    CREATE = "create", _("thêm")
    UPDATE = "update", _("sửa")
    DELETE = "delete", _("xóa")
    READ = "read", _("xem")


class Batch(models.Model):
    """Writes that belong together and can be undone together; `fictional` says that they are of invented people."""

    source = models.CharField(max_length=10, choices=Source)
    title = models.CharField(max_length=300)
    fictional = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return self.title


class Entry(models.Model):
    """One record's change, with the fields that changed before and after, and why: a reason, or its batch's title.

    `subject` names the official, unit or other thing whose file shows the entry, as `official:12`.
    """

    at = models.DateTimeField(db_index=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    actor_name = models.CharField(max_length=150)
    source = models.CharField(max_length=10, choices=Source)
    action = models.CharField(max_length=10, choices=Action)
    table = models.CharField(max_length=50)
    row = models.BigIntegerField()
    subject = models.CharField(max_length=60, db_index=True)
    before = models.JSONField()
    after = models.JSONField()
    reason = models.CharField(max_length=300, blank=True)
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, related_name="entries")

    class Meta:
        constraints = (models.CheckConstraint(name="entry_says_why", condition=~Q(reason="") | Q(batch__isnull=False)),)
        indexes = (models.Index(fields=("table", "row")),)

    def __str__(self) -> str:
        return f"{self.action} {self.table} {self.row}"


class Head(models.Model):
    """The version of the records, one row: each write raises it first thing, so that its lock orders the commits.

    `at` belongs to the version: a number comes again after a transaction that was rolled back.
    """

    ONLY = 1

    number = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(name="one_head", condition=Q(pk=1)),)

    def __str__(self) -> str:
        return str(self.number)
