import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("skills", "0004_competences_by_label"),
        ("review", "0002_search_configuration"),
    ]

    operations = [
        TrigramExtension(),
        migrations.CreateModel(
            name="Word",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(unique=True)),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["text"], fastupdate=False, name="word_text", opclasses=["gin_trgm_ops"]
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Term",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "sort",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "Name"),
                            (1, "Name in another language"),
                            (2, "Another name"),
                            (3, "Name of what it took the place of"),
                            (4, "What people type"),
                            (5, "All that is said of it"),
                        ]
                    ),
                ),
                ("text", models.TextField(blank=True)),
                ("folded", models.TextField(blank=True)),
                ("words", models.TextField(blank=True)),
                ("about", models.TextField(blank=True)),
                (
                    "search",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.CombinedSearchVector(
                            django.contrib.postgres.search.SearchVector("words", config="colophon", weight="A"),
                            "||",
                            django.contrib.postgres.search.SearchVector("about", config="colophon", weight="D"),
                            django.contrib.postgres.search.SearchConfig("colophon"),
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                (
                    "skill",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="terms", to="skills.skill"
                    ),
                ),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(models.F("search"), fastupdate=False, name="term_search"),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["words"], fastupdate=False, name="term_words", opclasses=["gin_trgm_ops"]
                    ),
                    models.Index(fields=["folded"], name="term_folded", opclasses=["text_pattern_ops"]),
                ],
                "constraints": [
                    models.UniqueConstraint(models.F("skill"), models.F("folded"), name="term_once_of_a_skill"),
                    models.CheckConstraint(
                        condition=models.Q(("sort__in", [0, 1, 2, 3, 4, 5])), name="term_sort_known"
                    ),
                ],
            },
        ),
    ]
