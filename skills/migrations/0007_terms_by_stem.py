"""Names of skills are found by the stems of the search, which the portal makes: rows are made anew after the
migrations. PostgreSQL's own configuration stays for the code that still runs meanwhile; a later release drops it.
"""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models
from django.db.models.functions import Cast


def empty(apps, schema_editor):
    apps.get_model("skills", "Term").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("skills", "0006_parts"), ("review", "0002_search_configuration")]
    operations = [
        migrations.RunPython(empty, empty),
        migrations.RemoveIndex("term", name="term_search"),
        migrations.RemoveField("term", name="search"),
        migrations.RemoveField("term", name="about"),
        migrations.AddField("term", "lexemes", models.TextField(blank=True)),
        migrations.AddField(
            "term",
            "search",
            models.GeneratedField(
                db_persist=True,
                expression=Cast("lexemes", django.contrib.postgres.search.SearchVectorField()),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddIndex(
            "term", django.contrib.postgres.indexes.GinIndex(models.F("search"), fastupdate=False, name="term_search")
        ),
    ]
