"""How many showcases claim which skill, as lists count them."""

from bitmaps import index
from finding.vocabulary import claiming


def counts():
    """{number of a skill: how many claim it or a narrower one}"""
    return {skill: one.bit_count() for skill, one in claiming(index.current("showcase")).items()}
