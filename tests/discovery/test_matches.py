"""A list that was searched says on each card where the words stand."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from skills.models import Label, Sort
from skills.writing import rebuild_derived
from tests.discovery import make
from tests.factories import InstitutionFactory


@pytest.fixture
def cards(get):
    """cards(path, q) is [(what is marked on a card, the line that says where else)]."""

    def of(path, q):
        html = get(path, q=q).content.decode()
        found = re.findall(r"<article.*?</article>", html, re.DOTALL)
        lines = [re.search(r'<p class="passage">(.*?)</p>', card, re.DOTALL) for card in found]
        return [
            (
                re.findall("<mark>(.*?)</mark>", card),
                " ".join(re.sub("<[^>]+>", "", line[1]).split()) if line else "",
            )
            for card, line in zip(found, lines, strict=True)
        ]

    return of


@pytest.fixture
def leaf(vocabulary):
    Label.objects.create(skill=vocabulary.paper, text="papierpflege", sort=Sort.HIDDEN)
    rebuild_derived()
    return make.showcase(
        "Flat parchment & <i> glue",
        summary="It had cockled.",
        challenge="Nothing lay flat.\n\nSo we *weighted* each [leaf](https://weights.example/) of it.",
        skills=[vocabulary.paper],
        contributors=["Mairi Tolland"],
        institution=InstitutionFactory(name="Inverlathe Library", parent=InstitutionFactory(name="Jarrow")),
        partners=[InstitutionFactory(name="Saltmarsh Archive")],
    )


@pytest.mark.parametrize(
    ("q", "marks", "line"),
    [
        ("parchments", ["parchment"], ""),
        ("cockling", ["cockled"], ""),
        ("inverlathe", ["Inverlathe"], ""),
        ("weight", ["weighted"], "The challenge: So we weighted each leaf of it."),
        ("parchment weights", ["parchment", "weighted"], "The challenge: So we weighted each leaf of it."),
        ("Tolland", ["Tolland"], "Who did it: Mairi Tolland"),
        ("mending", ["Mending"], "Skill: Paper conservation (Mending of paper)"),
        ("remedial", ["Remedial"], "Skill: Paper conservation, part of Conservation (Remedial conservation)"),
        ("papierpflege", [], "Skill: Paper conservation"),
        ("saltmarsh", ["Saltmarsh"], "With: Saltmarsh Archive"),
        ("jarrow", ["Jarrow"], "Part of: Jarrow"),
        ("visibility", ["Visibility"], "Pillar: Visibility"),
    ],
)
def test_a_showcase_says_where_the_words_stand(cards, leaf, q, marks, line):
    assert cards("/showcases/", q) == [(marks, line)]


@pytest.mark.parametrize(
    ("q", "marks", "line"),
    [
        ("tolland", ["Tolland"], ""),
        ("binders", ["Binder"], ""),
        ("unrolling", ["unroll"], ""),
        ("paste", ["paste"], "The skills in my role: I cook paste."),
        ("evident", ["Evidently"], "Evidence: Evidently."),
        ("paper", ["Paper"], "Skill: Paper conservation"),
    ],
)
def test_a_person_says_where_the_words_stand(cards, vocabulary, q, marks, line):
    make.profile(
        "Mairi Tolland",
        job_title="Binder",
        hook="I unroll maps.",
        skills_in_role="I cook *paste*.",
        skills=[vocabulary.paper],
        evidence="Evidently.",
    )
    assert cards("/people/", q) == [(marks, line)]


def test_what_people_wrote_stays_text(get, leaf):
    html = get("/showcases/", q="parchment").content.decode()
    assert "Flat <mark>parchment</mark> &amp; &lt;i&gt; glue</a>" in html


def test_a_list_without_words_has_no_marks(get, leaf):
    assert "<mark>" not in get("/showcases/").content.decode()


def test_saying_where_the_words_stand_costs_one_query(client, leaf):
    def asked(q):
        with CaptureQueriesContext(connection) as captured:
            client.get("/showcases/", {"q": q})
        return sum("CONCAT_WS" in query["sql"] for query in captured)

    assert (asked("parchment weights"), asked("parchment flat"), asked("")) == (1, 0, 0)
