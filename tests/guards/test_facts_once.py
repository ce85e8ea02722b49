"""Guard: a fact is declared once; import, roster and filters name it and take its label and codes from there."""

from __future__ import annotations

from canbo.core.facts.columns import FACTS, Grain
from canbo.core.review.filtering import FACT_OF_FILTER
from canbo.files.importing.fields import FIELDS
from canbo.web.people.columns import COLUMNS

OFFICIAL = FACTS[Grain.OFFICIAL]
NOT_WRITTEN = {
    "block": "follows from the position",
    "title_group": "follows from the position",
    "is_main": "the order of the positions in their cell",
    "age": "follows from the date of birth",
    "knowledge_update_on": "the date of the course",
    "rating_exempt": "written in the cell of the rating",
}


def test_every_fact_of_the_record_has_its_column_in_the_roster_form() -> None:
    written = {field.fact for field in FIELDS.values() if field.fact}
    recorded = {name for name, fact in OFFICIAL.items() if not fact.derived}
    assert written | NOT_WRITTEN.keys() == recorded
    assert not written & NOT_WRITTEN.keys()


def test_columns_and_filters_name_facts() -> None:
    assert {column.fact for column in COLUMNS.values() if column.fact} <= OFFICIAL.keys()
    assert set(FACT_OF_FILTER.values()) <= OFFICIAL.keys()


def test_no_label_is_written_twice() -> None:
    """What is called as its fact is has no label of its own: the fact's is taken."""
    own = {name for name, column in COLUMNS.items() if column.fact and column.own == OFFICIAL[column.fact].vi}
    assert own == set()
