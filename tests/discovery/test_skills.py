"""The vocabulary as visitors see it."""

import pytest

from skills.models import Kind, Status
from skills.writing import rebuild_derived
from tests.discovery import make
from tests.factories import SkillFactory
from vocabulary.missed import clean


def tree(response):
    """{kind: [(name, what there is, children)]}"""

    def nodes(branch):
        return [(n["skill"].name, n["there_is"], nodes(n["children"])) for n in branch]

    return {group["kind"].value: nodes(group["nodes"]) for group in response.context["kinds"]}


def test_skills_stand_below_their_broader_ones_with_what_there_is_of_each(get, vocabulary):
    make.showcase(skills=[vocabulary.paper, vocabulary.book])
    make.showcase(skills=[vocabulary.conservation])
    make.profile(skills=[vocabulary.book])
    assert tree(get("/skills/")) == {
        "specialist": [
            (
                "Conservation",
                "2 showcases, 1 person",
                [("Book conservation", "1 showcase, 1 person", []), ("Paper conservation", "1 showcase", [])],
            ),
            ("Digitisation", "", []),
        ]
    }


def test_each_kind_has_its_part_and_a_skill_of_two_stands_below_both(get, words):
    metadata = SkillFactory(slug="metadata", kind=Kind.FOUNDATIONAL)
    linked = SkillFactory(slug="linked-data")
    SkillFactory(slug="bibframe", broader=[metadata, linked])
    SkillFactory(slug="both", broader=[linked, SkillFactory(slug="alone")])
    response = get("/skills/")
    assert tree(response) == {
        "foundational": [("Metadata", "", [])],
        "specialist": [
            ("Alone", "", [("Both", "", [])]),
            ("Linked data", "", [("Bibframe", "", []), ("Both", "", [])]),
        ],
    }
    assert words(response).index("Foundational") < words(response).index("Specialist")


def test_the_list_of_skills_is_searched_by_other_names_and_says_so(get, words, vocabulary):
    SkillFactory(slug="oresund", labels=["Øresund bridges"])
    assert "5 skills" in words(get("/skills/"))
    text = words(get("/skills/", q="ØRESUND bridge"))
    assert "1 skill found" in text
    assert "Oresund (also called Øresund bridges)" in text


@pytest.mark.parametrize(
    ("q", "shown", "said"),
    [
        ("paper", [("Conservation", [("Paper conservation", [])])], "1 skill found"),
        ("MENDING of", [("Conservation", [("Paper conservation", [])])], "1 skill found"),
        ("conservation book", [("Conservation", [("Book conservation", [])])], "1 skill found"),
        (
            "conservation",
            [("Conservation", [("Book conservation", []), ("Paper conservation", [])])],
            "3 skills found",
        ),
        ("digitis", [("Digitisation", [])], "1 skill found"),
        ("paper book", [], "No skills found"),  # of one skill both, not of two
        ("zzzz", [], "No skills found"),
        ("  ", None, "4 skills"),
    ],
)
def test_skills_are_searched_without_script(q, shown, said, get, words, vocabulary):
    def nodes(branch):
        return [(node["skill"].name, nodes(node["children"])) for node in branch]

    response = get("/skills/", q=q)
    found = [pair for group in response.context.get("kinds", ()) for pair in nodes(group["nodes"])]
    assert shown is None or found == shown
    assert said in words(response)
    markup = response.content.decode()
    assert ("noindex" in markup) == bool(q.strip())
    assert ("See all skills" in markup) == bool(q.strip())


def test_what_fits_best_stands_first_with_what_it_is_part_of(get, db):
    desk = SkillFactory(slug="desk", kind="foundational")
    craft = SkillFactory(slug="work-with-paper", kind="specialist")
    SkillFactory(slug="printers", broader=[desk], definition="Paper mending, no.", kind="foundational")
    SkillFactory(slug="all-sorts", broader=[craft], definition="Some paper mending.", kind="specialist")
    SkillFactory(slug="tears", broader=[craft], labels=["Paper mending"], kind="specialist")
    kinds = get("/skills/", q="paper mending").context["kinds"]
    assert [kind["kind"] for kind in kinds] == ["specialist", "foundational"]
    [top] = kinds[0]["nodes"]
    assert [(node["skill"].slug, node["is_found"]) for node in (top, *top["children"])] == [
        ("work-with-paper", False),
        ("tears", True),
        ("all-sorts", True),
    ]


def test_a_skill_below_two_others_counts_once(get, words, db):
    both = [SkillFactory(slug="linked-data"), SkillFactory(slug="alone")]
    SkillFactory(slug="bibframe", broader=both)
    assert "1 skill found" in words(get("/skills/", q="bibframe"))
    assert "3 skills" in words(get("/skills/"))


