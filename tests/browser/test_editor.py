import pytest
from playwright.sync_api import expect
from tests.factories import SubmissionFactory

@pytest.fixture
def draft(author, library):
    return SubmissionFactory(author=author, institution=library)

def test_try(page, log_in, author, draft, look, shoot, axe):
    log_in(author)
    for step in ["basics","story","people","skills","pictures"]:
        page.goto(f"/desk/submissions/{draft.pk}/{step}/")
        for w in (360,1440):
            for t in ("light","dark"):
                look(w,t); shoot(f"{step}-{w}-{t}")
        axe(page)
