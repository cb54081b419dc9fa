"""Orientation, profile, mode, transparency and format together: each step must leave the next what it needs."""

import random
import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from pictures.reading import MASTER_EDGE, encode, read_picture
from tests.pictures.icc import PROFILES, in_srgb

# where the first and last pixel of the first row, and of the last row, belong (top left, top right, bottom left,
# bottom right = 0 to 3): the table of the EXIF standard, read as places
PLACES = {
    1: (0, 1, 2, 3),
    2: (1, 0, 3, 2),
    3: (3, 2, 1, 0),
    4: (2, 3, 0, 1),
    5: (0, 2, 1, 3),
    6: (1, 3, 0, 2),
    7: (3, 1, 2, 0),
    8: (2, 0, 3, 1),
}
WIDE, HIGH = 64, 48  # of the upright picture
WHITE = (255, 255, 255)

COLOURS = {  # of the four corners, in what a mode counts
    "RGB": ((190, 110, 100), (90, 170, 100), (90, 100, 180), (200, 190, 120)),
    "RGBA": ((190, 110, 100, 255), (90, 170, 100, 255), (90, 100, 180, 128), (10, 20, 30, 0)),
    "L": ((40,), (110,), (170,), (230,)),
    "LA": ((40, 255), (110, 255), (60, 128), (0, 0)),
    "1": ((0,), (255,), (0,), (255,)),
    "CMYK": ((255, 0, 0, 0), (0, 255, 0, 0), (0, 0, 255, 0), (0, 0, 0, 255)),
}


