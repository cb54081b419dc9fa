"""Who hears what a version means for their pages, what they are told, and that nobody is told twice."""

import pytest
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from people.services import closing
from review.models import Submission
from skills.claimants import touched
from skills.models import Scheme, Skill
from skills.states import present
from tests.content import complete_profile
from tests.factories import SkillFactory, SubmissionFactory, UserFactory, publish_profile, publish_showcase
from tests.vocabulary.changes import publish, replaced, undone
from vocabulary.models import Answer, Proposal, Sort
from vocabulary.services import telling
from vocabulary.touching import touches


@pytest.fixture
def skills(db):
    names = {"mending": "Paper mending", "repair": "Paper repairing", "gilding": "Gilding", "care": "Care"}
    return {slug: SkillFactory(slug=slug, name=name) for slug, name in names.items()}


@pytest.fixture
def mails(mailoutbox):
    """mails() is {address: text} of what went since the last call; one message a person."""

    def sent():
        found = {mail.to[0]: mail.body for mail in mailoutbox if "The skills on your pages" in mail.subject}
        assert len(found) == sum("The skills on your pages" in mail.subject for mail in mailoutbox)
        mailoutbox.clear()
        return found

    return sent


def held(*slugs):
    return [{"skill": slug, "level": "2", "evidence": ""} for slug in slugs]


def named(*slugs):
    return [{"skill": slug} for slug in slugs]


def profile(*slugs):
    return publish_profile(skills=held(*slugs), samples=[])


def showcase(*slugs, **more):
    return publish_showcase(skills=named(*slugs), **more)


# -- of a merge --------------------------------------------------------------------------------------------


def test_a_merge_is_told_to_whose_profile_had_it_and_whose_showcase_had_both(skills, mails):
    one, both, other, new = profile("mending"), profile("mending", "repair"), profile("gilding"), profile("repair")
    pair, single = showcase("mending", "repair"), showcase("mending")
    mails()
    version = replaced(skills["mending"], skills["repair"])
    told = mails()
    assert set(told) == {one.user.email, both.user.email, pair.owner.email}
    assert other.user.email not in told
    assert new.user.email not in told
    assert single.owner.email not in told
    assert "“Paper mending” is “Paper repairing” now, and this page says so." in told[one.user.email]
    for page, owner in ((both, both.user), (pair, pair.owner)):
        assert "named both and shows it once" in told[owner.email]
        assert page.permalink in told[owner.email]
    assert f"Version {version} of the vocabulary" in told[one.user.email]
    undone(version)
    again = mails()
    assert set(again) == set(told)
    assert "“Paper mending” is a skill of its own again" in again[one.user.email]


def test_all_pages_of_a_person_are_in_one_message(skills, mails):
    first = showcase("mending", "repair", title="First of them")
    owner, place = first.owner, first.institution
    showcase("repair", "mending", title="Second of them", author=owner, institution=place)
    publish_profile(author=owner, institution=place, skills=held("mending"), samples=[])
    mails()
    replaced(skills["mending"], skills["repair"])
    [text] = mails().values()
    assert text.count("“Paper mending”") == 3
    assert "“First of them”" in text
    assert "“Second of them”" in text


def test_who_was_read_as_the_merged_one_hears_too(skills, mails):
    page = profile("mending")
    replaced(skills["mending"], skills["repair"])
    mails()
    replaced(skills["repair"], skills["gilding"])
    assert "“Paper mending” is “Gilding” now" in mails()[page.user.email]


# -- of a split, and of what is gone -----------------------------------------------------------------------


def test_a_split_is_told_to_all_who_named_it(skills, mails):
    page, live = profile("mending"), showcase("mending")
    mails()
    replaced(skills["mending"], skills["repair"], skills["gilding"])
    told = mails()
    assert set(told) == {page.user.email, live.owner.email}
    for text in told.values():
        assert "“Paper mending” is now two skills: “Gilding” and “Paper repairing”." in text
        assert "until you choose" in text


def test_what_nothing_replaces_is_told_to_whose_profile_had_it(skills, mails):
    page, live = profile("mending"), showcase("mending")
    mails()
    replaced(skills["mending"])
    told = mails()
    assert set(told) == {page.user.email}
    assert live.owner.email not in told
    assert "“Paper mending” is no longer in use." in told[page.user.email]


def test_a_work_sample_counts_too(skills, mails):
    sample = complete_profile()["samples"][0] | {"skills": ["mending"]}
    page = publish_profile(skills=held("gilding"), samples=[sample])
    mails()
    replaced(skills["mending"], skills["repair"])
    assert set(mails()) == {page.user.email}


def test_what_touches_no_page_is_told_to_nobody(skills, mails):
    profile("mending")
    mails()
    with_labels = publish(lambda before: before)
    assert with_labels.edits == []
    assert mails() == {}


