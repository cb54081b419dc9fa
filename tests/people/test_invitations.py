"""Invitations and new institutions: what does not fit, and what comes twice or at once."""

import pytest
from django.urls import reverse

from config.errors import Refused
from people import links
from people import services as people
from people.models import Institution, Standing
from tests.factories import InstitutionFactory, UserFactory
from tests.helpers import at_once


def test_an_address_too_long_for_its_column_is_not_invited(library, manager, editor, browse):
    address = f"{'a' * 250}@cove.example"
    page = browse(manager).post(reverse("invite", args=[library.slug]), {"email": address, "standing": "staff"})
    assert page.status_code == 422
    assert not library.invitations.exists()
    details = {"name": "Cove Library", "kind": "other", "country": "GB", "manager_email": address}
    assert browse(editor).post(reverse("institution-new"), details).status_code == 422
    assert not Institution.objects.filter(name="Cove Library").exists()


def test_accepting_an_invitation_twice_is_accepting_it_once(library, manager, outsider, browse):
    invitation = people.invite(outsider.email, library, Standing.STAFF, by=manager)
    token = links.make("invitation", invitation.pk, by=manager, recipient=outsider.email)
    client, address = browse(outsider), reverse("link", args=[token])
    client.post(address)
    assert client.post(address).headers["Location"] == reverse("desk")
    assert outsider.memberships.count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_invitation_sent_twice_at_once_is_one():
    library = InstitutionFactory()
    manager = UserFactory(manager=library)
    send = lambda: people.invite("new@library.example", library, Standing.STAFF, by=manager)  # noqa: E731
    assert not [result for result in at_once(send, send) if isinstance(result, Exception)]
    assert library.invitations.count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_institution_added_twice_at_once_is_one():
    editor = UserFactory(editor=True)

    def add():
        institution = Institution(name="Cove Library", kind="other")
        return people.save_institution(institution, by=editor, domains=["cove.example"])

    results = at_once(add, add)
    assert sorted(type(result) for result in results if not isinstance(result, Institution)) == [Refused]
    assert Institution.objects.get().domains.count() == 1


def test_a_null_character_in_an_address_never_reaches_the_database(colleague, browse):
    assert browse().get("/links/a%00b/").status_code == 404
    assert browse(colleague).post(reverse("join-ask"), {"institution": "x\x00"}).status_code == 422
