"""Content refers to skills, people and institutions for good: what is renamed breaks nothing and changes nothing."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from drafting.differences import differences
from people import services as people
from profiles.members import reference_to
from review import services
from review.errors import IllegalMove
from review.models import Submission
from skills.models import Skill
from skills.writing import rebuild_derived
from tests.content import complete_profile, contributor
from tests.factories import (
    InstitutionFactory,
    SkillFactory,
    SubmissionFactory,
    UserFactory,
    live_of,
    publish_profile,
    publish_showcase,
)
from tests.helpers import check, content_of
from tests.pages import Page, Visitor


@pytest.fixture
def ewan(library):
    person = UserFactory(name="Ewan Strand", email="ewan@inverlathe.example", staff=library)
    publish_profile(author=person, institution=library, name="Ewan Strand")
    return person


@pytest.fixture
def partner(db):
    return InstitutionFactory(name="Wexcombe University Library", slug="wexcombe")


@pytest.fixture
def writer(browse, author):
    return Visitor(browse(author))


def write(writer, submission, step, typed):
    writer.open(reverse("submission-step", args=[submission.pk, step]))
    return writer.press("Save and continue", typed)


def rename(skill, person, *institutions):
    """Everything that has a name gets another one."""
    type(skill).objects.filter(pk=skill.pk).update(name="Mending of paper")
    rebuild_derived()
    person.profile.slug = "somebody-else"
    person.profile.save(update_fields=["slug"])
    EmailAddress.objects.filter(user=person).update(email="e.strand@elsewhere.example")
    person.email = "e.strand@elsewhere.example"
    person.save()
    people.rename(person, "Ewan Strand-Foss", by=person)
    for number, institution in enumerate(institutions):
        institution.name = f"Library no. {number}"
        institution.save()


@pytest.mark.parametrize("sent", [False, True])
def test_what_is_renamed_while_it_waits_stops_no_approval_and_changes_no_content(
    sent, writer, author, library, manager, ewan, partner, browse
):
    submission = SubmissionFactory(author=author, institution=library)
    write(writer, submission, "people", {"contributors-0-member": "Ewan Strand"})
    write(writer, submission, "skills", {"skills-0-skill": "paper repair", "partners-0-institution": partner.slug})
    submission.refresh_from_db()
    content = submission.content
    assert content["contributors"][0]["member"] == reference_to(ewan)
    assert content["skills"] == [{"skill": "paper-repair"}]
    assert content["partners"] == [{"institution": "wexcombe"}]
    assert "inverlathe.example" not in str(content["contributors"])
    if sent:
        services.move(submission, "submit", by=author)
    rename(SkillFactory(slug="paper-repair"), ewan, library, partner)
    if not sent:
        for step in ("people", "skills", "basics"):
            write(writer, submission, step, {})  # looked at and saved again: untouched
        services.move(submission, "submit", by=author)
    page = Page(browse(manager).get(submission.get_review_url()))
    for name in ("Mending of paper", "Library no. 0", "Library no. 1"):
        assert name in page
    submission = services.move(submission, "approve", by=manager)
    content["contributors"][0]["name"] = "Ewan Strand-Foss"  # the one thing that is theirs to change
    assert submission.content == content
    live = live_of(submission)
    assert live.contributor_list[0].user == ewan
    assert live.partner_list == [partner]
    assert content_of(live)["skills"] == content["skills"]


def test_renaming_makes_no_difference_between_a_page_and_its_change(author, library, ewan, partner, browse, manager):
    live = publish_showcase(
        author=author,
        institution=library,
        contributors=[contributor(member=reference_to(ewan))],
        partners=[{"institution": partner.slug}],
    )
    change = SubmissionFactory(author=author, institution=library, live=live, summary="Another.", submitted=True)
    rename(SkillFactory(slug="paper-repair"), ewan, library, partner)
    page = Page(browse(manager).get(change.get_review_url())).text
    differs = page.split("What differs from the live page")[1].split("As it will look")[0]
    assert "Summary" in differs
    for label in ("Contributor", "Skill", "Partner institution", "Where the work was done"):
        assert label not in differs


# -- several skills in one field ---------------------------------------------------------------------------


@pytest.fixture
def sample(author, library):
    """A profile with a work sample; sample() is what its skills are in the content."""
    SkillFactory(slug="rare-books", labels=["special collections"])
    draft = SubmissionFactory(profile=True, author=author, institution=library)

    def skills():
        return Submission.objects.get(pk=draft.pk).content["samples"][0]["skills"]

    skills.draft = draft
    return skills


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (["Rare books", "Paper repair"], ["rare-books", "paper-repair"]),
        (["special collections; PAPER REPAIR"], ["rare-books", "paper-repair"]),
        (["Rare books;;  ;Paper repair;", ""], ["rare-books", "paper-repair"]),
        (["rare-books", "Special Collections", "Rare books"], ["rare-books"]),
        (["juggling; Rare books", "knots"], ["juggling", "rare-books", "knots"]),
        (["", " "], []),
    ],
)
def test_skills_are_kept_as_a_list_of_slugs_and_the_unknown_as_typed(typed, kept, sample, writer):
    write(writer, sample.draft, "evidence", {"samples-0-skills": typed})
    assert sample() == kept


def test_unknown_skills_are_explained_each_by_itself(sample, writer):
    page = write(writer, sample.draft, "evidence", {"samples-0-skills": ["paper rep; Rare books", "knots"]})
    assert "“paper rep” is not in the vocabulary. Did you mean Paper repair?" in page
    assert "“knots” is not in the vocabulary yet." in page
    fields = page.form("Save and continue").fields["samples-0-skills"]
    assert fields == ["paper rep", "Rare books", "knots", "", ""]
    drawn = re.findall(r'<input[^>]*name="samples-0-skills"[^>]*>', page.response.content.decode())
    assert ["aria-invalid" in field for field in drawn] == [True, False, True, False, False]
    sample.draft.refresh_from_db()
    assert ["“paper rep”" in problem.message for problem in check(sample.draft)] == [True, False]


def test_more_skills_than_there_may_be_are_kept_and_told(sample, writer):
    names = [SkillFactory().name for _ in range(7)]
    page = write(writer, sample.draft, "evidence", {"samples-0-skills": "; ".join(names)})
    assert "Keep at most 6; there are 7." in page
    assert len(sample()) == 7


def test_a_renamed_skill_of_a_sample_is_shown_by_its_new_name_and_saved_untouched(sample, writer):
    type(SkillFactory()).objects.filter(slug="paper-repair").update(name="Mending of paper")
    rebuild_derived()
    page = writer.open(reverse("submission-step", args=[sample.draft.pk, "evidence"]))
    assert page.form("Save and continue").fields["samples-0-skills"][0] == "Mending of paper"
    writer.press("Save and continue")
    assert sample() == ["paper-repair"]


def test_a_replaced_skill_is_taken_for_its_successor(author, library, manager):
    successor = SkillFactory(slug="rare-books")
    sample = complete_profile()["samples"][0] | {"skills": ["old-books"]}
    old = SkillFactory(slug="old-books")
    submission = SubmissionFactory(profile=True, author=author, institution=library, samples=[sample], submitted=True)
    Skill.objects.filter(pk=old.pk).update(status="deprecated", instead=successor)
    live = live_of(services.move(submission, "approve", by=manager))
    assert live.sample_list[0].skill_list == [successor]


def test_an_identifier_typed_in_another_way_is_no_difference(author, library):
    """Of a version that is proposed again, nothing but what changed since is told."""
    identifiers = {
        "showcase": {"doi": "DOI: https://doi.org/10.5281/zenodo.1."},
        "profile": {"orcid": "0000000218250097"},
    }
    for slug, typed in identifiers.items():
        sent = SubmissionFactory(kind=slug, author=author, institution=library, approved=True, **typed)
        found = differences(sent.shape, content_of(live_of(sent)), sent.content, context=sent.context())
        assert [one["label"] for one in found] == []


def test_a_draft_that_was_never_sent_says_nothing_of_itself_to_who_would_decide(author, library, manager):
    draft = SubmissionFactory(author=author, institution=library, title="Nobody knows yet")
    with pytest.raises(IllegalMove, match="not been sent") as refused:
        services.move(draft, "approve", by=manager)
    assert "Nobody knows yet" not in str(refused.value)
