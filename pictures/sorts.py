"""What a file is that cannot be taken, and how to make a picture of it: a sentence for who picked it."""

from pathlib import PurePath

from django.core.exceptions import ValidationError

TAKEN = "JPEG, PNG, WebP or AVIF"
EXPORT = f"Open it in a picture program and export it as {TAKEN}."
HEIC = (
    "On an iPhone or iPad, choose it from your photo library right here in the browser, and it comes as JPEG; or set "
    "Settings › Camera › Formats to “Most Compatible” for new photos. On a Mac, open it in Preview and choose File › "
    "Export › JPEG; on Windows, open it in Photos and choose “Save as” › JPEG."
)
PAGE = f"Export the page, or make a screenshot of it, as {TAKEN}."
RAW = "Export it as JPEG with the program of your camera."
FILM = "Take a still from it, for example as a screenshot."

# how files begin: what they are, and what to do
STARTS = {
    b"GIF8": ("a GIF", EXPORT),
    b"II*\0": ("a TIFF or a camera’s raw file", EXPORT),
    b"MM\0*": ("a TIFF or a camera’s raw file", EXPORT),
    b"II+\0": ("a TIFF", EXPORT),
    b"MM\0+": ("a TIFF", EXPORT),
    b"IIU\0": ("a camera’s raw file", RAW),
    b"FUJIFILM": ("a camera’s raw file", RAW),
    b"BM": ("a BMP", EXPORT),
    b"8BPS": ("a Photoshop document", EXPORT),
    b"\0\0\1\0": ("an icon", EXPORT),
    b"\xff\x0a": ("a JPEG XL", EXPORT),
    b"\0\0\0\x0cJXL ": ("a JPEG XL", EXPORT),
    b"\0\0\0\x0cjP  ": ("a JPEG 2000", EXPORT),
    b"\xff\x4f\xff\x51": ("a JPEG 2000", EXPORT),
    b"%PDF": ("a PDF", PAGE),
    b"%!PS": ("a PostScript drawing", EXPORT),
    b"PK\3\4": ("a document or an archive", "If the picture is in it, save the picture by itself."),
    b"\xd0\xcf\x11\xe0": ("an office document", "If the picture is in it, save the picture by itself."),
    b"\x1aE\xdf\xa3": ("a film", FILM),
}
OURS = {b"\xff\xd8\xff": "a JPEG", b"\x89PNG\r\n\x1a\n": "a PNG"}
PICTURE_ENDINGS = (".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".avif")
HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs")
FILM_BRANDS = (b"isom", b"iso2", b"mp41", b"mp42", b"qt  ", b"M4V ", b"avc1", b"3gp4", b"3gp5")


def not_a_picture(data, name=""):
    """The ValidationError for a file that no decoder of ours reads; `name` is what it was called when it came."""
    what, advice = _sort_of(data)
    ending = PurePath(name or "").suffix.lower()
    called = f"although its name ends in “{ending}”, " if ending in PICTURE_ENDINGS and what.startswith("is a") else ""
    found = f": {called}it {what}" if what else ""
    return ValidationError(f"This file is not a picture we can read{found}. {advice}")


def _sort_of(data):
    """(what it is, what to do); ("", what we take) where nobody knows."""
    if not data:
        return "is empty", "Perhaps it was not copied whole: please look at it and add it again."
    for start, (what, advice) in STARTS.items():
        if data.startswith(start):
            return f"is {what}", advice
    if data[4:8] == b"ftyp":
        brands = data[8:64]
        if any(brand in brands for brand in HEIF_BRANDS):
            return "is a HEIC photo", HEIC
        if data[8:11] == b"crx":
            return "is a camera’s raw file", RAW
        if any(brand in brands for brand in FILM_BRANDS):
            return "is a film", FILM
    ours = next((what for start, what in OURS.items() if data.startswith(start)), None)
    if ours is None and (data[:4], data[8:12]) == (b"RIFF", b"WEBP"):
        ours = "a WebP"
    if ours is None and data[4:8] == b"ftyp" and (b"avif" in data[8:64] or b"mif1" in data[8:64]):
        ours = "an AVIF"
    if ours:
        return f"begins like {ours}, but is damaged or was not copied whole", "Please copy or export it again."
    head = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"<svg" in head:
        return "is an SVG drawing", EXPORT
    if head.startswith((b"<!doctype html", b"<html")):
        return "is a web page", f"Save the picture by itself, as {TAKEN}."
    return "", f"Please use {TAKEN}."
