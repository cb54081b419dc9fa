"""The index of words knows each row at once.

With the list on which rows wait to be taken in, PostgreSQL finds rows that have a word as rows that do not have it,
while it takes them in.
"""

import django.contrib.postgres.indexes
from django.db import migrations

AT_ONCE = [
    "ALTER INDEX profile_search SET (fastupdate = off)",
    "SELECT gin_clean_pending_list('profile_search'::regclass)",
]
AS_USUAL = "ALTER INDEX profile_search RESET (fastupdate)"
INDEX = django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=["search"], name="profile_search")


class Migration(migrations.Migration):
    dependencies = [("profiles", "0008_narrow_rows")]

    operations = [
        migrations.RunSQL(
            AT_ONCE,
            AS_USUAL,
            state_operations=[
                migrations.RemoveIndex("profile", "profile_search"),
                migrations.AddIndex("profile", INDEX),
            ],
        )
    ]
