"""Model fields that several domains share."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from typing import Any

from cryptography.fernet import Fernet, MultiFernet
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.functions import Cast, Mod
from django.db.models.lookups import Exact, GreaterThanOrEqual
from encrypted_fields.fields import EncryptedTextField

from canbo.core.dates import PartialDate


class PartialDateField(models.IntegerField[Any, Any]):
    """A date known to the day, the month or the year, kept as `YYYYMMDD` with 00 for what is not known.

    One number sorts and compares the same on SQLite and PostgreSQL; look-ups take a `PartialDate`, a `date`
    or the number itself. Every such column refuses numbers that are no such date, whoever writes them.
    """

    description = "partial date"

    def db_check(self, connection: BaseDatabaseWrapper) -> str:
        """The condition in SQL; divisions are of whole numbers, and what is NULL passes."""
        code = connection.ops.quote_name(str(self.column))
        month_and_day, day = (f"{code} - {code} / {size} * {size}" for size in (10000, 100))
        return (
            f"{code} BETWEEN 18500000 AND 21001231 AND {month_and_day} <= 1231 AND {day} <= 31"
            f" AND ({month_and_day} = 0 OR {month_and_day} >= 100)"
        )

    def from_db_value(self, value: int | None, *_: object) -> PartialDate | None:
        return None if value is None else PartialDate.from_code(value)

    def to_python(self, value: object) -> PartialDate | None:
        match value:
            case None | PartialDate():
                return value
            case date():
                return PartialDate.of(value)
            case int():
                return PartialDate.from_code(value)
            case _:
                return PartialDate.from_iso(str(value))

    def get_prep_value(self, value: object) -> Any:
        match value:
            case None | int():
                return value
            case PartialDate():
                return value.code
            case date():
                return PartialDate.of(value).code
            case _:
                return super().get_prep_value(value)  # an expression, which Django resolves itself

    def value_to_string(self, obj: models.Model) -> str:
        value = self.value_from_object(obj)
        return "" if value is None else str(value)


def not_before(later: str, earlier: str) -> models.Q:
    """The condition that one partial date can be on or after another; one that is not known passes."""
    can = GreaterThanOrEqual(latest_code(later), Cast(models.F(earlier), models.IntegerField()))
    return models.Q((f"{later}__isnull", True)) | models.Q((f"{earlier}__isnull", True)) | models.Q(can)


def latest_code(name: str) -> models.Case:
    """The last day that a stored partial date can mean, as a number `YYYYMMDD`; for database constraints."""
    code = Cast(models.F(name), models.IntegerField())
    return models.Case(
        models.When(Exact(Mod(code, 10000), 0), then=code + 1231),
        models.When(Exact(Mod(code, 100), 0), then=code + 31),
        default=code,
        output_field=models.IntegerField(),
    )


@cache
def _cipher() -> Fernet | MultiFernet:
    """The cipher of the encrypted text columns, for bytes."""
    cipher: Fernet | MultiFernet = EncryptedTextField().f
    return cipher


class EncryptedBytesField(models.BinaryField[Any, Any]):
    """Bytes that are stored encrypted, such as a file that holds identity numbers."""

    description = "encrypted bytes"

    def from_db_value(self, value: bytes | memoryview | None, *_: object) -> Any:
        return self.opened(_cipher().decrypt(bytes(value))) if value else self.get_default()

    def get_prep_value(self, value: object) -> Any:
        closed = self.closed(value)
        return _cipher().encrypt(closed) if closed else b""

    def opened(self, content: bytes) -> Any:
        return content

    def closed(self, value: Any) -> bytes:
        return bytes(value or b"")


class EncryptedJSONField(EncryptedBytesField):
    """A JSON object that is stored encrypted; it cannot be searched."""

    description = "encrypted JSON"

    def opened(self, content: bytes) -> Any:
        return json.loads(content)

    def closed(self, value: Any) -> bytes:
        return json.dumps(value, ensure_ascii=False).encode() if value else b""
