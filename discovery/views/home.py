"""The front page."""

from django.db.models import Q
from django.shortcuts import render
from django.utils import timezone

from commitment.models import Showcase, ShowcaseSkill
from commitment.queries import for_cards as showcase_cards
from config.pages import public_page
from finding.orders import NEWEST
from finding.words import amount, either
from people.models import Institution
from profiles.models import Profile, ProfileSkill
from profiles.queries import for_cards as people_cards
from skills.models import Skill

SHOWCASES = PEOPLE = 6
DOINGS = (
    ("repair", "conservation"),
    ("describe", "cataloguing-and-classification"),
    ("digitise", "digitisation"),
    ("license", "copyright-and-licensing"),
    ("teach", "information-literacy"),
    ("code", "scripting"),
)


def people_of_the_day(day, most=PEOPLE):
    """Some profiles, others each day: everybody's turn comes equally often, whoever they are."""
    people = people_cards(Profile.objects.published()).order_by("pk")
    total = people.count()
    start = day.toordinal() * most % total if total else 0
    chosen = list(people[start : start + most])
    if len(chosen) < min(most, total):
        chosen += people[: min(most, total) - len(chosen)]
    return chosen


@public_page
def home(request):
    showcases = Showcase.objects.published()
    shown = ShowcaseSkill.objects.among(showcases).of_today()
    held = ProfileSkill.objects.among(Profile.objects.published()).of_today()
    wanted = Skill.objects.filter(slug__in=[slug for _, slug in DOINGS]).select_related("instead")
    known = {skill.slug: skill.current() for skill in wanted}
    context = {
        "doings": either((verb, known[slug].get_absolute_url()) for verb, slug in DOINGS if slug in known),
        "newest": list(showcase_cards(showcases.order_by(*NEWEST))[:SHOWCASES]),
        "people": people_of_the_day(timezone.localdate()),
        "skills_in_use": amount(Skill.objects.filter(Q(pk__in=shown) | Q(pk__in=held)).count(), "skill", "skills"),
        "institutions": amount(Institution.objects.filter(parent=None).count(), "institution", "institutions"),
    }
    return render(request, "discovery/home.html", context)
