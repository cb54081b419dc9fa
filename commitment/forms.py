"""The steps of a showcase submission."""

from django.core.exceptions import ValidationError
from django.forms import RadioSelect

from commitment.models import Licence, Stance
from commitment.pillars import PILLARS
from commitment.roles import CreditRole, LibraryRole
from drafting.dates import DateField, keep_in_order
from drafting.fields import (
    ChoiceField,
    ChoicesField,
    IdentifierField,
    LineField,
    MarkdownField,
    PictureField,
    TextField,
)
from drafting.steps import Rows, Step, StepForm
from profiles.members import MemberField
from reading.identifiers import bare_doi
from reading.text import a_to_z
from review.fields import InstitutionField, OwnInstitutionField
from review.forms import LINK_ROWS, OUTCOME_ROWS
from skills.fields import SkillField
from skills.forms import OWN_WORD_ROWS


class BasicsForm(StepForm):
    title = LineField(
        max_length=120,
        help_text="Say what was done, not what it is called. For example: Unrolling 60 estate maps safely.",
    )
    institution = OwnInstitutionField(
        label="Where the work was done", help_text="The showcase stays with this institution, also when you move on."
    )
    summary = TextField(
        max_length=300,
        help_text="What happened and why it matters, in two or three sentences. At most 300 characters.",
    )
    pillars = ChoicesField(
        label="Which pillars does it speak to?",
        choices=[(p.slug, f"{p.name}: {p.summary}") for p in PILLARS],
        help_text="One to four.",
    )
    stance = ChoiceField(label="As what did the library take part?", choices=a_to_z(Stance.choices), widget=RadioSelect)
    started = DateField(
        label="When the work began",
        spans=True,
        past=True,
        help_text="As exactly as you know: 14 March 2024, March 2024, Spring 2024, 2024, c. 1990. "
        "Or from when to when: 2019–2021, since 2019.",
    )
    ended = DateField(label="When it ended", required=False, past=True, help_text="Leave empty while it goes on.")

    def clean(self):
        data = super().clean()
        keep_in_order(self, "started", "ended", "The work cannot end before it began.")
        return data


class StoryForm(StepForm):
    challenge = MarkdownField(
        label="The challenge", words=(60, 200), rows=7, help_text="What was difficult, missing or at risk?"
    )
    what_we_did = MarkdownField(
        label="What we did",
        words=(120, 400),
        rows=12,
        help_text="How did you go about it? What did you try that did not work?",
    )
    outcome = MarkdownField(
        label="The outcome",
        words=(50, 200),
        rows=7,
        help_text="What is different now, and for whom? Figures have a place of their own below.",
    )
    advice = MarkdownField(
        label="Advice for others",
        words=(40, 150),
        rows=6,
        required=False,
        help_text="What would you tell somebody who is about to start the same?",
    )


class ContributorForm(StepForm):
    name = LineField(label="Name", max_length=120, help_text="As they want to be credited.")
    member = MemberField(
        label="Their profile here",
        max_length=254,
        required=False,
        help_text="If they have an account: the address of their profile, or the name of somebody at your institution. "
        "It links the credit to them, in the name that their account has.",
    )
    affiliation = LineField(max_length=160, required=False, help_text="If it is not your institution.")
    credit_roles = ChoicesField(
        label="What they did (CRediT roles)",
        condition="at least one, here or in the list below",
        choices=a_to_z(CreditRole.choices),
        required=False,
    )
    library_roles = ChoicesField(
        label="Library work that CRediT has no word for",
        condition="at least one, here or in the list above",
        choices=a_to_z(LibraryRole.choices),
        required=False,
    )

    def clean(self):
        data = super().clean()
        if member := data.get("member"):
            data["name"] = member.name
            self.errors.pop("name", None)
        if self.fields["name"].required and not (data.get("credit_roles") or data.get("library_roles")):
            self.add_error("credit_roles", ValidationError("Tick at least one role.", code="missing"))
        return data


class ShowcaseSkillForm(StepForm):
    skill = SkillField(keeps=True)


class PartnerForm(StepForm):
    institution = InstitutionField()


class PictureRowForm(StepForm):
    picture = PictureField(help_text="JPEG, PNG, WebP or AVIF, up to 15 MB. The first one is the cover.")
    alt = LineField(
        label="Describe the picture", max_length=240, help_text="What does it show to somebody who cannot see it?"
    )
    credit = LineField(label="Picture credit", max_length=160, required=False)


class ReuseForm(StepForm):
    doi = IdentifierField(
        bare=bare_doi,
        label="DOI",
        max_length=200,
        required=False,
        help_text="Of a report, dataset or article about this work.",
    )
    licence = ChoiceField(
        choices=Licence.choices,
        initial=Licence.CC_BY,
        help_text="How others may reuse your text and pictures. CC BY lets everybody, if they name you.",
    )


STEPS = (
    Step("basics", "In short", "What a visitor sees first.", BasicsForm),
    Step(
        "story",
        "The story",
        "Plain and concrete is best. Write it for a colleague in another library.",
        StoryForm,
        (OUTCOME_ROWS,),
    ),
    Step(
        "people",
        "Who did what",
        "Everybody who had a part, you included. This is the colophon: the point of the whole page.",
        rows=(
            Rows(
                "contributors",
                ContributorForm,
                "Contributor",
                add_label="Add a contributor",
                least=1,
                most=30,
                missing="Name at least one person who did the work.",
            ),
        ),
    ),
    Step(
        "skills",
        "Skills and partners",
        "The skills that the work took, and other institutions that had a part in it.",
        rows=(
            Rows(
                "skills",
                ShowcaseSkillForm,
                "Skill",
                "Type a few letters and choose from the list. Up to twelve.",
                "Add a skill",
                least=1,
                most=12,
                blanks=3,
                missing="Add at least one skill that the work took.",
                once="skill",
                or_else=OWN_WORD_ROWS.name,
            ),
            OWN_WORD_ROWS,
            Rows("partners", PartnerForm, "Partner institution", add_label="Add a partner", most=8),
        ),
    ),
    Step(
        "pictures",
        "Pictures and links",
        "All of this is optional.",
        ReuseForm,
        (
            Rows("pictures", PictureRowForm, "Picture", add_label="Add a picture", most=8),
            LINK_ROWS,
        ),
    ),
)
