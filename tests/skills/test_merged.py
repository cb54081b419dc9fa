"""A claim of a skill that was merged is read as one of its successor, wherever it is read, and can be read back."""

import re

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from bitmaps import index
from commitment.models import Showcase, ShowcaseSkill
from drafting.differences import differences
from finding.facets.skill import SkillFacet
from profiles.models import Profile, ProfileSkill
from review import services
from review.models import Submission
from search.asking import ask
from search.topics import Topics
from skills.models import Skill
from tests.conftest import queries
from tests.content import complete_profile
from tests.factories import SkillFactory, SubmissionFactory, live_of, publish_profile, publish_showcase
from tests.helpers import check, content_of
from tests.pages import Page, Visitor
from tests.skills.claimed import counts
from tests.tree import OWN_CODE, ROOT, text_of
from tests.vocabulary.changes import replaced, undone


@pytest.fixture
def skills(db):
    """Mending is to be merged into repair. Both have something above them that the other has not."""
    craft, care = SkillFactory(slug="craft", name="Craft"), SkillFactory(slug="care", name="Care")
    return {
        "craft": craft,
        "care": care,
        "mending": SkillFactory(slug="mending", name="Paper mending", broader=[craft], labels=["patching"]),
        "repair": SkillFactory(slug="repair", name="Paper repairing", broader=[care]),
        "gilding": SkillFactory(slug="gilding", name="Gilding"),
    }


@pytest.fixture
def merge(skills):
    return lambda: replaced(skills["mending"], skills["repair"])


def held(slug, level="2", evidence=""):
    return {"skill": slug, "level": level, "evidence": evidence}


def named(*slugs):
    return [{"skill": slug} for slug in slugs]


@pytest.fixture
def visitor(browse):
    return lambda url: Page(browse().get(url))


# -- pages -------------------------------------------------------------------------------------------------


def test_a_showcase_shows_the_successor_where_the_merged_one_stood_and_each_once(skills, merge, visitor):
    live = publish_showcase(skills=named("gilding", "mending", "repair"))
    other = publish_showcase(skills=named("repair", "gilding", "mending"))
    version = merge()
    assert [skill.slug for skill in live.skill_list] == ["gilding", "repair"]
    assert [skill.slug for skill in Showcase.objects.get(pk=other.pk).skill_list] == ["repair", "gilding"]
    page = visitor(live.get_absolute_url())
    assert "Paper repairing" in page
    assert "Paper mending" not in page
    assert page.text.split("More like this")[0].count("Paper repairing") == 1
    assert page.link("Paper repairing") == skills["repair"].get_absolute_url()
    undone(version)
    again = Showcase.objects.get(pk=live.pk)
    assert [skill.slug for skill in again.skill_list] == ["gilding", "mending", "repair"]
    assert "Paper mending" in visitor(live.get_absolute_url())


def test_a_profile_shows_the_first_with_its_level_and_evidence(skills, merge, visitor):
    first, second = held("mending", "4", "Since 2001."), held("repair", "1", "A course.")
    samples = [complete_profile()["samples"][0] | {"skills": ["gilding", "mending", "repair"]}]
    live = publish_profile(skills=[held("gilding"), first, second], samples=samples)
    turned = publish_profile(skills=[second, first])
    version = merge()
    assert [(h.skill.slug, h.level, h.evidence) for h in live.held_list][1:] == [("repair", 4, "Since 2001.")]
    assert [(h.skill.slug, h.level, h.evidence) for h in turned.held_list] == [("repair", 1, "A course.")]
    assert [skill.slug for skill in live.sample_list[0].skill_list] == ["gilding", "repair"]
    page = visitor(live.get_absolute_url())
    assert "Since 2001." in page
    assert "A course." not in page
    assert "Paper mending" not in page
    undone(version)
    live = Profile.objects.get(pk=live.pk)
    assert [h.skill.slug for h in live.held_list] == ["gilding", "mending", "repair"]
    assert [skill.slug for skill in live.sample_list[0].skill_list] == ["gilding", "mending", "repair"]


def test_a_page_costs_the_same_when_its_skills_were_merged_or_split(skills, merge, browse):
    slugs = named("mending", "gilding", "craft", "repair")
    live, profile = publish_showcase(skills=slugs), publish_profile(skills=[held(one["skill"]) for one in slugs])
    urls = [live.get_absolute_url(), profile.get_absolute_url()]
    before = [len(queries(browse(), url)) for url in urls]
    merge()
    replaced(skills["craft"], skills["care"], skills["gilding"])
    assert [len(queries(browse(), url)) for url in urls] == before


# -- counts, lists, search ---------------------------------------------------------------------------------


def facet(page, name):
    """What the facet says of a skill: its count."""
    found = re.search(rf"{name} (\d+) results", page.text)
    return int(found[1]) if found else None


