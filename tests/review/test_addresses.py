"""The addresses of published pages: made once, kept for ever, and moved only when a title asks for another."""

import pytest
from django.conf import settings
from django.urls import reverse

from people.services import rename
from profiles.models import Profile
from reading.addresses import RESERVED
from review import kinds, services
from review.models import FormerSlug, Submission
from tests.content import complete_showcase
from tests.factories import SubmissionFactory, publish_profile, publish_showcase

pytestmark = pytest.mark.django_db


def renamed(live, author, library, reviewer, **content):
    """The live page after an approved change of it."""
    kind = "profile" if isinstance(live, Profile) else "showcase"

    draft = services.start(kinds.get(kind), by=author, institution=library, live=live)
    services.save_content(draft, {**draft.content, **content}, by=author)
    services.move(draft, "submit", by=author)
    services.move(draft, "approve", by=reviewer)
    live.refresh_from_db()
    return live


@pytest.mark.parametrize("word", sorted(RESERVED))
def test_a_page_of_a_reserved_title_has_an_address_that_is_reached(word, library, browse):
    for live in (publish_showcase(title=word.upper()), publish_profile(name=word.capitalize())):
        assert live.slug == f"{word}-2"
        page = browse().get(live.get_absolute_url())
        assert page.status_code == 200
        assert page.context[("showcase", "profile")[isinstance(live, Profile)]] == live


@pytest.mark.parametrize("name", ["Ελένη Παπαδοπούλου", "Ольга Йовчева", "山田 太郎", "हिन्दी", "שלום", "김철수"])
def test_a_page_in_another_script_is_reached_and_says_its_address_as_all_systems_write_it(name, browse):
    live = publish_profile(name=name)
    path = live.get_absolute_url()
    assert path.isascii()
    page = browse().get(path)
    assert page.status_code == 200
    assert f'<link rel="canonical" href="{settings.SITE_URL}{path}">' in page.content.decode()
    assert browse().get(f"/people/{live.slug}/").status_code == 200
    moved = browse().get(reverse("shelf-mark", args=[live.shelf_mark]))
    assert (moved.status_code, moved.headers["Location"]) == (301, path)


@pytest.mark.parametrize(
    ("title", "older"),
    [("Straße", "strae"), ("Koha 22.05", "koha-2205"), ("Ørsted", "rsted"), ("图书馆", "showcase-2")],
)
def test_an_address_that_was_made_in_an_older_way_stays_while_the_title_does(
    title, older, author, library, manager, browse
):
    live = publish_showcase(author=author, institution=library, title=title)
    type(live).objects.filter(pk=live.pk).update(slug=older)
    live.refresh_from_db()
    assert renamed(live, author, library, manager, summary="Told again.").slug == older
    assert renamed(live, author, library, manager, title=f"{title}!").slug == older
    assert not FormerSlug.objects.exists()
    assert browse().get(f"/showcases/{older}/").status_code == 200


def test_a_new_title_moves_the_address_and_the_former_one_leads_to_it(author, library, manager, browse):
    live = publish_showcase(author=author, institution=library, title="Karten aus Łódź")
    former = live.get_absolute_url()
    live = renamed(live, author, library, manager, title="Картки з Лодзі")
    assert live.slug == "картки-з-лодзі"
    answer = browse().get(former)
    assert (answer.status_code, answer.headers["Location"]) == (301, live.get_absolute_url())
    assert publish_showcase(title="Karten aus Lodz").slug == "karten-aus-lodz-2"
    live = renamed(live, author, library, manager, title="Karten aus Łódź")
    assert live.get_absolute_url() == former
    assert browse().get(former).status_code == 200


def test_a_version_in_the_title_is_part_of_what_it_asks_for(author, library, manager):
    live = publish_showcase(author=author, institution=library, title="Koha 22.05")
    assert live.slug == "koha-22-05"
    assert renamed(live, author, library, manager, title="Koha 22").slug == "koha-22"


@pytest.mark.parametrize("keeps", [True, False])
def test_a_former_address_of_a_person_leads_to_them_only_if_they_want_that(keeps, author, library, browse):
    publish_profile(author=author, institution=library, name="Ann Abel", listed_under="Abel-Foss")
    rename(author, "Ann Strand", by=author, keeps_address=keeps)
    live = Profile.objects.get()
    assert (live.slug, live.listed_under) == ("ann-strand", "")
    assert browse().get("/people/ann-abel/").status_code == (301 if keeps else 404)
    assert FormerSlug.objects.filter(slug="ann-abel").exists() is keeps
    assert publish_profile(name="Ann Abel").slug == ("ann-abel-2" if keeps else "ann-abel")
    assert "Abel" not in str(Submission.objects.by(author).values("content", "title"))


@pytest.mark.parametrize("typed", ["{path}", "https://colophon.example{path}", "{slug}", "{slug}/", "/people/{slug}/"])
def test_a_member_is_found_by_an_address_in_any_script(typed, author, library):
    live = publish_profile(author=author, institution=library, name="Ольга Йовчева")
    typed = typed.format(path=live.get_absolute_url(), slug=live.slug)
    row = complete_showcase()["contributors"][0] | {"member": typed}
    credited = publish_showcase(institution=library, contributors=[row])
    assert credited.contributors.get().user == author


def test_a_preview_moves_no_address(author, library, browse):
    live = publish_showcase(author=author, institution=library, title="Ørsted")

    draft = services.start(kinds.get("showcase"), by=author, institution=library, live=live)
    services.save_content(draft, {**draft.content, "title": "Łódź"}, by=author)
    assert browse(author).get(reverse("submission-preview", args=[draft.pk])).status_code == 200
    live.refresh_from_db()
    assert (live.slug, FormerSlug.objects.count()) == ("orsted", 0)


def test_an_unpublished_one_takes_no_address(library):
    SubmissionFactory(submitted=True, title="Maps", institution=library)
    assert publish_showcase(title="Maps").slug == "maps"
