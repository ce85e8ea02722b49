"""A rating counts from a day on; those on record from the end of their year, or from now where that is still to come."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import migrations, models

from canbo.apps.audit.clock import written_on


def fill(apps: Any, schema_editor: Any) -> None:
    ratings, today = apps.get_model("people", "Rating").objects, written_on()
    for year in ratings.order_by().values_list("year", flat=True).distinct():
        ratings.filter(year=year).update(recorded_on=min(date(year, 12, 31), today))


class Migration(migrations.Migration):
    dependencies = [("people", "0004_main_assignments_wait_for_each_other")]

    operations = [
        migrations.AddField("rating", "recorded_on", models.DateField(null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField("rating", "recorded_on", models.DateField(default=written_on)),
    ]
