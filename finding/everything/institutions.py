"""The shelf of institutions, and the one way to find one: by its name, by whose part it is, by where and what it is."""

import re
from dataclasses import dataclass
from string import punctuation

from django.db.models import F, Func, Q, TextField, Value
from django.db.models.functions import Concat, Replace
from django.urls import reverse

from finding.address import Address
from finding.everything.shelf import MOST_CALLED, SHOWN, Called, Finding, Shelf
from people.models import InstitutionKind
from people.queries import institutions_to_choose
from reading.countries import COUNTRIES
from reading.names import without_article
from reading.text import fold
from search import nearest
from search.asking import ask
from search.english import STOPPED, stem
from search.names import solid, words_of
from search.results import Found

LEAST_OF_A_STEM = 4  # letters
MOST_WORDS = 16  # of what was typed as one
KINDS, PLACES = ({code: fold(name) for code, name in pairs} for pairs in (InstitutionKind.choices, COUNTRIES))
LETTERS = re.compile("[0-9a-z]")


@dataclass
class Read(Found):
    """A `search.results.Found`; `rows` is the queryset of what was found, A to Z."""

    rows: object = None


def looked_for(text):
    """Read among institutions: those that have all of the words, or of what they may be meant for."""
    question = ask(text)
    rows = _having(question)
    if not rows.exists() and (meant := nearest.read(question)):
        return Read(meant.question, rows, rows=_having(meant.question), instead=meant.instead)
    return Read(question, rows, rows=rows)


def _having(question):
    rows = institutions_to_choose().select_related("parent")
    if not question.pieces:
        return rows.none()
    rows = rows.annotate(own=_spelt("sort_key"), whose=_spelt("parent__sort_key"))
    return rows.filter(_one_of(question.alternatives))


def _one_of(alternatives):
    found = Q(pk__in=[])
    for one in alternatives:
        telling = [piece for piece in one.telling if not _says_nothing(piece)] or one.telling
        all_of_it = Q(pk__isnull=False) if telling else Q(pk__in=[])
        for piece in telling:
            all_of_it &= _has(piece)
        for piece in one.refused:
            all_of_it &= ~_has(piece)
        found |= all_of_it
    return found


def _says_nothing(piece):
    return all(word in STOPPED for way in piece.ways for word in way)


def _has(piece):
    """In one of its spellings: each word begins a word of the name, of the parent's, the country's or the kind's."""
    found = Q(pk__in=[])
    for way in piece.ways:
        every_word = Q(pk__isnull=False)
        for word in list(dict.fromkeys(way))[:MOST_WORDS]:
            pattern = _pattern(word)
            every_word &= (
                Q(own__regex=pattern)
                | Q(whose__regex=pattern)
                | Q(country__in=[code for code, name in PLACES.items() if re.search(pattern, name)])
                | Q(kind__in=[kind for kind, name in KINDS.items() if re.search(pattern, name)])
            )
        found |= every_word
    return found


def _pattern(word):
    """For Python and PostgreSQL alike. A word has only letters and figures, and full stops between these."""
    root = stem(word).rstrip("ie")  # libraries and library
    ways = {word, root} if len(root) >= LEAST_OF_A_STEM else {word}
    begin = "(^|[^0-9a-z])" if LETTERS.match(word) else ""  # in other scripts words are not told apart here
    return f"{begin}({'|'.join(sorted(map(re.escape, ways)))})"


def _plainly():
    """All of them, A to Z, with their names as `search.names.solid` has them, without the article."""
    plain = Func(F("sort_key"), Value(f" {punctuation}"), Value(""), function="TRANSLATE", output_field=TextField())
    return institutions_to_choose().annotate(plain=plain)


def _spelt(key):
    """With its apostrophes and hyphens, and without."""
    bare = Replace(Replace(F(key), Value("'")), Value("-"))
    return Concat(F(key), Value(" "), bare)


class Institutions(Shelf):
    slug, heading, noun = "institutions", "Institutions", ("institution", "institutions")
    template = "discovery/_found_institutions.html"

    def find(self, text):
        read = looked_for(text)
        count = read.rows.count()
        first = list(read.rows[: SHOWN + MOST_CALLED]) if count else []
        return Finding(count, first, str(Address(reverse("institutions"), [("q", text)])), read)

    def called(self, text):
        """Its name with the article or without."""
        key = solid(without_article(text))
        found = _plainly().filter(plain=key).select_related("parent")[:MOST_CALLED] if key else []
        return [Called(it.name, it.get_kind_display(), it.get_absolute_url(), _where(it)) for it in found]

    def is_asked_by_part(self, words):
        """Not by what it is: there are many libraries."""
        kinds = {stem(word) for kind in KINDS.values() for word in words_of(kind).split()}
        return any(stem(word) not in kinds for word in words)

    def suggest(self, text, most):
        key = without_article(text)
        found = list(_plainly().filter(plain__startswith=solid(key))[:most])
        if len(found) < most:
            found += institutions_to_choose().filter(sort_key__contains=f" {key}")[:most]
        return [Called(it.name, "Institution", it.get_absolute_url()) for it in dict.fromkeys(found)][:most]


def _where(institution):
    parent = f"Part of {institution.parent.name}, " if institution.parent else ""
    return f"{parent}{institution.country_name}."
