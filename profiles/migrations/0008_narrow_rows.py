"""Rows keep only what lists show; long texts lie beside them, so that a list reads few pages of the table.

It holds of rows that are written from now on: `manage.py reindex` writes all of them.
"""

from django.db import migrations

NARROW = "ALTER TABLE profiles_profile SET (toast_tuple_target = 800)"
AS_USUAL = "ALTER TABLE profiles_profile RESET (toast_tuple_target)"


class Migration(migrations.Migration):
    dependencies = [("profiles", "0007_bits")]

    operations = [migrations.RunSQL(NARROW, AS_USUAL)]
