"""What `review` asks: the rows for the parts that live pages of any kind can have, and why a page is taken down."""

from django import forms

from drafting.fields import FigureField, LineField, LinkField
from drafting.steps import Rows, StepForm
from review.models import FOR_TAKING_DOWN


class OutcomeForm(StepForm):
    """A measured result."""

    measure = LineField(label="What was measured", max_length=140, help_text="For example: records corrected a week.")
    before = FigureField(required=False)
    after = FigureField()
    unit = LineField(max_length=60, required=False, help_text="For example: records, hours, %.")
    source = LineField(
        label="Where the figure comes from",
        max_length=200,
        required=False,
        help_text="For example: monthly system report.",
    )


class LinkForm(StepForm):
    label = LineField(label="What it is", max_length=80)
    url = LinkField(label="Address")


OUTCOME_ROWS = Rows(
    "outcomes",
    OutcomeForm,
    "Results in figures",
    hint="One figure a row. A number that went down can be a good result too.",
    add_label="Add a figure",
    most=8,
)
LINK_ROWS = Rows("links", LinkForm, "Links", add_label="Add a link", most=8)


class TakeDownForm(forms.Form):
    reason = forms.ChoiceField(
        label="The reason, as everybody will read it",
        choices=[(reason.value, reason.label) for reason in FOR_TAKING_DOWN],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a reason."},
    )
    text = forms.CharField(
        label="To its owner",
        max_length=2000,
        help_text="Only they and those who look after the page read it. Say what is wrong, and what would mend it.",
        widget=forms.Textarea({"rows": 5}),
        error_messages={"required": "Say to its owner what is the matter."},
    )


class WithdrawForm(forms.Form):
    says_title = forms.BooleanField(label="Let the title go on standing at its address", required=False, initial=True)
