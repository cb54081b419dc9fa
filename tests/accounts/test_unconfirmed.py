"""Sign-ups that nobody confirms go, with their addresses, and nothing else does."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from config.upkeep import keep_house
from people import events, services
from people.models import User
from people.services import unconfirmed
from tests.factories import PASSWORD, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
SIGN_UP = {"name": "Isla Varrow", "email": "isla@cove.example", "password1": PASSWORD}


def long_ago():
    User.objects.update(joined_at=timezone.now() - timedelta(days=unconfirmed.DAYS, minutes=1))


def test_a_sign_up_that_nobody_confirms_is_erased_after_a_fortnight_and_whoever_is_late_is_told(client):
    client.post(reverse("account_signup"), SIGN_UP)
    assert keep_house()["unconfirmed sign-ups erased"] == 0
    long_ago()
    assert keep_house()["unconfirmed sign-ups erased"] == 1
    assert not User.objects.exists()
    assert not EmailAddress.objects.exists()
    page = client.post(reverse("account_email_verification_sent"), {"code": "BBBB-BBBB"}, follow=True)
    assert page.redirect_chain[-1][0] == reverse("account_signup")
    assert "was not confirmed in time, so it was erased. Please sign up again." in page.content.decode()
    assert client.post(reverse("account_signup"), SIGN_UP).status_code == 302
    assert User.objects.get().email == "isla@cove.example"


SOMETHING = {
    "a confirmed address": lambda user: user.emailaddress_set.update(verified=True),
    "a log-in": lambda user: User.objects.filter(pk=user.pk).update(last_login=timezone.now()),
    "a membership": lambda user: MembershipFactory(user=user),
    "a request": lambda user: services.ask_to_join(user, MembershipFactory().institution),
    "a group": lambda user: user.groups.add(Group.objects.create(name="Friends")),
    "a power": lambda user: User.objects.filter(pk=user.pk).update(is_staff=True),
    "an operator who made it": lambda user: events.record("account", user.pk, "add"),
    "another log-in": lambda user: user.socialaccount_set.create(provider="orcid", uid="1"),
    "a second factor": lambda user: user.authenticator_set.create(type="totp", data={}),
    "no address to confirm": lambda user: user.emailaddress_set.all().delete(),
    "deeds": lambda user: events.record("submission", 1, "start", by=user),
}


@pytest.mark.parametrize("what", SOMETHING)
def test_an_account_that_has_anything_is_never_touched(what):
    user = UserFactory(verified=False)
    SOMETHING[what](user)
    long_ago()
    assert unconfirmed.erase() == 0
    assert User.objects.filter(pk=user.pk).exists()
