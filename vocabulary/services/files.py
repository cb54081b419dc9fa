"""A file as a change set: what it would change, to be looked through before it is published. Only editors."""

from django.db import transaction
from django.utils import timezone

from config.errors import Refused
from people.powers import only_editors
from reading.text import quoted
from skills.models import Scheme
from skills.states import present
from skos.changes import in_parts, verb_of
from skos.concepts import state_as_json
from skos.edits import applied
from vocabulary.loading import asked_for
from vocabulary.models import Change, ChangeSet, Verb
from vocabulary.services.change_sets import own_scheme


@transaction.atomic
def change_set_of(vocabulary, *, by, title):
    """An open set with what a file would change: a Change for each skill, or a framework as a whole.

    What would change nothing is left out; what was changed in the portal since is in it, and told there.
    """
    only_editors("load files into the vocabulary", by=by)
    scheme = Scheme.objects.filter(uri=vocabulary.uri).first()
    facts = {name: getattr(vocabulary, name) for name in ("uri", "title", "version", "licence", "attribution")}
    change_set = ChangeSet(scheme=scheme, title=title, opened_by=by.pk, opened_at=timezone.now(), facts=facts)
    if vocabulary.is_framework:
        if scheme and not scheme.is_framework:
            raise Refused(f"{quoted(scheme)} is a vocabulary of skills, and the file is a framework.")
        change_set.is_framework = True
        change_set.file = state_as_json(vocabulary.concepts)
        change_set.save()
        return change_set
    if scheme is None or scheme.is_framework:
        raise Refused(
            f"The file is a vocabulary of its own ({vocabulary.uri}). What is loaded here as skills begins with "
            f"{own_scheme().uri if own_scheme() else 'nothing yet'}; load it as a framework to map skills to it."
        )
    here = present(scheme)
    edits, file, change_set.came_from = asked_for(vocabulary, scheme, here)
    edits = [edit for edit in edits if applied(here, [edit]) != (here, [])]
    if not edits:
        raise Refused("The file says nothing that the vocabulary does not say. There is nothing to change.")
    change_set.file = state_as_json(file)
    change_set.save()
    after, _ = applied(here, edits)
    Change.objects.bulk_create(
        Change(
            change_set=change_set,
            position=position,
            verb=verb if (verb := verb_of(uri, part)) != Verb.DESCRIBE else Verb.EDIT,
            uri=uri,
            label=str(after[uri])[:100],
            edits=part,
            made_by=by.pk,
            made_at=change_set.opened_at,
        )
        for position, (uri, part) in enumerate(in_parts(edits).items(), 1)
    )
    return change_set
