"""Fills the true tables with made-up pages, in the state that publishing leaves."""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import count

from django.db import transaction
from django.db.models import Max

from bench.making.claims import Skills
from bench.making.community import Community, Taken
from bench.making.copies import copy, times_of
from bench.making.copying import Copier
from bench.making.history import Kept
from bench.making.profiles import add_profile
from bench.making.prose import Prose
from bench.making.showcases import add_showcase
from bitmaps.services import next_bit
from commitment import search as showcase_search
from commitment.models import Showcase
from people.models import Edition
from profiles import search as profile_search
from profiles.models import Profile, WorkSample
from review import kinds
from review.models import Submission
from review.stamping import ALPHABET
from skills.models import Label, Skill

BATCH, INDEXED_AT_ONCE = 1000, 500
INDEXES = {Profile: profile_search.index, Showcase: showcase_search.index}


class FirstNumbers(defaultdict):
    """{model: the first number that its table does not have yet}"""

    def __missing__(self, model):
        self[model] = 1 + (model.objects.aggregate(last=Max("pk"))["last"] or 0)
        return self[model]


@dataclass
class Making:
    """What all pages are made of. The same sizes and the same vocabulary make the same pages.

    Without `texts` the long ones are a sentence, and pages have no history: for lists of very many.
    """

    showcases: int
    people: int
    texts: bool = True
    first: FirstNumbers = field(default_factory=FirstNumbers)

    def __post_init__(self):
        self.community = Community(self.people, self.first)
        self.skills = Skills()
        labels = [*Skill.objects.values_list("name", flat=True), *Label.objects.values_list("text", flat=True)]
        self.prose = Prose(labels)
        self.kept = {slug: Kept(kinds.get(slug)) for slug in ("profile", "showcase")}
        self.people_slugs, self.showcase_slugs = Taken(Profile), Taken(Showcase)
        self.submissions, self.samples = count(self.first[Submission]), count(self.first[WorkSample])
        self.bits = {model: next_bit(model) for model in (Profile, Showcase)}
        self.marks = set()

    def text(self, chance, least, most, besides=()):
        """Paragraphs of so many words, and those of `besides` among them."""
        if not self.texts:
            return self.prose.line(chance, 5, 9, 80)
        return self.prose.text(chance, least, most, besides)

    def mark(self, letter, chance):
        """A shelf mark that no other has."""
        while True:
            mark = f"{letter}-{''.join(chance.choices(ALPHABET, k=5))}"
            if mark not in self.marks:
                self.marks.add(mark)
                return mark


def fill(showcases, people, *, texts=True, tell=lambda sentence: None):
    """Make so many showcases by so many people, a profile for each of them, and about a sixth as many institutions.

    Wants skills in the database; `texts` as in `Making`. Search rows are left to `index_all`. Returns {model: rows}.
    Of very many without texts most are copies of the others.
    """
    times = 1 if texts else times_of(showcases)
    showcases, people = showcases // times, people // times
    made, copier = Making(showcases, people, texts), Copier()
    with transaction.atomic():
        made.community.add_to(copier)
        copier.write()
    for add, number, what in ((add_profile, people, "profiles"), (add_showcase, showcases, "showcases")):
        for start in range(0, number, BATCH):
            with transaction.atomic():
                for at in range(start, min(number, start + BATCH)):
                    add(copier, made, at)
                copier.write()
            if (start // BATCH) % 10 == 9:
                tell(f"{start + BATCH:,} {what}")
    if times > 1:
        copy(list(copier.written), made.first, times, tell)
    with transaction.atomic():
        copier.finish()
        Edition.objects.update_or_create(pk=1, defaults={"number": times * (people + showcases)})
    return dict(copier.written)


def index_all(tell=lambda sentence: None):
    """Fill the search rows that are missing; returns how many."""
    done = 0
    for model, index in INDEXES.items():
        missing = model.objects.filter(search=None).order_by("pk")
        last = 0
        while numbers := list(missing.filter(pk__gt=last).values_list("pk", flat=True)[:INDEXED_AT_ONCE]):
            done += index(model.objects.filter(pk__in=numbers))
            last = numbers[-1]
            if done % (20 * INDEXED_AT_ONCE) < INDEXED_AT_ONCE:
                tell(f"{done:,} search rows")
    return done
