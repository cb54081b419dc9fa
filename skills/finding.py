"""The one search for skills: of the picker, of the vocabulary's page and of the public search.

Everybody types another word for the same craft, so labels of all sorts and languages are looked through by their
letters and by their stems, then definitions, then what is spelt nearly so, then what showcases tell.
"""

from enum import IntEnum
from typing import NamedTuple

from django.contrib.postgres.search import SearchRank
from django.db.models import Case, F, FloatField, IntegerField, Q, Value, When
from django.db.models.functions import Length

from reading.mistakes import nearest
from reading.text import quoted
from reading.words import spellings
from search import asking
from search.lookups import Lexemes
from search.words import EXACT
from skills.models import Term, TermSort, Word
from skills.terms import LEAST_OF_A_WORD, key_of, phrases_of

LONGEST = 200  # characters that are looked for
MOST_WORDS = 12
MOST_AS_ONE = 3  # words that may be one where a label begins; more are one only where it has nothing else
ENOUGH = 4  # skills: where labels give so many, definitions are left out
RARE = 6  # skills: a word that leads to more says too little by itself
FEW = 3  # skills: with fewer, showcases are asked too
WITHIN = 4  # letters that may stand anywhere in a word; fewer stand in half of all words by chance
SHORT = 2  # letters that are looked for where a label begins only; as are the words that say nothing alone:
COMMON = {"a", "an", "and", "at", "by", "for", "from", "how", "in", "is", "it", "of", "on", "or", "the", "to", "with"}
TOLD = "ABC"  # the weights of what a page tells; with D it says who was there


class Tier(IntEnum):
    """How well a skill fits, best first: MAY_BE is by part of what people type, which leads to several easily."""

    SAME, START, WORD, STEMS, STARTS_OF_STEMS, INSIDE, MAY_BE, ABOUT, NEARLY, SHOWCASES, PARTLY = range(11)


class Hit(NamedTuple):
    """A skill that was found, and by what: `label` is of the `sort`; `meant` is what was spelt nearly so."""

    tier: Tier
    skill: int
    sort: int = TermSort.ALL
    label: str = ""
    meant: str = ""

    @property
    def is_by_words(self):
        """Do its own words have what was typed? Otherwise it is a guess."""
        return self.tier <= Tier.ABOUT

    @property
    def other_name(self):
        """The label to show beside the skill's name; "" where that tells itself why it is here."""
        return self.label if self.sort in {TermSort.PREFERRED, TermSort.ALTERNATIVE, TermSort.FORMER} else ""

    @property
    def why(self):
        """In words for people; "" where the name has what was typed."""
        if self.tier == Tier.NEARLY:
            return f"spelt nearly like {quoted(self.meant)}"
        if self.tier == Tier.PARTLY:
            return f"for {quoted(self.meant)}"
        if self.tier == Tier.SHOWCASES:
            return "in showcases that mention it"
        if self.tier == Tier.ABOUT:
            return "its description mentions it"
        if self.sort == TermSort.FORMER:
            return f"in place of {self.label}"
        if self.sort == TermSort.HIDDEN:
            return "often meant by it"
        return f"also called {self.label}" if self.other_name else ""


_tellers = []


def told_by(teller):
    """Register `teller(phrase, most)`: up to `most` numbers of accepted skills of public pages, the likeliest first.

    They are the pages whose search rows have the phrase (see `search.lookups.Lexemes`) in what they tell.
    """
    _tellers.append(teller)


def hits(text, *, until=Tier.PARTLY):
    """All accepted skills that a text may mean, as [Hit], best first, each once; empty where nothing fits.

    Of what is a guess (worse than ABOUT), what is worse than `until` is not looked for, which saves time.
    """
    text = " ".join(text.replace("\x00", "").split())[:LONGEST]
    pieces = [ways for ways in map(_ways, text.split()) if ways][:MOST_WORDS]
    if not pieces:
        return []
    found = _by_labels(text, pieces) or (_nearly(pieces) if until >= Tier.NEARLY else [])
    by_labels = [hit for hit in found if hit.tier != Tier.ABOUT]
    found = by_labels if len(by_labels) >= ENOUGH else found
    if until >= Tier.SHOWCASES and len(found) < FEW:
        found += _told(text, {hit.skill for hit in found})
    return found or (_partly(pieces) if until >= Tier.PARTLY else [])


