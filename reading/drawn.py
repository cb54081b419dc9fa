"""Lists that are only drawn, as word processors and mail programs leave them, made into lists of Markdown.

A bullet, a dash, “o” or “a)” with a tab behind it is a mark to whoever looks at it; Markdown knows other marks.
"""

import re
from dataclasses import dataclass

# Bullets, with those that fonts of symbols keep where no character is; a few letters stand for these without the font.
BULLETS = "•◦▪▫‣⁃●○■□◆◇❖·∙▸▹►▻➢➤\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf02d\uf06f"
SIGNS = "✓✔✗✘☐☑☒→➔"  # bullets that say something: they stay before the text
LETTER = r"[a-z]|[ivx]{2,7}"
MARKS = {  # what makes a mark, without the space before it
    "bullet": re.compile(
        rf"([{BULLETS}{SIGNS}])\s*(?=\S)|(o)(?:[\t\xa0]|\s{{2,}})\s*(?=\S)|([§Øüv][\t\xa0]|[*+-]\xa0)\s*(?=\S)"
    ),
    "dash": re.compile(r"([–—‒―])\s+(?=\S)|(-)(?=[^\W\d_]|[\"“‘(])"),
    "number": re.compile(r"\((\d{1,3})\)\s*(?=\S)|(\d{1,3})[.)][\t\xa0]\s*(?=\S)"),
    "letter": re.compile(
        rf"\(?({LETTER})\)\s+(?=\S)|({LETTER})\.(?:[\t\xa0]|\s\s)\s*(?=\S)|((?-i:[a-z])|[ivx]{{2,7}})\.\s+(?=\S)",
        re.IGNORECASE,
    ),
    "initial": re.compile(r"([IVX])\. (?=\S)"),  # as in I. Newton, or before II.
}
NEAR = 8  # lines in which another of the same sort makes a list of what may be no mark
FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,})")
OWN_MARK = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])[ \t]+")  # what Markdown takes for one
BEGINS = re.compile(r"[^\W_]|[\"“‘'(]")
HARD_WRAPPED = 60  # characters; a line as long may have been broken by a program
DEEPER = 5  # spaces: inside an item of “10. ” too
ONES = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"]
ROMAN = [tens + ones for tens in ("", "x", "xx", "xxx") for ones in ONES]
ROWED = f"{BULLETS}✓✔✗✘☐☑☒"  # arrows in a row are a way, not a list
IN_A_ROW = re.compile(rf"(\s*|(?!\s*(?:[-*+]|\d+[.)])\s)[^{ROWED}]*:\s+)([{ROWED}])(\s+\S.*)")
OTHER_MARK = re.compile(r"(\s*)[*+](?=[ \t]+\S)(?!\s*\*[\s*]*$)")  # not that of * * *


@dataclass
class Mark:
    """The mark at the beginning of a line, as it is read: `sort` tells lists apart, `said` is the mark itself."""

    sort: str
    indent: int
    said: str
    text: str
    number: int = 0  # what it counts, if it does
    letters: str = ""  # the type of an <ol> that counts by letters: a, A, i or I

    @property
    def place(self):
        """The same for the marks of one list."""
        return self.indent, self.sort, self.letters

    @property
    def written(self):
        said = f"{self.number}{')' if self.letters else '.'}" if self.number else "-"
        return f"{said} {self.text}"


def as_lists(text):
    """(Markdown, {line: type of <ol>}) of `text`: drawn marks are Markdown's own, all else is line by line as it was.

    The types are of the lists that count by letters, which Markdown cannot say, by the line where an item begins.
    """
    lines = _lines(text)
    fenced = _fenced(lines)
    marks = _marks(lines, fenced)
    written, letters = [], {}
    levels, base = [], 0  # marks of the lists that are open, outermost first, and how far in they stand
    before = ""
    for number, line in enumerate(lines):
        if number in fenced:
            written.append(line)
            before, levels = "", []
            continue
        if mark := marks.get(number):
            if not levels:
                own, base = OWN_MARK.match(before), 0
                if own:
                    is_inside = 2 * mark.indent > len(before) - len(before.lstrip()) + 1
                    base = max(2 * mark.indent, own.end() if is_inside else 0)
                if before.strip() and mark.number > 1:
                    written.append("")  # a list that begins with 2 does not interrupt a paragraph
            _go_to(levels, mark)
            if mark.letters:
                letters[len(written)] = mark.letters
            written.append(" " * (base + DEEPER * (len(levels) - 1)) + mark.written)
        else:
            if _comes_after(before, line, bool(levels)):
                written.append("")
                levels = []
            elif line.strip() and not before.strip():
                levels = []
            written.append(line.strip() if levels else line)
        before = line
    return "\n".join(written), letters


