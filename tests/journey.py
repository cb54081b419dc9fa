"""The whole way: somebody signs up, writes, is reviewed, is found, and changes what is live."""

import re

import pytest
from django.core import mail

from tests.factories import PASSWORD, InstitutionFactory, SkillFactory, UserFactory

PROFILE = {  # step by step, what Mairi types
    "about": {
        "job_title": "Paper conservator",
        "role_families": ["conservation"],
        "hook": "I make fragile maps safe to unroll.",
    },
    "work": {
        "skills_in_role": "I repair paper with paste that I cook myself.",
        "commitment_here": "Our names stand beside what we treat.",
    },
    "skills": {"skills-0-skill": "Mending paper", "skills-0-level": "3", "skills-0-evidence": "340 sheets."},
    "evidence": {},
    "links": {"orcid": "https://orcid.org/0000-0002-1825-0097"},
}
SHOWCASE = {
    "basics": {
        "title": "Unrolling sixty estate maps",
        "summary": "Sixty maps could not be opened. Now they can.",
        "pillars": ["visibility", "recognition"],
        "stance": "leader",
        "started": "March 2024",
        "ended": "14 June 2025",
    },
    "story": {
        "challenge": "The maps had been rolled for *ninety* years.",
        "what_we_did": "We humidified them one by one.",
        "outcome": "Readers open them without us in the room.",
    },
    "people": {"contributors-0-credit_roles": ["investigation"]},
    "skills": {"skills-0-skill": "Paper repair"},
    "pictures": {},
}


@pytest.fixture
def place(db):
    return make_place()


def make_place():
    """A library with a manager, and a small vocabulary."""
    library = InstitutionFactory(
        name="Inverlathe University Library", slug="inverlathe", domains=["inverlathe.example"]
    )
    UserFactory(name="Una Calder", email="una@inverlathe.example", manager=library)
    conservation = SkillFactory(slug="conservation")
    SkillFactory(slug="paper-repair", broader=[conservation], labels=["Mending paper"])
    return library


def journey(arrive):
    """`arrive()` is somebody new at a browser of their own: a client of Django’s, or a Chromium."""
    mairi, una, reader = arrive(), arrive(), arrive()

    # Mairi signs up. Her address makes her a member of her library.
    mairi.open("/")
    mairi.follow("Sign up")
    mairi.press("Sign up", {"name": "Mairi Tolland", "email": "mairi@inverlathe.example", "password1": PASSWORD})
    mairi.press("Confirm", {"code": re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", newest("mairi").body)[0]})
    mairi.sees("you are a member of its staff now")

    # She writes her profile and sends it.
    mairi.open("/desk/")
    mairi.follow("Begin your profile")
    mairi.press("Begin")
    for typed in PROFILE.values():
        mairi.press("Save and continue", typed)
    mairi.follow("See it as it will look")
    mairi.sees("I repair paper with paste that I cook myself.")
    mairi.press("Send for review")
    mairi.sees("With Una Calder since")
    reader.open("/people/")
    reader.does_not_see("Mairi Tolland")

    # Una returns it with a note.
    una.open("/accounts/login/")
    una.press("Log in", {"login": "una@inverlathe.example", "password": PASSWORD})
    una.open(address_in(newest("una")))
    una.sees("As it will look")
    una.press("Return with the note", {"note": "Lovely. Which paste is it?"})
    una.sees("Returned to its author with your note.")

    # Mairi corrects it, and now it is approved.
    assert "Which paste is it?" in newest("mairi").body
    mairi.open(address_in(newest("mairi")))
    mairi.sees("Una Calder asks for changes.")
    mairi.follow("Your work")
    mairi.sees("Which paste is it?")
    mairi.press("Save and continue", {"skills_in_role": "I repair paper with wheat starch paste."})
    mairi.open(address_in(newest("mairi")))
    mairi.press("Send for review")
    una.open("/review/")
    una.follow("Mairi Tolland")
    una.press("Approve and publish", {"note": "Thank you."})
    una.sees("Approved: it is live now")

    # A reader finds her, by name and by skill.
    reader.open("/people/?q=mairi")
    reader.follow("Mairi Tolland")
    reader.sees("I repair paper with wheat starch paste.")
    reader.open("/people/?skill=conservation")
    reader.sees("Mairi Tolland")

    # She writes a showcase; it is approved too.
    mairi.open("/desk/")
    mairi.follow("Write a showcase")
    mairi.press("Begin")
    for typed in SHOWCASE.values():
        mairi.press("Save and continue", typed)
    mairi.press("Send for review")
    una.open("/review/")
    una.follow("Unrolling sixty estate maps")
    una.press("Approve and publish")

    # It is found by its words, by a broader skill and by its pillars.
    for address in (
        "/",
        "/showcases/?q=humidified",
        "/showcases/?skill=conservation",
        "/showcases/?pillar=recognition",
        "/skills/conservation/",
        "/pillars/visibility/",
        "/institutions/inverlathe/",
        "/people/mairi-tolland/",
    ):
        reader.open(address)
        reader.sees("Unrolling sixty estate maps")
    reader.open("/showcases/?pillar=sustainability")
    reader.does_not_see("Unrolling sixty estate maps")

    # She proposes a change. The old page stays while it waits.
    reader.open("/showcases/unrolling-sixty-estate-maps/")
    before = reader.reading
    mairi.open("/desk/")
    mairi.follow("Versions of Unrolling sixty estate maps")
    mairi.press("Propose a change")
    mairi.follow("In short")
    mairi.press("Save and continue", {"summary": "Sixty-two maps could not be opened. Now they can."})
    mairi.follow("Unrolling sixty estate maps")
    mairi.press("Send for review")
    reader.open("/showcases/unrolling-sixty-estate-maps/")
    assert reader.reading == before

    # Una sees what differs, and approves it again.
    una.open(address_in(newest("una")))
    una.sees("What differs from the live page")
    una.sees("Sixty-two")
    una.press("Approve and publish")
    reader.open("/showcases/unrolling-sixty-estate-maps/")
    reader.sees("Sixty-two maps could not be opened.")
    reader.sees("Version 2")

    # Her desk remembers both versions.
    mairi.open("/desk/")
    mairi.follow("Versions of Unrolling sixty estate maps")
    mairi.sees("as version 2")
    mairi.sees("Propose version 1 again")


def newest(name):
    """The last message that somebody got."""
    return [message for message in mail.outbox if message.to == [f"{name}@inverlathe.example"]][-1]


def address_in(message):
    """Where the link in a message leads, on the site."""
    return re.search(r"https?://[^/\s]+(/(?:desk|review)/\S*)", message.body)[1]
