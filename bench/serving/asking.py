"""What is asked for: the pages that are measured. Another page has its line here, and nothing else knows of it."""

from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Count

from bench.making.claims import Skills
from bench.making.names import rare
from bench.making.prose import OFTEN
from bench.making.showcases import RARE_EACH, RARE_PAGES
from commitment.models import Contributor, Showcase
from commitment.pillars import PILLARS
from profiles.models import Profile

SOME = 5  # pages of one sort, which are asked for in turn
FAR = 200  # the page of a list that few ever see
PER_PAGE = 20
TYPED = ("a", "con", "the", "digit", "paper re")
ASKED = ("paper conservation", "digital preservation", "metadata", "map digitisation", "who knows about parchment")


class Page(NamedTuple):
    """Addresses that are asked for in turn under one `name`.

    `has_floor`: the floors answer them too. `again`: asked for by one who has them, and says so.
    """

    name: str
    what: str
    addresses: list[str]
    has_floor: bool = True
    again: bool = False


def pages(texts=True):
    """The pages that are measured in the database of `many.py`; without `texts` those that no words are needed for."""
    live, often, pillar = Showcase.objects.published(), Skills().often.slug, PILLARS[0].slug
    far = max(1, min(FAR, live.count() // PER_PAGE))
    told = [f"/showcases/{slug}/" for slug in _some(live)]
    people = [f"/people/{slug}/" for slug in _some(Profile.objects.published())]
    found = [
        Page("R1", "list", ["/showcases/"]),
        Page("R2", "list of one skill (18%)", [_list(skill=often)]),
        Page("R3", "of a skill and a pillar", [_list(skill=often, pillar=pillar)]),
        Page("R4", "a common word (30%)", [_list(q=OFTEN)]),
        Page("R5", "two rare words", [_list(q=words) for words in _rare(live)]),
        Page("R6", f"page {far} of the list", [_list(page=far)]),
        Page("R7", "a showcase", told),
        Page("R8", "skills", ["/skills/"]),
        Page("R9", "a person", people),
        Page("R9m", "the person with most credits", [_most_credited()]),
        Page("R10", "list of people", ["/people/"]),
        Page("R11", "home", ["/"]),
        Page("R1=", "list, asked for again", ["/showcases/"], has_floor=False, again=True),
        Page("R7=", "a showcase, asked for again", told, has_floor=False, again=True),
        Page("sug", "suggestions", [f"/search/suggest/?{urlencode({'q': q})}" for q in TYPED], has_floor=False),
        Page("all", "search in everything", [f"/search/?{urlencode({'q': q})}" for q in ASKED], has_floor=False),
    ]
    return [page for page in found if texts or page.name not in {"R4", "R5", "sug", "all"}]


def _list(**asked):
    return f"/showcases/?{urlencode(asked)}"


def _some(live):
    """Addresses of some, far from each other."""
    step = max(1, live.count() // SOME)
    return list(live.order_by("pk").values_list("slug", flat=True)[::step][:SOME])


def _rare(live):
    """Pairs of words that hardly any other showcase has; none where showcases have no texts."""
    pool = max(RARE_EACH, live.count() * RARE_EACH // RARE_PAGES)
    names, found = {rare(number) for number in range(pool)}, []
    for text in live.order_by("-pk").values_list("what_we_did", flat=True)[:200]:
        pair = [word for word in text.replace(".", " ").replace(",", " ").split() if word in names]
        if len(pair) >= RARE_EACH:
            found.append(" ".join(pair[:RARE_EACH]))
    return found[:SOME]


def _most_credited():
    credited = Contributor.objects.filter(showcase__withdrawn_at=None, user__profile__withdrawn_at=None)
    counted = credited.exclude(user__profile=None).values("user__profile__slug").annotate(number=Count("pk"))
    return f"/people/{counted.order_by('-number', 'user__profile__slug')[0]['user__profile__slug']}/"
