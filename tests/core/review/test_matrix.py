"""Unit: the gap matrix counts people once a cell, keeps unknown apart, and its totals are the sums."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from canbo.core.policy.model import Basis, Goal, Subject
from canbo.core.review.matrix import Cell, Matrix, Rows, matrix
from canbo.core.review.review import review
from factories.packs import AS_OF, facts, official, pack_at, standard, target

MAIN = {"fact": "is_main", "is": True}
STANDARDS = [
    standard("degree", MAIN, {"fact": "degree", "at_least": "bachelor"}),
    standard("theory", MAIN, {"fact": "political_theory", "at_least": "intermediate"}, subject="political_theory"),
    standard(
        "advanced",
        {"fact": "title_group", "is": "commune_leader"},
        {"fact": "political_theory", "at_least": "advanced"},
        subject="political_theory",
        basis="programme",
    ),
]
ALL = frozenset({Basis.LEGAL, Basis.PROGRAMME})


def found(rows: list[dict[str, Any]], by: Rows = Rows.UNIT, bases: frozenset[Basis] = ALL, **given: Any) -> Matrix:
    goal = target("t", measure=MAIN, goal=Goal(at_least=1.0, by=AS_OF.replace(year=2030)))
    made = review(facts(rows, studies=given.get("studies")), pack_at(standards=STANDARDS, targets=[goal]))
    return matrix(made, by, bases, without_studying=given.get("without", False))


def clerk(number: int, degree: int | None, theory: int | None, **known: Any) -> dict[str, Any]:
    return official(number, degree=degree, political_theory=theory, title_group="specialist", body="office") | known


def test_lacking_unknown_and_met_are_three_answers() -> None:
    rows = [clerk(1, 4, 2), clerk(2, 3, None), clerk(3, None, 1, unit="b")]
    made = found(rows)
    assert [line.code for line in made.lines] == ["a", "b"]
    assert made.lines[0].cells == {Subject.DEGREE: Cell(1, 0, 2), Subject.POLITICAL_THEORY: Cell(0, 1, 2)}
    assert made.total.cells == {Subject.DEGREE: Cell(1, 1, 3), Subject.POLITICAL_THEORY: Cell(1, 1, 3)}


def test_a_person_counts_once_a_cell_and_the_worst_answer_of_all_posts_stands() -> None:
    rows = [
        clerk(1, 4, 2, title_group="specialist"),
        clerk(1, 4, 2, title_group="commune_leader", assignment_id=11, is_main=False, unit="b"),
    ]
    made = found(rows)
    assert [(line.code, line.cells[Subject.POLITICAL_THEORY]) for line in made.lines] == [("a", Cell(1, 0, 1))]


def test_who_lacks_two_things_is_one_person_and_two_gaps() -> None:
    made = found([clerk(1, 3, 1), clerk(2, 4, 1)])
    assert (made.total.people, made.total.gaps) == (Cell(2, 0, 2), 3)


def test_only_the_bases_asked_for_count() -> None:
    leader = clerk(1, 4, 2, title_group="commune_leader")
    assert found([leader]).total.gaps == 1
    assert found([leader], bases=frozenset({Basis.LEGAL})).total.gaps == 0
    assert found([leader], bases=frozenset()).total.people == Cell(0, 0, 0)


def test_a_study_that_ends_in_time_can_be_left_out() -> None:
    studies = [(1, "degree", 4, None, 20280630), (2, "degree", 4, None, 20310101)]
    rows = [clerk(1, 3, 2), clerk(2, 3, 2)]
    assert found(rows, studies=studies).total.cells[Subject.DEGREE] == Cell(2, 0, 2)
    assert found(rows, studies=studies, without=True).total.cells[Subject.DEGREE] == Cell(1, 0, 2)


def test_lines_may_stand_for_the_body() -> None:
    made = found([clerk(1, 3, 2), clerk(2, 3, 2, body="front", unit="b")], Rows.BODY)
    assert [(line.code, line.people.lacking) for line in made.lines] == [("front", 1), ("office", 1)]


LEVELS = st.sampled_from([None, 1, 2, 3, 4])


@given(st.lists(st.tuples(LEVELS, LEVELS, st.sampled_from("abc")), max_size=12), st.sampled_from(list(Rows)))
def test_rows_and_columns_add_up(people: list[tuple[int | None, int | None, str]], by: Rows) -> None:
    rows = [clerk(n, degree, theory, unit=unit, position="p") for n, (degree, theory, unit) in enumerate(people, 1)]
    made = found(rows, by)
    assert sum(line.gaps for line in made.lines) == made.total.gaps == sum(c.lacking for c in made.total.cells.values())
    assert sum(line.people.asked for line in made.lines) == made.total.people.asked == len(people)
