"""When a recipe was last tried, as its cook wrote it."""

from django.db import migrations, models

from reading.date_columns import whole


class Migration(migrations.Migration):
    dependencies = [("toy", "0002_addresses")]

    operations = [
        migrations.RemoveField("recipe", "tried"),
        migrations.AddField("recipe", "tried_words", models.CharField(blank=True, default="", max_length=80), False),
        migrations.AddField("recipe", "tried_edtf", models.CharField(blank=True, default="", max_length=24), False),
        migrations.AddField("recipe", "tried_earliest", models.DateField(blank=True, null=True)),
        migrations.AddField("recipe", "tried_latest", models.DateField(blank=True, null=True)),
        migrations.AddConstraint("recipe", whole("tried", "recipe_tried_whole", optional=True)),
    ]
