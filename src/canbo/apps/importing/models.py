"""What the import remembers: the files given, and the answers once given to its questions."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from canbo.apps.audit.models import Batch
from canbo.apps.fields import EncryptedBytesField, EncryptedJSONField


class State(models.TextChoices):
    RECEIVED = "received", _("đã nhận, chưa đọc")
    REFUSED = "refused", _("không đọc được")
    MAPPING = "mapping", _("chờ ghép cột")
    CHECKED = "checked", _("đã kiểm tra, chưa ghi")
    PARTLY = "partly", _("đã ghi một phần")
    WRITTEN = "written", _("đã ghi")
    DROPPED = "dropped", _("đã bỏ")
    UNDONE = "undone", _("đã hoàn tác")


CLOSED = frozenset({State.REFUSED, State.WRITTEN, State.DROPPED, State.UNDONE})
"""States in which nothing more is answered or written."""

RECORDED = frozenset({State.PARTLY, State.WRITTEN})
"""States in which some of the file is on record."""


class Upload(models.Model):
    """One sheet of one file given to the import. Its content is kept as it came until `keep_until`.

    `seen` holds what people were shown of each row that is to be written (a digest), `done` the rows written and whose
    they are, `meanwhile` the rows whose records changed between the look and the write. `origin` is the upload whose
    error workbook this file is.
    """

    name = models.CharField(max_length=255)
    content = EncryptedBytesField()
    digest = models.CharField(max_length=64, db_index=True)
    state = models.CharField(max_length=10, choices=State)
    unit_code = models.CharField(max_length=20, blank=True)
    sheet = models.CharField(max_length=100, blank=True)
    mapping = models.JSONField(default=dict)
    corrections = EncryptedJSONField(default=dict)
    decisions = EncryptedJSONField(default=dict)
    seen = models.JSONField(default=dict)
    done = models.JSONField(default=dict)
    meanwhile = models.JSONField(default=list)
    summary = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    keep_until = models.DateField(db_index=True)
    origin = models.ForeignKey("self", models.SET_NULL, null=True, related_name="mended_by")
    batches = models.ManyToManyField(Batch, related_name="uploads")

    def __str__(self) -> str:
        return self.name

    @property
    def is_kept(self) -> bool:
        """Whether the file is still there: it is forgotten after its time."""
        return bool(self.content)


class RememberedColumn(models.Model):
    """A header once mapped to a fact: the next file with it needs no question. `field` empty means skip.

    What a commune's account says counts for its commune (`unit_code`), what the province says for all.
    """

    unit_code = models.CharField(max_length=20, blank=True)
    header = models.CharField(max_length=300)
    field = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(name="one_field_a_header", fields=("unit_code", "header")),)

    def __str__(self) -> str:
        return self.header


class RememberedWord(models.Model):
    """A spelling once explained: in this kind of column it means this code, of posts several parted by semicolons."""

    unit_code = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=60)
    word = models.CharField(max_length=200)
    code = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(name="one_meaning_a_word", fields=("unit_code", "kind", "word")),)

    def __str__(self) -> str:
        return f"{self.word} → {self.code}"
