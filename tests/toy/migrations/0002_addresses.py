from django.db import migrations

import reading.addresses


class Migration(migrations.Migration):
    dependencies = [
        ("toy", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="recipe",
            name="slug",
            field=reading.addresses.AddressField(max_length=120, unique=True),
        ),
    ]
