"""Live showcases and their parts. Written when a submission is approved, never edited in place."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from taggit.managers import TaggableManager

from commitment.covers import cover_of
from commitment.pillars import BY_SLUG, PillarChoice
from commitment.roles import CreditRole, LibraryRole
from config.moments import local_day
from people.models import Institution
from reading.date_columns import DateColumns, whole
from reading.dates import lasting
from reading.identifiers import doi_url
from reading.markdown import to_html
from reading.text import quoted
from review.models import Link, Outcome, Part, Published, PublishedQuerySet
from skills.claims import Claim, shown
from skills.own_words import OwnWord


class Stance(models.TextChoices):
    """As what the library took part."""

    ENABLER = "enabler", "Enabler: we made it possible"
    PARTNER = "partner", "Partner: we did it together"
    LEADER = "leader", "Leader: we led it"
    SUPPORT = "support", "Support: we supported others’ work"


class Licence(models.TextChoices):
    CC_BY = "cc-by-4.0", "CC BY 4.0"
    CC_BY_SA = "cc-by-sa-4.0", "CC BY-SA 4.0"
    CC_BY_NC = "cc-by-nc-4.0", "CC BY-NC 4.0"
    CC0 = "cc0-1.0", "CC0 1.0"
    RESERVED = "all-rights-reserved", "All rights reserved"


LICENCE_URLS = {
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
    Licence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/",
    Licence.CC_BY_NC: "https://creativecommons.org/licenses/by-nc/4.0/",
    Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/",
}


class ShowcaseSkill(Claim):
    """A skill that a piece of work took."""

    content_object = models.ForeignKey("Showcase", models.CASCADE, related_name="showcase_skills")

    class Meta(Claim.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(fields=["tag", "content_object"], name="showcaseskill_once"),
            models.CheckConstraint(name="showcaseskill_at_most_twelve", condition=Q(position__lt=12)),
        ]


class Showcase(Published):
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.DO_NOTHING, related_name="showcases")
    title = models.CharField(max_length=120)
    sort_key = models.CharField(max_length=120, db_index=True, editable=False, db_collation="C")
    summary = models.CharField(max_length=300)
    challenge = models.TextField()
    what_we_did = models.TextField()
    outcome = models.TextField()
    advice = models.TextField(blank=True)
    stance = models.CharField(max_length=10, choices=Stance)
    pillars = ArrayField(models.CharField(max_length=20, choices=PillarChoice))
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="showcases")
    partners = models.ManyToManyField(Institution, through="ShowcasePartner", related_name="partner_showcases")
    started = DateColumns()
    ended = DateColumns()
    first_year = models.PositiveSmallIntegerField(help_text="Of the work.")
    last_year = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Empty while it goes on.")
    doi = models.CharField(max_length=200, blank=True)
    licence = models.CharField(max_length=20, choices=Licence, default=Licence.CC_BY)
    search = SearchVectorField(null=True, editable=False)

    objects = PublishedQuerySet.as_manager()
    skills = TaggableManager(through=ShowcaseSkill, blank=True)
    match = None  # why a search found it, where finding.matches has looked

    class Meta(Published.Meta):
        abstract = False
        ordering = ["-published_at", "-pk"]
        indexes = [
            GinIndex(fields=["search"], name="showcase_search", fastupdate=False),
        ]
        constraints = [
            *Published.Meta.constraints,
            models.CheckConstraint(
                name="showcase_one_to_four_pillars",
                condition=Q(pillars__len__gte=1, pillars__len__lte=4)
                & Q(pillars__contained_by=list(PillarChoice.values)),
            ),
            models.CheckConstraint(name="showcase_stance_known", condition=Q(stance__in=Stance.values)),
            models.CheckConstraint(name="showcase_licence_known", condition=Q(licence__in=Licence.values)),
            models.CheckConstraint(
                name="showcase_work_dates_in_order",
                condition=Q(ended_latest__isnull=True) | Q(ended_latest__gte=F("started_earliest")),
            ),
            models.CheckConstraint(
                name="showcase_years_in_order", condition=Q(last_year__isnull=True) | Q(last_year__gte=F("first_year"))
            ),
            whole("started", "showcase_started_whole"),
            whole("ended", "showcase_ended_whole", optional=True),
            models.CheckConstraint(
                name="showcase_told_whole",
                condition=~Q(title="") & ~Q(summary="") & ~Q(challenge="") & ~Q(what_we_did="") & ~Q(outcome=""),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("showcase", args=[self.slug])

    challenge_html = property(lambda self: to_html(self.challenge))
    what_we_did_html = property(lambda self: to_html(self.what_we_did))
    outcome_html = property(lambda self: to_html(self.outcome))
    advice_html = property(lambda self: to_html(self.advice))

    @property
    def pillar_list(self):
        return [BY_SLUG[slug] for slug in self.pillars if slug in BY_SLUG]

    # Parts, from the prefetch where there is one.
    skill_list = property(lambda self: [skill for _, skill in shown(self.showcase_skills.all())])
    own_word_list = property(lambda self: list(self.own_words.all()))
    partner_list = property(lambda self: [item.institution for item in self.showcase_partners.all()])
    contributor_list = property(lambda self: list(self.contributors.all()))
    outcome_list = property(lambda self: list(self.outcomes.all()))
    link_list = property(lambda self: list(self.links.all()))
    picture_list = property(lambda self: list(self.pictures.all()))

    @property
    def cover(self):
        """The first picture, or a marbled paper of its own."""
        pictures = self.picture_list
        return pictures[0].picture if pictures else cover_of(self)

    @property
    def period(self):
        """“March 2024 to 14 June 2025”, “since March 2024”, “2019–2021”: as it was given."""
        return self.span.shown

    @property
    def span(self):
        """The `reading.dates.Span` of the work."""
        return lasting(self.started, self.ended)

    @property
    def years(self):
        """The same to the year: what the years that a list is narrowed to are about."""
        return self.span.whole_years.shown

    @property
    def licence_name(self):
        return self.get_licence_display()

    @property
    def licence_url(self):
        return LICENCE_URLS.get(self.licence, "")

    @property
    def doi_url(self):
        return doi_url(self.doi)

    @property
    def citation(self):
        """How to cite it: names, year, title, portal, version, permanent address."""
        names = [c.name for c in self.contributor_list] or [self.institution.name]
        who = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
        year = local_day(self.first_published_at).year
        source = f"{settings.SITE_NAME}, {self.institution}. Version {self.version}"
        return f"{who} ({year}) {quoted(self.title)}. {source}. {self.permalink}"


class Contributor(Part):
    """Somebody credited: a member of the portal (`user`) or a named outsider."""

    showcase = models.ForeignKey(Showcase, models.CASCADE, related_name="contributors")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="contributions"
    )
    name = models.CharField(max_length=120)
    affiliation = models.CharField(max_length=160, blank=True)
    credit_roles = ArrayField(models.CharField(max_length=30, choices=CreditRole), default=list, blank=True)
    library_roles = ArrayField(models.CharField(max_length=30, choices=LibraryRole), default=list, blank=True)

    class Meta(Part.Meta):
        abstract = False
        indexes = [models.Index(fields=["name", "showcase"], name="contributor_name")]
        constraints = [
            models.UniqueConstraint(
                fields=["showcase", "user"], condition=Q(user__isnull=False), name="contributor_once"
            ),
            models.CheckConstraint(
                name="contributor_did_something",
                condition=Q(credit_roles__len__gte=1) | Q(library_roles__len__gte=1),
            ),
            models.CheckConstraint(
                name="contributor_roles_known",
                condition=Q(credit_roles__contained_by=list(CreditRole.values))
                & Q(library_roles__contained_by=list(LibraryRole.values)),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def role_labels(self):
        """Labels in the order of the two vocabularies."""
        credit = [str(label) for value, label in CreditRole.choices if value in self.credit_roles]
        library = [str(label) for value, label in LibraryRole.choices if value in self.library_roles]
        return credit + library

    @property
    def url(self):
        """Their public profile, if they have one that is live. Wants user__profile fetched."""
        profile = getattr(self.user, "profile", None) if self.user_id else None
        return profile.get_absolute_url() if profile and not profile.withdrawn_at else ""


class ShowcaseOutcome(Outcome):
    showcase = models.ForeignKey(Showcase, models.CASCADE, related_name="outcomes")


class ShowcaseWord(OwnWord):
    showcase = models.ForeignKey(Showcase, models.CASCADE, related_name="own_words")


class ShowcaseLink(Link):
    showcase = models.ForeignKey(Showcase, models.CASCADE, related_name="links")


class ShowcasePartner(Part):
    """Another institution that had a part in the work."""

    showcase = models.ForeignKey(Showcase, models.CASCADE, related_name="showcase_partners")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")

    class Meta(Part.Meta):
        abstract = False
        constraints = [models.UniqueConstraint(fields=["showcase", "institution"], name="showcasepartner_once")]

    def __str__(self):
        return str(self.institution)


class ShowcasePicture(Part):
    showcase = models.ForeignKey(Showcase, models.CASCADE, related_name="pictures")
    picture = models.ForeignKey("pictures.Upload", models.PROTECT, related_name="+")
    alt = models.CharField(max_length=240)
    credit = models.CharField(max_length=160, blank=True)

    class Meta(Part.Meta):
        abstract = False
        constraints = [
            models.CheckConstraint(name="showcasepicture_described", condition=~Q(alt="")),
        ]

    def __str__(self):
        return self.alt
