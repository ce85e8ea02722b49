"""Refuse, in the database itself, two main assignments of one official that certainly overlap.

A partial unique constraint sees only open assignments; past ones need their dates compared, which SQLite
cannot state as a constraint, so both databases carry a trigger. Dates known only to the month or the year
are compared so that a possible overlap passes and a certain one does not. SQLite drops triggers when Django
rebuilds a table: a later migration of this table has to run `install` again.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations

_LATEST = """CASE WHEN {0} % 10000 = 0 THEN {0} + 1231 WHEN {0} % 100 = 0 THEN {0} + 31 ELSE {0} END"""

_OVERLAP = f"""EXISTS (
    SELECT 1 FROM people_assignment other
    WHERE other.official_id = NEW.official_id AND other.is_main AND other.id <> COALESCE(NEW.id, -1)
      AND {_LATEST.format("NEW.start")} < COALESCE(other."end", 99999999)
      AND {_LATEST.format("other.start")} < COALESCE(NEW."end", 99999999)
)""".replace("NEW.start", 'NEW."start"').replace("other.start", 'other."start"')

_MESSAGE = "one official cannot hold two main assignments at once"

_SQLITE = [
    f"""CREATE TRIGGER people_main_overlap_{event.lower()} BEFORE {event} ON people_assignment
    FOR EACH ROW WHEN NEW.is_main AND {_OVERLAP}
    BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END"""
    for event in ("INSERT", "UPDATE")
]

_POSTGRESQL = [
    f"""CREATE FUNCTION people_main_overlap() RETURNS trigger AS $$
    BEGIN
      IF NEW.is_main AND {_OVERLAP} THEN
        RAISE EXCEPTION '{_MESSAGE}' USING ERRCODE = 'exclusion_violation';
      END IF;
      RETURN NEW;
    END $$ LANGUAGE plpgsql""",
    """CREATE TRIGGER people_main_overlap BEFORE INSERT OR UPDATE ON people_assignment
    FOR EACH ROW EXECUTE FUNCTION people_main_overlap()""",
]


def install(apps: Any, schema_editor: Any) -> None:
    statements = _SQLITE if schema_editor.connection.vendor == "sqlite" else _POSTGRESQL
    for statement in statements:
        schema_editor.execute(statement, params=None)


def remove(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "sqlite":
        for event in ("insert", "update"):
            schema_editor.execute(f"DROP TRIGGER people_main_overlap_{event}")
    else:
        schema_editor.execute("DROP TRIGGER people_main_overlap ON people_assignment")
        schema_editor.execute("DROP FUNCTION people_main_overlap()")


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [migrations.RunPython(install, remove)]
