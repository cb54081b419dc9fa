"""People whom a search found stand below headings, from A to Z below each; nobody is ranked."""

import re

import pytest

from finding.groups import NAME, SKILL, TELLS
from finding.listing import PER_PAGE
from tests.discovery import make
from tests.factories import SkillFactory


@pytest.fixture
def outline(get):
    """outline(path, **parameters) is what a list shows: its headings, and the names below them."""

    def of(path, **parameters):
        html = get(path, **parameters).content.decode()
        main = html[html.index('class="results-bar"') : html.index("</main>")]
        return [
            (int(level), " ".join(re.sub("<[^>]+>", "", text).split()))
            for level, text in re.findall(r"<h(\d)[^>]*>(.*?)</h\d>", main, re.DOTALL)
        ]

    return of


@pytest.fixture
def papers(vocabulary):
    make.profile("Zoe Abel", hook="I press paper.")
    make.profile("Ann Zeal", hook="I keep paper.")
    make.profile("Bo Young", skills=[vocabulary.paper])
    make.profile("Cy Paper")
    make.profile("Al Xu", job_title="Paper maker")


NAMED_OR_ABLE = [(2, "By name"), (3, "Cy Paper"), (2, "By skill or post"), (3, "Al Xu"), (3, "Bo Young")]


def test_names_come_first_then_skills_then_texts(outline, papers):
    assert outline("/people/", q="paper") == [
        *NAMED_OR_ABLE,
        (2, "In what they tell"),
        (3, "Zoe Abel"),
        (3, "Ann Zeal"),
    ]


def test_a_group_without_people_has_no_heading(outline, papers):
    assert outline("/people/", q="maker") == [(2, "By skill or post"), (3, "Al Xu")]


@pytest.mark.parametrize("asked", [{}, {"q": "paper", "sort": "name"}, {"q": "paper", "sort": "updated"}])
def test_a_list_that_is_sorted_in_another_way_has_no_groups(outline, papers, asked):
    assert {level for level, _ in outline("/people/", **asked)} == {2}


def test_a_group_that_goes_on_has_its_heading_again(outline, db):
    for n in range(PER_PAGE + 2):
        make.profile(f"Ann {n:02}", hook="I keep paper.")
    first, second = outline("/people/", q="paper"), outline("/people/", q="paper", page=2)
    assert first[0] == second[0] == (2, "In what they tell")
    assert (len(first), len(second)) == (PER_PAGE + 1, 3)


def test_who_does_not_have_the_one_word_does_not_have_some_of_the_words(get, words, db):
    make.profile("Di Ray", hook="I keep vellum flat.")
    assert "In what they tell What has to do with it DR Di Ray" in words(get("/people/", q="parchment"))
    assert "In what they tell Some of the words DR Di Ray" in words(get("/people/", q="parchment vellum"))


def test_three_groups_have_places_of_their_own_and_the_last_says_how_close_the_words_are(get, vocabulary):
    make.profile("Cy Vellum", hook="I tell of a book.")
    make.profile("Al Xu", job_title="Vellum book maker")
    make.profile("Ann Zeal", hook="I keep a vellum book.")
    make.profile("Di Ray", hook="A book that I had once, many years ago, and then, at last, also some vellum.")
    html = get("/people/", q="vellum book").content.decode()
    places = re.findall(r'<h2 class="group__title" id="([^"]+)"', html)
    assert places == [heading.place for heading in (NAME, SKILL, TELLS)]
    assert re.findall(r'<h3 class="group__part">([^<]+)<', html) == ["The words in different places"]
    assert html.index("Ann Zeal") < html.index("The words in different places") < html.index("Di Ray")
    make.profile("Ed Roy", hook="Walrus.")
    html = get("/people/", q="walrus dugong").content.decode()
    assert re.findall(r'<h2 class="group__title" id="([^"]+)"', html) == [TELLS.place]
    assert re.findall(r'<h3 class="group__part">([^<]+)<', html) == ["Some of the words"]


def test_very_many_stand_in_groups_too_and_those_are_narrowed(outline, papers, vocabulary, monkeypatch):
    monkeypatch.setattr("search.results.MOST_WEIGHED", 2)
    make.profile("Di Ray", hook="I keep paper.", skills=[vocabulary.book])
    found = outline("/people/", q="paper")
    assert found == [
        *NAMED_OR_ABLE,
        (2, "In what they tell"),
        (3, "Zoe Abel"),
        (3, "Di Ray"),
        (3, "Ann Zeal"),
    ]
    narrowed = outline("/people/", q="paper", skill=[vocabulary.book.slug, vocabulary.paper.slug])
    assert narrowed == [(2, "By skill or post"), (3, "Bo Young"), (2, "In what they tell"), (3, "Di Ray")]


@pytest.mark.parametrize("most_weighed", [2, 1_000])
def test_a_page_may_end_in_any_group_and_each_stands_once(outline, db, monkeypatch, most_weighed):
    monkeypatch.setattr("search.results.MOST_WEIGHED", most_weighed)
    named = [f"Paper {n:02}" for n in range(PER_PAGE - 5)]
    telling = [f"Ann {n:02}" for n in range(PER_PAGE - 5)]
    for name in named:
        make.profile(name, hook="I keep paper too.")
    for name in telling:
        make.profile(name, hook="I keep paper.")
    first, second = (outline("/people/", q="paper", page=page) for page in (1, 2))
    assert [text for _, text in first] == ["By name", *named, "In what they tell", *telling[:5]]
    assert [text for _, text in second] == ["In what they tell", *telling[5:]]


@pytest.mark.parametrize("most_weighed", [0, 1_000])
def test_what_somebody_has_as_it_was_typed_is_not_taken_for_a_skill_spelt_nearly_so(
    outline, db, monkeypatch, most_weighed
):
    monkeypatch.setattr("search.results.MOST_WEIGHED", most_weighed)
    stores = SkillFactory(slug="stores", name="Stores")
    make.profile("Al Xu", skills=[stores])
    assert outline("/people/", q="storse") == [(2, "By skill or post"), (3, "Al Xu")]  # nobody says storse
    make.profile("Bo Young", hook="I mend storse.")
    make.profile("Cy Zeal", hook="I mend storse.", skills=[stores])
    assert outline("/people/", q="storse") == [(2, "In what they tell"), (3, "Bo Young"), (3, "Cy Zeal")]
