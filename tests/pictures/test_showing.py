"""Pictures in a draft, and who sees them."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from drafting.errors import Incomplete
from people.services import save_institution
from pictures.models import Upload
from pictures.services import discard_unused
from review import kinds, services
from review.models import Submission
from tests.drawn import SVG, a_picture, fetched, picture_file
from tests.factories import SubmissionFactory, UserFactory, live_of
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
    assert answer.headers["Cache-Control"] == "public, max-age=86400, immutable"
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


# -- what shows them ---------------------------------------------------------------------------------------


def showings(picture):
    """[(sort, number, public)] of what shows a picture."""
    return sorted(picture.showings.values_list("holder", "holder_id", "is_public"))


def row(picture):
    return {"picture": str(picture.pk), "alt": "A map", "credit": ""}


def test_what_shows_a_picture_is_written_with_each_save_and_move(author, library, manager):
    picture, draft = with_picture(author, library)
    drafted = ("submission", draft.pk, False)
    assert showings(picture) == [drafted]
    services.save_content(draft, {"pictures": []}, by=author)
    assert showings(picture) == []
    services.save_content(draft, {"pictures": [row(picture), row(picture)]}, by=author)
    assert showings(picture) == [drafted]
    services.move(draft, "submit", by=author)
    assert showings(picture) == [drafted]
    services.move(draft, "return", by=manager, note="More paste.")
    services.move(draft, "submit", by=author)
    draft = services.move(draft, "approve", by=manager)
    assert showings(picture) == [("showcase", draft.target_id, True), drafted]


def test_a_change_shows_what_it_has_and_the_page_what_it_had(author, library, manager, browse):
    first, submission = with_picture(author, library, approved=True)
    second, live = a_picture(by=author, colour="navy"), live_of(submission)
    page, old = ("showcase", live.pk, True), ("submission", submission.pk, False)
    change = SubmissionFactory(author=author, institution=library, live=live, pictures=[row(second)], submitted=True)
    assert (showings(first), showings(second)) == ([page, old], [("submission", change.pk, False)])
    assert who_sees(second, browse, manager, None) == [True, False]
    services.move(change, "approve", by=manager)
    assert (showings(first), showings(second)) == ([old], [page, ("submission", change.pk, False)])
    assert who_sees(first, browse, author, manager, None) == [True, True, False]


def test_withdrawn_a_page_shows_its_pictures_to_nobody_and_put_back_to_everybody(author, library, browse):
    picture, submission = with_picture(author, library, approved=True)
    live, old = live_of(submission), ("submission", submission.pk, False)
    services.withdraw_live(kinds.get("showcase"), live, by=author)
    assert showings(picture) == [("showcase", live.pk, False), old]
    again = SubmissionFactory(author=author, institution=library, live=live, submitted=True)
    assert who_sees(picture, browse, None) == [False]
    services.move(again, "approve", by=UserFactory(manager=library))
    assert showings(picture) == [("showcase", live.pk, True), old, ("submission", again.pk, False)]
    assert who_sees(picture, browse, None) == [True]


@pytest.mark.parametrize(
    ("flags", "seen"),
    [
        ({}, False),
        ({"submitted": True}, True),
        ({"returned": True}, False),
        ({"declined": True}, True),
        ({"withdrawn": True}, False),
        ({"moves": ("submit", "recall")}, False),
    ],
)
def test_a_picture_that_is_not_public_is_its_authors_and_of_those_who_review_it(
    flags, seen, author, library, colleague, manager, manager_elsewhere, browse
):
    picture, draft = with_picture(author, library, reviewer=manager, **flags)
    assert showings(picture) == [("submission", draft.pk, False)]
    assert who_sees(picture, browse, author, manager) == [True, seen]
    assert who_sees(picture, browse, colleague, manager_elsewhere, None) == [False] * 3


def test_an_id_of_somebody_elses_picture_opens_it_to_nobody(author, library, colleague, manager, editor, browse):
    theirs = a_picture(by=colleague)
    for flags in ({"pictures": [row(theirs)]}, {"profile": True, "photo": str(theirs.pk).upper(), "photo_alt": "Me"}):
        mine = SubmissionFactory(author=author, institution=library, **flags)
        assert showings(theirs) == []
        with pytest.raises(Incomplete):
            services.move(mine, "submit", by=author)
        Submission.objects.filter(pk=mine.pk).update(status="submitted", submitted_at=timezone.now())
        assert "As it will look" not in Page(browse(manager).get(mine.get_review_url()))
        with pytest.raises(Incomplete):
            services.move(mine, "approve", by=manager)
    assert showings(theirs) == []
    assert who_sees(theirs, browse, colleague) == [True]
    assert who_sees(theirs, browse, author, manager, editor, None) == [False] * 4


# -- what nothing shows ------------------------------------------------------------------------------------


def test_housekeeping_drops_what_nothing_shows_after_a_week_and_no_more(author, library, manager, editor):
    def old(**days):
        picture = a_picture(by=author)
        Upload.objects.filter(pk=picture.pk).update(unshown_since=timezone.now() - timedelta(**(days or {"days": 8})))
        return picture

    never, replaced, fresh = old(), old(), old(days=6)
    kept = {name: old() for name in ("drafted", "declined", "earlier", "withdrawn", "logo")}
    services.save_content(
        SubmissionFactory(author=author, institution=library, pictures=[row(replaced)]),
        {"pictures": [row(kept["drafted"])]},
        by=author,
    )
    SubmissionFactory(author=author, institution=library, pictures=[row(kept["declined"])], declined=True)
    versions = SubmissionFactory(author=author, institution=library, pictures=[row(kept["earlier"])], approved=True)
    SubmissionFactory(author=author, institution=library, live=live_of(versions), pictures=[], approved=True)
    gone = SubmissionFactory(author=author, institution=library, pictures=[row(kept["withdrawn"])], approved=True)
    services.withdraw_live(kinds.get("showcase"), live_of(gone), by=author)
    library.logo = kept["logo"]
    save_institution(library, by=editor)

    assert discard_unused() == 1, "what was shown until now has its week before it"
    Upload.objects.filter(pk=replaced.pk).update(unshown_since=timezone.now() - timedelta(days=8))
    assert discard_unused() == 1
    assert set(Upload.objects.all()) == {fresh, *kept.values()}
    for picture in (never, replaced):
        assert not default_storage.exists(picture.file_name())
        assert not any(default_storage.exists(picture.file_name(*size)) for size in picture.renditions)
    assert all(default_storage.exists(picture.file_name()) for picture in kept.values())
    assert discard_unused() == 0


def test_an_earlier_version_can_be_proposed_again_with_its_pictures(author, library, manager, browse):
    picture, first = with_picture(author, library, approved=True)
    live = live_of(first)
    SubmissionFactory(author=author, institution=library, live=live, pictures=[], approved=True)
    again = services.start(kinds.get("showcase"), by=author, institution=library, live=live, content=first.content)
    assert ("submission", again.pk, False) in showings(picture)
    services.move(again, "submit", by=author)
    services.move(again, "approve", by=manager)
    assert who_sees(picture, browse, None) == [True]
