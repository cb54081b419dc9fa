"""Live pages, written straight into the tables as approval would have left them."""

from datetime import UTC, datetime, timedelta
from itertools import count

from commitment import search as showcase_search
from commitment.models import Contributor, CreditRole, Showcase, ShowcaseSkill, Stance
from profiles import search as profile_search
from profiles.models import Profile, ProfileSkill
from reading.date_words import read
from reading.dates import lasting
from reading.names import by_surname, without_article
from skills.models import Level
from tests.factories import InstitutionFactory, UserFactory, quietly

NUMBERS = count(1)
BEGINNING = datetime(2024, 1, 1, 12, tzinfo=UTC)


def _published(number):
    """Fields of `Published`; what is made later was published later."""
    when = BEGINNING + timedelta(hours=number)
    return {"version": 1, "first_published_at": when, "published_at": when, "reviewed_by": UserFactory(), "bit": number}


def showcase(title=None, *, skills=(), contributors=(), partners=(), year=2024, started="", ended="", **fields):
    """`contributors` are users or the names of people from elsewhere. `started` and `ended` are words; both are of
    `year` unless they are given.
    """
    number = next(NUMBERS)
    title = title or f"Piece of work {number}"
    ended = ended or ("" if started else str(year))
    started, ended = read(started or str(year)), read(ended) if ended else None
    first_year, last_year = lasting(started, ended).years
    live = Showcase.objects.create(
        **{
            "owner": fields.get("owner") or UserFactory(),
            "title": title,
            "sort_key": without_article(title),
            "slug": f"piece-{number}",
            "shelf_mark": f"S-{number:05}",
            "summary": "What it was about.",
            "challenge": "Something was the matter.",
            "what_we_did": "We put it right.",
            "outcome": "It is right now.",
            "stance": Stance.LEADER,
            "pillars": ["visibility"],
            "institution": fields.get("institution") or InstitutionFactory(),
            "started": started,
            "ended": ended,
            "first_year": first_year,
            "last_year": last_year,
            **_published(number),
            **fields,
        }
    )
    ShowcaseSkill.objects.bulk_create(
        ShowcaseSkill(tag=skill, content_object=live, position=i) for i, skill in enumerate(skills)
    )
    Contributor.objects.bulk_create(
        Contributor(
            showcase=live,
            position=i,
            user=None if isinstance(who, str) else who,
            name=str(who),
            credit_roles=[CreditRole.METHODOLOGY],
        )
        for i, who in enumerate(contributors)
    )
    live.partners.set(partners, through_defaults={"position": 0})
    with quietly():
        showcase_search.index(Showcase.objects.filter(pk=live.pk))
    return live


def profile(name=None, *, skills=(), evidence="", **fields):
    number = next(NUMBERS)
    name = name or f"Person {number}"
    live = Profile.objects.create(
        **{
            "user": fields.get("user") or UserFactory(name=name),
            "name": name,
            "sort_key": by_surname(name, fields.get("listed_under", "")),
            "slug": f"person-{number}",
            "shelf_mark": f"P-{number:05}",
            "job_title": "Library assistant",
            "institution": fields.get("institution") or InstitutionFactory(),
            "hook": "I do what has to be done.",
            "skills_in_role": "Many a thing.",
            "commitment_here": "It does.",
            **_published(number),
            **fields,
        }
    )
    ProfileSkill.objects.bulk_create(
        ProfileSkill(tag=skill, content_object=live, level=Level.WORKING, evidence=evidence, position=i)
        for i, skill in enumerate(skills)
    )
    with quietly():
        profile_search.index(Profile.objects.filter(pk=live.pk))
    return live


def withdrawn(live):
    live.withdrawn_at = live.published_at + timedelta(days=90)
    live.save(update_fields=["withdrawn_at"])
    return live


def in_order(model):
    """Give the pages of a model their bits as their dates say, where they were not made in that order."""
    rows = list(model.objects.order_by("first_published_at", "pk"))
    for row in rows:
        model.objects.filter(pk=row.pk).update(bit=next(NUMBERS))
