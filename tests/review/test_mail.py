"""Who is told what: one message to each who is concerned, and none about what did not happen."""

import pytest
from django.conf import settings
from django.core import mail
from django.urls import reverse

from people.services import set_standing
from review import kinds, services
from tests.factories import MembershipFactory, SubmissionFactory, UserFactory, live_of, publish_showcase
from tests.letters import after_the_pause


@pytest.fixture
def post(db, mailoutbox):
    """post() is what came since the last time, as {address: (subject, body)}."""

    def fetch():
        messages = list(mailoutbox)
        mailoutbox.clear()
        assert all(len(message.to) == 1 for message in messages)  # nobody sees who else was told
        return {message.to[0]: (message.subject, message.body) for message in messages}  # the last one each

    return fetch


@pytest.fixture
def draft(author, library):
    return SubmissionFactory(author=author, institution=library)


def test_nobody_is_told_twice(draft, mailoutbox, author, manager, second_manager):
    services.move(draft, "submit", by=author)
    addresses = [message.to[0] for message in mailoutbox]
    assert sorted(addresses) == sorted({author.email, manager.email, second_manager.email})


def test_sending_tells_the_author_and_every_manager(draft, post, author, manager, second_manager, colleague, editor):
    services.move(draft, "submit", by=author)
    mails = post()
    assert mails.keys() == {author.email, manager.email, second_manager.email}
    assert mails[author.email][0] == "Sent for review: Unrolling sixty estate maps"
    subject, body = mails[manager.email]
    assert subject == "To review: Unrolling sixty estate maps"
    assert f"{settings.SITE_URL}{draft.get_review_url()}" in body
    assert body.startswith("Hello Una Calder,")


def test_where_there_is_no_manager_the_editors_are_told(draft, post, author, editor):
    services.move(draft, "submit", by=author)
    assert post().keys() == {author.email, editor.email}


def test_the_managers_of_the_whole_hear_of_its_units(draft, post, author, library):
    above = UserFactory(manager=True)
    library.parent = above.memberships.get().institution
    library.save()
    services.move(draft, "submit", by=author)
    assert above.email in post()


def test_who_stopped_managing_hears_nothing(draft, post, author, library, manager, second_manager, editor):
    set_standing(second_manager, library, None, by=editor)
    post()
    services.move(draft, "submit", by=author)
    assert post().keys() == {author.email, manager.email}


def test_a_manager_who_writes_is_not_asked_to_review_it(post, library, manager, second_manager):
    draft = SubmissionFactory(author=manager, institution=library)
    services.move(draft, "submit", by=manager)
    assert post()[manager.email][0].startswith("Sent for review")


def test_somebody_who_is_manager_and_editor_gets_one_message(draft, post, author, library, editor):
    MembershipFactory(user=editor, institution=library, standing="manager")
    services.move(draft, "submit", by=author)
    assert post().keys() == {author.email, editor.email}


@pytest.mark.parametrize(
    ("verb", "subject", "words"),
    [
        ("return", "Please look again", "asks for changes"),
        ("decline", "Declined", "has decided not to publish"),
        ("approve", "Published", "It is live now."),
    ],
)
def test_a_decision_reaches_the_author_with_the_note(verb, subject, words, draft, post, author, manager):
    services.move(draft, "submit", by=author)
    post()
    services.move(draft, verb, by=manager, note="Which paste was it?\n\nAsk Ewan.")
    mails = post()
    assert mails.keys() == {author.email, manager.email}
    assert mails[author.email][0] == f"{subject}: Unrolling sixty estate maps"
    body = mails[author.email][1]
    assert "Una Calder" in body
    assert words in body
    assert "Which paste was it?\n\nAsk Ewan." in body
    assert "Which paste was it?" in mails[manager.email][1]


def test_the_message_of_an_approval_leads_to_the_page(draft, post, author, manager):
    services.move(draft, "submit", by=author)
    post()
    approved = services.move(draft, "approve", by=manager)
    assert live_of(approved).permalink in post()[author.email][1]


def test_taking_back_tells_the_managers_so_that_nobody_reads_for_nothing(draft, post, author, manager):
    for verb in ("recall", "withdraw"):
        after_the_pause()
        services.move(draft, "submit", by=author)
        post()
        services.move(draft, verb, by=author)
        assert post() == {
            manager.email: (
                "Taken back: Unrolling sixty estate maps",
                "Hello Una Calder,\n\nMairi Tolland has taken back “Unrolling sixty estate maps”. "
                "There is nothing to review for now.\n\nColophon\n",
            )
        }


def test_giving_up_a_draft_tells_nobody(draft, post, author, manager):
    services.move(draft, "withdraw", by=author)
    assert post() == {}


