"""People in the order in which libraries file them; the search rows are made anew (config.upkeep)."""

from django.db import migrations, models

import reading.addresses
from reading.names import by_surname


def bring_up_to_date(apps, schema_editor):
    for profile in apps.get_model("profiles", "Profile").objects.only("name").iterator():
        profile.sort_key, profile.search = by_surname(profile.name)[:120], None
        profile.save(update_fields=["sort_key", "search"])


class Migration(migrations.Migration):
    dependencies = [
        ("profiles", "0002_dates"),
    ]

    operations = [
        migrations.AddField(
            model_name="profile",
            name="listed_under",
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AlterField(
            model_name="profile",
            name="slug",
            field=reading.addresses.AddressField(max_length=120, unique=True),
        ),
        migrations.AlterField(
            model_name="profile",
            name="sort_key",
            field=models.CharField(db_collation="C", db_index=True, editable=False, max_length=120),
        ),
        migrations.RunPython(bring_up_to_date, migrations.RunPython.noop),
    ]
