"""Integration: `canbo demo` fills an empty database once, and its rosters lead to the same review."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from django.core.management import CommandError, call_command

from canbo.apps.accounts.models import Role, User
from canbo.apps.audit.journal import Author
from canbo.apps.audit.models import Batch, Entry, Source
from canbo.apps.audit.undo import undo
from canbo.apps.people.models import CompetencyLevel, Official
from canbo.apps.people.queries import is_demo
from canbo.apps.review.queries import facts
from canbo.config.management.commands import demo
from canbo.core.access import Scope
from canbo.core.dates import PartialDate
from canbo.core.policy.model import Pack
from canbo.core.policy.resolve import PackAt
from canbo.core.review.review import review
from canbo.files.importing.session import receive
from canbo.files.importing.writing import write

pytestmark = pytest.mark.django_db

AS_OF = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def small(pack: Pack, monkeypatch: pytest.MonkeyPatch) -> Pack:
    """The command on a pack of two communes."""
    two = pack.model_copy(update={"communes": pack.communes[:2]})
    monkeypatch.setattr(demo, "current_pack", lambda: two)
    return two


def run(*arguments: str) -> str:
    said = io.StringIO()
    call_command("demo", "--as-of", "2026-11-23", *arguments, stdout=said)
    return said.getvalue()


def targets(pack: Pack) -> dict[str, Any]:
    found = review(facts(AS_OF, Scope.province()), PackAt(pack, AS_OF))
    return {result.target.id: (result.counts, result.studying, result.light) for result in found.targets}


def findings(pack: Pack) -> pl.DataFrame:
    """The answers to every standard for everybody, whatever the ids."""
    found = review(facts(AS_OF, Scope.province()), PackAt(pack, AS_OF)).findings
    names = {official.pk: f"{official.full_name} {official.birth}" for official in Official.objects.all()}
    named = found.with_columns(pl.col("official_id").replace_strict(names, return_dtype=pl.String))
    return named.drop("assignment_id").sort("official_id", "position")


def assessed() -> list[tuple[str, str, int, PartialDate]]:
    """Every assessment on record, by people's names."""
    columns = ("official__full_name", "competency", "level", "assessed")
    return sorted(CompetencyLevel.objects.values_list(*columns))


def people() -> pl.DataFrame:
    """Every fact of everybody, whatever the ids."""
    found = facts(AS_OF, Scope.province())
    numbers = {official.pk: official.national_id for official in Official.objects.all()}
    named = found.officials.with_columns(pl.col("official_id").replace_strict(numbers, return_dtype=pl.String))
    return named.select(sorted(set(named.columns) - {"assignment_id"})).sort("official_id", "position")


# --- the database ----------------------------------------------------------------------------------------------


def test_it_registers_everybody_in_one_batch_and_says_how_to_sign_in(small: Pack) -> None:
    said = run("--seed", "3")

    batch = Batch.objects.get(source=Source.DEMO)
    assert "hư cấu" in batch.title
    assert batch.title.endswith("hạt giống 3")
    assert Official.objects.count() > 100
    assert {user.role for user in User.objects.all()} == set(Role)
    assert User.objects.get(role=Role.COMMUNE).unit_code in {commune.code for commune in small.communes}
    assert all(user.username in said for user in User.objects.all())


def test_a_database_with_officials_is_left_alone() -> None:
    run()
    before = Official.objects.count()

    with pytest.raises(CommandError, match="đã có cán bộ") as refused:
        run("--seed", "2")

    assert refused.value.returncode == 1
    assert run("--if-empty") == ""
    assert Official.objects.count() == before


def test_the_records_are_marked_as_a_demonstration_until_it_is_undone() -> None:
    assert not is_demo()

    run()
    assert is_demo()

    undo([Batch.objects.get(source=Source.DEMO)], Author(None, Source.COMMAND))
    assert not is_demo()
    assert not Official.objects.exists()


def test_the_catalogue_can_be_loaded_without_people() -> None:
    run("--only-catalogue")

    assert not Official.objects.exists()
    assert not is_demo()
    assert User.objects.count() == 3


def test_competencies_are_recorded_when_asked_for() -> None:
    run("--competencies")

    assessed = CompetencyLevel.objects.values("official").distinct().count()
    assert 0.2 < assessed / Official.objects.count() < 0.5


def test_every_entry_says_why_and_people_are_marked_as_invented() -> None:
    run("--competencies")

    assert not Entry.objects.filter(reason="", batch__isnull=True).exists()
    assert Batch.objects.get().fictional


def test_nothing_is_said_before_it_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(demo, "create_demo_accounts", fail)
    said = io.StringIO()
    with pytest.raises(RuntimeError):
        call_command("demo", stdout=said)

    assert said.getvalue() == ""
    assert not Official.objects.exists()


def test_a_day_before_the_communes_worked_is_refused() -> None:
    with pytest.raises(CommandError, match="01/7/2025") as refused:
        call_command("demo", "--as-of", "2025-06-30")

    assert refused.value.returncode == 2


def test_two_days_give_the_same_people() -> None:
    run()
    first = set(Official.objects.values_list("full_name", "birth", "national_id_index"))
    undo([Batch.objects.get(fictional=True)], Author(None, Source.COMMAND))

    call_command("demo", "--as-of", "2027-01-15", stdout=io.StringIO())

    assert set(Official.objects.values_list("full_name", "birth", "national_id_index")) == first


# --- the rosters -----------------------------------------------------------------------------------------------


def test_rosters_alone_leave_the_database_alone(tmp_path: Path, small: Pack) -> None:
    said = run("--rosters", str(tmp_path), "--only-rosters")

    assert "2 tệp" in said
    assert len(list(tmp_path.glob("*.xlsx"))) == len(small.communes)
    assert not User.objects.exists()


def test_rosters_alone_need_a_folder() -> None:
    with pytest.raises(CommandError, match="--rosters FOLDER") as refused:
        run("--only-rosters")

    assert refused.value.returncode == 2


@pytest.mark.parametrize("more", [(), ("--competencies",)])
def test_importing_the_rosters_gives_the_review_of_the_demonstration(
    more: tuple[str, ...], tmp_path: Path, small: Pack
) -> None:
    run("--rosters", str(tmp_path), *more)
    known, wanted, levels = people(), targets(small), assessed()
    assert bool(levels) is bool(more)
    undo([Batch.objects.get(source=Source.DEMO)], Author(None, Source.COMMAND))

    for path in sorted(tmp_path.glob("*.xlsx")):
        upload = receive(path.name, path.read_bytes(), None, small, Scope.province())
        written = write(upload, None, small, Scope.province(), AS_OF)
        assert written.summary["error"] == written.summary["look"] == 0

    assert people().equals(known)
    assert targets(small) == wanted
    assert assessed() == levels
    assert is_demo()


def test_an_exported_roster_leads_an_empty_database_to_the_same_findings(tmp_path: Path, small: Pack) -> None:
    path = tmp_path / "roster.xlsx"
    run("--competencies")
    wanted, levels = findings(small), assessed()
    call_command("export", "roster", "--as-of", "2026-11-23", "--output", str(path), stdout=io.StringIO())
    undo([Batch.objects.get(source=Source.DEMO)], Author(None, Source.COMMAND))
    assert not Official.objects.exists()

    upload = receive(path.name, path.read_bytes(), None, small, Scope.province())
    written = write(upload, None, small, Scope.province(), AS_OF)
    assert (written.summary["error"], written.summary["look"]) == (0, 0)
    assert assessed() == levels
    assert findings(small).equals(wanted)
