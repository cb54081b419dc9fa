from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("toy", "0003_dates")]

    operations = [
        migrations.AddField("recipe", "bit", models.PositiveIntegerField(editable=False, null=True, unique=True)),
    ]
