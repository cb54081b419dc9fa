"""What skills are found by, as rows of `Term` and `Word`: worked out of the skills and their labels."""

from collections import Counter, defaultdict

from django.db.models import Exists, OuterRef

from reading.text import fold
from reading.words import spellings
from search.models import Topic
from search.words import Field, places_of, vector
from skills.models import Label, Skill, Sort, Term, TermSort

TERM = ("skill_id", "sort", "text", "folded", "words", "lexemes")
SORTS = {
    Sort.PREFERRED: TermSort.PREFERRED,
    Sort.ALTERNATIVE: TermSort.ALTERNATIVE,
    Sort.HIDDEN: TermSort.HIDDEN,
}
LONGEST = 200  # characters of what is compared as a whole
LEAST_OF_A_WORD = 4  # shorter ones are all nearly alike


def key_of(text):
    """Of a label or of what was typed: the same where only capitals, accents, spaces or the shape of marks differ."""
    return " ".join(fold(text.replace("\x00", "")).split())[:LONGEST].strip()


def phrases_of(text):
    """The ways in which its words may be spelt, each as one text; the last is all of it as one word."""
    ways = _ways(text)
    return list(dict.fromkeys([*ways, ways[-1].replace(" ", "")])) if ways else []


def _ways(text):
    return [" ".join(way) for way in spellings(text) if way]


def terms(ends):
    """Rows (a set of tuples of TERM) of all accepted skills; `ends` is {skill: what took its place in the end}."""
    skills = {skill.pk: skill for skill in Skill.objects.only("name", "definition", "status")}
    labels = [(skill.pk, TermSort.NAME, skill.name) for skill in skills.values()]
    labels += [(pk, SORTS[sort], text) for pk, sort, text in Label.objects.values_list("skill", "sort", "text")]
    found = defaultdict(dict)  # {skill: {folded: (sort, text)}}
    for pk, sort, text in labels:
        former = skills[pk].is_deprecated
        for target in ends[pk] if former else (pk,):
            row = (max(sort, TermSort.FORMER) if former else sort, text)
            if (key := key_of(text)) and not skills[target].is_deprecated:
                found[target][key] = min(found[target].get(key, row), row)
    rows = set()
    for pk, by_key in found.items():
        said = []
        for key, (sort, text) in by_key.items():
            words = f"| {' | '.join(phrases_of(text))} |"
            rows.add((pk, sort, text, key, words, _lexemes([text])))
            said.append(words)
        labels = sorted(text for _, text in by_key.values())
        rows.add((pk, TermSort.ALL, "", "", " ".join(sorted(said)), _lexemes(labels, skills[pk].definition)))
    return rows


def _lexemes(labels, definition=""):
    """Their words also as they stand, for what is being typed."""
    fields = [*(Field("A", label, exact=True) for label in labels), Field("D", definition, exact=True)]
    return vector(places_of(fields))


def words():
    """Rows of `Word`: those of labels that people are shown; of others those that stand in several, or are written in
    a definition, as nobody means a misspelling.
    """
    shown = _words_in(Term.objects.filter(sort__lt=TermSort.HIDDEN).values_list("text", flat=True))
    typed = _words_in(Term.objects.filter(sort=TermSort.HIDDEN).values_list("text", flat=True))
    written = _words_in(Skill.objects.accepted().values_list("definition", flat=True))
    found = {*shown, *(word for word, times in typed.items() if times > 1 or word in written)}
    return {(word,) for word in found if len(word) >= LEAST_OF_A_WORD and not word.isdigit()}


def _words_in(texts):
    """Counter of the words in texts: in how many of them each stands."""
    return Counter(word for text in texts for word in {word for way in _ways(text) for word in way.split()})


def are_missing():
    """Is there an accepted skill that cannot be found, as after a migration that emptied them for other stems?"""
    rows = Term.objects.filter(skill=OuterRef("pk")), Topic.objects.filter(number=OuterRef("pk"))
    return Skill.objects.accepted().exclude(*map(Exists, rows)).exists()