def _ways(word):
    return [way for way in spellings(word) if way]


# -- by labels and definitions -------------------------------------------------------------------------------


def _by_labels(text, pieces):
    key, phrases = key_of(text), phrases_of(text)
    same = Q(folded=key) | is_all(phrases)
    if len(phrases[0]) <= SHORT or COMMON.issuperset(phrases[0].split()):
        begins = anywhere = Q(folded__startswith=key)
    else:
        begins, anywhere = _any(phrases, "| {}"), _any(phrases, " {}")
    stems, starts = Q(search=_query(pieces)), Q(search=_query(pieces, begun=True))
    tier = Case(
        When(Q(sort=TermSort.ALL), then=Value(Tier.ABOUT)),
        When(same, then=Value(Tier.SAME)),
        When(Q(sort=TermSort.HIDDEN), then=Value(Tier.MAY_BE)),
        When(begins, then=Value(Tier.START)),
        When(anywhere, then=Value(Tier.WORD)),
        When(stems, then=Value(Tier.STEMS)),
        When(starts, then=Value(Tier.STARTS_OF_STEMS)),
        default=Value(Tier.INSIDE),
        output_field=IntegerField(),
    )
    rows = Term.objects.filter(starts | _by_letters(pieces, key, phrases, same, anywhere))
    return _best(rows.annotate(tier=tier), _query(pieces, begun=True))


def _by_letters(pieces, key, phrases, same, anywhere):
    """What only the letters find. For each condition an index is asked, which for long texts is dear; with several, the
    planner would rather read the whole table. Stems find most of what has more than one word.
    """
    if len(pieces) > 1:
        end = "" if len(pieces) <= MOST_AS_ONE else " |"
        return Q(folded__startswith=key) | Q(words__contains=f"| {phrases[-1]}{end}")
    inside = _any(phrases[:1], "{}") & Q(folded__contains=key) if len(key) >= WITHIN else Q()
    return same | anywhere | inside


def _best(rows, query):
    """The best row of each skill, as hits in order. A shorter label has less in it that nobody asked for."""
    rank = Case(When(sort=TermSort.ALL, then=-SearchRank(F("search"), query)), default=0.0, output_field=FloatField())
    rows = rows.annotate(rank=rank, length=Length("text"))
    found = rows.order_by("skill", "tier", "sort", "length", "text").distinct("skill")
    values = found.values_list("tier", "skill", "sort", "text", "rank", "skill__name")
    ordered = sorted(values, key=lambda it: (it[0], it[2] != TermSort.NAME, it[4], len(it[3]), it[5].lower()))
    return [Hit(Tier(tier), skill, sort, label) for tier, skill, sort, label, _, _ in ordered]


def is_all(phrases):
    """A condition for terms: a label that is one of these (see `skills.terms.phrases_of`), and nothing else."""
    return _any(phrases, "| {} |")


def _any(phrases, pattern):
    found = Q()
    for phrase in phrases:
        found |= Q(words__contains=pattern.format(phrase))
    return found


def _query(pieces, *, begun=False, then="&"):
    """All of the pieces by their stems; `begun` lets longer words do that only begin so, as the last may go on."""
    last = len(pieces) - 1 or None
    texts = []
    for at, ways in enumerate(pieces):
        stems = asking.either(map(asking.beside, ways))
        longer = [_begun(way, 1 if at == last else LEAST_OF_A_WORD) for way in ways] if begun and stems else ()
        texts.append(asking.either([stems, *longer]))
    return Lexemes(f" {then} ".join(filter(None, texts)) or asking.NOTHING)


def _begun(way, least):
    """Words of labels and definitions that go on from those of `way`, side by side."""
    return " <-> ".join(f"'{EXACT}{word}'{':*' if len(word) >= least else ''}" for word in way)


# -- spelt nearly so -----------------------------------------------------------------------------------------


