"""The steps of a profile submission."""

from django.urls import reverse
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString

from drafting.dates import DateField, keep_in_order
from drafting.fields import (
    AltField,
    ChoiceField,
    ChoicesField,
    IdentifierField,
    LineField,
    LinkField,
    MarkdownField,
    PictureField,
    TextField,
    TypedChoiceField,
)
from drafting.steps import Rows, Step, StepForm
from profiles.models import RoleFamily, SampleKind
from reading.identifiers import bare_orcid
from reading.text import a_to_z
from review.fields import OwnInstitutionField
from review.forms import LINK_ROWS, OUTCOME_ROWS
from skills.fields import SkillField, SkillsField
from skills.forms import OWN_WORD_ROWS
from skills.models import Level


class AboutForm(StepForm):
    listed_under = LineField(
        max_length=120,
        required=False,
        help_text="The name that you stand under from A to Z, if it is not your last one. For García Márquez or "
        "Nguyen write just that.",
    )
    pronouns = LineField(max_length=40, required=False, help_text="For example she/her or they/them.")
    job_title = LineField(max_length=140, autocomplete="organization-title")
    institution = OwnInstitutionField(label="Where you work")
    unit = LineField(label="Team or unit", max_length=140, required=False, help_text="For example Collections Care.")
    role_families = ChoicesField(
        label="What kind of work do you do?",
        choices=a_to_z(RoleFamily.choices),
        help_text="Choose all that fit. Many people belong to more than one.",
    )
    hook = LineField(
        label="Your work in one line",
        max_length=160,
        help_text="What would you tell somebody at a bus stop? For example: I make fragile maps safe to unroll.",
    )
    photo = PictureField(required=False, help_text="JPEG, PNG, WebP or AVIF, up to 15 MB.")
    photo_alt = AltField(
        of="photo",
        word="photo",
        label="Describe the photo",
        help_text="For people who cannot see it. For example: Ana at the light table, in a blue apron.",
    )


class WorkForm(StepForm):
    skills_in_role = MarkdownField(
        label="The technical or specialist skills in my role",
        words=(80, 250),
        help_text="Start from what you do. Do you repair, describe, digitise, license, teach, code? "
        "Which parts could a new colleague not do without being shown?",
    )
    commitment_here = MarkdownField(
        label="How the Technician Commitment applies where I work",
        words=(50, 200),
        rows=7,
        help_text="Who sees this work, how is it credited, how do people learn and move on, "
        "and what happens when somebody leaves?",
    )
    day_to_day = MarkdownField(label="What I do day to day", words=(40, 150), rows=6, required=False)
    route_here = MarkdownField(
        label="How I came to this work",
        words=(40, 150),
        rows=6,
        required=False,
        help_text="Training, chance, people who helped. Somebody wants to follow you.",
    )


class HeldSkillForm(StepForm):
    skill = SkillField(keeps=True)
    level = TypedChoiceField(
        choices=[
            ("", "Choose a level"),
            (1, "Awareness: I know what it is and when it is needed"),
            (2, "Working: I do it, with help now and then"),
            (3, "Practitioner: I do it by myself and solve what comes up"),
            (4, "Expert: others come to me, I teach it or set the standard"),
        ],
        coerce=lambda value: Level(int(value)),
        empty_value=None,
    )
    evidence = LineField(
        max_length=240,
        required=False,
        help_text="One line: what shows it? For example: 340 volumes treated since 2019.",
    )


class SampleForm(StepForm):
    title = LineField(max_length=140)
    kind = ChoiceField(choices=[("", "Choose"), *a_to_z(SampleKind.choices, last=[SampleKind.OTHER])])
    shows = TextField(
        label="What it shows",
        max_length=500,
        rows=3,
        help_text="What was your part? Leave out anything that names readers or is confidential.",
    )
    url = LinkField(label="Link", required=False)
    picture = PictureField(required=False)
    alt = AltField(of="picture", label="Describe the picture", help_text="For people who cannot see it.")
    skills = SkillsField(label="Skills it shows", required=False, help_text="Up to six, one to a field.", most=6)


class CertificationForm(StepForm):
    name = LineField(label="Certification", max_length=160)
    issuer = LineField(label="Issued by", max_length=160)
    awarded = DateField(label="Awarded", past=True, help_text="For example 14 March 2026, March 2026 or 2026.")
    expires = DateField(label="Expires", required=False)

    def clean(self):
        data = super().clean()
        keep_in_order(self, "awarded", "expires", "It cannot expire before it was awarded.")
        return data


class LinksForm(StepForm):
    orcid = IdentifierField(
        bare=bare_orcid,
        label="ORCID iD",
        max_length=60,
        required=False,
        help_text="For example 0000-0002-1825-0097.",
    )
    website = LinkField(required=False)


def lead_of_about():
    return format_html(
        'Who you are, as visitors will see it. Your name stands there as it does in <a href="{}">your account</a>.',
        reverse("account-name"),
    )


STEPS = (
    Step("about", "About you", lazy(lead_of_about, SafeString)(), AboutForm),
    Step("work", "Your work", "The heart of the profile. Write as you would to a colleague.", WorkForm),
    Step(
        "skills",
        "Your skills",
        "Up to ten that you want to be found by. Nobody is ranked: a level helps others to know what to ask you.",
        rows=(
            Rows(
                "skills",
                HeldSkillForm,
                "Skill",
                "Type what you call it, and choose from what is found.",
                "Add a skill",
                least=1,
                most=10,
                blanks=3,
                missing="Add at least one skill that you want to be found by.",
                once="skill",
                or_else=OWN_WORD_ROWS.name,
            ),
            OWN_WORD_ROWS,
        ),
    ),
    Step(
        "evidence",
        "Evidence",
        "All of this can wait. What you add makes your skills easier to believe.",
        rows=(
            Rows(
                "samples",
                SampleForm,
                "Work sample",
                "A piece of work, with a link or a picture.",
                "Add a work sample",
                most=6,
            ),
            Rows("certifications", CertificationForm, "Certification", add_label="Add a certification", most=10),
            OUTCOME_ROWS,
        ),
    ),
    Step("links", "Links", "Where else you can be found.", LinksForm, (LINK_ROWS,)),
)
