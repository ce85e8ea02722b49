"""The rosters of the demonstration province as communes would send them: one file each, in eight untidy layouts.

All of them carry what a review reads, so that importing the files gives the review of the demonstration itself. Where
nobody was assessed in a competency, there are no columns for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from pathlib import Path

import xlsxwriter

from canbo.core.demo.mark import FICTIONAL
from canbo.core.demo.province import DemoProvince
from canbo.core.people.record import OfficialRecord
from canbo.core.policy.catalogue import CommuneSeat
from canbo.core.policy.model import Pack
from canbo.core.text.names import search_key
from canbo.files.exporting.demo_layouts import LAYOUTS, Layout
from canbo.files.exporting.demo_sheet import Page, cover
from canbo.files.exporting.demo_words import Wording, main_post

_BLOCKS = ("party", "government", "front")


def write_rosters(province: DemoProvince, pack: Pack, as_of: date, folder: Path) -> list[Path]:
    """One workbook per commune, named after it; gives their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    by_unit: dict[str, list[OfficialRecord]] = defaultdict(list)
    for record in sorted(province.records, key=_place_in(pack)):
        by_unit[main_post(record).unit].append(record)
    wordings = [Wording(pack, layout.style) for layout in LAYOUTS]
    paths = []
    for index, commune in enumerate(pack.communes):
        path = folder / f"DS_CBCC_{search_key(commune.name).strip().replace(' ', '_')}_{as_of:%m.%Y}.xlsx"
        kind = index % len(LAYOUTS)
        _write(path, commune, by_unit[commune.code], LAYOUTS[kind], wordings[kind], as_of)
        paths.append(path)
    return paths


def _place_in(pack: Pack) -> Callable[[OfficialRecord], tuple[int, int, int]]:
    """The order of a roster: by block, body and position."""
    bodies = {body.code: (_order(body.block), number) for number, body in enumerate(pack.bodies)}
    places = {p.code: (*bodies[p.body], number) for number, p in enumerate(pack.positions)}
    return lambda record: places[main_post(record).position]


def _order(block: str) -> int:
    return _BLOCKS.index(block) if block in _BLOCKS else len(_BLOCKS)


def _write(
    path: Path, commune: CommuneSeat, records: list[OfficialRecord], layout: Layout, words: Wording, as_of: date
) -> None:
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(path, options) as book:
        created = datetime.combine(as_of, time(), UTC)
        book.set_properties({"title": FICTIONAL, "comments": FICTIONAL, "created": created})
        if layout.cover:
            cover(book, layout, commune)
        competencies = words.pack.competencies if any(record.competencies for record in records) else []
        Page(book, layout, commune, words, as_of, competencies).write(records)
