"""Facets: what they filter, what they count, where their links lead, and their own filter."""

from itertools import product

import pytest
from django.http import QueryDict

from commitment.models import Contributor
from commitment.roles import CreditRole, LibraryRole
from finding.facets.base import IN_SIGHT, LONG, MOST
from finding.facets.of_lists import FACETS
from tests.discovery import make
from tests.discovery.conftest import options_of
from tests.factories import InstitutionFactory, SkillFactory
from tests.markup import Tree


def links_of(facet):
    return {option.label: option.url for option in options_of(facet)}


def credited(live, *, credit=(), library=()):
    Contributor.objects.create(
        showcase=live, position=live.contributors.count(), name="Ann", credit_roles=credit, library_roles=library
    )


@pytest.fixture
def shelf(vocabulary):
    """Showcases that differ in every way in which a list of them can be narrowed."""
    studio = InstitutionFactory(name="Studio", slug="studio", kind="conservation", country="GB")
    archive = InstitutionFactory(name="Archive", slug="archive", kind="archive", country="IE")
    room = InstitutionFactory(name="Room", slug="room", kind="national", country="IE", parent=archive)
    skills = [vocabulary.paper, vocabulary.book, vocabulary.digitisation]
    pillars = ["visibility"], ["recognition"], ["visibility", "sustainability"]
    for number, (place, n) in enumerate(product((studio, archive, room), range(3))):
        live = make.showcase(
            f"Work {number}", institution=place, skills=skills[n : n + 2], pillars=pillars[n], year=2020 + number % 4
        )
        credited(live, credit=[[CreditRole.SOFTWARE], [CreditRole.METHODOLOGY]][number % 2])
        credited(live, credit=[CreditRole.SOFTWARE], library=[LibraryRole.TRAINING] * (number % 3 == 0))


CHOICES = [
    {},
    {"skill": "paper-conservation"},
    {"skill": ["paper-conservation", "digitisation"]},
    {"pillar": ["recognition", "sustainability"], "year": "2021"},
    {"institution": ["studio", "room"], "role": "training"},
    {"kind": "archive", "country": "GB"},
    {"country": "IE", "skill": "conservation", "role": ["methodology", "training"]},
]


@pytest.mark.parametrize("asked", CHOICES)
def test_a_count_is_what_the_option_alone_would_give_beside_the_other_facets(asked, whole, found, shelf):
    facets = list(whole("/showcases/", **asked).values())
    assert len(facets) == (2 if asked.get("kind") else 7)  # nothing is left to count of a list that is empty
    for facet in facets:
        others = {name: values for name, values in asked.items() if name != facet["name"]}
        for option in options_of(facet):
            alone = found("/showcases/", **others, **{facet["name"]: option.value})
            assert len(alone) == option.count, (facet["name"], option.label)


def test_any_of_several_values_holds_and_all_facets_do(found, shelf):
    def numbers(**asked):
        return {int(title.split()[1]) for title in found("/showcases/", **asked)}

    assert numbers(institution=["studio", "room"]) == {0, 1, 2, 6, 7, 8}
    assert numbers(pillar=["recognition", "sustainability"]) == {1, 2, 4, 5, 7, 8}
    assert numbers(institution=["studio", "room"], pillar="recognition") == {1, 7}
    assert numbers(skill=["paper-conservation", "digitisation"]) == set(range(9))
    assert numbers(skill="paper-conservation", kind=["archive", "national"]) == {3, 6}
    assert numbers(country="IE") == {3, 4, 5, 6, 7, 8}
    assert numbers(role="training") == {0, 3, 6}
    assert numbers(role=["training", "methodology"]) == {0, 1, 3, 5, 6, 7}


def test_an_institution_takes_in_its_units_and_a_kind_or_country_is_its_own(counts, shelf):
    facets = counts("/showcases/")
    assert facets["Institution"] == {"Archive": 6, "Room": 3, "Studio": 3}
    assert facets["Kind of institution"] == {"Archive": 3, "Conservation studio": 3, "National library": 3}
    assert facets["Country"] == {"Ireland": 6, "United Kingdom": 3}


