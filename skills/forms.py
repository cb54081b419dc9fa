"""The rows of own words, for any kind whose pages claim skills."""

from drafting.fields import LineField
from drafting.steps import Rows, StepForm
from skills.fields import OwnWordField
from skills.own_words import GROUP, MOST


class OwnWordForm(StepForm):
    word = OwnWordField(label="In your words", help_text="What it is called where you work. For example: smoke sponge.")
    sentence = LineField(
        label="What it is, in a sentence",
        max_length=200,
        required=False,
        help_text="For the editors of the vocabulary: shorten what is taken from your text, or leave it out.",
    )


OWN_WORD_ROWS = Rows(
    GROUP,
    OwnWordForm,
    "Your own word",
    "For what the vocabulary does not have yet: up to three words. They stand on your page as plain text, and no list "
    "of skills counts them. When you send this, the editors get these words and sentences as "
    "proposals. You agree that they stand under CC BY 4.0 without your name.",
    "Add a word of your own",
    most=MOST,
)
