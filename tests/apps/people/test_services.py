"""Integration: records are written whole, with what follows from them, or not at all."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError

from canbo.apps.audit.models import Action, Entry
from canbo.apps.audit.queries import entries_of
from canbo.apps.people.models import Assignment, CompetencyLevel, Evidence, Official, Qualification, Rating
from canbo.apps.people.queries import matching
from canbo.apps.people.rows import UnknownCodes, index_national_id
from canbo.apps.people.services import OutOfDate, Refused, UnknownParts, apply_changes, register, subject_of
from canbo.core.dates import PartialDate
from canbo.core.people.record import Assessed, Held, OfficialChange, OfficialRecord, Post, Rated
from factories.province import AUTHOR, add, degree, person, small_province

pytestmark = pytest.mark.django_db

WARD, COMMUNE = "03388", "03390"
NUMBER = "012185000001"


@pytest.fixture(autouse=True)
def units() -> list[str]:
    return small_province()


def one(*held: Held, **known: Any) -> Official:
    return Official.objects.get(pk=add([person("Lò Thị Hằng", WARD, "land", *held, **known)])[0])


def change(official: Official, **parts: Any) -> None:
    apply_changes([OfficialChange(official.pk, official.version, **parts)], author=AUTHOR)
    official.refresh_from_db()


# --- put on record ---------------------------------------------------------------------------------------------


def test_a_record_is_written_whole() -> None:
    post = Post(
        WARD, "land", True, "civil_servant", "01.003", Decimal("2.34"), "1/9", PartialDate(2025, 7, 1), None, "QĐ 1"
    )
    proven = {"evidence": "verified", "document": "Số hiệu 1"}
    held = degree("bachelor", obtained=PartialDate(2010), recorded_on=date(2025, 8, 1), **proven)
    assessed = Assessed("drafting", 3, PartialDate(2026, 5), "Hội đồng xã")
    official = one(
        held, posts=(post,), competencies=(assessed,), national_id=NUMBER, native_unit=COMMUNE, other_name="Mai",
        ratings=(Rated(2024, exempt=True), Rated(2025, 2)),
    )  # fmt: skip

    assignment = official.assignments.get()
    assert (assignment.unit.code, assignment.position.code, assignment.salary_coefficient) == (
        WARD,
        "land",
        Decimal("2.34"),
    )
    stored = official.qualifications.get()
    assert (stored.evidence, stored.document, stored.recorded_on) == (Evidence.VERIFIED, "Số hiệu 1", date(2025, 8, 1))
    level = official.competency_levels.get()
    assert (level.competency, level.level, str(level.assessed), level.assessor) == (
        "drafting",
        3,
        "2026-05",
        "Hội đồng xã",
    )
    assert [(r.year, r.level) for r in official.ratings.order_by("year")] == [(2024, None), (2025, 2)]
    assert (official.national_id, official.national_id_index) == (NUMBER, index_national_id(NUMBER))
    assert official.native_unit is not None
    assert official.native_unit.code == COMMUNE
    entries = entries_of(subject_of(official))
    assert sorted(entry.table.removeprefix("people.") for entry in entries) == [
        "assignment", "competencylevel", "official", "qualification", "rating", "rating",
    ]  # fmt: skip
    assert all(entry.action == Action.CREATE and entry.reason for entry in entries)


def test_ids_come_in_the_order_of_the_records() -> None:
    names = ["Vàng A Páo", "Lò Thị An", "Tẩn A Dung"]
    ids = add([person(name, WARD, "land") for name in names])
    assert [Official.objects.get(pk=pk).full_name for pk in ids] == names


def test_a_qualification_is_verified_by_a_change() -> None:
    official = one(degree("bachelor"))
    held = official.qualifications.get()
    assert held.evidence == Evidence.DECLARED
    change(official, held={held.pk: {"evidence": "verified", "document": "Số hiệu 1"}})
    held.refresh_from_db()
    assert (held.evidence, held.document) == (Evidence.VERIFIED, "Số hiệu 1")


# --- what follows from a name or number ------------------------------------------------------------------------


def found(query: str) -> list[str]:
    return list(matching(Official.objects.all(), query).values_list("full_name", flat=True))


def test_a_changed_name_is_found_sorted_and_compared_by_its_own() -> None:
    official, old = one(), ("lo thi hang", "hang")
    keys = (official.sort_key, official.name_key)
    change(official, values={"full_name": "Vàng Thị Mỷ"})
    assert [found(query) for query in (*old, "my vang")] == [[], [], ["Vàng Thị Mỷ"]]
    other = Official.objects.get(pk=add([person("Vàng Thị Mỷ", WARD, "land")])[0])
    assert (official.sort_key, official.name_key) == (other.sort_key, other.name_key) != keys


def test_a_changed_other_name_is_found_too_and_changes_nobody() -> None:
    official = one(other_name="Bình")
    before = (official.sort_key, official.name_key)
    change(official, values={"other_name": "Mai"})
    assert [found(query) for query in ("mai", "hang mai", "binh")] == [["Lò Thị Hằng"], ["Lò Thị Hằng"], []]
    assert (official.sort_key, official.name_key) == before


def test_a_number_is_found_by_its_index_until_it_is_taken_away() -> None:
    official = one()
    change(official, values={"national_id": NUMBER})
    assert Official.objects.get(national_id_index=index_national_id(NUMBER)) == official
    change(official, values={"national_id": None})
    assert official.national_id_index is None


def test_nobody_has_the_number_of_another() -> None:
    one(national_id=NUMBER)
    with pytest.raises(IntegrityError):
        one(national_id=NUMBER)


# --- changes ---------------------------------------------------------------------------------------------------


def test_a_change_raises_the_version_and_touches_what_it_names() -> None:
    official = one(degree("bachelor"), Held("it_skills", 1))
    held = {item.kind: item for item in official.qualifications.all()}
    main = official.assignments.get()
    moved = PartialDate(2026, 9, 1)
    change(
        official,
        values={"residence": "Bản Mới", "native_unit": COMMUNE},
        assignments={main.pk: {"end": moved}},
        posts=(Post(COMMUNE, "culture", start=moved),),
        held={held["degree"].pk: {"obtained": PartialDate(2011)}},
        drops=(held["it_skills"].pk,),
        qualifications=(Held("state_management", 2),),
        ratings=(Rated(2025, 3), Rated(2024, 1)),
        competencies=(Assessed("drafting", 2, PartialDate(2026)),),
    )

    assert (official.version, official.residence) == (2, "Bản Mới")
    posts = Assignment.objects.order_by("pk").values_list("unit__code", "position__code", "end")
    assert list(posts) == [(WARD, "land", moved), (COMMUNE, "culture", None)]
    kinds = Qualification.objects.order_by("kind").values_list("kind", "obtained")
    assert sorted(kinds) == [("degree", PartialDate(2011)), ("state_management", None)]
    assert sorted(Rating.objects.values_list("year", "level")) == [(2024, 1), (2025, 3)]
    assert CompetencyLevel.objects.get().level == 2


def test_a_rating_and_an_assessment_replace_those_of_the_same_year_and_day() -> None:
    assessed = (Assessed("drafting", 2, PartialDate(2026)), Assessed("ethics", 4, PartialDate(2026)))
    official = one(competencies=assessed, ratings=(Rated(2025, 2), Rated(2024, 2)))
    again = (Assessed("drafting", 3, PartialDate(2026)), Assessed("drafting", 4, PartialDate(2026, 11)))
    change(official, competencies=again, ratings=(Rated(2025, exempt=True),))
    levels = CompetencyLevel.objects.values_list("competency", "level", "assessed")
    assert sorted((c, n, str(day)) for c, n, day in levels) == [
        ("drafting", 3, "2026"), ("drafting", 4, "2026-11"), ("ethics", 4, "2026"),
    ]  # fmt: skip
    assert sorted(Rating.objects.values_list("year", "exempt")) == [(2024, False), (2025, True)]


def test_another_official_is_left_alone() -> None:
    official, other = (
        one(degree("bachelor")),
        one(degree("bachelor"), competencies=(Assessed("ethics", 1, PartialDate(2026)),)),
    )
    change(official, ratings=(Rated(2025, 0),), competencies=(Assessed("ethics", 5, PartialDate(2026)),))
    other.refresh_from_db()
    assert (other.version, other.ratings.get().level, other.competency_levels.get().level) == (1, 2, 1)


# --- refused: nothing is written -------------------------------------------------------------------------------


def trail() -> int:
    return Entry.objects.count()


def test_a_change_of_an_old_version_names_all_who_changed_meanwhile() -> None:
    first, second, third = one(), one(), one()
    for official in (first, third):
        apply_changes([OfficialChange(official.pk, 1, values={"note": "a"})], author=AUTHOR)
    before = trail()
    with pytest.raises(OutOfDate) as refused:
        apply_changes([OfficialChange(o.pk, 1, values={"note": "b"}) for o in (first, second, third)], author=AUTHOR)
    assert refused.value.official_ids == [first.pk, third.pk]
    assert trail() == before


def test_an_official_no_longer_on_record_is_named() -> None:
    official = one()
    with pytest.raises(OutOfDate) as refused:
        apply_changes([OfficialChange(official.pk, 1), OfficialChange(10**6, 1)], author=AUTHOR)
    assert refused.value.official_ids == [10**6]


@pytest.mark.parametrize("part", ["drops", "held", "assignments"])
@pytest.mark.parametrize("whose", ["nobody", "other"])
def test_a_part_that_the_record_does_not_have_is_named(part: str, whose: str) -> None:
    official, other = one(degree("bachelor")), one(degree("bachelor"))
    theirs = other.assignments.get().pk if part == "assignments" else other.qualifications.get().pk
    pk = theirs if whose == "other" else 10**6
    given: dict[str, Any] = {"drops": (pk,)} if part == "drops" else {part: {pk: {"basis": "x"}}}
    before = trail()
    with pytest.raises(UnknownParts) as refused:
        change(official, values={"note": "a"}, **given)
    assert refused.value.parts == [(official.pk, pk)]
    official.refresh_from_db()
    assert (official.version, official.note, trail()) == (1, "", before)


@pytest.mark.parametrize(("record", "codes"), [
    (person("A B", "99999", "land"), ["99999"]),
    (person("A B", WARD, "pilot", native_unit="88888"), ["88888", "pilot"]),
    (person("A B", WARD, "land", Held("leadership_training", 1, position="captain")), ["captain"]),
])  # fmt: skip
def test_codes_that_lead_nowhere_are_all_named(record: OfficialRecord, codes: list[str]) -> None:
    with pytest.raises(UnknownCodes) as refused:
        register([record], author=AUTHOR)
    assert refused.value.codes == codes
    assert not Official.objects.exists()


BORN = PartialDate(1985, 5, 19)


@pytest.mark.parametrize(("known", "field", "why"), [
    ({"national_id": "abc"}, "national_id", "not_12_digits"),
    ({"national_id": ""}, "national_id", "not_12_digits"),
    ({"national_id": "01208"}, "national_id", "not_12_digits"),
    ({"national_id": "0120850001234"}, "national_id", "not_12_digits"),
    ({"national_id": "٠١٢٠٨٥٠٠٠١٢٣"}, "national_id", "not_12_digits"),
    ({"birth": PartialDate(2030)}, "birth", "in_the_future"),
    ({"birth": PartialDate(2026, 11, 24)}, "birth", "in_the_future"),
    ({"birth": PartialDate(2026, 11, 23)}, "start", "before_birth"),
    ({"recruited": PartialDate(1984)}, "recruited", "before_birth"),
    ({"party_member": True, "party_joined": PartialDate(1985, 4)}, "party_joined", "before_birth"),
    ({"party_member": False, "party_joined": PartialDate(2010)}, "party_joined", "not_a_member"),
    ({"party_member": None, "party_official": PartialDate(2010)}, "party_official", "not_a_member"),
    ({"party_member": True, "party_joined": PartialDate(2010, 2), "party_official": PartialDate(2010, 1)},
     "party_official", "before_joining"),
])  # fmt: skip
def test_what_can_never_be_is_refused_when_put_on_record_and_when_changed(
    known: dict[str, Any], field: str, why: str
) -> None:
    good = one()
    before = trail()
    with pytest.raises(Refused) as refused:
        add([person("Lò Thị An", WARD, "land"), person("Lò Thị Bình", WARD, "land", **known)])
    assert (field, why) in {(fault.field, fault.why) for fault in refused.value.faults}
    assert {fault.who for fault in refused.value.faults} == {"Lò Thị Bình"}
    assert str(known.get("national_id") or "–") not in str(refused.value)
    with pytest.raises(Refused):
        change(good, values=known)
    assert (Official.objects.count(), trail()) == (1, before)


@pytest.mark.parametrize("known", [
    {"national_id": "012185000001"}, {"birth": PartialDate(2000, 5), "recruited": PartialDate(2000)},
    {"party_member": True, "party_joined": PartialDate(2010), "party_official": PartialDate(2010, 2)},
])  # fmt: skip
def test_what_can_be_is_taken(known: dict[str, Any]) -> None:
    one(**known)


def test_a_post_before_birth_is_refused_in_a_change_too() -> None:
    official = one()
    post = official.assignments.get()
    with pytest.raises(Refused, match="before birth"):
        change(official, assignments={post.pk: {"start": PartialDate(1980)}})
    with pytest.raises(Refused, match="before birth"):
        change(official, posts=(Post(WARD, "culture", is_main=False, start=PartialDate(1980)),))
    with pytest.raises(Refused, match="before birth"):
        change(official, values={"birth": PartialDate(2025, 8)})
    change(official, values={"birth": PartialDate(2025, 7)}, assignments={post.pk: {"start": PartialDate(2025, 7)}})


def test_all_faults_are_told_at_once() -> None:
    bad = [person(f"Lò Thị {n}", WARD, "land", national_id=n, birth=PartialDate(2030)) for n in ("A", "B")]
    with pytest.raises(Refused) as refused:
        add(bad)
    assert len(refused.value.faults) == 6
