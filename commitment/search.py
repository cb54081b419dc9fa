"""The search row of a showcase, rebuilt when the showcase is published."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Q

from commitment.models import (
    Contributor,
    Showcase,
    ShowcaseOutcome,
    ShowcasePartner,
    ShowcaseSkill,
    ShowcaseWord,
)
from commitment.pillars import PillarChoice
from people.models import Institution
from postgres.by_hand import by_index
from review.search import fields, texts_of
from search import services
from search.topics import Named, Topics
from skills.search import topics_of

KIND = "showcase"
MOST_LOOKED_AT = 2_000  # showcases with the words, for whether they tell of them: 16 ms a thousand
MOST_ASKED = 200  # showcases tell enough, whichever: to put very many in order takes long
WEIGHTS = "ABC"  # of the name of a skill, its other names, names of what it is part of
TOLD = ("summary", "challenge", "what_we_did", "outcome", "advice")


def index(showcases, *, texts_are_known=False):
    """Rebuild the search row of every showcase in the queryset; returns how many."""
    return services.write(KIND, showcases, texts_are_known=texts_are_known)


def pages(numbers):
    """{number: search.services.Page} of these showcases."""
    skills = topics_of(ShowcaseSkill, numbers)
    people = texts_of(Contributor, "showcase", numbers, "name", "affiliation")
    partners = texts_of(ShowcasePartner, "showcase", numbers, "institution__name")
    words = texts_of(ShowcaseWord, "showcase", numbers, "word")
    outcomes = texts_of(ShowcaseOutcome, "showcase", numbers, "measure", "unit", "source")
    found = {}
    rows = Showcase.objects.filter(pk__in=numbers)
    for pk, title, pillars, place, parent, summary, *told in rows.values_list(
        "pk", "title", "pillars", "institution__name", "institution__parent__name", *TOLD
    ):
        found[pk] = services.Page(
            title,
            [
                *fields("A", [title], exact=True),
                *fields("B", [place, PillarChoice(pillars[0]).label], exact=True),
                *fields("B", [summary]),
                *fields("C", [PillarChoice(other).label for other in pillars[1:]], exact=True),
                *fields("C", told),
                *fields("C", [*words[pk], *outcomes[pk]]),
                *fields("D", [*people[pk], parent, *partners[pk]], exact=True),
            ],
            Named(skills[pk], WEIGHTS),
        )
    return found


def skills_told_of(phrase, most):
    """Numbers of the skills of published showcases that tell of it (a tsquery), the likeliest first.

    Of very many that have its words in whichever fields, those are looked at that come first: to unpack the words of
    all would cost the more, the more pages there are.
    """
    topics, live = Topics(), Showcase.objects.published().order_by()
    with by_index():
        having = ArraySubquery(live.filter(search=topics.apart(phrase)).values("pk")[:MOST_LOOKED_AT])
        found = live.filter(pk__among=having, search=topics.having(phrase))
        some = list(found.values_list("pk", flat=True)[:MOST_ASKED])
    return ShowcaseSkill.objects.likeliest(Showcase.objects.filter(pk__in=some), most) if some else []


def index_missing():
    """Rebuild the search rows that a migration has emptied."""
    return index(Showcase.objects.filter(search=None))


def naming(numbers):
    """The pages in whose search rows these institutions stand by their names."""
    theirs = Q(institution__in=numbers) | Q(institution__parent__in=numbers)
    partners = Institution.objects.filter(pk__in=numbers).values("partner_showcases")
    return Showcase.objects.filter(theirs | Q(pk__in=partners))


def follow_names(those):
    """Rebuild some of `naming`, whose texts are as they were; returns how many."""
    return index(those, texts_are_known=True)
