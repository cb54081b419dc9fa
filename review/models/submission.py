"""A proposal to publish or change something, and what reviewers wrote about it."""

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, When
from django.urls import reverse
from django.utils.functional import cached_property

from drafting.models import Draft
from people.models import Institution
from people.powers import powers_of
from review import kinds
from review.models.removal import Removal, gone_as


class Queue(models.TextChoices):
    """Who decides. An institution's managers (`queue_institution` says whose), or a group of the whole portal."""

    INSTITUTION = "institution", "An institution’s managers"
    EDITORS = "editors", "Editors"
    CURATORS = "curators", "Curators"

    def called(self, institution):
        """Who decides, for sentences: “University of Wexcombe”, “the editors”."""
        return str(institution) if self == self.INSTITUTION else f"the {self.label.lower()}"


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
ANSWERED = (Status.RETURNED, *DECIDED)
NOTE_LENGTH = 5000  # characters that somebody may write with a move
CLOSED = {  # what became of a draft that cannot be edited any more
    Status.SUBMITTED: "This was sent for review, so it cannot be edited. Take it back first to change it.",
    Status.APPROVED: "This was approved and published, so it cannot be edited. Propose a change to the page instead.",
    Status.DECLINED: "This was declined, so it cannot be edited. You can start again from it.",
    Status.WITHDRAWN: "You withdrew this, so it cannot be edited. You can start again from it.",
}


class SubmissionQuerySet(models.QuerySet):
    def open(self):
        return self.filter(status__in=OPEN)

    def closed(self):
        """With which nobody goes on."""
        return self.exclude(status__in=OPEN)

    def known(self):
        """Of kinds that are registered: one whose app was taken out is nobody's work any more."""
        return self.filter(kind__in=[kind.slug for kind in kinds.every()])

    def unpublished(self):
        """What never went live: nothing that history keeps."""
        return self.exclude(status=Status.APPROVED)

    def waiting(self):
        return self.filter(status=Status.SUBMITTED)

    def returned_first(self, *order):
        """What waits for its author before all else, however old; then in this order."""
        return self.order_by(Case(When(status=Status.RETURNED, then=0), default=1), *order)

    def answered(self):
        return self.filter(status__in=ANSWERED)

    def approved(self):
        """The versions of live pages."""
        return self.filter(status=Status.APPROVED)

    def by(self, user):
        return self.filter(author=user)

    def reviewable_by(self, user):
        """What reviewers see: sent to a queue of theirs (editors: any), not by themselves."""
        powers = powers_of(user)
        sent = self.filter(status__in=SENT).exclude(author=user)
        if powers.is_editor:
            return sent
        theirs = Q(queue=Queue.INSTITUTION, queue_institution__in=powers.managed_ids)
        if powers.is_curator:
            theirs |= Q(queue=Queue.CURATORS)
        return sent.filter(theirs)

    def visible_to(self, user):
        """The author's own, and what has been sent to the queues that `user` reviews."""
        if not user.is_authenticated:
            return self.none()
        return (self.by(user) | self.reviewable_by(user)).distinct()

    def readable_by(self, user):
        """Those of `visible_to` whose content `user` may read: not what an author is rewriting."""
        return self.visible_to(user).filter(Q(author=user.pk) | ~Q(status=Status.RETURNED))

    def of(self, kind, live):
        """All that was proposed about one live page."""
        return self.filter(kind=kind.slug, target_id=live.pk)


class Submission(Draft):
    """A draft on its way to becoming public.

    `status` is assigned in `review.services.move` and nowhere else; `revision` rises with every move too. `queue`
    says who decides; whose work it is stands in the content. `slot` names what may be worked on once at a time
    (one open profile a person, one open change a live page).
    """

    kind = models.CharField(max_length=30)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.DO_NOTHING, related_name="submissions")
    queue = models.CharField(max_length=11, choices=Queue, default=Queue.INSTITUTION)
    queue_institution = models.ForeignKey(Institution, models.PROTECT, null=True, blank=True, related_name="queue")
    slot = models.CharField(max_length=60, blank=True)
    target_id = models.PositiveBigIntegerField(null=True, blank=True)
    base_version = models.PositiveIntegerField(default=0)
    published_version = models.PositiveIntegerField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    sent_title = models.CharField(max_length=200, blank=True, editable=False)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, blank=True, related_name="decisions"
    )

    objects = SubmissionQuerySet.as_manager()
    was_open = False  # what `services.start` returns was there already
    news = ()  # and what has changed by itself since its content was written
    told = True  # what `services.move` returns was told to all its reviewers, where there was something to tell

    class Meta:
        ordering = ["-saved_at", "-pk"]
        indexes = [
            models.Index(fields=["queue_institution", "status", "submitted_at"], name="review_queue"),
            models.Index(fields=["kind", "target_id"], name="review_history"),
            # Of very many that were decided few wait, and few are of lately.
            models.Index(fields=["submitted_at", "id"], name="review_waiting", condition=Q(status=Status.SUBMITTED)),
            models.Index(fields=["-saved_at"], name="review_lately", condition=Q(status__in=ANSWERED)),
            models.Index(
                fields=["queue_institution", "-saved_at"], name="review_lately_there", condition=Q(status__in=ANSWERED)
            ),
        ]
        constraints = [
            models.CheckConstraint(name="submission_status_known", condition=Q(status__in=Status.values)),
            models.CheckConstraint(
                name="submission_queue_known",
                condition=Q(queue=Queue.INSTITUTION, queue_institution__isnull=False)
                | Q(queue__in=[Queue.EDITORS, Queue.CURATORS], queue_institution__isnull=True),
            ),
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
        return self.title or f"Untitled {kinds.get(self.kind).words.one.lower()}"

    # -- what drafting asks of a draft ---------------------------------------------------------------------
    @property
    def shape(self):
        return kinds.get(self.kind).content

    @property
    def writer(self):
        return self.author

    @property
    def closed_because(self):
        return CLOSED.get(self.status, super().closed_because)

    def context(self):
        return super().context() | {"live": self.live}

    @property
    def as_sent(self):
        """What reviewers call it: as it was when they got it, whatever its author is making of it by now."""
        return self.sent_title or str(self)

    # -- what it is about ----------------------------------------------------------------------------------
    @cached_property
    def live(self):
        """The live page that it would change or has made, or None."""
        model = kinds.get(self.kind).publication.model
        return model.objects.filter(pk=self.target_id).first() if self.target_id else None

    @cached_property
    def removal(self):
        """Why that page is not public at present, or None. For many at once: `history.find_pages`."""
        gone = self.live is not None and self.live.withdrawn_at
        return Removal.objects.of(kinds.get(self.kind), self.live).first() if gone else None

    @property
    def gone_as(self):
        """“withdrawn” or “taken down”, where the live page is not public at present; else ""."""
        return "" if self.live is None or not self.live.withdrawn_at else gone_as(self.removal)

    @property
    def is_stale(self):
        """A newer version of the page went live, or it went, after this was begun."""
        return bool(self.live and self.is_open and self.live.version != self.base_version)

    @property
    def queue_name(self):
        return Queue(self.queue).called(self.queue_institution)

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


class Note(models.Model):
    """What somebody wrote with a move: it stays with its submission, the event log has no words.

    `event` is the number of the move's event, no foreign key: events are dropped when they have had their time.
    """

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="notes")
    event = models.PositiveBigIntegerField(unique=True)
    verb = models.CharField(max_length=12)
    text = models.TextField()

    class Meta:
        constraints = [models.CheckConstraint(name="note_has_text", condition=~Q(text=""))]

    def __str__(self):
        return self.text[:60]
