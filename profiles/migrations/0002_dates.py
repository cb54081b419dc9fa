"""When a certificate was awarded and expires as it was written, in place of days that nobody wrote."""

from django.db import migrations, models
from django.db.models import F, Q

from review.migrations import _words


def rows(content):
    found = content.get("certifications")
    return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []


def slots(content):
    return [
        ((row.get("name"), row.get("issuer"), name), row, name)
        for row in rows(content)
        for name in ("awarded", "expires")
    ]


def fill(apps, schema_editor):
    published = _words.give_back(apps.get_model("review", "Submission").objects.filter(kind="profile"), slots)
    for one in apps.get_model("profiles", "Certification").objects.all():
        typed = rows(published.get(one.profile_id, {}))
        row = typed[one.position] if one.position < len(typed) else {}
        for name in ("awarded", "expires"):
            date = _words.written(getattr(one, name), row.get(name))
            for column, value in _words.columns(name, date).items():
                setattr(one, column, value)
        one.save()


class Migration(migrations.Migration):
    dependencies = [("profiles", "0001_initial"), ("review", "0002_search_configuration")]

    operations = [
        *(
            migrations.AddField("certification", f"{name}_{column}", field, preserve_default=False)
            for name in ("awarded", "expires")
            for column, field in (
                ("words", models.CharField(blank=True, default="", max_length=80)),
                ("edtf", models.CharField(blank=True, default="", max_length=24)),
                ("earliest", models.DateField(blank=True, null=True)),
                ("latest", models.DateField(blank=True, null=True)),
            )
        ),
        migrations.RunPython(fill),
        migrations.RemoveConstraint("certification", "certification_dates_in_order"),
        *(migrations.RemoveField("certification", name) for name in ("awarded", "expires")),
        migrations.AddConstraint(
            "certification",
            models.CheckConstraint(
                name="certification_dates_in_order",
                condition=Q(expires_latest__isnull=True) | Q(expires_latest__gte=F("awarded_earliest")),
            ),
        ),
        migrations.AddConstraint("certification", _words.whole("awarded", "certification_awarded_whole")),
        migrations.AddConstraint(
            "certification", _words.whole("expires", "certification_expires_whole", optional=True)
        ),
    ]