def test_saving_and_previewing_tell_nobody(library, author, manager, post, browse):
    live = publish_showcase(author=author, institution=library)
    post()
    change = SubmissionFactory(author=author, institution=library, live=live, summary="Now.")
    browse(author).get(f"/desk/submissions/{change.pk}/preview/")
    assert post() == {}


def test_a_refused_decision_tells_nobody(draft, post, author, manager, second_manager):
    services.move(draft, "submit", by=author)
    services.move(draft, "approve", by=manager)
    post()
    with pytest.raises(services.IllegalMove):
        services.move(draft, "decline", by=second_manager, note="No.")
    assert post() == {}


def test_a_title_with_signs_reads_as_it_was_typed(author, library, manager, post):
    SubmissionFactory(author=author, institution=library, title="Paste & “glue” <for> maps", submitted=True)
    assert post()[manager.email][0] == "To review: Paste & “glue” <for> maps"


def test_a_very_long_title_makes_a_subject_that_mail_can_carry(author, library, manager, post):
    SubmissionFactory(author=author, institution=library, title="Word " * 24, submitted=True)
    assert all(len(subject) <= 180 and "\n" not in subject for subject, _ in post().values())


def test_reviewers_hear_of_a_withdrawn_page(author, manager, library, mailoutbox):
    live = live_of(SubmissionFactory(kind="showcase", approved=True, author=author, institution=library))
    mailoutbox.clear()
    services.withdraw_live(kinds.get("showcase"), live, by=author)
    assert {message.subject for message in mailoutbox} == {f"Withdrawn: {live}"}
    assert [manager.email] in [message.to for message in mailoutbox]
    assert [author.email] not in [message.to for message in mailoutbox]


def test_no_character_of_a_title_stops_the_mail(library, author, manager, browse):
    draft = SubmissionFactory(institution=library, author=author)
    address = reverse("submission-step", args=[draft.pk, "basics"])
    typed = draft.content | {"title": "Sixty maps\rBcc: all@library.example\nand one"}
    browse(author).post(
        address, {k: typed[k] for k in ("title", "institution", "summary", "pillars", "stance", "started", "ended")}
    )
    services.move(draft, "submit", by=author)
    assert all("\r" not in m.subject and "\n" not in m.subject and m.message() for m in mail.outbox)
    assert mail.outbox[-1].bcc == []


# -- threads and pauses ------------------------------------------------------------------------------------------


def headers_of(messages):
    return [
        {name: message.message()[name] for name in ("Message-ID", "In-Reply-To", "References")} for message in messages
    ]


def test_all_about_one_submission_hangs_together_and_apart_from_others(author, library, manager, mailoutbox, settings):
    settings.SITE_URL = "https://library.example"
    draft, other = (SubmissionFactory(author=author, institution=library) for _ in range(2))
    for verb, who in (
        ("submit", author),
        ("recall", author),
        ("submit", author),
        ("return", manager),
        ("submit", author),
    ):
        services.move(draft, verb, by=who, note="Which paste?")
        after_the_pause()
    approved = services.move(draft, "approve", by=manager)
    services.withdraw_live(kinds.get("showcase"), live_of(approved), by=author)
    root = f"<submission-{draft.pk}@library.example>"
    found = headers_of(mailoutbox)
    assert mailoutbox[0].to == [author.email]
    assert found[0] == {"Message-ID": root, "In-Reply-To": None, "References": None}
    assert all(one["In-Reply-To"] == one["References"] == root for one in found[1:])
    assert len({one["Message-ID"] for one in found}) == len(found) > 9
    mailoutbox.clear()
    services.move(other, "submit", by=author)
    assert root not in str(headers_of(mailoutbox))


def test_that_a_page_was_taken_down_hangs_with_what_was_published(author, library, manager, mailoutbox):
    live = publish_showcase(author=author, institution=library)
    [published] = {one["References"] for one in headers_of(mailoutbox) if one["References"]}
    mailoutbox.clear()
    services.take_down(kinds.get("showcase"), live, by=manager, reason="rights", text="The map is not ours.")
    assert [one["References"] for one in headers_of(mailoutbox)] == [published]


def test_the_page_says_when_reviewers_were_not_told_again(draft, author, manager, browse, mailoutbox):
    client = browse(author)
    press = lambda verb: client.post(reverse(f"submission-{verb}", args=[draft.pk]), follow=True).content.decode()  # noqa: E731
    words = "Its reviewers had a mail of this within the last hour"
    assert [words in press(verb) for verb in ("send", "recall", "send", "recall")] == [False, False, True, True]
    assert len([message for message in mailoutbox if message.to == [manager.email]]) == 2
