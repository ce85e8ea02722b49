"""Model fields that several domains share."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models.functions import Cast, Mod
from django.db.models.lookups import Exact

from canbo.core.dates import PartialDate


class PartialDateField(models.IntegerField[Any, Any]):
    """A date known to the day, the month or the year, kept as `YYYYMMDD` with 00 for what is not known.

    One number sorts and compares the same on SQLite and PostgreSQL; look-ups take a `PartialDate`, a `date`
    or the number itself.
    """

    description = "partial date"

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


def latest_code(name: str) -> models.Case:
    """The last day that a stored partial date can mean, as a number `YYYYMMDD`; for database constraints."""
    code = Cast(models.F(name), models.IntegerField())
    return models.Case(
        models.When(Exact(Mod(code, 10000), 0), then=code + 1231),
        models.When(Exact(Mod(code, 100), 0), then=code + 31),
        default=code,
        output_field=models.IntegerField(),
    )
