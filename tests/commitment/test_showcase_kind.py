"""A showcase: what is asked for, what becomes of it, and how it is shown."""

import pytest
from django.urls import reverse

from commitment.models import Showcase
from config.moments import local_day
from profiles.members import reference_to
from review import kinds, services
from review.models import Submission
from tests.content import contributor
from tests.drawn import a_picture
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


def test_a_draft_begins_with_its_author_as_contributor(author, library, browse):
    visitor = Visitor(browse(author))
    visitor.open(reverse("new", args=["showcase"]))
    visitor.press("Begin")
    content = Submission.objects.get().content
    assert [(row["name"], row["credit_roles"]) for row in content["contributors"]] == [("Mairi Tolland", [])]
    assert content["licence"] == "cc-by-4.0"


def test_a_showcase_has_one_cover_on_its_own_page_its_first_picture_or_a_marbled_paper(author, library, browse):
    row = {"alt": "A map, flat at last", "credit": ""}
    pictures = [a_picture(by=author), a_picture(by=author)]
    plain = publish_showcase(author=author, institution=library)
    shown = publish_showcase(
        author=author, institution=library, pictures=[row | {"picture": str(one.pk)} for one in pictures]
    )
    marbled, pages = reverse("cover", args=[plain.shelf_mark]), {}
    for live in (plain, shown):
        pages[live] = browse().get(live.get_absolute_url()).content.decode().split("<article")[1].split("</article")[0]
        assert pages[live].count("<img") == (1 if live == plain else 2)
    assert marbled in pages[plain]
    assert 'alt=""' in pages[plain], "it says nothing that the title does not"
    assert reverse("cover", args=[shown.shelf_mark]) not in pages[shown]
    first, second = (pages[shown].index(picture.url) for picture in pictures)
    assert first < pages[shown].index("The challenge") < second
    change = SubmissionFactory(author=author, institution=library, live=plain, summary="Another.")
    preview = browse(author).get(reverse("submission-preview", args=[change.pk])).content.decode()
    assert marbled in preview, "a change keeps it too"


def test_a_published_showcase_has_all_its_parts(author, library):
    other, partner = UserFactory(name="Ewan Strand"), InstitutionFactory()
    SkillFactory(slug="rare-books")
    live = publish_showcase(
        author=author,
        institution=library,
        contributors=[
            contributor("Mairi Tolland", reference_to(author)),
            contributor("E. Strand", reference_to(other), credit_roles=["software", "validation"], library_roles=[]),
            contributor("A retired binder", affiliation="Independent"),
        ],
        skills=[{"skill": "rare-books"}, {"skill": "paper-repair"}],
        partners=[{"institution": partner.slug}],
        doi="https://doi.org/10.5281/zenodo.1234567",
    )
    assert [(c.name, c.user) for c in live.contributor_list] == [
        ("Mairi Tolland", author),
        ("Ewan Strand", other),
        ("A retired binder", None),
    ]
    assert live.contributor_list[1].role_labels == ["Software", "Validation"]
    assert [s.slug for s in live.skill_list] == ["rare-books", "paper-repair"]
    assert live.partner_list == [partner]
    assert live.doi == "10.5281/zenodo.1234567"
    assert (live.first_year, live.last_year, live.period) == (2024, 2025, "March 2024 to 14 June 2025")
    assert [(o.before, o.after) for o in live.outcome_list] == [(0, 60)]
    assert [str(p) for p in live.pillar_list] == ["Visibility", "Recognition"]
    assert live.shelf_mark.startswith("S-")


@pytest.mark.parametrize(
    ("started", "ended", "period", "years"),
    [
        ("March 2024", "", "since March 2024", (2024, None)),
        ("2 March 2024", "30 March 2024", "2 to 30 March 2024", (2024, 2024)),
        ("December 2023", "January 2024", "December 2023 to January 2024", (2023, 2024)),
        ("c. 1890", "2019", "c. 1890–2019", (1890, 2019)),
        ("2019–2021", "", "2019–2021", (2019, 2021)),
        ("2024", "2024", "2024", (2024, 2024)),
    ],
)
def test_when_the_work_was_done_is_said_as_it_was_written(started, ended, period, years, browse, db):
    live = publish_showcase(started=started, ended=ended)
    assert (live.period, (live.first_year, live.last_year)) == (period, years)
    page = Page(browse().get(live.get_absolute_url()))
    assert page.text.casefold().count(period.casefold()) == 2  # beside the text, and in the colophon
    assert "1 January" not in page


def test_the_lead_institution_is_no_partner_of_itself(library):
    (problem,) = check(SubmissionFactory(institution=library, partners=[{"institution": library.slug}]))
    assert problem.message == f"The work was done at {library}: it is not a partner as well."


def test_a_new_version_replaces_the_parts(author, library):
    live = publish_showcase(author=author, institution=library, contributors=[contributor("A"), contributor("B")])
    SubmissionFactory(
        author=author, institution=library, live=live, contributors=[contributor("C")], links=[], approved=True
    )
    live = Showcase.objects.get()
    assert [c.name for c in live.contributor_list] == ["C"]
    assert live.link_list == []
    assert live.version == 2


