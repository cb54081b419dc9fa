"""The vocabulary: what people can do. Written by `skills.writing` when a version is published, read by everybody."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast, Lower
from django.urls import reverse
from taggit.models import TagBase

from skos.concepts import ENGLISH

IN_WORDS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}


class Kind(models.TextChoices):
    FOUNDATIONAL = "foundational", "Foundational"
    SPECIALIST = "specialist", "Specialist"
    SOFTWARE = "software", "Professional and software"


class Nature(models.TextChoices):
    TECHNICAL = "technical", "Technical"
    SOFT = "soft", "Soft"


class Ageing(models.IntegerChoices):
    """Months after which somebody should look again whether they still can."""

    YEAR = 12, "A year"
    TWO_YEARS = 24, "Two years"
    FIVE_YEARS = 60, "Five years"


class Status(models.TextChoices):
    ACCEPTED = "accepted", "Accepted"
    DEPRECATED = "deprecated", "Deprecated"


class Level(models.IntegerChoices):
    """How well somebody can do it. “Not applicable” is not a level: it is the absence of a claim."""

    NONE = 0, "None"
    AWARENESS = 1, "Awareness"
    WORKING = 2, "Working"
    PRACTITIONER = 3, "Practitioner"
    EXPERT = 4, "Expert"


class Scheme(models.Model):
    """A SKOS concept scheme: our own (whose concepts are skills) or a framework that skills are mapped to."""

    uri = models.URLField(unique=True)
    slug = models.SlugField(max_length=100, unique=True)
    title = models.CharField(max_length=200)
    version = models.CharField(max_length=30, blank=True)
    licence = models.URLField(blank=True)
    attribution = models.CharField(max_length=300, blank=True)
    is_framework = models.BooleanField(default=False)

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """Of a framework; the vocabulary itself has the list of skills."""
        return reverse("framework", args=[self.slug]) if self.is_framework else reverse("skills")


class SkillQuerySet(models.QuerySet):
    def accepted(self):
        return self.filter(status=Status.ACCEPTED)

    def came_with(self, scheme, version):
        """Those that the version of this name brought."""
        return self.filter(scheme=scheme, since=version)

    def deprecated(self):
        return self.filter(status=Status.DEPRECATED)


class Skill(TagBase):
    """A concept of the vocabulary; it is also the tag. `name` is the preferred label, `slug` never changes."""

    name = models.CharField("preferred label", max_length=100, unique=True)
    language = models.CharField(max_length=10, default=ENGLISH, blank=True)  # of the name
    slug = models.SlugField(max_length=100, unique=True)
    uri = models.URLField(unique=True)
    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="skills")
    definition = models.TextField()
    kind = models.CharField(max_length=12, choices=Kind)
    nature = models.CharField(max_length=9, choices=Nature, blank=True)
    since = models.CharField(max_length=30, blank=True)  # the version of the vocabulary that it came with
    emerging = models.PositiveSmallIntegerField(null=True, blank=True)  # the year in which posts began to ask for it
    ageing = models.PositiveSmallIntegerField(choices=Ageing, null=True, blank=True)
    awareness = models.TextField(blank=True)  # what each level is here
    working = models.TextField(blank=True)
    practitioner = models.TextField(blank=True)
    expert = models.TextField(blank=True)
    history = ArrayField(models.TextField(), default=list, blank=True)  # "2026-11-26, 1.1: …"
    status = models.CharField(max_length=10, choices=Status, default=Status.ACCEPTED)
    successors = models.ManyToManyField("self", symmetrical=False, related_name="replaces", blank=True)
    # Derived from the successors: where they end, if that is in one skill; in how many, if it was split.
    instead = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="stands_for")
    parts = models.PositiveSmallIntegerField(default=0, editable=False)
    broader = models.ManyToManyField("self", symmetrical=False, related_name="narrower", blank=True)
    related = models.ManyToManyField("self", blank=True)
    leads_to = models.ManyToManyField("self", symmetrical=False, related_name="led_to_by", blank=True)

    objects = SkillQuerySet.as_manager()

    class Meta:
        ordering = [Lower("name")]
        constraints = [
            models.UniqueConstraint(Lower("name"), name="skill_label_once"),
            models.CheckConstraint(name="skill_kind_known", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(name="skill_has_definition", condition=~Q(definition="")),
            models.CheckConstraint(name="skill_nature_known", condition=Q(nature__in=["", *Nature.values])),
            models.CheckConstraint(
                name="skill_ageing_known", condition=Q(ageing__isnull=True) | Q(ageing__in=Ageing.values)
            ),
            models.CheckConstraint(
                name="skill_emerging_in_a_year", condition=Q(emerging__isnull=True) | Q(emerging__gte=1900)
            ),
            models.CheckConstraint(
                name="skill_replaced_only_if_deprecated",
                condition=Q(instead__isnull=True) | Q(status=Status.DEPRECATED),
            ),
            models.CheckConstraint(
                name="skill_not_replaced_by_itself", condition=Q(instead__isnull=True) | ~Q(instead=F("pk"))
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("skill", args=[self.slug])

    @property
    def is_deprecated(self):
        return self.status == Status.DEPRECATED

    @property
    def became(self):
        """“two” if it was split into two skills; "" for all others."""
        return IN_WORDS.get(self.parts, str(self.parts)) if self.parts else ""

    def current(self):
        """The skill to use now: itself, or what replaced it in the end."""
        return self.instead or self


class Sort(models.TextChoices):
    """Of labels. The preferred one that is shown is the skill's name; here are those of other languages."""

    PREFERRED = "preferred", "Preferred"
    ALTERNATIVE = "alternative", "Alternative"
    HIDDEN = "hidden", "Hidden"


