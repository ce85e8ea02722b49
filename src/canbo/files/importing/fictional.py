"""Whether a roster is one of the demonstration: its title or its sheet says that its people are invented."""

from __future__ import annotations

from canbo.core.demo.mark import INVENTED
from canbo.files.importing.reading.model import Table
from canbo.files.importing.reading.words import fold


def is_fictional(table: Table) -> bool:
    mark = fold(INVENTED)
    return any(mark in fold(text) for text in (table.sheet, *table.title_lines))
