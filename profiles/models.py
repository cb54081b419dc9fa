"""A live professional profile and its parts. Written when a submission is approved, never edited in place."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from taggit.managers import TaggableManager

from people.models import Institution
from reading.date_columns import DateColumns, whole
from reading.markdown import to_html
from reading.text import fold
from review.models import Link, Outcome, Part, Published, PublishedQuerySet
from skills.claims import Claim, shown
from skills.models import Level, Skill
from skills.own_words import OwnWord


class RoleFamily(models.TextChoices):
    """The six families that the Technician Commitment names for libraries, and their neighbours."""

    RESEARCH_DATA = "research-data", "Research data management"
    ARCHIVES = "archives", "Archives and special collections"
    SOFTWARE = "software", "Software development"
    CONSERVATION = "conservation", "Conservation"
    IMAGING = "imaging", "Photography and imaging"
    OPEN_ACCESS = "open-access", "Open access publishing"
    CATALOGUING = "cataloguing-metadata", "Cataloguing and metadata"
    SYSTEMS = "systems", "Library systems"
    COLLECTIONS_CARE = "collections-care", "Collections care"
    DIGITAL_PRESERVATION = "digital-preservation", "Digital preservation"
    DIGITAL_SCHOLARSHIP = "digital-scholarship", "Digital scholarship"
    TEACHING = "teaching-support", "Teaching and learning support"
    READER_SERVICES = "reader-services", "Reader services"
    ACQUISITIONS = "acquisitions-eresources", "Acquisitions and e-resources"


class ProfileSkill(Claim):
    """A skill that somebody claims in public, with a level and a line of evidence."""

    content_object = models.ForeignKey("Profile", models.CASCADE, related_name="profile_skills")
    level = models.PositiveSmallIntegerField(choices=Level.choices[1:])
    evidence = models.CharField(max_length=240, blank=True)

    class Meta(Claim.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(fields=["tag", "content_object"], name="profileskill_once"),
            models.CheckConstraint(name="profileskill_level_1_to_4", condition=Q(level__gte=1, level__lte=4)),
            models.CheckConstraint(name="profileskill_at_most_ten", condition=Q(position__lt=10)),
        ]

    def __str__(self):
        return f"{self.skill}: {self.get_level_display()}"


class Profile(Published):
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.DO_NOTHING, related_name="profile")
    name = models.CharField(max_length=120)
    listed_under = models.CharField(max_length=120, blank=True)
    sort_key = models.CharField(max_length=120, db_index=True, editable=False, db_collation="C")
    pronouns = models.CharField(max_length=40, blank=True)
    job_title = models.CharField(max_length=140)
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="profiles")
    unit = models.CharField(max_length=140, blank=True)
    role_families = ArrayField(models.CharField(max_length=30, choices=RoleFamily), default=list)
    hook = models.CharField(max_length=160)
    skills_in_role = models.TextField()
    commitment_here = models.TextField()
    day_to_day = models.TextField(blank=True)
    route_here = models.TextField(blank=True)
    orcid = models.CharField(max_length=19, blank=True)
    website = models.URLField(blank=True)
    photo = models.ForeignKey("pictures.Upload", models.PROTECT, null=True, blank=True, related_name="+")
    photo_alt = models.CharField(max_length=240, blank=True)
    search = SearchVectorField(null=True, editable=False)

    objects = PublishedQuerySet.as_manager()
    skills = TaggableManager(through=ProfileSkill, blank=True)
    match = None  # why a search found it, where finding.matches has looked
    claimed = ()  # and for which of its skills a list shows it, where one was chosen
    left_on = None  # the day when its person left `institution`, where profiles.queries.with_place has looked

    class Meta(Published.Meta):
        abstract = False
        ordering = ["sort_key", "pk"]
        indexes = [GinIndex(fields=["search"], name="profile_search", fastupdate=False)]
        constraints = [
            *Published.Meta.constraints,
            models.CheckConstraint(
                name="profile_prompts_answered", condition=~Q(skills_in_role="") & ~Q(commitment_here="")
            ),
            models.CheckConstraint(name="profile_photo_described", condition=Q(photo__isnull=True) | ~Q(photo_alt="")),
            models.CheckConstraint(
                name="profile_orcid_shape", condition=Q(orcid="") | Q(orcid__regex=r"^(\d{4}-){3}\d{3}[\dX]$")
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("person", args=[self.slug])

    skills_in_role_html = property(lambda self: to_html(self.skills_in_role))
    commitment_here_html = property(lambda self: to_html(self.commitment_here))
    day_to_day_html = property(lambda self: to_html(self.day_to_day))
    route_here_html = property(lambda self: to_html(self.route_here))
    orcid_url = property(lambda self: f"https://orcid.org/{self.orcid}" if self.orcid else "")

    @property
    def role_family_labels(self):
        return sorted((str(RoleFamily(value).label) for value in self.role_families), key=fold)

    # Parts, from the prefetch where there is one.
    held_list = property(lambda self: [claim for claim, _ in shown(self.profile_skills.all())])
    own_word_list = property(lambda self: list(self.own_words.all()))
    sample_list = property(lambda self: list(self.samples.all()))
    certification_list = property(lambda self: list(self.certifications.all()))
    outcome_list = property(lambda self: list(self.outcomes.all()))
    link_list = property(lambda self: list(self.links.all()))


class SampleKind(models.TextChoices):
    DOCUMENT = "document", "Document"
    IMAGE = "image", "Image"
    RECORD = "record", "Catalogue record"
    CODE = "code", "Code or configuration"
    DATASET = "dataset", "Dataset"
    OBJECT = "object", "Object or treatment"
    TEACHING = "teaching", "Teaching material"
    OTHER = "other", "Something else"


class WorkSample(Part):
    profile = models.ForeignKey(Profile, models.CASCADE, related_name="samples")
    title = models.CharField(max_length=140)
    kind = models.CharField(max_length=10, choices=SampleKind)
    shows = models.CharField(max_length=500)
    url = models.URLField(blank=True)
    picture = models.ForeignKey("pictures.Upload", models.PROTECT, null=True, blank=True, related_name="+")
    alt = models.CharField(max_length=240, blank=True)
    skills = models.ManyToManyField(Skill, through="SampleSkill", related_name="work_samples")

    class Meta(Part.Meta):
        abstract = False
        constraints = [
            models.CheckConstraint(name="worksample_picture_described", condition=Q(picture__isnull=True) | ~Q(alt="")),
            models.CheckConstraint(name="worksample_kind_known", condition=Q(kind__in=SampleKind.values)),
        ]

    def __str__(self):
        return self.title

    @property
    def skill_list(self):
        return [skill for _, skill in shown(self.sample_skills.all(), "skill")]


class SampleSkill(Part):
    """A skill that a work sample shows, in the order named."""

    sample = models.ForeignKey(WorkSample, models.CASCADE, related_name="sample_skills")
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="+")

    class Meta(Part.Meta):
        abstract = False
        constraints = [models.UniqueConstraint(fields=["sample", "skill"], name="sampleskill_once")]

    def __str__(self):
        return str(self.skill)


class Certification(Part):
    profile = models.ForeignKey(Profile, models.CASCADE, related_name="certifications")
    name = models.CharField(max_length=160)
    issuer = models.CharField(max_length=160)
    awarded = DateColumns()
    expires = DateColumns()

    class Meta(Part.Meta):
        abstract = False
        constraints = [
            models.CheckConstraint(
                name="certification_dates_in_order",
                condition=Q(expires_latest__isnull=True) | Q(expires_latest__gte=F("awarded_earliest")),
            ),
            whole("awarded", "certification_awarded_whole"),
            whole("expires", "certification_expires_whole", optional=True),
        ]

    def __str__(self):
        return self.name


class ProfileOutcome(Outcome):
    profile = models.ForeignKey(Profile, models.CASCADE, related_name="outcomes")


class ProfileWord(OwnWord):
    profile = models.ForeignKey(Profile, models.CASCADE, related_name="own_words")


class ProfileLink(Link):
    profile = models.ForeignKey(Profile, models.CASCADE, related_name="links")
