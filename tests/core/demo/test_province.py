"""Unit: the demonstration province is the same for the same seed, plausible, and as untidy as real records."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

import pytest

from canbo.core.dates import PartialDate
from canbo.core.demo.majors import suits
from canbo.core.demo.person import LEADERS
from canbo.core.demo.province import DemoProvince, invent_province
from canbo.core.facts.scales import QUALIFICATIONS
from canbo.core.people.faults import faults_of
from canbo.core.people.record import Held, OfficialRecord, Post
from canbo.core.policy.model import Pack

AS_OF = date(2026, 11, 23)
OPENED = date(2025, 7, 1)


@pytest.fixture(scope="session")
def province(pack: Pack) -> DemoProvince:
    return invent_province(pack, 1, AS_OF)


def first_two(pack: Pack) -> Pack:
    return pack.model_copy(update={"communes": pack.communes[:2]})


def main(record: OfficialRecord) -> Post:
    return next(post for post in record.posts if post.is_main and post.end is None)


def held(record: OfficialRecord, kind: str) -> list[Held]:
    return [item for item in record.qualifications if item.kind == kind and item.state == "held"]


def share(found: list[bool]) -> float:
    return sum(found) / len(found)


# --- the same again --------------------------------------------------------------------------------------------


def test_a_seed_gives_the_same_people_again(pack: Pack) -> None:
    small = first_two(pack)

    assert invent_province(small, 5, AS_OF) == invent_province(small, 5, AS_OF)


def test_another_seed_gives_other_people(pack: Pack) -> None:
    small = first_two(pack)

    assert invent_province(small, 5, AS_OF).records != invent_province(small, 6, AS_OF).records


@pytest.mark.parametrize("day", [OPENED, date(2026, 3, 15), date(2026, 11, 24), date(2027, 8, 1), date(2030, 12, 31)])
def test_a_seed_gives_the_same_people_on_another_day(pack: Pack, day: date) -> None:
    small = first_two(pack)
    known = {person.national_id: person for person in invent_province(small, 5, AS_OF).records}
    then = invent_province(small, 5, day).records

    assert len(then) == len(known) if day >= AS_OF else 0.8 * len(known) < len(then) < len(known)
    for person in then:
        now = known[person.national_id]
        assert (person.full_name, person.birth, person.native_place, person.recruited) == (
            now.full_name, now.birth, now.native_place, now.recruited,
        )  # fmt: skip
        old = [h for h in held(person, "degree") if h.obtained and h.obtained.latest < min(day, AS_OF) and h.level]
        assert old == [h for h in held(now, "degree") if h in old]


def test_a_study_that_has_ended_by_the_day_is_held(pack: Pack) -> None:
    small = first_two(pack)
    studied = [
        (person.national_id, item.kind, item.level, item.expected)
        for person in invent_province(small, 5, AS_OF).records
        for item in person.qualifications
        if item.state == "studying"
    ]
    later = {person.national_id: person for person in invent_province(small, 5, date(2031, 1, 1)).records}

    assert studied
    for number, kind, level, expected in studied:
        assert any(item.level == level and item.obtained == expected for item in held(later[number], kind))


def test_who_had_not_yet_taken_a_course_is_known_to_have_none(pack: Pack) -> None:
    then = invent_province(first_two(pack), 5, OPENED).records
    courses = [item for person in then for item in held(person, "position_skills")]

    assert courses
    assert {item.level for item in courses} == {0}


# --- nobody impossible -----------------------------------------------------------------------------------------


def test_nobody_shares_a_number_or_both_name_and_birth_date(province: DemoProvince) -> None:
    numbers = Counter(record.national_id for record in province.records)
    people = Counter((record.full_name, record.birth) for record in province.records)

    assert max(numbers.values()) == max(people.values()) == 1


def test_national_numbers_are_well_formed_and_plainly_invented(province: DemoProvince) -> None:
    for number, record in enumerate(province.records, 1):
        assert record.national_id is not None
        assert len(record.national_id) == 12
        assert record.national_id.startswith("012")
        assert record.national_id.endswith(f"{number:06d}")


@pytest.mark.parametrize("as_of", [AS_OF, date(2026, 1, 2), OPENED, date(2028, 2, 29)])
def test_nothing_has_happened_after_the_day_and_no_study_ended_before(pack: Pack, as_of: date) -> None:
    for record in invent_province(first_two(pack), 3, as_of).records:
        past = [record.birth, record.recruited, record.party_joined]
        past += [post.start for post in record.posts] + [item.obtained for item in record.qualifications]
        past += [item.assessed for item in record.competencies]
        assert all(day.earliest <= as_of for day in past if day)
        assert all(post.end is None or post.end.earliest <= as_of for post in record.posts)
        assert all(item.expected.latest > as_of for item in record.qualifications if item.expected)
        assert all(item.recorded_on and item.recorded_on <= as_of for item in record.qualifications)
        assert all(item.year == as_of.year - 1 for item in record.ratings)


def test_nobody_is_in_a_commune_before_it_began_to_work(pack: Pack) -> None:
    assert invent_province(first_two(pack), 3, date(2025, 6, 30)).records == ()


def test_studies_came_on_record_little_by_little(province: DemoProvince) -> None:
    studies = [item for record in province.records for item in record.qualifications if item.state == "studying"]
    early = share([bool(item.recorded_on and item.recorded_on < date(2026, 1, 1)) for item in studies])

    assert 0.05 < early < 0.6


def test_every_number_and_date_is_one_that_a_service_takes(province: DemoProvince) -> None:
    for record in province.records:
        assert faults_of(record, [post.start for post in record.posts if post.start], AS_OF) == []


def test_everybody_holds_one_main_post_and_earlier_ones_end_where_it_begins(province: DemoProvince) -> None:
    for record in province.records:
        mains = [post for post in record.posts if post.is_main]
        assert [post.end is None for post in mains].count(True) == 1
        assert all(post.end == main(record).start for post in mains if post.end)


def test_levels_lie_in_their_lists_and_fields_stand_on_degrees_only(province: DemoProvince) -> None:
    for record in province.records:
        for item in record.qualifications:
            assert 0 <= item.level < len(QUALIFICATIONS[item.kind].levels)
            assert item.kind == "degree" or not item.field_code
            assert item.expected is None or item.state == "studying"


def test_party_dates_belong_to_members_and_follow_recruitment(province: DemoProvince) -> None:
    for record in province.records:
        assert record.party_member or record.party_joined is None
        if record.party_joined and record.recruited:
            assert record.party_joined.latest >= record.recruited.earliest


def test_fields_of_study_are_those_of_the_pack(pack: Pack, province: DemoProvince) -> None:
    listed = {item.code for found in pack.lists if found.id == "fields_of_study" for item in found.items}
    used = {item.field_code for record in province.records for item in record.qualifications if item.field_code}
    bachelors = {code for code in used if code.startswith("7")}

    assert bachelors <= listed
    assert all(code in listed or f"7{code[1:]}" in listed for code in used)


# --- plausible as a whole --------------------------------------------------------------------------------------


def test_about_as_many_people_as_the_province_has(pack: Pack, province: DemoProvince) -> None:
    by_unit = Counter(main(record).unit for record in province.records)

    assert 2200 <= len(province.records) <= 2450
    assert set(by_unit) == {commune.code for commune in pack.communes}
    assert min(by_unit.values()) > 50


def test_shares_of_people_are_those_assumed(pack: Pack, province: DemoProvince) -> None:
    groups = {position.code: position.title_group for position in pack.positions}
    leaders = [r for r in province.records if groups[main(r).position] in LEADERS]
    specialists = [r for r in province.records if groups[main(r).position] == "specialist"]

    assert share([r.sex == "female" for r in province.records]) == pytest.approx(0.38, abs=0.04)
    assert all(record.party_member for record in leaders)
    assert share([bool(r.party_member) for r in specialists]) == pytest.approx(0.75, abs=0.04)
    assert share([max(h.level for h in held(r, "degree")) >= 4 for r in specialists if held(r, "degree")]) > 0.85
    partial = share([r.birth is not None and r.birth.day is None for r in province.records])
    assert partial == pytest.approx(0.04, abs=0.02)


def test_some_degrees_are_verified_and_a_third_is_assessed(pack: Pack, province: DemoProvince) -> None:
    positions = {position.code: position for position in pack.positions}
    degrees = [item for record in province.records for item in held(record, "degree") if item.level]
    assessed = [record for record in province.records if record.competencies]

    assert share([item.evidence == "verified" for item in degrees]) == pytest.approx(0.4, abs=0.05)
    assert share([bool(r.competencies) for r in province.records]) == pytest.approx(1 / 3, abs=0.04)
    for record in assessed:
        assert {item.competency for item in record.competencies} == set(positions[main(record).position].competencies)
        assert all(1 <= item.level <= 5 for item in record.competencies)


def test_some_fields_do_not_suit_and_some_seats_are_empty_or_overfilled(pack: Pack, province: DemoProvince) -> None:
    positions = {position.code: position for position in pack.positions}
    asked = [r for r in province.records if positions[main(r).position].fields and held(r, "degree")]
    suited = [any(suits(positions[main(r).position], h.field_code) for h in held(r, "degree")) for r in asked]
    holders = Counter((post.unit, post.position) for r in province.records for post in r.posts if post.end is None)
    spare = [position.posts - holders[c.code, position.code] for c in pack.communes for position in pack.positions]

    assert 0.08 <= 1 - share(suited) <= 0.14
    assert 60 <= sum(n for n in spare if n > 0) <= 140
    assert sum(-n for n in spare if n < 0) >= 15


def test_ethnic_groups_differ_between_communes(province: DemoProvince) -> None:
    found: dict[str, Counter[str | None]] = defaultdict(Counter)
    for record in province.records:
        found[main(record).unit][record.ethnic_group] += 1

    assert found["03595"].most_common(1)[0][0] == "03"  # Than Uyên: Thái
    assert found["03451"]["33"] > found["03595"]["33"] == 0  # Mù Cả: Hà Nhì


def test_the_party_block_holds_a_land_degree_where_the_economic_section_lacks_one(province: DemoProvince) -> None:
    landed = {
        main(record).unit
        for record in province.records
        if main(record).position == "party_organisation"
        if any(item.field_code == "7850103" for item in held(record, "degree"))
    }
    lands = Counter(main(record).unit for record in province.records if main(record).position == "land")

    assert any(lands[unit] < 2 for unit in landed)


def test_some_data_is_missing_but_little(province: DemoProvince) -> None:
    asked = ("degree", "political_theory", "position_skills")
    complete = [
        bool(record.ethnic_group and record.recruited and record.ratings)
        and {item.kind for item in record.qualifications}.issuperset(asked)
        for record in province.records
    ]

    assert 0.95 <= share(complete) < 1


def test_a_retrained_degree_was_obtained_after_the_baseline(pack: Pack, province: DemoProvince) -> None:
    baseline = PartialDate(2026, 6, 30)
    recent = [item for r in province.records for item in held(r, "degree") if item.obtained and item.obtained.day]

    assert recent
    assert all(item.obtained is not None and item.obtained > baseline for item in recent)
