"""Full text search: what is found, what comes first, what is offered instead."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from skills.models import Label
from skills.writing import rebuild_derived
from tests.discovery import make
from tests.factories import InstitutionFactory, SkillFactory, UserFactory


@pytest.mark.parametrize(
    "q",
    [
        "parchment",  # the title
        "parchments",  # another form of it
        "cockled",  # the summary
        "weights",  # the long texts
        "conservation",  # a broader skill
        "mending of paper",  # another name of a skill
        "remedial",  # another name of a broader skill
        "Tolland",  # a contributor
        "Inverlathe",  # the institution
        "Saltmarsh",  # a partner
        "leaf OR walrus",
        '"flat parchment"',
        "parchment -walrus",
    ],
)
def test_a_showcase_is_found_by_all_that_it_says(found, vocabulary, q):
    make.showcase(
        "Flat parchment",
        summary="It had cockled.",
        what_we_did="A leaf, under *weights*.",
        skills=[vocabulary.paper],
        contributors=["Mairi Tolland"],
        institution=InstitutionFactory(name="Inverlathe Library"),
        partners=[InstitutionFactory(name="Saltmarsh Archive")],
    )
    assert found("/showcases/", q=q) == ["Flat parchment"]


@pytest.mark.parametrize("q", ["Tolland", "binder", "unroll", "paste", "conservation", "evidently", "Inverlathe"])
def test_a_person_is_found_by_all_that_they_say(found, vocabulary, q):
    make.profile(
        "Mairi Tolland",
        job_title="Binder",
        hook="I unroll maps.",
        skills_in_role="I cook *paste*.",
        skills=[vocabulary.paper],
        evidence="Evidently.",
        institution=InstitutionFactory(name="Map Room", parent=InstitutionFactory(name="Inverlathe Library")),
    )
    assert found("/people/", q=q) == ["Mairi Tolland"]


def test_accents_do_not_matter_in_either_direction(found):
    make.showcase("Élan in the Bibliothèque")
    assert found("/showcases/", q="elan bibliotheque") == ["Élan in the Bibliothèque"]
    make.showcase("Facsimile of a manuscript from Alesund")
    assert found("/showcases/", q="façsimile") == ["Facsimile of a manuscript from Alesund"]


@pytest.mark.parametrize(
    "q", ["HTR", "OCR/HTR", "OCR HTR", "born digital", "born-digital", '"born-digital"', "MARC-21", "marc 21"]
)
def test_words_joined_by_a_hyphen_or_a_slash_are_found_by_each(found, q):
    make.showcase("OCR/HTR for born-digital MARC-21")
    assert len(found("/showcases/", q=q)) == 1


def test_a_word_in_the_title_counts_more_than_one_further_down(found):
    make.showcase("A", contributors=["Ann Vellum"])
    make.showcase("B", challenge="Vellum.")
    make.showcase("Vellum")
    make.showcase("C", summary="Vellum.")
    assert found("/showcases/", q="vellum") == ["Vellum", "C", "B", "A"]
    assert found("/showcases/", q="vellum", sort="newest") == ["C", "Vellum", "B", "A"]


def test_best_match_can_only_be_asked_for_with_words(get):
    make.showcase("Vellum")
    make.showcase("More vellum")
    assert [s["label"] for s in get("/showcases/").context["sort"]] == ["Newest", "Title"]
    assert [s["label"] for s in get("/showcases/", q="vellum").context["sort"]] == ["Best match", "Newest", "Title"]
    assert get("/showcases/", sort="relevance").status_code == 200


def test_another_name_of_a_skill_leads_to_the_skill(get, words, vocabulary):
    response = get("/showcases/", q="digitization")
    assert "“digitization” is another name for the skill Digitisation ." in words(response)
    assert 'href="/skills/digitisation/"' in response.content.decode()
    assert "“DIGITISATION” is also a skill: Digitisation ." in words(get("/people/", q="DIGITISATION"))
    assert get("/people/", q="digit").context["called"] is None


def test_a_word_that_several_skills_share_leads_to_each(get, words, vocabulary):
    for skill in (vocabulary.paper, vocabulary.book):
        skill.labels.create(text="sewing frames", sort="hidden")
    rebuild_derived()
    response = get("/showcases/", q="sewing frames")
    assert "“sewing frames” may mean the skill Book conservation or Paper conservation ." in words(response)
    assert 'href="/skills/book-conservation/"' in response.content.decode()


def test_where_nothing_is_found_a_skill_spelt_nearly_so_is_offered(get, words, vocabulary):
    assert "Did you mean the skill Digitisation ?" in words(get("/showcases/", q="digitisaton"))
    assert "Did you mean the skill Paper conservation ?" in words(get("/showcases/", q="paper"))
    assert "Did you mean" not in words(get("/showcases/", q="walrus"))


def test_words_too_common_to_search_for_break_nothing(get):
    make.showcase("The what and the why")
    assert get("/showcases/", q="the").status_code == 200


def test_the_facets_count_what_the_words_found(counts):
    make.showcase("Vellum", year=2023)
    make.showcase("Paper", year=2024)
    assert counts("/showcases/", q="vellum")["Year of the work"] == {"2023": 1}


def test_reindex_brings_in_what_changed_in_the_vocabulary_and_the_names_of_places(found, capsys):
    skill = SkillFactory(slug="weaving")
    library = InstitutionFactory(name="Old Name")
    make.showcase("Cloth", skills=[skill], institution=library)
    make.profile("Ann Abel", user=UserFactory(), skills=[skill], institution=library)
    Label.objects.create(skill=skill, text="Loomwork")
    library.name = "Inverlathe"
    library.save()
    assert found("/showcases/", q="loomwork") == []
    call_command("reindex")
    assert found("/showcases/", q="loomwork inverlathe") == ["Cloth"]
    assert found("/people/", q="loomwork inverlathe") == ["Ann Abel"]
    assert capsys.readouterr().out == "Indexed 1 showcases, 1 profiles and 1 skills.\n"


def test_a_new_index_of_many_pages_costs_as_many_statements_as_of_one(vocabulary):
    from commitment.models import Showcase
    from commitment.search import index

    def statements():
        with CaptureQueriesContext(connection) as captured:
            index(Showcase.objects.all())
        return len(captured)

    make.showcase(skills=[vocabulary.paper, vocabulary.book])
    of_one = statements()
    for _ in range(5):
        make.showcase(skills=[vocabulary.paper, vocabulary.digitisation])
    assert statements() == of_one <= 34