def test_people_are_narrowed_by_kind_and_country_too(found, counts):
    archive = InstitutionFactory(kind="archive", country="IE")
    make.profile("Ann Abel", institution=archive)
    make.profile("Bea Bell", institution=InstitutionFactory(kind="public", country="GB"))
    assert found("/people/", kind="archive") == ["Ann Abel"]
    assert found("/people/", country=["IE", "GB"]) == ["Ann Abel", "Bea Bell"]
    assert counts("/people/", country="IE")["Kind of institution"] == {"Archive": 1}
    assert counts("/people/", country="IE")["Country"] == {"Ireland": 1, "United Kingdom": 1}


def test_roles_stand_in_two_parts_that_say_whose_they_are(whole, shelf):
    parts = {part["title"]: part for part in whole("/showcases/")["Contributor role"]["parts"]}
    assert {title: [option.label for option in part["options"]] for title, part in parts.items()} == {
        "Library roles": ["Training"],
        "CRediT roles": ["Methodology", "Software"],
    }


def test_an_option_is_a_link_that_adds_or_removes_one_value_and_begins_at_page_one(facets, vocabulary):
    make.showcase(skills=[vocabulary.paper], pillars=["visibility", "recognition"], started="2024", ended="2025")
    asked = {"skill": "paper-conservation", "pillar": "visibility", "year": "2024", "q": "work", "sort": "title"}
    found = facets("/showcases/", **asked, page="1")
    here = "/showcases/?q=work&skill=paper-conservation&pillar=visibility&year=2024&sort=title"
    pillars, skills, years = (links_of(found[name]) for name in ("Pillar", "Skill", "Year of the work"))
    assert pillars["Recognition"] == here.replace("&year", "&pillar=recognition&year")
    assert pillars["Visibility"] == here.replace("&pillar=visibility", "")
    assert skills["Paper conservation"] == here.replace("&skill=paper-conservation", "")
    assert (years["2025"], years["2024"]) == (here.replace("2024", "2025"), here.replace("&year=2024", ""))


@pytest.mark.parametrize(
    ("name", "broad", "narrow", "other"),
    [("Skill", "conservation", "book-conservation", "digitisation"), ("Institution", "archive", "room", "studio")],
)
def test_a_choice_takes_the_place_of_a_broader_or_narrower_one_on_its_line(name, broad, narrow, other, whole, shelf):
    """As the broad one stands for both, adding the narrow one would change nothing."""
    asked = name.lower()

    def values_after(chosen, option):
        [url] = {o.url for o in options_of(whole("/showcases/", **{asked: chosen})[name]) if o.value == option}
        return QueryDict(url.partition("?")[2]).getlist(asked)

    assert values_after([broad, other], narrow) == [other, narrow]
    assert values_after([narrow, other], broad) == [other, broad]


def test_what_may_be_chosen_is_said_and_the_marks_are_like_it(get, shelf):
    tree = Tree(get("/showcases/").content.decode())

    def classes(node):
        return node.at.get("class", "").split()

    facets = {n.at["id"]: n for n in tree.root.all() if n.tag == "details" and "facet" in classes(n)}
    for name, facet in facets.items():
        is_one = name == "facet-year"
        [how] = [n for n in facet.all() if n.tag == "p" and "facet__how" in classes(n)]
        assert how.words.strip() == ("One of these" if is_one else "Any of several")
        marks = [n for n in facet.all() if "facet__box" in classes(n)]
        assert marks
        assert {"facet__box--one" in classes(mark) for mark in marks} == {is_one}


def test_each_line_has_a_place_of_its_own(get, vocabulary):
    """Its address leads there; a skill that stands below two has two."""
    binding = SkillFactory(slug="binding", broader=[vocabulary.conservation, vocabulary.digitisation])
    make.showcase(skills=[binding, vocabulary.paper])
    nodes = list(Tree(get("/showcases/", all="skill").content.decode()).root.all())
    ids = [node.at["id"] for node in nodes if "id" in node.at]
    assert len(ids) == len(set(ids))
    assert {"skill-binding", "skill-binding~2", "below-skill-conservation"} <= set(ids)
    options = [node.at for node in nodes if "facet__option" in node.at.get("class", "").split()]
    assert all(option["href"].endswith(f"#{option['id']}") for option in options)


def test_units_can_be_had_where_no_other_place_is_out_of_sight(facets, whole):
    place = InstitutionFactory(name="Keep")
    make.showcase(institution=InstitutionFactory(name="Map Room", parent=place))
    [part] = facets("/showcases/")["Institution"]["parts"]
    assert [option.label for option in part["options"]] == ["Keep"]
    assert "all=institution" in part["rest_url"]
    [part] = whole("/showcases/")["Institution"]["parts"]
    assert [option.label for option in part["options"][0].below] == ["Map Room"]


