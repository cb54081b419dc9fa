"""The fields in which editors name concepts of a change set, and their labels."""

from collections import defaultdict
from difflib import get_close_matches

from django import forms
from django.core.exceptions import ValidationError

from config.fields import SaysSomething
from config.forms import SkillsInput
from reading.text import fold, named, quoted
from skos.concepts import ENGLISH, LENGTHS, Name
from skos.rules import tidy

LIKE, NEAR = 3, 0.75  # skills that are offered for what names none; how nearly they are spelt so


class Called:
    """The concepts of a state by what people call them."""

    def __init__(self, concepts):
        self.concepts, self._by_name = concepts, defaultdict(list)
        for uri, concept in concepts.items():
            for text in {fold(concept.name), concept.slug, uri, *(fold(name.text) for name in concept.labels)}:
                self._by_name[text].append(uri)

    def one(self, text):
        """The address of the concept that a text names; ValidationError where it names none, or several."""
        found = self._by_name.get(fold(text)) or self._by_name.get(text.strip()) or []
        found = [uri for uri in found if fold(self.concepts[uri].name) == fold(text)] or found
        living = [uri for uri in found if not self.concepts[uri].deprecated] or found
        if len(living) > 1:
            names = named(quoted(self.concepts[uri]) for uri in living[:5])
            raise ValidationError(f"{quoted(text)} may be {names}: write which.")
        if not living:
            like = [quoted(name) for name in self._like(fold(text))]
            meant = f" Did you mean {named(like)}?" if like else ""
            raise ValidationError(f"There is no skill {quoted(text)} in the vocabulary or in this set.{meant}")
        return living[0]

    def _like(self, text):
        """Names of a few in use that have this in one of their labels, or one that is spelt nearly so."""
        labels = [label for label in self._by_name if text in label] if len(text) > 2 else []
        labels = sorted(labels, key=len) or get_close_matches(text, self._by_name, LIKE, NEAR)
        found = (self.concepts[uri] for label in labels for uri in self._by_name[label])
        return list(dict.fromkeys(str(one) for one in found if not one.deprecated))[:LIKE]

    def others_named(self, concept):
        """Whether others have the name of this one as a label too."""
        return set(self._by_name.get(fold(concept.name), ())) - {concept.uri}

    def options(self):
        """The names of those in use, for a datalist."""
        return sorted((str(one) for one in self.concepts.values() if not one.deprecated), key=fold)


class ConceptsField(forms.Field):
    """Several skills by their names, cleaned to a set of addresses. `form.called` knows them."""

    def __init__(self, *, most=12, required=False, **kwargs):
        super().__init__(widget=SkillsInput(most=most, options_id="concept-options"), required=required, **kwargs)
        self.called = None

    def clean(self, value):
        found, faults = [], []
        for text in value or ():
            try:
                found.append(self.called.one(text))
            except ValidationError as fault:
                faults += fault.messages
        if self.required and not value:
            faults = ["Name at least one skill."]
        if faults:
            raise ValidationError(faults)
        return frozenset(found)


class LabelsField(SaysSomething, forms.CharField):
    """Labels, one to a line; “@cy” behind one says its language. Cleaned to a set of Names of one sort."""

    def __init__(self, *, sort, rows=3, **kwargs):
        super().__init__(
            widget=forms.Textarea({"rows": rows, "spellcheck": "true"}), required=False, max_length=6000, **kwargs
        )
        self.sort = sort

    def clean(self, value):
        names = set()
        for line in super().clean(value).splitlines():
            text, _, language = line.strip().rpartition(" @") if " @" in line else (line.strip(), "", ENGLISH)
            text = " ".join(text.split())
            if not language.replace("-", "").isalnum() or len(language) > 10:
                raise ValidationError(f"{quoted(line.strip())}: behind the @ stands a language, such as cy or en-US.")
            if self.sort == "preferred" and language.lower().startswith("en"):
                raise ValidationError(f"{quoted(text)}: say the language behind it, such as @cy for Welsh.")
            if text:
                names.add(Name(text, language, self.sort))
        return frozenset(names)

    @staticmethod
    def lines(names, sort):
        """The inverse."""
        own = sorted((name for name in names if name.sort == sort), key=lambda name: fold(name.text))
        return "\n".join(
            name.text if name.language in ("", ENGLISH) else f"{name.text} @{name.language}" for name in own
        )


class LevelField(SaysSomething, forms.CharField):
    """What a level is, in lines, as the rules have them."""

    def __init__(self):
        super().__init__(required=False, max_length=LENGTHS["level"], widget=forms.Textarea({"rows": 2}))

    def to_python(self, value):
        return tidy(super().to_python(value), lines=True)
