"""The pages of one thing, and what answers where a thing was."""

import re
from datetime import date

import pytest
from django.conf import settings

from bitmaps import index
from commitment.models import ShowcaseOutcome
from commitment.pillars import PILLARS
from discovery.views.home import people_of_the_day
from profiles.models import Certification, WorkSample
from reading.date_words import read
from review.models import FormerSlug
from tests.discovery import make
from tests.factories import InstitutionFactory, UserFactory


def described(markup):
    return re.search(r'<meta\s+name="description"\s+content="([^"]*)"', markup)[1].strip()


def test_a_showcase_is_shown_in_full(get, words, vocabulary):
    partner = InstitutionFactory(name="Saltmarsh Archive")
    person = make.profile("Ann Abel")
    live = make.showcase(
        "Sixty maps",
        summary="They could not be opened.",
        challenge="The paper *had set*.",
        advice="Weigh them down.",
        pillars=["visibility", "recognition"],
        skills=[vocabulary.paper],
        contributors=[person.user, "Nkechi Adair"],
        partners=[partner],
        doi="10.5555/1234",
        started="January 2024",
        ended="June 2025",
    )
    ShowcaseOutcome.objects.create(showcase=live, position=0, measure="Maps open", before=0, after=1250.5, unit="maps")
    response = get(live.get_absolute_url())
    text, markup = words(response), response.content.decode()
    for part in (
        "Sixty maps", "They could not be opened.", "had set", "Weigh them down.", "January 2024 to June 2025",
        "Leader: we led it", "Maps open", "0 1250.5 maps", "Paper conservation", "10.5555/1234", "Methodology",
        "Nkechi Adair", "Saltmarsh Archive", live.shelf_mark, f"reviewed by {live.reviewed_by}".lower(),
    ):  # fmt: skip
        assert part.lower() in text.lower(), part
    assert f'href="{person.get_absolute_url()}"' in markup
    assert markup.count("<h1") == 1
    assert described(markup) == "They could not be opened."
    assert f'<link rel="canonical" href="{settings.SITE_URL}{live.get_absolute_url()}">' in markup


def test_a_contributor_whose_profile_was_withdrawn_is_named_without_a_link(get, words):
    person = make.withdrawn(make.profile("Ann Abel"))
    response = get(make.showcase(contributors=[person.user]).get_absolute_url())
    assert "Ann Abel" in words(response)
    assert person.get_absolute_url() not in response.content.decode()


def test_a_profile_is_shown_in_full_with_the_showcases_that_credit_it(get, words, vocabulary):
    live = make.profile(
        "Mairi Tolland",
        pronouns="she/her",
        skills=[vocabulary.paper],
        evidence="340 sheets.",
        orcid="0000-0002-1825-0097",
        skills_in_role="I cook *paste*.",
        commitment_here="We are named.",
        route_here="By bus.",
        role_families=["conservation"],
    )
    sample = WorkSample.objects.create(profile=live, position=0, title="A map", kind="object", shows="All.")
    sample.skills.add(vocabulary.book, through_defaults={"position": 0})
    Certification.objects.create(profile=live, position=0, name="Accredited", issuer="Guild", awarded=read("May 2019"))
    make.showcase("Credited", contributors=[live.user])
    make.showcase("Owned but not credited", owner=live.user)
    make.withdrawn(make.showcase("Taken down", contributors=[live.user]))
    text = words(get(live.get_absolute_url()))
    for part in (
        "Mairi Tolland", "she/her", "paste", "We are named.", "By bus.", "Working", "340 sheets.", "A map",
        "Book conservation", "Accredited, Guild, May 2019", "0000-0002-1825-0097", "Conservation", "Credited",
        live.shelf_mark,
    ):  # fmt: skip
        assert part in text, part
    assert "Owned but not credited" not in text
    assert "Taken down" not in text


@pytest.mark.parametrize("what", [make.showcase, make.profile])
def test_a_withdrawn_page_leaves_a_tombstone_without_its_name(get, words, what):
    live = make.withdrawn(what("Mairi Tolland"))
    response = get(live.get_absolute_url())
    assert response.status_code == 410
    assert live.shelf_mark in words(response)
    assert "2024" in words(response)
    assert "Tolland" not in words(response)


@pytest.mark.parametrize(("what", "kind"), [(make.showcase, "showcase"), (make.profile, "profile")])
def test_a_slug_that_changed_redirects(get, what, kind):
    live = what()
    FormerSlug.objects.create(kind=kind, slug="of-old", object_id=live.pk)
    response = get(live.get_absolute_url().replace(live.slug, "of-old"))
    assert (response.status_code, response["Location"]) == (301, live.get_absolute_url())
    make.withdrawn(live)
    assert get(response["Location"]).status_code == 410


PLACES = ("showcases", "people", "pillars", "institutions", "skills")


@pytest.mark.parametrize("path", [*(f"/{place}/none/" for place in PLACES), "/s/S-NONE0", "/s/none", "/s/a%00b"])
def test_what_never_was_is_not_found(get, path):
    assert get(path).status_code == 404


