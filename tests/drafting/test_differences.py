"""What a reviewer reads about a change: every field that differs, and no other."""

import pytest

from drafting.differences import differences
from review import kinds, services
from tests.content import complete_profile, complete_showcase, contributor
from tests.drawn import a_picture
from tests.factories import SkillFactory, SubmissionFactory, live_of, publish_profile, publish_showcase
from tests.helpers import content_of
from tests.pages import Page


def compare(before, after, kind="showcase", **options):
    return {d["label"]: d for d in differences(kinds.get(kind).content, before, after, **options)}


@pytest.fixture
def content(db):
    return complete_showcase()


def test_the_same_content_differs_in_nothing(content):
    assert compare(content, content) == {}
    assert compare(content, {**content, "advice": content["advice"], "pictures": None}) == {}


def test_changed_words_are_marked_and_the_others_are_not(content):
    (found,) = compare(content, {**content, "outcome": "Readers open all of them without us."}).values()
    assert found["label"] == "The outcome"
    assert found["kind"] == "changed"
    assert found["after_html"] == "Readers open <ins>all of </ins>them without <ins>us.</ins>"
    assert found["before_html"] == "Readers open them without <del>us in the room.</del>"


def test_what_was_empty_is_added_and_what_is_empty_is_removed(content):
    found = compare({**content, "advice": ""}, {**content, "doi": "", "links": []})
    assert found["Advice for others"]["kind"] == "added"
    assert found["Links"]["kind"] == "removed"


def test_values_are_shown_in_words_and_not_as_they_are_stored(content):
    SkillFactory(slug="rare-books", name="Rare books")
    found = compare(
        content,
        {
            **content,
            "pillars": ["sustainability"],
            "stance": "partner",
            "ended": "2025-07-01",
            "skills": [{"skill": "rare-books"}],
            "contributors": [contributor(credit_roles=["software"])],
        },
    )
    assert "Sustainability:" in found["Which pillars does it speak to?"]["after_html"]
    assert "Partner:" in text(found["As what did the library take part?"]["after_html"])
    assert "1 July 2025" in text(found["When it ended"]["after_html"])
    assert "Rare books" in text(found["Skill"]["after_html"])
    assert "Mairi Tolland · Software · Conservation treatment" in text(found["Contributor"]["after_html"])


def text(html):
    return html.replace("<ins>", "").replace("</ins>", "").replace("<del>", "").replace("</del>", "")


@pytest.mark.parametrize(
    ("kind", "field", "typed", "stored"),
    [
        ("profile", "orcid", "https://orcid.org/0000-0002-1825-0097", "0000-0002-1825-0097"),
        ("profile", "website", "inverlathe.example/mairi", "https://inverlathe.example/mairi"),
        ("showcase", "doi", "DOI 10.1000/182.", "10.1000/182"),
        ("showcase", "doi", "https://doi-org.proxy.example.edu/10.1000/182", "10.1000/182"),
        ("showcase", "started", "03/2024", "March 2024"),
        ("showcase", "title", "  Sixty\u200b maps ", "Sixty maps"),
    ],
)
def test_two_spellings_of_one_value_are_no_difference(db, kind, field, typed, stored):
    before = complete_showcase() if kind == "showcase" else complete_profile()
    assert compare(before | {field: stored}, before | {field: typed}, kind) == {}


def test_a_row_that_moved_is_seen(content):
    two = [contributor("Mairi"), contributor("Ewan")]
    assert set(compare({**content, "contributors": two}, {**content, "contributors": two[::-1]})) == {"Contributor"}


def test_what_people_type_stays_text(content):
    (found,) = compare(content, {**content, "title": '<img src=x onerror="alert(1)">'}).values()
    assert "<img" not in found["after_html"]
    assert "&lt;img" in found["after_html"]


def test_a_new_picture_is_shown_as_one(content, author):
    picture = a_picture(by=author)
    (found,) = compare(
        content, {**content, "pictures": [{"picture": str(picture.pk), "alt": "A map", "credit": ""}]}
    ).values()
    assert f'src="{picture.address()}"' in found["after_html"]
    assert "A map" in text(found["after_html"])


def test_only_one_step_can_be_compared(content):
    changed = {**content, "title": "Another", "outcome": "Another"}
    step = kinds.get("showcase").content.step("story")
    assert set(compare(content, changed, only=step)) == {"The outcome"}


# -- from the live page and back ---------------------------------------------------------------------------


@pytest.mark.parametrize("profile", [False, True])
def test_a_change_begins_as_a_copy_of_the_live_page(profile, author, library, manager):
    """Submitted again unchanged it differs in nothing, and publishes the same."""
    live = (publish_profile if profile else publish_showcase)(author=author, institution=library)
    kind = kinds.get("profile" if profile else "showcase")
    begun = content_of(live)
    again = SubmissionFactory(profile=profile, author=author, institution=library, live=live, submitted=True)
    assert again.content == begun
    assert differences(kind.content, begun, again.content, context=again.context()) == []
    services.move(again, "approve", by=manager)
    after = live_of(again)
    assert content_of(after) == begun
    assert (after.version, after.slug, after.shelf_mark) == (2, live.slug, live.shelf_mark)


def test_the_first_version_reads_back_as_it_was_typed(author, library):
    submission = SubmissionFactory(author=author, institution=library, approved=True)
    assert compare(submission.content, content_of(live_of(submission))) == {}
    assert content_of(live_of(submission))["started"] == submission.content["started"] == "March 2024"


# -- on the page -------------------------------------------------------------------------------------------


def test_the_reviewer_sees_what_differs_and_the_visitor_the_old_page(author, library, manager, browse):
    live = publish_showcase(author=author, institution=library)
    before = browse().get(live.get_absolute_url()).content
    change = SubmissionFactory(
        author=author, institution=library, live=live, summary="Seventy maps now.", submitted=True
    )
    page = Page(browse(manager).get(change.get_review_url()))
    assert "What differs from the live page" in page
    assert "Summary Changed" in page
    assert "The challenge Changed" not in page
    assert browse().get(live.get_absolute_url()).content == before

    services.move(change, "approve", by=manager)
    after = browse().get(live.get_absolute_url()).content
    assert b"Seventy maps now." in after
    assert after != before


def test_a_first_version_has_nothing_to_differ_from(library, manager, browse):
    submission = SubmissionFactory(institution=library, submitted=True)
    assert "What differs" not in Page(browse(manager).get(submission.get_review_url()))


def test_typed_text_that_looks_like_a_picture_breaks_no_comparison(db):
    typed = {"title": f"[picture {'-' * 36}] and [picture {'a' * 36}]"}
    [difference] = differences(kinds.get("showcase").content, {}, typed)
    assert "<img" not in difference["after_html"]
