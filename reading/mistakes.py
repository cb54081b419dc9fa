"""Words that are nearly spelt like others."""

from functools import cache
from itertools import pairwise

MOST_OTHER_LETTERS = 5  # that stand in one of two words only: f for ph is three, a mistake is two
FAR = 9  # letters of a word in which more may be wrong
ALIKE = ("aeiouy", "ckqsz")  # letters that are taken for each other; any others make two mistakes,
ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")  # but for those of keys side by side, or one above the other
BESIDE = {frozenset(pair) for row in ROWS for pair in pairwise(row)} | {
    frozenset((above, below))
    for row, next_row in pairwise(ROWS)
    for at, below in enumerate(next_row)
    for above in row[at : at + 2]
}


def nearest(word, known):
    """Those of the `known` words that are fewest mistakes away; none where it is one of them, or none is near."""
    letters = set(word)
    far = {other: distance(word, other) for other in known if len(letters ^ set(other)) <= MOST_OTHER_LETTERS}
    near = {other: mistaken for other, mistaken in far.items() if mistaken <= allowed(word, other)}
    least = min(near.values(), default=0)
    return sorted(other for other, mistaken in near.items() if mistaken == least) if least else []


def distance(word, other):
    """Mistakes between two words; to write f for ph, as one hears it, is one."""
    by_ear = [one.replace("ph", "f") for one in (word, other)]
    return mistakes(word, other) if by_ear == [word, other] else min(mistakes(word, other), 1 + mistakes(*by_ear))


def allowed(word, other):
    """The mistakes with which one may still be meant for the other."""
    return 2 if len(word) >= FAR and word[0] == other[0] else 1


def mistakes(one, other):
    """How many letters are missing, too many, swapped with their neighbour or (counting twice, see ALIKE and
    ROWS) wrong.
    """
    before, last = [], list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        row = [at]
        for to, beside in enumerate(other, 1):
            wrong = 0 if letter == beside else 1 if _are_confused(letter, beside) else 2
            row.append(min(last[to] + 1, row[-1] + 1, last[to - 1] + wrong))
            if at > 1 < to and letter == other[to - 2] and one[at - 2] == beside:
                row[-1] = min(row[-1], before[to - 2] + 1)
        before, last = last, row
    return last[-1]


@cache
def _are_confused(letter, other):
    return frozenset((letter, other)) in BESIDE or any(letter in few and other in few for few in ALIKE)
