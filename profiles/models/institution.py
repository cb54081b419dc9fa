"""Institutions and who belongs to them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone

from profiles.countries import COUNTRIES
from profiles.identifiers import validate_ror


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
    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=20, choices=InstitutionKind)
    country = models.CharField(max_length=2, choices=COUNTRIES, default="GB")
    ror = models.CharField(
        "ROR id", max_length=9, blank=True, validators=[validate_ror], help_text="Its own, or its parent’s."
    )
    website = models.URLField(blank=True)
    about = models.TextField(blank=True)
    logo = models.ForeignKey("review.Upload", models.SET_NULL, null=True, blank=True, related_name="+")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="units")
    sort_key = models.CharField(max_length=160, db_index=True, editable=False)

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

    def reviewers(self, besides=None):
        """Who may decide on submissions here: managers of it or its parents; the editors if there is none."""
        from profiles.models.user import EDITORS, User

        people = User.objects.filter(is_active=True).exclude(pk=besides.pk if besides else None)
        managers = people.filter(
            pk__in=Membership.objects.current().filter(institution__in=self.line(), role=Role.MANAGER).values("user")
        )
        return list(managers) or list(people.filter(groups__name=EDITORS))


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


class Role(models.TextChoices):
    STAFF = "staff", "Staff"
    MANAGER = "manager", "Manager"

    @property
    def phrase(self):
        """For sentences: somebody is {phrase} of an institution."""
        return "a manager" if self == Role.MANAGER else "a member of the staff"


class MembershipQuerySet(models.QuerySet):
    def current(self):
        today = timezone.localdate()
        return self.filter(since__lte=today).filter(Q(until__isnull=True) | Q(until__gt=today))


class Membership(models.Model):
    """A person at an institution in a role. A change of role ends one row and begins another."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    institution = models.ForeignKey(Institution, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=7, choices=Role, default=Role.STAFF)
    since = models.DateField(default=timezone.localdate)
    until = models.DateField(null=True, blank=True)
    appointed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["institution__sort_key", "since"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "institution"], condition=Q(until__isnull=True), name="membership_one_open"
            ),
            models.CheckConstraint(
                name="membership_dates_in_order",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
            models.CheckConstraint(name="membership_role_known", condition=Q(role__in=Role.values)),
        ]

    def __str__(self):
        return f"{self.user}, {self.get_role_display().lower()} at {self.institution}"


class JoinRequest(models.Model):
    """Somebody without a matching address asks to join; a manager accepts or refuses."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", "Waiting"
        ACCEPTED = "accepted", "Accepted"
        REFUSED = "refused", "Refused"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="join_requests")
    institution = models.ForeignKey(Institution, models.CASCADE, related_name="join_requests")
    message = models.CharField(max_length=500, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome, default=Outcome.WAITING)
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "institution"], condition=Q(outcome="waiting"), name="joinrequest_one_waiting"
            ),
            models.CheckConstraint(
                name="joinrequest_decided_iff_outcome",
                condition=Q(outcome="waiting", decided_at__isnull=True)
                | (~Q(outcome="waiting") & Q(decided_at__isnull=False)),
            ),
        ]

    def __str__(self):
        return f"{self.user} asks to join {self.institution}"


class Invitation(models.Model):
    """An e-mail that makes whoever holds the address a member when they follow it and log in."""

    email = models.EmailField()
    institution = models.ForeignKey(Institution, models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=7, choices=Role, default=Role.STAFF)
    token = models.CharField(max_length=43, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-sent_at"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                "institution",
                condition=Q(accepted_at__isnull=True),
                name="invitation_one_open",
            ),
            models.CheckConstraint(name="invitation_expires_later", condition=Q(expires_at__gt=F("sent_at"))),
        ]

    def __str__(self):
        return f"{self.email} to {self.institution}"

    @property
    def is_open(self):
        return self.accepted_at is None and self.expires_at > timezone.now()
