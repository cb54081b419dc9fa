"""Who belongs to an institution, who asks to, and who is invited."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone

from people.models.institution import Institution


class Standing(models.TextChoices):
    STAFF = "staff", "Staff"
    MANAGER = "manager", "Manager"

    @property
    def phrase(self):
        """For sentences: somebody is {phrase} of an institution."""
        return "a manager" if self == Standing.MANAGER else "a member of the staff"


class MembershipQuerySet(models.QuerySet):
    def current(self):
        today = timezone.localdate()
        return self.filter(since__lte=today).filter(Q(until__isnull=True) | Q(until__gt=today))

    def ended(self):
        return self.filter(until__lte=timezone.localdate())


class Membership(models.Model):
    """A person at an institution with a standing. A change of it ends one row and begins another."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    institution = models.ForeignKey(Institution, models.CASCADE, related_name="memberships")
    standing = models.CharField(max_length=8, choices=Standing, default=Standing.STAFF)
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
            models.CheckConstraint(name="membership_standing_known", condition=Q(standing__in=Standing.values)),
        ]

    def __str__(self):
        return f"{self.user}, {self.get_standing_display().lower()} at {self.institution}"


class JoinRequestQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(outcome="waiting")

    def refused_since(self, moment):
        return self.filter(outcome="refused", decided_at__gt=moment)


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

    objects = JoinRequestQuerySet.as_manager()

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
            models.CheckConstraint(
                name="joinrequest_outcome_known", condition=Q(outcome__in=["waiting", "accepted", "refused"])
            ),
        ]

    def __str__(self):
        return f"{self.user} asks to join {self.institution}"


class InvitationQuerySet(models.QuerySet):
    def unanswered(self):
        """Neither accepted nor declined yet; its link may have ended."""
        return self.filter(accepted_at=None, declined_at=None)

    def declined(self):
        return self.exclude(declined_at=None)

    def not_accepted_since(self, moment):
        """Sent or declined before, and nothing came of it."""
        return self.filter(Q(declined_at=None, sent_at__lt=moment) | Q(declined_at__lt=moment), accepted_at=None)


class Invitation(models.Model):
    """An e-mail that makes whoever holds the address a member when they follow it and log in.

    How long it is good stands in its link (`people.links`), and nowhere else. Declined, it forgets name and address;
    `fingerprint` then tells that an address is the same one, and not which.
    """

    email = models.EmailField(blank=True)
    name = models.CharField(max_length=120, blank=True)
    institution = models.ForeignKey(Institution, models.CASCADE, related_name="invitations")
    standing = models.CharField(max_length=8, choices=Standing, default=Standing.STAFF)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+")
    declined_at = models.DateTimeField(null=True, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                "institution",
                condition=Q(accepted_at__isnull=True, declined_at__isnull=True),
                name="invitation_one_open",
            ),
            models.CheckConstraint(
                name="invitation_declined_forgets",
                condition=(Q(declined_at__isnull=True, fingerprint="") & ~Q(email=""))
                | (Q(declined_at__isnull=False, accepted_at__isnull=True, email="", name="") & ~Q(fingerprint="")),
            ),
            models.CheckConstraint(
                name="invitation_accepted_by_somebody",
                condition=Q(accepted_by__isnull=True) | Q(accepted_at__isnull=False),
            ),
            models.CheckConstraint(name="invitation_standing_known", condition=Q(standing__in=Standing.values)),
        ]

    def __str__(self):
        return f"{self.email or 'somebody who declined'} to {self.institution}"
