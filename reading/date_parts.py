"""Parts of a year, a month, a decade or a century, as people say them: early 2020, mid-March, H1, the 19th century.

EDTF has no words for them at level 1: what is stored is the whole, and the part stays in the words that were typed.
"""

import re
from calendar import monthrange
from datetime import date, timedelta

PARTS = {  # how it is shown: the twelfths of the whole in which it begins and ends. “Early” is all that it can mean
    **{"early {}": (0, 6), "mid-{}": (3, 9), "late {}": (6, 12)},
    **{"start of {}": (0, 4), "beginning of {}": (0, 4), "middle of {}": (3, 9), "end of {}": (8, 12)},
    **{"first half of {}": (0, 6), "second half of {}": (6, 12), "H1 {}": (0, 6), "H2 {}": (6, 12)},
    **{
        f"{which} quarter of {{}}": (3 * n, 3 * n + 3) for n, which in enumerate(("first", "second", "third", "fourth"))
    },
    **{f"Q{n + 1} {{}}": (3 * n, 3 * n + 3) for n in range(4)},
    "last quarter of {}": (9, 12),
}
SAME = {"1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth", "latter": "second", "final": "last"}
IN_FRONT = re.compile(
    r"(?:(?:at|towards?) )?(?:the (?:very )?)?(?:"
    r"(?P<vague>early|mid|late)(?:\s*-\s*|\s+)(?:in )?"
    r"|(?P<edge>start|beginning|middle|end) of\s+|(?P<bare>start|middle|end)(?:\s*-\s*|\s+)"
    r"|(?P<which>first|second|third|fourth|last|latter|final|1st|2nd|3rd|4th)[ -](?P<share>half|quarter)\s+(?:of |in )?"
    r"|(?P<code>h[12]|q[1-4])(?:\s*[-/,]\s*|\s*(?:of )?)"
    r")(?P<whole>.+)",
    re.ASCII,
)
BEHIND = re.compile(r"(?P<whole>\d{4})\s*[-/,]?\s*(?P<code>h[12]|q[1-4])", re.ASCII)
NUMBERS = ["sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth", "twenty-first"]
CENTURY = re.compile(
    rf"(?:the )?(?:(?P<figures>1[1-9]|2[01])(?:st|th)|(?P<word>{'|'.join(NUMBERS)}))[\s-]*(?:century|cent\.?|c\.?)"
    r"|c(?P<code>1[6-9]|2[01])(?:st|th)?",
    re.ASCII,
)


def part_in(text):
    """(part, the rest that it is a part of), the part being a key of PARTS; None if the text begins with none."""
    found = IN_FRONT.fullmatch(text) or BEHIND.fullmatch(text)
    if not found:
        return None
    said = found.groupdict()
    if vague := said.get("vague"):
        part = "mid-{}" if vague == "mid" else f"{vague} {{}}"
    elif edge := said.get("edge") or said.get("bare"):
        part = f"{edge} of {{}}"
    elif which := said.get("which"):
        which = SAME.get(which, which)
        part = f"{'second' if (which, said['share']) == ('last', 'half') else which} {said['share']} of {{}}"
    else:
        part = f"{said['code'].upper()} {{}}"
    return (part, said["whole"]) if part in PARTS else None


def century_in(text):
    """18XX for “19th century”, however it is written; "" for what is none."""
    if not (found := CENTURY.fullmatch(text)):
        return ""
    number = NUMBERS.index(found["word"]) + 16 if found["word"] else int(found["figures"] or found["code"])
    return f"{number - 1}XX"


def days_of(part, first, last):
    """The first and the last day of a part of the time from `first` to `last`."""
    begins, ends = PARTS[part]
    if (first.month, last.month) == (1, 12):
        years = last.year - first.year + 1  # and a twelfth of them has as many months
        year, month = divmod(ends * years - 1, 12)
        return (
            date(first.year + begins * years // 12, begins * years % 12 + 1, 1),
            date(first.year + year, month + 1, monthrange(first.year + year, month + 1)[1]),
        )
    days = (last - first).days + 1
    return first + timedelta(days * begins // 12), first + timedelta(days * ends // 12 - 1)