def _comes_after(before, line, in_list):
    """Whether to the eye a list has ended with the line `before`, and `line` is what follows it."""
    if not before.strip() or not (in_list or OWN_MARK.match(before)) or OWN_MARK.match(line):
        return False
    return bool(BEGINS.match(line)) and not line[0].islower() and len(before) < HARD_WRAPPED


def _go_to(levels, mark):
    """Open or close lists until `mark` stands in its own: that of its sort so far in, or else a deeper one."""
    while levels and levels[-1].indent > mark.indent:
        levels.pop()
    here = [level for level, one in enumerate(levels) if one.place == mark.place]
    if here:
        del levels[here[-1] + 1 :]
    else:
        levels.append(mark)


def _lines(text):
    """The lines of a text: of “• steam • weights” two, and Markdown's own bullets all alike, as they are to the eye."""
    lines = text.split("\n")
    fenced, apart = _fenced(lines), []
    for number, line in enumerate(lines):
        if number in fenced:
            apart.append(line)
        elif (found := IN_A_ROW.fullmatch(line)) and (items := re.split(rf"\s{found[2]}(?=\s)", found[3]))[1:]:
            before, indent = (found[1].rstrip(), "") if found[1].strip() else ("", found[1])
            apart += [
                *([before] if before else []),
                *(f"{indent}{found[2]} {item.strip()}" for item in items if item.strip()),
            ]
        else:
            apart.append(OTHER_MARK.sub(r"\1-", line, count=1) if OTHER_MARK.match(line) else line)
    return apart


def _fenced(lines):
    """The numbers of the lines that are code."""
    fenced, fence = set(), ""
    for number, line in enumerate(lines):
        opened = FENCE.match(line)
        if opened or fence:
            fenced.add(number)
        if opened:
            fence = "" if fence and opened[1].startswith(fence) else fence or opened[1]
    return fenced


def _marks(lines, fenced):
    """{line: Mark}"""
    found = {}
    for number, line in enumerate(lines):
        if number not in fenced and (mark := _mark(line)):
            found[number] = mark
    for number, mark in found.items():
        _count(mark, _near(found, number))
    return {number: mark for number, mark in found.items() if _is_sure(mark, _near(found, number))}


def _mark(line):
    """The Mark that a line begins with, or None."""
    bare = line.lstrip()
    indent = len(line[: len(line) - len(bare)].expandtabs(4)) // 2
    for sort, pattern in MARKS.items():
        if found := pattern.match(bare):
            said, text = next(filter(None, found.groups())), bare[found.end() :]
            if said in SIGNS:
                return Mark("sign", indent, said, f"{said} {text}")
            return Mark(sort + said if sort in ("bullet", "dash") else sort, indent, said, text)
    return None


def _near(found, number):
    """Other marks some lines before and behind."""
    lines = (*range(number - NEAR, number), *range(number + 1, number + NEAR + 1))
    return [found[line] for line in lines if line in found]


def _count(mark, near):
    if mark.sort == "number":
        mark.number = int(mark.said)
    if mark.sort in ("letter", "initial"):
        small = mark.said.lower()
        is_roman = any(len(one.said) > 1 for one in (mark, *near) if one.sort == "letter")
        if mark.sort == "initial" and not is_roman:
            return
        mark.sort = "letter"
        if is_roman and small in ROMAN:
            mark.number, mark.letters = ROMAN.index(small), "i"
        elif len(small) == 1:
            mark.number, mark.letters = ord(small) - ord("a") + 1, "a"
        mark.letters = mark.letters if mark.said.islower() else mark.letters.upper()


def _is_sure(mark, near):
    """A dash or a letter makes a list in company only: alone it is an aside, or somebody's initial."""
    if mark.sort in ("letter", "initial"):
        steps = [abs(one.number - mark.number) for one in near if one.letters == mark.letters]
        return bool(mark.letters) and 1 in steps
    return not mark.sort.startswith("dash") or any(one.sort == mark.sort for one in near)
