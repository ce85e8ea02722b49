"""Unit: every layout of the demonstration rosters is untidy, marked as fictional, and says all it should."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from canbo.core.demo.mark import FICTIONAL
from canbo.core.demo.province import invent_province
from canbo.core.people.record import Held, OfficialRecord
from canbo.core.policy.model import Pack
from canbo.core.text.names import normalise
from canbo.files.exporting import demo_rosters
from canbo.files.exporting.demo_layouts import LAYOUTS, Layout
from canbo.files.exporting.demo_words import Style, Wording, main_post
from canbo.files.importing.draft import Draft, Reader
from canbo.files.importing.mapping import map_columns
from canbo.files.importing.reading.model import Workbook
from canbo.files.importing.reading.open import open_workbook
from canbo.files.importing.reading.table import find_tables
from canbo.files.importing.vocabulary import Vocabulary

AS_OF = date(2026, 11, 23)
BY_TITLE = pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.sheet)


@pytest.fixture(scope="module")
def small(pack: Pack) -> Pack:
    return pack.model_copy(update={"communes": pack.communes[1:2]})


@pytest.fixture(scope="module")
def records(small: Pack) -> tuple[OfficialRecord, ...]:
    return invent_province(small, 4, AS_OF).records


def roster(
    layout: Layout, small: Pack, records: tuple[OfficialRecord, ...], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[Workbook, list[Draft]]:
    """The commune's roster in this layout, written and read again."""
    monkeypatch.setattr(demo_rosters, "LAYOUTS", (layout,))
    (path,) = demo_rosters.write_rosters(demo_rosters.DemoProvince(4, records), small, AS_OF, folder)
    book = open_workbook(path.name, path.read_bytes())
    assert isinstance(book, Workbook)
    table, words = find_tables(book)[0], Vocabulary(small)
    columns = map_columns(table, words, {}, {}, unit_known=True)
    assert columns.is_sure
    reader = Reader(columns, words, {}, small.communes[0].code, AS_OF.year - 1, AS_OF)
    return book, [reader.read(row) for row in table.rows]


def reviewed(held: Held) -> tuple[object, ...]:
    """What a review reads of a qualification: of dates the last update and the end of a study."""
    updated = held.obtained if held.kind == "knowledge_update" else None
    return held.kind, held.level, held.state, held.field_code, updated, held.expected


@BY_TITLE
def test_a_layout_says_everything_that_a_review_reads(
    layout: Layout,
    small: Pack,
    records: tuple[OfficialRecord, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _, drafts = roster(layout, small, records, tmp_path, monkeypatch)
    by_number = {draft.values["national_id"]: draft for draft in drafts}

    assert [draft.problems for draft in drafts if draft.problems] == []
    assert len(by_number) == len(records)
    assert any(record.competencies for record in records)
    for record in records:
        draft, main = by_number[record.national_id], main_post(record)
        posts = [main.position, *(post.position for post in record.posts if not post.is_main)]
        assert (draft.name, draft.positions, draft.unit) == (record.full_name, posts, main.unit)
        assert (draft.start, draft.assignment["category"]) == (main.start, main.category)
        for name in ("birth", "sex", "ethnic_group", "native_unit", "party_member", "party_joined", "recruited"):
            assert draft.values.get(name) == getattr(record, name), name
        assert sorted(map(reviewed, draft.held), key=str) == sorted(map(reviewed, record.qualifications), key=str)
        assert ((draft.rating,) if draft.rating else ()) == record.ratings
        told = {code: (item.level, item.day) for code, item in draft.assessed.items()}
        assert told == {item.competency: (item.level, item.assessed) for item in record.competencies}


@BY_TITLE
def test_every_sheet_says_that_its_people_are_fictional(
    layout: Layout,
    small: Pack,
    records: tuple[OfficialRecord, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    book, _ = roster(layout, small, records, tmp_path, monkeypatch)

    for sheet in book.sheets:
        cells = [normalise(cell) for row in sheet.rows for cell in row if isinstance(cell, str)]
        assert any(FICTIONAL in cell for cell in cells), sheet.name


@BY_TITLE
def test_a_roster_holds_its_own_commune_once_and_nobody_who_left(
    layout: Layout,
    small: Pack,
    records: tuple[OfficialRecord, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _, drafts = roster(layout, small, records, tmp_path, monkeypatch)

    assert len(drafts) == len({draft.row.number for draft in drafts}) == len(records)


def test_at_least_six_layouts_differ_in_what_makes_them_hard(pack: Pack) -> None:
    assert len({layout.columns for layout in LAYOUTS}) >= 6
    assert {layout.letters for layout in LAYOUTS} == {"nfc", "nfd", "tcvn3"}
    assert {layout.groups for layout in LAYOUTS} == {"none", "blocks", "bodies"}
    assert {layout.style.dates for layout in LAYOUTS} == {"text", "dots", "excel"}
    assert max(header.count(" › ") for layout in LAYOUTS for header, _ in layout.pairs()) == 2


def test_the_same_province_gives_the_same_files(
    small: Pack, records: tuple[OfficialRecord, ...], tmp_path: Path
) -> None:
    province = demo_rosters.DemoProvince(4, records)

    first = demo_rosters.write_rosters(province, small, AS_OF, tmp_path / "a")[0]
    second = demo_rosters.write_rosters(province, small, AS_OF, tmp_path / "b")[0]

    parts = [zipfile.ZipFile(path) for path in (first, second)]
    contents = [{name: archive.read(name) for name in archive.namelist()} for archive in parts]
    assert contents[0] == contents[1]


def test_short_forms_lead_back_to_one_code(pack: Pack) -> None:
    words, read = Wording(pack, Style(short=True)), Vocabulary(pack)

    for position in pack.positions:
        assert read.position(words.position(position.code, within=False), None).code == position.code
        assert read.position(words.position(position.code, within=True), position.body).code == position.code


def test_what_nobody_knows_stays_empty_and_what_is_not_held_is_said(
    small: Pack, records: tuple[OfficialRecord, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unknown = replace(records[0], qualifications=(), ratings=(), recruited=None, ethnic_group=None)
    without = replace(records[1], qualifications=(Held("degree", 0), Held("political_theory", 0)))

    for layout in LAYOUTS:
        _, (one, other) = roster(layout, small, (unknown, without), tmp_path, monkeypatch)
        found = {draft.values["national_id"]: draft for draft in (one, other)}
        assert found[unknown.national_id].held == []
        assert found[unknown.national_id].rating is None
        assert {h.kind: h.level for h in found[without.national_id].held} == {"degree": 0, "political_theory": 0}
