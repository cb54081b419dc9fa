"""How members propose something for the vocabulary."""

from django import forms

from config.fields import OneLineField
from config.forms import SkillInput
from vocabulary.models import Sort
from vocabulary.services.proposals import LONGEST_SENTENCE, LONGEST_WORDS, NotProposed, propose

PLAIN = {  # what people would say of a skill
    Sort.LABEL: "It has another name too, that is missing here",
    Sort.WRONG: "Something about it is wrong",
    Sort.SPLIT: "It is really two skills",
    Sort.MERGE: "It is the same as another skill",
    Sort.RELATION: "It belongs with another skill: as a part of it, or beside it",
    Sort.NEW: "A skill like it is missing",
}


class ProposalForm(forms.Form):
    """`save` makes the proposal, or says what the service has against it."""

    words = OneLineField(max_length=LONGEST_WORDS, required=False)
    sentence = OneLineField(max_length=LONGEST_SENTENCE, required=False, widget=forms.Textarea({"rows": 3}))
    known = None  # the skill that is meant already, where that was the matter

    def save(self, *, by, skill=None):
        """The Proposal, or None where something has to be put right first."""
        sort = self.cleaned_data.get("sort", Sort.NEW)
        about = None if sort == Sort.NEW else skill
        said = {name: self.cleaned_data[name] for name in ("words", "sentence")}
        try:
            return propose(by=by, sort=sort, skill=about, **said)
        except NotProposed as refused:
            self.add_error(refused.field or None, str(refused))
            self.known = refused.skill
            return None


class MissingForm(ProposalForm):
    """A skill that is not there."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        words, sentence = self.fields["words"], self.fields["sentence"]
        words.label, words.required = "What is it called?", True
        words.help_text = "As people say it where you work. For example: smoke sponge."
        sentence.label = "What is it, in a sentence?"
        sentence.help_text = "What does somebody do who does it? This may become its definition."


class AboutForm(ProposalForm):
    """Something about a skill that is there."""

    sort = forms.ChoiceField(
        label="What would you change?",
        choices=PLAIN.items(),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you propose."},
    )
    field_order = ("sort", "words", "sentence")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        words, sentence = self.fields["words"], self.fields["sentence"]
        words.label = "The name that is missing, or the other skill"
        words.help_text = "Leave it empty where there is none."
        words.widget = SkillInput({"maxlength": LONGEST_WORDS})
        sentence.label = "What the editors should know"
        sentence.help_text = "What is wrong, which two skills they are, or where you have met the name."
