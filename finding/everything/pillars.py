"""The shelf of the four pillars."""

from commitment.pillars import PILLARS
from finding.everything.shelf import Called, Finding, Shelf
from reading.words import spellings
from search.asking import ask
from search.english import stem
from search.names import solid, words_of


class Pillars(Shelf):
    slug, heading, noun = "pillars", "Pillars", ("pillar", "pillars")
    template = "discovery/_found_pillars.html"

    def find(self, text):
        """Those whose whole name the question has, or which have all that it has."""
        asked = ask(text).lexemes
        has = {pillar: {stem(word) for way in spellings(pillar.name) for word in way} for pillar in PILLARS}
        found = [pillar for pillar, stems in has.items() if asked and (asked <= stems or stems <= asked)]
        return Finding(len(found), found)

    def called(self, text):
        key = solid(text)
        return [
            Called(pillar.name, "Pillar", pillar.get_absolute_url(), pillar.summary)
            for pillar in PILLARS
            if solid(pillar.name) == key
        ]

    def suggest(self, text, most):
        key = words_of(text)
        return [
            Called(pillar.name, "Pillar", pillar.get_absolute_url())
            for pillar in PILLARS
            if f" {key}" in f" {words_of(pillar.name)}"
        ]
