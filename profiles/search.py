"""The search row of a profile, rebuilt when the profile is published.

Its weights say where a word stands: A in the name, B in what somebody can do, D in what they are, C in all else.
"""

from django.db.models import Q

from profiles.models import Certification, Profile, ProfileOutcome, ProfileSkill, ProfileWord, WorkSample
from review.search import fields, texts_of
from search import services
from search.topics import Named
from skills.search import topics_of

KIND = "profile"
NAMED, ABLE, TELLS, CALLED = "ABCD"
TOLD = ("hook", "skills_in_role", "commitment_here", "day_to_day", "route_here")


def index(profiles, *, texts_are_known=False):
    """Rebuild the search row of every profile in the queryset; returns how many."""
    return services.write(KIND, profiles, texts_are_known=texts_are_known)


def pages(numbers):
    """{number: search.services.Page} of these profiles."""
    skills = topics_of(ProfileSkill, numbers)
    evidence = texts_of(ProfileSkill, "content_object", numbers, "evidence")
    samples = texts_of(WorkSample, "profile", numbers, "title")
    shown = texts_of(WorkSample, "profile", numbers, "shows")
    certified = texts_of(Certification, "profile", numbers, "name", "issuer")
    words = texts_of(ProfileWord, "profile", numbers, "word")
    outcomes = texts_of(ProfileOutcome, "profile", numbers, "measure", "unit", "source")
    found = {}
    rows = Profile.objects.filter(pk__in=numbers)
    for pk, name, job, *place, hook, in_role, here, day, route in rows.values_list(
        "pk", "name", "job_title", "unit", "institution__name", "institution__parent__name", *TOLD
    ):
        found[pk] = services.Page(
            name,
            [
                *fields(NAMED, [name], exact=True),
                *fields(CALLED, [job], exact=True),
                *fields(ABLE, words[pk], exact=True),
                *fields(TELLS, [*place, *samples[pk], *certified[pk]], exact=True),
                *fields(TELLS, [hook, in_role, here, day, route]),
                *fields(TELLS, [*evidence[pk], *shown[pk], *outcomes[pk]]),
            ],
            Named(skills[pk], ABLE + TELLS + TELLS),
        )
    return found


def index_missing():
    """Rebuild the search rows that a migration has emptied."""
    return index(Profile.objects.filter(search=None))


def naming(numbers):
    """The pages in whose search rows these institutions stand by their names."""
    return Profile.objects.filter(Q(institution__in=numbers) | Q(institution__parent__in=numbers))


def follow_names(those):
    """Rebuild some of `naming`, whose texts are as they were; returns how many."""
    return index(those, texts_are_known=True)
