"""Rows keep only what lists show; long texts lie beside them, so that a list reads few pages of the table.

What is narrow holds of rows that are written from now on: `manage.py reindex` writes all of them.
"""

from django.db import migrations

NARROW = "ALTER TABLE commitment_showcase SET (toast_tuple_target = 800)"
AS_USUAL = "ALTER TABLE commitment_showcase RESET (toast_tuple_target)"


class Migration(migrations.Migration):
    dependencies = [("commitment", "0009_bits")]

    operations = [
        migrations.RunSQL(NARROW, AS_USUAL),
        migrations.RemoveIndex("showcase", "showcase_pillars"),  # nobody asks it: pillars are counted by bitmaps
    ]
