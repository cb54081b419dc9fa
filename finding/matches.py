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
    missing = {}  # {number: what its card does not have, for each piece of the question}
    for row in rows if lexemes else ():
        texts = {part: getattr(row, field) for part, field in fields.items()} | {"place": row.institution.name}
        row.match = Match(**{part: marked(text, lexemes) for part, text in texts.items()})
        there = frozenset().union(*(lexemes_in(text, lexemes) for text in texts.values()))
        if others := [piece.lexemes for piece in question.pieces if not piece.lexemes & there]:
            missing[row.pk] = others
    texts = told(list(missing)) if missing else {}
    for row in rows:
        if row.pk in texts:
            row.match.where, row.match.passage = _quoted(texts[row.pk], missing[row.pk], lexemes)


def _quoted(told, missing, lexemes):
    """(where, passage) of the first text that has most of what the card does not; ("", "") where none has any."""
    most, best, wanted = 0, None, set().union(*missing)
    for one in told:
        there = lexemes_in(one.text, wanted)
        if there and (n := sum(not piece.isdisjoint(there) for piece in missing)) > most:
            most, best = n, one
            if n == len(missing):
                break
    quoted = best and (best.instead or passage(best.text, wanted))
    return (best.where, marked(quoted, lexemes)) if quoted else ("", "")
