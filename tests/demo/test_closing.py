"""Closing accounts in a portal that is full of things that point at them."""

import re

import pytest
from django.db.models import Q
from django.urls import reverse

from commitment.models import Contributor, Showcase
from commitment.pillars import PILLARS
from config.errors import Refused
from demo.loading import ACCOUNTS, HOME, PASSWORD
from people import services
from people.models import NOBODY, Institution, Standing, User
from people.services import close_account
from profiles.models import Profile
from review import services as review
from review.models import Status, Submission
from skills.models import Skill
from tests.factories import SubmissionFactory, UserFactory, publish_profile
from tests.people.pages import who
from vocabulary.models import Version

WITH_PEOPLE = Q(showcaseskills__isnull=False) | Q(profileskills__isnull=False) | Q(scope_notes__isnull=False)


def public_addresses():
    for name in ("home", "showcases", "people", "skills", "institutions", "vocabulary-versions"):
        yield reverse(name)
    yield from (reverse("vocabulary-version", args=[version.name]) for version in Version.objects.all())
    yield from (reverse("pillar", args=[pillar.slug]) for pillar in PILLARS)
    for live in (*Showcase.objects.all(), *Profile.objects.all()):
        yield live.get_absolute_url()
        yield reverse("shelf-mark", args=[live.shelf_mark])
    yield from (place.get_absolute_url() for place in Institution.objects.all())
    yield from (skill.get_absolute_url() for skill in Skill.objects.filter(WITH_PEOPLE).distinct())


def every_public_page_answers(client, addresses):
    wrong = {a: s for a in addresses if (s := client.get(a).status_code) not in (200, 301, 410)}
    assert wrong == {}


def close(email, stand_in):
    """Close a demo account; where it is refused, somebody else is appointed first, as the words ask for."""
    user, home = User.objects.get(email=email), Institution.objects.get(slug=HOME)
    if email.startswith("editor"):
        with pytest.raises(Refused, match="at least one editor"):
            close_account(user, by=user)
        services.set_editor(stand_in, True, by=user)
    try:
        close_account(user, by=user)
    except Refused as refused:
        assert "the only manager" in str(refused)  # noqa: PT017 - it may have a colleague in the demo
        services.set_standing(stand_in, home, Standing.MANAGER, by=stand_in)
        close_account(user, by=user)
    return User.objects.get(pk=user.pk)


@pytest.mark.slow
def test_the_portal_stands_when_those_who_run_it_have_gone(demo, browse, mailoutbox, settings):
    settings.EMAIL_BACKEND = settings.MAIL_BACKEND  # at once
    stand_in = UserFactory(name="Nerys Quill", email="nerys@consortium.example")
    visitor, gone = browse(), []
    for email, name, standing in ACCOUNTS:
        if standing:
            author, home = User.objects.get(email=email), Institution.objects.get(slug=HOME)
            Submission.objects.by(author).filter(kind="profile").delete()  # one that is under way
            publish_profile(author=author, institution=home, name=name, reviewer=_some_editor())
    for email, name, _ in ACCOUNTS:
        theirs = list(Profile.objects.published().filter(user__email=email))
        named = set(Contributor.objects.filter(user__email=email).exclude(showcase__withdrawn_at__isnull=False))
        pages = [(c.showcase.get_absolute_url(), c.name) for c in named]
        mailoutbox.clear()
        closed = close(email, stand_in)
        gone.append(email)
        for address, credited in pages:
            assert credited in visitor.get(address).content.decode(), address
        assert len(theirs) == (not email.startswith("editor"))
        for profile in theirs:
            answer = visitor.get(profile.get_absolute_url())
            assert answer.status_code == 410
            assert name not in answer.content.decode()
        visitor.post("/accounts/login/", {"login": email, "password": PASSWORD})
        assert not who(visitor).is_authenticated
        pages_that_mention_them_name_nobody(browse, closed, stand_in, name)
        assert not [m for m in mailoutbox if not m.to or set(m.to) & set(gone)]
    every_public_page_answers(visitor, public_addresses())
    work_goes_on(stand_in, mailoutbox)


def pages_that_mention_them_name_nobody(browse, closed, editor, name):
    """Histories, decided submissions, queue, institutions: seen by an editor, and by those whose pages they are."""
    decided = Submission.objects.filter(Q(decided_by=closed) | Q(author=closed)).select_related("author")
    services.set_editor(editor, True, by=_some_editor())
    clients = {editor.pk: browse(editor)}
    addresses = {(editor.pk, reverse("review", args=[one.pk])) for one in decided}
    for one in decided.exclude(author=closed):
        clients.setdefault(one.author_id, browse(one.author))
        addresses.add((one.author_id, one.get_absolute_url()))
        addresses.add((one.author_id, reverse("desk")))
        if one.status == Status.APPROVED:
            addresses.add((one.author_id, reverse("live", args=[one.kind, one.target_id])))
    for pk, address in sorted(addresses):
        answer = clients[pk].get(address)
        assert answer.status_code == 200, address
        text = re.sub(r"\s+", " ", answer.content.decode())
        assert not re.search(r"(by|[Pp]roposed by|from|[Dd]ear|Hello) None\b", text), address
        if address != reverse("desk"):
            assert NOBODY in text.lower(), address
    for address in (reverse("review-queue"), "/desk/editors/", reverse("institution-manage", args=[HOME])):
        answer = clients[editor.pk].get(address)
        assert answer.status_code == 200
        assert name not in answer.content.decode(), address


def _some_editor():
    return User.objects.filter(groups__name="Editors").first()


def work_goes_on(editor, mailoutbox):
    """Somebody writes, somebody reviews: the mails go to those who are there."""
    home = Institution.objects.get(slug=HOME)
    mailoutbox.clear()
    waiting = SubmissionFactory(institution=home, submitted=True, title="After them")
    review.move(waiting, "approve", by=editor)
    assert mailoutbox
    assert all(message.to and message.to[0] for message in mailoutbox)
