"""A skill as editors write it: one form for a new one and for all that may be said of one that is there."""

import re
from collections import Counter, defaultdict
from dataclasses import replace

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils import timezone

from config.fields import OneLineField
from config.forms import SkillInput
from reading.addresses import slug_of, unused
from reading.text import fold, quoted
from skills.models import Ageing, Competence, Kind, Match, Nature
from skos.concepts import ENGLISH, LENGTHS, LEVELS, MATCHES, Concept, Name, as_json, from_json
from vocabulary.forms.fields import Called, ConceptsField, LabelsField, LevelField

SPARE_MATCHES = 2


ABOUT = (  # a word in what `skos.rules` say of a concept, and the field for it
    *((f"level {quoted(level)}", level) for level in LEVELS),
    ("two preferred labels", "preferred"),
    ("hidden label", "hidden"),
    ("alternative label", "alternative"),
    ("related", "related"),
    ("leadsTo", "leads_to"),
    ("broader", "broader"),
    ("definition", "definition"),
    ("kind", "kind"),
    ("technical or soft", "nature"),
    ("ages in", "ageing"),
    ("is no year", "emerging"),
    ("preferred label|slug|its label|Its label", "name"),
)
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
            | {fact: sorted((names.get(uri, uri) for uri in getattr(concept, fact)), key=fold) for fact in self.LINKED}
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

    def _competences_by_name(self):
        """{what a competence may be called: its address}: “1.1” will do where one framework has such a number."""
        numbers = Counter(fold(one.notation) for one in self.competences)
        short = {fold(one.notation): one.uri for one in self.competences if numbers[fold(one.notation)] == 1}
        return short | {fold(competence_name(one)): one.uri for one in self.competences}

    def clean(self):
        data = super().clean()
        by_name = self._competences_by_name()
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

    def field_of(self, sentence):
        """The name of the field that a broken rule is about, so that it is said there; None where no field is."""
        data = self.cleaned_data
        if re.match("“[^”]*”: ", sentence):
            return None  # it is about another concept
        for sort in self.NAMED:
            if any(quoted(one.text) in sentence for one in data.get(sort, ())) and "preferred label" not in sentence:
                return sort
        return next((field for sign, field in ABOUT if re.search(sign, sentence)), None)

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
        return f"{scheme.uri.rstrip('/#')}/{unused(wanted, slugs.intersection)}"


def sealed(concept):
    """A concept as a form shows it, to be sent along: what was typed is compared with that, not with today's."""
    return signing.dumps(as_json(concept), salt=concept.uri, compress=True)


def as_shown(concept, seal):
    """The inverse: `concept` with what a form showed of it; as it is where the seal is missing or broken."""
    try:
        was = from_json(concept.uri, signing.loads(seal, salt=concept.uri))
    except signing.BadSignature:
        return concept
    facts = (*ConceptForm.PLAIN, *ConceptForm.LINKED, *MATCHES, "labels")
    return replace(concept, **{fact: getattr(was, fact) for fact in facts})


def competence_name(competence):
    """“DigComp 2.2 · 1.1 Browsing”: the framework, so that one knows which, and the competence."""
    return f"{competence.scheme.title.partition(':')[0]} · {competence}"


class SuccessorsForm(forms.Form):
    """What takes the place of a skill: one (a merge) or several (a split)."""

    successors = ConceptsField(
        label="What takes its place",
        most=5,
        required=True,
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
        if gone := [str(self.called.concepts[uri]) for uri in found if self.called.concepts[uri].deprecated]:
            raise ValidationError(f"{quoted(gone[0])} is out of use itself. Name one that people can use.")
        return found


class ReasonForm(forms.Form):
    """Why a skill goes out of use, or is taken back into use."""

    reason = OneLineField(label="Why", max_length=300, help_text=WHY)


class WhichForm(forms.Form):
    """Which skill an editor wants to change."""

    skill = OneLineField(label="Change a skill", max_length=200, widget=SkillInput(options_id="concept-options"))
