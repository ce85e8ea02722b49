"""What a review reads of qualifications lies in indexes; `levels_held` lacked the day of record."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0002_main_assignments_never_overlap")]

    operations = [
        migrations.RemoveIndex(model_name="qualification", name="levels_held"),
        migrations.AddIndex(
            model_name="qualification",
            index=models.Index(
                fields=["official", "kind", "state", "level", "obtained", "recorded_on"], name="levels_held"
            ),
        ),
        migrations.AddIndex(
            model_name="qualification",
            index=models.Index(
                fields=["official", "field_code", "obtained", "recorded_on"],
                condition=models.Q(kind="degree", level__gt=0, state="held"),
                name="degrees_held",
            ),
        ),
        migrations.AddIndex(
            model_name="qualification",
            index=models.Index(fields=["official"], condition=models.Q(state="studying"), name="studies"),
        ),
    ]
