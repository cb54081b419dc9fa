"""One search over everything: the best by name on top, then groups as the lists have them, and never a dead end."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from config import tallies
from finding.everything import shelf
from finding.everything.institutions import looked_for
from finding.everything.shelf import Called, Finding
from people.models import Institution
from reading.names import without_article
from review import kinds, services
from search import results
from skills.writing import rebuild_derived
from tests.discovery import make
from tests.factories import InstitutionFactory, SkillFactory, UserFactory, publish_showcase

PATH = "/search/"


@pytest.fixture
def called(get, db):
    """called(q) is [(name, what it is)] of what has this very name."""

    def of(q):
        found = answer(get, q)
        return [(one.name, one.what) for one in found.on_top if found.title.startswith("Called ")]

    return of


@pytest.fixture
def groups(get):
    """groups(q) is {group: what it shows}, in order."""

    def of(q):
        context = get(PATH, q=q).context
        return {group["slug"]: [str(thing) for thing in group["things"]] for group in context["groups"] or ()}

    return of


def answer(get, q):
    response = get(PATH, q=q)
    assert response.status_code == 200
    return response.context["answer"]


# -- by name -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "q",
    ["Siân O’Brien-Łącka", "sian o'brien lacka", "SIAN OBRIEN LACKA", "sián o brien‐łącka", " Siân  O`Brien–Lacka. "],
)
def test_a_person_is_on_top_however_the_name_is_typed(called, q):
    make.profile("Siân O’Brien-Łącka", job_title="Binder")
    make.profile("Siân O’Brien")
    assert called(q) == [("Siân O’Brien-Łącka", "Person, Binder")]


@pytest.mark.parametrize(
    "q", ["The Co-operative Archive, Leeds", "cooperative archive leeds", "co operative archive (Leeds)"]
)
def test_an_institution_is_on_top_with_its_article_or_without(called, q):
    InstitutionFactory(name="The Co-operative Archive, Leeds", kind="archive")
    InstitutionFactory(name="Archive")
    assert called(q) == [("The Co-operative Archive, Leeds", "Archive")]


def test_a_skill_is_on_top_by_any_of_its_labels_and_several_that_share_one_are_all(called, vocabulary):
    assert called("digitisation") == [("Digitisation", "Skill")]
    assert called("DIGITIZATION") == [("Digitisation", "Skill, looked for as “DIGITIZATION” too")]
    for skill in (vocabulary.paper, vocabulary.book):
        skill.labels.create(text="sewing frames", sort="hidden")
    rebuild_derived()
    assert [name for name, _ in called("sewing frames")] == ["Book conservation", "Paper conservation"]


def test_a_skill_is_on_top_however_its_words_are_joined(called, db):
    SkillFactory(slug="scanning", name="3D scanning", labels=["Photo-grammetry"])
    rebuild_derived()
    for q in ("3-D scanning", "3d-scanning", "3D  Scanning"):
        assert called(q) == [("3D scanning", "Skill")], q
    assert called("photogrammetry") == [("3D scanning", "Skill, looked for as “photogrammetry” too")]


def test_a_pillar_is_on_top(called, db):
    assert called("career-development") == [("Career development", "Pillar")]


def test_all_that_have_one_name_are_on_top_and_say_what_they_are(called):
    SkillFactory(slug="mercury", name="Mercury")
    make.showcase("Mercury")
    make.profile("Mercury", job_title="Curator")
    InstitutionFactory(name="Mercury", kind="museum")
    assert called("mercury") == [
        ("Mercury", "Showcase"),
        ("Mercury", "Person, Curator"),
        ("Mercury", "Skill"),
        ("Mercury", "Museum library"),
    ]


@pytest.mark.parametrize("typed", ["{}", " {} ", "https://colophon.example/s/{}", "/s/{}/"])
def test_a_shelf_mark_is_enough(called, typed):
    live = make.showcase("Flat maps", shelf_mark="S-0A1B1")
    for mark in ("S-0A1B1", "s-0a1b1", "S‑OAIBL", "s 0a1b1", "S0A1B1"):
        assert called(typed.format(mark)) == [("Flat maps", "Showcase S-0A1B1")], mark
    assert live.shelf_mark not in {what for _, what in called("Flat maps")}


def test_what_has_a_shelf_mark_was_not_looked_for_in_vain(get, words, called):
    make.showcase("Flat maps", shelf_mark="S-0A1B1")
    assert called("S-0A1B1")
    assert "were found for" not in words(get(PATH, q="S-0A1B1"))


def test_what_was_refused_is_not_offered_instead(get, words, db):
    make.profile("Rare Books")
    assert "Names that begin so" not in words(get(PATH, q="rare -books"))
    assert "Names that begin so" in words(get(PATH, q="rar"))


def test_signs_that_mean_something_tell_skills_apart(called, db):
    SkillFactory(slug="cpp", name="C++")
    rebuild_derived()
    assert called("C++") == [("C++", "Skill")]
    assert called("C#") == []


def test_the_shelf_mark_of_what_was_withdrawn_leads_to_what_stands_in_its_place(get, called, words):
    live = publish_showcase(title="Flat maps")
    services.withdraw_live(kinds.get("showcase"), live, by=live.owner)
    assert called(live.shelf_mark) == [(live.shelf_mark, "Showcase")]
    assert "Flat maps" not in words(get(PATH, q=live.shelf_mark))
    assert get(f"/s/{live.shelf_mark}", follow=True).status_code in (301, 410)


def test_what_was_withdrawn_is_not_on_top_by_its_name(called):
    live = publish_showcase(title="Flat maps")
    assert called("flat maps") == [("Flat maps", "Showcase")]
    services.withdraw_live(kinds.get("showcase"), live, by=live.owner)
    assert called("flat maps") == []


@pytest.mark.parametrize(
    ("q", "names"),
    [
        ("penhallow", ["Harriet Penhallow"]),
        ("Harriet", ["Harriet Penhallow"]),
        ("penhalow", ["Harriet Penhallow"]),
        ("Wexcombe", ["Wexcombe Archive", "University of Wexcombe Library"]),
        ("the university of wexcombe", ["University of Wexcombe Library"]),
        ("archive", []),
        ("universities", []),
        ("the of", []),
        ("penhal", []),
        ("penhallow papers", []),
    ],
)
def test_the_few_with_this_in_their_names_are_on_top(get, groups, q, names):
    make.profile("Harriet Penhallow")
    for name, kind in (("University of Wexcombe Library", "university"), ("Wexcombe Archive", "archive")):
        InstitutionFactory(name=name, kind=kind)
    found = answer(get, q)
    assert [one.name for one in found.on_top] == names
    assert found.title == "By name"
    assert not {"people", "institutions"} & groups(q).keys() or not names


def test_many_who_share_a_part_of_their_names_are_not_on_top(get, groups):
    for first in ("Ann", "Bo", "Cy", "Di"):
        make.profile(f"{first} Penhallow")
    assert answer(get, "penhallow").on_top == []
    assert groups("penhallow")["people"] == ["Ann Penhallow", "Bo Penhallow", "Cy Penhallow"]


def test_a_name_that_is_spelt_wrongly_is_on_top_and_not_said_to_be_missing(get, words):
    make.showcase("A career")
    said = words(get(PATH, q="careeer development"))
    assert "Called “career development” Career development Pillar" in said
    assert "pillars were found" not in said


# -- groups ------------------------------------------------------------------------------------------------


def test_each_group_has_as_many_as_its_list_and_leads_there(get, vocabulary):
    library = InstitutionFactory(name="Conservation Library")
    for n in range(5):
        make.showcase(f"Conservation {n}", institution=library, skills=[vocabulary.paper])
        make.profile(f"Person {n}", job_title="Conservation officer", institution=library)
        InstitutionFactory(name=f"Conservation Studio {n}")
    seen = get(PATH, q="conservation").context["groups"]
    assert [group["slug"] for group in seen] == ["showcases", "people", "skills", "institutions"]
    for group in seen:
        assert 1 <= len(group["things"]) <= 3
        if group["url"]:
            assert parse_qs(urlsplit(group["url"]).query) == {"q": ["conservation"]}
            listed = get(group["url"]).context
            count = listed.get("said") or str(listed["page"].paginator.count)
            assert group["amount"].split()[0] == count.split()[0], group["slug"]


def test_what_is_on_top_is_not_shown_again_and_what_was_not_found_is_said(get, groups, words):
    make.profile("Mairi Tolland")
    make.showcase("Flat maps", contributors=["Mairi Tolland"])
    assert groups("mairi tolland") == {"showcases": ["Flat maps"]}
    said = words(get(PATH, q="mairi tolland"))
    assert "No skills, institutions or pillars were found for “mairi tolland”." in said


def test_what_has_all_words_comes_before_what_has_some(groups):
    make.showcase("Vellum maps")
    make.profile("Ann Abel", job_title="Atlas binder")
    make.profile("Bo Bell", job_title="Binder of an atlas")
    assert next(iter(groups("atlas binder"))) == "people"


def test_a_word_that_is_spelt_wrongly_is_said_to_be_read_as_another(get, words):
    make.profile("Ann Verbruggen")
    said = words(get(PATH, q="verbrugen"))
    assert "Nothing has “verbrugen”. Showing results for “Verbruggen”." in said
    assert "Ann Verbruggen" in said


def test_very_many_are_counted_and_begin_as_their_list_does(get, words, groups, found, monkeypatch):
    monkeypatch.setattr(results, "MOST_WEIGHED", 2)
    for n in range(12):
        make.showcase(f"Parchment {n}" if n % 4 else f"Vellum {n}", summary="On parchment.")
        make.profile(f"Ann Abel {n}", job_title="Parchment maker")
    said = words(get(PATH, q="parchment"))
    assert "See all 12 showcases" in said
    assert "12 people" in said
    assert groups("parchment")["showcases"] == found("/showcases/", q="parchment")[:3]
    assert groups("parchment")["people"] == found("/people/", q="parchment")[:3]
    assert "Showing results for “parchment”." in words(get(PATH, q="parchmant"))


def test_widening_is_said(get, words):
    make.showcase("Vellum and parchment")
    said = words(get(PATH, q="vellum parchment zeppelins"))
    assert "Showcases 1 showcase Nothing has all of these words. Here is what has some of them. V" in said


def test_the_words_of_a_pillar_find_it(groups, db):
    assert groups("career development of cataloguers")["pillars"] == ["Career development"]
    assert "pillars" not in groups("cataloguers")


def test_a_question_finds_skills_by_what_it_is_about(groups, get, vocabulary):
    assert groups("how do I do digitisation?")["skills"] == ["Digitisation"]
    assert "Digitisation" in get("/skills/", q="how do I do digitisation?").content.decode()


@pytest.mark.parametrize(
    ("q", "names"),
    [
        ("-digitisation", None),
        ("conservation -book", ["Conservation", "Paper conservation"]),
        ("digitisation OR paper", ["Digitisation", "Paper conservation"]),
        ('"paper conservation"', ["Paper conservation"]),
    ],
)
def test_skills_are_found_as_the_question_says(groups, get, words, vocabulary, q, names):
    assert sorted(groups(q).get("skills", [])) == (names or [])
    listed = words(get("/skills/", q=q))
    assert ("No skills" in listed) == (names is None)


def test_a_skill_says_what_it_is_and_why_it_is_here(get, words, vocabulary):
    vocabulary.digitisation.definition = "Making pictures of things, " + "one after the other, " * 20
    vocabulary.digitisation.save()
    rebuild_derived()
    said = words(get(PATH, q="digitiz"))
    assert "Also called Digitization" in said
    assert "Making pictures of things, one after the other," in said
    assert len(said.split("Making pictures")[1].split("…")[0]) < 200


# -- nothing -----------------------------------------------------------------------------------------------


def test_before_anything_is_asked_the_page_says_what_may_be(get, words, db):
    response = get(PATH)
    assert response.context["answer"] is None
    assert "What you may type" in words(response)
    assert "Nothing found" not in words(response)


def test_where_nothing_is_found_there_are_ways_on(get, words, vocabulary):
    response = get(PATH, q="qqqq xyzzy")
    said = words(response)
    assert "Nothing found" in said
    assert "No showcases, people, skills, institutions or pillars were found for “qqqq xyzzy”." in said
    for path in ("/skills/", "/showcases/", "/people/", "/institutions/", "/pillars/visibility/"):
        assert f'href="{path}"' in response.content.decode()
    assert "?word=qqqq%20xyzzy" in response.content.decode()


def test_a_name_that_is_suggested_is_found(get, words):
    make.profile("Lotte Verbruggen")
    assert "Lotte Verbruggen" in words(get("/search/suggest/", q="verb"))
    said = words(get(PATH, q="verb"))
    assert "Names that begin so Lotte Verbruggen Person" in said
    assert "Nothing else was found for “verb”." in said
    assert "Nothing found" not in said


@pytest.mark.parametrize(
    ("q", "said"),
    [
        ("?", "There is no word in “?” that could be looked for."),
        ("s-0a1b2", "No page has the shelf mark S-0A1B2."),
        ("stones", "institutions or pillars were found for “stones”."),
    ],
)
def test_what_was_looked_for_in_vain_is_said(get, words, db, q, said):
    assert said in words(get(PATH, q=q))


def test_skills_of_showcases_that_mention_a_name_are_not_meant_by_it(get, words, vocabulary):
    make.profile("Ann Corran")
    make.showcase("Corran’s maps", skills=[vocabulary.paper])
    for path in (PATH, "/skills/"):
        assert "Did you mean" not in words(get(path, q="corran")), path
    assert "Did you mean" not in words(get("/showcases/", q="corran", year="1990"))
    assert "Showcases that mention “corran” show Paper conservation ." in words(get("/skills/", q="corran"))


def test_what_was_found_is_marked(get):
    make.showcase("Maps of the moon", challenge="The vellum was torn.")
    html = get(PATH, q="vellum").content.decode()
    assert "<mark>vellum</mark>" in html
    assert "The challenge:" in html


def test_a_skill_that_may_be_meant_is_offered(get, words, vocabulary):
    assert "Did you mean the skill Digitisation ?" in words(get(PATH, q="digitisaton"))


def test_what_one_of_the_words_means_is_offered_where_no_skill_has_them_all(get, words, vocabulary):
    assert "Did you mean the skill Digitisation ?" in words(get(PATH, q="how is digitisation of zeppelins done"))


def test_words_that_find_nothing_are_counted_once_and_no_others(get, monkeypatch, db):
    counted = []
    monkeypatch.setitem(tallies._sorts, "missed skill", (lambda text: counted.append(text) or "", None))
    make.profile("Mairi Tolland")
    get(PATH, q="xyzzy")
    get(PATH, q="mairi tolland")
    get(PATH)
    get("/search/suggest/", q="xyzzy")
    assert counted == ["xyzzy"]


ODD = [
    "\x00",
    "'",
    '"',
    '"""',
    "-x",
    "-",
    "or",
    "OR OR",
    "*",
    "a*",
    "x" * 3000,
    "% _ \\",
    "(",
    "!&|:*",
    "文",
    "🜁",
    "S-",
]