def facet_counts():
    """{slug: count} of the facet of skills."""
    pages = index.current("showcase")
    options = SkillFacet(lambda asked: [], pages, ShowcaseSkill).options(pages.live)
    return {option.value: option.count for root in options for option, _ in root.walk()}


def test_lists_facets_and_counts_take_both_for_one(skills, merge, visitor):
    both = publish_showcase(skills=named("mending", "repair"))
    one = publish_showcase(skills=named("mending"))
    publish_showcase(skills=named("gilding"))
    version = merge()
    assert (counts()[skills["repair"].pk], counts()[skills["care"].pk]) == (2, 2)
    assert skills["craft"].pk not in counts()  # it is no more a part of that
    assert facet_counts() == {"repair": 2, "care": 2, "gilding": 1}
    page = visitor(f"{reverse('showcases')}?skill=repair")
    assert "2 showcases" in page
    assert "Paper mending" not in page
    assert (facet(page, "Care"), facet(page, "Craft")) == (2, None)
    old = visitor(f"{reverse('showcases')}?skill=mending")
    assert "is now called “Paper repairing”" in old
    skill_page = visitor(skills["repair"].get_absolute_url())
    for live in (both, one):
        assert live.title in skill_page
    undone(version)
    assert facet_counts() == {
        "mending": 2,
        "craft": 2,
        "repair": 1,
        "care": 1,
        "gilding": 1,
    }


def test_the_front_page_counts_a_merged_skill_as_its_successor(skills, merge, visitor):
    SkillFactory(slug="conservation")  # which the page asks after; nobody has it
    publish_showcase(skills=named("mending", "repair"))
    publish_profile(skills=[held("mending")], samples=[])
    assert "2 skills in use" in visitor(reverse("home"))
    version = merge()
    assert "1 skill in use" in visitor(reverse("home"))
    undone(version)
    assert "2 skills in use" in visitor(reverse("home"))


