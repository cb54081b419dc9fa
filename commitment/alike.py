"""Showcases that are like one: that took the same skills, above all rare ones; then by the same people; then about the
same things. People are never compared, and nothing is looked at but what is published.
"""

from collections import defaultdict
from functools import lru_cache
from heapq import nlargest
from typing import NamedTuple

from commitment.cards import ShowcaseCard, cards
from commitment.models import ShowcaseSkill
from people.models import NOBODY
from postgres.by_hand import rows
from postgres.ready import GIVEN, Ready
from reading.text import fold, quoted
from search.marking import lexemes_in, words_of
from search.words import IN_FIELD
from skills.together import sharing

MOST = 4
LOOKED_AT = 30  # the likeliest are looked at
NAMED = 2  # skills, people or words
OF_ONE = 200  # newest showcases of one person
COMMON = 200  # showcases with a word in their headings: it says nothing,
SHARE = 5  # nor does one that more than a fifth of all have
WORDS = 8  # that are looked for in headings
LEAST = 2  # words in common, where nothing else is

BY_PEOPLE = Ready(
    """
    SELECT own.name, made.showcase_id, made.is_account
    FROM commitment_contributor AS own, LATERAL (
        (SELECT showcase_id, true AS is_account FROM commitment_contributor
        WHERE user_id = own.user_id AND showcase_id <> own.showcase_id ORDER BY showcase_id DESC LIMIT %(most)s)
        UNION ALL
        (SELECT showcase_id, false FROM commitment_contributor
        WHERE name = own.name AND showcase_id <> own.showcase_id ORDER BY showcase_id DESC LIMIT %(most)s)
    ) AS made
    WHERE own.showcase_id = %(page)s ORDER BY own.position
    """,
    {"page": GIVEN, "most": OF_ONE},
)
BY_WORD = """
    ARRAY(SELECT id FROM commitment_showcase
    WHERE search @@ %s::tsquery AND withdrawn_at IS NULL AND id <> %s LIMIT {most})
"""
BY_WORDS = "SELECT (SELECT COUNT(*) FROM (SELECT 1 FROM commitment_showcase LIMIT {most}) AS some_of_all), {arrays}"


class Alike(NamedTuple):
    """A showcase, and in words what it has in common."""

    showcase: ShowcaseCard
    why: str


class Ties(NamedTuple):
    """What a showcase has in common with another: [Shared], and the names of people, by account or by name alone."""

    skills: list
    accounts: list
    names: list

    def weight(self):
        return sum(one.says for one in self.skills), len(self.accounts), len(self.names)


def alike(showcase):
    """Up to four [Alike] published showcases, the likest first; none where nothing is like it."""
    ties = _ties(showcase)
    found = _weighed(showcase, ties)
    if len(found) < MOST:
        why = dict(_by_words(showcase, {showcase.pk, *ties})[: MOST - len(found)])
        found += [Alike(card, why[card.pk]) for card in cards(list(why))]
    return found


def _ties(showcase):
    """{number: Ties} of what shares skills or people with it; some may have been withdrawn."""
    people = defaultdict(lambda: defaultdict(bool))  # {number: {name: is it the same account}}
    for name, number, is_account in BY_PEOPLE.rows(showcase.pk):
        if not _is_nobody(name):
            people[number][name] |= is_account
    skills = sharing(ShowcaseSkill, showcase.pk, LOOKED_AT, people.keys())
    return {
        number: Ties(
            skills.get(number, []),
            [name for name, is_account in people[number].items() if is_account],
            [name for name, is_account in people[number].items() if not is_account],
        )
        for number in {*skills, *people}
    }


@lru_cache(maxsize=10_000)
def _is_nobody(name):
    return fold(name) == fold(NOBODY)


def _weighed(showcase, ties):
    """[Alike] of those that are published, the likest first, newer ones before others that are as like."""
    weights = {number: those.weight() for number, those in ties.items()}
    likest = nlargest(LOOKED_AT, weights, key=lambda number: (weights[number], number))
    live = {card.pk: card for card in cards(likest)}
    if len(live) > MOST:  # words decide between those that are as like as the last of them
        last = weights[list(live)[MOST - 1]]
        live = {number: card for number, card in live.items() if weights[number] >= last}
    own = frozenset(_told(showcase))
    words = {number: len(lexemes_in(f"{card.title}\n{card.summary}", own)) for number, card in live.items()}
    best = nlargest(MOST, words, key=lambda number: (weights[number], words[number], number))
    return [Alike(live[number], _why(ties[number])) for number in best]


def _by_words(showcase, besides):
    """[(number, why)] of those that have only words in common, of titles and summaries: several that are not in all."""
    own = _told(showcase)
    stems = list(own)[:WORDS]
    if len(stems) < LEAST:
        return []
    arrays = ", ".join([BY_WORD.format(most=COMMON)] * len(stems))
    given = [value for stem in stems for value in (f"'{IN_FIELD['A']}{stem}'", showcase.pk)]
    [(every, *found)] = rows(BY_WORDS.format(most=COMMON * SHARE, arrays=arrays), given)
    shared = defaultdict(list)
    for stem, numbers in zip(stems, found, strict=True):
        if len(numbers) < COMMON and len(numbers) * SHARE <= max(every, SHARE * LEAST):
            for number in numbers:
                shared[number].append(stem)
    like = [number for number in shared if len(shared[number]) >= LEAST and number not in besides]
    best = sorted(like, key=lambda number: (len(shared[number]), number), reverse=True)
    return [(number, f"Also about {_and([quoted(own[stem]) for stem in shared[number]])}") for number in best]


def _told(showcase):
    """{stem: the word} of what a showcase is about, in the order of its words."""
    return words_of(f"{showcase.title}\n{showcase.summary}")


def _why(ties):
    same = [one.name for one in ties.skills if not one.is_near]
    near = list(dict.fromkeys(one.name for one in ties.skills if one.name not in same))
    people = [*ties.accounts, *ties.names]
    parts = [f"also took {_and(same)}"] if same else [f"took {_and(near)}, which is close"] if near else []
    parts += [f"also by {_and(people)}"] if people else []
    why = "; ".join(parts)
    return why[:1].upper() + why[1:]


def _and(names):
    """“A and B”, “A, B and 3 more”."""
    if len(names) > NAMED:
        return f"{', '.join(names[:NAMED])} and {len(names) - NAMED} more"
    return " and ".join(names)