def test_changing_a_showcase_later_keeps_its_first_date_and_its_mark(author, library):
    live = publish_showcase(author=author, institution=library)
    SubmissionFactory(author=author, institution=library, live=live, title="Seventy maps", approved=True)
    after = Showcase.objects.get()
    assert (after.first_published_at, after.shelf_mark) == (live.first_published_at, live.shelf_mark)
    assert after.published_at > live.published_at


def test_nobody_is_credited_twice(author, library):
    submission = SubmissionFactory(
        author=author,
        institution=library,
        contributors=[contributor("Mairi", reference_to(author)), contributor("M. Tolland", reference_to(author))],
    )
    (problem,) = check(submission)
    assert "Mairi Tolland is credited twice" in problem.message
    assert problem.href == "id_contributors-1-member"


def test_a_partner_is_named_once(library):
    partner = {"institution": InstitutionFactory().slug}
    (problem,) = check(SubmissionFactory(institution=library, partners=[partner, partner]))
    assert "is there twice" in problem.message
    assert problem.href == "id_partners-1-institution"


def test_the_address_of_who_is_credited_is_never_public(author, library, browse):
    other = UserFactory(name="Ewan Strand", email="very.private@inverlathe.example")
    row = contributor("Ewan Strand", reference_to(other))
    live = publish_showcase(author=author, institution=library, contributors=[row])
    answer = browse().get(live.get_absolute_url()).content.decode()
    assert "Ewan Strand" in answer
    assert "very.private" not in answer


def test_a_credit_links_to_the_profile_while_it_is_public(author, library, browse):
    profile = publish_profile(institution=library)
    live = publish_showcase(
        author=author, institution=library, contributors=[contributor("Mairi Tolland", profile.slug)]
    )
    page = browse().get(live.get_absolute_url()).content.decode()
    assert f'href="{profile.get_absolute_url()}"' in page
    assert live.title in Page(browse().get(profile.get_absolute_url()))
    services.withdraw_live(kinds.get("profile"), profile, by=profile.user)
    page = browse().get(live.get_absolute_url()).content.decode()
    assert f'href="{profile.get_absolute_url()}"' not in page
    assert profile.name in page


def test_the_colophon_says_how_to_cite_it(db):
    live = publish_showcase(contributors=[contributor("Ana"), contributor("Ben"), contributor("Cy")])
    year = local_day(live.first_published_at).year
    assert live.citation == (
        f"Ana, Ben and Cy ({year}) “Unrolling sixty estate maps”. Colophon, {live.institution}. "
        f"Version 1. {live.permalink}"
    )


def test_a_doi_is_about_the_work_and_citations_name_the_page(db):
    live = publish_showcase(doi="10.5281/zenodo.1234567")
    assert live.citation.endswith(live.permalink)
    assert live.doi_url == "https://doi.org/10.5281/zenodo.1234567"


# -- drafts never leak -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "flags", [{}, {"submitted": True}, {"returned": True}, {"declined": True}, {"withdrawn": True}]
)
@pytest.mark.parametrize("profile", [False, True])
def test_what_is_not_approved_shows_nowhere_in_public(flags, profile, author, library, browse):
    title = "name" if profile else "title"
    SubmissionFactory(profile=profile, author=author, institution=library, **{title: "Zanzibar Quux"}, **flags)
    client = browse()
    for path in (
        "/",
        "/showcases/",
        "/showcases/?q=zanzibar",
        "/showcases/?skill=paper-repair",
        "/people/",
        "/people/?q=quux",
        "/search/?q=zanzibar",
        "/search/suggest/?q=zanz",
        "/skills/",
        "/skills/paper-repair/",
        "/pillars/visibility/",
        "/institutions/",
        f"/institutions/{library.slug}/",
    ):
        answer = client.get(path)
        assert answer.status_code == 200
        assert not [link for link in Page(answer).links if "zanzibar" in link[1].partition("?")[0]]
        assert "Zanzibar Quux" not in Page(answer)
    assert client.get("/showcases/zanzibar-quux/").status_code == 404
    assert client.get("/people/zanzibar-quux/").status_code == 404


def test_nothing_of_a_waiting_change_shows_in_public(author, library, browse):
    live = publish_showcase(author=author, institution=library)
    SkillFactory(slug="rare-books")
    paths = ("/", "/showcases/", "/showcases/?q=zanzibar", "/skills/rare-books/", live.get_absolute_url())
    before = [browse().get(path).content for path in paths]
    SubmissionFactory(
        author=author,
        institution=library,
        live=live,
        title="Zanzibar Quux",
        summary="Zanzibar.",
        skills=[{"skill": "rare-books"}],
        submitted=True,
    )
    assert [browse().get(path).content for path in paths] == before


# -- content and live, there and back ----------------------------------------------------------------------


def test_content_of_a_showcase_with_everything_publishes_the_same_again(author, library, manager):
    profile = publish_profile(institution=library)
    live = publish_showcase(
        author=author,
        institution=library,
        contributors=[contributor("Mairi", profile.slug), contributor("Ewan", reference_to(UserFactory()))],
        partners=[{"institution": InstitutionFactory().slug}],
        outcomes=[{"measure": "m", "before": "1,250.50", "after": "0", "unit": "", "source": ""}],
        doi="10.5281/zenodo.1",
        ended="",
    )
    before = content_of(live)
    again = SubmissionFactory(author=author, institution=library, live=live, approved=True)
    assert content_of(live_of(again)) == before
