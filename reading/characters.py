"""Characters that nobody sees: which of them belong to what was written, and which only came along.

Kept are joiners inside words of the scripts that use them (Persian, Malayalam), the selectors and joiners of emoji,
and variants of ideographs. Everything else without a shape of its own goes: zero-width spaces, soft hyphens, marks
that turn the direction of a page round, tags, controls, halves of characters.
"""

import re
import unicodedata

LINE_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")

NEVER = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ud800-\udfff\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
) + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
SOMETIMES = "\u034f\u115f\u1160\u180b-\u180d\u180f\u200c\u200d\ufe00-\ufe0f\U000e0000-\U000e0fff"
BLANK_LETTERS = "\u2800\ufffd"  # of braille, and what stands for a character that was lost: seen, and saying nothing

ARABIC = "\u0620-\u065f\u066e-\u06d3\u06d5-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc"
MONGOLIAN = "\u1807\u180a\u1820-\u18aa"
JOINING = (  # letters and marks of scripts in which a joiner says how they are drawn
    f"{ARABIC}{MONGOLIAN}\u0710-\u074f\u07ca-\u07f5\u0840-\u086a\u0900-\u0dff\u0f00-\u109f\u1780-\u17b3\u17b6-\u17d3"
    "\u1a20-\u1aad\u1b00-\u1c4f\ua800-\ua8ff\ua930-\ua9df\uaa60-\uaaf6\uabc0-\uabff"
    "\U00010a00-\U00010b7f\U00010d00-\U00010d3f\U00010f30-\U00010fff\U00011000-\U00011fff\U0001e900-\U0001e95f"
)
VIRAMAS = "".join(c for c in map(chr, range(0x900, 0x12000)) if unicodedata.combining(c) == 9)
EMOJI = (
    "©®‼⁉™ℹ〰〽㊗㊙\u2190-\u21ff\u2300-\u23ff\u2460-\u24ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff\U0001f000-\U0001faff"
)
IDEOGRAPHS = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
MATHS = "\u2200-\u22ff\u2a00-\u2aff"
KEPT = "|".join(
    (
        f"(?<=[{JOINING}])[\u200c\u200d](?=[{JOINING}])",
        f"(?<=[{VIRAMAS}])[\u200c\u200d]",  # a chillu of Malayalam may end a word
        f"(?<=[{ARABIC}])\u200d",  # the shape in the middle of a word, of a letter that stands alone
        f"(?<=[{EMOJI}])\u200d(?=[{EMOJI}])",
        f"(?<=[{EMOJI}]\ufe0f)\u200d(?=[{EMOJI}])",
        f"(?<=[{EMOJI}])[\ufe0e\ufe0f]",
        "(?<=[#*0-9])\ufe0f(?=\u20e3)",
        "(?<=\U0001f3f4)[\U000e0030-\U000e0039\U000e0061-\U000e007a]{1,7}\U000e007f",  # the flag of Scotland
        f"(?<=[{IDEOGRAPHS}])[\ufe00-\ufe02\U000e0100-\U000e01ef]",
        f"(?<=[{MATHS}])\ufe00",
        f"(?<=[{MONGOLIAN}])[\u180b-\u180f](?=[{MONGOLIAN}]|\\b|$)",
        "(?<=[\u0590-\u05ff])\u034f(?=[\u0591-\u05c7])",
        "\u115f(?=[\u1161-\u11a7])|(?<=[\u1100-\u115e\ua960-\ua97c])\u1160",  # half a syllable of old Hangul
    )
)
UNSEEN = re.compile(f"[{NEVER}]+")
PERHAPS = re.compile(f"[{SOMETIMES}]")
UNLESS_KEPT = re.compile(f"(?=[{SOMETIMES}])(?:({KEPT})|.)", re.DOTALL)
TWICE = re.compile("([\u200c\u200d])[\u200c\u200d]+")


def seen(text):
    """`text` without what nobody sees, line breaks of every sort as \\n, letters and their accents composed (NFC)."""
    if text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFC", UNSEEN.sub("", LINE_BREAKS.sub("\n", text)))
    for _ in range(4):  # what went may have stood between two that belong together
        if not PERHAPS.search(text):
            break
        kept = unicodedata.normalize("NFC", UNLESS_KEPT.sub(r"\1", TWICE.sub(r"\1", text)))
        if kept == text:
            break
        text = kept
    return text


def says_something(text):
    """Whether there is anything in it to read: a letter, a figure or a picture sign, not dots and dashes alone."""
    return any(
        unicodedata.category(c)[0] in "LN" or unicodedata.category(c) == "So"
        for c in seen(text)
        if c not in BLANK_LETTERS
    )
