"""Integration: the catalogue of a pack in the database, and the establishment of a year."""

from __future__ import annotations

from datetime import date

import pytest

from canbo.apps.audit.journal import Author
from canbo.apps.audit.models import Action, Entry, Source
from canbo.apps.organisation import queries
from canbo.apps.organisation.models import Body, Establishment, Position, Unit
from canbo.apps.organisation.services import UnknownPlaces, load_catalogue, set_establishment
from canbo.core.access import Scope
from canbo.core.policy.cited import Text
from canbo.core.policy.model import Pack

pytestmark = pytest.mark.django_db

AUTHOR = Author(None, Source.COMMAND, reason="kiểm thử")
WARD, COMMUNE = "03388", "03390"


@pytest.fixture
def small(pack: Pack) -> Pack:
    return pack.model_copy(update={"communes": pack.communes[:2]})


def seats(unit: str, position: str, year: int) -> int:
    return Establishment.objects.get(unit__code=unit, position__code=position, year=year).posts


# --- the catalogue ---------------------------------------------------------------------------------------------


def test_a_pack_brings_units_bodies_positions_and_seats(small: Pack) -> None:
    load_catalogue(small, author=AUTHOR, year=2026)

    province = Unit.objects.get(kind="province")
    assert [unit.code for unit in province.children.order_by("code")] == [WARD, COMMUNE]
    assert Body.objects.count() == len(small.bodies)
    assert Position.objects.count() == len(small.positions)
    with_seats = [position for position in small.positions if position.posts]
    assert Establishment.objects.filter(year=2026).count() == 2 * len(with_seats)


def test_loading_again_changes_nothing_and_leaves_no_trace(small: Pack) -> None:
    load_catalogue(small, author=AUTHOR, year=2026)
    entries = Entry.objects.count()

    load_catalogue(small, author=AUTHOR, year=2026)

    assert Entry.objects.count() == entries


def test_a_changed_name_is_taken_over_with_its_search_key(small: Pack) -> None:
    load_catalogue(small, author=AUTHOR, year=2026)
    renamed = small.communes[0].model_copy(update={"name": "Đoàn Kết Mới"})

    load_catalogue(small.model_copy(update={"communes": [renamed, small.communes[1]]}), author=AUTHOR, year=2026)

    assert Unit.objects.get(code=WARD).name == "Đoàn Kết Mới"
    assert [unit.code for unit in queries.matching("ket moi", Scope.province())] == [WARD]
    assert Entry.objects.filter(action=Action.UPDATE, table="organisation.unit").count() == 1


def test_every_row_of_the_catalogue_leaves_its_trail(small: Pack) -> None:
    load_catalogue(small, author=AUTHOR, year=2026)

    rows = sum(model.objects.count() for model in (Unit, Body, Position, Establishment))
    assert Entry.objects.filter(action=Action.CREATE, source=Source.COMMAND).count() == rows


# --- the establishment -----------------------------------------------------------------------------------------


def test_seats_set_by_hand_stay_when_the_catalogue_is_loaded_again(small: Pack) -> None:
    load_catalogue(small, author=AUTHOR, year=2026)
    set_establishment({(WARD, "land"): 5}, year=2026, author=AUTHOR, basis="QĐ 1")

    load_catalogue(small, author=AUTHOR, year=2026)

    assert (seats(WARD, "land", 2026), seats(COMMUNE, "land", 2026)) == (5, 2)


@pytest.mark.parametrize("again", [True, False])
def test_a_new_year_begins_with_the_lines_of_the_year_before(small: Pack, again: bool) -> None:
    load_catalogue(small, author=AUTHOR, year=2026)
    set_establishment({(WARD, "land"): 5}, year=2026, author=AUTHOR, basis="QĐ 1")

    if again:
        load_catalogue(small, author=AUTHOR, year=2027)
    else:
        set_establishment({(COMMUNE, "land"): 3}, year=2027, author=AUTHOR, basis="QĐ 2")

    lines = {year: Establishment.objects.filter(year=year).count() for year in (2026, 2027)}
    assert lines[2026] == lines[2027]
    assert (seats(WARD, "land", 2027), seats(COMMUNE, "land", 2027)) == (5, 2 if again else 3)
    assert seats(COMMUNE, "land", 2026) == 2


