"""A profile: what is asked for, what becomes of it, and how it is listed."""

import pytest

from drafting.errors import Incomplete
from pictures.access import is_public
from profiles.models import Profile
from review import kinds, services
from skills.models import Level
from tests.conftest import queries
from tests.content import complete_profile
from tests.drawn import a_picture
from tests.factories import SkillFactory, SubmissionFactory, publish_profile
from tests.helpers import check, cleaned
from tests.pages import Page


@pytest.fixture
def kind():
    return kinds.get("profile")


def problems(**changes):
    return [(p.step.slug, p.message) for p in check(SubmissionFactory(profile=True, **changes))]


def test_a_whole_profile_has_no_problem(db):
    assert problems() == []


@pytest.mark.parametrize(
    ("name", "step"),
    [
        ("job_title", "about"),
        ("hook", "about"),
        ("role_families", "about"),
        ("skills_in_role", "work"),
        ("commitment_here", "work"),
        ("skills", "skills"),
    ],
)
def test_what_a_profile_cannot_do_without(name, step, db):
    empty = [] if name in ("role_families", "skills") else ""
    ((found, _),) = problems(**{name: empty})
    assert found == step


def test_all_the_rest_is_optional(db):
    names = ("pronouns", "unit", "day_to_day", "route_here", "orcid", "website")
    rows = ("samples", "certifications", "outcomes", "links")
    assert problems(**dict.fromkeys(names, ""), **{name: [] for name in rows}) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"orcid": "0000-0002-1825-0098"}, "typing mistake"),
        ({"orcid": "1825"}, "16 digits"),
        ({"website": "our wiki"}, "whole web address"),
        ({"role_families": ["juggling"]}, "juggling is not one of the available choices"),
        (
            {"skills": [{"skill": "paper-repair", "level": "5", "evidence": ""}]},
            "5 is not one of the available choices",
        ),
        (
            {"skills": [{"skill": "paper-repair", "level": "0", "evidence": ""}]},
            "0 is not one of the available choices",
        ),
        ({"skills": [{"skill": "paper-repair", "level": "", "evidence": ""}]}, "“Level” is missing"),
        ({"skills": [{"skill": "paper-repair", "level": "2", "evidence": ""}] * 2}, "“Paper repair” is there twice"),
        (
            {"certifications": [{"name": "C", "issuer": "I", "awarded": "once", "expires": ""}]},
            "not a date we can read",
        ),
        (
            {"certifications": [{"name": "C", "issuer": "I", "awarded": "May 2020", "expires": "May 2019"}]},
            "cannot expire before it was awarded",
        ),
        (
            {"outcomes": [{"measure": "Sheets", "before": "", "after": "", "unit": "", "source": ""}]},
            "“After” is missing",
        ),
        ({"photo": "00000000-0000-0000-0000-000000000000"}, "not here any more"),
    ],
)
def test_what_is_wrong_is_said(changes, said, db):
    ((_, message),) = problems(**changes)
    assert said in message


def test_an_orcid_is_taken_in_any_usual_shape(db):
    live = publish_profile(orcid="https://orcid.org/0000000218250097")
    assert live.orcid == "0000-0002-1825-0097"
    assert live.orcid_url == "https://orcid.org/0000-0002-1825-0097"


def test_a_name_that_grows_when_it_is_sorted_can_be_published(library):
    live = publish_profile(institution=library, name="ß" * 120)
    assert len(live.sort_key) == 120


def test_a_published_profile_has_all_its_parts(author, library):
    SkillFactory(slug="rare-books")
    live = publish_profile(
        author=author,
        institution=library,
        skills=[
            {"skill": "rare-books", "level": "4", "evidence": "Taught it for ten years."},
            {"skill": "paper-repair", "level": "2", "evidence": ""},
        ],
    )
    assert (live.user, live.institution, live.sort_key) == (author, library, "tolland  mairi")
    assert [(held.skill.slug, held.level) for held in live.held_list] == [
        ("rare-books", Level.EXPERT),
        ("paper-repair", Level.WORKING),
    ]
    (sample,) = live.sample_list
    assert (sample.title, [str(s) for s in sample.skill_list]) == ("A map before and after", ["Paper repair"])
    (certification,) = live.certification_list
    assert (str(certification.awarded), certification.expires) == ("1 May 2019", None)
    (outcome,) = live.outcome_list
    assert (outcome.before, outcome.after) == (None, 340)
    assert live.role_family_labels == ["Collections care", "Conservation"]
    assert live.shelf_mark.startswith("P-")


def test_a_new_version_replaces_the_parts(author, library):
    live = publish_profile(author=author, institution=library)
    SubmissionFactory(
        profile=True, author=author, institution=library, live=live, samples=[], outcomes=[], approved=True
    )
    live = Profile.objects.get()
    assert live.version == 2
    assert live.sample_list == live.outcome_list == []
    assert len(live.held_list) == 1


def test_a_person_has_one_profile_however_many_institutions(author, library, kind):
    live = publish_profile(author=author, institution=library)
    assert services.start(kind, by=author, institution=library).target_id == live.pk


def test_a_photo_needs_a_description_and_becomes_public_with_the_profile(author, library, manager, kind):
    photo = a_picture(by=author)
    draft = SubmissionFactory(profile=True, author=author, institution=library, photo=str(photo.pk))
    with pytest.raises(Incomplete):
        services.move(draft, "submit", by=author)
    services.save_content(draft, {"photo_alt": "Mairi at the light table"}, by=author)
    services.move(draft, "submit", by=author)
    services.move(draft, "approve", by=manager)
    live = Profile.objects.get()
    assert live.photo == photo
    assert is_public(live.photo)
    assert kind.publication.pictures_of(live) == [photo.pk]


def test_skills_of_a_sample_are_named_in_any_of_their_names(db):
    SkillFactory(slug="rare-books", labels=["special collections"])
    sample = complete_profile()["samples"][0]
    submission = SubmissionFactory(
        profile=True, samples=[{**sample, "skills": ["Special Collections", "paper repair", "rare-books"]}]
    )
    assert [str(s) for s in cleaned(submission)["samples"][0]["skills"]] == ["Rare books", "Paper repair"]


def test_the_public_page_shows_what_was_written_and_no_address(author, library, browse):
    live = publish_profile(author=author, institution=library)
    answer = browse().get(live.get_absolute_url())
    page = Page(answer)
    for words in ("Mairi Tolland", "Conservator", "I make fragile maps safe to unroll.", "Practitioner", "340 sheets"):
        assert words in page
    assert author.email not in answer.content.decode()


def test_the_page_costs_the_same_however_much_is_on_it(library, browse):
    sample = complete_profile()["samples"][0]
    few = publish_profile(institution=library)
    skills = [{"skill": SkillFactory().slug, "level": "2", "evidence": "Yes."} for _ in range(9)]
    many = publish_profile(institution=library, samples=[sample] * 6, skills=skills)
    cost = [len(queries(browse(), live.get_absolute_url())) for live in (few, many)]
    assert cost[0] == cost[1]


def test_reviewing_a_long_profile_costs_what_a_short_one_costs(library, manager, browse):
    sample = complete_profile()["samples"][0]
    skills = [{"skill": SkillFactory().slug, "level": "2", "evidence": "Yes."} for _ in range(9)]
    few = SubmissionFactory(profile=True, institution=library, submitted=True)
    many = SubmissionFactory(
        profile=True, institution=library, name="Another", samples=[sample] * 6, skills=skills, submitted=True
    )
    cost = [len(queries(browse(manager), submission.get_review_url())) for submission in (few, many)]
    assert cost[0] == cost[1]
