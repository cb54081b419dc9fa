"""The one search for skills finds what people mean, in their own words, and nothing where nothing fits."""

from time import process_time

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from bitmaps import index, kinds
from skills import finding
from skills.fields import SkillField, SkillsField
from skills.models import Skill, Sort, Term, TermSort, Word
from skills.queries import find_skill, labelled, named, suggest
from skills.writing import make_findable, rebuild_derived
from tests.discovery import make
from tests.factories import SkillFactory
from tests.helpers import many
from tests.skills.many import QUERIES, make_many
from tests.skills.words import WORDS
from tests.skos.files import skill, vocabulary

FOLDER = settings.BASE_DIR / "skills" / "vocabulary"
AMONG = 5  # that are in sight at once


def slugs(skills):
    return [skill.slug for skill in skills]


@pytest.fixture
def shipped(db):
    call_command("load_vocabulary", FOLDER / "digcomp-2.2.ttl", FOLDER / "skills.ttl", verbosity=0)


@pytest.fixture
def craft(db):
    SkillFactory(
        slug="paper-repair",
        labels=["Mending of paper", "Papierrestaurierung"],
        definition="Closing tears in sheets with fibrous tissue and wheat starch.",
    )
    SkillFactory(slug="photography", labels=["Photographing collections"])
    SkillFactory(slug="housing", name="Preservation housing", labels=["Box making"])
    SkillFactory(slug="stores", name="Collection storage")
    SkillFactory(slug="exhibitions", name="Exhibition design")
    SkillFactory(slug="marcxml", name="MARCXML")
    SkillFactory(slug="co-working", name="Co-operation with O’Neill’s")
    SkillFactory(slug="museum-work", name="Musée & œuvre")
    for slug in ("housing", "stores"):
        Skill.objects.get(slug=slug).labels.create(text="Boxes", sort=Sort.HIDDEN)
    rebuild_derived()


# -- the words of a working day ------------------------------------------------------------------------------


def test_the_words_of_a_working_day_lead_to_a_fitting_skill_and_to_none_where_none_fits(shipped):
    missed = {}
    for word, fitting in WORDS:
        found = slugs(suggest(word, limit=AMONG))
        if not (fitting & set(found) if fitting else not found):
            missed[word] = found
    assert not missed, missed


NOTHING = [
    *("zebra", "plumbing", "asdf", "qwerty", "carpentry", "horse riding", "football", "lorem ipsum dolor", "2024"),
    *("and the", "%", "_", "%_%", "...", "--", "🙂", "\x00", "\\", "''", '"', "()", "c++", " ", "", "cooking"),
    *("\x00" * 300, "🙂" * 300, "z" * 5000, "zz " * 2000, "' or 1=1 --", "':*", "a & !b | (c"),
]


def test_of_what_is_spelt_nearly_so_the_word_itself_comes_before_others_of_its_stem(shipped):
    assert (
        slugs(suggest("digital archving", limit=AMONG))[0] == "digital-preservation"
    )  # Digital archiving and preservation


def test_where_no_skill_has_all_the_words_those_with_most_of_them_are_the_nearest(shipped):
    for text, slug in (("zebra photography", "heritage-imaging"), ("I mend torn maps", "paper-repair")):
        found = finding.hits(text)
        assert slug in slugs(suggest(text, limit=AMONG)), text
        assert not any(hit.is_by_words for hit in found)
    assert {skill.why for skill in suggest("zebra photography")} >= {"for “photography”"}
    assert suggest("zebra library") == []  # a word that leads to very many says too little


def test_what_fits_nothing_finds_nothing(shipped):
    assert {text: slugs(found) for text in NOTHING if (found := suggest(text))} == {}


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        *(("secondment", "exchange"), ("programmer", "coding"), ("seconds", None), ("digital", None)),
        *(("digitization", "scanning"), ("digitisation", "scanning"), ("catalogs", "catalogues"), ("colour", "prints")),
    ],
)
def test_words_are_told_apart_and_spelt_as_the_search_has_them(db, typed, slug):
    SkillFactory(slug="exchange", name="Secondments")
    SkillFactory(slug="coding", name="Programmer’s tools")
    SkillFactory(slug="events", name="Event programmes")
    SkillFactory(slug="scanning", name="Digitising books")
    SkillFactory(slug="catalogues", name="Printed catalogues")
    SkillFactory(slug="prints", name="Color prints")
    rebuild_derived()
    assert slugs(suggest(typed)) == ([slug] if slug else [])


def test_next_to_nothing_finds_only_labels_that_begin_so(shipped):
    for text in ("of", "the", "a", "x", "3", "it"):
        found = finding.hits(text)
        assert all(hit.label.lower().startswith(text) for hit in found), text
        assert all(hit.tier <= finding.Tier.MAY_BE for hit in found), text


