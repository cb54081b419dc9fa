"""What reading a picture costs, told from its head before anything is unpacked."""

from django.core.exceptions import ValidationError

from pictures import limits

MOST_WORK = 1_000_000_000  # pixels times scans: a JPEG of some kB may ask for thousands of rounds over all its pixels
PIXEL = {"1": 1, "L": 1, "P": 1, "I;16": 2}  # bytes that a decoded pixel takes; four in every other mode
CHANNELS = {"LA;16B": 2, "RGB;16B": 3, "RGBA;16B": 4}
START_OF_SCAN = b"\xff\xda"
WHOLE_DECODERS = 16  # bytes a pixel: WebP's and AVIF's keep some copies of the picture before they hand it over


def check_cost(image, data, size):
    """ValidationError where an opened `image` (`data` are its bytes) wants more memory or time than one may have.

    `size` is what its head says; its own is the one that it will be decoded in, as a JPEG is made smaller on the way.
    """
    pixels, decoded = size[0] * size[1], image.width * image.height
    if image.format in ("WEBP", "AVIF"):
        wanted = pixels * WHOLE_DECODERS
    elif image.format == "PNG":
        wanted = pixels * max(PIXEL.get(image.mode, 4), 2 * CHANNELS.get(image.tile[0].args, 0))
    else:
        wanted = decoded * PIXEL.get(image.mode, 4)
        if image.info.get("progressive") or not _is_in_one_scan(data, image.layers):
            wanted += pixels * 2 * _samples(image)  # all coefficients are kept until the last scan
            if data.count(START_OF_SCAN) * pixels > MOST_WORK:
                raise ValidationError("This JPEG is put together in an unusual way. Please save it again as JPEG.")
    if wanted > limits.MEMORY:
        raise too_large(pixels)


def too_large(pixels=None):
    """The ValidationError that says how to make it smaller; nothing is lost by that, as masters are smaller still."""
    so_many = f" ({pixels / 1e6:,.0f} million)" if pixels else ""
    return ValidationError(
        f"The picture has more pixels{so_many} than can be unpacked here. Please make it smaller, to 3,000 pixels "
        "along its longer side for example, and add it again."
    )


def _samples(image):
    """Samples a pixel of a JPEG: 3 where colour is as fine as light, 1.5 where it is halved both ways."""
    finest = max(across * down for _, across, down, _ in image.layer)
    return sum(across * down for _, across, down, _ in image.layer) / finest


def _is_in_one_scan(data, layers):
    """Whether the first scan of a JPEG has all its colours, so that it is decoded row by row."""
    at = 2
    while data[at : at + 1] == b"\xff":
        if data[at : at + 2] == START_OF_SCAN:
            return data[at + 4] == layers
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return False
