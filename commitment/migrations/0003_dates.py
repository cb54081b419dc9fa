"""The dates of the work as they were written, in place of days that nobody wrote."""

from django.db import migrations, models
from django.db.models import F, Q

from reading.dates import lasting
from review.migrations import _words


def slots(content):
    return [(name, content, name) for name in ("started", "ended")]


def fill(apps, schema_editor):
    published = _words.give_back(apps.get_model("review", "Submission").objects.filter(kind="showcase"), slots)
    Showcase = apps.get_model("commitment", "Showcase")
    for live in Showcase.objects.only("started", "ended"):
        content = published.get(live.pk, {})
        started, ended = (_words.written(getattr(live, name), content.get(name)) for name in ("started", "ended"))
        first, last = lasting(started, ended).years
        Showcase.objects.filter(pk=live.pk).update(
            **_words.columns("started", started), **_words.columns("ended", ended), first_year=first, last_year=last
        )


class Migration(migrations.Migration):
    dependencies = [("commitment", "0002_initial"), ("review", "0002_search_configuration")]

    operations = [
        *(
            migrations.AddField("showcase", f"{name}_{column}", field, preserve_default=False)
            for name in ("started", "ended")
            for column, field in (
                ("words", models.CharField(blank=True, default="", max_length=80)),
                ("edtf", models.CharField(blank=True, default="", max_length=24)),
                ("earliest", models.DateField(blank=True, null=True)),
                ("latest", models.DateField(blank=True, null=True)),
            )
        ),
        migrations.AddField(
            "showcase",
            "first_year",
            models.PositiveSmallIntegerField(default=0, help_text="Of the work."),
            preserve_default=False,
        ),
        migrations.AddField(
            "showcase",
            "last_year",
            models.PositiveSmallIntegerField(blank=True, help_text="Empty while it goes on.", null=True),
        ),
        migrations.RunPython(fill),
        migrations.RemoveConstraint("showcase", "showcase_work_dates_in_order"),
        *(migrations.RemoveField("showcase", name) for name in ("started", "ended", "year")),
        migrations.AddConstraint(
            "showcase",
            models.CheckConstraint(
                name="showcase_work_dates_in_order",
                condition=Q(ended_latest__isnull=True) | Q(ended_latest__gte=F("started_earliest")),
            ),
        ),
        migrations.AddConstraint(
            "showcase",
            models.CheckConstraint(
                name="showcase_years_in_order", condition=Q(last_year__isnull=True) | Q(last_year__gte=F("first_year"))
            ),
        ),
        migrations.AddConstraint("showcase", _words.whole("started", "showcase_started_whole")),
        migrations.AddConstraint("showcase", _words.whole("ended", "showcase_ended_whole", optional=True)),
    ]