# -- what is the same ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        *(("mending", "paper-repair"), ("mended paper", "paper-repair"), ("repairing papers", "paper-repair")),
        *(("photographed", "photography"), ("photographer", "photography"), ("box", "housing"), ("BOXES", "stores")),
        *(("marc xml", "marcxml"), ("MARC-XML", "marcxml"), ("papierrestaurierung", "paper-repair")),
        *(("cooperation", "co-working"), ("co‑operation", "co-working"), ("oneills", "co-working")),
        *(("o'neill's", "co-working"), ("musee", "museum-work"), ("OEUVRE", "museum-work"), ("oper", "co-working")),
        *(("wheat starch", "paper-repair"), ("starches for sheets", "paper-repair"), ("exib", None)),
        *(("exibition", "exhibitions"), ("exhibtion desing", "exhibitions"), ("phtograpy", "photography")),
        ("fotography", "photography"),
    ],
)
def test_forms_shapes_and_mistakes_make_no_difference(craft, typed, slug):
    assert slugs(suggest(typed, limit=1)) == ([slug] if slug else [])


def test_each_says_in_words_why_it_is_there(craft):
    why = {typed: [skill.why for skill in suggest(typed)] for typed in ("paper", "mending", "exibition", "boxes")}
    assert why == {
        "paper": [""],
        "mending": ["also called Mending of paper"],
        "exibition": ["spelt nearly like “exhibition”"],
        "boxes": ["often meant by it"] * 2,
    }
    assert suggest("starch")[0].why == "its description mentions it"


def test_the_best_comes_first(db):
    SkillFactory(slug="letters", definition="Binding them.")
    SkillFactory(slug="studio", name="Hand binding studio")
    SkillFactory(slug="binding", name="Binding")
    SkillFactory(slug="books", name="Bookbinding")
    SkillFactory(slug="finishing", labels=["Binding finishes"])
    SkillFactory(slug="journals", name="Bound journals").labels.create(text="bindings of parts", sort="hidden")
    rebuild_derived()
    assert slugs(suggest("binding")) == ["binding", "finishing", "studio", "journals", "books"]
    Skill.objects.filter(slug__in=["studio", "books", "journals"]).delete()
    rebuild_derived()
    assert slugs(suggest("binding")) == ["binding", "finishing", "letters"]  # with little else


# -- labels that lead elsewhere ------------------------------------------------------------------------------


@pytest.fixture
def split(load):
    old = 'skos:altLabel "Boxing"', "owl:deprecated true ; dct:isReplacedBy skill:housing, skill:stores"
    load(
        vocabulary(
            skill("housing", "Preservation housing", 'skos:hiddenLabel "crates"'),
            skill("stores", "Collection storage", 'skos:hiddenLabel "crates"'),
            skill("boxes", "Boxes and stores", *old),
            skill("packing", "Packing", "owl:deprecated true ; dct:isReplacedBy skill:stores"),
            skill("telex", "Sending telexes", "owl:deprecated true"),
        )
    )


def test_labels_of_what_was_replaced_lead_to_each_of_its_successors(split):
    assert slugs(suggest("boxing")) == ["stores", "housing"]
    assert [skill.why for skill in suggest("boxing")] == ["in place of Boxing"] * 2
    assert slugs(suggest("packing")) == ["stores"]
    assert suggest("telexes") == []


@pytest.mark.parametrize("text", ["crates", "boxing", "Boxes and stores", "boxes", "BOXING"])
def test_what_names_several_is_not_decided_silently(split, text):
    assert find_skill(text) is None
    assert slugs(named(text)) == ["stores", "housing"]


def test_what_names_one_is_found_by_it(split):
    for text in ("packing", "Packing", "stores", "collection storage", "https://colophon.example/skills/packing"):
        assert slugs(named(text)) == ["stores"], text
    assert named("telex") == named("storage") == named("") == labelled("\x00") == []


def test_a_name_goes_before_other_names_and_those_before_what_people_type(db):
    for slug, sort in {"a": "preferred", "b": "alternative", "c": "hidden"}.items():
        SkillFactory(slug=slug).labels.create(text="Restauration", sort=sort, language=f"x-{slug}")
    rebuild_derived()
    assert slugs(named("restauration")) == ["a", "b"]
    SkillFactory(slug="d", name="Restauration")
    assert slugs(named("restauration")) == ["d"]


BOXES = "“Boxes and stores” is now two skills: “Collection storage” and “Preservation housing”. Choose one of them."


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("crates", "“crates” may mean Collection storage or Preservation housing. Choose the one that you mean."),
        ("boxes", BOXES),
        ("telex", "“Sending telexes” is no longer in use, and nothing took its place. Choose another skill."),
        ("colection storage", "“colection storage” is not in the vocabulary. Did you mean Collection storage?"),
        ("knots", "“knots” is not in the vocabulary yet. Try another word for it."),
    ],
)
def test_a_field_says_what_may_have_been_meant(split, typed, said):
    for field, value in ((SkillField(), typed), (SkillsField(), [typed])):
        with pytest.raises(ValidationError) as refused:
            field.clean(value)
        assert refused.value.messages == [said]
    assert SkillField().clean("packing").slug == "stores"


