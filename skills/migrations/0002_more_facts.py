"""What the vocabulary says more of each skill; and how it said it before, in the new columns."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

from reading.addresses import slug_of, unused


def fill(apps, schema_editor):
    """Addresses for schemes, sorts for labels, successors for what was replaced, and where those end."""
    Scheme, Skill, Label = (apps.get_model("skills", name) for name in ("Scheme", "Skill", "Label"))
    taken = set()
    for scheme in Scheme.objects.all():
        own = slug_of(scheme.uri.rstrip("/#").rsplit("/", 1)[-1])[:80] or slug_of(scheme.title)[:80] or "scheme"
        scheme.slug = unused(own, taken.intersection)
        taken.add(scheme.slug)
        scheme.save(update_fields=["slug"])
    Label.objects.filter(hidden=True).update(sort="hidden")
    after = dict(Skill.objects.filter(replaced_by__isnull=False).values_list("pk", "replaced_by"))
    Skill.successors.through.objects.bulk_create(
        Skill.successors.through(from_skill_id=old, to_skill_id=new) for old, new in after.items()
    )
    for old, end in after.items():
        seen = {old}
        while end in after and end not in seen:
            seen.add(end)
            end = after[end]
        Skill.objects.filter(pk=old).update(instead=end)


class Migration(migrations.Migration):
    dependencies = [
        ("skills", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="label",
            name="sort",
            field=models.CharField(
                choices=[("preferred", "Preferred"), ("alternative", "Alternative"), ("hidden", "Hidden")],
                default="alternative",
                max_length=11,
            ),
        ),
        migrations.AddField(
            model_name="mapping",
            name="since",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="scheme",
            name="slug",
            field=models.SlugField(max_length=100, null=True, unique=True),
        ),
        migrations.AddField(
            model_name="skill",
            name="ageing",
            field=models.PositiveSmallIntegerField(
                blank=True, choices=[(12, "A year"), (24, "Two years"), (60, "Five years")], null=True
            ),
        ),
        migrations.AddField(
            model_name="skill",
            name="awareness",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="skill",
            name="emerging",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="skill",
            name="expert",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="skill",
            name="history",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.TextField(), blank=True, default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="skill",
            name="instead",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="stands_for",
                to="skills.skill",
            ),
        ),
        migrations.AddField(
            model_name="skill",
            name="language",
            field=models.CharField(blank=True, default="en-GB", max_length=10),
        ),
        migrations.AddField(
            model_name="skill",
            name="nature",
            field=models.CharField(blank=True, choices=[("technical", "Technical"), ("soft", "Soft")], max_length=9),
        ),
        migrations.AddField(
            model_name="skill",
            name="practitioner",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="skill",
            name="since",
            field=models.CharField(blank=True, max_length=30),
        ),
        migrations.AddField(
            model_name="skill",
            name="successors",
            field=models.ManyToManyField(blank=True, related_name="replaces", to="skills.skill"),
        ),
        migrations.AddField(
            model_name="skill",
            name="working",
            field=models.TextField(blank=True),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
