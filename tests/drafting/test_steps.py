"""Filling in a submission step by step: whatever is typed is kept, and judged in words."""

import re

import pytest
from django.urls import reverse

from drafting.limits import MAX_ROWS
from review import kinds, services
from review.models import Submission
from tests.factories import SkillFactory, SubmissionFactory, UserFactory
from tests.pages import Visitor

EMPTY_ROW = {"name": "", "member": "", "affiliation": ""}


def address(submission, step, query=""):
    return reverse("submission-step", args=[submission.pk, step]) + query


@pytest.fixture
def showcase(library, author):
    return services.start(kinds.get("showcase"), by=author, institution=library)


@pytest.fixture
def profile(library, author):
    return services.start(kinds.get("profile"), by=author, institution=library)


@pytest.fixture
def writer(browse, author):
    return Visitor(browse(author))


def saved(submission):
    return Submission.objects.get(pk=submission.pk).content


# -- what is typed stays -----------------------------------------------------------------------------------

WRONG = {  # (kind, step): what is typed, and what is said about each
    ("showcase", "basics"): {
        "started": ("the week after Easter", "not a date we can read"),
        "ended": ("31 February 2024", "not a date we can read"),
    },
    ("showcase", "story"): {"outcomes-0-after": ("about sixty", "is not a number")},
    ("showcase", "skills"): {"skills-0-skill": ("basket weaving", "is not in the vocabulary")},
    ("showcase", "people"): {"contributors-0-member": ("nobody@nowhere.example", "Leave e-mail addresses out")},
    ("showcase", "pictures"): {
        "doi": ("doi of the report", "A DOI begins with 10."),
        "links-0-url": ("our intranet", "Write a whole web address"),
    },
    ("profile", "links"): {"orcid": ("0000-0002-1825-0098", "typing mistake")},
    ("profile", "evidence"): {
        "samples-0-skills": ("juggling", "“juggling” is not in the vocabulary yet."),
        "certifications-0-awarded": ("in 2019, I think", "not a date we can read"),
    },
}

ADDS = {("showcase", "pictures"): ["Add a link"], ("profile", "evidence"): ["Add a work sample", "Add a certification"]}


@pytest.mark.parametrize(("kind", "step"), WRONG)
def test_a_wrong_value_is_kept_shown_and_explained(kind, step, writer, request):
    SkillFactory(slug="paper-repair")
    submission, wrong = request.getfixturevalue(kind), WRONG[kind, step]
    writer.open(address(submission, step))
    for button in ADDS.get((kind, step), ()):
        writer.press(button)
    page = writer.press("Save and continue", {name: text for name, (text, _) in wrong.items()})

    assert "Saved, but there is something to put right" in page
    for name, (text, said) in wrong.items():
        kept = page.form("Save and continue").fields[name]
        assert kept[0] == text
        assert not any(kept[1:])  # a field for several has empty ones for more
        assert said in page
    links = summary_links(page)
    assert len(links) == len(wrong)
    assert {href.removeprefix("#") for href in links} <= set(page.ids)


def summary_links(page):
    part = page.response.content.decode().split('class="error-summary__list"')[1].split("</ul>")[0]
    return re.findall(r'href="([^"]+)"', part)


@pytest.mark.parametrize("kind", ["showcase", "profile"])
def test_sending_too_early_lists_all_that_is_missing_with_links_that_lead_there(kind, writer, request):
    submission = request.getfixturevalue(kind)
    writer.open(submission.get_absolute_url())
    page = writer.press("Send for review")
    assert page.status == 422
    assert "Not sent yet. There is something left to do:" in page
    links = summary_links(page)
    assert len(links) >= 6
    ids = {}
    for link in links:
        url, _, target = link.partition("#")
        if url not in ids:
            ids[url] = set(writer.open(url).ids)
        assert target in ids[url], link
    assert len(ids) >= 3


def test_what_two_steps_must_agree_on_is_said_on_the_page_that_it_leads_to(writer, author, library):
    repair = {"skill": "paper-repair"}
    submission = SubmissionFactory(author=author, institution=library, skills=[repair, repair])
    writer.open(submission.get_absolute_url())
    page = writer.press("Send for review")
    assert "“Paper repair” is there twice" in page
    (link,) = summary_links(page)
    url, _, target = link.partition("#")
    page = writer.open(url)
    assert "“Paper repair” is there twice" in page
    assert target in page.ids


def test_no_page_of_a_submission_uses_an_id_twice(writer, author, library):
    for kind, flags in (("showcase", {}), ("profile", {"profile": True})):
        submission = SubmissionFactory(author=author, institution=library, **flags)
        for step in kinds.get(kind).content.steps:
            page = writer.open(address(submission, step.slug, "?check=1"))
            assert len(page.ids) == len(set(page.ids)), step.slug


