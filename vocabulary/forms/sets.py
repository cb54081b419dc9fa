"""What editors write about a set as a whole, an answer to a proposal, and a file."""

from django import forms
from django.core.exceptions import ValidationError

from config.fields import NameField, OneLineField, SaysSomething
from reading.text import tidy
from vocabulary.models import ChangeSet

LARGEST = 20  # megabytes of a file


class OpenForm(forms.Form):
    """Begin a change set."""

    title = NameField(label="What it is about", max_length=120, help_text="For you and the other editors.")


class Notes(SaysSomething, forms.CharField):
    """Some plain lines."""

    def to_python(self, value):
        return tidy(super().to_python(value))


class DescribeForm(forms.Form):
    """What a set is called, and what its version says."""

    title = NameField(label="What it is about", max_length=120, show_hidden_initial=True)
    notes = Notes(
        label="What is new, for everybody",
        required=False,
        max_length=2000,
        show_hidden_initial=True,
        widget=forms.Textarea({"rows": 3}),
        help_text="Stands at the head of the version.",
    )

    @property
    def typed(self):
        """{field: value} of what is not as the page showed it: of the rest somebody else may have made more."""
        return {name: self.cleaned_data[name] for name in self.changed_data}


class UndoForm(forms.Form):
    """Why the last version is taken back."""

    reason = Notes(label="Why", max_length=1000, widget=forms.Textarea({"rows": 2}), help_text="Everybody can read it.")


class TakeForm(forms.Form):
    """The set in which a proposal is taken up."""

    change_set = forms.ModelChoiceField(
        ChangeSet.objects.none(), label="In which set", required=False, empty_label="A new set"
    )

    def __init__(self, data=None):
        super().__init__(data)
        self.fields["change_set"].queryset = ChangeSet.objects.open().filter(is_framework=False)


class AnswerForm(forms.Form):
    """What its proposer reads, where nothing is to be changed."""

    answer_text = Notes(
        label="What we say to them",
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text="They get it by e-mail. Say what they can use instead, or why it stays as it is.",
    )


class FileForm(forms.Form):
    """A vocabulary file."""

    file = forms.FileField(
        label="File",
        help_text=f"SKOS as Turtle, RDF/XML or JSON-LD, at most {LARGEST} MB. You see what it would change first.",
    )
    as_framework = forms.BooleanField(
        label="It is a framework that skills are matched to, not a vocabulary of skills", required=False
    )
    title = OneLineField(label="What it is about", max_length=120, required=False)

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST * 1024 * 1024:
            raise ValidationError(f"This file is larger than {LARGEST} MB, and so no vocabulary of skills.")
        return file
