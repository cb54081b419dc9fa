"""The whole way of a word that is missing: from a profile to the editors, into a version, and back as a skill."""

from django.core import mail

from profiles.models import Profile
from review.models import Submission
from skills.models import Skill
from tests.content import complete_profile
from tests.factories import SkillFactory, SubmissionFactory

SENTENCE = "I remove old glue with adhesive poultices, and slowly."


def begun(author, library):
    """A profile whose author has come to the step of skills, and a small vocabulary."""
    SkillFactory(slug="conservation", broader=[])
    SkillFactory(slug="paper-repair", name="Paper repair")
    work = complete_profile()["skills_in_role"] + f"\n\n{SENTENCE}"
    return SubmissionFactory(profile=True, author=author, institution=library, skills=[], skills_in_role=work)


def journey(draft, writer, manager, editor):
    """Three people, each at a browser of their own."""
    step = f"/desk/submissions/{draft.pk}/skills/"
    writer.open(step)
    typed = {"skills-0-skill": "Paper repair", "skills-0-level": "3", "skills-1-skill": "adhesive poultices"}
    writer.press("Save and continue", typed)
    writer.sees("“adhesive poultices” is not in the vocabulary yet.")
    writer.press("Keep “adhesive poultices” as my own words")
    writer.sees("Kept as your own words")
    writer.open(draft.get_absolute_url())
    editor.open("/vocabulary/")
    editor.sees("Nothing waits.")  # before it is sent, nobody else hears of it
    writer.press("Send for review")
    writer.sees("Sent for review.")

    # The manager approves the profile; the words stand on it as they are.
    manager.open(f"/review/{draft.pk}/")
    manager.sees("adhesive poultices")
    manager.press("Approve and publish")
    live = Profile.objects.get()
    writer.open(live.get_absolute_url())
    writer.sees("In their own words: adhesive poultices")

    # An editor takes the proposal up and publishes it.
    editor.open("/vocabulary/")
    editor.sees("1 waiting")
    editor.does_not_see(live.name)
    editor.follow("adhesive poultices")
    editor.sees(SENTENCE)
    editor.press("Take it up")
    editor.press(
        "Put it into the set",
        {
            "name": "Adhesive removal",
            "definition": "You take old glue off without taking the book with it.",
            "kind": "specialist",
            "alternative": "Adhesive poultices",
            "broader": ["Conservation"],
            "reason": "A craft of its own.",
        },
    )
    editor.sees("Adhesive removal is in the set")
    editor.press("Publish as the next version")
    editor.sees("All versions")  # its public page; without script the word on it waits for the next private one
    [told] = [message for message in mail.outbox if "what you proposed for the vocabulary" in message.subject]
    assert told.to == [draft.author.email]
    skill = Skill.objects.get(name="Adhesive removal")
    assert skill.get_absolute_url() in told.body

    # Their page says what they wrote until they change it; then it is a skill.
    writer.open(live.get_absolute_url())
    writer.sees("In their own words: adhesive poultices")
    writer.open(f"/desk/live/profile/{live.pk}/")
    writer.press("Propose a change")
    writer.sees("“adhesive poultices” has become a skill since, “Adhesive removal”")
    change = Submission.objects.get(status="draft")
    writer.open(f"/desk/submissions/{change.pk}/skills/")
    writer.press("Save and continue", {"skills-1-level": "4"})  # how well, only they can say
    writer.open(change.get_absolute_url())
    writer.press("Send for review")
    manager.open(f"/review/{change.pk}/")
    manager.press("Approve and publish")
    writer.open(skill.get_absolute_url())
    writer.sees(live.name)
    writer.open(live.get_absolute_url())
    writer.does_not_see("In their own words")
