"""Public pages are kept until the next edition, and no longer: right at once, on however many workers and machines."""

import gzip
import threading
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bitmaps import kinds as counted
from bitmaps.upkeep import differing
from config import pages
from config.release import release
from config.renaming import bring_up_to_date
from discovery.views import institutions
from people import portal
from people import services as people
from people.edition import edition
from people.models import Edition, Institution, Standing
from pictures.models import Upload
from pictures.services import make_renditions
from review import kinds, services
from review.deeds import OF_LIVE_PAGES, OF_THE_PORTAL
from search.models import Word
from search.upkeep import forget_some
from tests.drawn import a_picture
from tests.factories import InstitutionFactory, UserFactory, publish_profile, publish_showcase
from tests.helpers import SOAK, at_once
from tests.skos.files import competence, framework
from tests.vocabulary.making import publish

LOCAL = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
MACHINES = ("pages", "pages-elsewhere")  # each keeps its own, and both ask one database


@pytest.fixture(autouse=True)
def _kept(settings):
    settings.CACHES = {**settings.CACHES, **{name: {**LOCAL, "LOCATION": name} for name in MACHINES}}
    for name in MACHINES:
        caches[name].clear()


def asked(url, machine="pages", **headers):
    with patch.object(pages, "ALIAS", machine):
        return Client().get(url, headers=headers)


def drawn(url):
    """As it is if nothing is kept."""
    with patch.object(pages, "ALIAS", "nowhere"), patch.dict(caches.settings, nowhere=pages_off()):
        return Client().get(url).content


def pages_off():
    return {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}


def cost(url, **headers):
    """(the answer, how many statements it took)"""
    with connection.execute_wrapper(counter := Counter()):
        answer = asked(url, **headers)
    return answer, counter.number


class Counter:
    number = 0

    def __call__(self, execute, *args):
        self.number += 1
        return execute(*args)


# -- what is kept --------------------------------------------------------------------------------------------