@pytest.mark.parametrize("q", [*ODD, *(f"maps {odd}" for odd in ODD)])
def test_nothing_that_is_typed_breaks_it(get, q):
    make.showcase("Maps")
    for path in (PATH, "/search/suggest/", "/institutions/"):
        assert get(path, q=q).status_code == 200, path


def test_a_long_question_says_that_it_was_cut(get, words, db):
    assert "only its beginning is used" in words(get(PATH, q="maps " * 100))


# -- institutions ------------------------------------------------------------------------------------------


@pytest.fixture
def places(db):
    leeds = InstitutionFactory(name="The University Library of Leeds", kind="university", country="GB")
    InstitutionFactory(name="Special Collections", parent=leeds, kind="university", country="GB")
    InstitutionFactory(name="St Andrew’s Archive", kind="archive", country="IE")
    InstitutionFactory(name="Bibliothèque de l’Île", kind="public", country="FR")


@pytest.mark.parametrize(
    ("q", "names"),
    [
        ("leeds", ["Special Collections", "The University Library of Leeds"]),
        ("libraries", ["Bibliothèque de l’Île", "Special Collections", "The University Library of Leeds"]),
        ("the library of leeds", ["Special Collections", "The University Library of Leeds"]),
        ("St Andrews", ["St Andrew’s Archive"]),
        ("saint-andrew", []),
        ("archive ireland", ["St Andrew’s Archive"]),
        ("BIBLIOTHEQUE ile", ["Bibliothèque de l’Île"]),
        ("france -public", []),
        ("leeds or france", ["Bibliothèque de l’Île", "Special Collections", "The University Library of Leeds"]),
        ("eeds", []),
    ],
)
def test_institutions_are_found_by_all_words_of_name_place_and_kind(get, places, q, names):
    assert [str(place) for place in get("/institutions/", q=q).context["page"]] == names


