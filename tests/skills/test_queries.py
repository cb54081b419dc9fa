import pytest

from skills.queries import find_skill, options, suggest
from tests.skos.files import skill, vocabulary


def slugs(skills):
    return [skill.slug for skill in skills]


@pytest.fixture
def catalogue(load):
    load(
        vocabulary(
            skill("cataloguing", "Cataloguing", 'skos:altLabel "Cataloging"@en-US', kind="foundational"),
            skill("rare-books", "Rare books cataloguing", "skos:broader skill:cataloguing"),
            skill(
                "maps",
                "Précis of maps",
                'skos:altLabel "Catalogue raisonné"@fr',
                "skos:broader skill:rare-books",
            ),
            skill("koha", "Koha", "skos:broader skill:lms", 'skos:hiddenLabel "Kohha"', kind="software"),
            skill("alma", "Alma", "skos:broader skill:lms, skill:discovery", kind="software"),
            skill("lms", "Integrated library systems", 'skos:altLabel "ILS", "100% LMS"', kind="software"),
            skill("discovery", "Discovery systems", kind="software"),
            skill("voyager", "Voyager", "owl:deprecated true ; dct:isReplacedBy skill:aleph", kind="software"),
            skill("aleph", "Aleph", "owl:deprecated true ; dct:isReplacedBy skill:alma", kind="software"),
            skill("telnet", "Telnet", "owl:deprecated true ; skos:broader skill:lms", kind="software"),
        )
    )


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("rare-books", "rare-books"),
        ("https://colophon.example/skills/rare-books", "rare-books"),
        ("Rare books cataloguing", "rare-books"),
        ("  RARE  books\tcataloguing ", "rare-books"),
        ("cataloging", "cataloguing"),
        ("precis of MAPS", "maps"),
        ("Catalogue raisonne", "maps"),
        ("kohha", "koha"),
        ("100% lms", "lms"),
        ("Aleph", "alma"),
        ("voyager", "alma"),
    ],
)
def test_a_skill_is_found_by_slug_address_and_any_label(catalogue, text, slug):
    assert find_skill(text).slug == slug


@pytest.mark.parametrize("text", ["", " ", "Telnet", "Rare books", "%", "nothing\x00", "' or 1=1"])
def test_what_names_no_accepted_skill_finds_none(catalogue, text):
    assert find_skill(text) is None


def test_an_accepted_skill_goes_before_a_dropped_one_that_had_the_label(load):
    load(vocabulary(skill("koha", "Koha LMS"), skill("b", "Beta")))
    load(vocabulary(skill("b", "Beta", 'skos:altLabel "Koha LMS"')))
    assert find_skill("koha lms").slug == "b"
    assert find_skill("koha") is None


def test_finding_takes_few_queries_however_long_the_chain(catalogue, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        assert find_skill("Voyager").slug == "alma"
    with django_assert_max_num_queries(3):
        assert find_skill("Koha").slug == "koha"


def test_suggestions_that_begin_with_the_text_come_first_then_words_then_the_rest(catalogue):
    assert slugs(suggest("cat")) == ["cataloguing", "maps", "rare-books"]
    assert slugs(suggest("systems")) == ["discovery", "lms"]
    assert slugs(suggest("loguing")) == ["cataloguing", "rare-books"]


def test_a_suggestion_says_which_other_label_has_the_text(catalogue):
    matched = {skill.slug: (skill.matched, skill.why) for skill in suggest("catalog")}
    assert matched == {
        "cataloguing": ("", ""),
        "rare-books": ("", ""),
        "maps": ("Catalogue raisonné", "also called Catalogue raisonné"),
    }
    assert suggest("cataloging")[0].matched == "Cataloging"


def test_a_hidden_label_finds_its_skill_without_being_shown(catalogue):
    [koha] = suggest("kohha")
    assert (koha.slug, koha.matched) == ("koha", "")


def test_the_very_label_comes_before_longer_ones(load):
    load(vocabulary(skill("a", "RDA cataloguing"), skill("b", "Resource Description", 'skos:altLabel "RDA"')))
    assert slugs(suggest("rda")) == ["b", "a"]


def test_deprecated_skills_are_not_suggested_and_signs_say_nothing(catalogue):
    assert suggest("Telnet") == suggest("") == suggest("_") == suggest("\\") == suggest("(") == suggest("%") == []
    assert slugs(suggest("100%")) == ["lms"]


def test_suggestions_are_limited_and_take_two_queries_and_more_on_a_miss(catalogue, django_assert_num_queries):
    with django_assert_num_queries(2):  # labels, skills
        assert len(suggest("cat", limit=2)) == 2
    with django_assert_num_queries(4):  # and words nearly so, their labels
        assert slugs(suggest("catalouging")) == ["cataloguing", "rare-books", "maps"]
    with django_assert_num_queries(8):  # labels, words, topics, showcases, and four that say to use the index
        assert suggest("zebra") == []


def test_a_label_is_the_skill_that_has_it_now_whichever_address_it_left_behind(load):
    load(vocabulary(skill("printing", "Letterpress printing"), skill("three-d", "Printing")))
    assert find_skill("Printing").slug == "three-d"
    assert find_skill("printing").slug == "printing"  # as content keeps it
    assert find_skill("Three-D").slug == "three-d"


def test_the_options_are_the_preferred_labels_of_accepted_skills_by_name(catalogue):
    assert options() == [
        "Alma",
        "Cataloguing",
        "Discovery systems",
        "Integrated library systems",
        "Koha",
        "Précis of maps",
        "Rare books cataloguing",
    ]
