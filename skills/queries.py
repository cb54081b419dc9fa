"""Find skills: those that a text names, those that it may mean, and all of them in order."""

import re

from django.db.models import Case, IntegerField, Q, When

from reading.text import fold
from skills.finding import Tier, hits, is_all
from skills.models import Skill, Term, TermSort
from skills.successors import heirs_of
from skills.terms import key_of, phrases_of

LEAST_INSIDE = 3  # letters by which a word inside a label is found
LABELS_OF_ONE = 4  # labels of one skill that may be alike


def find_skill(text):
    """The one accepted skill that `text` names, as `named` has it; None where it names none or several."""
    found = named(text)
    return found[0] if len(found) == 1 else None


def named(text):
    """The accepted skills with this slug, address or label (or what took their place), by name.

    Capitals, accents and the shape of marks make no difference. Several share what people type for them (a hidden
    label), or took the place of one that was split: ask which is meant.
    """
    text = " ".join(text.replace("\x00", "").split())
    if not text:
        return []
    if skill := Skill.objects.accepted().filter(slug=text).first():  # how content keeps it
        return [skill]
    wanted = Q(slug=text) | Q(slug=text.lower()) | Q(uri=text)
    there = Skill.objects.filter(wanted).select_related("instead").order_by("pk")
    skill = next(iter(sorted(there, key=lambda one: text not in (one.slug, one.uri))), None)
    if skill is None:
        return labelled(text)
    if text not in (skill.slug, skill.uri, skill.name) and (found := labelled(text)):
        return found  # what an address in capitals names may have another label by now, and its own be another's
    if not skill.is_deprecated or skill.instead:
        return [skill.current()]
    return _by_name(heir for heir in heirs_of([skill])[skill.pk] if not heir.is_deprecated) or labelled(text)


def labelled(text):
    """The same for labels alone. Of names, other names, former ones and hidden ones only the first sort counts."""
    key = key_of(text)
    return _of_first_sort(dict(Term.objects.filter(folded=key).values_list("skill", "sort")) if key else {})


def with_the_words(text):
    """As `labelled`, where hyphens, apostrophes, full stops and spaces may be others too: 3-D scanning, 3D scanning."""
    key, phrases = unjoined(text), phrases_of(text)
    if not phrases:
        return []
    rows = Term.objects.filter(is_all(phrases), sort__lt=TermSort.ALL).order_by("-sort")
    found = rows.values_list("skill", "sort", "folded")
    return _of_first_sort({pk: sort for pk, sort, folded in found if unjoined(folded) == key})


def unjoined(text):
    """A label without what joins or parts its words, for comparing: C++ is not C#."""
    return re.sub(r"[-'. ]", "", key_of(text))


def _of_first_sort(sorts):
    """The skills of {skill: the sort of its label}: those whose labels are of the sort that counts most."""
    best = min(sorts.values(), default=None)
    firm = {TermSort.PREFERRED, TermSort.ALTERNATIVE}
    wanted = firm if best in firm else {best}
    return _by_name(Skill.objects.filter(pk__in=[pk for pk, sort in sorts.items() if sort in wanted]))


def _by_name(skills):
    return sorted(skills, key=lambda skill: fold(skill.name))


def suggest(text, limit=12):
    """Up to `limit` accepted skills that `text` may mean, best first; none where nothing fits.

    `.matched` is the label to show beside the name, "" where the name itself has the text; `.why` says in words why
    the skill is here; `.is_part`: only some of the words led to it.
    """
    found = hits(text)[:limit]
    skills = Skill.objects.in_bulk([hit.skill for hit in found])
    for hit in found:
        skill = skills[hit.skill]
        skill.matched, skill.why, skill.is_part = hit.other_name, hit.why, hit.tier == Tier.PARTLY
    return [skills[hit.skill] for hit in found]


def begun(text, most):
    """[(accepted skill, the label that is not its name or "")], at most so many: one of its labels begins with `text`,
    or a word of one goes on so. For what is asked at each letter: nothing else is looked through.
    """
    key, phrases = key_of(text), phrases_of(text)
    if not phrases:
        return []
    begins = Q(folded__startswith=key)
    inside = Q(words__contains=f" {phrases[0]}") if len(phrases[0]) >= LEAST_INSIDE else begins
    place = Case(When(begins, then=0), default=1, output_field=IntegerField())
    rows = Term.objects.filter(begins | inside, sort__lt=TermSort.ALL).annotate(place=place)
    found = rows.order_by("place", "sort", "folded").values_list("skill", "sort", "text")[: LABELS_OF_ONE * most]
    labels = {}
    for skill, sort, label in found:
        labels.setdefault(skill, "" if sort in {TermSort.NAME, TermSort.HIDDEN} else label)
    chosen = list(labels)[:most]
    skills = Skill.objects.in_bulk(chosen)
    return [(skills[number], labels[number]) for number in chosen]


def options():
    """The preferred labels of all accepted skills, for a datalist."""
    return sorted(Skill.objects.accepted().values_list("name", flat=True), key=fold)
