"""Integration: lists of officials: found, in one order on every database, and those who may be the same."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from canbo.apps.people import queries
from canbo.apps.people.models import Official
from canbo.apps.people.services import apply_changes, index_national_id
from canbo.core.access import Scope
from canbo.core.dates import PartialDate
from canbo.core.people.record import Held, OfficialChange, OfficialRecord, Post
from canbo.core.text.names import same_name_key
from factories.province import AUTHOR, DAY, add, degree, person, small_province

pytestmark = pytest.mark.django_db

WARD, COMMUNE, OTHER = "03388", "03390", "03394"
ALL = Scope.province()


@pytest.fixture(autouse=True)
def units() -> list[str]:
    return small_province()


def people(*records: OfficialRecord) -> dict[int, str]:
    """Put people on record; their names by id."""
    return dict(zip(add(records), [record.full_name for record in records], strict=True))


def named(name: str, birth: str | None = "1985-05-19", unit: str = WARD, position: str = "land") -> OfficialRecord:
    return person(name, unit, position, birth=PartialDate.from_iso(birth) if birth else None)


# --- orders ----------------------------------------------------------------------------------------------------


def order(names: dict[int, str], by: str, scope: Scope = ALL, query: str = "") -> list[str]:
    return [names[pk] for pk in queries.ordered_ids(DAY, scope, query, by)]


def test_by_name_the_vietnamese_way() -> None:
    names = people(*(named(n) for n in ("Vàng Thị Mỹ", "Lò Thị Ánh", "Nguyễn Văn Đức", "Lò Thị An", "Tẩn A Dung")))
    assert order(names, "ten") == ["Lò Thị An", "Lò Thị Ánh", "Tẩn A Dung", "Nguyễn Văn Đức", "Vàng Thị Mỹ"]


def test_by_age_the_eldest_first_and_those_of_unknown_birth_last() -> None:
    names = people(
        named("Lò Thị An", None), named("Lò Thị Bình", "1990"), named("Lò Thị Chi", "1970-02"),
        named("Lò Thị Dung", None), named("Lò Thị Én", "1970-02-01"),
    )  # fmt: skip
    assert order(names, "tuoi") == ["Lò Thị Chi", "Lò Thị Én", "Lò Thị Bình", "Lò Thị An", "Lò Thị Dung"]


def test_by_commune_and_by_rank_then_by_name() -> None:
    names = people(
        named("Lò Thị An", unit=WARD), named("Lò Thị Bình", unit=COMMUNE, position="committee_chair"),
        named("Lò Thị Chi", unit=COMMUNE), named("Lò Thị Dung", unit=WARD, position="committee_chair"),
    )  # fmt: skip
    assert order(names, "xa") == ["Lò Thị Bình", "Lò Thị Chi", "Lò Thị An", "Lò Thị Dung"]
    assert order(names, "chuc_vu") == ["Lò Thị Bình", "Lò Thị Dung", "Lò Thị An", "Lò Thị Chi"]


def test_the_commune_of_the_main_post_counts() -> None:
    posts = (Post(COMMUNE, "land", is_main=False), Post(WARD, "culture"))
    names = people(person("Lò Thị An", WARD, "land", posts=posts), named("Lò Thị Bình", unit=COMMUNE))
    assert order(names, "xa") == ["Lò Thị Bình", "Lò Thị An"]


def test_only_those_of_the_scope_and_the_query() -> None:
    names = people(named("Lò Thị Hằng"), named("Lò Văn Hặc", unit=COMMUNE), named("Hà Thị Lò"))
    assert order(names, "ten", Scope.of(COMMUNE)) == ["Lò Văn Hặc"]
    assert order(names, "ten", query="lo ha") == ["Lò Văn Hặc", "Lò Thị Hằng", "Hà Thị Lò"]
    assert order(names, "ten", query="lo hang") == ["Lò Thị Hằng"]


def test_records_come_in_the_order_asked_for() -> None:
    ids = list(people(named("Lò Thị An"), named("Lò Thị Bình")))
    assert [s.official.pk for s in queries.states_of([ids[1], 999, ids[0]], DAY)] == [ids[1], ids[0]]
    assert [s.official.full_name for s in queries.of_unit([WARD], DAY)] == ["Lò Thị An", "Lò Thị Bình"]
    assert queries.names_in_order([str(ids[1]), "x", str(ids[0])]) == ["Lò Thị An", "Lò Thị Bình"]


# --- who may be the same ---------------------------------------------------------------------------------------


def test_twins_have_the_same_full_name_and_birth_date() -> None:
    people(
        named("Đào Thị Hòa"), named("Đào Thị Hoà"), named("Đào Thị Hoa"), named("Đào Thị Hòa", "1986-05-19"),
        named("Lò Thị An", None), named("Lò Thị An", None),
    )  # fmt: skip
    found = queries.twins(DAY, ALL)
    assert [[official.full_name for official in group] for group in found] == [["Đào Thị Hòa", "Đào Thị Hoà"]]


def test_of_others_than_twins_nobody_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    people(named("Lò Thị An"), named("Lò Thị An"), named("Đào Thị Hòa"), named("Đào Thị Hương"))
    loaded, load = list[str](), Official.from_db

    def told(*given: Any) -> Official:
        loaded.append(load(*given).full_name)
        return load(*given)

    monkeypatch.setattr(Official, "from_db", told)
    assert [len(group) for group in queries.twins(DAY, ALL)] == [2]
    assert loaded == ["Lò Thị An", "Lò Thị An"]


def test_another_name_beside_makes_nobody_somebody_else() -> None:
    ids = list(people(named("Lò Thị An"), named("Lò Thị An")))
    apply_changes([OfficialChange(ids[0], 1, values={"other_name": "Bà Mai"})], author=AUTHOR)
    assert [len(group) for group in queries.twins(DAY, ALL)] == [2]


def test_twins_within_the_scope_only() -> None:
    people(named("Lò Thị An"), named("Lò Thị An", unit=COMMUNE))
    assert queries.twins(DAY, Scope.of(WARD)) == []
    assert len(queries.twins(DAY, ALL)) == 1


@pytest.mark.parametrize(("asked", "found"), [
    ({"names": ["Đào Thị Hoà"]}, {"Đào Thị Hòa"}),
    ({"names": ["Đào Thị Hoa"]}, set()),
    ({"births": [19850519]}, {"Đào Thị Hòa"}),
    ({"births": [19900000]}, {"Lò Thị An"}),
    ({"indexes": ["012185000001"]}, {"Lò Thị An"}),
    ({"ids": [0]}, {"Đào Thị Hòa"}),
    ({"ids": [-1]}, set()),
    ({}, set()),
])  # fmt: skip
def test_whom_a_row_could_be_about(asked: dict[str, list[object]], found: set[str]) -> None:
    second = person("Lò Thị An", WARD, "land", birth=PartialDate(1990), national_id="012185000001", other_name="Hoà")
    ids = list(people(named("Đào Thị Hòa"), second))
    got = queries.candidates(
        ids=[ids[n] if n >= 0 else 10**6 for n in asked.get("ids", []) if isinstance(n, int)],
        indexes=[index_national_id(str(digits)) for digits in asked.get("indexes", [])],
        names={same_name_key(str(name)) for name in asked.get("names", [])},
        births=[code for code in asked.get("births", []) if isinstance(code, int)],
    )
    assert {official.full_name for official in got} == found


# --- what is still to be matched -------------------------------------------------------------------------------


def test_fields_without_a_code_the_most_frequent_first() -> None:
    def studied(text: str, **known: object) -> Held:
        return degree("bachelor", field="", field_text=text, **known)

    held = [studied("Đông phương học"), studied("Ả Rập học"), studied("Zoology"), studied("Ả Rập học")]
    people(*(person(f"Lò Thị {n}", WARD, "land", item) for n, item in zip("ABCD", held, strict=True)))
    people(person("Lò Thị E", COMMUNE, "land", studied("Zoology"), degree("bachelor", field_text="Luật")))
    people(
        person("Lò Thị F", COMMUNE, "land", studied("Zoology"), posts=(Post(COMMUNE, "land", end=PartialDate(2020)),))
    )

    assert queries.unmatched_fields(DAY, ALL) == [("Ả Rập học", 2), ("Zoology", 2), ("Đông phương học", 1)]
    assert queries.unmatched_fields(DAY, Scope.of(COMMUNE)) == [("Zoology", 1)]


# --- within a scope --------------------------------------------------------------------------------------------


def test_names_are_given_to_those_who_have_or_had_the_official() -> None:
    posts = (Post(WARD, "land", end=PartialDate(2026, 1, 1)), Post(COMMUNE, "land", start=PartialDate(2026, 1, 1)))
    (pk,) = people(person("Lò Thị An", WARD, "land", posts=posts))
    for scope, seen in ((ALL, True), (Scope.of(WARD), True), (Scope.of(COMMUNE), True), (Scope.of(OTHER), False)):
        assert (pk in queries.names_by_id([pk], scope)) is seen
        assert (pk in queries.ever_within([pk], scope)) is seen


def test_the_day_of_the_last_write_is_that_of_any_part() -> None:
    (pk,) = people(named("Lò Thị An"))
    assert queries.last_changes() == {pk: DAY}
    assert queries.has_officials()
    assert queries.state_of(pk, date(2020, 1, 1), Scope.of(OTHER)) is None
