"""Cards of people as address books export them (vCard), read as the lines that somebody would have typed."""

import re

BEGIN, END = re.compile(r"\s*BEGIN:VCARD\s*", re.IGNORECASE), re.compile(r"\s*END:VCARD\s*", re.IGNORECASE)
NAME = re.compile(r"(?:\w+\.)?FN(?:;[^:]*)?:(.*)", re.IGNORECASE)
MAIL = re.compile(r"\s*(?:\w+\.)?EMAIL((?:;[^:]*)?):\s*(?:mailto:)?([^\s@]+@\S+)\s*", re.IGNORECASE)
FOLDED = re.compile(r"\n[ \t]")  # a long line goes on behind a space
ESCAPED = re.compile(r"\\([,;\\])")


def as_lines(text):
    """`text` with “Ann Lee <ann@x.example>” in the place of each card, as many lines as before.

    Of several addresses of a card that is taken which is called the preferred one, or else the first. A line of a card
    that was copied alone is its address.
    """
    if not re.search("EMAIL[:;]", text, re.IGNORECASE):
        return text
    lines, begun = [], None
    for line in text.split("\n"):
        if begun is None and BEGIN.fullmatch(line):
            begun = len(lines)
        lines.append(line)
        if begun is not None and END.fullmatch(line):
            card = FOLDED.sub("", "\n".join(lines[begun:])).split("\n")
            lines[begun:] = [_line_of(card)] + [""] * (len(lines) - begun - 1)
            begun = None
    return "\n".join(found[2] if (found := MAIL.fullmatch(line)) else line for line in lines)


def _line_of(card):
    mails = [found for line in card if (found := MAIL.fullmatch(line))]
    names = [found[1] for line in card if (found := NAME.fullmatch(line))]
    name = ESCAPED.sub(r"\1", names[0]).replace('"', "'").strip() if names else ""
    if not mails:
        return name
    best = next((found for found in mails if re.search(r"\bpref\b", found[1], re.IGNORECASE)), mails[0])
    return f'"{name}" <{best[2]}>' if name else best[2]
