"""Text as plain words, so that what is typed finds what was written; folding also as tables for a database.

No rule asks a server what a letter is: whatever its locale, all find the same.
"""

import re
import unicodedata
from functools import cache
from itertools import chain

from reading.text import fold

ALL = range(0x80, 0xD800), range(0xE000, 0x20000), range(0xE0000, 0xE0080)  # beyond, nothing is folded
FREQUENT = " etaoinshrdlucmfwypvbgkjqxz" + "".join(map(chr, (*range(0x3B1, 0x3CA), *range(0x430, 0x450))))


@cache
def tables():
    """What `fold` does, for a database: (from, to, [(letter, letters)]).

    The first two are those of PostgreSQL's `translate`, for text that was normalised (NFKD); what `from` has beyond
    `to` is dropped. The frequent come first, as each character is looked for from the beginning.
    """
    common = [*FREQUENT, *(c for c in map(chr, range(1, 128)) if c not in FREQUENT)]
    one, none, many = {c: fold(c) for c in common}, [], {}
    for c in map(chr, chain(*ALL)):
        if unicodedata.category(c) in {"Lo", "So", "Cn"} or unicodedata.normalize("NFKD", c) != c:
            continue
        if (becomes := fold(c)) == c:
            continue
        if len(becomes) == 1:
            one[c] = becomes
        elif not becomes:
            none.append(c)
        elif (first := many.setdefault(becomes, c.lower())) != c:
            one[c] = first
    return "".join([*one, *none]), "".join(one.values()), [(c, becomes) for becomes, c in many.items()]


# -- words -------------------------------------------------------------------------------------------------
# Regular expressions for folded text, none of which asks what a letter is. Between digits, a full stop is a decimal
# point.

BETWEEN = "—―"  # dashes that part words which a hyphen may join
WORD = r"[0-9a-z\u0080-\U0010ffff]"
INSIDE = r"[-'.0-9a-z\u0080-\U0010ffff]"  # words and what joins them
JOINT = r"(?:[-']|(?<![0-9])[.]|[.](?![0-9]))"
LOOSE = rf"[^{INSIDE[1:]}+|(?<!{WORD})[-'.]+|[-'.]+(?!{WORD})|[-'.]{{2,}}"
IDEOGRAPH = r"([\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])"


@cache
def outside_words():
    """A character class (without its brackets) of what is no letter, digit or vowel sign, beyond ASCII."""
    ranges, first, last = [], "", ""
    for c in map(chr, chain(*ALL)):
        sort = unicodedata.category(c)
        if sort in {"Cn", "Cf", "Mn"} or unicodedata.decomposition(c).startswith("<"):
            continue  # none of these is in folded text, but for the few vowel signs that cannot stand beside a sign
        if sort[0] in "LMN":
            ranges += [f"{first}-{last}"] if first else []
            first = ""
        else:
            first, last = first or c, c
    return "".join([*ranges, f"{first}-{last}"])


def spellings(text):
    """The words of `text` in up to three ways, each a list: as a hyphen, an apostrophe or a full stop parts them;
    without the apostrophes (obrien of O’Brien); and without any (cooperation of co-operation).

    Ideographs are words of one character, as nothing says where words begin.
    """
    for dash in BETWEEN:
        text = text.replace(dash, " ")
    loose = re.sub(LOOSE, " ", re.sub(f"[{outside_words()}]", " ", fold(text)))
    ways = (loose, loose.replace("'", ""), re.sub(JOINT, "", loose))
    words = (re.sub(IDEOGRAPH, r" \1 ", re.sub(JOINT, " ", way)).split() for way in ways)
    return [list(way) for way in dict.fromkeys(map(tuple, words))]