def test_a_new_line_counts_in_staffing_as_the_position_does_elsewhere(small: Pack) -> None:
    load_catalogue(small, author=AUTHOR, year=2026)
    Establishment.objects.filter(unit__code=WARD, position__code__in=("support_staff", "land")).delete()

    set_establishment({(WARD, "support_staff"): 2, (WARD, "land"): 1}, year=2026, author=AUTHOR, basis="QĐ 1")

    counts = dict(
        Establishment.objects.filter(unit__code=WARD, position__code__in=("support_staff", "land")).values_list(
            "position__code", "counts_in_staffing"
        )
    )
    assert counts == {"support_staff": False, "land": True}


def test_unknown_places_are_all_named_and_nothing_is_written(small: Pack) -> None:
    load_catalogue(small, author=AUTHOR, year=2026)
    lines = {(WARD, "land"): 9, ("99999", "land"): 1, (WARD, "pilot"): 1}

    with pytest.raises(UnknownPlaces) as refused:
        set_establishment(lines, year=2026, author=AUTHOR, basis="QĐ 1")

    assert refused.value.places == [("99999", "land"), (WARD, "pilot")]
    assert seats(WARD, "land", 2026) == 2


# --- reads -----------------------------------------------------------------------------------------------------


def test_communes_are_those_of_the_scope_in_order(small: Pack) -> None:
    load_catalogue(small, author=AUTHOR, year=2026)

    assert [unit.name for unit in queries.communes(Scope.province())] == ["Bình Lư", "Đoàn Kết"]
    assert [unit.name for unit in queries.communes(Scope.of(WARD))] == ["Đoàn Kết"]
    assert queries.commune(COMMUNE, Scope.of(WARD)) is None


def test_a_commune_is_found_by_a_former_name_without_its_kind(small: Pack) -> None:
    load_catalogue(small, author=AUTHOR, year=2026)

    assert [unit.code for unit in queries.matching("xã Sùng Phài", Scope.province())] == [WARD]
    assert list(queries.matching("xã", Scope.province())) == []


def test_places_and_positions_come_in_the_vietnamese_order_on_every_database(pack: Pack) -> None:
    names = ["Đoàn Kết", "Dào San", "Tả Lèng", "Tà Mung", "Ta Ba", "Bình Lư", "Ạ Mú"]
    seats = [pack.communes[n].model_copy(update={"name": name, "code": f"0000{n}"}) for n, name in enumerate(names)]
    alike = [p for p in pack.positions if p.title_group == "specialist"][:3]
    titled = [p.model_copy(update={"title": Text(vi=t, en=t)}) for p, t in zip(alike, ("Đo", "Dạy", "Ủy"), strict=True)]
    load_catalogue(pack.model_copy(update={"communes": seats, "positions": titled}), author=AUTHOR, year=2026)

    ordered = ["Ạ Mú", "Bình Lư", "Dào San", "Đoàn Kết", "Ta Ba", "Tà Mung", "Tả Lèng"]
    assert [unit.name for unit in queries.communes(Scope.province())] == ordered
    assert [position.title_vi for position in queries.positions()] == ["Dạy", "Đo", "Ủy"]
    lines = list(queries.establishment(2026, Scope.province()))
    assert list(dict.fromkeys(line.unit.name for line in lines)) == ordered
    assert list(dict.fromkeys(line.position.title_vi for line in lines)) == ["Dạy", "Đo", "Ủy"]


def test_a_commune_stands_from_the_day_it_began_to_work(small: Pack) -> None:
    load_catalogue(small, author=AUTHOR, year=2026)

    assert set(queries.communes(Scope.province()).values_list("valid_from", flat=True)) == {date(2025, 7, 1)}


def test_what_a_catalogue_or_a_decision_wrote_says_why(small: Pack) -> None:
    silent = Author(None, Source.COMMAND)
    load_catalogue(small, author=silent, year=2026)
    assert set(Entry.objects.values_list("reason", flat=True)) == {"Nạp danh mục của gói lai-chau"}

    set_establishment({(WARD, "land"): 5}, year=2026, author=silent, basis="QĐ 1")
    assert Entry.objects.latest("pk").reason == "QĐ 1"


def test_the_establishment_is_read_within_the_scope(small: Pack) -> None:
    load_catalogue(small, author=AUTHOR, year=2026)

    assert {line.unit.code for line in queries.establishment(2026, Scope.of(COMMUNE))} == {COMMUNE}
    assert {line.unit.code for line in queries.establishment(2026, Scope.province())} == {WARD, COMMUNE}
