"""Live profiles, one of each person."""

from random import Random

from bench.making.days import moment_of, written
from bench.making.history import published
from profiles.models import (
    Certification,
    Profile,
    ProfileLink,
    ProfileSkill,
    ProfileWord,
    RoleFamily,
    SampleKind,
    SampleSkill,
    WorkSample,
)
from reading.names import by_surname
from skills.models import Level

JOBS = """
Conservator Archivist Cataloguer Photographer Developer Librarian Technician Curator Bookbinder Trainer
"""
JOBS = JOBS.split()
RANKS = ("", "Senior ", "Assistant ", "Lead ", "Trainee ", "Metadata ", "Digital ", "Collections ")
PRONOUNS = ("", "", "", "she/her", "he/him", "they/them")
UNITS = ("", "Collections Care", "Digital Library", "Metadata and Discovery", "Reader Services", "Imaging Studio")
SAMPLES_SHARE, CERTIFICATE_SHARE, WORD_SHARE = 0.3, 0.2, 0.04


def add_profile(copier, made, number):
    """The profile of the person with this place in `made.community.people`, with its parts and its history."""
    chance, community = Random(f"profile {number}"), made.community
    user = community.people[number]
    place, reviewer = community.place_of[user.pk], community.reviewer_for(user)
    at = moment_of(number, len(community.people))
    prose = made.prose
    live = Profile(
        pk=made.first[Profile] + number, bit=made.bits[Profile] + number, user=user, name=user.name,
        sort_key=by_surname(user.name)[:120],
        slug=made.people_slugs.unused(user.name), shelf_mark=made.mark("P", chance), version=1,
        first_published_at=at, published_at=at, reviewed_by=reviewer, institution=place,
        pronouns=chance.choice(PRONOUNS), job_title=chance.choice(RANKS) + chance.choice(JOBS),
        unit=chance.choice(UNITS), role_families=chance.sample(list(RoleFamily.values), chance.randint(1, 3)),
        hook=prose.line(chance, 8, 18, 160), skills_in_role=made.text(chance, 80, 240),
        commitment_here=made.text(chance, 50, 190),
        day_to_day=made.text(chance, 40, 140) if chance.random() < 0.5 else "",
        route_here=made.text(chance, 40, 140) if chance.random() < 0.5 else "",
        website=f"https://pages.example/{user.key}" if chance.random() < 0.2 else "",
    )  # fmt: skip
    if not made.texts:
        live.search = ""  # as in `add_showcase`
    rows = _parts(made, live, chance)
    copier.add(live, *(row for group in rows.values() for row in group))
    for sample in rows["samples"]:
        copier.add(*(SampleSkill(sample=sample, skill=skill, position=at) for at, skill in enumerate(sample.named)))
    if not made.texts:
        return
    copier.add(
        *published(
            made.kept["profile"], live, made.kept["profile"].content_of(live, rows), number=next(made.submissions),
            at=at, author=user, place=place, reviewer=reviewer, title=user.name,
        )
    )  # fmt: skip


def _parts(made, live, chance):
    """{group of the content: its rows}"""
    prose, skills = made.prose, made.skills.draw(chance, 2, 9)
    claims = [
        ProfileSkill(
            content_object=live, tag=skill, position=at, level=Level(chance.choice((1, 2, 2, 3, 3, 3, 4))),
            evidence=prose.line(chance, 4, 12, 240) if chance.random() < 0.6 else "",
        )
        for at, skill in enumerate(skills)
    ]  # fmt: skip
    samples = [_sample(made, live, chance, at, skills) for at in range(2) if chance.random() < SAMPLES_SHARE / (at + 1)]
    return {
        "skills": claims,
        "samples": [_put(sample, at) for at, sample in enumerate(samples)],
        "certifications": [
            Certification(
                profile=live, position=0, name=f"Certificate in {skills[0].name.lower()}"[:160],
                issuer=chance.choice(made.community.institutions).name, awarded=written(chance, 1998 + at, 24),
            )
            for at in ([chance.randint(0, 20)] if chance.random() < CERTIFICATE_SHARE else ())
        ],
        "own_words": [
            ProfileWord(profile=live, position=0, word=word, sentence=prose.line(chance, 5, 12, 200))
            for word in ([" ".join(prose.draw(chance, 2))] if chance.random() < WORD_SHARE else ())
        ],
        "links": [
            ProfileLink(profile=live, position=at, label=f"Notes {at + 1}", url=f"https://notes.example/{live.pk}-{at}")
            for at in range(chance.choice((0, 0, 1, 2)))
        ],
    }  # fmt: skip


def _sample(made, live, chance, at, skills):
    sample = WorkSample(
        pk=next(made.samples), profile=live, title=made.prose.title(chance, skills[0].name), url="https://work.example/",
        kind=chance.choice(SampleKind.values), shows=made.prose.line(chance, 10, 30, 500),
    )  # fmt: skip
    sample.named = skills[at : at + 2]
    return sample


def _put(row, position):
    row.position = position
    return row
