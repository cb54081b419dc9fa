"""Live showcases with their parts and their history."""

from datetime import timedelta
from decimal import Decimal
from random import Random

from bench.making import names
from bench.making.days import END, moment_of, of_month
from bench.making.history import published
from bench.making.prose import OFTEN, OFTEN_SHARE
from commitment.models import (
    Contributor,
    Licence,
    Showcase,
    ShowcaseLink,
    ShowcaseOutcome,
    ShowcasePartner,
    ShowcaseSkill,
    ShowcaseWord,
    Stance,
)
from commitment.pillars import PILLARS
from commitment.roles import CreditRole, LibraryRole

FIRST_MONTH = 12 * 1995
RARE_EACH, RARE_PAGES = 2, 6  # so many names a page that only about so many pages have
SECOND_VERSION_SHARE, WORD_SHARE, DOI_SHARE = 0.1, 0.05, 0.1
UNITS = ("items", "records", "hours", "volumes", "%", "readers", "boxes", "")


def add_showcase(copier, made, number):
    """The showcase with this place among all, with its parts and its history."""
    chance, community, prose = Random(f"showcase {number}"), made.community, made.prose
    owner = community.people[int(len(community.people) * chance.random() ** 1.5)]  # some write much
    place, reviewer = community.place_of[owner.pk], community.reviewer_for(owner)
    first = moment_of(number, made.showcases)
    versions = 2 if chance.random() < SECOND_VERSION_SHARE else 1
    times = [first, min(END, first + timedelta(days=chance.randint(20, 300)))][:versions]
    skills = made.skills.draw(chance, 1, 8)
    title = prose.title(chance, chance.choice(skills).name)
    started, ended = _when(chance, first)
    live = Showcase(
        pk=made.first[Showcase] + number, bit=made.bits[Showcase] + number, owner=owner, title=title,
        slug=made.showcase_slugs.unused(title),
        shelf_mark=made.mark("S", chance), version=versions, first_published_at=first, published_at=times[-1],
        reviewed_by=reviewer, institution=place, summary=prose.line(chance, 20, 40, 300),
        pillars=chance.sample([pillar.slug for pillar in PILLARS], chance.choice((1, 1, 2))),
        stance=chance.choice(Stance.values), started=started, ended=ended,
        doi=f"10.5555/made-up.{number}" if chance.random() < DOI_SHARE else "",
        licence=chance.choice((*[Licence.CC_BY] * 5, *Licence)).value, **_story(made, chance),
    )  # fmt: skip
    if not made.texts:
        live.search = ""  # found by nothing: a row without one would be searched for words after each migration
    made.kept["showcase"].kind.publication.derive(live)
    rows = _parts(made, live, chance, skills)
    copier.add(live, *(row for group in rows.values() for row in group))
    if not made.texts:
        return
    content = made.kept["showcase"].content_of(live, rows)
    for version, at in enumerate(times, 1):
        earlier = {} if version == versions else {"links": [], "advice": ""}
        copier.add(
            *published(
                made.kept["showcase"], live, content | earlier, number=next(made.submissions), at=at, author=owner,
                place=place, reviewer=reviewer, version=version, title=title,
            )
        )  # fmt: skip


def _when(chance, told):
    """(start, end or None) of work that was told of at a moment."""
    last = 12 * told.year + told.month - 2 - int(36 * chance.random() ** 2)
    length = int(chance.expovariate(1 / 18))
    old = chance.random() < 0.15  # told long after
    first = max(FIRST_MONTH, (chance.randint(FIRST_MONTH, last) if old else last) - length)
    started, ended = of_month(chance, first), of_month(chance, first + min(length, last - first))
    if chance.random() < 0.15:
        return started, None  # it goes on
    return started, ended if ended.latest >= started.earliest else started


def _story(made, chance):
    """The four long texts. Some have the word that is common, all have names that hardly any others have."""
    pool = max(RARE_EACH, made.showcases * RARE_EACH // RARE_PAGES)
    besides = [names.rare(chance.randrange(pool)) for _ in range(RARE_EACH)]
    besides += [OFTEN] if chance.random() < OFTEN_SHARE else []
    text = made.text
    return {
        "challenge": text(chance, 90, 200),
        "what_we_did": text(chance, 200, 400, besides),
        "outcome": text(chance, 80, 200),
        "advice": text(chance, 60, 150) if chance.random() < 0.8 else "",
    }


def _parts(made, live, chance, skills):
    """{group of the content: its rows}"""
    community, prose = made.community, made.prose
    colleagues = community.staff_of[live.institution_id]
    others = [
        chance.choice(colleagues if chance.random() < 0.8 else community.people)
        for _ in range(chance.choice((0, 1, 1, 2, 3, 5)))
    ]
    outsiders = [names.person(chance) for _ in range(chance.choice((0, 0, 0, 1, 2)))]
    members = {user.pk: user for user in (live.owner, *others)}
    credited = [(user, user.name) for user in members.values()] + [(None, name) for name in outsiders]
    elsewhere = [place for place in community.institutions if place.pk != live.institution_id]
    partners = chance.sample(elsewhere, min(len(elsewhere), chance.choice((0, 0, 0, 1, 1, 2, 3))))
    return {
        "contributors": [
            Contributor(
                showcase=live, position=at, user=user, name=name,
                affiliation=_affiliation(community, live, user, chance),
                credit_roles=chance.sample(CreditRole.values, chance.randint(1, 3)),
                library_roles=chance.sample(LibraryRole.values, chance.choice((0, 0, 1))),
            )
            for at, (user, name) in enumerate(credited)
        ],
        "skills": [ShowcaseSkill(content_object=live, tag=skill, position=at) for at, skill in enumerate(skills)],
        "partners": [ShowcasePartner(showcase=live, institution=each, position=at) for at, each in enumerate(partners)],
        "outcomes": [
            ShowcaseOutcome(
                showcase=live, position=at, measure=prose.line(chance, 3, 9, 140),
                before=Decimal(chance.randint(0, 5000)) if chance.random() < 0.7 else None,
                after=Decimal(chance.randint(1, 90000)), unit=chance.choice(UNITS),
                source=prose.line(chance, 3, 8, 200),
            )
            for at in range(chance.choice((0, 1, 1, 2, 3)))
        ],
        "own_words": [
            ShowcaseWord(showcase=live, position=0, word=word, sentence=prose.line(chance, 5, 12, 200))
            for word in ([" ".join(prose.draw(chance, 2))] if chance.random() < WORD_SHARE else ())
        ],
        "links": [
            ShowcaseLink(showcase=live, position=at, label=f"Report {at + 1}", url=f"https://reports.example/{live.pk}-{at}")
            for at in range(chance.choice((0, 1, 1, 2)))
        ],
    }  # fmt: skip


def _affiliation(community, live, user, chance):
    """Where it is not the institution of the page."""
    if user is None:
        return f"{names.place(chance)} Trust"
    place = community.place_of[user.pk]
    return "" if place.pk == live.institution_id else place.name
