"""The text search configuration `colophon`: English stems, accents ignored."""

from django.contrib.postgres.operations import UnaccentExtension
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("review", "0001_initial")]
    operations = [
        UnaccentExtension(),
        migrations.RunSQL(
            """
            CREATE TEXT SEARCH CONFIGURATION colophon (COPY = english);
            ALTER TEXT SEARCH CONFIGURATION colophon
                ALTER MAPPING FOR hword, hword_part, word WITH unaccent, english_stem;
            """,
            "DROP TEXT SEARCH CONFIGURATION colophon",
        ),
    ]