def _nearly(pieces):
    """By the words of labels that are nearly those of `pieces`, where a word stands in none."""
    pieces = [_ways(word) for ways in pieces for word in ways[0]]  # of E-boooks each part
    typed = [ways[0][0] for ways in pieces]
    long = [word for word in typed if len(word) >= LEAST_OF_A_WORD and not word.isdigit()]
    if not long:
        return []
    like = Q()
    for word in long:  # the first letter is seldom wrong; where it is, there are trigrams
        like |= Q(text__trigram_similar=word) | Q(text__startswith=word[0], length__range=_range(word))
    known = Word.objects.annotate(length=Length("text")).filter(like).values_list("text", flat=True)
    meant = [nearest(word, known) if word in long else [] for word in typed]
    if not any(meant):
        return []
    pieces = [[*ways, *([word] for word in near)] for ways, near in zip(pieces, meant, strict=True)]
    query = _query(pieces)
    tier = Case(When(sort=TermSort.ALL, then=1), default=0, output_field=IntegerField())
    found = _best(Term.objects.filter(search=query).annotate(tier=tier), query)
    found.sort(key=lambda hit: (hit.tier, not _has_letters(hit.label, typed, meant)))
    return [hit._replace(tier=Tier.NEARLY, meant=_read_as(hit.label, typed, meant)) for hit in found]


def _has_letters(label, typed, meant):
    """Has a label what was meant, letter by letter, and not only its stem?"""
    words = {piece for word in label.split() for way in _ways(word) for piece in way}
    return all(words.intersection(near or [word]) for word, near in zip(typed, meant, strict=True))


def _range(word):
    return len(word) - 1, len(word) + 1


def _read_as(label, typed, meant):
    """What was typed, spelt as in this label, where there is a choice."""
    label = label.lower()
    return " ".join(
        next((other for other in near if other in label), near[0]) if near else word
        for word, near in zip(typed, meant, strict=True)
    )


# -- what showcases tell -------------------------------------------------------------------------------------


def _told(text, known):
    phrase = asking.phrase(text, TOLD)  # side by side: a whole page has nearly any two words somewhere
    told = dict.fromkeys(pk for teller in _tellers for pk in teller(phrase, 2 * FEW)) if phrase else ()
    return [Hit(Tier.SHOWCASES, pk) for pk in told if pk not in known]


# -- some of the words ---------------------------------------------------------------------------------------


def _partly(pieces):
    """By half of the words or more, where no skill has them all; by one word only where it stands in a name."""
    words = [(" ".join(ways[0]), ways) for ways in pieces]
    telling = [(word, ways) for word, ways in words if word not in COMMON and len(word) > SHORT]
    if len(telling) < 2:
        return []
    has = {f"has_{at}": _is(Q(search=_query([ways]))) for at, (_, ways) in enumerate(telling)}
    query = _query([ways for _, ways in telling], then="|")
    rows = Term.objects.filter(sort__lt=TermSort.ALL, search=query).annotate(**has)
    by_word = [{} for _ in telling]  # {skill: the label that has it}, the sort that counts most first
    for skill, sort, label, *flags in rows.order_by("sort", "skill__name").values_list("skill", "sort", "text", *has):
        for found, flag in zip(by_word, flags, strict=True):
            if flag:
                found.setdefault(skill, (sort, label))
    by_skill = {}
    for (word, _), found in zip(telling, by_word, strict=True):
        for skill, (sort, label) in found.items() if len(found) <= RARE else ():
            by_skill.setdefault(skill, []).append((sort, label, word))
    most = max(map(len, by_skill.values()), default=0)
    best = [(skill, those) for skill, those in by_skill.items() if len(those) == most and (most > 1 or _named(those))]
    hits = [Hit(Tier.PARTLY, skill, *those[0][:2], " ".join(word for *_, word in those)) for skill, those in best]
    return sorted(hits, key=lambda hit: hit.sort) if most * 2 >= len(telling) else []


def _is(condition):
    return Case(When(condition, then=1), default=0, output_field=IntegerField())


def _named(those):
    return those[0][0] < TermSort.FORMER
