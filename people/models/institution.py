"""Institutions, and the e-mail domains that make somebody a member."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse

from reading.addresses import AddressField
from reading.countries import COUNTRIES
from reading.identifiers import validate_ror


class InstitutionKind(models.TextChoices):
    NATIONAL = "national", "National library"
    UNIVERSITY = "university", "University library"
    CATHEDRAL = "cathedral", "Cathedral library"
    PUBLIC = "public", "Public library"
    ARCHIVE = "archive", "Archive"
    CONSERVATION = "conservation", "Conservation studio"
    MUSEUM = "museum", "Museum library"
    LEARNED_SOCIETY = "learned_society", "Learned society or independent library"
    OTHER = "other", "Other"


class Institution(models.Model):
    name = models.CharField(max_length=160)
    slug = AddressField("address", max_length=80, unique=True)
    kind = models.CharField(max_length=20, choices=InstitutionKind)
    country = models.CharField(max_length=2, choices=COUNTRIES, default="GB")
    ror = models.CharField(
        "ROR id", max_length=9, blank=True, validators=[validate_ror], help_text="Its own, or its parent’s."
    )
    website = models.URLField(blank=True)
    about = models.TextField(blank=True)
    logo = models.ForeignKey("pictures.Upload", models.SET_NULL, null=True, blank=True, related_name="+")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="units")
    sort_key = models.CharField(max_length=160, db_index=True, editable=False, db_collation="C")

    class Meta:
        ordering = ["sort_key"]
        constraints = [
            models.UniqueConstraint(Lower("name"), name="institution_name_once"),
            models.CheckConstraint(name="institution_kind_known", condition=Q(kind__in=InstitutionKind.values)),
            models.CheckConstraint(
                name="institution_not_its_own_parent",
                condition=Q(parent__isnull=True) | ~Q(parent=F("pk")),
            ),
            models.CheckConstraint(
                name="institution_ror_shape",
                condition=Q(ror="") | Q(ror__regex=r"^0[a-hj-km-np-tv-z0-9]{6}[0-9]{2}$"),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("institution", args=[self.slug])

    @property
    def country_name(self):
        return self.get_country_display()

    @property
    def ror_url(self):
        return f"https://ror.org/{self.ror}" if self.ror else ""

    def line(self):
        """Itself and its parents, nearest first."""
        found, one = [], self
        while one is not None and one not in found:
            found.append(one)
            one = one.parent
        return found


def with_units(ids):
    """These institutions and their units at every depth, as a set of ids; a query for each level."""
    found = level = set(ids)
    while level:
        level = set(Institution.objects.filter(parent__in=level).values_list("pk", flat=True)) - found
        found = found | level
    return found


class FormerAddress(models.Model):
    """A slug that an institution had before; it leads to it for ever."""

    institution = models.ForeignKey(Institution, models.CASCADE, related_name="former_addresses")
    slug = AddressField(max_length=80, unique=True)

    def __str__(self):
        return self.slug


class InstitutionDomain(models.Model):
    """An e-mail domain whose verified addresses make a membership."""

    institution = models.ForeignKey(Institution, models.CASCADE, related_name="domains")
    domain = models.CharField(max_length=120)

    class Meta:
        ordering = ["domain"]
        constraints = [
            models.UniqueConstraint(Lower("domain"), name="domain_once"),
            models.CheckConstraint(name="domain_shape", condition=Q(domain__regex=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$")),
        ]

    def __str__(self):
        return self.domain
