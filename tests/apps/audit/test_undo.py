"""Integration: a batch is taken back whole, except for whom somebody has written since it began."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import wait

import pytest

from canbo.apps.audit.journal import Author, open_batch
from canbo.apps.audit.models import Batch, Entry, Source
from canbo.apps.audit.undo import plan_undo, undo
from canbo.apps.people.models import Assignment, CompetencyLevel, Official, Qualification, Rating
from canbo.apps.people.services import apply_changes, hand_out, register, subject_of
from canbo.core.dates import PartialDate
from canbo.core.people.record import Assessed, Held, OfficialChange, Post, Rated
from factories.aside import AWHILE, Kept, aside, two_transactions
from factories.province import AUTHOR, add, degree, person, small_province

pytestmark = pytest.mark.django_db

WARD, COMMUNE = "03388", "03390"
MODELS = (Official, Assignment, Qualification, Rating, CompetencyLevel)


@pytest.fixture(autouse=True)
def units() -> list[str]:
    return small_province()


def everything() -> dict[str, list[dict[str, object]]]:
    """All rows of all tables, but for the cipher, which differs each time, and the version, which only grows."""
    return {
        model.__name__: [
            {name: value for name, value in row.items() if name not in ("national_id", "version")}
            for row in model._default_manager.order_by("pk").values()
        ]
        for model in MODELS
    }


def batch_of(write: Callable[[Author], object]) -> Batch:
    batch, author = open_batch("Nhập từ a.xlsx", Author(None, Source.IMPORT))
    write(author)
    return batch


def note(pk: int, text: str, version: int, author: Author = AUTHOR) -> None:
    apply_changes([OfficialChange(pk, version, values={"note": text})], author=author)


def test_everything_is_again_as_it_was() -> None:
    (pk,) = add(
        [person("Lò Thị Hằng", WARD, "land", degree("bachelor"), Held("it_skills", 1), national_id="012185000001")]
    )
    held = {item.kind: item.pk for item in Qualification.objects.all()}
    before, number = everything(), Official.objects.get().national_id
    moved = PartialDate(2026, 9)

    def write(author: Author) -> None:
        register([person("Lò Thị An", WARD, "culture", degree("master"))], author=author)
        change = OfficialChange(
            pk, 1, values={"full_name": "Lò Thị Hạnh", "national_id": None, "birth": None},
            assignments={Assignment.objects.filter(official=pk).get().pk: {"end": moved}},
            posts=(Post(COMMUNE, "land", start=moved),), held={held["degree"]: {"level": 5}},
            drops=(held["it_skills"],), qualifications=(Held("state_management", 2),), ratings=(Rated(2025, 0),),
            competencies=(Assessed("ethics", 3, PartialDate(2026)),),
        )  # fmt: skip
        apply_changes([change], author=author)
        apply_changes([OfficialChange(pk, 2, values={"note": "twice"})], author=author)

    batch = batch_of(write)
    assert everything() != before
    plan = undo([batch], AUTHOR)

    assert everything() == before
    assert (Official.objects.get().national_id, list(plan.spared)) == (number, [])
    assert Official.objects.get().version > 3
    batch.refresh_from_db()
    assert batch.undone_at is not None


def test_the_undo_is_a_batch_of_its_own_and_can_be_undone() -> None:
    (pk,) = add([person("Lò Thị Hằng", WARD, "land")])
    batch = batch_of(lambda author: note(pk, "a", 1, author))
    after = everything()
    undo([batch], AUTHOR)
    taken_back = Batch.objects.latest("pk")
    assert taken_back.title == "Hoàn tác: Nhập từ a.xlsx"
    assert Entry.objects.filter(batch=taken_back).exists()

    undo([taken_back], AUTHOR)
    assert everything() == after


@pytest.mark.parametrize("when", ["between", "after"])
def test_whom_somebody_has_written_since_is_spared_as_a_whole(when: str) -> None:
    edited, other = add([person("Lò Thị Hằng", WARD, "land"), person("Lò Thị An", WARD, "land")])

    def write(author: Author) -> None:
        note(edited, "a", 1, author)
        note(other, "a", 1, author)
        if when == "between":
            note(edited, "mine", 2)
            note(other, "b", 2, author)

    batch = batch_of(write)
    if when == "after":
        note(edited, "mine", 2)
    plan = plan_undo([batch])
    assert list(plan.spared) == [f"official:{edited}"]
    assert plan.subjects == [f"official:{other}"]

    undo([batch], AUTHOR)
    assert dict(Official.objects.values_list("pk", "note")) == {edited: "mine", other: ""}


def test_a_part_written_since_spares_the_whole_record() -> None:
    (pk,) = add([person("Lò Thị Hằng", WARD, "land")])
    batch = batch_of(lambda author: note(pk, "a", 1, author))
    apply_changes([OfficialChange(pk, 2, qualifications=(Held("it_skills", 1),))], author=AUTHOR)
    assert list(plan_undo([batch]).spared) == [f"official:{pk}"]


def test_who_was_only_looked_at_since_is_not_spared() -> None:
    batch = batch_of(lambda author: register([person("Lò Thị Hằng", WARD, "land")], author=author))
    hand_out(Official.objects.values_list("pk", flat=True), AUTHOR)
    assert not plan_undo([batch]).spared
    undo([batch], AUTHOR)
    assert not Official.objects.exists()


def test_what_was_written_before_the_batch_spares_nobody() -> None:
    (pk,) = add([person("Lò Thị Hằng", WARD, "land")])
    note(pk, "mine", 1)
    batch = batch_of(lambda author: note(pk, "a", 2, author))
    undo([batch], AUTHOR)
    assert Official.objects.get().note == "mine"


def test_batches_of_one_file_are_one() -> None:
    first = batch_of(lambda author: register([person("Lò Thị Hằng", WARD, "land")], author=author))
    pk = Official.objects.get().pk
    second = batch_of(lambda author: note(pk, "a", 1, author))
    assert list(plan_undo([first]).spared) == [subject_of(Official.objects.get())]
    undo([first, second], AUTHOR)
    assert not Official.objects.exists()
    assert not Batch.objects.filter(pk__in=[first.pk, second.pk], undone_at__isnull=True).exists()


def test_when_everybody_is_spared_nothing_happens() -> None:
    (pk,) = add([person("Lò Thị Hằng", WARD, "land")])
    batch = batch_of(lambda author: note(pk, "a", 1, author))
    note(pk, "mine", 2)
    undo([batch], AUTHOR)
    batch.refresh_from_db()
    assert (Official.objects.get().note, batch.undone_at) == ("mine", None)


def test_what_goes_with_a_record_leaves_its_entries_and_comes_back() -> None:
    batch = batch_of(lambda author: register([person("Lò Thị Hằng", WARD, "land")], author=author))
    official = Official.objects.get()
    Rating.objects.create(official=official, year=2020, level=2)
    before = everything()
    undo([batch], AUTHOR)
    assert not Rating.objects.exists()

    undo([Batch.objects.latest("pk")], AUTHOR)
    assert everything() == before


@two_transactions
@pytest.mark.django_db(transaction=True)
def test_an_edit_under_way_is_seen_and_spared(units: list[str]) -> None:
    (pk,) = add([person("Lò Thị Hằng", WARD, "land")])
    batch = batch_of(lambda author: note(pk, "a", 1, author))
    edit = Kept(lambda: note(pk, "mine", 2))
    taken_back = aside(lambda: undo([batch], AUTHOR))
    wait([taken_back], AWHILE)
    edit.end()
    assert list(taken_back.result(10).spared) == [f"official:{pk}"]
    assert Official.objects.get().note == "mine"
