"""A skill as editors write it: one form for a new one and for all that may be said of one that is there."""

from collections import defaultdict

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from config.fields import OneLineField, SaysSomething
from config.forms import SkillInput, SkillsInput
from reading.addresses import slug_of, unused
from reading.text import fold, quoted
from skills.models import Ageing, Competence, Kind, Match, Nature
from skos.concepts import ENGLISH, LENGTHS, LEVELS, MATCHES, Concept, Name
from skos.rules import tidy

SPARE_MATCHES = 2


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
            names = " or ".join(quoted(self.concepts[uri]) for uri in living[:5])
            raise ValidationError(f"{quoted(text)} may be {names}: write which.")
        if not living:
            raise ValidationError(f"There is no skill {quoted(text)} in the vocabulary or in this set.")
        return living[0]

    def others_named(self, concept):
        """Whether others have the name of this one as a label too."""
        return set(self._by_name.get(fold(concept.name), ())) - {concept.uri}

    def options(self):
        """The names of those in use, for a datalist."""
        return sorted((str(one) for one in self.concepts.values() if not one.deprecated), key=fold)


class ConceptsField(forms.Field):
    """Several skills by their names, cleaned to a set of addresses. `form.called` knows them."""

    def __init__(self, *, most=12, **kwargs):
        super().__init__(widget=SkillsInput(most=most, options_id="concept-options"), required=False, **kwargs)
        self.called = None

    def clean(self, value):
        found, faults = [], []
        for text in value or ():
            try:
                found.append(self.called.one(text))
            except ValidationError as fault:
                faults += fault.messages
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


WHY = "Stands in the history of the skill, which is public."


