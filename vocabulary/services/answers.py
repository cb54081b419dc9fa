"""Answer what members proposed: by an editor's word, or by a version that has what was missing."""

from django.db import transaction
from django.utils import timezone

from config.errors import Refused
from people.powers import only_editors
from reading.text import fold
from skills.models import Skill
from vocabulary.models import Answer, Proposal, Sort
from vocabulary.services.telling import tell_proposer


@transaction.atomic
def answer(proposal, *, by, answer, text):
    """Say to its proposer that it is not taken up, or that it is there already. Taking it up is `change_sets`'."""
    only_editors("answer proposals", by=by)
    held = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if held.answer or held.change_id:
        raise Refused("Somebody has dealt with this proposal meanwhile. Here is what came of it.")
    held.answer, held.answer_text, held.answered_at = Answer(answer), text, timezone.now()
    held.save(update_fields=["answer", "answer_text", "answered_at"])
    tell_proposer(held)
    return held


def take_up(proposal, skill, version):
    """Say that a version has what was proposed, as `skill`; call it in the transaction that publishes."""
    proposal.answer, proposal.answered_at, proposal.led_to = Answer.TAKEN, timezone.now(), skill
    proposal.save(update_fields=["answer", "answered_at", "led_to"])
    tell_proposer(proposal, version)


def take_up_same_words(version, concepts):
    """Others have waited for the same words, each as their own: these `concepts` of the version are called so now."""
    called = {fold(text): one.uri for one in concepts if not one.deprecated for text in one.own_texts}
    waiting = Proposal.objects.select_for_update(of=("self",)).waiting().filter(sort=Sort.NEW)
    for proposal in waiting:
        if uri := called.get(fold(proposal.words)):
            take_up(proposal, Skill.objects.get(uri=uri), version)
