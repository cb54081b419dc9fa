"""Mistakes that were made once, and are not made again."""

import random
import threading
import time
from contextlib import suppress
from io import BytesIO

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import ExifTags, Image

from config.errors import Refused
from drafting.differences import differences
from drafting.fields import FigureField
from drafting.services import checked
from people import links
from people import services as people
from people.models import Institution, Standing
from pictures.reading import read_picture
from review import kinds, services
from review.models import Status, Submission
from review.preview import preview_html
from tests.content import contributor
from tests.factories import (
    InstitutionFactory,
    MembershipFactory,
    SkillFactory,
    SubmissionFactory,
    UserFactory,
    live_of,
    publish_profile,
    publish_showcase,
)
from tests.helpers import check, deeds
from tests.review.test_moves import at_once

# -- what passes the forms fits into the tables ------------------------------------------------------------


def test_a_doi_too_long_for_its_column_is_told_when_it_is_typed(library, author):
    draft = SubmissionFactory(institution=library, author=author, doi="10.1234/" + "a" * 205)
    assert ["200" in problem.message for problem in check(draft)] == [True]


def test_boxes_ticked_twice_count_once(library, author, manager, browse):
    draft = SubmissionFactory(institution=library, author=author)
    address = reverse("submission-step", args=[draft.pk, "basics"])
    typed = {name: draft.content[name] for name in ("title", "summary", "stance", "started", "ended")}
    browse(author).post(address, typed | {"pillars": ["visibility"] * 5})
    draft.refresh_from_db()
    assert draft.content["pillars"] == ["visibility"]


def test_a_name_that_grows_when_it_is_sorted_can_be_published(library):
    live = publish_profile(institution=library, name="ß" * 120)
    assert len(live.sort_key) == 120


@pytest.mark.parametrize("name", ["图书馆", "🙂", "---", "\u200b", "ﷺ" * 120])
def test_names_without_latin_letters_get_addresses(name, library):
    assert publish_profile(institution=library, name=name).slug.startswith("profile")
    assert publish_showcase(institution=library, title=name).slug.startswith("showcase")
    assert publish_showcase(institution=library, title=name).slug == "showcase-2"


def test_an_address_too_long_for_its_column_is_not_invited(library, manager, editor, browse):
    address = f"{'a' * 250}@cove.example"
    page = browse(manager).post(reverse("invite", args=[library.slug]), {"email": address, "standing": "staff"})
    assert page.status_code == 422
    assert not library.invitations.exists()
    details = {"name": "Cove Library", "kind": "other", "country": "GB", "manager_email": address}
    assert browse(editor).post(reverse("institution-new"), details).status_code == 422
    assert not Institution.objects.filter(name="Cove Library").exists()


NUL = "\x00"


def test_a_null_character_never_reaches_the_database(library, author, manager, browse):
    submission = SubmissionFactory(institution=library, author=author, submitted=True)
    answer = browse(manager).post(
        reverse("review", args=[submission.pk]),
        {"verb": "return", "note": f"Say{NUL} more.", "revision": submission.revision},
    )
    assert answer.status_code == 302
    assert deeds(submission)[-1].note == "Say more."
    assert browse().get("/links/a%00b/").status_code == 404
    asked = browse(author).post(reverse("join-ask"), {"institution": f"x{NUL}"})
    assert asked.status_code == 422


@pytest.mark.parametrize("path", ["/desk/submissions/{}/", "/review/{}/", "/desk/live/showcase/{}/"])
def test_a_number_too_large_for_the_database_is_not_found(path, editor, browse):
    assert browse(editor).get(path.format(10**30)).status_code == 404


def test_a_decimal_comma_is_not_taken_for_thousands():
    assert FigureField().clean("12,500") == 12500
    assert FigureField().clean("-1 234 567.5") == FigureField().clean("-1234567.5")
    for typed in ("0,125", "12,50", "1,2345", "1,234,5", "0001,234"):
        with pytest.raises(ValidationError, match="not a number"):
            FigureField().clean(typed)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_damaged_picture_is_taken_or_refused_in_words_whatever_its_decoder_says(form):
    out, dice = BytesIO(), random.Random(7)
    Image.effect_noise((80, 60), 50).convert("RGB").save(out, form)
    for _ in range(200):
        damaged = bytearray(out.getvalue()[: dice.choice((None, -20, 200))])
        for _ in range(4):
            damaged[dice.randrange(len(damaged))] = dice.randrange(256)
        with suppress(ValidationError):
            read_picture(BytesIO(bytes(damaged)))


