"""The search row of a profile: one weighted vector, rebuilt when the profile is published."""

from django.db.models import OuterRef, Q

from people.models import Institution
from profiles.models import Certification, Profile, ProfileOutcome, ProfileSkill, ProfileWord, WorkSample
from review.search import every, weighted
from skills.search import broader_skill_names, other_skill_names, skill_names


def index(profiles):
    """Rebuild the search row of every profile in the queryset, in one UPDATE; returns how many."""
    mine = {"profile": OuterRef("pk")}
    claims = ProfileSkill.objects.filter(content_object=OuterRef("pk"))
    places = Institution.objects.filter(pk=OuterRef("institution"))
    return profiles.update(
        search=weighted(
            names={
                "a": ["name", skill_names(ProfileSkill)],
                "b": ["job_title", *other_skill_names(ProfileSkill)],
                "c": [
                    every(WorkSample.objects.filter(**mine), "title"),
                    every(Certification.objects.filter(**mine), "name", "issuer"),
                ],
                "d": ["unit", every(places, "name", "parent__name")],
            },
            texts={
                "b": ["hook"],
                "c": [
                    *("skills_in_role", "commitment_here", "day_to_day", "route_here"),
                    *broader_skill_names(ProfileSkill),
                    every(claims, "evidence"),
                    every(ProfileWord.objects.filter(**mine), "word"),
                    every(WorkSample.objects.filter(**mine), "shows"),
                    every(ProfileOutcome.objects.filter(**mine), "measure", "unit", "source"),
                ],
            },
        )
    )


def index_missing():
    """Rebuild the search rows that a migration has emptied."""
    return index(Profile.objects.filter(search=None))


def naming(what, numbers):
    """The pages in whose search rows these institutions or skills stand by their names."""
    if what == "institution":
        rows = Q(institution__in=numbers) | Q(institution__parent__in=numbers)
    else:
        rows = Q(pk__in=ProfileSkill.objects.of_any(numbers).values("content_object"))
    return Profile.objects.filter(rows)
