"""How a note on what a skill means at an institution is written, published and shown."""

from config.errors import Refused
from drafting.content import Content
from drafting.fields import MarkdownField
from drafting.steps import Step, StepForm
from people.powers import powers_of
from review.kinds import Kind, Words
from review.publication import Publication
from scope_notes.models import ScopeNote
from skills.fields import SkillField
from skills.models import Skill
from skills.queries import options

THERE = "There is a note on this skill from {} already. Propose a change to that one, from the page of the skill."


def clashing(institution, skill, live):
    """A note that is live at the same place on the same skill, besides `live`; or None."""
    others = ScopeNote.objects.published().filter(institution=institution, skill=skill)
    return others.exclude(pk=live.pk if live else None).first()


class ScopeNoteForm(StepForm):
    skill = SkillField(help_text="The note stands on the page of this skill.")
    text = MarkdownField(
        label="What it means at your institution",
        max_length=600,
        rows=6,
        help_text="Two or three sentences, at most 600 characters. What do you count as this skill, and what not? "
        "Which tools, collections or rules of yours does it go with?",
    )

    def clean(self):
        data = super().clean()
        draft, live, skill = self.context.get("draft"), self.context.get("live"), data.get("skill")
        if draft and skill:
            institution = live.institution if live else draft.queue_institution
            if clashing(institution, skill, live):
                self.add_error("skill", THERE.format(institution))
        return data


class ScopeNoteContent(Content):
    steps = (Step("note", "What it means at your institution", form=ScopeNoteForm),)
    options = staticmethod(options)

    def title_of(self, content, writer):
        skill = Skill.objects.filter(slug=str(content.get("skill") or "")).first()
        return f"What {skill} means here" if skill else ""


class ScopeNotePublication(Publication):
    model = ScopeNote
    mark = "N"
    template = "scope_notes/_note.html"
    context_name = "note"
    owner = "author"
    own_page = False
    columns = ("skill", "text")

    def begin(self, submission):
        return ScopeNote(author=submission.author, institution=submission.queue_institution)

    def derive(self, live):
        """Two for the same place that are approved in one moment: the second is refused in words."""
        if clashing(live.institution, live.skill, live):
            raise Refused(THERE.format(live.institution))

    def for_page(self, queryset):
        return queryset.select_related("institution", "skill__instead")


class ScopeNoteKind(Kind):
    """It is the institution's: any member may propose a change. Its author withdraws it, its managers take it down."""

    slug = "scope-note"
    content = ScopeNoteContent()
    publication = ScopeNotePublication()
    words = Words(
        one="Note on a skill",
        a="a note on a skill",
        mine="My notes on skills",
        begin="Write a note on a skill",
        nothing="You have no note on a skill yet",
        why="The same word means one thing here and another there. Two or three sentences help.",
        lead="Two or three sentences on what a skill means at your institution. They stand on the page of the skill.",
        hints=("There is one note for each skill and institution; any member may propose a change to it.",),
        aside=True,
    )

    def slot(self, author, live):
        """Colleagues may work on the same note at once: who comes second is told that it has moved on."""
        return f"{self.slug}:{live.pk}:{author.pk}" if live else ""

    def changeable_by(self, user):
        return ScopeNote.objects.filter(institution__in=powers_of(user).member_ids)
