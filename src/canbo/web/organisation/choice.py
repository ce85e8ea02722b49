"""What the pages of the staffing balance are narrowed to."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl
from django.http import HttpRequest

from canbo.web.shell.asked import Asked


@dataclass(frozen=True)
class Choice:
    """What the tables are narrowed to, and whether a line is a commune or a position."""

    unit: str
    block: str
    field: str
    position: str
    by: str

    @classmethod
    def of(cls, request: HttpRequest, asked: Asked) -> Choice:
        wanted = {name: request.GET.get(name, "") for name in ("xa", "khoi", "nganh", "vi_tri", "theo")}
        unit = wanted["xa"] if wanted["xa"] in set(asked.review.facts.communes["unit"]) else ""
        one = unit or asked.user.unit_code
        by = "position" if one or wanted["theo"] == "vi-tri" else "unit"
        return cls(unit, wanted["khoi"], wanted["nganh"], wanted["vi_tri"], by)

    def query(self) -> dict[str, str]:
        theo = "vi-tri" if self.by == "position" else ""
        return {"xa": self.unit, "khoi": self.block, "nganh": self.field, "vi_tri": self.position, "theo": theo}

    def filter(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The rows of a frame with `unit`, `block`, `field` and `position` that are asked for."""
        given = {"unit": self.unit, "block": self.block, "field": self.field, "position": self.position}
        return frame.filter(*(pl.col(name) == value for name, value in given.items() if value))