class Label(models.Model):
    """Another name of a skill: a spelling, an abbreviation, a former name. A hidden one may lead to several."""

    skill = models.ForeignKey(Skill, models.CASCADE, related_name="labels")
    text = models.CharField(max_length=100)
    language = models.CharField(max_length=10, blank=True)
    sort = models.CharField(max_length=11, choices=Sort, default=Sort.ALTERNATIVE)

    class Meta:
        ordering = ["text"]
        constraints = [
            models.CheckConstraint(name="label_sort_known", condition=Q(sort__in=Sort.values)),
            models.UniqueConstraint(
                Lower("text"), "language", name="label_once_in_a_language", condition=~Q(sort=Sort.HIDDEN)
            ),
            models.UniqueConstraint("skill", Lower("text"), "language", name="label_once_of_a_skill"),
        ]

    def __str__(self):
        return self.text


class Reach(models.Model):
    """Derived: `broad` is `skill` itself or reached from it over broader links. Rebuilt with the vocabulary."""

    broad = models.ForeignKey(Skill, models.CASCADE, related_name="reaches")
    skill = models.ForeignKey(Skill, models.CASCADE, related_name="reached_from")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["broad", "skill"], name="reach_once")]

    def __str__(self):
        return f"{self.broad_id} ⊇ {self.skill_id}"


class TermSort(models.IntegerChoices):
    """In the order in which they count."""

    NAME = 0, "Name"
    PREFERRED = 1, "Name in another language"
    ALTERNATIVE = 2, "Another name"
    FORMER = 3, "Name of what it took the place of"
    HIDDEN = 4, "What people type"
    ALL = 5, "All that is said of it"


class Term(models.Model):
    """Derived by `skills.terms`: what an accepted skill is found by. One row a label, and one for all it says."""

    skill = models.ForeignKey(Skill, models.CASCADE, related_name="terms")
    sort = models.PositiveSmallIntegerField(choices=TermSort)
    text = models.TextField(blank=True)  # the label as it is shown
    folded = models.TextField(blank=True)
    words = models.TextField(blank=True)  # in all ways in which it may be spelt: "| e books | ebooks |"
    lexemes = models.TextField(blank=True)  # `search.words.vector` of the label; of ALL, of its definition too (D)
    search = models.GeneratedField(
        expression=Cast("lexemes", SearchVectorField()), output_field=SearchVectorField(), db_persist=True
    )

    class Meta:
        indexes = [
            GinIndex("search", name="term_search", fastupdate=False),
            GinIndex(fields=["words"], name="term_words", opclasses=["gin_trgm_ops"], fastupdate=False),
            models.Index(fields=["folded"], name="term_folded", opclasses=["text_pattern_ops"]),
        ]
        constraints = [
            models.UniqueConstraint("skill", "folded", name="term_once_of_a_skill"),
            models.CheckConstraint(name="term_sort_known", condition=Q(sort__in=TermSort.values)),
        ]

    def __str__(self):
        return self.text


class Word(models.Model):
    """Derived by `skills.terms`: a word that stands in names of skills, folded, for what was nearly typed."""

    text = models.TextField(unique=True)

    class Meta:
        indexes = [GinIndex(fields=["text"], name="word_text", opclasses=["gin_trgm_ops"], fastupdate=False)]

    def __str__(self):
        return self.text


class Competence(models.Model):
    """A concept of a framework, e.g. DigComp 2.2's competence 1.1 or its area 1."""

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="competences")
    uri = models.URLField(unique=True)
    notation = models.CharField(max_length=40, blank=True)
    label = models.CharField(max_length=200)
    area = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="parts")

    class Meta:
        ordering = ["scheme", "notation", "label"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "notation"], name="competence_notation_once", condition=~Q(notation="")
            )
        ]

    def __str__(self):
        return f"{self.notation} {self.label}".strip()


class Match(models.TextChoices):
    EXACT = "exact", "Same as"
    CLOSE = "close", "Close to"
    BROAD = "broad", "Part of"
    NARROW = "narrow", "Takes in"
    RELATED = "related_match", "Goes with"


class Mapping(models.Model):
    """A skill's counterpart in another framework."""

    skill = models.ForeignKey(Skill, models.CASCADE, related_name="mappings")
    competence = models.ForeignKey(Competence, models.CASCADE, related_name="mappings")
    match = models.CharField(max_length=13, choices=Match)
    since = models.DateField(null=True, blank=True)  # the day it was published; unknown for the oldest

    class Meta:
        ordering = ["competence__notation", "competence__label"]
        constraints = [
            models.UniqueConstraint(fields=["skill", "competence"], name="mapping_once"),
            models.CheckConstraint(name="mapping_match_known", condition=Q(match__in=Match.values)),
        ]

    def __str__(self):
        return f"{self.skill} {self.get_match_display().lower()} {self.competence}"
