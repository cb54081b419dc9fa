"""Questions that people type into the search boxes over the demo content, and how well they are answered.

Each file is a set: {"queries": [{"query", "kind": where it is asked, "expected_any_of": parts of titles or names that a
good librarian would hope for, all of them, "form": how it is put}]}.
"""

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from commitment.models import Showcase
from finding.lists import People, Showcases
from profiles.models import Profile

SETS = Path(__file__).parent
LISTS = {"showcases": Showcases, "people": People}
FIRST = 3


@dataclass(frozen=True)
class Answer:
    """One question as it was asked: what is hoped for and what the first page of results shows, in its order."""

    query: str
    kind: str
    form: str
    hoped: frozenset
    shown: tuple

    @property
    def share(self):
        """How many of the first three are hoped for, of as many as could be."""
        return len(self.hoped.intersection(self.shown[:FIRST])) / min(FIRST, len(self.hoped))

    @property
    def rank(self):
        """Place of the first that is hoped for, from 1; None if the page shows none."""
        return next((place for place, name in enumerate(self.shown, 1) if name in self.hoped), None)


def read(path):
    """The questions of the set in the file at `path`."""
    return json.loads(path.read_text())["queries"]


def published():
    """{kind: titles or names of all that a visitor can find}."""
    return {
        "showcases": [showcase.title for showcase in Showcase.objects.published()],
        "people": [profile.name for profile in Profile.objects.published()],
    }


def matching(names, fragments):
    """Those of the names that one of the fragments is a part of, whatever their case and their kinds of space."""
    return frozenset(name for name in names if any(plain(part) in plain(name) for part in fragments))


def plain(text):
    return " ".join(text.casefold().split())


def ask(questions):
    """The answers to `questions` as the first pages of the lists have them."""
    names = published()
    return [
        Answer(
            question["query"],
            question["kind"],
            question.get("form", "other"),
            matching(names[question["kind"]], question["expected_any_of"]),
            shown(LISTS[question["kind"]].of(question["query"])),
        )
        for question in questions
    ]


def shown(listing):
    """Titles or names on its page, in its order."""
    return tuple(getattr(found, "title", "") or found.name for found in listing.page)


def measures(answers):
    """(share of the hoped for among the first three, mean reciprocal rank, number of empty pages)."""
    return (
        mean(answer.share for answer in answers),
        mean(1 / answer.rank if answer.rank else 0 for answer in answers),
        sum(not answer.shown for answer in answers),
    )


def table(answers):
    """Lines for a reader: every answer with its first three, those that went wrong marked."""
    for answer in answers:
        mark = " " if answer.share == 1 and answer.rank == 1 else "!" if answer.rank else "-" if answer.shown else "0"
        first = " | ".join(f"{'*' if name in answer.hoped else ''}{name[:34]}" for name in answer.shown[:FIRST])
        yield f"{mark} {answer.query[:38]:38} {answer.kind[:1]} {answer.form:11} {answer.rank or '–':>2}  {first}"


def totals(answers):
    """Lines for a reader: the three measures of each form, and of all."""
    forms = Counter(answer.form for answer in answers)
    for form, count in [*sorted(forms.items()), ("all", len(answers))]:
        share, rank, empty = measures([a for a in answers if form in ("all", a.form)])
        yield f"{form:12} {count:3} asked   {share:.2f} among the first three   rank {rank:.2f}   {empty} empty"