def test_a_photo_with_odd_notes_of_its_camera_is_taken_and_put_upright():
    out, notes = BytesIO(), Image.Exif()
    notes[ExifTags.Base.Orientation], notes[ExifTags.Base.XResolution] = 6, 72.0
    Image.new("RGB", (80, 60), "white").save(out, "JPEG", exif=notes)
    odd = (
        out.getvalue()
        .replace(b"\x01\x1a\x00\x05", b"\x01\x1a\x00\x02")
        .replace(b"\x1a\x01\x05\x00", b"\x1a\x01\x02\x00")
    )
    assert odd != out.getvalue()
    assert read_picture(BytesIO(odd)).size == (60, 80)


def test_a_scan_in_sixteen_bits_of_grey_keeps_its_greys():
    out = BytesIO()
    Image.new("I;16", (50, 40), 40_000).save(out, "PNG")
    assert read_picture(BytesIO(out.getvalue())).getpixel((3, 3)) == (156, 156, 156)


# -- what a writer typed is not lost -----------------------------------------------------------------------


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


def test_the_note_of_a_decision_is_there_again_after_a_log_out(library, manager, browse):
    submission = SubmissionFactory(institution=library, submitted=True)
    address = reverse("review", args=[submission.pk])
    reader = browse()
    reader.post(address, {"verb": "return", "note": "Tell us about the paste."})
    reader.force_login(manager)
    assert "Tell us about the paste." in reader.get(address).content.decode()
    submission.refresh_from_db()
    assert submission.status == Status.SUBMITTED


def test_a_button_pressed_after_a_log_out_leads_back_to_its_page(library, author, browse):
    draft = SubmissionFactory(institution=library, author=author)
    page = reverse("submission", args=[draft.pk])
    answer = browse().post(
        reverse("submission-send", args=[draft.pk]), headers={"referer": f"http://testserver{page}?check=1"}
    )
    assert answer.headers["Location"].endswith(f"?next={page}%3Fcheck%3D1")
    answer = browse().post(page, headers={"referer": "http://elsewhere.example/trap/"})
    assert answer.headers["Location"].endswith(f"?next={page}")


# -- who moves on ------------------------------------------------------------------------------------------


def test_whoever_left_an_institution_sends_it_nothing_any_more(library, author, manager):
    draft = SubmissionFactory(institution=library, author=author)
    people.leave(library, by=author)
    with pytest.raises(Refused, match="not a member"):
        services.move(draft, "submit", by=author)


@pytest.mark.parametrize("kind", ["profile", "showcase"])
def test_a_text_moves_with_its_author_to_the_next_institution(kind, library, author, browse):
    draft = SubmissionFactory(kind=kind, institution=library, author=author, withdrawn=True)
    people.leave(library, by=author)
    client = browse(author)
    answer = client.post(reverse("submission-again", args=[draft.pk]))
    assert answer.headers["Location"] == reverse("join")
    there = MembershipFactory(user=author).institution
    client.post(reverse("submission-again", args=[draft.pk]))
    again = Submission.objects.open().get(author=author)
    # A profile says where its person is now; a showcase stays where the work was done.
    place = there if kind == "profile" else library
    assert (again.queue_institution, again.content) == (there, {**draft.content, "institution": place.slug})


def test_whoever_belongs_nowhere_is_not_offered_to_change_their_pages(library, author, browse):
    live = publish_showcase(institution=library, author=author)
    people.leave(library, by=author)
    client = browse(author)
    change = reverse("live-change", args=["showcase", live.pk])
    assert client.post(change).headers["Location"] == reverse("join")


def test_a_contributor_whose_account_was_closed_can_stay_credited(library, author, colleague, manager):
    row = contributor(name="Ewan Strand", member=colleague.email)
    live = publish_showcase(institution=library, author=author, contributors=[row])
    colleague.is_active = False
    colleague.save()
    change = SubmissionFactory(institution=library, author=author, live=live, title="Seventy maps")
    assert check(change) == []


# -- nobody learns what is not meant for them --------------------------------------------------------------


def test_the_author_does_not_learn_the_address_of_who_they_credit(library, author, colleague):
    profile = publish_profile(institution=library, author=colleague, name="Ewan Strand")
    row = contributor(name="Ewan Strand", member=f"https://colophon.example/people/{profile.slug}/")
    live = publish_showcase(institution=library, author=author, contributors=[row])
    assert live.contributors.get().user == colleague
    change = services.start(kinds.get("showcase"), by=author, institution=library, live=live)
    assert colleague.email not in str(change.content)
    assert check(change) == []