# -- what showcases tell -------------------------------------------------------------------------------------


def test_a_word_of_published_showcases_leads_to_their_skills(db):
    silk, paper = SkillFactory(slug="silk"), SkillFactory(slug="paper")
    make.showcase("Banners", what_we_did="We used crepeline.", skills=[silk])
    make.showcase("More", summary="Crepelines and tissue.", skills=[silk, paper], contributors=["Zoe Zwart"])
    gone = make.withdrawn(make.showcase("Gone", summary="Damask.", skills=[paper]))
    assert gone.withdrawn_at
    found = suggest("crepeline")
    assert [(skill.slug, skill.why) for skill in found] == [
        ("silk", "in showcases that mention it"),
        ("paper", "in showcases that mention it"),
    ]
    assert suggest("damask") == suggest("Zwart") == []  # nor by who was there


def test_words_that_stand_far_apart_in_a_showcase_say_nothing(db):
    make.showcase("Signs", summary="We put up a sign.", what_we_did="Plain language.", skills=[SkillFactory()])
    make.showcase("At the desk", summary="A tour in sign language.", skills=[SkillFactory(slug="tours")])
    assert slugs(suggest("sign language")) == ["tours"]


def test_of_very_many_that_have_the_words_of_a_phrase_some_are_looked_at(db, monkeypatch):
    for n in range(3):
        make.showcase(f"Signs {n}", summary="We put up a sign.", what_we_did="Plain language.", skills=[SkillFactory()])
    make.showcase("At the desk", summary="A tour in sign language.", skills=[SkillFactory(slug="tours")])
    monkeypatch.setattr("commitment.search.MOST_LOOKED_AT", 3)
    assert suggest("sign language") == []
    monkeypatch.setattr("commitment.search.MOST_LOOKED_AT", 4)
    assert slugs(suggest("sign language")) == ["tours"]


# -- the rows behind it --------------------------------------------------------------------------------------


def test_the_rows_follow_the_vocabulary(load):
    load(vocabulary(skill("koha", "Koha", 'skos:altLabel "LMS"@en-GB')))
    load(vocabulary(skill("koha", "Koha 2", 'skos:hiddenLabel "lms"')))
    assert set(Term.objects.values_list("sort", "text")) == {
        (TermSort.NAME, "Koha 2"),
        (TermSort.HIDDEN, "lms"),
        (TermSort.ALL, ""),
    }
    assert set(Word.objects.values_list("text", flat=True)) == {"koha"}


def test_a_database_that_had_skills_before_is_filled_once(craft):
    before = set(Term.objects.values_list("skill", "sort", "text"))
    Term.objects.all().delete()
    assert make_findable() == len(before)
    assert set(Term.objects.values_list("skill", "sort", "text")) == before
    assert make_findable() == 0


@pytest.mark.soak
def test_a_thousand_skills_with_eight_thousand_labels_are_looked_through_in_milliseconds(
    db, client, django_assert_max_num_queries, kept_bitmaps
):
    skills = min(1_000, many(150))  # a thousand in `make soak`
    make_many(skills, labels=8 * skills)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE skills_term, skills_word")
    assert Term.objects.count() == 10 * skills
    suggest("warm")
    begun = process_time()
    for q in QUERIES:
        with django_assert_max_num_queries(9):  # four of them frame what an index is asked
            suggest(q)
    assert (process_time() - begun) / len(QUERIES) < 0.05  # 0.004 is usual
    [index.current(kind.name) for kind in kinds.every()]
    begun = process_time()
    with django_assert_max_num_queries(12):
        assert client.get(reverse("skills")).status_code == 200
    assert process_time() - begun < 1  # 0.07 is usual


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        *(("E-boooks", "e-books"), ("problem-solvng", "solving"), ("Poblem-solving", "solving"), ("MRAC21", "marc")),
        *(("Patienve", "patience"), ("teproducible", "reproducible"), ("Bacups", "copies"), ("Hirng", None)),
        *(("patiemt", None), ("zatience", None)),
    ],
)
def test_words_are_mended_wherever_the_wrong_letter_stands(db, typed, slug):
    SkillFactory(slug="e-books", name="E-books")
    SkillFactory(slug="solving", name="Problem-solving")
    SkillFactory(slug="marc", name="MARC21")
    SkillFactory(slug="patience", name="Patience")
    SkillFactory(slug="reproducible", name="Reproducible methods")
    copies = SkillFactory(slug="copies", name="Copies", definition="Making backups.")
    copies.labels.create(text="Backups", sort=Sort.HIDDEN)
    copies.labels.create(text="Hiring", sort=Sort.HIDDEN)
    rebuild_derived()
    assert slugs(suggest(typed)) == ([slug] if slug else [])


def test_a_label_that_is_a_common_word_is_found_with_marks_around_it(db):
    SkillFactory(slug="how", name="How")
    rebuild_derived()
    assert [slugs(suggest(q)) for q in ("how", "how?", '"how"')] == [["how"]] * 3
