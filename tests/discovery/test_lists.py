"""The lists of showcases and people: filters, counts, sorting, pages."""

import pytest

from finding.address import ORDER
from tests.discovery import make
from tests.factories import InstitutionFactory, SkillFactory
from tests.markup import Tree


def test_the_newest_showcase_comes_first_even_when_an_older_one_was_changed_since(found):
    old = make.showcase("Old")
    make.showcase("New")
    old.published_at = make.BEGINNING.replace(year=2026)
    old.version = 2
    old.save(update_fields=["published_at", "version"])
    assert found("/showcases/") == ["New", "Old"]


def test_showcases_are_sorted_by_title_without_regard_to_case_and_accents(found):
    for title in ("Zinc", "élan", "Bread", "apple"):
        make.showcase(title)
    assert found("/showcases/", sort="title") == ["apple", "Bread", "élan", "Zinc"]


def test_people_are_sorted_by_surname_unless_somebody_asks_for_the_recently_updated(found):
    for name in ("Odd Ångström", "Ann Zeal", "Bea Abel"):
        make.profile(name)
    assert found("/people/") == ["Bea Abel", "Odd Ångström", "Ann Zeal"]
    assert found("/people/", sort="updated") == ["Bea Abel", "Ann Zeal", "Odd Ångström"]


def test_people_who_are_searched_stand_by_where_the_words_stand_and_there_by_name(found):
    make.profile("Zoe Zeal", job_title="Binder")
    make.profile("Cy Clay", job_title="Binder", hook="Binder, binder, binder.")
    make.profile("Ann Abel", skills_in_role="I know a binder, a binder, a binder.")
    make.profile("Yves Binder")
    assert found("/people/", q="binder") == ["Yves Binder", "Cy Clay", "Zoe Zeal", "Ann Abel"]
    assert found("/people/", q="binder", sort="name") == ["Ann Abel", "Yves Binder", "Cy Clay", "Zoe Zeal"]


def test_a_withdrawn_page_is_neither_listed_nor_counted(found, counts, vocabulary):
    make.showcase("Here", skills=[vocabulary.paper])
    make.withdrawn(make.showcase("Gone", skills=[vocabulary.paper, vocabulary.book]))
    make.withdrawn(make.profile("Gone Too", skills=[vocabulary.paper]))
    assert found("/showcases/") == ["Here"]
    assert counts("/showcases/")["Skill"] == {"Conservation": 1, "Paper conservation": 1}
    assert found("/people/") == []


def test_a_broad_skill_includes_its_narrower_ones(found, vocabulary):
    make.showcase("Paper", skills=[vocabulary.paper])
    make.showcase("Books", skills=[vocabulary.book])
    make.showcase("Scans", skills=[vocabulary.digitisation])
    make.profile("Bea Abel", skills=[vocabulary.book])
    assert found("/showcases/", skill="conservation") == ["Books", "Paper"]
    assert found("/showcases/", skill="paper-conservation") == ["Paper"]
    assert found("/people/", skill="conservation") == ["Bea Abel"]


def test_an_institution_includes_its_units(found, counts):
    library = InstitutionFactory(name="Big Library", slug="big")
    unit = InstitutionFactory(name="Map Room", slug="maps", parent=library)
    desk = InstitutionFactory(name="Atlas Desk", slug="atlas", parent=unit)
    make.showcase("Whole", institution=library)
    make.showcase("Desk", institution=desk)
    make.showcase("Elsewhere")
    assert found("/showcases/", institution="big") == ["Desk", "Whole"]
    assert found("/showcases/", institution="maps") == ["Desk"]
    institutions = counts("/showcases/")["Institution"]
    assert (institutions["Big Library"], institutions["Map Room"], institutions["Atlas Desk"]) == (2, 1, 1)


def test_options_that_lead_nowhere_are_hidden_unless_chosen(counts, vocabulary):
    make.showcase(skills=[vocabulary.paper])
    assert "Recognition" not in counts("/showcases/")["Pillar"]
    assert counts("/showcases/", pillar="recognition")["Pillar"] == {"Visibility": 1, "Recognition": 0}
    assert counts("/showcases/", skill="digitisation")["Skill"]["Digitisation"] == 0


def test_people_can_be_narrowed_by_field_of_work(found, counts):
    make.profile("Ann Abel", role_families=["conservation", "imaging"])
    make.profile("Bea Bell", role_families=["imaging"])
    assert found("/people/", family="conservation") == ["Ann Abel"]
    assert found("/people/", family=["conservation", "imaging"]) == ["Ann Abel", "Bea Bell"]
    assert counts("/people/")["Field of work"] == {"Conservation": 1, "Photography and imaging": 2}


def test_twenty_go_on_a_page(get):
    for _ in range(41):
        make.showcase()
    pages = [get("/showcases/", page=number) for number in (1, 2, 3)]
    assert [len(page.context["page"]) for page in pages] == [20, 20, 1]
    assert '<link rel="next" href="/showcases/?page=3">' in pages[1].content.decode()
    assert '<link rel="prev" href="/showcases/">' in pages[1].content.decode()
    assert '<link rel="canonical" href="http://127.0.0.1:8000/showcases/?page=2">' in pages[1].content.decode()


def test_a_page_past_the_end_is_the_last_one(get, words):
    for _ in range(21):
        make.showcase()
    response = get("/showcases/", page="99999")
    assert response.context["page"].number == 2
    assert "There is no page 99999; this is the last." in words(response)


