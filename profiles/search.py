"""The search row of a profile: one weighted vector, rebuilt when the profile is published.

How the vectors are built is the same for showcases, so `commitment.search` takes the pieces from here.
"""

import re

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import SearchVector
from django.db.models import Func, OuterRef, TextField, Value
from django.db.models.functions import Concat

from profiles.models import Certification, Institution, Profile, ProfileOutcome, ProfileSkill, WorkSample
from skills.models import Label, Skill

CONFIG = "colophon"  # skills/migrations/0002: English stems, accents ignored


def opened(text):
    """Words joined by a hyphen or a slash as words of their own, as `Opened` stores them."""
    return re.sub(r"(?<=\w)[-/](?=\w)", " ", text)


class Opened(Func):
    """PostgreSQL takes OCR/HTR for a file name and the -21 of MARC-21 for a number below zero."""

    template = r"regexp_replace(%(expressions)s, '(\w)[-/](?=\w)', '\1 ', 'g')"
    output_field = TextField()


def every(rows, *fields):
    """One text of `fields` of all `rows`, which are filtered by an OuterRef of the row being indexed."""
    text = Concat(*[part for field in fields for part in (field, Value(" "))], output_field=TextField())
    texts = ArraySubquery(rows.order_by().values(found=text))
    return Func(texts, Value(" "), function="array_to_string", output_field=TextField())


def skill_names(claims):
    """Preferred labels of the skills claimed; `claims` is how a skill calls the claims upon it."""
    return every(Skill.objects.filter(**{f"{claims}__content_object": OuterRef("pk")}), "name")


def other_skill_names(claims):
    """Their alternative and hidden labels: whoever types “cataloging” finds cataloguing."""
    return every(Label.objects.filter(**{f"skill__{claims}__content_object": OuterRef("pk")}), "text")


def broader_skill_names(claims):
    """All labels of the skills that those are part of: paper conservation is conservation."""
    claimed = f"reaches__skill__{claims}__content_object"
    broader = Skill.objects.filter(**{claimed: OuterRef("pk")})
    labels = Label.objects.filter(**{f"skill__{claimed}": OuterRef("pk")})
    return [every(broader.distinct(), "name"), every(labels.distinct(), "text")]


def weighted(**texts):
    """A vector of the fields and expressions listed under each weight: weighted(a=[...], b=[...])."""
    vectors = [
        SearchVector(*[Opened(text) for text in of_weight], weight=weight.upper(), config=CONFIG)
        for weight, of_weight in texts.items()
    ]
    vector = vectors[0]
    for more in vectors[1:]:
        vector += more
    return vector


def index(profiles):
    """Rebuild the search row of every profile in the queryset, in one UPDATE; returns how many."""
    mine = {"profile": OuterRef("pk")}
    claims = ProfileSkill.objects.filter(content_object=OuterRef("pk"))
    places = Institution.objects.filter(pk=OuterRef("institution"))
    return profiles.update(
        search=weighted(
            a=["name", skill_names("profile_skills")],
            b=["job_title", "hook", other_skill_names("profile_skills")],
            c=[
                *("skills_in_role", "commitment_here", "day_to_day", "route_here"),
                *broader_skill_names("profile_skills"),
                every(claims, "evidence"),
                every(WorkSample.objects.filter(**mine), "title", "shows"),
                every(Certification.objects.filter(**mine), "name", "issuer"),
                every(ProfileOutcome.objects.filter(**mine), "measure", "unit", "source"),
            ],
            d=["unit", every(places, "name", "parent__name")],
        )
    )


def refresh(live):
    """Bring the search row of one profile up to date; call it when its parts are written."""
    index(Profile.objects.filter(pk=live.pk))
