"""Words of one's own: kept, shown as plain text, and skills as soon as the vocabulary has them."""

import pytest

from commitment.models import Showcase
from drafting.errors import Incomplete
from profiles.models import Profile
from review import kinds, services
from review.models import Submission
from skills.models import Label, Sort
from skills.queries import named
from skills.writing import rebuild_derived
from tests.factories import SkillFactory, SubmissionFactory, live_of, publish_profile, publish_showcase
from tests.pages import Page

pytestmark = pytest.mark.django_db
MENDING = {"word": "paper mending", "sentence": "I mend tears in paper."}
TOOLING = {"word": "gold tooling", "sentence": ""}


@pytest.mark.parametrize("publish", [publish_profile, publish_showcase])
def test_an_own_word_stands_on_the_page_as_plain_text_and_is_found_there(publish, browse):
    live = publish(own_words=[MENDING, {"word": "Gold <tooling>", "sentence": ""}])
    page = Page(browse().get(live.get_absolute_url()))
    assert "paper mending, Gold <tooling>" in page
    assert "In their own words" in page
    assert not any("mending" in text for text, _ in page.links)
    assert MENDING["sentence"] not in page  # that is for the editors
    listed = "showcases" if publish is publish_showcase else "people"
    found = Page(browse().get(f"/{listed}/", {"q": "mending"}))
    assert str(live) in found
    assert not any("paper mending" in text for text, _ in found.links)  # no facet


@pytest.mark.parametrize("is_profile", [True, False])
def test_a_page_of_own_words_only_may_be_sent_and_published(is_profile):
    live = live_of(SubmissionFactory(profile=is_profile, approved=True, skills=[], own_words=[MENDING]))
    assert [word.word for word in live.own_words.all()] == ["paper mending"]
    assert not live.skills.exists()
    with pytest.raises(Incomplete, match="left to do"):
        SubmissionFactory(profile=is_profile, submitted=True, skills=[], own_words=[])


def test_at_most_three_and_each_once():
    rows = [{"word": word, "sentence": ""} for word in ("one craft", "another craft", "third craft")]
    with pytest.raises(Incomplete):
        SubmissionFactory(submitted=True, own_words=[*rows, {"word": "fourth craft", "sentence": ""}])
    with pytest.raises(Incomplete):
        SubmissionFactory(submitted=True, own_words=[rows[0], {"word": "ONE  Craft", "sentence": ""}])
    assert SubmissionFactory(submitted=True, own_words=rows).status == "submitted"


def test_what_is_a_skill_is_no_own_word_until_it_waits_for_a_review(manager, library):
    SkillFactory(slug="book-repair", labels=["paper mending"])
    with pytest.raises(Incomplete) as refused:
        SubmissionFactory(submitted=True, own_words=[MENDING])
    (problem,) = refused.value.problems
    assert problem.message == "That is the skill “Book repair”: put it among the skills."

    waiting = SubmissionFactory(institution=library, submitted=True, own_words=[TOOLING])
    SkillFactory(slug="gold-tooling")
    live = live_of(services.move(waiting, "approve", by=manager))  # its author could not have known
    assert [word.word for word in live.own_words.all()] == ["gold tooling"]


@pytest.mark.parametrize(("publish", "model"), [(publish_profile, Profile), (publish_showcase, Showcase)])
def test_a_word_that_has_become_a_skill_comes_as_one_into_the_next_change(publish, model, browse, author, library):
    live = publish(author=author, institution=library, own_words=[MENDING, {"word": "boxes", "sentence": ""}])
    SkillFactory(slug="book-repair", labels=["Paper Mending"])
    kind = "profile" if model is Profile else "showcase"
    page = Page(browse(author).post(f"/desk/live/{kind}/{live.pk}/change/", follow=True))
    assert "“paper mending” has become a skill since, “Book repair”" in page
    draft = Submission.objects.get(status="draft")
    assert [row["skill"] for row in draft.content["skills"]] == ["paper-repair", "book-repair"]
    assert [row["word"] for row in draft.content["own_words"]] == ["boxes"]
    assert live.own_words.count() == 2  # the live page stays as it was approved


def test_a_skill_that_is_there_already_is_not_put_there_twice(author, library):
    live = publish_showcase(author=author, institution=library, own_words=[MENDING])
    Label.objects.create(skill=live.skills.get(), text="paper mending")
    rebuild_derived()
    draft = services.start(kinds.get("showcase"), by=author, institution=library, live=live)
    assert [row["skill"] for row in draft.content["skills"]] == ["paper-repair"]
    assert draft.content["own_words"] == []


def test_where_there_is_no_room_for_a_skill_the_word_stays(author, library):
    skills = [{"skill": SkillFactory().slug} for _ in range(12)]
    live = publish_showcase(author=author, institution=library, own_words=[MENDING], skills=skills)
    SkillFactory(slug="book-repair", labels=["paper mending"])
    draft = services.start(kinds.get("showcase"), by=author, institution=library, live=live)
    assert [row["word"] for row in draft.content["own_words"]] == ["paper mending"]
    assert draft.news == []


def test_a_hidden_label_of_several_means_all_of_them(db):
    book, box = SkillFactory(slug="book-repair"), SkillFactory(slug="box-making", name="Making boxes")
    for skill in (book, box):
        Label.objects.create(skill=skill, text="binding", sort=Sort.HIDDEN)
    Label.objects.create(skill=box, text="boxes", sort=Sort.HIDDEN)
    rebuild_derived()
    assert named("Binding") == [book, box]
    assert named("boxes") == [box]
    assert named("BOOK REPAIR") == named("book-repair") == [book]
    SkillFactory(slug="binding")
    rebuild_derived()
    assert [skill.slug for skill in named("Binding")] == ["binding"]  # a name goes before
    assert named("") == named("leather") == []
