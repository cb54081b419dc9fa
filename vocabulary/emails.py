"""The messages about the vocabulary. Queued with the caller's transaction."""

from config.mail import send

MOST_PAGES = 20  # that one message lists


def vocabulary_changed(person, version, pages):
    """Tell somebody what a version means for their pages: [(live page, Words of its kind, [sentence])]."""
    send(
        "vocabulary_changed",
        person.email,
        person=person,
        version=version,
        pages=pages[:MOST_PAGES],
        more=max(len(pages) - MOST_PAGES, 0),
    )


def proposal_answered(proposal, version):
    """Tell whoever proposed something what came of it. `version` is the Version that it came with, or None."""
    person = proposal.made_by
    if person is None or not person.is_active:
        return
    skill = proposal.led_to.current() if proposal.led_to else None
    send("proposal_answered", person.email, person=person, proposal=proposal, version=version, skill=skill)