def test_what_is_out_of_sight_is_not_there_and_a_choice_always_is(facets, whole):
    for year in range(2010, 2022):
        make.showcase(year=year)
    in_sight = [*map(str, range(2021, 2021 - IN_SIGHT, -1))]
    [part] = facets("/showcases/")["Year of the work"]["parts"]
    assert [option.label for option in part["options"]] == in_sight
    assert (part["more"], part["rest_url"]) == ("All years", "/showcases/?all=year#year-2013")
    [part] = facets("/showcases/", year="2010")["Year of the work"]["parts"]
    assert [option.label for option in part["options"]] == [*in_sight, "2010"]
    assert part["rest_url"] == "/showcases/?year=2010&all=year#year-2013"
    every = whole("/showcases/", year="2010")["Year of the work"]
    assert [option.label for option in every["parts"][0]["options"]] == [*map(str, range(2021, 2009, -1))]
    assert every["parts"][0]["rest_url"] == ""
    assert every["less_url"].endswith("#title-year")
    assert "all=year" not in every["less_url"]


def test_one_option_alone_is_not_left_out(facets):
    for year in range(2010, 2010 + IN_SIGHT + 1):
        make.showcase(year=year)
    facet = facets("/showcases/")["Year of the work"]
    [part] = facet["parts"]
    assert (len(part["options"]), part["rest_url"], facet["less_url"]) == (IN_SIGHT + 1, "", "")


def test_what_few_look_for_is_a_title_until_it_is_asked_for(facets, shelf):
    shut = facets("/showcases/", pillar="visibility")["Country"]
    assert (shut["parts"], shut["open_url"]) == ([], "/showcases/?pillar=visibility&all=country#title-country")
    opened = facets("/showcases/", all="country")["Country"]
    assert opened["open_url"] == ""
    assert links_of(opened)["Ireland"] == "/showcases/?country=IE&all=country"
    assert {option.label for option in options_of(facets("/showcases/", country="IE")["Country"])} > {"Ireland"}


def test_below_a_choice_stand_those_that_it_takes_in(facets, shelf):
    [skill] = facets("/showcases/")["Skill"]["parts"]
    assert not any(option.below for option in skill["options"])
    [skill] = facets("/showcases/", skill="conservation")["Skill"]["parts"]
    [chosen] = [option for option in skill["options"] if option.selected]
    assert chosen.is_open
    assert {option.label for option in chosen.below} == {"Paper conservation", "Book conservation"}


def test_a_part_of_an_address_that_says_what_is_whole_makes_no_sense_of_its_own(get, shelf):
    response = get("/showcases/", all=["walrus", "skill", "skill"])
    assert response.context["address"] == "/showcases/?all=skill"
    assert response.context["canonical"].endswith("/showcases/")


def test_more_than_can_be_asked_for_is_said(get, words):
    asked = {"country": [f"{n}" for n in range(MOST + 1)]}
    assert f"“Country” can be asked for {MOST} at a time; the rest is left out." in words(get("/showcases/", **asked))


def test_every_facet_has_its_place_in_the_address_whatever_order_it_came_in(get, shelf):
    asked = {
        **{"sort": "title", "role": "software", "find-skill": "paper", "year": "2020", "country": "GB"},
        **{
            "kind": "conservation",
            "institution": "studio",
            "pillar": "visibility",
            "skill": "conservation",
            "q": "work",
        },
    }
    assert set(FACETS) == {"showcases", "people"}
    assert get("/showcases/", **asked).context["address"] == (
        "/showcases/?q=work&skill=conservation&pillar=visibility&institution=studio&kind=conservation&country=GB"
        "&year=2020&role=software&find-skill=paper&sort=title"
    )


# -- the filter of a long facet ----------------------------------------------------------------------------


@pytest.fixture
def many(db):
    """More institutions than are looked through at a glance, one with a unit."""
    for number in range(LONG):
        make.showcase(institution=InstitutionFactory(name=f"Library {number:02}", slug=f"library-{number:02}"))
    lodz = InstitutionFactory(name="Łódź Library", slug="lodz")
    make.showcase(institution=InstitutionFactory(name="Map Room", slug="maps", parent=lodz))


