"""What everybody sees of the vocabulary, in a browser: large and small, light and dark, without script too."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from review import services
from scope_notes.models import ScopeNote
from skills.states import present
from skos.changes import replaced
from tests.browser.conftest import at_rest
from tests.situation import Situation
from vocabulary.models import Version
from vocabulary.services import change_sets
from vocabulary.services.proposals import propose

TOO_WIDE = "document.documentElement.scrollWidth > window.innerWidth"


@pytest.fixture
def it(transactional_db, library, author, colleague, manager, editor, outsider):
    return Situation(
        library=library, author=author, colleague=colleague, manager=manager, editor=editor, outsider=outsider
    )


@pytest.mark.parametrize(("width", "theme"), [(360, "light"), (1440, "dark")])
def test_its_pages_have_no_faults_and_fit(width, theme, it, page, look, axe, shoot):
    look(width, theme)
    versions = [version.get_absolute_url() for version in Version.objects.all()]
    skills = ["/skills/paper-repair/", "/skills/sewing/", "/skills/koha/"]
    for address in [
        "/skills/",
        *skills,
        "/skills/versions/",
        *versions,
        "/skills/frameworks/",
        "/skills/frameworks/f-example/",
    ]:
        page.goto(address)
        at_rest(page)
        assert not page.evaluate(TOO_WIDE), address
        axe(page)
        shoot(f"vocabulary-{address.strip('/').replace('/', '-')}-{width}-{theme}")


@pytest.mark.parametrize(("width", "theme"), [(360, "dark"), (768, "light"), (1440, "light")])
def test_the_editors_pages_have_no_faults_and_fit(width, theme, it, page, look, axe, shoot, log_in):
    look(width, theme)
    log_in(it.editor)
    made = change_sets.open_change_set(title="Crafts of the bindery, and what belongs to them", by=it.editor)
    here = present(made.scheme)
    koha = next(uri for uri in here if uri.endswith("/koha"))
    edits = replaced(here, koha, [next(uri for uri in here if uri.endswith("/paper-repair"))])
    change_sets.add_change(made, by=it.editor, uri=koha, edits=edits, reason="To see whom it touches.")
    asked = propose(by=it.author, sort="new", words="unheard-of craft", sentence="What nobody else does.")
    last = Version.objects.filter(scheme=made.scheme).first()
    for name, address in {
        "desk": "",
        "set": f"sets/{made.pk}/",
        "new": f"sets/{made.pk}/new/",
        "skill": f"sets/{made.pk}/skills/paper-repair/",
        "replace": f"sets/{made.pk}/skills/paper-repair/replace/",
        "deprecate": f"sets/{made.pk}/skills/paper-repair/deprecate/",
        "load": "load/",
        "undo": f"versions/{last.number}/undo/",
        "proposal": f"proposals/{asked.pk}/",
    }.items():
        page.goto(f"/vocabulary/{address}")
        at_rest(page)
        assert not page.evaluate(TOO_WIDE), address
        axe(page)
        shoot(f"editors-{name}-{width}-{theme}")


@pytest.mark.parametrize("script", [True, False])
def test_a_note_is_written_from_the_page_of_a_skill(script, it, new_context, log_in, axe):
    context = new_context(java_script_enabled=script)
    log_in(it.author, context)
    page = context.new_page()
    page.goto("/skills/sewing/")
    page.get_by_role("link", name="Say what it means where you work").click()
    if script:
        axe(page)
    page.get_by_role("button", name="Write the note").click()
    page.get_by_role("textbox", name="What it means at your institution").fill("Textblocks, not curtains.")
    page.get_by_role("button", name="Save and continue").last.click()
    page.get_by_role("button", name="Send for review").click()
    expect(page.get_by_text("Sent for review.").first).to_be_visible()
    waiting = it.author.submissions.filter(kind="scope-note").waiting().get()
    services.move(waiting, "approve", by=it.manager)
    note = ScopeNote.objects.get(skill__slug="sewing")
    page.goto(reverse("shelf-mark", args=[note.shelf_mark]))
    assert page.url.endswith(f"/skills/sewing/#{note.slug}")
    expect(page.locator(f"#{note.slug}")).to_contain_text("Textblocks, not curtains.")