def test_pages_are_right_before_while_and_after_the_tasks_of_a_merge(skills, merge, visitor, settings):
    """As bench/merge.py looks at them, with 20,000 pages."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    both = publish_showcase(skills=named("mending", "repair"))
    publish_showcase(skills=named("mending"))
    publish_profile(skills=[held("mending")], samples=[])
    DBTaskResult.objects.all().delete()
    before = list(ShowcaseSkill.objects.order_by("pk").values())

    def look():
        counted = counts()[skills["repair"].pk]
        listed = visitor(f"{reverse('showcases')}?skill=repair")
        people = visitor(f"{reverse('people')}?skill=repair")
        page = visitor(both.get_absolute_url())
        return counted, "2 showcases" in listed, "No people" not in people, "Paper mending" in page

    assert look() == (1, False, False, True)
    merge()
    assert look() == (2, True, True, False)  # nothing has been done yet but the transaction itself
    kinds = {result.task_path.rpartition(".")[2] for result in DBTaskResult.objects.ready()}
    assert kinds == {"learn_names", "tell"}
    for result in DBTaskResult.objects.ready():
        result.task.func(*result.args_kwargs["args"], **result.args_kwargs["kwargs"])
    assert look() == (2, True, True, False)
    assert list(ShowcaseSkill.objects.order_by("pk").values()) == before


def test_the_old_address_leads_to_the_successor(skills, merge, browse):
    merge()
    answer = browse().get("/skills/mending/")
    assert (answer.status_code, answer["Location"]) == (301, skills["repair"].get_absolute_url())


@pytest.mark.parametrize("profile", [False, True])
def test_pages_are_found_by_all_names_of_both(profile, skills, merge):
    if profile:
        live = [publish_profile(skills=[held(slug)], samples=[]) for slug in ("mending", "repair")]
    else:
        live = [publish_showcase(skills=named(slug)) for slug in ("mending", "repair")]
    pages = type(live[0]).objects.published()

    def found(q):
        return list(pages.filter(search=Topics().having(ask(q).strict())).order_by("pk"))

    assert (found('"paper mending"'), found('"paper repairing"'), found("craft")) == ([live[0]], [live[1]], [live[0]])
    version = merge()
    for q in ('"paper mending"', '"paper repairing"', "patching", "care"):
        assert found(q) == live, q
    assert found("craft") == []
    undone(version)
    assert (found("patching"), found('"paper repairing"'), found("craft")) == ([live[0]], [live[1]], [live[0]])


# -- forms -------------------------------------------------------------------------------------------------


def drafted(author, library, **more):
    return SubmissionFactory(
        profile=True,
        author=author,
        institution=library,
        skills=[held("mending", "4", "Since 2001."), held("repair", "1", "A course.")],
        **more,
    )


@pytest.fixture
def writer(browse, author):
    return Visitor(browse(author))


@pytest.mark.parametrize("sent", [False, True])
def test_a_draft_that_names_both_is_sent_and_approved_and_the_first_stands(
    sent, skills, merge, author, library, manager
):
    draft = drafted(author, library, submitted=sent)
    written = draft.content
    merge()
    assert check(draft) == []
    if not sent:
        services.move(draft, "submit", by=author)
    approved = services.move(draft, "approve", by=manager)
    assert approved.content == written  # nothing that was written is lost
    assert [(h.skill.slug, h.level, h.evidence) for h in live_of(approved).held_list] == [("repair", 4, "Since 2001.")]
    assert [claim.tag.slug for claim in ProfileSkill.objects.filter(content_object=live_of(approved))] == ["repair"]


def test_a_draft_that_is_looked_at_and_saved_keeps_both_and_says_what_became_of_them(
    skills, merge, author, library, writer, manager
):
    draft = drafted(author, library)
    version = merge()
    page = writer.open(reverse("submission-step", args=[draft.pk, "skills"]))
    assert "“Paper mending” is “Paper repairing” now" in page
    assert page.form("Save and continue").fields["skills-0-skill"] == ["Paper mending"]
    writer.press("Save and continue", {"skills-0-evidence": "Since 2002."})
    draft.refresh_from_db()
    assert [(row["skill"], row["evidence"]) for row in draft.content["skills"]] == [
        ("mending", "Since 2002."),
        ("repair", "A course."),
    ]
    assert check(draft) == []
    undone(version)
    approved = services.move(services.move(draft, "submit", by=author), "approve", by=manager)
    assert [h.skill.slug for h in live_of(approved).held_list] == ["mending", "repair"]


def test_what_is_really_there_twice_is_still_told(skills, merge, author, library):
    draft = drafted(author, library)
    merge()
    draft.content = draft.content | {"skills": [held("repair"), held("repair")]}
    assert [problem.message for problem in check(draft)] == ["“Paper repairing” is there twice. Remove one of them."]


def test_who_types_the_former_name_means_the_successor(skills, merge, author, library, writer):
    draft = SubmissionFactory(author=author, institution=library, skills=named("gilding"))
    merge()
    writer.open(reverse("submission-step", args=[draft.pk, "skills"]))
    writer.press("Save and continue", {"skills-0-skill": "paper mending"})
    assert Submission.objects.get(pk=draft.pk).content["skills"] == named("repair")


def test_a_change_begins_from_the_page_as_it_is_read(skills, merge, author, library):
    live = publish_profile(
        author=author, institution=library, skills=[held("mending", "4"), held("gilding"), held("repair", "1")]
    )
    open_change = SubmissionFactory(profile=True, author=author, institution=library, live=live)
    merge()
    assert [(row["skill"], row["level"]) for row in content_of(live)["skills"]] == [("repair", "4"), ("gilding", "2")]
    told = differences(open_change.shape, content_of(live), open_change.content, context=open_change.context())
    assert [one["label"] for one in told] == []


def test_the_reviewer_reads_and_sees_the_successor(skills, merge, author, library, manager, browse):
    sent = drafted(author, library, submitted=True)
    merge()
    page = Page(browse(manager).get(sent.get_review_url()))
    assert "Paper repairing" in page
    assert "A course." not in page.text.split("As it will look")[-1]


# -- one place ---------------------------------------------------------------------------------------------


def test_nobody_else_reads_what_was_claimed():
    """`tag` is what was written. What it is read as is `skill`; see skills/claims.py."""
    rooms = {"commitment", "discovery", "finding", "profiles", "review", "skills", "vocabulary"}
    read = re.compile(r"\.tag\b|\btag_id\b|\btag__(?!instead\",\)\))")
    for path in OWN_CODE:
        place = path.relative_to(ROOT)
        is_own = place.name in {"claims.py", "claimants.py", "together.py", "told.py"} or "migrations" in place.parts
        if place.parts[0] in rooms and not is_own:
            assert not read.search(text_of(path)), place


def test_a_skill_that_was_merged_twice_is_read_as_the_last(skills, merge):
    live = publish_showcase(skills=named("mending", "gilding"))
    merge()
    replaced(skills["repair"], skills["gilding"])
    assert [skill.slug for skill in Showcase.objects.get(pk=live.pk).skill_list] == ["gilding"]
    assert Skill.objects.get(slug="mending").current() == skills["gilding"]


def test_what_showcases_tell_counts_a_merged_skill_as_its_successor(skills, merge):
    publish_showcase(skills=named("mending"), title="Deckle edges")
    merge()
    found = ShowcaseSkill.objects.likeliest(Showcase.objects.published(), 5)
    assert list(found) == [skills["repair"].pk]
