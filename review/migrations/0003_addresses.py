"""Addresses in any script."""

from django.db import migrations

import config.addresses


class Migration(migrations.Migration):
    dependencies = [
        ("review", "0002_search_configuration"),
    ]

    operations = [
        migrations.AlterField(
            model_name="formerslug",
            name="slug",
            field=config.addresses.AddressField(max_length=120),
        ),
    ]
