"""Refuse, in the database itself, two main assignments of one official at once.

A partial unique constraint sees only open assignments; past ones need their dates compared, which SQLite cannot state
as a constraint, so both databases carry a trigger. An assignment lasts from its stored start, or since ever, up to its
stored end, or for ever; one that begins inside the month or year of its own end has no sure day. So a start known in
part is its first day, and whoever follows may begin inside the month or year in which the former one ended: reads then
let the later one count (`in_force` in `people/queries.py`).

SQLite drops triggers when Django rebuilds a table: a later migration of this table has to run `install` again.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations

_END = """CASE WHEN {0}."end" < {0}."start" THEN {0}."start" ELSE COALESCE({0}."end", 99999999) END"""

_OVERLAP = f"""EXISTS (
    SELECT 1 FROM people_assignment other
    WHERE other.official_id = NEW.official_id AND other.is_main AND other.id <> COALESCE(NEW.id, -1)
      AND COALESCE(NEW."start", 0) < {_END.format("other")}
      AND COALESCE(other."start", 0) < {_END.format("NEW")}
)"""

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
