"""Comparing two texts in bounded time: by words, by lines, or not at all."""

import re
from difflib import SequenceMatcher
from itertools import takewhile

PIECES = (  # from fine to coarse, each with the space behind it, so that spaces alone are nothing in common
    re.compile(r"\[picture [0-9a-f-]{36}\]\s*|\S+\s*|\s+"),
    re.compile(r"[^\n]*\n\s*|[^\n]+"),
)
PAGE = 6_000_000  # steps for all that one page compares: about a third of a second
TEXT = PAGE // 6  # of them for one text and one sort of piece, so that none takes all of it
LONGEST = 200_000  # characters; what is longer is not even taken apart


class _TooMuch(Exception):
    pass


class Effort:
    """What one page may spend on comparing; every text takes from it."""

    def __init__(self, steps=PAGE):
        self.left = steps

    def changes(self, old, new):
        """[(is the same, text of old, text of new)], which joined are both texts; None where it would take too long.

        Words that moved or changed are told apart as long as that is cheap, and else whole lines.
        """
        found = None
        if max(len(old), len(new)) > LONGEST:
            return None
        for pattern in PIECES:
            if self.left <= 0:
                break
            try:
                pieces = self._pieces(*(pattern.findall(text) for text in (old, new)))
            except _TooMuch:
                continue
            if any(is_same for is_same, _, _ in pieces):
                return pieces
            if pattern is PIECES[0]:
                found = pieces  # nothing in common; among very frequent words nothing is seen to be
        return found

    def _pieces(self, old, new):
        bare = [[piece.rstrip() for piece in pieces] for pieces in (old, new)]  # a line that ends is no other word
        start = _alike(*bare)
        end = _alike(*(side[start:][::-1] for side in bare))
        matcher = _Counting(*(side[start : len(side) - end] for side in bare), min(self.left, TEXT))
        try:
            opcodes = matcher.get_opcodes()
        finally:
            self.left -= matcher.spent
        ranges = [(True, 0, start, 0, start)]
        ranges += [(tag == "equal", *(at + start for at in places)) for tag, *places in opcodes]
        ranges.append((True, len(old) - end, len(old), len(new) - end, len(new)))
        return [(same, "".join(old[a:b]), "".join(new[c:d])) for same, a, b, c, d in ranges if b > a or d > c]


def _alike(some, others):
    """How many pieces at the beginning are the same."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(some, others, strict=False)))


class _Counting(SequenceMatcher):
    """Gives up before it takes more than `most` steps: left alone it takes the cube of the length at worst.

    From 200 pieces on it takes no frequent one for a landmark, which keeps natural texts cheap.
    """

    def __init__(self, old, new, most):
        super().__init__(None, old, new)
        self.most, self.spent = most, len(old) + len(new)
        self.costs = [0]  # of the first n pieces of `old`: where each occurs in `new` has to be looked at
        for piece in old:
            self.costs.append(self.costs[-1] + 2 + len(self.b2j.get(piece, ())))

    def find_longest_match(self, alo=0, ahi=None, blo=0, bhi=None):
        self.spent += self.costs[ahi] - self.costs[alo]
        if self.spent > self.most:
            self.spent = self.most
            raise _TooMuch
        return super().find_longest_match(alo, ahi, blo, bhi)
