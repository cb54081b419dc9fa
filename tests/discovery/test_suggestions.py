"""What a search box suggests while one types."""

import re

import pytest

from people import services as people
from review import kinds, services
from tests.discovery import make
from tests.factories import InstitutionFactory, SkillFactory, SubmissionFactory, publish_profile, publish_showcase

PATH = "/search/suggest/"


@pytest.fixture
def suggested(get):
    """suggested(q) is [(name, what it is)]."""

    def of(q):
        text = get(PATH, q=q).content.decode()
        options = re.findall(r"<a[^>]*>\s*<span>(.*?)</span>\s*<span[^>]*>(.*?)</span>", text, flags=re.DOTALL)
        assert len(options) == text.count('role="option"')
        return options

    return of


def names(found):
    return [name for name, _ in found]


def test_all_sorts_of_things_are_suggested_and_say_what_they_are(suggested, vocabulary):
    make.showcase("Conserving a charter")
    make.profile("Connie Conway", job_title="Binder")
    InstitutionFactory(name="The Conway Archive")
    InstitutionFactory(name="Corran Conservation Studio")
    assert suggested("con") == [
        ("Conserving a charter", "Showcase"),
        ("Connie Conway", "Person, Binder"),
        ("Conservation", "Skill"),
        ("The Conway Archive", "Institution"),
        ("Book conservation", "Skill"),
        ("Corran Conservation Studio", "Institution"),
        ("Paper conservation", "Skill"),
    ]


def test_what_begins_so_comes_before_what_has_a_word_that_does(suggested):
    make.showcase("A year of maps")
    make.showcase("Maps")
    make.profile("Ann Mapson")
    assert names(suggested("map")) == ["Maps", "Ann Mapson", "A year of maps"]


@pytest.mark.parametrize("typed", ["o'br", "OBRI", "o br", "O’B", "sian obrie", "obrien s", "brien"])
def test_marks_and_accents_do_not_matter(suggested, typed):
    make.profile("Siân O’Brien")
    make.profile("O’Brien Smith")
    assert set(names(suggested(typed))) & {"Siân O’Brien", "O’Brien Smith"}


def test_words_may_come_in_any_order(suggested):
    make.profile("Mairi Tolland")
    assert names(suggested("tolland mai")) == ["Mairi Tolland"]
    assert names(suggested("mairitoll")) == ["Mairi Tolland"]
    assert suggested("tolland bo") == []


def test_a_short_surname_is_found_whole(suggested):
    make.profile("Jet Li", job_title="Binder")
    assert ("Jet Li", "Person, Binder") in suggested("li")


def test_another_name_of_a_skill_is_told(suggested, vocabulary):
    assert suggested("digitiz") == [("Digitisation", "Skill, also called Digitization")]


def test_a_letter_alone_is_too_little_but_a_sign_is_a_word(suggested):
    make.showcase("Atlas")
    make.showcase("文 and its readers")
    assert suggested("a") == suggested(" a ") == suggested("") == suggested("-") == []
    assert names(suggested("文")) == ["文 and its readers"]


def test_there_are_eight_at_most(suggested):
    for n in range(12):
        make.showcase(f"Map {n}")
        make.profile(f"Mapper {n}")
    found = names(suggested("map"))
    assert len(found) == 8
    assert {name.split()[0] for name in found[:2]} == {"Map", "Mapper"}


def test_what_was_withdrawn_or_only_sent_is_never_suggested(suggested, db):
    live = publish_showcase(title="Flat maps")
    SubmissionFactory(title="Flat charts", submitted=True)
    assert names(suggested("flat")) == ["Flat maps"]
    services.withdraw_live(kinds.get("showcase"), live, by=live.owner)
    assert suggested("flat") == []


def test_whoever_kept_what_was_withdrawn_is_told_at_once(client, db):
    live = publish_showcase(title="Flat maps")
    kept = client.get(PATH, {"q": "flat"})
    services.withdraw_live(kinds.get("showcase"), live, by=live.owner)
    again = client.get(PATH, {"q": "flat"}, headers={"If-None-Match": kept["ETag"]})
    assert (again.status_code, "Flat maps" in again.content.decode()) == (200, False)


def test_a_name_that_is_left_over_shows_nothing_that_was_withdrawn(suggested):
    live = make.showcase("Flat maps")
    live.withdrawn_at = live.published_at
    live.save()
    assert suggested("flat") == []


def test_a_new_name_is_suggested_and_the_old_one_is_not(suggested):
    live = publish_profile(name="Ann Abel")
    people.rename(live.user, "Bo Bell", by=live.user)
    assert names(suggested("bo be")) == ["Bo Bell"]
    assert suggested("ann ab") == []


def test_markup_in_a_name_stays_text(get):
    make.showcase("<b>Bold</b> maps")
    assert "&lt;b&gt;Bold" in get(PATH, q="bold").content.decode()


def test_it_is_the_same_for_everybody_and_may_be_kept_as_long_as_a_page(client, db):
    make.showcase("Flat maps")
    stranger = client.get(PATH, {"q": "flat"})
    assert stranger["Cache-Control"] == client.get("/")["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert client.get(PATH, {"q": "flat"}, headers={"If-None-Match": stranger["ETag"]}).status_code == 304
    assert "Cookie" not in stranger.get("Vary", "")
    client.force_login(publish_profile(name="Ann Abel").user)
    member = client.get(PATH, {"q": "flat"})
    assert member.content == stranger.content
    assert member["Cache-Control"] == stranger["Cache-Control"]
    assert not member.cookies


def test_it_costs_few_queries_however_much_there_is(client, django_assert_max_num_queries, db):
    for n in range(12):
        make.showcase(f"Map {n}")
        make.profile(f"Map Person {n}")
        SkillFactory(slug=f"map-{n}", name=f"Map skill {n}")
        InstitutionFactory(name=f"Map Library {n}")
    for q in ("ma", "map", "map 1", "zz", "zzzz"):
        with django_assert_max_num_queries(10):
            client.get(PATH, {"q": q})
