"""The button of a link works in a browser that is told to send no referrer."""

from people import links, services
from people.models import Standing
from tests.factories import InstitutionFactory, UserFactory


def test_an_invitation_is_taken_up_and_no_form_of_its_page_comes_from_nowhere(page, log_in, axe, transactional_db):
    library, invited = InstitutionFactory(), UserFactory()
    invitation = services.invite(invited.email, library, Standing.STAFF, by=UserFactory(manager=library))
    token = links.make("invitation", invitation.pk, by=invitation.invited_by, recipient=invited.email)
    log_in(invited)
    page.goto(f"/links/{token}/")
    axe(page)
    page.get_by_role("button", name=f"Join {library}").click()
    page.wait_for_url("**/desk/")
    assert invited.memberships.get().institution == library
