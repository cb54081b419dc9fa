"""Pictures: what is taken, and what is made of it."""

import random
import struct
import zlib
from contextlib import suppress
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import ExifTags, Image, ImageCms

from pictures import services as pictures
from pictures.models import Upload
from pictures.reading import MASTER_EDGE, read_picture
from pictures.services import discard, make_renditions, store_picture
from tests.drawn import SVG, a_picture, picture_file


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


def test_what_is_there_stays_shown_while_it_is_looked_at_again(author, monkeypatch):
    upload, make, shown = a_picture(by=author), pictures._make, []

    def look(upload):
        shown.append(Upload.objects.get().renditions)
        return make(upload)

    monkeypatch.setattr(pictures, "_make", look)
    make_renditions.func(str(upload.pk))
    assert shown == [upload.renditions] != [[]]


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


@pytest.mark.parametrize(("width", "height"), [(8000, 6400), (12000, 9000), (50000, 50000)])
def test_a_picture_with_too_many_pixels_is_refused_before_it_is_unpacked(width, height, author):
    with pytest.raises(ValidationError, match=r"more pixels .*than can be unpacked here"):
        store_picture(SimpleUploadedFile("bomb.png", bomb(width, height), "image/png"), by=author)


def test_a_file_too_large_is_refused_with_the_limit(author, settings):
    settings.PICTURE_MAX_BYTES = 2 * 1024 * 1024
    with pytest.raises(ValidationError, match="larger than 2 MB"):
        store_picture(SimpleUploadedFile("photo.jpg", b"x" * (2 * 1024 * 1024 + 1)), by=author)


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
