"""Credits: somebody is named, and linked to the member that they are, for as long as they are one."""

import pytest
from django.urls import reverse
from django.utils import timezone

from commitment.models import Contributor
from people.models import User
from people.services import rename, set_standing
from profiles.members import reference_to
from review import kinds, services
from review.models import Submission
from tests.content import contributor
from tests.factories import SubmissionFactory, UserFactory, live_of, publish_profile, publish_showcase
from tests.helpers import check, content_of
from tests.pages import Page, Visitor


@pytest.fixture
def people(author, library, browse):
    """The step that credits people, of a whole draft, as its author sees it."""
    draft = SubmissionFactory(author=author, institution=library)
    visitor = Visitor(browse(author))
    visitor.open(reverse("submission-step", args=[draft.pk, "people"]))
    return visitor


def member(number=0):
    """How the content refers to the member of this row."""
    return Submission.objects.filter(kind="showcase").latest("pk").content["contributors"][number]["member"]


def shown(page, number=0):
    return page.form("Save and continue").fields[f"contributors-{number}-member"]


# -- typed as an address, kept as a reference, shown as a name ---------------------------------------------


@pytest.mark.parametrize(
    "sort",
    ["name", "other letters", "slug", "page", "whole address", "former slug", "permanent address", "place in it"],
)
def test_an_address_becomes_a_reference_and_is_shown_as_a_name(sort, people, colleague, library):
    profile = publish_profile(author=colleague, institution=library)
    typed = {
        "name": "Ewan Strand",
        "other letters": " ewan  STRÅND ",
        "slug": profile.slug,
        "page": profile.get_absolute_url(),
        "whole address": f"https://colophon.example{profile.get_absolute_url()}",
        "former slug": "ewan-strand",
        "permanent address": f"https://colophon.example/s/{profile.shelf_mark}",
        "place in it": f"https://colophon.example{profile.get_absolute_url()}?from=list#skills",
    }[sort]
    if sort == "former slug":
        rename(colleague, "E. Foss", by=colleague, keeps_address=True)
    draft = Submission.objects.get(kind="showcase")
    page = people.press("Save", {"contributors-0-member": typed})
    draft.refresh_from_db()
    assert draft.content["contributors"][0]["member"] == reference_to(colleague)
    assert shown(page) == ["E. Foss" if sort == "former slug" else "Ewan Strand"]
    assert colleague.email not in page.response.content.decode().lower()


def test_an_e_mail_address_is_answered_alike_whether_somebody_has_it_or_not(people, colleague, library):
    publish_profile(author=colleague, institution=library)
    answers = []
    for address in (colleague.email, "nobody@inverlathe.example", colleague.email.upper()):
        page = people.press("Save", {"contributors-0-member": address})
        assert member() == address  # nothing that was typed is lost
        assert "Leave e-mail addresses out" in page
        answers.append(page.text.replace(address, "-"))
    assert len(set(answers)) == 1


@pytest.mark.parametrize("case", ["elsewhere", "left", "two of one name", "closed", "withdrawn page"])
def test_who_is_no_colleague_and_has_no_page_is_not_found_by_name(case, people, colleague, library, manager):
    if case == "elsewhere":
        UserFactory(name="Odd Nilsen", staff=True)
    typed = "Odd Nilsen" if case == "elsewhere" else colleague.name
    if case == "left":
        set_standing(colleague, library, None, by=manager)
    elif case == "two of one name":
        UserFactory(name=colleague.name, staff=library)
    elif case == "closed":
        close(colleague)
    elif case == "withdrawn page":
        profile = publish_profile(author=colleague, institution=library)
        services.withdraw_live(kinds.get("profile"), profile, by=colleague)
        typed = profile.slug
    page = people.press("Save", {"contributors-0-member": typed})
    assert member() == typed
    assert f"nobody at your institution is called “{typed}”" in page


