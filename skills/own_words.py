"""Words of people's own, for what the vocabulary lacks: shown as they are, never a link, never counted."""

from django.db import models
from django.db.models import Q

from drafting.steps import rows_in
from review.models import Part
from skills.queries import find_skill

GROUP, SKILLS = "own_words", "skills"  # the row groups of a content that has both
MOST = 3


class OwnWord(Part):
    """Base of the tables of own words, each with its foreign key to the page that they stand on.

    The sentence is for the editors of the vocabulary, and stays with the word for the next change of the page.
    """

    word = models.CharField(max_length=60)
    sentence = models.CharField(max_length=200, blank=True)

    class Meta(Part.Meta):
        abstract = True
        constraints = [
            models.CheckConstraint(name="%(class)s_at_most_three", condition=Q(position__lt=MOST)),
            models.CheckConstraint(name="%(class)s_says_something", condition=~Q(word="")),
        ]

    def __str__(self):
        return self.word


def own_words_in(content):
    """[(word, sentence)] that a content keeps."""
    texts = [(str(row.get("word") or ""), str(row.get("sentence") or "")) for row in rows_in(content, GROUP)]
    return [(word, sentence) for word, sentence in texts if word]


def grown_up(content, most):
    """(`content` with own words that the vocabulary has by now among its skills, [(word, Skill)] of these).

    A skill that is there already is not put there twice; where there are `most` of them, the word stays a word.
    """
    rows, skills, grown = [], [*rows_in(content, SKILLS)], []
    for row in rows_in(content, GROUP):
        skill = find_skill(str(row.get("word") or ""))
        is_there = skill and any(other.get("skill") == skill.slug for other in skills)
        if skill is None or (len(skills) >= most and not is_there):
            rows.append(row)
            continue
        grown.append((row["word"], skill))
        skills += [] if is_there else [{"skill": skill.slug}]
    return (content | {SKILLS: skills, GROUP: rows} if grown else content), grown