def test_the_title_of_a_draft_that_was_taken_back_is_its_authors_again(library, author, manager, browse):
    submission = SubmissionFactory(institution=library, author=author, submitted=True)
    services.move(submission, "recall", by=author)
    services.save_content(submission, {"title": "What I think of the steam iron"}, by=author)
    answer = browse(manager).post(reverse("review", args=[submission.pk]), {"verb": "approve"})
    assert answer.status_code == 409
    assert "took it back" in answer.content.decode()
    assert "steam iron" not in answer.content.decode()


def test_typed_text_that_looks_like_a_picture_breaks_no_comparison(db):
    typed = {"title": f"[picture {'-' * 36}] and [picture {'a' * 36}]"}
    [difference] = differences(kinds.get("showcase").content, {}, typed)
    assert "<img" not in difference["after_html"]


# -- pages and messages ------------------------------------------------------------------------------------


def test_the_desk_takes_as_many_queries_for_many_submissions_as_for_few(
    library, author, browse, django_assert_max_num_queries
):
    client = browse(author)
    states = ("returned", "declined", "withdrawn", "approved", "submitted")
    for state in states:
        SubmissionFactory(institution=library, author=author, **{state: True})
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("desk"))
    for state in states * 2:
        SubmissionFactory(institution=library, author=author, **{state: True})
    with django_assert_max_num_queries(len(few)):
        client.get(reverse("desk"))


def test_the_mail_about_a_published_page_leads_to_that_page(library, author, manager):
    live = live_of(SubmissionFactory(institution=library, author=author, approved=True, reviewer=manager))
    [message] = [m for m in mail.outbox if m.subject.startswith("Published:")]
    assert live.permalink in message.body


def test_no_character_of_a_title_stops_the_mail(library, author, manager, browse):
    draft = SubmissionFactory(institution=library, author=author)
    address = reverse("submission-step", args=[draft.pk, "basics"])
    typed = draft.content | {"title": "Sixty maps\rBcc: all@library.example\nand one"}
    browse(author).post(
        address, {k: typed[k] for k in ("title", "institution", "summary", "pillars", "stance", "started", "ended")}
    )
    services.move(draft, "submit", by=author)
    assert all("\r" not in m.subject and "\n" not in m.subject and m.message() for m in mail.outbox)
    assert mail.outbox[-1].bcc == []


def test_the_authors_preview_promises_no_reviewer_and_no_shelf_mark(library, author, manager, browse):
    draft = SubmissionFactory(institution=library, author=author)
    page = browse(author).get(reverse("submission-preview", args=[draft.pk])).content.decode()
    assert "Reviewed by" not in page
    assert "/s/S-" not in page


def test_accepting_an_invitation_twice_is_accepting_it_once(library, manager, outsider, browse):
    invitation = people.invite(outsider.email, library, Standing.STAFF, by=manager)
    token = links.make("invitation", invitation.pk, by=manager, recipient=outsider.email)
    client, address = browse(outsider), reverse("link", args=[token])
    client.post(address)
    assert client.post(address).headers["Location"] == reverse("desk")
    assert outsider.memberships.count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_invitation_sent_twice_at_once_is_one():
    library = InstitutionFactory()
    manager = UserFactory(manager=library)
    send = lambda: people.invite("new@library.example", library, Standing.STAFF, by=manager)  # noqa: E731
    assert not [result for result in at_once(send, send) if isinstance(result, Exception)]
    assert library.invitations.count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_institution_added_twice_at_once_is_one():
    editor = UserFactory(editor=True)

    def add():
        institution = Institution(name="Cove Library", kind="other")
        return people.save_institution(institution, by=editor, domains=["cove.example"])

    results = at_once(add, add)
    assert sorted(type(result) for result in results if not isinstance(result, Institution)) == [Refused]
    assert Institution.objects.get().domains.count() == 1


@pytest.mark.parametrize("path", ["", "callback/"])
def test_a_way_to_log_in_that_is_not_set_up_is_not_there(path, db, browse):
    assert browse().get(f"/accounts/orcid/login/{path}").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_a_preview_waits_for_an_approval_of_the_same_title(rf):
    approved, previewed = SubmissionFactory(submitted=True), SubmissionFactory(submitted=True)
    manager, request = UserFactory(manager=approved.queue_institution), rf.get("/")
    request.user = previewed.author
    written = threading.Event()

    def approve():
        with transaction.atomic():
            services.move(approved, "approve", by=manager)
            written.set()
            time.sleep(0.5)

    def preview():
        written.wait(20)
        return preview_html(previewed, checked(previewed), request)

    _, html = at_once(approve, preview)
    assert "Unrolling sixty estate maps" in html
