"""The made-up pages that the benches measure with are such as publishing leaves."""

import pytest
from django.db import connection, transaction
from django.utils.html import escape

from bench.making import copies
from bench.making.claims import Skills
from bench.making.filling import fill, index_all
from bench.making.names import rare
from bench.timing import timed
from commitment.models import Contributor, Showcase
from drafting.services import checked
from people.models import Institution, User
from profiles.models import Profile
from review import kinds
from review.history import deeds_of
from review.models import Submission
from tests.factories import SkillFactory, UserFactory

SHOWCASES, PEOPLE = 30, 10


@pytest.fixture
def skills(db):
    for n in range(8):
        SkillFactory(slug=f"craft-{n}", broader=[SkillFactory(slug="crafts")])


@pytest.fixture
def pages(skills):
    fill(SHOWCASES, PEOPLE)
    index_all()


def test_made_up_pages_are_all_there_and_found(pages, client):
    assert Showcase.objects.published().count() == SHOWCASES
    assert Profile.objects.published().count() == User.objects.count() == PEOPLE
    shown = client.get("/showcases/").content.decode()
    assert f"{SHOWCASES} showcases" in shown
    showcase = Showcase.objects.order_by("pk").last()
    assert escape(showcase.title) in client.get(showcase.get_absolute_url()).content.decode()
    name = next(name for name in map(rare, range(SHOWCASES)) if name in showcase.what_we_did)
    for asked in ({"q": name}, {"skill": "crafts", "institution": showcase.institution.slug}):
        assert showcase.pk in [card.pk for card in client.get("/showcases/", asked).context["page"]]


def test_a_made_up_person_has_a_page_with_what_they_are_credited_for(pages, client):
    credit = Contributor.objects.exclude(user=None).first()
    shown = client.get(credit.user.profile.get_absolute_url()).content.decode()
    assert credit.name in shown
    assert credit.showcase.get_absolute_url() in shown
    assert client.get("/people/").context["page"].paginator.count == PEOPLE


@pytest.mark.parametrize("slug", ["showcase", "profile"])
def test_what_is_kept_of_a_made_up_page_is_what_its_author_would_have_sent(pages, slug):
    kind = kinds.get(slug)
    for live in kind.publication.model.objects.all():
        *_, last = Submission.objects.of(kind, live).approved().order_by("published_version")
        assert last.published_version == live.version
        assert last.content == kind.publication.content_of(live, kind.content)
        assert not checked(last).problems
        assert [deed.verb for deed in deeds_of(last)[last.pk]] == ["submit", "approve"]


def test_a_made_up_page_was_approved_by_another_who_looks_after_the_place(pages):
    for live in Showcase.objects.all():
        assert live.reviewed_by_id != live.owner_id
        assert live.reviewed_by.memberships.filter(institution=live.institution, standing="manager").exists()


def test_what_comes_after_made_up_pages_gets_numbers_of_its_own(pages):
    last = Institution.objects.order_by("pk").last()
    assert Institution.objects.create(name="Another", slug="another", kind="archive").pk == last.pk + 1


def test_the_same_sizes_make_the_same_pages(skills):
    made = []
    for _ in range(2):
        with transaction.atomic():
            fill(6, 4)
            marks = Showcase.objects.order_by("pk").values_list("slug", "shelf_mark", "published_at")
            made.append((list(marks), list(Submission.objects.order_by("pk").values_list("author__name", "content"))))
            transaction.set_rollback(True)
    assert made[0] == made[1]


def test_made_up_pages_without_texts_are_as_many_and_short(skills, client):
    fill(12, 4, texts=False)
    assert max(len(live.what_we_did) for live in Showcase.objects.all()) < 100
    assert client.get("/showcases/").context["page"].paginator.count == 12
    assert not Submission.objects.exists()


def test_of_very_many_without_texts_most_are_copies_with_people_of_their_own(skills, client, monkeypatch):
    monkeypatch.setattr(copies, "AT_ONCE", 10)
    fill(30, 12, texts=False)
    assert not index_all()
    assert Showcase.objects.published().count() == 30
    assert Profile.objects.published().count() == User.objects.count() == 12
    assert len(set(Showcase.objects.values_list("first_published_at", flat=True))) == 30
    whole, *others = [list(Showcase.objects.order_by("pk")[at : at + 10]) for at in (0, 10, 20)]
    for other in others:
        for first, copied in zip(whole, other, strict=True):
            assert copied.title == first.title
            assert copied.owner_id != first.owner_id
            assert copied.contributors.count() == first.contributors.count()
            assert {credit.user_id for credit in copied.contributors.all()} & {copied.owner_id}
            assert client.get(copied.get_absolute_url()).status_code == 200
    assert client.get(Profile.objects.order_by("pk").last().get_absolute_url()).status_code == 200
    assert UserFactory().pk > User.objects.get(pk=others[-1][-1].owner_id).pk
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_one_skill_stands_on_many_made_up_pages_and_names_are_rare(pages):
    assert Skills().often.slug == "craft-0"  # of a skill that takes in others pages count that do not claim it
    assert len(set(map(rare, range(5000)))) == 5000


def test_a_bench_tells_what_the_database_spends(db):
    times = timed(lambda: Showcase.objects.raw("SELECT 1 AS id, sum(n) FROM generate_series(1, 300000) n")[0], rounds=2)
    assert times.server > 0 < times.process <= times.clock
