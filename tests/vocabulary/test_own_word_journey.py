"""A word that is missing: from a profile to the editors, into the vocabulary, and back to the profile as a skill."""

from django.urls import reverse

from profiles.models import Profile
from review import services
from review.models import Submission
from skills.models import Skill
from tests.content import complete_profile
from tests.factories import SubmissionFactory
from tests.pages import Visitor
from tests.skos.files import skill, vocabulary
from vocabulary.models import Proposal

REPAIR = skill("paper-repair", "Paper repair")
POULTICES = skill("poultices", "Adhesive removal", 'skos:altLabel "Adhesive poultices"')


def test_a_word_that_is_missing_comes_back_as_a_skill(load, author, manager, library, browse):
    load(vocabulary(REPAIR))
    draft = SubmissionFactory(profile=True, author=author, institution=library)
    work = complete_profile()["skills_in_role"] + "\n\nI remove glue with *adhesive poultices*, and slowly."
    services.save_content(draft, {"skills_in_role": work}, by=author)

    writer = Visitor(browse(author))
    writer.open(reverse("submission-step", args=[draft.pk, "skills"]))
    writer.press("Add a skill")
    writer.press("Save and continue", {"skills-1-skill": "adhesive poultices"})
    writer.press("Keep “adhesive poultices” as my own words")
    writer.sees("Kept as your own words")
    writer.open(draft.get_absolute_url())
    writer.press("Send for review")
    writer.sees("Sent for review.")
    made = Proposal.objects.waiting().get()
    assert (made.words, made.sentence) == ("adhesive poultices", "I remove glue with adhesive poultices, and slowly.")

    reviewer = Visitor(browse(manager))
    reviewer.open(reverse("review", args=[draft.pk]))
    reviewer.sees("adhesive poultices")
    services.move(draft, "approve", by=manager)
    live = Profile.objects.get()
    writer.open(live.get_absolute_url())
    writer.sees("In their own words: adhesive poultices")

    load(vocabulary(REPAIR, POULTICES))  # as the editors publish it
    writer.open(live.get_absolute_url())
    writer.sees("In their own words: adhesive poultices")  # until its owner changes it
    writer.open(reverse("live", args=["profile", live.pk]))
    writer.press("Change your profile" if "Change your profile" in writer.page else "Propose a change")
    writer.sees("“adhesive poultices” has become a skill since, “Adhesive removal”")
    change = Submission.objects.get(status="draft")
    assert change.content["own_words"] == []
    writer.press("Send for review")
    writer.sees("Left to do")  # how well, only they can say
    writer.open(reverse("submission-step", args=[change.pk, "skills"]))
    writer.press("Save and continue", {"skills-1-level": "4"})
    writer.open(change.get_absolute_url())
    writer.press("Send for review")
    services.move(change, "approve", by=manager)
    page = writer.open(Skill.objects.get(slug="poultices").get_absolute_url())
    assert live.name in page
    writer.open(live.get_absolute_url())
    writer.does_not_see("In their own words")
    assert Proposal.objects.count() == 1
