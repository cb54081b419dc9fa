"""Pictures in a draft, and who sees them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from pictures.models import Upload
from review import kinds, services
from review.models import Submission
from tests.drawn import SVG, a_picture, fetched, picture_file
from tests.factories import SubmissionFactory, live_of
from tests.pages import Page, Visitor

# -- in a form ---------------------------------------------------------------------------------------------


@pytest.fixture
def pictures_step(library, author, browse):
    draft = services.start(kinds.get("showcase"), by=author, institution=library)
    visitor = Visitor(browse(author))
    visitor.open(reverse("submission-step", args=[draft.pk, "pictures"]))
    return visitor


def saved_pictures():
    return Submission.objects.get().content.get("pictures")


def test_a_picture_is_added_replaced_and_removed(pictures_step, author):
    pictures_step.press("Save and continue", {"pictures-0-picture": picture_file(), "pictures-0-alt": "A map"})
    first = Upload.objects.get()
    assert saved_pictures() == [{"picture": str(first.pk), "alt": "A map", "credit": ""}]
    shown = first.showings.get()
    assert (first.owner, shown.holder, shown.holder_id) == (author.pk, "submission", Submission.objects.get().pk)

    page = pictures_step.open(reverse("submission-step", args=[Submission.objects.get().pk, "pictures"]))
    assert first.url in page.response.content.decode()
    pictures_step.press("Save", {"pictures-0-alt": "The same map"})
    assert saved_pictures() == [{"picture": str(first.pk), "alt": "The same map", "credit": ""}]
    pictures_step.press("Save", {"pictures-0-picture": picture_file(colour="navy")})
    second = Upload.objects.exclude(pk=first.pk).get()
    assert saved_pictures()[0]["picture"] == str(second.pk)
    form = pictures_step.page.form("Save and continue")
    pictures_step.client.post(form.action, {**form.fields, "remove": "pictures:0"})
    assert saved_pictures() == []


def test_a_photo_can_be_taken_away_again(library, author, browse):
    draft = services.start(kinds.get("profile"), by=author, institution=library)
    visitor = Visitor(browse(author))
    visitor.open(reverse("submission-step", args=[draft.pk, "about"]))
    page = visitor.press("Save", {"photo": picture_file(), "photo_alt": "Mairi at the light table"})
    assert "Remove this picture" in page
    page = visitor.press("Save", {"photo-clear": "on"})
    assert Submission.objects.get().content["photo"] == ""
    assert "Remove this picture" not in page


def test_a_bad_file_is_explained_where_it_was_added_and_the_rest_is_kept(pictures_step):
    page = pictures_step.press(
        "Save and continue",
        {
            "pictures-0-picture": SimpleUploadedFile("drawing.svg", SVG, "image/svg+xml"),
            "pictures-0-alt": "A drawing of the press",
        },
    )
    assert page.status == 422
    assert "This file is not a picture we can read" in page
    assert page.form("Save and continue").fields["pictures-0-alt"] == ["A drawing of the press"]
    assert saved_pictures() == [{"picture": "", "alt": "A drawing of the press", "credit": ""}]
    assert "id_pictures-0-picture" in page.ids


def test_somebody_elses_picture_cannot_be_taken_by_its_number(pictures_step, colleague, author):
    theirs = a_picture(by=colleague)
    for name in ("pictures-0-picture", "pictures-0-picture-current"):
        form = pictures_step.page.form("Save and continue")
        pictures_step.client.post(form.action, {**form.fields, name: str(theirs.pk), "pictures-0-alt": "Mine"})
        page = pictures_step.open(form.action + "?check=1")
        assert "This picture is not here any more." in page
        assert pictures_step.client.get(theirs.url).status_code == 404


@pytest.mark.parametrize("forged", ["not-a-number", "00000000-0000-0000-0000-000000000000", "1", "{}"])
def test_a_made_up_picture_is_none(forged, pictures_step):
    form = pictures_step.page.form("Save and continue")
    answer = pictures_step.client.post(form.action, {**form.fields, "pictures-0-picture": forged})
    assert answer.status_code == 302
    assert "This picture is not here any more." in pictures_step.open(form.action + "?check=1")


def test_a_picture_needs_words_for_who_cannot_see_it(author, library, manager):
    from drafting.errors import Incomplete

    picture = str(a_picture(by=author).pk)
    showcase = SubmissionFactory(
        author=author, institution=library, pictures=[{"picture": picture, "alt": "", "credit": ""}]
    )
    profile = SubmissionFactory(profile=True, author=author, institution=library, photo=picture, photo_alt="")
    for draft in (showcase, profile):
        with pytest.raises(Incomplete):
            services.move(draft, "submit", by=author)


# -- who sees them -----------------------------------------------------------------------------------------


def with_picture(author, library, **flags):
    picture = a_picture(by=author)
    row = {"picture": str(picture.pk), "alt": "A map", "credit": ""}
    return picture, SubmissionFactory(author=author, institution=library, pictures=[row], **flags)


def who_sees(picture, browse, *people):
    return [fetched(browse(person), picture).status_code == 200 for person in people]


def test_a_picture_follows_its_submission(author, library, colleague, manager, manager_elsewhere, editor, browse):
    people = (author, manager, editor, colleague, manager_elsewhere, None)
    picture, draft = with_picture(author, library)
    assert who_sees(picture, browse, *people) == [True, False, False, False, False, False]
    services.move(draft, "submit", by=author)
    assert who_sees(picture, browse, *people) == [True, True, True, False, False, False]
    services.move(draft, "approve", by=manager)
    assert who_sees(picture, browse, *people) == [True] * 6
    services.withdraw_live(kinds.get("showcase"), live_of(Submission.objects.get()), by=author)
    assert who_sees(picture, browse, *people) == [True, True, True, False, False, False]


def test_a_picture_that_a_new_version_leaves_out_is_not_public_any_more(author, library, manager, browse):
    picture, _ = with_picture(author, library, approved=True)
    live = live_of(Submission.objects.get())
    SubmissionFactory(author=author, institution=library, live=live, pictures=[], approved=True)
    assert who_sees(picture, browse, author, manager, None) == [True, True, False]


def test_the_reviewer_sees_the_pictures_of_one_that_was_begun_again(author, library, manager, browse):
    picture, first = with_picture(author, library)
    services.move(first, "withdraw", by=author)
    assert who_sees(picture, browse, manager) == [False]
    again = services.start(kinds.get("showcase"), by=author, institution=library, content=first.content)
    services.move(again, "submit", by=author)
    assert who_sees(picture, browse, manager) == [True]


def test_withdrawing_one_page_leaves_the_pictures_of_another(author, library, browse):
    picture, first = with_picture(author, library, approved=True)
    SubmissionFactory(
        author=author, institution=library, title="The same again", approved=True, pictures=first.content["pictures"]
    )
    services.withdraw_live(kinds.get("showcase"), live_of(first), by=author)
    assert who_sees(picture, browse, None) == [True]


def test_public_pictures_are_kept_by_browsers_and_others_are_not(author, library, manager, browse):
    picture, draft = with_picture(author, library, submitted=True)
    assert fetched(browse(author), picture).headers["Cache-Control"] == "private, no-store"
    services.move(draft, "approve", by=manager)
    answer = fetched(browse(), picture)
    assert answer.headers["Cache-Control"] == "public, max-age=86400"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Type"] == "image/jpeg"


@pytest.mark.parametrize("name", ["master.png", "..%2f..%2fsecret", "master.jpg.html", "999.jpg", "12345678.jpg", "x"])
def test_other_names_are_not_found(name, author, browse):
    picture = a_picture(by=author)
    assert browse(author).get(f"/pictures/{picture.pk}/{name}").status_code == 404


def test_the_live_page_shows_the_picture_in_every_format(author, library, browse):
    picture, submission = with_picture(author, library, approved=True)
    page = browse().get(live_of(submission).get_absolute_url())
    assert f'srcset="{picture.address(60, "avif")} 60w"' in page.content.decode()
    assert 'alt="A map"' in page.content.decode()
    assert Page(page).status == 200
