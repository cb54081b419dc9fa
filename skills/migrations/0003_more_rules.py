import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("skills", "0002_more_facts"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="competence",
            name="competence_notation_once",
        ),
        migrations.RemoveConstraint(
            model_name="label",
            name="label_once",
        ),
        migrations.RemoveConstraint(
            model_name="mapping",
            name="mapping_match_known",
        ),
        migrations.RemoveConstraint(
            model_name="skill",
            name="skill_replaced_only_if_deprecated",
        ),
        migrations.RemoveConstraint(
            model_name="skill",
            name="skill_not_replaced_by_itself",
        ),
        migrations.RemoveField(
            model_name="label",
            name="hidden",
        ),
        migrations.RemoveField(
            model_name="skill",
            name="replaced_by",
        ),
        migrations.AlterField(
            model_name="competence",
            name="notation",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AlterField(
            model_name="mapping",
            name="match",
            field=models.CharField(
                choices=[
                    ("exact", "Same as"),
                    ("close", "Close to"),
                    ("broad", "Part of"),
                    ("narrow", "Takes in"),
                    ("related_match", "Goes with"),
                ],
                max_length=13,
            ),
        ),
        migrations.AddConstraint(
            model_name="competence",
            constraint=models.UniqueConstraint(
                condition=models.Q(("notation", ""), _negated=True),
                fields=("scheme", "notation"),
                name="competence_notation_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="label",
            constraint=models.CheckConstraint(
                condition=models.Q(("sort__in", ["preferred", "alternative", "hidden"])), name="label_sort_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="label",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("text"),
                models.F("language"),
                condition=models.Q(("sort", "hidden"), _negated=True),
                name="label_once_in_a_language",
            ),
        ),
        migrations.AddConstraint(
            model_name="label",
            constraint=models.UniqueConstraint(
                models.F("skill"),
                django.db.models.functions.text.Lower("text"),
                models.F("language"),
                name="label_once_of_a_skill",
            ),
        ),
        migrations.AddConstraint(
            model_name="mapping",
            constraint=models.CheckConstraint(
                condition=models.Q(("match__in", ["exact", "close", "broad", "narrow", "related_match"])),
                name="mapping_match_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="skill",
            constraint=models.CheckConstraint(
                condition=models.Q(("nature__in", ["", "technical", "soft"])), name="skill_nature_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="skill",
            constraint=models.CheckConstraint(
                condition=models.Q(("ageing__isnull", True), ("ageing__in", [12, 24, 60]), _connector="OR"),
                name="skill_ageing_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="skill",
            constraint=models.CheckConstraint(
                condition=models.Q(("emerging__isnull", True), ("emerging__gte", 1900), _connector="OR"),
                name="skill_emerging_in_a_year",
            ),
        ),
        migrations.AddConstraint(
            model_name="skill",
            constraint=models.CheckConstraint(
                condition=models.Q(("instead__isnull", True), ("status", "deprecated"), _connector="OR"),
                name="skill_replaced_only_if_deprecated",
            ),
        ),
        migrations.AddConstraint(
            model_name="skill",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("instead__isnull", True), models.Q(("instead", models.F("pk")), _negated=True), _connector="OR"
                ),
                name="skill_not_replaced_by_itself",
            ),
        ),
        migrations.AlterField(
            model_name="scheme",
            name="slug",
            field=models.SlugField(max_length=100, unique=True),
        ),
    ]
