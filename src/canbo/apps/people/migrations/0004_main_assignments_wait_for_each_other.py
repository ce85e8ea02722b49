"""On PostgreSQL a transaction does not see what another has not committed: both could add a main assignment.

So the trigger of 0002 holds the official's row before it looks; who comes second waits, and sees what the first wrote.
The lock lets foreign keys be checked meanwhile. On SQLite there is one writer at a time.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.db import migrations

_FORMER = import_module("canbo.apps.people.migrations.0002_main_assignments_never_overlap")


def _function(hold: str) -> str:
    return f"""CREATE OR REPLACE FUNCTION people_main_overlap() RETURNS trigger AS $$
    BEGIN
      IF NEW.is_main THEN
        {hold}
        IF {_FORMER._OVERLAP} THEN
          RAISE EXCEPTION '{_FORMER._MESSAGE}' USING ERRCODE = 'exclusion_violation';
        END IF;
      END IF;
      RETURN NEW;
    END $$ LANGUAGE plpgsql"""


def hold(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        held = "PERFORM 1 FROM people_official WHERE id = NEW.official_id FOR NO KEY UPDATE;"
        schema_editor.execute(_function(held), params=None)


def look_only(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_function(""), params=None)


class Migration(migrations.Migration):
    dependencies = [("people", "0003_indexes_of_reviews")]

    operations = [migrations.RunPython(hold, look_only)]