@pytest.mark.parametrize("what", [make.showcase, make.profile])
def test_a_shelf_mark_leads_to_the_page_however_it_is_written(get, what):
    live = what(shelf_mark="S-1A0ZZ" if what is make.showcase else "P-1A0ZZ")
    for mark in (
        live.shelf_mark,
        live.shelf_mark.lower(),
        live.shelf_mark.replace("1A0", "lAo"),
        f"{live.shelf_mark}/",
    ):
        response = get(f"/s/{mark}")
        assert (response.status_code, response["Location"]) == (301, live.get_absolute_url())
    make.withdrawn(live)
    assert get(get(f"/s/{live.shelf_mark}")["Location"]).status_code == 410


def test_the_permalink_of_a_page_is_its_shelf_mark(get):
    live = make.showcase()
    assert get(live.permalink.removeprefix(settings.SITE_URL))["Location"] == live.get_absolute_url()


@pytest.mark.parametrize("pillar", PILLARS, ids=str)
def test_a_pillar_is_explained_and_shows_its_showcases(get, words, pillar):
    make.showcase("Of this one", pillars=[pillar.slug])
    make.showcase("Of another", pillars=[next(p.slug for p in PILLARS if p != pillar)])
    text = words(get(pillar.get_absolute_url()))
    assert all(paragraph in text for paragraph in (pillar.summary, *pillar.about, *pillar.looks_like))
    assert "Of this one" in text
    assert "Of another" not in text


def test_an_institution_shows_what_it_and_its_units_do_and_where_it_took_part(get, words):
    library = InstitutionFactory(name="Big Library", slug="big", about="By the *sea*.", ror="02mhbdp94")
    unit = InstitutionFactory(name="Map Room", slug="maps", parent=library)
    make.showcase("Its own", institution=library)
    make.showcase("Of the unit", institution=unit)
    make.showcase("Helped with", partners=[library, unit])
    make.showcase("Elsewhere")
    make.profile("Ann Abel", institution=unit)
    response = get("/institutions/big/")
    text = words(response)
    for part in ("By the sea .", "02mhbdp94", "Map Room", "Its own", "Of the unit", "Helped with", "Ann Abel"):
        assert part in text, part
    assert [s.title for s in response.context["helped"]] == ["Helped with"]
    assert "Elsewhere" not in text
    assert "Big Library" in words(get("/institutions/maps/"))


def test_the_institutions_are_listed_with_their_units_and_how_much_they_show(get, words):
    library = InstitutionFactory(name="Big Library")
    unit = InstitutionFactory(name="Map Room", parent=library)
    InstitutionFactory(name="Ánglia Archive")
    make.showcase(institution=unit)
    make.profile(institution=library)
    make.withdrawn(make.profile(institution=library))
    response = get("/institutions/")
    assert [row["institution"].name for row in response.context["rows"]] == ["Ánglia Archive", "Big Library"]
    assert "Big Library University library, United Kingdom With Map Room 1 showcase, 1 person" in words(response)
    assert get("/institutions/", page="\x00x").status_code == 200


def test_the_front_page_says_what_it_is_for_in_its_first_line(get, words):
    response = get("/")
    assert "<h1" in response.content.decode()
    assert "The people who make library research happen" in words(response)
    assert "The first showcase is still being written." in words(response)


def test_the_front_page_shows_the_newest_and_leads_to_a_skill_for_each_doing(get, words, vocabulary):
    for number in range(7):
        make.showcase(f"Piece {number}")
    make.profile("Ann Abel", skills=[vocabulary.paper])
    response = get("/")
    assert [str(s) for s in response.context["newest"]] == [f"Piece {n}" for n in (6, 5, 4, 3, 2, 1)]
    assert "Do you repair or digitise ?" in words(response)
    assert "1 skill in use, 8 institutions ." in words(response)
    assert "Ann Abel" in words(response)


def test_everybody_is_on_the_front_page_equally_often(db):
    for _ in range(10):
        make.profile()
    people = index.current("profile")
    days = [date.fromordinal(740000 + n) for n in range(10)]
    shown = [bit for day in days for bit in people_of_the_day(people, day, most=4)]
    assert {shown.count(bit) for bit in shown} == {4}
    assert len(set(shown)) == 10
    assert people_of_the_day(people, days[0]) == people_of_the_day(people, days[0])
    assert len(set(people_of_the_day(people, days[3], most=50))) == 10


@pytest.mark.parametrize("path", ["/", "/showcases/", "/people/", "/skills/", "/institutions/", "/pillars/visibility/"])
def test_whoever_is_logged_in_sees_the_public_pages_too(browse, path, db):
    assert browse(UserFactory()).get(path).status_code == 200


def test_every_page_has_a_title_a_description_and_one_heading_of_the_first_level(get, vocabulary):
    pages = [
        "/",
        "/showcases/",
        "/people/",
        "/skills/",
        "/skills/conservation/",
        "/institutions/",
        "/pillars/visibility/",
    ]
    live = make.showcase(), make.profile(), InstitutionFactory()
    titles = set()
    for path in [*pages, *(one.get_absolute_url() for one in live)]:
        markup = get(path).content.decode()
        titles.add(markup.partition("<title>")[2].partition("</title>")[0])
        assert markup.count("<h1") == 1, path
        assert markup.count('<link rel="canonical"') == 1, path
        assert described(markup), path
    assert len(titles) == 10