def test_an_institution_that_is_spelt_wrongly_is_found_and_said(get, words, places):
    make.showcase(institution=Institution.objects.get(name__contains="Andrew"))
    said = words(get("/institutions/", q="andrw archive"))
    assert "Nothing has “andrw”. Showing results for" in said
    assert "St Andrew’s Archive" in said


@pytest.mark.parametrize("q", ["ﷺ" * 200, "-".join("abcdefghij" * 9), "図書館" * 60])
def test_what_is_typed_as_one_very_long_word_asks_the_database_no_long_question(q, db):
    assert len(str(looked_for(q).rows.query)) < 10_000


def test_where_no_institution_is_found_everything_is_searched_next(get, places):
    response = get("/institutions/", q="zeppelin")
    assert 'href="/search/?q=zeppelin"' in response.content.decode()


def test_the_list_of_institutions_keeps_the_words_on_its_other_pages(get, db):
    for n in range(25):
        name = f"Harbour Library {n}"
        InstitutionFactory(name=name, sort_key=without_article(name))
    response = get("/institutions/", q="harbour")
    assert response.context["next_url"] == "/institutions/?q=harbour&page=2"
    assert len(get("/institutions/", q="harbour", page=2).context["page"]) == 5


# -- the whole ---------------------------------------------------------------------------------------------


