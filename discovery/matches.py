"""Why a search found what a list shows: its words marked on the cards, and quoted where the cards do not have them."""

from dataclasses import dataclass

from commitment.told import told as told_by_showcases
from profiles.told import told as told_by_people
from search.marking import lexemes_in, marked, passage


@dataclass
class Match:
    """What a card shows in the place of its own texts, marked; and one line of what else the page says."""

    name: str
    place: str
    line: str
    job: str = ""
    where: str = ""
    passage: str = ""


def match_showcases(rows, question):
    """Give each showcase of `rows` (one page of a list, with what cards are fetched with) its `match`."""
    _match(rows, question, told_by_showcases, name="title", line="summary")


def match_people(rows, question):
    """The same for profiles."""
    _match(rows, question, told_by_people, name="name", line="hook", job="job_title")


def _match(rows, question, told, **fields):
    lexemes = question.lexemes
    missing = {}
    for row in rows if lexemes else ():
        texts = {part: getattr(row, field) for part, field in fields.items()} | {"place": row.institution.name}
        row.match = Match(**{part: marked(text, lexemes) for part, text in texts.items()})
        there = frozenset().union(*(lexemes_in(text, lexemes) for text in texts.values()))
        if others := [piece.lexemes for piece in question.pieces if not piece.lexemes & there]:
            missing[row.pk] = set().union(*others)
    texts = told(list(missing)) if missing else {}
    for row in rows:
        if row.pk in texts:
            row.match.where, row.match.passage = _quoted(texts[row.pk], missing[row.pk], lexemes)


def _quoted(told, missing, lexemes):
    """(where, passage) of the text that has most of what the card does not; ("", "") where none has any."""
    most = max(told, key=lambda one: len(lexemes_in(one.text, missing)), default=None)
    if most is None or not lexemes_in(most.text, missing):
        return "", ""
    quoted = most.instead or passage(most.text, missing)
    return (most.where, marked(quoted, lexemes)) if quoted else ("", "")
