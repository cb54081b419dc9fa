"""Reading a picture that somebody sends: checked, turned upright, stripped of metadata, small enough to keep."""

import io
import threading
import warnings
import zlib

from django.core.exceptions import ValidationError
from PIL import ExifTags, Image
from PIL.Image import Transpose

from pictures import limits
from pictures.colours import Colours, on_white
from pictures.cost import check_cost, too_large
from pictures.sorts import not_a_picture

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
MASTER_EDGE = 2400
UPRIGHT = {  # EXIF orientation: what puts it right
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
SAVE = {
    "avif": {"format": "AVIF", "quality": 55, "speed": 8},
    "webp": {"format": "WEBP", "quality": 78, "method": 4},
    "jpg": {"format": "JPEG", "quality": 82, "optimize": True, "progressive": True},
}
PNG = b"\x89PNG\r\n\x1a\n"
LEFT_OUT = {b"tEXt", b"zTXt", b"iTXt", b"acTL", b"fcTL", b"fdAT"}  # texts, and what moves
MOST_PROFILE = 2**20  # bytes, as Pillow has it
STRIP = 128  # rows of a picture made smaller at a time: a copy of it all would double the memory
_turn = threading.Lock()


def read_picture(file):
    """An upright RGB image in sRGB out of an uploaded file; ValidationError says in plain words what is wrong.

    One is read at a time in each process, as it is there that memory goes; the next waits, and not for ever.
    """
    if not _turn.acquire(timeout=limits.PATIENCE):
        raise ValidationError("Many pictures are being added just now. Please add this one again in a minute.")
    try:
        return _read(file.read(), getattr(file, "name", ""))
    finally:
        _turn.release()


def _read(data, name):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that it is large, or its camera's notes odd: both are seen to here
            return _decode(data)
    except ValidationError:
        raise
    except (Image.DecompressionBombError, MemoryError):
        refusal = too_large()
    except Exception:  # other files and broken ones make decoders raise nearly anything
        refusal = not_a_picture(data, name)
    raise refusal  # only here: an error that is kept as its cause would keep the picture in memory


def _decode(data):
    """All that later steps need is read from `image` itself, as each of them drops some of it."""
    image = Image.open(io.BytesIO(_without_extras(data)), formats=FORMATS)
    colours, size = Colours.of(image), image.size
    image.draft(None, _fitting(size))
    check_cost(image, data, size)
    image.load()
    turn = UPRIGHT.get(_orientation(image))  # not before: to find it, a PNG is unpacked
    image = _smaller(image, colours)  # and the large one is let go
    image.thumbnail((MASTER_EDGE, MASTER_EDGE))
    image = on_white(colours.in_srgb(image))
    return image if turn is None else image.transpose(turn)


def _without_extras(data):
    """A PNG without texts and films, which are unpacked before anybody asks, and without a profile that explodes."""
    if not data.startswith(PNG):
        return data
    kept, at = [PNG], len(PNG)
    while at < len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        name = data[at + 4 : at + 8]
        if name not in LEFT_OUT and not (name == b"iCCP" and _explodes(data[at + 8 : end - 4])):
            kept.append(data[at:end])
        at = end
    return b"".join(kept)


def _explodes(profile):
    """Whether an iCCP chunk unpacks to more than any profile has; also if it does not unpack."""
    unpacking = zlib.decompressobj()
    try:
        unpacking.decompress(profile.partition(b"\0")[2][1:], MOST_PROFILE)
    except zlib.error:
        return True
    return bool(unpacking.unconsumed_tail)


def _orientation(image):
    """What the camera noted of how it was held. Odd notes are no reason to refuse a picture."""
    try:
        return image.getexif().get(ExifTags.Base.Orientation)
    except Exception:  # what cameras write is anything
        return None


def _fitting(size):
    """The size that a picture of this one is kept in."""
    share = min(1, MASTER_EDGE / max(size))
    return tuple(max(1, int(edge * share)) for edge in size)


def _smaller(image, colours):
    """Not much larger than a master, in plain colours; strip by strip, as a large picture is not to be copied about."""
    factor = max(1, max(image.size) // MASTER_EDGE)
    made = None
    for top in range(0, image.height, STRIP * factor):
        strip = colours.plain(image.crop((0, top, image.width, min(image.height, top + STRIP * factor))))
        strip = strip.reduce(factor)
        if made is None:
            made = Image.new(strip.mode, (strip.width, -(-image.height // factor)))
        made.paste(strip, (0, top // factor))
    return made


def encode(image, form):
    """The bytes of a file: the pixels alone, no EXIF, no comments, no colour profile."""
    bare = image.copy()
    bare.info = {}
    out = io.BytesIO()
    Image.Image.save(bare, out, **SAVE[form])
    return out.getvalue()