def test_saved_again_untouched_the_reference_stays(people, colleague):
    people.press("Save", {"contributors-0-member": colleague.name})
    for typed in ({}, {"contributors-0-affiliation": "Elsewhere"}):
        page = people.press("Save", typed)
        assert member() == reference_to(colleague)
        assert shown(page) == ["Ewan Strand"]


def test_so_it_does_when_the_person_is_called_otherwise_meanwhile(people, colleague):
    people.press("Save", {"contributors-0-member": colleague.name})
    colleague.name = "Ewan Strand-Foss"
    colleague.save()
    page = people.press("Save")
    assert member() == reference_to(colleague)
    assert shown(page) == ["Ewan Strand-Foss"]


def test_typing_over_it_changes_it(people, colleague, manager):
    people.press("Save", {"contributors-0-member": colleague.name})
    people.press("Save", {"contributors-0-member": manager.name})
    assert member() == reference_to(manager)
    people.press("Save", {"contributors-0-member": ""})
    assert member() == ""
    people.press("Save", {"contributors-0-member": colleague.name})
    page = people.press("Save", {"contributors-0-member": "Una Caldera"})
    assert member() == "Una Caldera"
    assert "nobody at your institution is called “Una Caldera”" in page


def test_a_removed_row_does_not_leave_its_member_to_the_next(people, colleague, manager):
    people.press("Add a contributor", {"contributors-0-member": colleague.name})
    people.press("Save", {"contributors-1-name": "Una Calder", "contributors-1-member": manager.name})
    form = people.page.form("Save and continue")
    people.client.post(form.action, {**form.fields, "remove": "contributors:0"})
    assert member() == reference_to(manager)
    assert len(Submission.objects.get().content["contributors"]) == 1


def test_a_row_that_is_added_refers_to_nobody(people, colleague):
    page = people.press("Add a contributor", {"contributors-0-member": colleague.name})
    assert shown(page, 1) == [""]
    assert "contributors-1-member-current" not in page.form("Save and continue").fields


@pytest.fixture
def namesakes(library):
    """Two people of one name, each with a page."""
    return [
        publish_profile(author=UserFactory(name="Ewan Strand", staff=library), institution=library) for _ in range(2)
    ]


def test_two_people_of_one_name_are_not_mixed_up(people, namesakes):
    first, second = namesakes
    people.press("Add a contributor", {"contributors-0-member": second.slug})
    page = people.press("Save", {"contributors-1-name": "Ewan Strand", "contributors-1-member": first.slug})
    assert shown(page, 0) == shown(page, 1) == ["Ewan Strand"]
    for _ in range(2):
        rows = Submission.objects.get(kind="showcase").content["contributors"]
        assert [row["member"] for row in rows] == [reference_to(second.user), reference_to(first.user)]
        people.press("Save")


def test_the_reviewer_sees_that_a_credit_goes_to_another_of_the_same_name(author, library, manager, namesakes, browse):
    first, second = namesakes
    live = publish_showcase(author=author, institution=library, contributors=[contributor(member=first.slug)])
    rows = [contributor(member=reference_to(second.user))]
    change = SubmissionFactory(author=author, institution=library, live=live, contributors=rows, submitted=True)
    page = Page(browse(manager).get(change.get_review_url())).text.split("As it will look")[0]
    assert first.get_absolute_url() in page
    assert second.get_absolute_url() in page


def test_no_page_of_a_submission_shows_an_address(people, colleague, manager, browse, author):
    people.press("Save", {"contributors-0-member": colleague.name})
    draft = Submission.objects.get()
    services.move(draft, "submit", by=author)
    preview = reverse("submission-preview", args=[draft.pk])
    pages = [browse(author).get(draft.get_absolute_url()), browse(author).get(preview)]
    pages.append(browse(manager).get(draft.get_review_url()))
    live = live_of(services.move(draft, "approve", by=manager))
    pages.append(browse().get(live.get_absolute_url()))
    assert live.contributor_list[0].user == colleague
    for answer in pages:
        assert answer.status_code == 200
        assert colleague.email not in answer.content.decode()
        assert colleague.key not in answer.content.decode()


