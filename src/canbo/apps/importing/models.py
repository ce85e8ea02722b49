"""What the import remembers: the files given, and the answers once given to its questions."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from canbo.apps.audit.models import Batch


class State(models.TextChoices):
    REFUSED = "refused", _("không đọc được")
    MAPPING = "mapping", _("chờ ghép cột")
    CHECKED = "checked", _("đã kiểm tra, chưa ghi")
    WRITTEN = "written", _("đã ghi")
    DROPPED = "dropped", _("đã bỏ")
    UNDONE = "undone", _("đã hoàn tác")


class Upload(models.Model):
    """One file given to the import. Its content is kept as it came, so that nothing is ever lost."""

    name = models.CharField(max_length=255)
    content = models.BinaryField()
    digest = models.CharField(max_length=64, db_index=True)
    state = models.CharField(max_length=10, choices=State)
    unit_code = models.CharField(max_length=20, blank=True)
    sheet = models.CharField(max_length=100, blank=True)
    mapping = models.JSONField(default=dict)
    corrections = models.JSONField(default=dict)
    decisions = models.JSONField(default=dict)
    summary = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    batch = models.OneToOneField(Batch, models.PROTECT, null=True, related_name="upload")

    def __str__(self) -> str:
        return self.name


class RememberedColumn(models.Model):
    """A header once mapped to a fact: the next file with it needs no question. `field` empty means skip."""

    header = models.CharField(max_length=300, unique=True)
    field = models.CharField(max_length=60, blank=True)

    def __str__(self) -> str:
        return self.header


class RememberedWord(models.Model):
    """A spelling once explained: in this kind of column it means this code. Empty code: means nothing."""

    kind = models.CharField(max_length=60)
    word = models.CharField(max_length=200)
    code = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(name="one_meaning_a_word", fields=("kind", "word")),)

    def __str__(self) -> str:
        return f"{self.word} → {self.code}"
