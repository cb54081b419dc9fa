"""What is known of all pages, while several change them at once and some of them go."""

import threading
from types import SimpleNamespace

import pytest
from django.core.management import call_command

from commitment import search as showcases
from commitment.models import Showcase
from people.services import rename
from profiles.members import reference_to
from review import kinds as reviewed
from review import services as review
from search import kinds, services, upkeep
from search.models import Name, Word
from tests.content import contributor
from tests.discovery import make
from tests.factories import InstitutionFactory, SubmissionFactory, UserFactory, publish_profile, publish_showcase
from tests.helpers import at_once

WORKER_ELSEWHERE = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


@pytest.mark.django_db(transaction=True)
def test_who_takes_words_off_the_list_does_not_wait_for_who_waits_for_the_list(settings, monkeypatch):
    settings.TASKS = WORKER_ELSEWHERE
    library = InstitutionFactory()
    renamed, other = (UserFactory(name=name, staff=library) for name in ("Mairi Tolland", "Ewan Strand"))
    publish_profile(author=renamed, institution=library, name=renamed.name)
    live = publish_profile(author=other, institution=library, name=other.name, job_title="Quagga keeper")
    publish_showcase(institution=library, contributors=[contributor(member=reference_to(renamed))])
    una = UserFactory(name="Una Calder", manager=library)
    change = SubmissionFactory(
        profile=True, author=other, institution=library, live=live, job_title="Keeper", submitted=True
    )
    for kind in kinds.all_kinds():
        services.learn.func(kind.name, list(kind.live().values_list("pk", flat=True)))
    assert Word.objects.filter(text__in=["mairi", "quagga"]).count() == 2
    has_the_addresses, has_the_list = threading.Event(), threading.Event()

    def stamp_and_wait(*args, stamp=review.stamp, **how):
        has_the_addresses.set()
        has_the_list.wait(timeout=20)
        return stamp(*args, **how)

    def index_and_tell(rows, index=showcases.index):
        done = index(rows)
        has_the_list.set()
        return done

    monkeypatch.setattr(review, "stamp", stamp_and_wait)
    monkeypatch.setattr(showcases, "index", index_and_tell)
    done = at_once(
        lambda: review.move(change, "approve", by=una),
        lambda: has_the_addresses.wait(timeout=20) and rename(renamed, "Mo Ferrier", by=renamed),
    )
    assert not [result for result in done if isinstance(result, Exception)]
    assert not Word.objects.filter(text__in=["mairi", "tolland", "quagga"]).exists()


@pytest.mark.django_db(transaction=True)
def test_a_page_that_goes_while_its_words_are_learnt_leaves_none(settings, monkeypatch):
    settings.TASKS = WORKER_ELSEWHERE
    live, kind = publish_showcase(title="Zebrafish in the stacks"), kinds.get("showcase")
    is_read, is_gone = threading.Event(), threading.Event()

    def read_slowly(numbers):
        found = kind.pages(numbers)
        is_read.set()
        is_gone.wait(timeout=1)
        return found

    def withdraw():
        is_read.wait(timeout=20)
        review.withdraw_live(reviewed.get("showcase"), live, by=live.owner)
        is_gone.set()

    monkeypatch.setattr(kinds, "get", lambda name: kind._replace(pages=read_slowly))
    done = at_once(lambda: services.learn.func("showcase", [live.pk]), withdraw)
    assert not [result for result in done if isinstance(result, Exception)]
    assert not Word.objects.filter(text="zebrafish").exists()


def test_a_page_that_goes_takes_the_words_of_its_texts_with_it(client, db):
    make.showcase("Parchment", challenge="Of okapis.")
    live = publish_showcase(title="One of its kind", challenge="Zebrafish, okapis and parchment.")
    review.withdraw_live(reviewed.get("showcase"), live, by=live.owner)
    assert set(Word.objects.filter(text__in=["zebrafish", "okapis"]).values_list("text", flat=True)) == {"okapis"}
    for path in ("/showcases/", "/search/"):
        assert "Zebrafish" not in client.get(path, {"q": "zebrafihs parchment"}).content.decode()


def test_what_is_withdrawn_is_not_known_by_name_again(db):
    live = publish_showcase(title="Zebrafish in the stacks")
    review.withdraw_live(reviewed.get("showcase"), live, by=live.owner)
    call_command("reindex", stdout=SimpleNamespace(write=lambda text: None))
    assert not Name.objects.exists()


def test_what_was_withdrawn_takes_no_room_among_suggestions(client, db):
    for n in range(30):
        showcases.index(Showcase.objects.filter(pk=make.withdrawn(make.showcase(f"Map {n:02}")).pk))
        services.forget("showcase", [Showcase.objects.latest("pk").pk])
    showcases.index(Showcase.objects.all())
    make.showcase("Mapmakers")
    assert "Mapmakers" in client.get("/search/suggest/", {"q": "map"}).content.decode()


def test_housekeeping_comes_to_all_words_however_often_it_is_called(db, monkeypatch):
    monkeypatch.setattr(upkeep, "BATCH", 2)
    Word.objects.bulk_create(Word(text=f"word{n}", stem=f"word{n}", shown="") for n in range(9))
    for _ in range(500):
        upkeep.forget_some()
    assert not Word.objects.exists()
