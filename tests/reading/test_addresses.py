"""Addresses made of names and titles, in any script; and what no thing may be called, as it is an address of ours."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import get_resolver, resolve

from commitment.pillars import BY_SLUG
from reading.addresses import RESERVED, refuse_other_signs, slug_of, unused
from skos.reader import read
from vocabulary.apps import SHIPPED

SLUGS = {
    "Łukasz Żółć": "lukasz-zolc",
    "Ørsted, Hans": "orsted-hans",
    "straße ẞ": "strasse-ss",
    "Æsop Œuvre Þór Ðuro Đorđe Ħal Kırık ŋ": "aesop-oeuvre-thor-duro-dorde-hal-kirik-ng",
    "İstanbul": "istanbul",
    "Koha 22.05": "koha-22-05",
    "MARC 21, v. 1.2.3": "marc-21-v-1-2-3",
    "C": "c",
    "C++": "c-plus-plus",
    "C#": "c-sharp",
    "Notepad++ & C+": "notepad-plus-plus-c-plus",
    "A+B": "a-b",
    "O’Brien’s": "obriens",
    "O'Brien's": "obriens",
    "Oʼbrien": "obrien",
    "Qurʾan": "quran",
    "Node.js in the U.K.": "nodejs-in-the-uk",
    "St. Andrews": "st-andrews",
    "OCR/HTR": "ocr-htr",
    "2019–2021—and on…": "2019-2021-and-on",
    "e‑books": "e-books",
    "“Sixty” maps\xa0(again)": "sixty-maps-again",
    "Alma™": "alma",
    "soft\u00adly": "softly",
    "Ελένη Παπαδοπούλου": "ελένη-παπαδοπούλου",
    "ОЛЬГА Йовчева": "ольга-йовчева",
    "山田 太郎": "山田-太郎",
    "ガイド": "ガイド",
    "김철수": "김철수",
    "हिन्दी भाषा": "हिन्दी-भाषा",
    "שלום עליכם": "שלום-עליכם",
    "مكتبة، الوطنية": "مكتبة-الوطنية",
    "Ольга Łuk": "ольга-luk",
    "": "",
    "☕️ 🙂 --": "",
}


@pytest.mark.parametrize("text", SLUGS)
def test_an_address_keeps_all_letters_of_a_name(text):
    assert slug_of(text) == SLUGS[text]
    refuse_other_signs(SLUGS[text])


@pytest.mark.parametrize("text", [text for text in SLUGS if SLUGS[text]])
def test_an_address_is_its_own_address_and_leads_somewhere(text):
    slug = slug_of(text)
    assert slug_of(slug) == slug
    for place in ("showcases", "people", "institutions"):
        assert resolve(f"/{place}/{slug}/").kwargs == {"slug": slug}


def test_an_address_that_a_system_has_taken_apart_is_put_together():
    assert resolve("/people/йо/").kwargs == {"slug": "йо"}


def test_an_address_is_cut_at_its_length():
    assert slug_of("a" * 99 + " b", 100) == "a" * 99
    assert len(slug_of("ж" * 300)) == 100


@pytest.mark.parametrize("value", ["a b", "a/b", "a.b", "a%20", "a\u200bb", "é?"])
def test_other_signs_are_no_part_of_an_address(value):
    with pytest.raises(ValidationError):
        refuse_other_signs(value)


def test_the_first_number_that_is_free_makes_an_address_one_of_its_own():
    assert unused("maps", set().intersection) == "maps"
    assert unused("maps", {"maps", "maps-2"}.intersection) == "maps-3"
    assert unused("maps", {"maps", "maps-3"}.intersection) == "maps-2"
    assert unused("new", set().intersection) == "new-2"


def test_of_a_title_that_thousands_have_it_is_found_in_a_few_steps():
    asked = []

    def taken(slugs):
        asked.append(slugs)
        return {"maps", *(f"maps-{number}" for number in range(2, 5_001))}.intersection(slugs)

    assert unused("maps", taken) == "maps-5001"
    assert len(asked) < 8


# -- what is reserved --------------------------------------------------------------------------------------


def routes(resolver=None, prefix=""):
    for entry in (resolver or get_resolver()).url_patterns:
        if hasattr(entry, "url_patterns"):
            yield from routes(entry, f"{prefix}{entry.pattern}")
        else:
            yield f"{prefix}{entry.pattern}"


def test_every_word_that_stands_in_the_place_of_an_address_is_reserved():
    """Of each route with <address:...>: what other routes have in its place."""
    ours = [route.split("/") for route in routes() if not route.startswith(("admin/", "accounts/"))]
    places = {tuple(parts[:at]) for parts in ours for at, part in enumerate(parts) if part.startswith("<address:")}
    assert places >= {("people",), ("desk", "institutions")}
    words = {parts[len(place)] for parts in ours for place in places if tuple(parts[: len(place)]) == place}
    literal = {word for word in words if re.fullmatch(r"[a-z-]+", word)}
    assert literal == {"new", "ask", "browse", "frameworks", "propose", "proposals", "sentence", "versions"}
    assert literal <= RESERVED


def test_no_thing_with_an_address_of_its_own_is_called_so():
    assert not RESERVED & BY_SLUG.keys()
    for file in SHIPPED:
        assert not RESERVED & {concept.slug for concept in read(file).concepts.values()}
