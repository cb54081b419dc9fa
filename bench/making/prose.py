"""Text that looks like that of librarians to a search: the words of the demo and of the vocabulary and made-up ones
beside them, each as often as words of English are. It means nothing.
"""

import re
from collections import Counter
from functools import cached_property
from pathlib import Path
from random import Random

from bench.making import names

DEMO = Path(__file__).parents[2] / "demo"
WORDS, DECK = 30_000, 1_000_000
LABELS_COUNT = 3  # as if each label stood so often in the demo
FLATTENED = 2.7  # Mandelbrot's correction of Zipf's law: the commonest words are a little rarer than it says
OFTEN, OFTEN_SHARE = "weather", 0.3  # neither the demo nor the vocabulary has this word: so many pages do
BEGIN = """
b bl br c ch cl cr d dr f fl fr g gl gr h j k l m n p pl pr qu r s sc sh sl sp st str sw t th tr tw v w
"""
MIDDLE = """
a e i o u ai ea ee oa oo ou
"""
INNER = """
b ck ct d g l ll m mb mp n nd ng nt p r rd rk rt s ss st t tt v x
"""
END = """
able al ance ate ed en ence er ery est ful ible ic ing ise ish ism ist ity ive ment ness or ous s ship tion y
"""
BEGIN, MIDDLE, INNER, END = BEGIN.split(), MIDDLE.split(), INNER.split(), END.split()
DEEDS = """
cataloguing conserving repairing digitising describing photographing indexing teaching licensing archiving
mapping scanning lending storing shelving curating publishing preserving migrating binding handling packing
cleaning imaging transcribing translating encoding editing appraising acquiring weeding surveying measuring
planning mounting rescuing counting opening moving
"""
DEEDS = DEEDS.split()
PATTERNS = (
    "{deed} {some} {noun} {noun}",
    "{deed} the {name} {noun}",
    "{deed} {noun} at {name}",
    "{deed} {number} {noun} {noun} for {noun} and {noun}",
    "{deed} and {deed} the {name} {noun} of {name}",
    "A {noun} for {noun}: {deed} {some} {noun} with {noun}",
    "From {noun} to {noun}: {deed} the {noun} of {name}",
    "How we began {deed} {noun} {noun} at {name} with {some} {noun}",
    "{skill} for the {name} {noun}",
    "{skill}: {deed} {number} {noun} in {name}",
)
SOME = """
old new lost fragile rare forgotten large small local early printed bound loose medieval modern
"""
SOME = SOME.split()


class Prose:
    """Words by how often they are used. `labels` are those of the vocabulary."""

    def __init__(self, labels):
        self.labels = sorted(labels)

    @cached_property
    def words(self):
        """The commonest first."""
        counts = Counter()
        for path in sorted(DEMO.glob("*.toml")):
            counts.update(words_of(path.read_text(encoding="utf-8")))
        for label in self.labels:
            counts.update(dict.fromkeys(words_of(label), LABELS_COUNT))
        known = sorted((word for word in counts if not word.startswith(OFTEN)), key=lambda word: (-counts[word], word))
        found, chance = dict.fromkeys(known[:WORDS]), Random("words")
        while len(found) < WORDS:
            found.setdefault(_made_up(chance))
        return list(found)

    @cached_property
    def deck(self):
        """Each word as often as it is used: to draw from it evenly is faster than with weights."""
        shares = [1 / (rank + FLATTENED) for rank in range(1, len(self.words) + 1)]
        whole = sum(shares)
        often = [max(1, round(DECK * share / whole)) for share in shares]
        return [word for word, number in zip(self.words, often, strict=True) for _ in range(number)]

    @cached_property
    def nouns(self):
        """What titles speak of: not the commonest words, which say nothing, nor the rarest."""
        return [word for word in self.words[150:6000] if len(word) > 3 and "’" not in word]

    def draw(self, chance, number):
        return chance.choices(self.deck, k=number)

    def text(self, chance, least, most, besides=()):
        """Paragraphs of so many words, and those of `besides` among them."""
        words = self.draw(chance, chance.randint(least, most))
        for word in besides:
            words[chance.randrange(len(words))] = word
        sentences, at = [], 0
        while at < len(words):
            length = chance.randint(7, 22)
            sentences.append(_sentence(words[at : at + length], chance))
            at += length
        return "\n\n".join(" ".join(sentences[start : start + 5]) for start in range(0, len(sentences), 5))

    def line(self, chance, least, most, longest):
        """One sentence, cut at a word where it is too long."""
        words = self.draw(chance, chance.randint(least, most))
        while sum(map(len, words)) + len(words) > longest - 2:
            words.pop()
        return _sentence(words, chance)

    def title(self, chance, skill, longest=120):
        """Three to twelve words; `skill` is what one is called that the page claims."""
        noun, name = (lambda: chance.choice(self.nouns)), (lambda: names.place(chance))
        said = chance.choice(PATTERNS)
        for what, draw in {
            "{deed}": lambda: chance.choice(DEEDS),
            "{noun}": noun,
            "{name}": name,
            "{some}": lambda: chance.choice(SOME),
            "{number}": lambda: str(chance.randint(12, 9000)),
            "{skill}": lambda: skill,
        }.items():
            while what in said:
                said = said.replace(what, draw(), 1)
        return _within(said[0].upper() + said[1:], longest)


def _within(text, longest):
    """`text`, or its beginning to the last word that fits."""
    return text if len(text) <= longest else text[: longest + 1].rpartition(" ")[0].rstrip(" :")


def words_of(text):
    return re.findall(r"(?<![\w’-])[a-z][a-z’]*[a-z](?![\w’-])|\ba\b", text.lower())


def _made_up(chance):
    inner = "".join(chance.choice(MIDDLE) + chance.choice(INNER) for _ in range(chance.choice((1, 1, 2))))
    return chance.choice(BEGIN) + inner + chance.choice(END)


def _sentence(words, chance):
    if len(words) > 12:
        at = chance.randint(4, 8)
        words = [*words[:at], f"{words[at]},", *words[at + 1 :]]
    said = " ".join(words)
    return f"{said[0].upper()}{said[1:]}."
