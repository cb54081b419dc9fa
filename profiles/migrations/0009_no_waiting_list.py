"""The index of words knows each row at once.

With the list on which rows wait to be taken in, PostgreSQL finds rows that have a word as rows that do not have it,
while it takes them in. So it does once more here, and never after.
"""

import django.contrib.postgres.indexes
from django.db import migrations

AT_ONCE = "ALTER INDEX profile_search SET (fastupdate = off)"
AS_USUAL = "ALTER INDEX profile_search RESET (fastupdate)"
TAKEN_IN = "SELECT gin_clean_pending_list('profile_search'::regclass)"
INDEX = django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=["search"], name="profile_search")


class Migration(migrations.Migration):
    atomic = False  # others must know that the list is off before it is worked off
    dependencies = [("profiles", "0008_narrow_rows")]

    operations = [
        migrations.RunSQL(
            AT_ONCE,
            AS_USUAL,
            state_operations=[
                migrations.RemoveIndex("profile", "profile_search"),
                migrations.AddIndex("profile", INDEX),
            ],
        ),
        migrations.RunSQL(TAKEN_IN, migrations.RunSQL.noop),
    ]
