"""Unit: seats against people, inside and across blocks."""

from __future__ import annotations

from typing import Any

from canbo.core.review.balance import KINDS, Balance
from canbo.core.review.review import review
from factories.packs import facts, fields_of_study, official, pack_at, position

POSITIONS = [position("land", fields=["7850103"]), position("party_clerk", fields=["7310202"]), position("driver")]
MAJORS = fields_of_study("7850103", "7310202", "7380101")
PLACES = {
    "land": ("economy", "government"),
    "party_clerk": ("party_office", "party"),
    "driver": ("office", "government"),
}


def person(number: int, where: str, *, unit: str = "a", **known: Any) -> dict[str, Any]:
    body, block = PLACES[where]
    values = {"unit": unit, "position": where, "body": body, "block": block, "title_group": "specialist", "degree": 4}
    return official(number, **(values | known))


def lines(**posts: int) -> list[dict[str, Any]]:
    return [
        {"unit": "a", "position": name, "posts": n, "body": PLACES[name][0], "block": PLACES[name][1]}
        for name, n in posts.items()
    ]


def balance(rows: list[dict[str, Any]], held: dict[int, str], **posts: int) -> Balance:
    fields: list[tuple[int, str | None, int | None]] = [(number, code, None) for number, code in held.items()]
    return review(
        facts(rows, fields=fields, posts=lines(**posts)), pack_at(positions=POSITIONS, lists=[MAJORS])
    ).balance


def test_vacant_and_surplus_are_told_apart_by_position() -> None:
    found = balance(
        [person(1, "land"), person(2, "driver"), person(3, "driver")],
        {1: "7850103"},
        land=2,
        driver=1,
        party_clerk=1,
    ).positions
    rows = {row["position"]: (row["posts"], row["holders"], row["vacant"], row["surplus"]) for row in found.to_dicts()}
    assert rows == {"land": (2, 1, 1, 0), "driver": (1, 2, 0, 1), "party_clerk": (1, 0, 1, 0)}


def test_people_in_a_position_without_seats_are_surplus() -> None:
    found = balance([person(1, "driver")], {}, land=1).positions
    row = next(row for row in found.to_dicts() if row["position"] == "driver")
    assert (row["posts"], row["surplus"], row["body"]) == (0, 1, "office")


def test_a_land_degree_in_the_party_block_is_offered_to_the_economic_section() -> None:
    found = balance(
        [person(1, "land"), person(2, "party_clerk")],
        {1: "7380101", 2: "7850103"},
        land=1,
        party_clerk=1,
    )
    assert found.offers.to_dicts() == [
        {
            "unit": "a",
            "position": "land",
            "block": "government",
            "field": "785",
            "official_id": 2,
            "from_position": "party_clerk",
            "from_block": "party",
            "surplus": False,
            "vacates": False,
        }
    ]
    land = next(row for row in found.fields.to_dicts() if row["field"] == "785")
    assert {name: land[name] for name in ("needed", "in_place", "short", "same_block", "other_block")} == {
        "needed": 1, "in_place": 0, "short": 1, "same_block": 0, "other_block": 1,
    }  # fmt: skip


def test_nobody_is_offered_who_serves_in_another_commune() -> None:
    found = balance(
        [person(1, "land"), person(2, "party_clerk"), person(3, "driver", unit="b")],
        {1: "7380101", 2: "7310202", 3: "7850103"},
        land=1,
        party_clerk=1,
    )
    assert found.offers.is_empty()


def test_who_is_well_placed_in_another_block_shows_up_and_it_is_said_that_a_seat_would_open_there() -> None:
    rows = [person(2, "party_clerk")]
    fields: list[tuple[int, str | None, int | None]] = [(2, "7310202", None), (2, "7850103", None)]
    pack = pack_at(positions=POSITIONS, lists=[MAJORS])
    found = review(facts(rows, fields=fields, posts=lines(land=1, party_clerk=1)), pack).balance
    assert [(row["position"], row["official_id"], row["vacates"]) for row in found.offers.to_dicts()] == [
        ("land", 2, True)
    ]
    land = next(row for row in found.fields.to_dicts() if row["position"] == "land")
    assert (land["short"], land["same_block"], land["other_block"]) == (1, 0, 1)


def test_a_holder_whose_field_is_not_known_is_neither_in_place_nor_short() -> None:
    fields: list[tuple[int, str | None, int | None]] = [(1, None, None)]
    pack = pack_at(positions=POSITIONS, lists=[MAJORS])
    found = review(facts([person(1, "land")], fields=fields, posts=lines(land=2)), pack).balance.fields
    (land,) = found.to_dicts()
    assert {name: land[name] for name in ("needed", "in_place", "unknown", "short")} == {
        "needed": 2, "in_place": 0, "unknown": 1, "short": 1,
    }  # fmt: skip


def test_a_surplus_holder_is_offered_before_one_who_is_needed_where_he_is() -> None:
    found = balance([person(1, "driver"), person(2, "driver")], {1: "7850103", 2: "7850103"}, driver=1, land=1).offers
    assert [(row["official_id"], row["surplus"], row["vacates"]) for row in found.to_dicts()] == [
        (2, True, False),
        (1, False, True),
    ]


def test_every_count_stands_there_by_name() -> None:
    found = balance(
        [person(1, "land"), person(2, "driver"), person(3, "driver"), person(4, "land"), person(5, "party_clerk")],
        {1: "7850103", 4: "7380101"},
        land=3,
        driver=1,
    )
    for row in found.positions.to_dicts():
        mine = found.places.filter(position=row["position"])
        assert {kind: mine.filter(rows).height for kind, rows in KINDS.items()} == {kind: row[kind] for kind in KINDS}
