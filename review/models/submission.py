"""A proposal to publish or change something, and the log of what happened to it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse


class Status(models.TextChoices):
    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Waiting for review"
    RETURNED = "returned", "Returned to you"
    APPROVED = "approved", "Published"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"


OPEN = (Status.DRAFT, Status.SUBMITTED, Status.RETURNED)
SENT = (Status.SUBMITTED, Status.RETURNED, Status.APPROVED, Status.DECLINED)
DECIDED = (Status.APPROVED, Status.DECLINED)


class SubmissionQuerySet(models.QuerySet):
    def open(self):
        return self.filter(status__in=OPEN)

    def waiting(self):
        return self.filter(status=Status.SUBMITTED)

    def by(self, user):
        return self.filter(author=user)

    def reviewable_by(self, user):
        """What reviewers see: sent in their institutions (editors: everywhere), not by themselves."""
        sent = self.filter(status__in=SENT).exclude(author=user)
        if user.is_editor:
            return sent
        return sent.filter(institution__in=user.managed_institution_ids())

    def visible_to(self, user):
        """The author's own, and what has been sent to the institutions that `user` reviews for."""
        if not user.is_authenticated:
            return self.none()
        return (self.by(user) | self.reviewable_by(user)).distinct()


class Submission(models.Model):
    """Content as its author typed it (`content`, JSON), on its way to becoming public.

    `status` is assigned in `review.services.move` and nowhere else. `revision` rises with every save and
    every move, so that a page which shows an older one can be told apart; `touched` says at which revision each
    part of the content last changed (1 where it does not say). `slot` names what may be worked
    on once at a time (one open profile a person, one open change a live page).
    """

    kind = models.CharField(max_length=30)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="submissions")
    institution = models.ForeignKey(settings.REVIEW_INSTITUTION_MODEL, models.PROTECT, related_name="submissions")
    title = models.CharField(max_length=200, blank=True)
    content = models.JSONField(default=dict, blank=True)
    touched = models.JSONField(default=dict, blank=True)
    revision = models.PositiveIntegerField(default=1)
    slot = models.CharField(max_length=60, blank=True)
    target_id = models.PositiveBigIntegerField(null=True, blank=True)
    base_version = models.PositiveIntegerField(default=0)
    published_version = models.PositiveIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(auto_now=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="decisions"
    )

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        ordering = ["-saved_at", "-pk"]
        indexes = [
            models.Index(fields=["institution", "status", "submitted_at"], name="review_queue"),
            models.Index(fields=["kind", "target_id"], name="review_history"),
        ]
        constraints = [
            models.CheckConstraint(name="submission_status_known", condition=Q(status__in=Status.values)),
            models.UniqueConstraint(
                name="submission_one_open_per_slot",
                fields=["slot"],
                condition=Q(status__in=OPEN) & ~Q(slot=""),
            ),
            models.CheckConstraint(
                name="submission_submitted_at_when_sent",
                condition=Q(status__in=[Status.DRAFT, Status.WITHDRAWN]) | Q(submitted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="submission_decided_iff_decision",
                condition=Q(status__in=DECIDED, decided_at__isnull=False, decided_by__isnull=False)
                | (~Q(status__in=DECIDED) & Q(decided_at__isnull=True, decided_by__isnull=True)),
            ),
            models.CheckConstraint(
                name="submission_two_persons",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("author")),
            ),
            models.CheckConstraint(
                name="submission_published_iff_approved",
                condition=Q(status=Status.APPROVED, published_version__isnull=False, target_id__isnull=False)
                | (~Q(status=Status.APPROVED) & Q(published_version__isnull=True)),
            ),
        ]

    def __str__(self):
        return self.title or f"Untitled {self.kind}"

    def get_absolute_url(self):
        return reverse("submission", args=[self.pk])

    def get_review_url(self):
        return reverse("review", args=[self.pk])

    @property
    def is_open(self):
        return self.status in OPEN

    @property
    def is_editable(self):
        return self.status in (Status.DRAFT, Status.RETURNED)


class ReviewEvent(models.Model):
    """One move of one submission. Kept when the submission goes: no database constraint ties them."""

    submission = models.ForeignKey(Submission, models.DO_NOTHING, db_constraint=False, related_name="events")
    verb = models.CharField(max_length=12)
    was = models.CharField(max_length=10, choices=Status)
    now = models.CharField(max_length=10, choices=Status)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    note = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="reviewevent_refusal_says_why",
                condition=~Q(verb__in=["return", "decline"]) | ~Q(note=""),
            )
        ]

    def __str__(self):
        return f"{self.verb}: {self.was} → {self.now}"