# -- going on ----------------------------------------------------------------------------------------------


def test_saving_leads_from_step_to_step_and_then_to_the_whole(showcase, writer):
    page = writer.open(address(showcase, "basics"))
    for step in kinds.get("showcase").content.steps[1:]:
        page = writer.press("Save and continue")
        assert page.url == address(showcase, step.slug)
    page = writer.press("Save and continue")
    assert page.url == showcase.get_absolute_url()


def test_saving_can_stay_on_the_page(showcase, writer):
    writer.open(address(showcase, "basics"))
    form = writer.page.form("Save and continue")
    response = writer.client.post(form.action, {**form.fields, "title": "Maps", "stay": "1"})
    assert response.headers["Location"] == address(showcase, "basics")
    assert saved(showcase)["title"] == "Maps"


def test_the_steps_say_what_they_lack(showcase, writer):
    page = writer.open(showcase.get_absolute_url())
    assert "Who did what 1 to fill in" in page  # the author’s own row is there, but no role
    assert "In short 5 to fill in" in page
    assert "Pictures and links" in page


def test_rows_are_added_and_removed_without_script(showcase, writer):
    writer.open(address(showcase, "people"))
    page = writer.press("Add a contributor", {"contributors-0-name": "Mairi"})
    assert page.form("Save and continue").fields["contributors-1-name"] == [""]
    page = writer.press("Add a contributor", {"contributors-1-name": "Ewan"})
    page = writer.press("Save and continue", {"contributors-2-name": "Una"})
    assert [row["name"] for row in saved(showcase)["contributors"]] == ["Mairi Tolland", "Ewan", "Una"]

    writer.open(address(showcase, "people"))
    form = writer.page.form("Save and continue")
    response = writer.client.post(form.action, {**form.fields, "remove": "contributors:1"})
    assert response.headers["Location"].endswith("#rows-contributors-1")
    assert [row["name"] for row in saved(showcase)["contributors"]] == ["Mairi Tolland", "Una"]


def test_removing_a_row_takes_that_row_however_many_empty_ones_are_above(library, author, browse):
    SkillFactory(slug="paper-repair"), SkillFactory(slug="book-repair")
    draft = services.start(kinds.get("showcase"), by=author, institution=library)
    address = reverse("submission-step", args=[draft.pk, "skills"])
    typed = {"skills-rows": 3, "skills-0-skill": "Paper repair", "skills-1-skill": "", "skills-2-skill": "Book repair"}
    browse(author).post(address, typed | {"remove": "skills:1"})
    draft.refresh_from_db()
    assert [row["skill"] for row in draft.content["skills"]] == ["paper-repair", "book-repair"]
    browse(author).post(address, typed | {"remove": "skills:2"})
    draft.refresh_from_db()
    assert [row["skill"] for row in draft.content["skills"]] == ["paper-repair"]


def test_rows_left_empty_are_dropped(showcase, writer):
    SkillFactory(slug="paper-repair")
    writer.open(address(showcase, "skills"))
    writer.press("Save and continue", {"skills-0-skill": "", "skills-2-skill": "Paper repair"})
    assert saved(showcase)["skills"] == [{"skill": "paper-repair"}]


@pytest.mark.parametrize("rows", ["100000", "41"])
def test_rows_that_do_not_fit_are_told_and_the_others_kept(rows, showcase, writer):
    typed = {f"contributors-{number}-name": f"Person {number}" for number in range(MAX_ROWS + 5)}
    response = writer.client.post(address(showcase, "people"), {"contributors-rows": rows, **typed})
    assert response.status_code == 422
    assert f"At most {MAX_ROWS} rows fit" in response.content.decode()
    assert [row["name"] for row in saved(showcase)["contributors"]] == [f"Person {n}" for n in range(MAX_ROWS)]


@pytest.mark.parametrize("rows", ["40", "-1", "x", "", "²", "9" * 5000])
def test_a_request_cannot_claim_rows_without_end(rows, showcase, writer):
    typed = {f"contributors-{number}-name": f"Person {number}" for number in range(MAX_ROWS + 5)}
    response = writer.client.post(address(showcase, "people"), {"contributors-rows": rows, **typed})
    assert response.status_code == 302
    assert len(saved(showcase).get("contributors", [])) <= MAX_ROWS


@pytest.mark.parametrize(
    "asked", ["contributors:99", "contributors:x", "contributors", "nobody:0", ":", "contributors:²"]
)
def test_removing_a_row_that_is_not_there_removes_nothing(asked, showcase, writer):
    writer.open(address(showcase, "people"))
    form = writer.page.form("Save and continue")
    assert writer.client.post(form.action, {**form.fields, "remove": asked}).status_code == 302
    assert len(saved(showcase)["contributors"]) == 1


