"""What takes typed text apart takes a time that grows with the text, not with its square."""

from contextlib import suppress
from time import process_time

import pytest
from django import forms
from django.core.exceptions import ValidationError

from drafting.dates import DateField
from drafting.differences import PICTURE
from drafting.fields import FigureField, LinkField
from finding.address import clean
from reading import identifiers, text
from reading.domains import bare_domain, guard_domain
from reading.words import spellings
from skills.models import Kind, Label, Skill
from skills.queries import suggest
from skills.writing import rebuild_derived
from tests.factories import SchemeFactory

LENGTH = 20_000  # characters of the longest field
READERS = {
    "orcid": identifiers.bare_orcid,
    "ror": identifiers.bare_ror,
    "doi": identifiers.bare_doi,
    "fold": text.fold,
    "spellings": spellings,
    "tidy": text.tidy,
    "one line": text.one_line,
    "figure": FigureField().clean,
    "day": DateField().clean,
    "link": LinkField().clean,
    "e-mail": forms.EmailField().clean,
    "domain": bare_domain,
    "guarded domain": guard_domain,
    "address": clean,
    "picture": lambda typed: PICTURE.sub("", typed),
}
PIECES = [
    *(
        "0",
        "1",
        "0-",
        "https://",
        "www.",
        "orcid.org/",
        "a",
        "a-",
        "-",
        "a.",
        ".",
        "1,000",
        "1 000",
        ",",
        "14 March ",
        "st",
    ),
    *(" ", "sept ", "[picture ", "[picture 00000000-", "10.1234/", "doi:", "doi: ", "\n", " \n", "a/b", "A", "@", "a@"),
    *("xn--", "x@y.", "\u0300\u0316", "ﷺ", "<", "(", ")", "%", "\\"),
]


@pytest.mark.parametrize("reader", READERS)
def test_no_text_takes_long_to_read(reader):
    for piece in PIECES:
        typed = (piece * LENGTH)[:LENGTH]
        for each in (typed, f"{typed}!", f"1{typed}"):
            begun = process_time()
            with suppress(ValidationError):
                READERS[reader](each)
            assert process_time() - begun < 2, piece


@pytest.fixture
def many_skills(db):
    """Three thousand labels, all spelt alike."""
    names = {f"s{n}": f"Repairing of paper {n:03} and books" for n in range(60)}
    facts = {"scheme": SchemeFactory(), "kind": Kind.SPECIALIST, "definition": "What somebody does with care."}
    skills = [Skill(slug=slug, name=name, uri=f"https://s.example/{slug}", **facts) for slug, name in names.items()]
    Skill.objects.bulk_create(skills)
    Label.objects.bulk_create(
        Label(skill=skill, text=f"mending of papers {n:02} {skill.slug} and of books")
        for skill in skills
        for n in range(50)
    )
    rebuild_derived()


@pytest.mark.parametrize("q", ["e", "mendingofpapersandofbook", "rnending 0f paqers 01 s1 and of bocks" * 5, "a" * 200])
def test_many_labels_are_looked_through_soon(q, many_skills):
    begun = process_time()
    suggest(q)
    assert process_time() - begun < 1
