"""Search rows are made in another way: they are emptied here, and made anew after the migrations."""

from django.db import migrations


def empty(apps, schema_editor):
    apps.get_model("commitment", "Showcase").objects.update(search=None)


class Migration(migrations.Migration):
    dependencies = [("commitment", "0006_own_words"), ("search", "0001_initial")]
    operations = [migrations.RunPython(empty, migrations.RunPython.noop)]