def corners(orientation, colours, mode):
    """A Pillow image as the camera stores it, whose upright form has `colours` in its corners."""
    size = (HIGH, WIDE) if orientation > 4 else (WIDE, HIGH)
    image, half = Image.new(mode, size), (size[0] // 2, size[1] // 2)
    for number, place in enumerate(PLACES[orientation]):
        colour = colours[place]
        box = (number % 2 * half[0], number // 2 * half[1], (number % 2 + 1) * half[0], (number // 2 + 1) * half[1])
        image.paste(colour if len(colour) > 1 else colour[0], box)
    return image


def seen(data):
    """What is at the corners of the picture that a file becomes; its size must be that of the upright one."""
    image = read_picture(BytesIO(data))
    assert (image.mode, image.size) == ("RGB", (WIDE, HIGH))
    return [image.getpixel((x, y)) for y in (6, HIGH - 7) for x in (6, WIDE - 7)]


def looks(colour, mode, profile):
    """What one should see of a colour on white."""
    alpha = colour[-1] / 255 if mode in ("RGBA", "LA") else 1
    plain = in_srgb(colour[:-1] if mode in ("RGBA", "LA") else colour, profile)
    return [value * alpha + 255 * (1 - alpha) for value in plain]


def close(found, wanted, leeway):
    return all(
        abs(a - b) <= leeway for one, two in zip(found, wanted, strict=True) for a, b in zip(one, two, strict=True)
    )


LOSSLESS = {
    "JPEG": {"quality": 100, "subsampling": 0},
    "PNG": {},
    "WEBP": {"lossless": True, "exact": True},
    "AVIF": {"quality": 100, "subsampling": "4:4:4", "speed": 10},
}
SCREENS = ("none", "sRGB", "Display P3", "Adobe RGB", "broken")
CASES = [
    *((form, mode, profile) for form in LOSSLESS for mode in ("RGB", "RGBA") for profile in SCREENS),
    *((form, mode, p) for form in ("JPEG", "PNG") for mode in ("L", "LA", "1") for p in ("none", "grey", "Adobe RGB")),
    *(("JPEG", "CMYK", profile) for profile in ("none", "press", "broken", "sRGB")),
    ("PNG", "RGB", "press"),  # a profile of another sort than the pixels is left aside
    ("PNG", "RGB", "grey"),
]
CASES = [case for case in CASES if not (case[0] == "JPEG" and case[1] in ("RGBA", "LA", "1"))]


SCREEN_PROFILES = ("sRGB", "Display P3", "Adobe RGB")
FITTING = dict.fromkeys(("RGB", "RGBA"), SCREEN_PROFILES) | {"CMYK": ("press",)}
FITTING |= dict.fromkeys(("L", "LA", "1"), (*SCREEN_PROFILES, "grey"))


@pytest.mark.parametrize(("form", "mode", "profile"), CASES)
def test_a_picture_comes_out_upright_and_in_its_own_colours(form, mode, profile):
    spoken = PROFILES.get(profile, b"not a profile")
    fits = profile in FITTING[mode]
    wanted = [looks(colour, mode, profile if fits else "none") for colour in COLOURS[mode]]
    for orientation in PLACES:
        exif = Image.Exif()
        exif[0x0112] = orientation
        exif.get_ifd(0x8825)[2] = (57.0, 28.0, 30.0)
        more = {} if profile == "none" else {"icc_profile": spoken}
        out = BytesIO()
        corners(orientation, COLOURS[mode], mode).save(out, form, exif=exif, **more, **LOSSLESS[form])
        found = seen(out.getvalue())
        assert close(found, wanted, 7), f"orientation {orientation}: {found}, not {wanted}"


# -- PNG, which has the most sorts of pixels ---------------------------------------------------------------


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(orientation, pixels, bits, colour_type, *before):
    """A PNG whose corners have these `pixels` (tuples of samples of `bits`), with chunks before its data."""
    wide, high = (HIGH, WIDE) if orientation > 4 else (WIDE, HIGH)
    rows = b""
    for y in range(high):
        number = 0
        for x in range(wide):
            for sample in pixels[PLACES[orientation][(x >= wide // 2) + 2 * (y >= high // 2)]]:
                number = number << bits | sample
        samples = wide * len(pixels[0])
        rows += b"\0" + number.to_bytes(samples * bits // 8, "big")
    exif = Image.Exif()
    exif[0x0112] = orientation
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", wide, high, bits, colour_type, 0, 0, 0))
    note = chunk(b"eXIf", exif.tobytes().removeprefix(b"Exif\0\0"))
    data = chunk(b"IDAT", zlib.compress(rows))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(before) + note + data + chunk(b"IEND", b"")


def iccp(profile):
    return chunk(b"iCCP", b"p\0\0" + zlib.compress(PROFILES[profile]))


PALETTE = chunk(b"PLTE", bytes((190, 110, 100, 90, 170, 100, 90, 100, 180, 200, 190, 120)))
BY_INDEX = [(0,), (1,), (2,), (3,)]
RGB = COLOURS["RGB"]
WIDE_RGB = [tuple(value << 8 | 77 for value in colour) for colour in RGB]
KEYED = {  # name: (pixels, bits, colour type, chunks, the colours seen)
    "palette": (BY_INDEX, 8, 3, [PALETTE], RGB),
    "palette of 2 bits": (BY_INDEX, 2, 3, [PALETTE], RGB),
    "palette, one see-through": (BY_INDEX, 4, 3, [PALETTE, chunk(b"tRNS", b"\xff\0")], [RGB[0], WHITE, *RGB[2:]]),
    "palette, some halfway": (
        BY_INDEX,
        8,
        3,
        [PALETTE, chunk(b"tRNS", b"\0\x80\xff")],
        [WHITE, tuple(value / 255 * 128 + 127 for value in RGB[1]), *RGB[2:]],
    ),
    "RGB with a key": (RGB, 8, 2, [chunk(b"tRNS", struct.pack(">3H", *RGB[2]))], [*RGB[:2], WHITE, RGB[3]]),
    "RGB with a key that nothing has": (RGB, 8, 2, [chunk(b"tRNS", struct.pack(">3H", 0, 0, 0))], RGB),
    "RGB of 16 bits": (WIDE_RGB, 16, 2, [], RGB),
    "RGB of 16 bits with a key": (
        WIDE_RGB,
        16,
        2,
        [chunk(b"tRNS", struct.pack(">3H", *WIDE_RGB[0]))],
        [WHITE, *RGB[1:]],
    ),
    "RGBA of 16 bits": (
        [(*colour, (65535, 65535, 65535, 0)[number]) for number, colour in enumerate(WIDE_RGB)],
        16,
        6,
        [],
        [*RGB[:3], WHITE],
    ),
    "grey of 1 bit": ([(0,), (1,), (0,), (1,)], 1, 0, [], [(0,) * 3, WHITE] * 2),
    "grey of 1 bit with a key": ([(0,), (1,), (0,), (1,)], 1, 0, [chunk(b"tRNS", b"\0\0")], [WHITE] * 4),
    "grey of 2 bits": (BY_INDEX, 2, 0, [], [(85 * step,) * 3 for step in range(4)]),
    "grey of 2 bits with a key": (
        BY_INDEX,
        2,
        0,
        [chunk(b"tRNS", b"\0\1")],
        [(0,) * 3, WHITE, (170,) * 3, WHITE],
    ),
    "grey of 4 bits with a key": (
        [(2,), (5,), (9,), (13,)],
        4,
        0,
        [chunk(b"tRNS", b"\0\x09")],
        [(34,) * 3, (85,) * 3, WHITE, (221,) * 3],
    ),
    "grey of 8 bits with a key": (
        [(0,), (90,), (160,), (220,)],
        8,
        0,
        [chunk(b"tRNS", b"\0\0")],
        [WHITE, (90,) * 3, (160,) * 3, (220,) * 3],
    ),
    "grey of 16 bits": ([(v << 8,) for v in (10, 90, 160, 220)], 16, 0, [], [(v,) * 3 for v in (10, 90, 160, 220)]),
    "grey of 16 bits with a key": (
        [(10 << 8 | 1,), (10 << 8 | 2,), (160 << 8,), (220 << 8,)],
        16,
        0,
        [chunk(b"tRNS", struct.pack(">H", 10 << 8 | 2))],
        [(10,) * 3, WHITE, (160,) * 3, (220,) * 3],
    ),
    "grey of 16 bits and alpha": (
        [(40 << 8, 65535), (110 << 8, 65535), (170 << 8, 65535), (0, 0)],
        16,
        4,
        [],
        [(40,) * 3, (110,) * 3, (170,) * 3, WHITE],
    ),
}


@pytest.mark.parametrize("profile", ["none", "sRGB", "Display P3", "grey"])
@pytest.mark.parametrize("name", KEYED)
def test_a_png_of_any_pixels_keeps_its_colours_and_what_is_see_through_is_white(name, profile):
    pixels, bits, colour_type, chunks, colours = KEYED[name]
    is_grey = colour_type in (0, 4)
    fits = profile if profile != "grey" or is_grey else "none"
    wanted = [in_srgb(c[:1] if fits == "grey" else tuple(c), fits) if c is not WHITE else WHITE for c in colours]
    if "halfway" in name and fits != "none":  # mixed after the colours are worked out
        wanted[1] = [value * 128 / 255 + 127 for value in in_srgb(RGB[1], fits)]
    before = chunks if profile == "none" else [iccp(profile), *chunks]
    for orientation in PLACES:
        found = seen(png(orientation, pixels, bits, colour_type, *before))
        assert close(found, wanted, 4), f"orientation {orientation}: {found}, not {wanted}"


@pytest.mark.parametrize("name", KEYED)
def test_a_large_png_is_mixed_after_its_key_is_understood(name):
    """Made smaller on the way, no pixel between two colours may take on that of the key or of another palette entry."""
    pixels, bits, colour_type, chunks, colours = KEYED[name]
    rows, wide = b"", MASTER_EDGE * 2 + 16
    for half in (0, 2):
        number = 0
        for x in range(wide):
            for sample in pixels[half + (x >= wide // 2)]:
                number = number << bits | sample
        rows += (b"\0" + number.to_bytes(wide * len(pixels[0]) * bits // 8, "big")) * 32
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", wide, 64, bits, colour_type, 0, 0, 0))
    data = b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    image = read_picture(BytesIO(data))
    assert image.width == MASTER_EDGE
    found = [image.getpixel((x, y)) for y in (4, image.height - 5) for x in (9, MASTER_EDGE - 10)]
    assert close(found, colours, 4), found


# -- what moves --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_of_what_moves_the_first_picture_is_taken(form, mode):
    frames = [corners(1, COLOURS[mode], mode), Image.new(mode, (WIDE, HIGH), "black"), Image.new(mode, (WIDE, HIGH))]
    out = BytesIO()
    frames[0].save(out, form, save_all=True, append_images=frames[1:], duration=100, **LOSSLESS[form])
    assert close(seen(out.getvalue()), [looks(colour, mode, "none") for colour in COLOURS[mode]], 7)


def test_a_photo_with_a_preview_beside_it_is_read_as_itself():
    """MPO: what many phones call JPEG."""
    exif, out = Image.Exif(), BytesIO()
    exif[0x0112] = 6
    photo = corners(6, RGB, "RGB")
    photo.save(out, "MPO", save_all=True, append_images=[Image.new("RGB", (20, 20))], exif=exif, quality=100)
    assert close(seen(out.getvalue()), RGB, 7)


# -- what must not get out ---------------------------------------------------------------------------------

SECRETS = (b"GPS-57-28-30", b"A camera", b"reading room", b"Mairi")


@pytest.mark.parametrize("form", LOSSLESS)
@pytest.mark.parametrize("profile", ["none", "Display P3"])
def test_nothing_that_is_written_into_a_file_gets_into_a_rendition(form, profile):
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x013B] = 6, "A camera", "Mairi"
    exif.get_ifd(0x8825)[29] = "GPS-57-28-30"
    more = {} if profile == "none" else {"icc_profile": PROFILES[profile] + b"Mairi"}
    more |= {"comment": b"reading room"} if form == "JPEG" else {}
    more |= {"xmp": b"<x:xmpmeta>Mairi</x:xmpmeta>"} if form != "PNG" else {}
    out = BytesIO()
    corners(6, RGB, "RGB").save(out, form, exif=exif, **more, **LOSSLESS[form])
    assert any(secret in out.getvalue() for secret in SECRETS)
    image = read_picture(BytesIO(out.getvalue()))
    for kept in ("jpg", "webp", "avif"):
        data = encode(image, kept)
        assert not [secret for secret in SECRETS if secret in data]
        assert not {"exif", "icc_profile", "xmp", "comment"} & Image.open(BytesIO(data)).info.keys()


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
@pytest.mark.parametrize("progressive", [False, True])
def test_a_large_photo_is_the_same_picture_as_a_small_one(mode, progressive):
    """JPEG decoders make it smaller on the way."""
    dice = random.Random(3)
    for size in ((5000, 3000), (3001, 4999), (2401, 100)):
        colour = tuple(dice.randrange(40, 200) for _ in mode) if len(mode) > 1 else 120
        out, exif = BytesIO(), Image.Exif()
        exif[0x0112] = 8
        Image.new(mode, size, colour).save(
            out, "JPEG", exif=exif, icc_profile=PROFILES["sRGB"], progressive=progressive
        )
        image = read_picture(BytesIO(out.getvalue()))
        assert max(image.size) == MASTER_EDGE
        assert abs(image.width / image.height - size[1] / size[0]) < 0.01 * size[1] / size[0] + 0.001
        plain = colour if mode != "L" else (colour,)
        assert close([image.getpixel((3, 3))], [in_srgb(tuple(plain), "none")], 5)