def in_sight(facet):
    return [option.label for option in options_of(facet) if not option.is_hidden]


def test_only_a_long_facet_has_a_filter(facets, many):
    assert facets("/showcases/")["Institution"]["find"]["several"] == "institutions"
    assert facets("/showcases/")["Pillar"]["find"] is None


@pytest.mark.parametrize("text", ["lodz", "ŁÓDŹ lib", "  Łódź  "])
def test_it_finds_without_regard_to_capitals_and_accents_and_what_is_part_of_it_too(text, facets, many):
    facet = facets("/showcases/", **{"find-institution": text})["Institution"]
    assert in_sight(facet) == ["Łódź Library", "Map Room"]
    assert facet["find"]["said"] == f"1 of {LONG + 2} institutions"


def test_what_something_found_is_in_stays_and_is_open_and_so_does_what_is_chosen(facets, many):
    facet = facets("/showcases/", **{"find-institution": "map", "institution": "library-11"})["Institution"]
    assert in_sight(facet) == ["Library 11", "Łódź Library", "Map Room"]
    [lodz] = [option for option in options_of(facet) if option.value == "lodz"]
    assert lodz.is_open
    assert facet["is_whole"]


def test_it_is_kept_by_all_links_until_it_is_cleared_and_narrows_nothing(get, many, words):
    response = get("/showcases/", **{"find-institution": "map", "sort": "title"})
    context = response.context
    assert len(context["page"]) == LONG + 1
    assert context["filters"] == []
    assert '<link rel="canonical" href="http://127.0.0.1:8000/showcases/?sort=title">' in response.content.decode()
    assert ("find-institution", "map") in context["hidden"]
    [pillar] = [facet for facet in context["facets"] if facet["name"] == "pillar"]
    [place] = [facet for facet in context["facets"] if facet["name"] == "institution"]
    assert links_of(pillar)["Visibility"] == "/showcases/?pillar=visibility&find-institution=map&sort=title"
    assert place["find"]["without"] == "/showcases/?sort=title"
    assert place["find"]["hidden"] == [("sort", "title")]
    assert "None of 14 institutions" in words(get("/showcases/", **{"find-institution": "walrus"}))


# -- nothing found -----------------------------------------------------------------------------------------


def test_an_empty_list_says_what_was_asked_for_and_what_there_is_with_less(get, words, vocabulary):
    assert "Nothing published yet" in words(get("/showcases/"))
    make.showcase("Parchment", skills=[vocabulary.paper], year=2020)
    make.showcase("Cradle", skills=[vocabulary.book], year=2019)
    response = get("/showcases/", q="parchment", skill=["book-conservation", "digitisation"], year="2020")
    assert (
        "You asked for the word “parchment”; skill: Book conservation or Digitisation; year of the work: 2020. "
        "All of it has to hold at once."
    ) in words(response)
    assert response.context["nothing"]["drops"] == [
        {
            "label": "Without Book conservation or Digitisation",
            "url": "/showcases/?q=parchment&year=2020",
            "there_is": "1 showcase",
        },
        {
            "label": "Without “parchment”",
            "url": "",
            "there_is": "none",
        },
        {
            "label": "Without 2020",
            "url": "",
            "there_is": "none",
        },
    ]


def test_words_alone_or_one_facet_alone_leave_nothing_to_drop_but_all(get):
    make.showcase()
    words_alone = get("/showcases/", q="walrus").context["nothing"]
    assert (words_alone["drops"], words_alone["action_url"]) == ((), "/search/?q=walrus")
    pillar_alone = get("/showcases/", pillar="recognition").context["nothing"]
    assert [drop["url"] for drop in pillar_alone["drops"]] == ["/showcases/"]
    assert get("/showcases/", q="walrus", sort="relevance", year="2024").context["nothing"]["drops"][0] == {
        "label": "Without “walrus”", "url": "/showcases/?year=2024", "there_is": "1 showcase"
    }  # fmt: skip


def test_what_makes_no_sense_is_said_in_a_sentence_and_one_is_one_result(get, words, vocabulary):
    make.profile("Ann Abel", skills=[vocabulary.paper])
    said = words(get("/people/", level="expert", kind="palace"))
    assert "There is no level “expert”, so it is left out." in said
    assert "There is no kind “palace”, so it is left out." in said
    assert "Conservation 1 result " in said
