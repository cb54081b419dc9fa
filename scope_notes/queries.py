"""Finding what skills mean at institutions."""

from django.db.models import Q

from scope_notes.models import ScopeNote


def notes_on(skill):
    """The live notes on a skill and on those that were merged into it, institutions A to Z."""
    here = Q(skill=skill) | Q(skill__instead=skill)
    return ScopeNote.objects.published().filter(here).select_related("institution", "skill")