def test_a_word_that_is_nearly_right_is_suggested(get, words, vocabulary):
    assert "Did you mean Digitisation" in words(get("/skills/", q="digitizzation"))


def test_without_a_vocabulary_the_page_says_so(get, words):
    assert "The vocabulary has not been loaded." in words(get("/skills/"))


def test_a_skill_is_shown_with_all_that_is_next_to_it(get, words, vocabulary):
    vocabulary.paper.related.add(SkillFactory(slug="paper-making"))
    vocabulary.paper.leads_to.add(SkillFactory(slug="running-a-studio"))
    vocabulary.paper.labels.create(text="paper concervation", sort="hidden")
    SkillFactory(slug="tissue-repair", broader=[vocabulary.paper])
    SkillFactory(slug="old-way", broader=[vocabulary.paper], status=Status.DEPRECATED)
    text = words(get("/skills/paper-conservation/"))
    for part in (
        "Specialist skill Paper conservation What somebody does with care.", "Also called Mending of paper",
        "Part of Conservation", "Takes in Tissue repair", "Goes with Paper making", "Leads to Running a studio",
    ):  # fmt: skip
        assert part in text, part
    assert "concervation" not in text
    assert "Old way" not in text


def test_a_skill_shows_the_showcases_and_people_of_narrower_ones(get, vocabulary):
    make.showcase("Paper", skills=[vocabulary.paper])
    make.withdrawn(make.showcase("Gone", skills=[vocabulary.paper]))
    make.profile("Bea Bell", skills=[vocabulary.book])
    make.profile("Ann Abel", skills=[vocabulary.paper, vocabulary.book])
    context = get("/skills/conservation/").context
    assert [str(s) for s in context["showcases"]] == ["Paper"]
    assert [str(p) for p in context["people"]] == ["Ann Abel", "Bea Bell"]
    assert (context["showcase_total"], context["people_total"]) == (1, 2)


def test_a_skill_that_was_replaced_redirects_to_what_is_used_now(get, vocabulary):
    older = SkillFactory(slug="restoration", successors=[vocabulary.conservation])
    SkillFactory(slug="mending", successors=[older])
    response = get("/skills/mending/")
    assert (response.status_code, response["Location"]) == (301, "/skills/conservation/")


def test_a_skill_given_up_without_a_successor_keeps_its_page(get, words):
    skill = SkillFactory(slug="microfiche", status=Status.DEPRECATED)
    rebuild_derived()
    make.showcase("Fiche", skills=[skill])
    text = words(get("/skills/microfiche/"))
    assert "no longer in use" in text
    assert "Fiche" in text
    assert "Microfiche" not in words(get("/skills/"))


NOTHING = ["the", "a", "é", "OR", "of the", '"a"', "the OR a", "x"]


@pytest.mark.parametrize("q", NOTHING)
def test_what_says_nothing_finds_no_skill_that_only_begins_so(q, get, words, db):
    names = ("Thesis deposit", "Alma", "École", "Organisational skills", "Offprints", "Xylography")
    for name in names:
        make.profile("Bob Cox", skills=[SkillFactory(name=name)])
    rebuild_derived()
    for path in ("/skills/", "/people/", "/showcases/", "/search/"):
        said = words(get(path, q=q))
        assert not [name for name in names if f"skill {name}" in said], path
    assert "No skills" in words(get("/skills/", q=q))
    assert list(get("/people/", q=q).context["page"]) == []
    assert clean(q) == ""


def test_nor_does_it_refuse_any(get, words, db):
    SkillFactory(name="Binding")
    SkillFactory(name="Alma")
    rebuild_derived()
    assert "1 skill found" in words(get("/skills/", q="binding -a"))
    assert "1 skill found" in words(get("/skills/", q="alma -b"))


def test_letters_that_stand_together_say_something(get, words, db):
    SkillFactory(name="R&D management")
    rebuild_derived()
    assert "1 skill found" in words(get("/skills/", q="R & D"))


def test_a_word_that_is_spelt_wrongly_and_stands_in_texts_is_read_as_there(get, words, db):
    skill = SkillFactory(name="Programming", definition="You write small programs, in Python above all.")
    make.profile("Ann Abel", skills_in_role="I write Python.", skills=[skill])
    rebuild_derived()
    said = words(get("/skills/", q="Pyhton"))
    assert "No skills" in said
    assert "Programming" in said.partition("Did you mean")[2]


def test_but_what_is_called_so(get, words, db):
    SkillFactory(name="IT")
    rebuild_derived()
    assert "1 skill found" in words(get("/skills/", q="it"))
