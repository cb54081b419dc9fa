"""A place among all of its kind for each page, in the order in which they came."""

from django.db import migrations, models

GIVEN = """
    UPDATE {table} AS page SET bit = ranked.bit
    FROM (SELECT id, row_number() OVER (ORDER BY first_published_at, id) AS bit FROM {table}) AS ranked
    WHERE page.id = ranked.id
"""


class Migration(migrations.Migration):
    dependencies = [("commitment", "0008_contributor_names")]

    operations = [
        migrations.AddField("showcase", "bit", models.PositiveIntegerField(editable=False, null=True, unique=True)),
        migrations.RunSQL(GIVEN.format(table="commitment_showcase"), migrations.RunSQL.noop),
    ]