def test_a_repeated_page_asks_for_the_edition_and_nothing_else(db):
    first, statements = cost("/skills/")
    assert statements > 3
    again, statements = cost("/skills/")
    assert statements == 1
    assert (again.content, dict(again.headers)) == (first.content, dict(first.headers))
    assert "default-src 'none'" in again.headers["Content-Security-Policy"]
    assert again.headers["X-Frame-Options"] == "DENY"
    assert again.headers["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_who_takes_it_compressed_gets_it_so_and_everybody_the_same(db):
    plain = asked("/skills/")
    packed = asked("/skills/", **{"Accept-Encoding": "br, gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert packed.content == asked("/skills/", **{"Accept-Encoding": "gzip"}).content
    assert int(packed.headers["Content-Length"]) == len(packed.content)
    assert packed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
    assert packed.headers["ETag"] == plain.headers["ETag"]


def test_who_does_not_want_it_compressed_gets_it_plain(db):
    plain = asked("/skills/")
    for header in ("gzip;q=0", "br, gzip; q=0.0, identity"):
        assert asked("/skills/", **{"Accept-Encoding": header}).content == plain.content
    assert asked("/skills/", **{"Accept-Encoding": "gzip;q=0.5"}).headers["Content-Encoding"] == "gzip"


@pytest.mark.parametrize("entry", ["", 7, ("headers",), ({}, b"nothing packed"), ({}, b""), (None, None)])
def test_what_lies_in_the_cache_and_is_no_page_of_ours_is_drawn_anew(db, entry):
    plain = asked("/skills/").content
    kept = caches[pages.ALIAS]
    with patch.object(type(kept), "get", lambda *args, **more: entry):
        assert asked("/skills/").content == plain


def test_a_page_for_another_place_of_the_portal_is_another_page(db):
    """A header that says where the portal is must not say so to others."""
    plain = asked("/showcases/").content
    elsewhere = Client().get("/showcases/", SCRIPT_NAME="/elsewhere", PATH_INFO="/showcases/").content
    assert asked("/showcases/").content == plain
    assert b"/elsewhere/" not in plain
    assert elsewhere


@pytest.mark.parametrize("form", ["W/{}", "{}"])
def test_a_tag_is_known_in_both_forms(db, form):
    tag = asked("/people/").headers["ETag"].removeprefix("W/")
    assert asked("/people/", **{"If-None-Match": form.format(tag)}).status_code == 304


def test_who_has_the_page_of_this_edition_is_told_so(db):
    etag = asked("/people/").headers["ETag"]
    again, statements = cost("/people/", **{"If-None-Match": f'"another", {etag}'})
    assert (again.status_code, again.content, statements) == (304, b"", 1)
    assert again.headers["ETag"] == etag
    assert "must-revalidate" in again.headers["Cache-Control"]
    portal.change("notice", "Closed on Friday.", by=UserFactory(editor=True))
    changed = asked("/people/", **{"If-None-Match": etag})
    assert changed.status_code == 200
    assert "Closed on Friday." in changed.content.decode()
    for other in ("*", "", '"x"', '"'):
        assert asked("/people/", **{"If-None-Match": other}).status_code == 200


def test_the_head_alone_is_answered_from_it_too(db):
    page = asked("/skills/")
    with connection.execute_wrapper(counter := Counter()):
        head = Client().head("/skills/")
    assert counter.number == 1
    assert head.content == b""
    assert {name: head.headers[name] for name in ("ETag", "Content-Length")} == {
        name: page.headers[name] for name in ("ETag", "Content-Length")
    }


def test_two_ways_of_asking_the_same_are_one_and_different_questions_are_not(db):
    InstitutionFactory(name="Kelp House")
    assert "Kelp House" in asked("/institutions/?q=kelp+house").content.decode()
    assert cost("/institutions/?q=kelp%20house")[1] == 1
    assert "Kelp House" not in asked("/institutions/?q=nowhere").content.decode()


@pytest.mark.parametrize(
    "url",
    [
        "/nowhere/",
        "/showcases/none/",
        "/skills/?" + "x=1&" * 400,
        "/search/?q=zzyzx",
        "/robots.txt",
        "/readyz",
    ],
    ids=["no address", "no page", "a long address", "what is counted", "for a day", "now"],
)
def test_what_is_not_there_or_endless_or_counted_or_said_for_a_while_is_not_kept(url, db):
    asked(url)
    assert not caches["pages"]._cache
    assert "ETag" not in asked(url).headers


def test_a_page_that_is_very_large_is_not_kept(db):
    with patch.object(pages, "LARGEST", 100):
        assert asked("/skills/").headers["ETag"]
    assert not caches["pages"]._cache


def test_nothing_private_is_ever_kept(author, library, browse):
    publish_profile(author=author, institution=library)
    client = browse(author)
    for url in (
        "/desk/",
        "/accounts/email/",
        reverse("personal"),
        "/people/",
        "/",
        "/accounts/login/",
        "/admin/login/",
    ):
        client.get(url)
    assert len(caches["pages"]._cache) == 2
    for key in caches["pages"]._cache:
        headers, packed = caches["pages"].get(key.rpartition(":")[2])
        assert author.email not in gzip.decompress(packed).decode()
        assert "csrf" not in gzip.decompress(packed).decode()
        assert "Set-Cookie" not in headers


def test_a_page_that_asks_who_is_there_is_for_them_alone(db, rf):
    """Whoever writes such a page by mistake makes it slow, and nothing worse."""

    def asks(request):
        response = pages.HttpResponse("Somebody")
        response.set_cookie("who", "1")
        return response

    request = rf.get("/skills/")
    answer = pages.PagesMiddleware(asks)(request)
    assert "public" not in answer.get("Cache-Control", "")
    assert not caches["pages"]._cache


def test_a_cache_that_does_not_answer_makes_pages_slow_and_nothing_else(db, caplog):
    with (
        patch.object(caches["pages"], "get", side_effect=OSError),
        patch.object(caches["pages"], "set", side_effect=OSError),
    ):
        assert asked("/skills/").status_code == 200
    assert "does not answer" in caplog.text


def test_pages_may_be_kept_in_the_database(db, settings):
    backend = {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "kept_pages"}
    settings.CACHES = {**settings.CACHES, "pages": backend}
    call_command("createcachetable", verbosity=0)
    drawn_once = asked("/skills/", **{"Accept-Encoding": "gzip"})
    assert cost("/skills/", **{"Accept-Encoding": "gzip"})[1] == 2  # the edition, and the page
    assert asked("/skills/", **{"Accept-Encoding": "gzip"}).content == drawn_once.content


def test_a_flood_of_questions_takes_no_more_room_than_there_is(db, settings):
    settings.CACHES = {**settings.CACHES, "pages": {**LOCAL, "LOCATION": "small", "OPTIONS": {"MAX_ENTRIES": 5}}}
    for n in range(20):
        asked(f"/robots.txt?x={n}")
        asked(f"/skills/versions/?x={n}")
    assert 0 < len(caches["pages"]._cache) <= 5


# -- right at once -------------------------------------------------------------------------------------------


@pytest.fixture
def it(library, author, colleague, manager, editor, load):
    class Situation:
        pass

    it = Situation()
    it.library, it.author, it.colleague, it.manager, it.editor = library, author, colleague, manager, editor
    it.showcase = publish_showcase(author=author, institution=library, title="Maps on cloth")
    it.other = publish_showcase(author=author, institution=library, title="Maps on paper")
    it.profile = publish_profile(author=author, institution=library)
    portal.change("people_word", "book people", by=editor)
    it.load = load
    return it


F = framework(competence("1", "Data"), competence("1.1", "Browsing", "skos:broader f:1"))


def facts(it, **changes):
    place = Institution.objects.get(pk=it.library.pk)
    for name, value in changes.items():
        setattr(place, name, value)
    return people.save_institution(place, by=it.editor)


DEEDS = {
    "publish": lambda it: publish_showcase(author=it.author, institution=it.library, title="Maps on vellum"),
    "withdraw": lambda it: services.withdraw_live(kinds.get("showcase"), it.showcase, by=it.author),
    "take down": lambda it: services.take_down(
        kinds.get("showcase"), it.other, by=it.manager, reason="rights", text="Not ours."
    ),
    ("account", "rename"): lambda it: people.rename(it.author, "Mairi Holm", by=it.author),
    ("membership", "begin"): lambda it: people.set_standing(UserFactory(), it.library, Standing.STAFF, by=it.manager),
    ("membership", "end"): lambda it: people.set_standing(it.author, it.library, None, by=it.manager),
    ("institution", "add"): lambda it: people.save_institution(
        Institution(name="Kelp House", slug="kelp-house", kind="archive", country="IE"), by=it.editor
    ),
    ("institution", "change"): lambda it: facts(it, name="Inverlathe Library"),
    ("portal", "change"): lambda it: portal.change("welcome", "Good morning.", by=it.editor),
    ("portal", "reset"): lambda it: portal.reset("people_word", by=it.editor),
    ("scheme", "publish"): lambda it: publish({"sewing": {}}),
    ("scheme", "load"): lambda it: it.load(F),
    ("account", "close"): lambda it: people.close_account(it.author, by=it.author),
}
UNSEEN = {("membership", "begin")}  # no page lists members


def test_no_deed_is_left_out():
    assert set(DEEDS) == {*OF_LIVE_PAGES, *OF_THE_PORTAL}


def addresses(it):
    return [
        *("/", "/showcases/", "/people/", "/skills/", "/institutions/", "/skills/frameworks/", "/skills/versions/"),
        *(thing.get_absolute_url() for thing in (it.showcase, it.other, it.profile, it.library)),
        *("/search/?q=maps", "/institutions/?q=kelp", f"/s/{it.showcase.shelf_mark}", "/nowhere/", "/styleguide/"),
    ]


@pytest.mark.soak
def test_no_page_is_older_than_a_deed(it):
    """One after the other, on one machine and for the pages that change most on another one too. After each deed half
    of the pages is drawn anew without a cache; all of them in `make soak`.
    """
    apart = 2 if SOAK == 1 else 1
    elsewhere = addresses(it)[:3]
    old = {url: asked(url).content for url in addresses(it)}
    for url in elsewhere:
        asked(url, MACHINES[1])
    for number, (deed, does) in enumerate(DEEDS.items()):
        does(it)
        now = {url: asked(url).content for url in addresses(it)}
        for url in [*addresses(it)][number % apart :: apart]:
            assert now[url] == asked(url).content == drawn(url), (deed, url)
        assert {url: asked(url, MACHINES[1]).content for url in elsewhere} == {url: now[url] for url in elsewhere}, deed
        assert now != old or deed in UNSEEN, deed
        old = now


def test_lists_count_what_is_there_after_each_deed(it, kept_bitmaps):
    for deed, does in DEEDS.items():
        does(it)
        assert not any(differing(kind.name) for kind in counted.every()), deed


def test_a_page_is_that_of_its_edition_on_a_worker_that_has_the_texts_of_an_older_one(it):
    asked("/")
    older = portal._kept
    portal.change("welcome", "Good morning.", by=it.editor)
    portal._kept = (float("inf"), *older[1:])  # another worker: nobody told it
    assert "Good morning." in asked("/", MACHINES[1]).content.decode()


def test_nor_does_it_survive_a_restored_backup_that_counts_the_same_again(it):
    place = Institution.objects.filter(pk=it.library.pk)
    place.update(name="A name that was lost")  # as before the backup was put back
    Edition.objects.update(changed_at=timezone.now())
    assert "A name that was lost" in asked("/institutions/").content.decode()
    place.update(name="A name that was kept")
    Edition.objects.update(changed_at=timezone.now() - timedelta(hours=1))
    assert "A name that was kept" in asked("/institutions/").content.decode()


@pytest.mark.parametrize("moment", ["before it is read", "after it is read"])
def test_what_is_drawn_while_something_is_published_is_not_shown_afterwards(moment, transactional_db):
    """Two connections: one draws a page slowly, the other publishes meanwhile."""
    place = InstitutionFactory(name="The old name", slug="place")
    editor = UserFactory(editor=True)
    is_drawing, is_out = threading.Event(), threading.Event()
    finds = institutions.institution_called

    def slowly(slug):
        found = finds(slug) if moment == "after it is read" else None
        is_drawing.set()
        assert is_out.wait(timeout=20)
        return found or finds(slug)

    def publishes():
        assert is_drawing.wait(timeout=20)
        place.name = "The new name"
        people.save_institution(place, by=editor)
        is_out.set()

    with patch.object(institutions, "institution_called", slowly):
        first, done = at_once(lambda: asked("/institutions/place/").content.decode(), publishes)
    assert done is None
    assert ("The old name" in first) == (moment == "after it is read")
    for machine in MACHINES:
        assert "The new name" in asked("/institutions/place/", machine).content.decode()


# -- what changes without a deed -----------------------------------------------------------------------------


def turned(work):
    before = edition()
    work()
    return edition() != before


def test_a_picture_whose_renditions_are_made_later(author, library):
    picture = a_picture(by=author)
    Upload.objects.filter(pk=picture.pk).update(renditions=[])
    row = {"picture": str(picture.pk), "alt": "A map", "credit": ""}
    url = publish_showcase(author=author, institution=library, pictures=[row]).get_absolute_url()
    assert "image/avif" not in asked(url).content.decode()
    assert turned(lambda: make_renditions.func(str(picture.pk)))
    assert "image/avif" in asked(url).content.decode()
    assert not turned(lambda: make_renditions.func(str(picture.pk)))  # as they were


def test_not_one_that_nobody_sees(author):
    picture = a_picture(by=author)
    Upload.objects.filter(pk=picture.pk).update(renditions=[])
    assert not turned(lambda: make_renditions.func(str(picture.pk)))


def test_words_that_are_learnt_and_forgotten(author, library):
    assert turned(lambda: publish_showcase(author=author, institution=library, title="Palimpsests"))
    Word.objects.create(text="quux", stem="quux", shown="quux")
    with patch("search.upkeep.randbelow", return_value=0), patch("search.upkeep.BATCH", 10_000):
        assert turned(forget_some)
        assert not turned(forget_some)


def test_rows_that_are_made_anew(author, library):
    publish_showcase(author=author, institution=library)
    assert turned(lambda: call_command("reindex", verbosity=0))
    assert turned(lambda: bring_up_to_date.func([library.pk]))
    assert not turned(lambda: bring_up_to_date.func([0]))


def test_the_day(db):
    etag = asked("/").headers["ETag"]
    with patch("django.utils.timezone.localdate", return_value=timezone.localdate() + timedelta(days=1)):
        assert asked("/").headers["ETag"] != etag


def test_the_release_and_the_settings_that_pages_show(db, settings):
    etag = asked("/").headers["ETag"]
    with patch("config.pages.release", lambda: "another"):
        assert asked("/").headers["ETag"] != etag
    settings.SITE_NAME = "Another"
    release.cache_clear()
    try:
        assert asked("/").headers["ETag"] != etag
    finally:
        settings.SITE_NAME = "Colophon"
        release.cache_clear()
