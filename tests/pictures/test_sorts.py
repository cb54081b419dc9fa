"""Files that cannot be taken: what somebody is told who picked one."""

import zipfile
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from pictures.reading import read_picture
from review import kinds, services
from tests.drawn import picture_file
from tests.pages import Page


def box(brand, *more):
    """The beginning of a file of the family of MP4, to which HEIC and AVIF belong."""
    brands = brand + b"\0\0\0\0" + b"".join(more)
    return (len(brands) + 8).to_bytes(4, "big") + b"ftyp" + brands + b"\0" * 200


def packed():
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return out.getvalue()


def drawn(form, **options):
    return picture_file(form=form, **options).read()


HALF = drawn("JPEG", size=(300, 300))[:400]
FILES = {  # name: (content, what the sentence must say)
    "IMG_0001.HEIC": (box(b"heic", b"mif1", b"heic"), ("HEIC", "Most Compatible", "iPhone", "Windows")),
    "burst.heif": (box(b"mif1", b"mif1", b"heic", b"hevc"), ("HEIC", "Most Compatible")),
    "photo.jpg": (box(b"heix", b"mif1"), ("although its name ends in “.jpg”", "HEIC", "Most Compatible")),
    "scan.tif": (drawn("TIFF"), ("TIFF", "export it as JPEG, PNG, WebP or AVIF")),
    "scan.tiff": (b"MM\0*" + b"\0" * 90, ("TIFF", "export it")),
    "raw.dng": (b"II*\0" + b"\0" * 90, ("raw file",)),
    "raw.cr3": (box(b"crx ", b"isom"), ("raw file",)),
    "report.pdf": (b"%PDF-1.7\n%\xe2\xe3", ("PDF", "screenshot")),
    "drawing.svg": (b'<?xml version="1.0"?>\n<!-- x -->\n<svg xmlns="http://www.w3.org/2000/svg"/>', ("SVG drawing",)),
    "moving.gif": (drawn("GIF"), ("a GIF", "export it")),
    "old.bmp": (drawn("BMP"), ("a BMP", "export it")),
    "logo.ico": (drawn("ICO"), ("an icon",)),
    "work.psd": (b"8BPS\0\1" + b"\0" * 40, ("Photoshop",)),
    "new.jxl": (b"\xff\x0a" + b"\0" * 40, ("JPEG XL",)),
    "map.jp2": (drawn("JPEG2000"), ("JPEG 2000",)),
    "text.docx": (packed(), ("document", "save the picture by itself")),
    "text.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ("office document",)),
    "film.mov": (box(b"qt  "), ("a film", "still")),
    "film.mp4": (box(b"isom", b"mp42"), ("a film",)),
    "page.html": (b"\xef\xbb\xbf <!DOCTYPE html><p>x", ("web page",)),
    "empty.jpg": (b"", ("is empty",)),
    "half.jpg": (HALF, ("begins like a JPEG", "damaged")),
    "half.png": (drawn("PNG", size=(300, 300))[:60], ("begins like a PNG", "damaged")),
    "half.webp": (drawn("WEBP", size=(300, 300))[:40], ("begins like a WebP", "damaged")),
    "half.avif": (drawn("AVIF", size=(300, 300))[:200], ("begins like an AVIF", "damaged")),
    "notes.png": (b"I am not a picture.", ("Please use JPEG, PNG, WebP or AVIF",)),
}


@pytest.mark.parametrize("name", FILES)
def test_who_picks_another_file_is_told_what_it_is_and_what_to_do(name):
    content, words = FILES[name]
    with pytest.raises(ValidationError) as refused:
        read_picture(SimpleUploadedFile(name, content))
    (said,) = refused.value.messages
    assert said.startswith("This file is not a picture we can read")
    assert said.endswith(".")
    for word in words:
        assert word in said, said
    assert ("although" in said) == (name == "photo.jpg")


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize(
    "name", ["photo.heic", "photo.jpg", "photo.png", "photo", "photo.pdf", "фото.tif", "a\u202egpj.exe"]
)
def test_a_picture_under_another_name_is_taken(form, name):
    assert read_picture(picture_file(form=form, name=name)).size == (60, 40)


def test_a_damaged_picture_under_the_name_of_another_sort_is_explained_by_what_it_is():
    with pytest.raises(ValidationError, match="begins like a JPEG"):
        read_picture(SimpleUploadedFile("photo.png", HALF))


@pytest.mark.parametrize("kind", ["showcase", "profile"])
def test_no_field_hides_files_from_who_looks_for_them(kind, library, author, browse):
    draft = services.start(kinds.get(kind), by=author, institution=library)
    step = {"showcase": "pictures", "profile": "about"}[kind]
    page = browse(author).get(reverse("submission-step", args=[draft.pk, step])).content.decode()
    assert 'type="file"' in page
    assert "accept=" not in page


def test_nor_does_the_one_for_a_logo(library, manager, browse):
    page = browse(manager).get(reverse("institution-edit", args=[library.slug])).content.decode()
    assert 'type="file"' in page
    assert "accept=" not in page


def test_a_logo_that_is_no_picture_is_explained_beside_what_was_typed(library, manager, browse):
    address = reverse("institution-edit", args=[library.slug])
    form = Page(browse(manager).get(address)).form("Save")
    logo = SimpleUploadedFile("logo.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>')
    answer = browse(manager).post(address, {**form.fields, "about": "Maps and more.", "logo": logo})
    page = Page(answer)
    assert answer.status_code == 422
    assert "it is an SVG drawing" in page
    assert "Maps and more." in page


def test_pixels_are_what_counts_and_not_the_place_of_the_notes():
    """A camera's notes may stand behind the pixels of a PNG."""
    exif, out = Image.Exif(), BytesIO()
    exif[0x0112] = 6
    Image.new("RGB", (60, 40), "teal").save(out, "PNG", exif=exif)
    data = out.getvalue()
    start = data.index(b"eXIf") - 4
    end = start + 12 + int.from_bytes(data[start : start + 4], "big")
    note, rest = data[start:end], data[:start] + data[end:]
    assert read_picture(BytesIO(rest[:-12] + note + rest[-12:])).size == (40, 60)
