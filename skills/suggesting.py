"""What somebody has written, read for the skills that it speaks of: the look-ups for `skills.phrases`."""

from collections import defaultdict

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import F, Value
from django.db.models.functions import Replace

from drafting.fields import MarkdownField, TextField
from reading.markdown import to_blocks
from reading.text import fold
from review.search import CONFIG
from skills import phrases
from skills.models import Label, Skill

MOST = 6
SEVERAL = 3  # skills that a name of more than one word may mean; a single word that means several says too little
ENOUGH = 60_000  # characters that are read
SENTENCE = 200


def blocks_before(shape, step, content):
    """What is written in the longer texts of the steps before `step`, in paragraphs."""
    steps = list(shape.steps)
    before, blocks = steps[: steps.index(step)], []
    for of, rows, name, field in shape.fields():
        text = content.get(name) if rows is None and of in before else None
        if isinstance(text, str) and isinstance(field, MarkdownField):
            blocks += to_blocks(text)
        elif isinstance(text, str) and isinstance(field, TextField):
            blocks.append(" ".join(text.split()))
    return blocks


def stems_of(words):
    """{word: its stem as the search has it, "" for one that says nothing}."""
    rows = Skill.objects.raw(
        "SELECT 0 AS id, word AS name, array_to_string(tsvector_to_array(to_tsvector('colophon', word)), ' ') AS stem"
        " FROM unnest(%s::text[]) AS word",
        [sorted(set(words))],
    )
    return {row.name: row.stem for row in rows}


def skills_in(blocks, *, besides=()):
    """[(Skill, the words that speak of it)] for what is written, at most six, without those whose slugs are given.

    The longest names go first: they say most; of these, what means one skill alone. A phrase that may mean a few is
    one suggestion for each.
    """
    text = " ".join(blocks)[:ENOUGH]
    labels = _labels_in(text) if text else {}
    stems = stems_of(phrases.words_of(" ".join([text, *labels]))) if labels else {}
    found = {}
    for one in phrases.find(blocks, labels, stems):
        words, several = len(phrases.words_of(one.written)), len(one.things)
        if several == 1 or (words > 1 and several <= SEVERAL):
            for slug in one.things:
                if slug not in besides:
                    found.setdefault(slug, ((-words, several), one.written))
    best = sorted(found.items(), key=lambda pair: pair[1][0])[:MOST]
    skills = Skill.objects.in_bulk([slug for slug, _ in best], field_name="slug")
    return [(skills[slug], written) for slug, (_, written) in best]


def _labels_in(text):
    """{label: slugs} of all whose words stand in `text` one after the other."""
    written = SearchVector(Value(text.replace("-", " ").replace("/", " ")), config=CONFIG)
    found = defaultdict(set)
    accepted = Skill.objects.accepted()
    labels = Label.objects.filter(skill__in=accepted)
    for rows, name, slug in (accepted, "name", "slug"), (labels, "text", "skill__slug"):
        asked = SearchQuery(Replace(F(name), Value("-"), Value(" ")), config=CONFIG, search_type="phrase")
        for label, of in rows.annotate(written=written).filter(written=asked).values_list(name, slug):
            found[label].add(of)
    return found


def sentence_with(word, blocks):
    """The first sentence in which `word` is written, as far as there is room for it; "" for none."""
    stems = stems_of(phrases.words_of(" ".join([word, *blocks])[:ENOUGH]))
    exact = {known: known for known in stems}  # the word itself first, any form of it after
    for compared in (exact, stems):
        for one in phrases.find(blocks, {word: [fold(word)]}, compared):
            return phrases.shortened(one.sentence, one.written, SENTENCE)
    return ""
