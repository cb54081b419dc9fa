"""The part of an address that says which one: made of a name or title, and kept for ever."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import converters

from reading.letters import ALIKE, TAKEN_APART

RESERVED = {  # what stands, or is to stand, in the place of a slug: no thing of any kind is called so
    *("ask", "commitment", "compare", "cy", "frameworks", "new", "pathways", "programmes", "sessions", "suggest"),
    *("browse", "proposals", "propose", "sentence", "versions"),
}
SIGNS = (  # what a sign means where it ends a word, or stands before one
    (re.compile(r"(?<=\w)\+\+(?!\+)"), " plus plus "),
    (re.compile(r"(?<=\w)#"), " sharp "),
    (re.compile(r"(?<=\w)\+(?!\w)"), " plus "),
)


def slug_of(text, longest=100):
    """“Straße & Łódź: Koha 22.05” is strasse-lodz-koha-22-05; other scripts keep their letters. "" for no letter."""
    for sign, meaning in SIGNS:
        text = sign.sub(meaning, text)
    text = unicodedata.normalize("NFKC", text.translate(str.maketrans(TAKEN_APART))).lower()
    text = re.sub(r"(?<=[^\W\d_])[.](?=[^\W\d_])", "", text)  # U.K., Node.js
    kept, latin = [], False
    for c in unicodedata.normalize("NFKD", text):
        sort = unicodedata.category(c)
        if sort[0] == "M":
            kept += [] if latin else [c]
            continue
        latin = not c.isalnum() or c.isascii() or unicodedata.name(c, "").startswith("LATIN")
        c = c.translate(ALIKE)
        if c != "'" and sort != "Cf":
            kept.append(c if c.isalnum() else "-")
    slug = unicodedata.normalize("NFC", "".join(kept))
    return re.sub("-+", "-", slug)[:longest].strip("-")


def unused(wanted, taken):
    """`wanted`, or with the first number behind it that makes it one of its own.

    `taken(slugs)` gives those of them that are not free. It is asked for more each time: of a title that thousands
    have, a few times.
    """
    first, few = 1, 4
    while True:
        slugs = [wanted if number == 1 else f"{wanted}-{number}" for number in range(first, first + few)]
        gone = {*taken(slugs), *RESERVED}
        free = next((slug for slug in slugs if slug not in gone), None)
        if free:
            return free
        first, few = first + few, few * 4


def refuse_other_signs(value):
    if not all(c in "-_" or unicodedata.category(c)[0] in "LMN" for c in value):
        raise ValidationError("An address consists of letters, digits and hyphens.")


class AddressField(models.SlugField):
    """A slug in any script. Vowel signs are part of it, which Django's own would not have."""

    default_validators = (refuse_other_signs,)


class AddressConverter(converters.StringConverter):
    """<address:slug> in a path: anything that can be a slug, in the one form in which letters are kept."""

    regex = r"[^\x00-\x2c./:-@\[-^`{-\x7f]+"

    def to_python(self, value):
        return unicodedata.normalize("NFC", value)