# -- accounts that close -----------------------------------------------------------------------------------


def close(person):
    """The empty row that is left of an account."""
    empty = {"email": None, "name": "", "is_active": False, "closed_at": timezone.now()}
    User.objects.filter(pk=person.pk).update(**empty)
    person.emailaddress_set.all().delete()


def test_a_credit_of_a_closed_account_keeps_its_name_and_no_link(people, colleague, manager, author):
    people.press("Save", {"contributors-0-name": "Ewan Strand", "contributors-0-member": colleague.name})
    reference = reference_to(colleague)
    close(colleague)
    page = people.press("Save")
    assert member() == reference  # untouched is untouched
    assert shown(page) == [""]
    draft = Submission.objects.get()
    assert check(draft) == []
    services.move(draft, "submit", by=author)
    live = live_of(services.move(draft, "approve", by=manager))
    assert [(credit.name, credit.user) for credit in live.contributor_list] == [("Ewan Strand", None)]


def test_a_closed_account_among_those_credited_takes_no_others_name(author, library, colleague, manager):
    rows = [contributor("Ewan Strand", reference_to(colleague)), contributor("Ada Outsider")]
    draft = SubmissionFactory(author=author, institution=library, contributors=rows)
    close(colleague)
    draft = services.move(draft, "submit", by=author)
    assert [row["name"] for row in draft.content["contributors"]] == ["Ewan Strand", "Ada Outsider"]
    live = live_of(services.move(draft, "approve", by=manager))
    assert [credit.name for credit in live.contributor_list] == ["Ewan Strand", "Ada Outsider"]


def test_a_change_of_a_page_that_credits_a_closed_account_refers_to_nobody(author, library, colleague):
    row = contributor("E. Strand", member=reference_to(colleague))
    live = publish_showcase(author=author, institution=library, contributors=[row])
    close(colleague)
    assert Contributor.objects.get().user == colleague  # the page is as it was; their own page is gone with them
    [row] = content_of(live)["contributors"]
    assert (row["name"], row["member"]) == ("Ewan Strand", "")


def test_two_closed_accounts_are_nobody_credited_twice(author, library, colleague, manager):
    rows = [contributor(name, reference_to(person)) for name, person in (("E.", colleague), ("U.", manager))]
    draft = SubmissionFactory(author=author, institution=library, contributors=rows)
    close(colleague)
    close(manager)
    assert check(draft) == []


@pytest.mark.parametrize("forged", ["member:", "member:0000000000000000", "member:" + "x" * 240, "member:ewan-strand"])
def test_a_made_up_reference_is_nobodys(forged, people):
    page = people.press("Save", {"contributors-0-member": forged})
    assert "to put right" in page
    assert len(check(Submission.objects.get())) == 1


def test_a_contributor_whose_account_was_closed_can_stay_credited(library, author, colleague, manager):
    row = contributor(name="Ewan Strand", member=reference_to(colleague))
    live = publish_showcase(institution=library, author=author, contributors=[row])
    colleague.is_active = False
    colleague.save()
    change = SubmissionFactory(institution=library, author=author, live=live, title="Seventy maps")
    assert check(change) == []


def test_the_author_does_not_learn_the_address_of_who_they_credit(library, author, colleague):
    profile = publish_profile(institution=library, author=colleague)
    row = contributor(name="Ewan Strand", member=f"https://colophon.example/people/{profile.slug}/")
    live = publish_showcase(institution=library, author=author, contributors=[row])
    assert live.contributors.get().user == colleague
    change = services.start(kinds.get("showcase"), by=author, institution=library, live=live)
    assert colleague.email not in str(change.content)
    assert check(change) == []
