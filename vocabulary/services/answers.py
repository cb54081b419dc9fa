"""Answer what members proposed. Only editors."""

from django.db import transaction
from django.utils import timezone

from config.errors import Refused
from people.powers import only_editors
from vocabulary.models import Answer, Proposal
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