def test_the_number_of_queries_does_not_grow(client, db, kept_bitmaps):
    def fill(start, stop):
        for n in range(start, stop):
            skill = SkillFactory(slug=f"mending-{n}")
            place = InstitutionFactory(name=f"Mending Library {n}")
            make.profile(f"Mending Person {n}", institution=place, skills=[skill])
            make.showcase(f"Mending {n}", institution=place, skills=[skill], contributors=[UserFactory()])

    def queries():
        kept_bitmaps()
        client.get(PATH, {"q": "mending"})  # what is asked once an edition has been asked
        caches["pages"].clear()
        with CaptureQueriesContext(connection) as captured:
            assert client.get(PATH, {"q": "mending"}).status_code == 200
        return [query["sql"] for query in captured]

    fill(0, 8)
    few = len(queries())
    fill(8, 20)
    assert len(queries()) == few <= 44, "\n".join(queries())


def test_another_room_can_have_a_shelf(get, words, monkeypatch, db):
    class Loans(shelf.Shelf):
        slug, heading, noun, template = "loans", "Loans", ("loan", "loans"), "discovery/_found_institutions.html"

        def find(self, text):
            library = InstitutionFactory.build(name="Loan of maps")
            return Finding(12, [library], "/loans/?q=maps")

        def called(self, text):
            return [Called("Loan of maps", "Loan", "/loans/1/")]

        def suggest(self, text, most):
            return [Called("Loan of maps", "Loan", "/loans/1/")]

    monkeypatch.setattr(shelf, "_shelves", dict(shelf._shelves))
    shelf.register(Loans())
    assert "See all 12 loans" in words(get(PATH, q="maps"))
    assert "Loan of maps" in words(get("/search/suggest/", q="maps"))