class ConceptForm(forms.Form):
    """ConceptForm(concepts, concept or None, data): `concept` is one of `concepts`, {address: Concept}."""

    name = OneLineField(label="Preferred label", max_length=LENGTHS["name"])
    keeps_former = forms.BooleanField(
        label="If you rename it: whoever looks for the former label still finds it", required=False, initial=True
    )
    definition = OneLineField(
        max_length=LENGTHS["definition"],
        widget=forms.Textarea({"rows": 3, "maxlength": LENGTHS["definition"]}),
        help_text="One or two sentences that somebody who does the work would recognise.",
    )
    kind = forms.ChoiceField(choices=Kind.choices)
    nature = forms.ChoiceField(label="Technical or soft", choices=[("", "Not said"), *Nature.choices], required=False)
    broader = ConceptsField(label="Part of")
    alternative = LabelsField(
        sort="alternative",
        label="Also called",
        help_text="One to a line. Such a word belongs to one skill. Put @en-US behind an American one, @cy behind a "
        "Welsh one.",
    )
    hidden = LabelsField(
        sort="hidden",
        label="Also found by",
        help_text="Misspellings, and everyday words that may mean several skills (boxes, binding). They are not shown.",
    )
    preferred = LabelsField(
        sort="preferred", label="Preferred label in other languages", rows=2, help_text="For example: Catalogio @cy."
    )
    related = ConceptsField(label="Goes with")
    leads_to = ConceptsField(label="Leads to")
    ageing = forms.ChoiceField(
        label="How fast it ages",
        choices=[("", "It does not"), *Ageing.choices],
        required=False,
        help_text="After this long somebody should look again whether they still can.",
    )
    emerging = OneLineField(
        label="Emerging since", max_length=4, required=False, help_text="The year, for what posts ask for only lately."
    )
    awareness = LevelField()
    working = LevelField()
    practitioner = LevelField()
    expert = LevelField()
    reason = OneLineField(label="Why", max_length=300, required=False, help_text=WHY)
    PLAIN = ("name", "definition", "kind", "nature", "ageing", "emerging", *LEVELS)
    LINKED = ("broader", "related", "leads_to")
    NAMED = ("preferred", "alternative", "hidden")
    GROUPS = (
        ("", ("name", "keeps_former", "definition", "kind", "nature", "broader")),
        ("Words", ("alternative", "hidden", "preferred")),
        ("Neighbours", ("related", "leads_to")),
        ("Time", ("ageing", "emerging")),
    )

    def __init__(self, concepts, concept, data=None, *, initial=None):
        self.concept, self.called = concept, Called(concepts)
        self.competences = list(Competence.objects.select_related("scheme"))
        super().__init__(data, initial=(self._of(concept) if concept else {}) | (initial or {}))
        for field in self.fields.values():
            field.called = self.called
        if concept is None:
            del self.fields["keeps_former"]
        self.match_names = self._add_matches(data)

    def _of(self, concept):
        names = {uri: str(one) for uri, one in self.called.concepts.items()}
        return (
            {fact: getattr(concept, fact) for fact in self.PLAIN}
            | {fact: sorted((names[uri] for uri in getattr(concept, fact)), key=fold) for fact in self.LINKED}
            | {sort: LabelsField.lines(concept.labels, sort) for sort in self.NAMED}
        )

    # -- matches to frameworks -----------------------------------------------------------------------------
    def _add_matches(self, data):
        by_uri = {one.uri: one for one in self.competences}
        there = [
            (competence_name(by_uri[uri]), match)
            for match in MATCHES
            for uri in (sorted(getattr(self.concept, match)) if self.concept else ())
        ]
        sent = sum(1 for key in data if key.startswith("competence-")) if data else 0
        names = []
        for number in range(max(len(there) + SPARE_MATCHES, min(sent, 60))):
            competence, match = there[number] if number < len(there) else ("", Match.CLOSE.value)
            self.fields[f"competence-{number}"] = OneLineField(
                label=f"Competence {number + 1}",
                required=False,
                initial=competence,
                max_length=400,
                widget=SkillInput(options_id="competence-options"),
            )
            self.fields[f"match-{number}"] = forms.ChoiceField(
                label=f"Match {number + 1}", choices=Match.choices, initial=match
            )
            names.append((f"competence-{number}", f"match-{number}"))
        return names

    def matches(self):
        """Bound fields of the matches, in pairs."""
        return [(self[competence], self[match]) for competence, match in self.match_names]

    def groups(self):
        """[(heading, [bound field])]."""
        return [(heading, [self[name] for name in names if name in self.fields]) for heading, names in self.GROUPS]

    def levels(self):
        return [self[name] for name in LEVELS]

    def competence_options(self):
        return [competence_name(one) for one in self.competences]

    def clean(self):
        data = super().clean()
        by_name = {fold(competence_name(one)): one.uri for one in self.competences}
        found = defaultdict(set)
        for competence, match in self.match_names:
            if text := data.get(competence):
                if uri := by_name.get(fold(text)):
                    found[data.get(match)].add(uri)
                else:
                    self.add_error(competence, f"{quoted(text)} is not in a framework. Choose one from the list.")
        data["matches"] = {match: frozenset(found[match]) for match in MATCHES}
        self._say_once(data)
        return data

    @staticmethod
    def _say_once(data):
        """A word that is shown is found anyway: a renamed skill keeps its new name no second time, out of sight."""
        shown = {(fold(data.get("name", "")), ENGLISH)}
        for sort in ("alternative", "hidden"):
            names = data.get(sort, frozenset())
            data[sort] = frozenset(one for one in names if (fold(one.text), one.language) not in shown)
            shown |= {(fold(one.text), one.language) for one in names}

    def clean_emerging(self):
        year = self.cleaned_data["emerging"]
        if year.isdigit() and int(year) > timezone.localdate().year:
            raise ValidationError(f"{year} is still to come.")
        return year

    def made(self, scheme):
        """The Concept that was typed. A new one gets an address of its own below that of the scheme."""
        data = self.cleaned_data
        old = self.concept or Concept(self._address(scheme, data["name"]))
        as_it_was = {name._replace(language=ENGLISH): name for name in old.labels if not name.language}
        return Concept(
            **vars(old)
            | {fact: data[fact] for fact in (*self.PLAIN, *self.LINKED)}
            | data["matches"]
            | {"labels": self._former(old, data) | {as_it_was.get(n, n) for sort in self.NAMED for n in data[sort]}}
        )

    def _former(self, old, data):
        """The label that it had before, to be found by; nothing where it is kept already, or others are called so."""
        key = fold(old.name)
        said = {fold(data["name"]), *(fold(name.text) for sort in self.NAMED for name in data[sort])}
        if not data.get("keeps_former") or key in said or self.called.others_named(old):
            return frozenset()
        return frozenset({Name(old.name, old.language or ENGLISH, "alternative")})

    def _address(self, scheme, name):
        slugs = {concept.slug for concept in self.called.concepts.values()}
        wanted = "".join(c if c.isascii() else "-" for c in slug_of(name, LENGTHS["slug"])).strip("-") or "skill"
        return f"{scheme.uri.rstrip('/#')}/{unused(wanted, slugs.__contains__)}"


def competence_name(competence):
    """“DigComp 2.2 · 1.1 Browsing”: the framework, so that one knows which, and the competence."""
    return f"{competence.scheme.title.partition(':')[0]} · {competence}"


class SuccessorsForm(forms.Form):
    """What takes the place of a skill: one (a merge) or several (a split)."""

    successors = ConceptsField(
        label="What takes its place",
        most=5,
        help_text="One: the two are the same from now on. Several: people choose which of them is theirs.",
    )
    reason = OneLineField(label="Why", max_length=300, required=False, help_text=WHY)

    def __init__(self, concepts, concept, data=None, *, initial=None):
        super().__init__(data, initial=initial)
        self.concept = concept
        self.called = Called({uri: one for uri, one in concepts.items() if uri != concept.uri})
        self.fields["successors"].called = self.called

    def clean_successors(self):
        found = self.cleaned_data["successors"]
        if not found:
            raise ValidationError("Name at least one skill that takes its place.")
        if gone := [str(self.called.concepts[uri]) for uri in found if self.called.concepts[uri].deprecated]:
            raise ValidationError(f"{quoted(gone[0])} is out of use itself. Name one that people can use.")
        return found


class ReasonForm(forms.Form):
    """Why a skill goes out of use, or is taken back into use."""

    reason = OneLineField(label="Why", max_length=300, help_text=WHY)


class WhichForm(forms.Form):
    """Which skill an editor wants to change."""

    skill = OneLineField(label="Change a skill", max_length=200, widget=SkillInput(options_id="concept-options"))