NAMES = (*ORDER, "find-nothing")
NONSENSE = ("\x00", "a\x00b", "%00", "x" * 3900, "'", "-1", "0", "²", "9" * 3900, "\ud800".encode("utf-8", "replace"))


@pytest.mark.parametrize("path", ["/showcases/", "/people/"])
@pytest.mark.parametrize("name", NAMES)
def test_nonsense_in_the_address_is_left_out(get, path, name):
    for value in NONSENSE:
        assert get(path, **{name: value}).status_code == 200, value


def test_what_is_left_out_is_said(get, words):
    make.showcase()
    asked = {"skill": "juggling", "year": "soon", "pillar": "marble", "page": "two", "sort": "luck"}
    response = get("/showcases/", **asked)
    assert len(response.context["page"]) == 1
    for text in ("no skill “juggling”", "no year “soon”", "no pillar “marble”", "no page “two”", "“luck” is not"):
        assert text in words(response)
    assert response.context["filters"] == []


def test_a_repeated_parameter_is_asked_for_once_and_not_without_end(get, vocabulary):
    make.showcase(skills=[vocabulary.paper])
    response = get("/showcases/", skill=["conservation"] * 30)
    assert [chip["label"] for chip in response.context["filters"]] == ["Conservation"]
    assert get("/showcases/", skill=[f"s-{n}" for n in range(300)]).status_code == 200


def test_a_skill_that_was_replaced_is_understood(get, found, words, vocabulary):
    SkillFactory(slug="mending", successors=[vocabulary.paper])
    make.showcase("Paper", skills=[vocabulary.paper])
    assert found("/showcases/", skill="mending") == ["Paper"]
    response = get("/showcases/", skill="mending")
    assert "“Mending” is now called “Paper conservation”" in words(response)
    assert response.context["filters"][0]["url"] == "/showcases/"


def test_a_narrowed_list_is_not_for_search_engines(get):
    make.showcase()
    assert "noindex" not in get("/showcases/").content.decode()
    assert "noindex" in get("/showcases/", year="2024").content.decode()


def test_the_page_of_a_choice_begins_at_what_was_chosen(get, vocabulary):
    """So that the keyboard goes on from there, without script; what takes a choice off leads to the results."""
    place = InstitutionFactory(name="Cove")
    for number in range(3):
        make.showcase(skills=[vocabulary.paper], institution=place, pillars=["visibility"], year=2020 + number)

    def links(tree, sort):
        return [one.at for one in tree.root.all() if one.tag == "a" and sort in one.at.get("class", "").split()]

    tree = Tree(get("/showcases/", skill="conservation").content.decode())
    options = links(tree, "facet__option")
    assert len(options) >= 7
    for option in options:
        url, _, anchor = option["href"].partition("#")
        assert option["id"] == anchor
        after = links(Tree(get(url).content.decode()), "facet__option")
        assert [one["id"] for one in after].count(anchor) == 1, url
    assert "results" in [one.at.get("id") for one in tree.root.all()]
    for sort in ("chip", "results-bar__clear"):
        assert [one["href"].rpartition("#")[2] for one in links(tree, sort)] == ["results"]
    by = [one for one in tree.root.all() if "results-bar__sort" in one.at.get("class", "")]
    assert {link.at["href"].rpartition("#")[2] for link in by[0].all() if link.tag == "a"} == {"results"}


def test_a_list_says_what_its_words_were_taken_for_and_that_it_was_widened(get, words):
    make.showcase("Vellum and parchment", year=2023)
    make.showcase("Vellum and zeppelins", year=2024)
    said = words(get("/showcases/", q="vellum zeppelins"))
    assert "1 showcase has all of these words; the other has some." in said
    assert "Not all of these have all of these words." in words(get("/showcases/", q="vellum zeppelins", year=2024))
    assert "Nothing has “zepelins”. Showing results for “zeppelins”." in words(get("/showcases/", q="zepelins"))
    assert "have all" not in words(get("/showcases/", q="vellum"))


def test_what_has_all_words_stands_above_a_line_and_the_others_below(get, found):
    make.showcase("Vellum and parchment")
    make.showcase("Vellum and zeppelins")
    parts = get("/showcases/", q="vellum zeppelins").context["parts"]
    named = [(name, [str(one) for one in those]) for name, those in parts]
    assert named == [("", ["Vellum and zeppelins"]), ("Some of the words", ["Vellum and parchment"])]
    for asked in ({"q": "vellum zeppelins", "sort": "title"}, {"q": "vellum"}, {"q": "zeppelins airship"}, {}):
        assert [name for name, _ in get("/showcases/", **asked).context["parts"]] == [""], asked


def test_a_contradiction_finds_nothing(found):
    make.showcase("Vellum and parchment")
    assert found("/showcases/", q="vellum -vellum") == []
    assert found("/showcases/", q="vellum NOT parchment") == []


def test_the_list_says_in_one_line_how_it_stands(get, monkeypatch):
    monkeypatch.setattr("finding.listing.PER_PAGE", 1)
    for title in ("Vellum", "Vellum too"):
        make.showcase(title)
    said = [get("/showcases/", q=q, **asked).context["said"] for q, asked in (
        ("", {}), ("", {"sort": "title", "page": "2"}), ("velum", {}), ("zzz", {}),
    )]  # fmt: skip
    assert said == [
        "2 showcases",
        "2 showcases, sorted by title, page 2 of 2",
        "Nothing has “velum”. Showing results for “Vellum”. 2 showcases",
        "No showcases",
    ]
