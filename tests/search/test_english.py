"""Stems: forms of a word have one, words that only look alike do not, British and American are one."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from search import forms
from search.english import FORMS, stem
from search.kin import KIN, kin_of

SAME = [
    "photograph photographs photographed photographing photographer photography photos",
    "digitise digitised digitising digitisation digitize digitized digitization",
    "catalogue catalogues cataloguing cataloguer catalog catalogs cataloging cataloged",
    "organise organize organisation organization organising",
    "analyse analyze analysing analyzed",
    "colour color colours colored",
    "behaviour behavior behavioural behavioral",
    "centre center centres centers",
    "fibre fiber",
    "archaeology archeology archaeological",
    "palaeography paleography palaeographer paleographers palaeographic",
    "mediaeval medieval",
    "encyclopaedia encyclopedia encyclopedias",
    "modelling modeling modelled models",
    "labelled labeled labelling labels",
    "enrolment enrollment enrol enroll",
    "fulfil fulfill fulfilment",
    "licence license licences licensing licensed",
    "defence defense",
    "practise practice practised practising",
    "programme programmes program programs",
    "programmer programmers programming",
    "mould mold moulds moldy",
    "grey gray",
    "artefact artifact artefacts",
    "manoeuvre maneuver",
    "judgement judgment",
    "acknowledgement acknowledgment acknowledgements",
    "disc disk discs disks",
    "woman women",
    "fisherman fishermen",
    "child children",
    "shelf shelves",
    "index indexes indices indexing",
    "thesis theses",
    "bind binding bindings bound binder",
    "burn burnt burned",
    "history histories",
    "library libraries",
    "secondment secondments",
]


@pytest.mark.parametrize("words", SAME)
def test_forms_and_spellings_of_a_word_have_one_stem(words):
    assert len({stem(word) for word in words.split()}) == 1, {word: stem(word) for word in words.split()}


DIFFERENT = [
    "secondment second seconds",
    "digital digit digitisation",
    "programmer programme",
    "department depart",
    "authority author",
    "accession access accessible",
    "important import",
    "engine engineer",
    "objective object",
    "university universal universe",
    "policy police",
    "organ organisation",
    "news new",
    "experience experiment expert",
    "general generation",
    "internal international internship",
    "community communication commune",
    "emergency emerge",
    "laboratory labour",
    "prize prise",
    "size sise",
    "archive archivist",
    "opera operation",
    "position positive",
    "conservative conservation",
    "customer custom",
    "business busy",
    "storey story",
    "personnel person",
]


@pytest.mark.parametrize("words", DIFFERENT)
def test_words_that_only_look_alike_have_their_own(words):
    of = {word: stem(word) for word in words.split()}
    first, *others = words.split()
    assert all(of[first] != of[other] for other in others if other != f"{first}s"), of


@pytest.mark.parametrize(
    "word", ["specimen", "citizen", "size", "prize", "laboratory", "bibliotheque", "иванов", "22.05"]
)
def test_what_only_looks_like_a_rule_is_left_alone(word):
    assert stem(word).startswith(word[:-2])


def test_a_table_says_each_thing_once():
    words = [word for line in forms.FORMS.strip().splitlines() for word in dict.fromkeys(line.split())]
    assert sorted(words) == sorted(FORMS), "a word is in two lines"


def test_no_word_is_its_own_kin():
    assert KIN
    for word, others in KIN.items():
        assert word not in others
        assert others


MADE_OF = [("archivist", "archive"), ("librarian", "library"), ("rebinding", "binding"), ("writer", "write")]


@pytest.mark.parametrize(("word", "other"), MADE_OF)
def test_the_word_that_one_is_made_of_is_kin(word, other):
    assert stem(other) in kin_of(word)


def test_kin_is_known_by_any_form():
    assert stem("award") in kin_of("prizes")
    assert kin_of("walrus") == ()


def test_words_have_their_stems_however_many_threads_ask_at_once():
    words = [f"{begin}{end}" for begin in ("conservat", "relational", "probab") for end in ("ions", "ities", "iveness")]
    alone = [stem.__wrapped__(word) for word in words]
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as pool:
            found = list(pool.map(lambda _: [stem.__wrapped__(word) for word in words], range(100)))
    finally:
        sys.setswitchinterval(usual)
    assert all(stems == alone for stems in found)
