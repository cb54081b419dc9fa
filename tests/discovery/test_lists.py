"""The lists of showcases and people: filters, counts, sorting, pages."""

import pytest

from discovery.facets import MOST_USED
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


def test_people_who_were_searched_can_be_sorted_by_name(found):
    make.profile("Zoe Zeal", job_title="Binder")
    make.profile("Ann Abel", skills_in_role="I know a binder.")
    assert found("/people/", q="binder", sort="name") == ["Ann Abel", "Zoe Zeal"]
    assert found("/people/", q="binder") == ["Zoe Zeal", "Ann Abel"]


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


def test_all_the_skills_and_pillars_asked_for_must_hold(found, vocabulary):
    both = [vocabulary.paper, vocabulary.digitisation]
    make.showcase("Both", skills=both, pillars=["visibility", "recognition"])
    make.showcase("Paper only", skills=[vocabulary.paper], pillars=["recognition"])
    assert found("/showcases/", skill=["conservation", "digitisation"]) == ["Both"]
    assert found("/showcases/", pillar=["visibility", "recognition"]) == ["Both"]
    assert found("/showcases/", skill="conservation", pillar="recognition") == ["Paper only", "Both"]


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


def test_counts_say_what_choosing_an_option_would_leave(counts, found, vocabulary):
    library = InstitutionFactory(name="Big Library", slug="big")
    make.showcase(skills=[vocabulary.paper], year=2023, institution=library, pillars=["visibility"])
    make.showcase(skills=[vocabulary.paper, vocabulary.book], year=2024, pillars=["visibility", "recognition"])
    make.showcase(skills=[vocabulary.digitisation], year=2024, pillars=["recognition"])
    everything = counts("/showcases/")
    assert everything["Skill"] == {
        "Conservation": 2, "Paper conservation": 2, "Book conservation": 1, "Digitisation": 1
    }  # fmt: skip
    assert everything["Year of the work"] == {"2024": 2, "2023": 1}
    assert everything["Pillar"] == {"Visibility": 2, "Recognition": 2}
    for slug, label in (("conservation", "Conservation"), ("digitisation", "Digitisation")):
        assert len(found("/showcases/", skill=slug)) == everything["Skill"][label]


def test_a_single_choice_is_counted_without_itself(counts):
    make.showcase(year=2023)
    make.showcase(year=2024)
    assert counts("/showcases/", year="2023")["Year of the work"] == {"2024": 1, "2023": 1}


def test_options_that_lead_nowhere_are_hidden_unless_chosen(counts, vocabulary):
    make.showcase(skills=[vocabulary.paper])
    assert "Recognition" not in counts("/showcases/")["Pillar"]
    assert counts("/showcases/", pillar="recognition")["Pillar"] == {"Recognition": 0}
    assert counts("/showcases/", skill="digitisation")["Skill"] == {"Digitisation": 0}


def test_an_option_is_a_link_that_adds_or_removes_one_value_and_begins_at_page_one(get, vocabulary):
    make.showcase(skills=[vocabulary.paper], pillars=["visibility", "recognition"])
    asked = {"skill": "paper-conservation", "pillar": "visibility", "q": "work", "sort": "title", "page": "1"}
    facets = {facet["title"]: facet["shown"] for facet in get("/showcases/", **asked).context["facets"]}
    urls = {option.label: option.url for option in [*facets["Skill"], *facets["Pillar"], *facets["Year of the work"]]}
    here = "/showcases/?q=work&skill=paper-conservation&pillar=visibility&sort=title"
    assert urls["Recognition"] == here.replace("&sort", "&pillar=recognition&sort")
    assert urls["Visibility"] == here.replace("&pillar=visibility", "")
    assert urls["Paper conservation"] == here.replace("&skill=paper-conservation", "")
    assert urls["2024"] == here.replace("&sort", "&year=2024&sort")


def test_the_twelve_most_used_skills_are_in_sight_and_all_of_them_are_behind_more(get):
    skills = [SkillFactory(slug=f"s-{letter}") for letter in "abcdefghijklmno"]
    make.showcase(skills=skills[:12])
    make.showcase(skills=skills[3:])
    facet = get("/showcases/", skill="s-a").context["facets"][0]
    assert facet["shown"][0].label == "S a"
    facet = get("/showcases/").context["facets"][0]
    assert len(facet["shown"]) == 12
    assert {o.label for o in facet["shown"][:9]} == {f"S {letter}" for letter in "defghijkl"}
    assert [o.label for o in facet["folded"]] == [f"S {letter}" for letter in "abcdefghijklmno"]


def test_a_chosen_option_is_in_sight_however_far_down_it_stands(get):
    for year in range(2010, 2022):
        make.showcase(year=year)
    facet = get("/showcases/", year="2010").context["facets"][-1]
    assert [option.label for option in facet["shown"]] == [*map(str, range(2021, 2013, -1)), "2010"]
    assert [option.label for option in facet["folded"]] == ["2013", "2012", "2011"]
    assert facet["more"] == "3 more"


def test_people_can_be_narrowed_by_field_of_work(found, counts):
    make.profile("Ann Abel", role_families=["conservation", "imaging"])
    make.profile("Bea Bell", role_families=["imaging"])
    assert found("/people/", family=["conservation", "imaging"]) == ["Ann Abel"]
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


NAMES = ("q", "skill", "pillar", "institution", "family", "year", "sort", "page")
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


def test_an_empty_list_says_what_to_do(get, words):
    assert "Nothing published yet" in words(get("/showcases/"))
    make.showcase()
    alone = get("/showcases/", q="walrus", year="2024")
    assert alone.context["nothing"]["action_url"] == "/showcases/?q=walrus"
    assert get("/showcases/", pillar="recognition").context["nothing"]["action_label"] == "Take everything off"


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


def test_an_option_that_stands_twice_has_its_place_once(get, db):
    skills = [SkillFactory(slug=f"skill-{number:02}") for number in range(MOST_USED + 3)]
    make.showcase(skills=skills[:12])
    make.showcase(skills=skills[3:])
    [facet] = [facet for facet in get("/showcases/").context["facets"] if facet["title"] == "Skill"]
    assert len(facet["shown"]) == MOST_USED
    assert len(facet["folded"]) == MOST_USED + 3
    assert [option.repeated for option in facet["shown"]] == [False] * MOST_USED
    assert sum(option.repeated for option in facet["folded"]) == MOST_USED
