"""Lists on pages of one thing that go on growing: shown in parts, each with an address."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from commitment.models import Showcase
from discovery.views import skill as skill_page
from finding import listing
from tests.conftest import queries
from tests.discovery import make
from tests.factories import (
    InstitutionFactory,
    SkillFactory,
    SubmissionFactory,
    UserFactory,
    publish_note,
    publish_profile,
    publish_showcase,
)
from tests.pages import Page


@pytest.fixture
def credited(author, library, monkeypatch):
    """Somebody whom five showcases credit, the newest first."""
    monkeypatch.setattr(listing, "PER_PAGE", 2)
    live = publish_profile(author=author, institution=library)
    for number in range(5):
        make.showcase(f"Work {number}", contributors=[author])
    return live


def cards(answer):
    return re.findall(r"Work \d", re.sub(r"<[^>]+>", "", answer.content.decode().split('id="credits"')[1]))


def test_what_credits_somebody_is_shown_in_parts(credited):
    address, client = credited.get_absolute_url(), Client()
    first = client.get(address)
    assert list(dict.fromkeys(cards(first))) == ["Work 4", "Work 3"]
    page = Page(first)
    assert page.link("Next page") == f"{address}?page=2#credits"
    second = client.get(f"{address}?page=2")
    assert list(dict.fromkeys(cards(second))) == ["Work 2", "Work 1"]
    head = second.content.decode().partition("</head>")[0]
    assert re.search(rf'rel="canonical" href="[^"]*{address}\?page=2"', head)
    assert ", page 2" in " ".join(re.search(r"<title>(.*?)</title>", head, re.DOTALL)[1].split())
    assert 'aria-label="Pages of what they are credited on"' in second.content.decode()
    assert list(dict.fromkeys(cards(client.get(f"{address}?page=3")))) == ["Work 0"]


@pytest.mark.parametrize(("odd", "said"), [("two", "There is no page “two”; this is the first."), ("9", "no page 9")])
def test_a_part_that_is_not_there_is_said(odd, said, credited):
    assert said in Page(Client().get(f"{credited.get_absolute_url()}?page={odd}"))


def test_a_person_costs_as_many_statements_for_very_many_credits(author, library):
    live = publish_profile(author=author, institution=library)
    for number in range(3):
        make.showcase(f"Work {number}", contributors=[author])
    few = queries(Client(), live.get_absolute_url())
    for number in range(25):
        make.showcase(f"More {number}", contributors=[author])
    assert len(queries(Client(), live.get_absolute_url())) == len(few)


def test_of_very_many_credits_each_is_on_one_page(author, library):
    live = publish_profile(author=author, institution=library)
    made = [make.showcase(f"Part {number}", contributors=[author]) for number in range(25)]
    Showcase.objects.filter(pk=made[12].pk).update(withdrawn_at=made[12].published_at)
    shown = []
    for address in ("", "?page=2", "?page=3"):
        page = Client().get(f"{live.get_absolute_url()}{address}").context["credits"]
        assert page.paginator.count == 24
        shown.append([card.title for card in page])
    there = [f"Part {number}" for number in reversed(range(25)) if number != 12]
    assert shown == [there[:20], there[20:], there[20:]], "what is asked for beyond them is the last"


def test_somebody_whom_nothing_credits_has_no_such_list(author, library):
    page = Page(Client().get(publish_profile(author=author, institution=library).get_absolute_url()))
    assert "Credited on" not in page
    assert "Next page" not in page


def test_the_versions_of_a_page_are_shown_in_parts(author, library, browse):
    live = publish_showcase(author=author, institution=library)
    for _ in range(21):
        SubmissionFactory(author=author, institution=library, live=Showcase.objects.get(pk=live.pk), approved=True)
    client, url = browse(author), reverse("live", args=["showcase", live.pk])
    first, second = Page(client.get(url)), Page(client.get(f"{url}?page=2"))
    assert "Propose version 3 again" in first
    assert "Propose version 2 again" not in first
    assert "Propose version 2 again" in second


def test_many_people_of_an_institution_are_shown_in_parts(library, manager, browse, monkeypatch):
    monkeypatch.setattr("managing.views.finding.MOST", 2)
    for name in ("Ann Abel", "Ben Cole", "Cy Dee"):
        UserFactory(name=name, staff=library)
    client, url = browse(manager), reverse("institution-manage", args=[library.slug])
    first, second = Page(client.get(url)), Page(client.get(f"{url}?people=2"))
    assert ("Una Calder" in first, "Ann Abel" in first, "Ben Cole" in first) == (True, True, False)
    assert ("Ben Cole" in second, "Cy Dee" in second, "Ann Abel" in second) == (True, True, False)


def test_a_form_that_comes_back_is_shown_with_its_part(library, manager, browse, monkeypatch):
    monkeypatch.setattr("managing.views.finding.MOST", 2)
    last = [UserFactory(name=name, staff=library) for name in ("Ann Abel", "Ben Cole", "Cy Dee")][-1]
    membership = last.memberships.get()
    url = reverse("membership-end", args=[library.slug, membership.pk])
    answer = browse(manager).post(url, {"until": "31 February 2026"})
    assert answer.status_code == 422
    assert "Cy Dee" in Page(answer)


def test_notes_on_a_skill_are_shown_in_parts(monkeypatch, db):
    monkeypatch.setattr(skill_page, "NOTES", 1)
    skill = SkillFactory(slug="paste")
    for name in ("Abbey", "Keep"):
        publish_note(skill="paste", institution=InstitutionFactory(name=name), text=f"As {name} says.")
    first, second = (Page(Client().get(skill.get_absolute_url(), {"notes": part})) for part in "12")
    assert ("As Abbey says." in first, "As Keep says." in first) == (True, False)
    assert ("As Abbey says." in second, "As Keep says." in second) == (False, True)
    assert first.link("Next page") == "?notes=2#scope-notes"
