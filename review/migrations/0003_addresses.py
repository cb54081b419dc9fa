"""Addresses in any script."""

from django.db import migrations

import reading.addresses


class Migration(migrations.Migration):
    dependencies = [
        ("review", "0002_search_configuration"),
    ]

    operations = [
        migrations.AlterField(
            model_name="formerslug",
            name="slug",
            field=reading.addresses.AddressField(max_length=120),
        ),
    ]
