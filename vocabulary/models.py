"""How the vocabulary changes: what people propose, what editors gather, and the versions that they publish."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse

from skills.models import Scheme, Skill


class Version(models.Model):
    """A published state of the vocabulary, kept as what it changed: see `skos.edits`.

    Number 0 of a scheme stands for what was there before versions were kept, and has no edits.
    """

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()  # in their order; people know it by its name
    name = models.CharField(max_length=30)
    published_at = models.DateTimeField()
    notes = models.TextField(blank=True)
    edits = models.JSONField(default=list)
    reasons = models.JSONField(default=dict)  # {address of a concept: why it was changed}
    digest = models.CharField(max_length=32)  # of the state that it left: `skills.states.digest_of`
    file = models.JSONField(null=True)  # {address: facts} that a file asked for, where it came with one
    came_from = models.CharField(max_length=32, blank=True)  # the digest in that file, if it was exported here
    undoes = models.OneToOneField("self", models.PROTECT, null=True, related_name="undone_by")
    told_up_to = models.PositiveIntegerField(default=0, editable=False)  # see vocabulary.services.telling

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "number"], name="version_number_once"),
            models.UniqueConstraint("scheme", Lower("name"), name="version_name_once"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("vocabulary-version", args=[self.name])


class ChangeSetQuerySet(models.QuerySet):
    def open(self):
        """Neither published, loaded nor dropped."""
        return self.filter(version=None, dropped_at=None, loaded_at=None)


class ChangeSet(models.Model):
    """Changes that are to be published together, or a framework that is to be loaded.

    `opened_by` is an account's opaque number. A framework that is not there yet has no scheme.
    """

    scheme = models.ForeignKey(Scheme, models.CASCADE, null=True, related_name="change_sets")
    is_framework = models.BooleanField(default=False)
    title = models.CharField(max_length=120)
    notes = models.TextField("what is new, for all who use the vocabulary", blank=True)
    opened_by = models.PositiveIntegerField(null=True)
    opened_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)
    dropped_at = models.DateTimeField(null=True)
    loaded_at = models.DateTimeField(null=True)  # a framework; skills are published as a version
    version = models.OneToOneField(Version, models.PROTECT, null=True, related_name="change_set")
    file = models.JSONField(null=True)  # {address: facts} that the file asks for which it was read from
    came_from = models.CharField(max_length=32, blank=True)  # the digest in that file
    facts = models.JSONField(default=dict)  # of the scheme, as that file has them

    objects = ChangeSetQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="changeset_ends_once",
                condition=Q(version=None, dropped_at=None)
                | Q(version=None, loaded_at=None)
                | Q(dropped_at=None, loaded_at=None),
            ),
            models.CheckConstraint(name="changeset_of_something", condition=Q(is_framework=True) | ~Q(scheme=None)),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("change-set", args=[self.pk])

    @property
    def is_open(self):
        return self.version_id is None and self.dropped_at is None and self.loaded_at is None


class Verb(models.TextChoices):
    """What an editor does to the vocabulary. All but the last are made by forms; a file is read as `edit`s."""

    NEW = "new", "New skill"
    RENAME = "rename", "Rename"
    MERGE = "merge", "Merge"
    SPLIT = "split", "Split"
    DEPRECATE = "deprecate", "Deprecate"
    RESTORE = "restore", "Take back into use"
    MOVE = "move", "Move"
    LABEL = "label", "Labels"
    RELATE = "relate", "Relations"
    DESCRIBE = "describe", "Description and facts"
    MAP = "map", "Match to a framework"
    EDIT = "edit", "As in the file"


class Change(models.Model):
    """One change of a set: what an editor did (`verb`, `data`), and the edits that it comes to."""

    change_set = models.ForeignKey(ChangeSet, models.CASCADE, related_name="changes")
    position = models.PositiveIntegerField()
    verb = models.CharField(max_length=10, choices=Verb)
    uri = models.CharField(max_length=200)  # of the concept that it is about
    label = models.CharField(max_length=100)  # of that concept, as it was then
    edits = models.JSONField()
    reason = models.CharField(max_length=300, blank=True)
    made_by = models.PositiveIntegerField(null=True)  # an account's opaque number
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.CheckConstraint(name="change_verb_known", condition=Q(verb__in=Verb.values))]

    def __str__(self):
        return f"{self.get_verb_display()}: {self.label}"


class Sort(models.TextChoices):
    """What somebody proposes."""

    NEW = "new", "A skill is missing"
    LABEL = "label", "It has another name too"
    SPLIT = "split", "It is really two"
    MERGE = "merge", "It is the same as another"
    WRONG = "wrong", "Something is wrong"
    RELATION = "relation", "It belongs with another"


class Answer(models.TextChoices):
    TAKEN = "taken", "Taken up"
    THERE = "there", "There already"
    DECLINED = "declined", "Not taken up"
    BACK = "back", "Taken back"  # by whoever made it


class ProposalQuerySet(models.QuerySet):
    def waiting(self):
        """Neither answered nor in a change set."""
        return self.filter(answer="", change=None)


class Proposal(models.Model):
    """What a member proposes for the vocabulary, under CC BY 4.0 and without their name."""

    sort = models.CharField(max_length=8, choices=Sort)
    skill = models.ForeignKey(Skill, models.PROTECT, null=True, blank=True, related_name="proposals")
    words = models.CharField(max_length=100)  # the label that is missing, or of the other skill
    sentence = models.CharField(max_length=400, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="vocabulary_proposals"
    )
    made_at = models.DateTimeField()
    change = models.ForeignKey(Change, models.SET_NULL, null=True, blank=True, related_name="proposals")
    answer = models.CharField(max_length=8, choices=Answer, blank=True)
    answer_text = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    led_to = models.ForeignKey(Skill, models.PROTECT, null=True, blank=True, related_name="proposed_as")

    was_made = False  # what `services.proposals.propose` returns was there already

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(name="proposal_sort_known", condition=Q(sort__in=Sort.values)),
            models.CheckConstraint(name="proposal_answer_known", condition=Q(answer__in=["", *Answer.values])),
            models.CheckConstraint(
                name="proposal_answered_on_a_day",
                condition=Q(answer="", answered_at=None) | ~Q(answer="") & ~Q(answered_at=None),
            ),
            models.CheckConstraint(
                name="proposal_about_a_skill",
                condition=Q(sort=Sort.NEW, skill=None) | ~Q(sort=Sort.NEW) & ~Q(skill=None),
            ),
        ]

    def __str__(self):
        return f"{self.get_sort_display()}: {self.words or self.skill}"


class MissedWord(models.Model):
    """What was looked for among skills and found nothing, on one day. Nobody’s name is with it."""

    word = models.CharField(max_length=100)
    day = models.DateField()
    times = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["word", "day"]
        constraints = [models.UniqueConstraint(fields=["word", "day"], name="missedword_once_a_day")]

    def __str__(self):
        return f"{self.word}: {self.times} on {self.day}"
