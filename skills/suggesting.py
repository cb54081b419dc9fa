"""What somebody has written, read for the skills that it speaks of: the look-ups for `skills.phrases`."""

from collections import defaultdict

from drafting.fields import MarkdownField, TextField
from reading.markdown import to_blocks
from reading.text import fold
from search.english import STOPPED, stem
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


def stems_of(texts):
    """{word: its stem as the search has it, "" for one that says nothing} of words as `phrases.words_of` gives them."""
    return {word: "" if word in STOPPED else stem(word) for word in texts}


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
        long, several = len(phrases.words_of(one.written)), len(one.things)
        if several == 1 or (long > 1 and several <= SEVERAL):
            for slug in one.things:
                if slug not in besides:
                    found.setdefault(slug, ((-long, several), one.written))
    best = sorted(found.items(), key=lambda pair: pair[1][0])[:MOST]
    skills = Skill.objects.in_bulk([slug for slug, _ in best], field_name="slug")
    return [(skills[slug], written) for slug, (_, written) in best]


def _labels_in(text):
    """{label: slugs} of all whose words stand in `text`, wherever."""
    written = set(stems_of(phrases.words_of(text)).values()) - {""}
    found = defaultdict(set)
    accepted = Skill.objects.accepted()
    labels = Label.objects.filter(skill__in=accepted)
    for rows, name, slug in (accepted, "name", "slug"), (labels, "text", "skill__slug"):
        for label, of in rows.values_list(name, slug):
            wanted = set(stems_of(phrases.words_of(label)).values()) - {""}
            if wanted and wanted <= written:
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