def test_more_rows_than_there_may_be_are_kept_but_not_sent(author, library, writer):
    skills = [{"skill": SkillFactory().slug} for _ in range(13)]
    submission = SubmissionFactory(author=author, institution=library, skills=skills)
    page = writer.open(address(submission, "skills", "?check=1"))
    assert "Keep at most 12; there are 13." in page
    assert len([name for name in page.form("Save and continue").known if name.startswith("skills-")]) == 14


def test_control_characters_do_no_harm(showcase, writer):
    writer.client.post(address(showcase, "basics"), {"title": "Ma\x00ps\r\n"})
    assert saved(showcase)["title"] == "Maps"


def test_boxes_ticked_twice_count_once(library, author, manager, browse):
    draft = SubmissionFactory(institution=library, author=author)
    address = reverse("submission-step", args=[draft.pk, "basics"])
    typed = {name: draft.content[name] for name in ("title", "summary", "stance", "started", "ended")}
    browse(author).post(address, typed | {"pillars": ["visibility"] * 5})
    draft.refresh_from_db()
    assert draft.content["pillars"] == ["visibility"]


def test_a_skill_can_be_typed_by_any_of_its_names(showcase, writer):
    SkillFactory(slug="paper-repair", name="Paper repair", labels=["mending"])
    writer.open(address(showcase, "skills"))
    writer.press("Save and continue", {"skills-0-skill": "Mending"})
    assert saved(showcase)["skills"] == [{"skill": "paper-repair"}]
    page = writer.open(address(showcase, "skills"))
    assert page.form("Save and continue").fields["skills-0-skill"] == ["Paper repair"]


def test_a_step_that_is_not_there_is_not_found(showcase, writer):
    assert writer.open(address(showcase, "no-such-step")).status == 404


@pytest.mark.parametrize("state", ["submitted", "approved", "declined", "withdrawn"])
def test_what_is_no_draft_cannot_be_edited(state, author, library, writer):
    submission = SubmissionFactory(author=author, institution=library, **{state: True})
    before = saved(submission)
    page = writer.open(address(submission, "basics"))
    assert page.url == submission.get_absolute_url()
    response = writer.client.post(address(submission, "basics"), {"title": "Too late"})
    assert response.status_code == 409
    assert "Too late" in response.content.decode()
    assert saved(submission) == before


def test_nobody_else_sees_or_saves_a_step(showcase, browse, colleague, manager, editor):
    for person in (colleague, manager, editor):
        client = browse(person)
        assert client.get(address(showcase, "basics")).status_code == 404
        assert client.post(address(showcase, "basics"), {"title": "Mine now"}).status_code == 404
        assert client.post(reverse("submission-send", args=[showcase.pk])).status_code == 404
    assert "title" not in saved(showcase)


def test_the_note_of_a_returned_submission_is_on_every_step(author, library, writer):
    submission = SubmissionFactory(author=author, institution=library, returned=True, note="Which paste was it?")
    for step in kinds.get("showcase").content.steps:
        assert "Which paste was it?" in writer.open(address(submission, step.slug))


def test_markdown_is_previewed_for_who_is_logged_in(browse, author):
    url = reverse("markdown-preview")
    text = "### Paste\n<script>alert(1)</script> *slowly*"
    answer = browse(author).post(url, {"text": text}).content.decode()
    assert "<em>slowly</em>" in answer
    assert "<script" not in answer
    assert browse().post(url, {"text": text}).status_code == 302
    assert browse(author).get(url).status_code == 405


# -- beginning ---------------------------------------------------------------------------------------------


def test_the_way_to_begin_leads_to_the_first_step(library, writer):
    page = writer.open(reverse("new", args=["showcase"]))
    assert f"The managers of {library} will review it." in page
    page = writer.press("Begin")
    assert page.url.endswith("/basics/")
    assert Submission.objects.get().queue_institution == library


def test_a_member_of_two_institutions_chooses_who_reviews(library, browse):
    person = UserFactory(staff=library)
    other = UserFactory(manager=True).memberships.get().institution
    from tests.factories import MembershipFactory

    MembershipFactory(user=person, institution=other)
    visitor = Visitor(browse(person))
    visitor.open(reverse("new", args=["showcase"]))
    assert "Choose the institution" in visitor.press("Begin")
    visitor.press("Begin", {"institution": str(other.pk)})
    assert Submission.objects.get().queue_institution == other


def test_whoever_belongs_nowhere_is_led_to_the_institutions(browse, outsider):
    page = Visitor(browse(outsider)).open(reverse("new", args=["profile"]))
    assert page.url == reverse("join")
    assert "Join an institution first" in page
    assert not Submission.objects.exists()
