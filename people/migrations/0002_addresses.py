"""Former addresses of institutions; those in any script; names without their article in lists."""

import django.db.models.deletion
from django.db import migrations, models

import reading.addresses
from reading.names import without_article


def bring_up_to_date(apps, schema_editor):
    for institution in apps.get_model("people", "Institution").objects.all():
        institution.sort_key = without_article(institution.name)[:160]
        institution.save(update_fields=["sort_key"])


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="institution",
            name="slug",
            field=reading.addresses.AddressField(max_length=80, unique=True, verbose_name="address"),
        ),
        migrations.AlterField(
            model_name="institution",
            name="sort_key",
            field=models.CharField(db_collation="C", db_index=True, editable=False, max_length=160),
        ),
        migrations.CreateModel(
            name="FormerAddress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", reading.addresses.AddressField(max_length=80, unique=True)),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_addresses",
                        to="people.institution",
                    ),
                ),
            ],
        ),
        migrations.RunPython(bring_up_to_date, migrations.RunPython.noop),
    ]
