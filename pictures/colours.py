"""Whatever a file's pixels are, as the red, green and blue that browsers show without being told more."""

import io
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageCms

GREYS = ("1", "L", "LA", "I;16")
DEPTHS = {"L;2": 85, "L;4": 17}  # a decoder spreads greys of two and four bits over eight, and their key not


@dataclass(frozen=True)
class Colours:
    """What the head of a file says of its colours, read before any step can drop it."""

    profile: bytes | None
    is_grey: bool
    key: object  # the colour, or the palette's entries, that are see-through; None for none

    @classmethod
    def of(cls, image):
        """Those of an opened picture that is not decoded yet."""
        raw = image.tile[0].args if image.format == "PNG" else ""
        is_grey = image.mode in GREYS or raw == "LA;16B"
        return cls(image.info.get("icc_profile"), is_grey, _key(image.info.get("transparency"), image.mode, raw))

    def plain(self, part):
        """Part of the decoded picture in RGB, RGBA, L or CMYK: in other modes pixels cannot be mixed."""
        if part.mode == "I;16":
            return self._sixteen_bits(part)
        part.info = {} if self.key is None else {"transparency": self.key}
        if self.key is not None or part.mode in ("LA", "PA"):
            return part.convert("RGBA")
        if part.mode == "1":
            return part.convert("L")
        return part if part.mode in ("RGB", "RGBA", "L", "CMYK") else part.convert("RGB")

    def _sixteen_bits(self, part):
        """The upper byte of each grey; convert() would make all that is not nearly black white."""
        pairs = part.tobytes()
        low, high = (Image.frombytes("L", part.size, pairs[byte::2]) for byte in (0, 1))
        if self.key is None:
            return high
        is_key = ImageChops.darker(_equals(low, self.key & 255), _equals(high, self.key >> 8))
        return Image.merge("LA", (high, ImageChops.invert(is_key))).convert("RGBA")

    def in_srgb(self, image):
        """A plain picture in sRGB, where its profile fits it; a broken profile is no reason to refuse a picture."""
        if not self.profile:
            return image
        see_through = image.mode == "RGBA"
        colours = image.convert("RGB") if see_through else image
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(self.profile))
            wanted = {"GRAY": "L", "RGB": "RGB", "CMYK": "CMYK"}.get(source.profile.xcolor_space.strip())
            if wanted != colours.mode and self.is_grey and wanted in ("L", "RGB"):
                colours = colours.convert(wanted)
            if wanted != colours.mode:
                return image
            made = ImageCms.profileToProfile(colours, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            return image
        if see_through:
            made.putalpha(image.getchannel("A"))
        return made


def _key(key, mode, raw):
    """The see-through colour of a PNG as the decoder gives its pixels."""
    if isinstance(key, tuple):
        return tuple(value >> 8 if raw == "RGB;16B" else value & 255 for value in key)
    if mode == "L" and key is not None:
        return key * DEPTHS.get(raw, 1) & 255
    return key


def _equals(image, value):
    """A mask: white where a grey picture has this value."""
    return image.point([255 * (grey == value) for grey in range(256)])


def on_white(image):
    """Without transparency, as the RGB that is kept."""
    if image.mode != "RGBA":
        return image.convert("RGB")
    paper = Image.new("RGB", image.size, "white")
    paper.paste(image, mask=image.getchannel("A"))
    return paper
