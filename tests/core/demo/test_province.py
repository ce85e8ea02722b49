"""Unit: the demonstration province is the same for the same seed, plausible, and as untidy as real records."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

import pytest

from canbo.core.dates import PartialDate
from canbo.core.demo.majors import suits
from canbo.core.demo.person import LEADERS
from canbo.core.demo.province import OPENED, DemoProvince, invent_province
from canbo.core.facts.scales import QUALIFICATIONS
from canbo.core.people.record import Held, OfficialRecord, Post
from canbo.core.policy.model import Pack

AS_OF = date(2026, 11, 23)


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


@pytest.mark.parametrize("as_of", [AS_OF, date(2026, 1, 2), OPENED, date(2025, 3, 1)])
def test_nothing_has_happened_after_the_day_and_no_study_ended_before(pack: Pack, as_of: date) -> None:
    for record in invent_province(first_two(pack), 3, as_of).records:
        past = [record.birth, record.recruited, record.party_joined]
        past += [post.start for post in record.posts] + [item.obtained for item in record.qualifications]
        assert all(day.earliest <= as_of for day in past if day)
        assert all(item.expected.latest > as_of for item in record.qualifications if item.expected)


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
