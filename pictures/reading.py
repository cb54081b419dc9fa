"""Reading a picture that somebody sends: checked, turned upright, stripped of metadata, small enough to keep."""

import io
import warnings

from django.core.exceptions import ValidationError
from PIL import ExifTags, Image, ImageCms
from PIL.Image import Transpose

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
MAX_PIXELS = 40_000_000
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


def read_picture(file):
    """An upright RGB image in sRGB out of an uploaded file; ValidationError says in plain words what is wrong."""
    wrong = ValidationError("This file is not a picture we can read. Please use JPEG, PNG, WebP or AVIF.")
    too_many = ValidationError("The picture has more than 40 million pixels. Please make it smaller.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(file, formats=FORMATS)
            if image.width * image.height > MAX_PIXELS:
                raise too_many
            image = _small(image)
            image.load()
            image = _upright(_in_srgb(image))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise too_many from error
    except ValidationError:
        raise
    except Exception as error:  # other files and broken ones make decoders raise nearly anything
        raise wrong from error
    if image.mode in ("RGBA", "LA"):
        image = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, "white")
        paper.alpha_composite(image)
        image = paper
    return image.convert("RGB")


def _small(image):
    """At most as large as a master. First of all, as forty million pixels are not to be copied about."""
    if image.mode.startswith("I"):  # grey of 16 bits, as scanners make it; convert() alone would turn it white
        image = image.point(lambda value: value / 256).convert("L")
    if image.mode in ("1", "P", "PA"):  # a palette's colours cannot be mixed
        image = image.convert("RGBA")
    image.thumbnail((MASTER_EDGE, MASTER_EDGE))
    return image


def _in_srgb(image):
    """Colours as browsers take them without a profile: a camera's wide ones would look dull."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "RGBA", "L", "CMYK"):
        return image
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mode = "RGBA" if image.mode == "RGBA" else "RGB"
        return ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError):  # a broken profile is no reason to refuse a picture
        return image


def _upright(image):
    """ImageOps.exif_transpose would write the EXIF anew, and fails on what some cameras put there."""
    turn = UPRIGHT.get(image.getexif().get(ExifTags.Base.Orientation))
    return image if turn is None else image.transpose(turn)


def encode(image, form):
    out = io.BytesIO()
    Image.Image.save(_bare(image), out, **SAVE[form])
    return out.getvalue()


def _bare(image):
    """The pixels alone: no EXIF, no comments, no colour profile."""
    image = image.copy()
    image.info = {}
    return image
