"""The rows of forms for the parts that live pages of any kind can have (see `review.models.parts`)."""

from drafting.fields import FigureField, LineField, LinkField
from drafting.steps import Rows, StepForm


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
