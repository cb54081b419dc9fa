"""Pictures: what is taken, what is made of it, and who may see it."""

import struct
import zlib
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image, ImageCms

from pictures.models import Upload
from pictures.reading import MASTER_EDGE
from pictures.services import discard, make_renditions, store_picture
from review import kinds, services
from review.models import Submission
from tests.drawn import a_picture, fetched, picture_file
from tests.factories import SubmissionFactory, live_of
from tests.pages import Page, Visitor


def image_of(upload, *size_and_form):
    with default_storage.open(upload.file_name(*size_and_form)) as file:
        return Image.open(BytesIO(file.read()))


# -- what is taken -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "AVIF"])
def test_pictures_of_four_formats_become_one(form, author):
    upload = a_picture(by=author, form=form)
    assert image_of(upload).format == "JPEG"
    assert (upload.width, upload.height) == (60, 40)


@pytest.mark.parametrize(
    ("mode", "colour"), [("RGBA", (0, 0, 0, 0)), ("LA", (0, 0)), ("P", 0), ("L", 128), ("1", 1), ("I;16", 40000)]
)
def test_pictures_of_any_colours_are_taken(mode, colour, author):
    upload = a_picture(by=author, mode=mode, colour=colour)
    assert image_of(upload).mode == "RGB"


def test_print_colours_are_taken_too(author):
    upload = a_picture(by=author, mode="CMYK", colour=(0, 0, 0, 0), form="JPEG")
    assert min(image_of(upload).getpixel((5, 5))) > 240


def test_what_is_see_through_is_laid_on_white(author):
    upload = a_picture(by=author, mode="RGBA", colour=(0, 0, 0, 0))
    assert image_of(upload).getpixel((5, 5)) == (255, 255, 255)


def test_a_photo_taken_sideways_is_turned_upright(author):
    exif = Image.Exif()
    exif[0x0112] = 6
    upload = a_picture(by=author, size=(60, 40), form="JPEG", exif=exif)
    assert (upload.width, upload.height) == (40, 60)


def test_nothing_of_where_and_when_is_kept(author):
    exif = Image.Exif()
    exif[0x010F] = "A camera"
    exif.get_ifd(0x8825)[2] = (57.0, 28.0, 30.0)
    sent = picture_file(form="JPEG", exif=exif, comment=b"the reading room")
    assert b"Exif" in sent.read()
    sent.seek(0)
    upload = store_picture(sent, by=author)
    upload.refresh_from_db()
    for width, form in [(None, "jpg"), *upload.renditions]:
        with default_storage.open(upload.file_name(width, form)) as file:
            kept = file.read()
        image = Image.open(BytesIO(kept))
        assert not image.getexif()
        assert not {"exif", "icc_profile", "comment", "xmp"} & image.info.keys()
        assert b"A camera" not in kept
        assert b"reading room" not in kept


def test_a_large_picture_is_made_smaller_and_comes_in_three_widths(author):
    upload = a_picture(by=author, size=(2600, 1300), form="JPEG")
    assert (upload.width, upload.height) == (MASTER_EDGE, MASTER_EDGE // 2)
    assert sorted(map(tuple, upload.renditions)) == sorted(
        (width, form) for width in (400, 800, 1600) for form in ("avif", "webp", "jpg")
    )
    assert image_of(upload, 800, "webp").size == (800, 400)
    assert [mime for mime, _ in upload.sources()] == ["image/avif", "image/webp", "image/jpeg"]
    assert upload.url.endswith("/800.jpg")


def test_renditions_can_be_made_twice_and_of_nothing(author):
    upload = a_picture(by=author)
    number, before = str(upload.pk), upload.renditions
    make_renditions.func(number)
    upload.refresh_from_db()
    assert upload.renditions == before
    discard(Upload.objects.get())
    make_renditions.func(number)
    assert not Upload.objects.exists()
    assert not any(default_storage.exists(upload.file_name(w, f)) for w, f in before)


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
NOT_TAKEN = {
    "svg": (SVG, "not a picture we can read"),
    "text": (b"I am not a picture.", "not a picture we can read"),
    "nothing": (b"", "not a picture we can read"),
    "half": (picture_file(size=(300, 300), form="JPEG").read()[:400], "not a picture we can read"),
    "gif": (picture_file(form="GIF").read(), "not a picture we can read"),
    "tiff": (picture_file(form="TIFF").read(), "not a picture we can read"),
    "html": (b"<!DOCTYPE html><script>alert(1)</script>", "not a picture we can read"),
}


def bomb(width, height):
    """A small PNG file that says it is very large."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


@pytest.mark.parametrize("case", NOT_TAKEN)
def test_what_is_no_picture_is_refused_in_plain_words(case, author):
    data, said = NOT_TAKEN[case]
    with pytest.raises(ValidationError, match=said):
        store_picture(SimpleUploadedFile("photo.jpg", data, "image/jpeg"), by=author)
    assert not Upload.objects.exists()


@pytest.mark.parametrize(("width", "height"), [(8000, 6000), (12000, 9000), (50000, 50000)])
def test_a_picture_with_too_many_pixels_is_refused_before_it_is_unpacked(width, height, author):
    with pytest.raises(ValidationError, match="more than 40 million pixels"):
        store_picture(SimpleUploadedFile("bomb.png", bomb(width, height), "image/png"), by=author)


def test_a_file_too_large_is_refused_with_the_limit(author, settings):
    settings.PICTURE_MAX_BYTES = 2 * 1024 * 1024
    with pytest.raises(ValidationError, match="larger than 2 MB"):
        store_picture(SimpleUploadedFile("photo.jpg", b"x" * (2 * 1024 * 1024 + 1)), by=author)


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


def with_swapped_primaries():
    """The sRGB profile with red and green exchanged: a colour space that nobody could overlook."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = struct.unpack(">I", profile[128:132])[0]
    tags = [struct.unpack(">4sII", profile[132 + 12 * i : 144 + 12 * i]) for i in range(count)]
    (red, size), (green, _) = [(place, size) for name, place, size in tags if name in (b"rXYZ", b"gXYZ")]
    old = bytes(profile[red : red + size])
    profile[red : red + size], profile[green : green + size] = profile[green : green + size], old
    return bytes(profile)


def png(**options):
    out = BytesIO()
    Image.new("RGB", (40, 30), (220, 10, 10)).save(out, "PNG", **options)
    return SimpleUploadedFile("p.png", out.getvalue(), "image/png")


def test_colours_of_another_profile_become_srgb(author):
    upload = store_picture(png(icc_profile=with_swapped_primaries()), by=author)
    kept = image_of(upload)
    red, green, _ = kept.getpixel((20, 15))
    assert green > 180 > 60 > red
    assert "icc_profile" not in kept.info


def test_a_broken_colour_profile_is_no_reason_to_refuse_a_picture(author):
    assert store_picture(png(icc_profile=b"not a profile"), by=author).width == 40