def test_closed_accounts_and_withdrawn_pages_hear_nothing(skills, mails):
    page, gone = profile("mending"), profile("mending")
    closing.close_account(page.user, by=page.user)
    type(gone).objects.filter(pk=gone.pk).update(withdrawn_at=timezone.now())
    mails()
    replaced(skills["mending"], skills["repair"])
    assert mails() == {}


# -- in batches --------------------------------------------------------------------------------------------


def test_batches_reach_everybody_and_starting_again_tells_nobody_twice(skills, mails, monkeypatch):
    monkeypatch.setattr(telling, "BATCH", 2)
    pages = [profile("mending") for _ in range(5)]
    mails()
    version = replaced(skills["mending"], skills["repair"])
    assert set(mails()) == {page.user.email for page in pages}
    telling.tell.func(version.pk)
    assert mails() == {}


def test_what_broke_off_goes_on_where_it_was(skills, mails, settings, monkeypatch):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    monkeypatch.setattr(telling, "BATCH", 2)
    for _ in range(3):
        profile("mending")
    DBTaskResult.objects.all().delete()
    version = replaced(skills["mending"], skills["repair"])

    def waiting():
        return DBTaskResult.objects.filter(task_path=telling.tell.module_path)

    def messages():
        return DBTaskResult.objects.filter(task_path__endswith="deliver").count()

    assert (waiting().count(), messages()) == (1, 0)
    send = telling.emails.vocabulary_changed
    calls = []

    def breaks(*args):
        calls.append(args)
        if len(calls) == 2:
            raise OSError
        send(*args)

    monkeypatch.setattr(telling.emails, "vocabulary_changed", breaks)
    with pytest.raises(OSError), transaction.atomic():  # noqa: PT011
        telling.tell.func(version.pk)
    assert messages() == 0  # all of a batch or nothing
    monkeypatch.setattr(telling.emails, "vocabulary_changed", send)
    telling.tell.func(version.pk)
    assert messages() == 2
    telling.tell.func(version.pk)
    telling.tell.func(version.pk)
    assert messages() == 3


# -- what editors see before -------------------------------------------------------------------------------


def test_editors_see_how_many_pages_a_merge_touches_and_nothing_private(skills, author, library):
    live = [showcase("mending", "repair"), showcase("mending"), showcase("repair")]
    page = profile("mending")
    SubmissionFactory(author=author, institution=library, skills=named("mending"), title="Nobody knows")
    SubmissionFactory(profile=True, author=author, institution=library, skills=held("mending"), submitted=True)
    of_showcases, of_profiles = touched([skills["mending"].pk], [skills["repair"].pk])
    assert (of_profiles.pages, of_profiles.both, of_profiles.drafts, of_profiles.examples) == (1, 0, 1, [page])
    assert (of_showcases.pages, of_showcases.both, of_showcases.drafts) == (2, 1, 1)
    assert of_showcases.examples == [live[1], live[0]]
    together = touched([skills["mending"].pk, skills["repair"].pk])[0]
    assert (together.pages, together.both) == (3, 1)
    scheme = Scheme.objects.get(is_framework=False)
    before = present(scheme)
    with transaction.atomic():
        replaced(skills["mending"], skills["repair"])
        after = present(scheme)
        transaction.set_rollback(True)
    [one] = touches(before, after)
    assert (one["name"], one["heirs"]) == ("Paper mending", ["Paper repairing"])
    assert [(kind.kind, kind.pages, kind.both) for kind in one["kinds"]] == [("showcase", 2, 1), ("profile", 1, 0)]
    drawn = render_to_string("vocabulary/_touches.html", {"touches": [one]})
    assert "2 live, 1 of them with both" in " ".join(drawn.split())
    assert "Nobody knows" not in drawn
    assert Submission.objects.open().count() == 2


# -- proposals ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (Answer.TAKEN, "It is taken up."),
        (Answer.THERE, "It is there already"),
        (Answer.DECLINED, "It is not taken up."),
    ],
)
def test_who_proposed_something_hears_what_came_of_it(answer, says, skills, mailoutbox):
    person = UserFactory()
    proposal = Proposal.objects.create(
        sort=Sort.NEW,
        words="Patching",
        made_by=person,
        made_at=timezone.now(),
        answer=answer,
        answer_text="Because of this.",
        answered_at=timezone.now(),
        led_to=None if answer == Answer.DECLINED else skills["mending"],
    )
    telling.tell_proposer(proposal)
    [mail] = mailoutbox
    assert mail.to == [person.email]
    assert says in mail.body
    assert "Because of this." in mail.body
    assert ("/skills/mending/" in mail.body) == (answer != Answer.DECLINED)


def test_nobody_hears_of_a_proposal_whose_account_is_closed(skills, mailoutbox):
    proposal = Proposal.objects.create(sort=Sort.NEW, words="Patching", made_at=timezone.now())
    telling.tell_proposer(proposal)
    assert mailoutbox == []
    assert Skill.objects.count() == len(skills)
