"""The steps of a showcase submission."""

from django import forms

from commitment.models import Licence, Stance
from commitment.pillars import PILLARS
from commitment.roles import CreditRole, LibraryRole
from profiles.forms.profile import LINK_ROWS, OUTCOME_ROWS
from profiles.identifiers import bare_doi
from profiles.services import find_member, find_members, institutions_to_choose
from review.fields import DayField, MarkdownField, PictureField, look_up_uploads
from review.steps import Rows, Step, StepForm
from skills.fields import SkillField, look_up_skills


class BasicsForm(StepForm):
    title = forms.CharField(
        max_length=120,
        help_text="Say what was done, not what it is called. For example: Unrolling 60 estate maps safely.",
    )
    summary = forms.CharField(
        max_length=300,
        widget=forms.Textarea({"rows": 4, "maxlength": 300}),
        help_text="What happened and why it matters, in two or three sentences. At most 300 characters.",
    )
    pillars = forms.MultipleChoiceField(
        label="Which pillars does it speak to?",
        choices=[(p.slug, f"{p.name}: {p.summary}") for p in PILLARS],
        widget=forms.CheckboxSelectMultiple,
        help_text="One to four.",
    )
    stance = forms.ChoiceField(
        label="As what did the library take part?", choices=Stance.choices, widget=forms.RadioSelect
    )
    started = DayField(label="When the work began", help_text="For example March 2024 or 14 March 2024.")
    ended = DayField(label="When it ended", required=False, help_text="Leave empty while it goes on.")

    def clean(self):
        data = super().clean()
        if data.get("started") and data.get("ended") and data["ended"] < data["started"]:
            self.add_error("ended", "The work cannot end before it began.")
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
    name = forms.CharField(label="Name", max_length=120, help_text="As they want to be credited.")
    member = forms.CharField(
        label="Their e-mail or profile address here",
        max_length=254,
        required=False,
        help_text="If they have an account. It links the credit to them and is never public.",
    )
    affiliation = forms.CharField(max_length=160, required=False, help_text="If it is not your institution.")
    credit_roles = forms.MultipleChoiceField(
        label="What they did (CRediT roles)",
        help_text="Tick at least one, here or in the list below.",
        choices=CreditRole.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    library_roles = forms.MultipleChoiceField(
        label="Library work that CRediT has no word for",
        choices=LibraryRole.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    @staticmethod
    def look_up(rows, context):
        context.setdefault("members", {}).update(find_members([row.get("member") for row in rows]))

    def clean_member(self):
        text = self.cleaned_data["member"]
        if not text:
            return None
        user = self.context.get("members", {}).get(text) or find_member(text)
        if user is None:
            raise forms.ValidationError(
                f"Nobody here has the address “{text}”. Leave this empty to credit them by name alone."
            )
        return user

    def clean(self):
        data = super().clean()
        if self.fields["name"].required and not (data.get("credit_roles") or data.get("library_roles")):
            self.add_error("credit_roles", "Tick at least one role: what did they do?")
        return data


class ShowcaseSkillForm(StepForm):
    skill = SkillField()

    @staticmethod
    def look_up(rows, context):
        look_up_skills([row.get("skill") for row in rows], context)


class PartnerForm(StepForm):
    institution = forms.TypedChoiceField(
        empty_value=None, error_messages={"invalid_choice": "“%(value)s” is not an institution here."}
    )

    @staticmethod
    def look_up(rows, context):
        if "institutions" not in context:
            context["institutions"] = {place.slug: place for place in institutions_to_choose()}

    def prepare(self):
        places = self.context.get("institutions", {})
        names = [(slug, place.name) for slug, place in places.items()]
        self.fields["institution"].choices = [("", "Choose an institution"), *names]
        self.fields["institution"].coerce = places.get


class PictureRowForm(StepForm):
    picture = PictureField(help_text="JPEG, PNG, WebP or AVIF, up to 15 MB. The first one is the cover.")
    alt = forms.CharField(
        label="Describe the picture", max_length=240, help_text="What does it show to somebody who cannot see it?"
    )
    credit = forms.CharField(label="Picture credit", max_length=160, required=False)

    @staticmethod
    def look_up(rows, context):
        look_up_uploads(rows, context)


class ReuseForm(StepForm):
    doi = forms.CharField(
        label="DOI", max_length=200, required=False, help_text="Of a report, dataset or article about this work."
    )
    licence = forms.ChoiceField(
        choices=Licence.choices,
        initial=Licence.CC_BY,
        help_text="How others may reuse your text and pictures. CC BY lets everybody, if they name you.",
    )

    def clean_doi(self):
        text = self.cleaned_data["doi"]
        return bare_doi(text) if text else ""


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
            ),
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
