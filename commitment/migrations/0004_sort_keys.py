"""Titles without their article in lists; the search rows are made anew (config.upkeep)."""

from django.db import migrations, models

import reading.addresses
from reading.names import without_article


def bring_up_to_date(apps, schema_editor):
    for showcase in apps.get_model("commitment", "Showcase").objects.only("title").iterator():
        showcase.sort_key, showcase.search = without_article(showcase.title)[:120], None
        showcase.save(update_fields=["sort_key", "search"])


class Migration(migrations.Migration):
    dependencies = [
        ("commitment", "0003_dates"),
    ]

    operations = [
        migrations.AlterField(
            model_name="showcase",
            name="slug",
            field=reading.addresses.AddressField(max_length=120, unique=True),
        ),
        migrations.AlterField(
            model_name="showcase",
            name="sort_key",
            field=models.CharField(db_collation="C", db_index=True, editable=False, max_length=120),
        ),
        migrations.RunPython(bring_up_to_date, migrations.RunPython.noop),
    ]
